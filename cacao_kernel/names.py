"""Names for what user code declares: the module that created an object and the variable that holds it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple

_PLUGINS = "cacao_plugins."


class Origin(NamedTuple):
    """The line of user code that created something.

    Attributes:
        module: the module's name; the file's stem for ``__main__``.
        file: the file's path as Python knows it.
        line: the line's number, from 1.
        namespace: the ``sys.modules`` name to look the holding variable up in.
    """

    module: str
    file: str
    line: int
    namespace: str

    def __str__(self) -> str:
        return f"{Path(self.file).name}:{self.line}"


def find_origin() -> Origin:
    """Return the nearest line of user code on the stack of the caller."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None and _is_inner(str(frame.f_globals.get("__name__", ""))):
        frame = frame.f_back
    if frame is None:
        return Origin("?", "?", 0, "?")
    namespace = str(frame.f_globals.get("__name__", "?"))
    file = frame.f_code.co_filename
    return Origin(module_name(namespace, file), file, frame.f_lineno, namespace)


def find_line() -> str:
    """Return the line of the app that had the caller do something, such as ``main.py:12``.

    The frames of the plugins that come with Cacao are passed over, too. It is empty where no line of the
    app is to blame: where a widget is made of a tree of dicts while a page is painted.
    """
    frame: FrameType | None = sys._getframe(1)
    is_outside = False
    while frame is not None:
        namespace = str(frame.f_globals.get("__name__", ""))
        is_kernel = _is_inner(namespace)
        if is_kernel and is_outside:
            return ""
        if not is_kernel and not namespace.startswith(_PLUGINS):
            return f"{Path(frame.f_code.co_filename).name}:{frame.f_lineno}"
        is_outside = is_outside or not is_kernel
        frame = frame.f_back
    return ""


def _is_inner(namespace: str) -> bool:
    """Tell whether frames of this module are passed over on the way to the line of user code."""
    # State[int](0) runs in typing, and `with todos.mutate():` in contextlib.
    return namespace.startswith("cacao_kernel.") or namespace in ("typing", "contextlib")


def module_name(namespace: str, file: str) -> str:
    """Return the name that a module has in every process: ``main`` and ``__main__`` are one."""
    return Path(file).stem if namespace == "__main__" else namespace


def find_name(target: object, namespace: str) -> str | None:
    """Return where in a module the target is held: ``count``, ``Counter.count``, ``rows[0]``.

    The first variable, class attribute, or place in a list or dict that holds it counts.
    """
    module = sys.modules.get(namespace)
    if module is None:
        return None
    for name, value in list(vars(module).items()):
        if value is target:
            return name
        for place, held in _places(value, namespace):
            if held is target:
                return f"{name}{place}"
    return None


def _places(value: object, namespace: str) -> Iterator[tuple[str, Any]]:
    """Yield the places one level inside a variable's value."""
    if isinstance(value, type):
        if value.__module__ == namespace:
            for name, held in vars(value).items():
                yield f".{name}", held
    elif isinstance(value, list | tuple):
        for index, held in enumerate(value):
            yield f"[{index}]", held
    elif isinstance(value, dict):
        for key, held in list(value.items()):  # another thread may be writing to it
            yield f"[{key!r}]", held
    elif callable(getattr(type(value), "render", None)):  # a component, which may hold States of its own
        for name, held in list(getattr(value, "__dict__", {}).items()):
            yield f".{name}", held
