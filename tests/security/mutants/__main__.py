"""Break one thing, then do what ``cacao`` does: ``python -m security.mutants NAME serve main.py``."""

from __future__ import annotations

import importlib
import sys

name = sys.argv.pop(1)
# First, so that what others import by name is the broken one already.
importlib.import_module(f"security.mutants.{name}")
cli = importlib.import_module("cacao_kernel.cli")
sys.exit(cli.main())
