"""The user's snippets, run as they are written."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

SEED = Path(__file__).parent / "seed"


def load_snippet(name: str, **supplied: Any) -> ModuleType:
    """Run a snippet as a module of its own.

    Args:
        name: the file's name in ``tests/seed`` without its suffix.
        supplied: the names that the snippet uses without defining them.
    """
    spec = importlib.util.spec_from_file_location(name, SEED / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    vars(module).update(supplied)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module
