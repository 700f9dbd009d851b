"""Former modules: what serves goes on with those it was made with, while others are loaded in their place."""

from __future__ import annotations

import builtins
import sys
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from importlib.util import resolve_name
from types import ModuleType
from typing import Any

GETATTR = "__getattr__"


@contextmanager
def former_modules(
    taken: Mapping[str, ModuleType], is_former: Callable[[], bool]
) -> Generator[None, None, None]:
    """Let code that serves find the modules that were taken out, for the length of a ``with`` block.

    A function may import a module as it is called, and may find one as an attribute of its package:
    meanwhile neither is there, or what is there is half-loaded, and another edition's. What is asked
    for by ``importlib.import_module`` is not seen to.

    Args:
        taken: the modules that were taken out of ``sys.modules``, by name.
        is_former: tells whether the running code is of the edition that they belong to.
    """
    load = builtins.__import__

    def find(
        name: str,
        globals: Mapping[str, Any] | None = None,
        locals: Mapping[str, Any] | None = None,
        fromlist: Sequence[str] | None = (),
        level: int = 0,
    ) -> ModuleType:
        if is_former():
            whole = resolve_name("." * level + name, _package_of(globals or {})) if level else name
            if whole in taken:
                asked = whole if fromlist else whole.partition(".")[0]
                return taken.get(asked) or sys.modules[asked]
        return load(name, globals, locals, fromlist or (), level)

    packages = _hide(taken, is_former)
    builtins.__import__ = find
    try:
        yield
    finally:
        if builtins.__import__ is find:
            builtins.__import__ = load
        for package, before in packages:
            _set_getattr(package, before)


def _hide(
    taken: Mapping[str, ModuleType], is_former: Callable[[], bool]
) -> list[tuple[ModuleType, Callable[[str], Any] | None]]:
    """Let packages that stay show what was taken out of them; return these, and what they answered by."""
    hidden: dict[str, dict[str, ModuleType]] = {}
    for name, module in taken.items():
        package, _, last = name.rpartition(".")
        if package in sys.modules and package not in taken:
            hidden.setdefault(package, {})[last] = module
    found: list[tuple[ModuleType, Callable[[str], Any] | None]] = []
    for name, modules in hidden.items():
        stays = sys.modules[name]
        before = vars(stays).get(GETATTR)
        found.append((stays, before))
        _set_getattr(stays, _answer(stays, modules, before, is_former))
    return found


def _answer(
    package: ModuleType,
    modules: Mapping[str, ModuleType],
    before: Callable[[str], Any] | None,
    is_former: Callable[[], bool],
) -> Callable[[str], Any]:
    def answer(name: str) -> Any:
        if name in modules and is_former():
            return modules[name]
        if before is not None:
            return before(name)
        raise AttributeError(f"module {package.__name__!r} has no attribute {name!r}")

    return answer


def _set_getattr(package: ModuleType, answer: Callable[[str], Any] | None) -> None:
    if answer is None:
        vars(package).pop(GETATTR, None)
    else:
        vars(package)[GETATTR] = answer


def _package_of(names: Mapping[str, Any]) -> str:
    """Return the package that the code of a module imports from, as Python finds it."""
    package = names.get("__package__")
    if isinstance(package, str):
        return package
    name = str(names.get("__name__", ""))
    return name if "__path__" in names else name.rpartition(".")[0]
