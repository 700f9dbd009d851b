"""Closures: finds handlers made in a loop that would all see the loop's last value."""

from __future__ import annotations

import dis
import linecache
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

_JUMPS = frozenset({*dis.hasjrel, *dis.hasjabs})


class Closures:
    """Warns, in development, of lambdas of one loop that share its variable.

    Python looks a variable up when the lambda runs, and by then the loop has ended: every
    button would delete the last row. Make one per App; what it finds out it keeps, by code.

    Args:
        warn: called with the message, once for each lambda of the source.
    """

    def __init__(self, warn: Callable[[str], None]) -> None:
        self._warn = warn
        # By the id of a function's code; the code is kept, so that the id is not given anew.
        self._loop_variables: dict[int, tuple[CodeType, frozenset[str]]] = {}
        self._told: set[int] = set()

    def check(self, callables: Iterable[object]) -> None:
        """Look at the handlers and bindings of one page or component, and warn where need be.

        Give all callables of one run of a region, or of all children of one element with what
        is below them, in any order. It costs a dict look-up for each that has a closure.

        Args:
            callables: functions, and any others, which are passed over.
        """
        first: dict[int, FunctionType] = {}
        for function in callables:
            if isinstance(function, FunctionType) and function.__closure__:
                sibling = first.setdefault(id(function.__code__), function)
                if sibling is not function and id(function.__code__) not in self._told:
                    self._compare(sibling, function)

    def _compare(self, first: FunctionType, second: FunctionType) -> None:
        code = second.__code__
        shared = {
            name
            for name, cell, other in zip(
                code.co_freevars, first.__closure__ or (), second.__closure__ or (), strict=True
            )
            if cell is other
        }
        if not shared:
            return
        if id(code) not in self._loop_variables:
            self._loop_variables[id(code)] = code, find_loop_variables(second)
        wrong = sorted(shared & self._loop_variables[id(code)][1])
        if wrong:
            self._told.add(id(code))
            self._warn(_describe(code, wrong[0]))


def _describe(code: CodeType, name: str) -> str:
    what, cure = "this lambda", f"lambda {name}={name}: …"
    if code.co_name != "<lambda>":
        what, cure = f"{code.co_name}()", f"def {code.co_name}({name}={name}): …"
    return (
        f'{Path(code.co_filename).name}:{code.co_firstlineno}: {what} is made in a loop and reads "{name}" '
        f'only when it runs, so every one of them would see the last "{name}". '
        f"Write `{cure}`, or list the parts with For(items, key=…, render=…)."
    )


def find_loop_variables(function: FunctionType) -> frozenset[str]:
    """Return which variables of a function's closure a loop around it gives a new value each time.

    The code around it is found through the module's functions, else by compiling its source
    again; where neither helps, nothing is found.
    """
    code = function.__code__
    for outer in _outermost(function):
        way = _way(outer, code)
        if way:
            return frozenset(name for name in code.co_freevars if _is_looped(way, name))
    return frozenset()


def _outermost(function: FunctionType) -> Iterator[CodeType]:
    """Yield code in which the function may have been made."""
    names = function.__qualname__.split(".")
    found: Any = function.__globals__.get(names[0])
    for name in names[1 : names.index("<locals>") if "<locals>" in names else 1]:
        found = getattr(found, name, None)
    while isinstance(found, FunctionType):
        yield found.__code__
        found = getattr(found, "__wrapped__", None)
    file = function.__code__.co_filename
    try:  # a decorator may hide the function, or it was made in one that is gone
        yield compile(
            "".join(linecache.getlines(file, function.__globals__)), file, "exec", dont_inherit=True
        )
    except (SyntaxError, ValueError):
        return


def _way(outer: CodeType, code: CodeType) -> list[CodeType]:
    """Return the codes from an outer one to the given one, each a constant of the one before it."""
    for constant in outer.co_consts:
        if isinstance(constant, CodeType):
            if constant == code:
                return [outer, constant]
            way = _way(constant, code)
            if way:
                return [outer, *way]
    return []


def _is_looped(way: list[CodeType], name: str) -> bool:
    """Tell whether the code that owns a variable gives it a new value in the loop it makes the rest in."""
    for owner, made in zip(reversed(way[:-1]), reversed(way[1:]), strict=True):
        if name in owner.co_cellvars:
            return any(name in stored and made in constants for stored, constants in _loops(owner))
    return False


def _loops(code: CodeType) -> Iterator[tuple[set[str], list[CodeType]]]:
    """Yield for each loop which variables of closures are assigned in it, and which code stands there."""
    instructions = [*dis.get_instructions(code)]
    for jump in instructions:
        if jump.opcode in _JUMPS and jump.argval < jump.offset:
            body = [each for each in instructions if jump.argval <= each.offset <= jump.offset]
            yield (
                {each.argval for each in body if each.opname == "STORE_DEREF"},
                [each.argval for each in body if isinstance(each.argval, CodeType)],
            )
