"""A small shop for the tests of the devtools: served from a file, as a developer's app is."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

SHOP = (Path(__file__).parent / "little_shop.py").read_text("utf-8")


def load(folder: Path, name: str) -> ModuleType:
    """Write the shop into a file of this folder, and import it under this name."""
    file = folder / f"{name}.py"
    file.write_text(SHOP, "utf-8")
    spec = importlib.util.spec_from_file_location(name, file)
    assert spec is not None and spec.loader is not None
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
