"""Doc pages: their examples, and how they are run."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parent.parent

CODE = re.compile(r"```python\n(.*?)```", re.DOTALL)


def code_blocks(page: str) -> list[str]:
    """Return the examples in Python of a page."""
    return CODE.findall((ROOT / page).read_text("utf-8"))


def run_block(source: str, name: str) -> ModuleType:
    """Run an example as a module of this name, and return that."""
    module = ModuleType(name)
    sys.modules[name] = module
    exec(compile(source, name, "exec"), vars(module))
    return module
