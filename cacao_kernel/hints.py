"""Hints: what somebody may have meant by a name that there is not."""

from __future__ import annotations

import builtins
import pkgutil
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from types import FrameType

from .errors import nearest

_NOT_IN_MODULE = re.compile(r"cannot import name '(\w+)' from (?:partially initialized module )?'([\w.]+)'")


def find_hint(error: BaseException, frame: FrameType | None, home: Path) -> str:
    """Return what may have been meant, such as ``Did you mean "count"?``; empty if nobody can say.

    Args:
        error: what was raised.
        frame: where; None if that is not known.
        home: the folder of the app.
    """
    if isinstance(error, NameError) and error.name:
        names = [*frame.f_locals, *frame.f_globals] if frame is not None else []
        hint = nearest(error.name, {*names, *dir(builtins)})
        if hint or error.name not in sys.stdlib_module_names:
            return hint
        return f'Is "import {error.name}" missing?'
    if isinstance(error, AttributeError) and error.name:
        return nearest(error.name, _attributes(error.obj))
    if isinstance(error, ModuleNotFoundError) and error.name:
        name, _, _ = error.name.partition(".")
        return nearest(name, _modules(home))
    if isinstance(error, ImportError):
        found = _NOT_IN_MODULE.search(str(error))
        module = sys.modules.get(found[2]) if found else None
        return nearest(found[1], _attributes(module)) if found else ""
    return ""


def _attributes(owner: object) -> Iterable[str]:
    try:
        return [name for name in dir(owner) if not name.startswith("__")]
    except Exception:  # of the user's own
        return []


def _modules(home: Path) -> set[str]:
    """Return the names of modules that can be imported, those of the app among them."""
    installed = {module.name for module in pkgutil.iter_modules() if not module.name.startswith("_")}
    own = {path.stem for path in home.glob("*.py")}
    return own | installed | {name for name in sys.stdlib_module_names if not name.startswith("_")}
