"""Whereabouts: the file and line of what a developer has written, for those who want to go there."""

from __future__ import annotations

import inspect
import site
import sys
import traceback
from functools import lru_cache, partial
from pathlib import Path
from types import CodeType
from typing import Any

_KERNEL = Path(__file__).parent


def line_of(function: object) -> str:
    """Return where a function begins, such as ``pages/home.py:12``; empty if nobody knows.

    Decorators that say what they wrap are looked through. The path counts from the current folder, if the
    file is in it.
    """
    code = _code_of(function)
    return "" if code is None else spell_line(code.co_filename, code.co_firstlineno)


def line_of_error(error: BaseException) -> str:
    """Return the line of the app that an error was raised in, or led to it; empty if nobody knows."""
    if isinstance(error, SyntaxError) and error.filename:
        return spell_line(error.filename, error.lineno or 1)
    frames = [(frame.filename, frame.lineno or 1) for frame in traceback.extract_tb(error.__traceback__)]
    theirs = [frame for frame in frames if is_of_app(frame[0])]
    return spell_line(*theirs[-1]) if theirs else ""


def begin_in_app(error: Exception) -> Exception:
    """Return an error whose traceback begins in the app, if it leads there: what called that is no news."""
    link = error.__traceback__
    while link is not None and not is_of_app(link.tb_frame.f_code.co_filename):
        link = link.tb_next
    return error if link is None else error.with_traceback(link)


@lru_cache(maxsize=4096)
def is_of_app(file: str) -> bool:
    """Tell whether a file is the developer's own: not Python's, Cacao's, nor that of an installed package."""
    if file.startswith("<"):
        return False
    path = Path(file).absolute()
    others = [*site.getsitepackages(), site.getusersitepackages(), sys.base_prefix, sys.prefix]
    is_installed = "site-packages" in path.parts or any(path.is_relative_to(other) for other in others)
    plugins = _KERNEL.parent / "cacao_plugins"
    return not (is_installed or path.is_relative_to(_KERNEL) or path.is_relative_to(plugins))


def spell_line(file: str, line: int) -> str:
    """Return file and line as they are printed: from the current folder on, if the file is in it."""
    path, here = Path(file).absolute(), Path.cwd()
    return f"{path.relative_to(here) if path.is_relative_to(here) else path.name}:{line}"


def _code_of(function: Any) -> CodeType | None:
    while isinstance(function, partial):
        function = function.func
    if callable(function):
        function = inspect.unwrap(function)
    function = getattr(function, "__func__", function)
    code = getattr(function, "__code__", None)
    if code is None and callable(function):  # an object that is called, or a class
        kind = function if isinstance(function, type) else type(function)
        code = getattr(vars(kind).get("__call__", vars(kind).get("__init__")), "__code__", None)
    return code if isinstance(code, CodeType) else None
