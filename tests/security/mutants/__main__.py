"""Break one thing, then do what ``cacao`` does: ``python -m security.mutants NAME serve main.py``."""

from __future__ import annotations

import importlib
import sys

from cacao_kernel.cli import main

name = sys.argv.pop(1)
importlib.import_module(f"security.mutants.{name}")
sys.exit(main())
