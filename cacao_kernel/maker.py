"""Maker: the code of the app that has made a tree, and the line of it that one of its nodes is written in."""

from __future__ import annotations

import ast
import linecache
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from inspect import unwrap
from pathlib import Path
from types import CodeType
from typing import NamedTuple

from .errors import TreeError
from .run import current_run
from .visit import Visit
from .whereabouts import is_of_app, spell_line

MAX_FILES = 200  # of the app's, that are looked through for a node

_UNKNOWN = "?"  # the type of a node that is no text where it is written
_STEP = re.compile(r"(?P<kind>[A-Za-z][\w-]*)(?:\.props\.(?P<prop>[\w-]+))?")
_INNER = re.compile(r"children|props|For\[|page ")
_TOLD = re.compile(r"(?:(?P<file>[^ ]+\.py):(?P<line>\d+): )?(?P<trail>page .*)", re.DOTALL)
_WARNED = re.compile(r"page .+?(?=: | was left out)")
_NO_TYPE = re.compile(r'there is no node type "([^"]+)"')


class Written(NamedTuple):
    """Where a node is written.

    Attributes:
        file: the path as Python knows it.
        line: the line's number, from 1.
        function: the function it stands in; empty if that is not known.
        is_sure: whether the node is there; else it is only the function that has returned it.
    """

    file: str
    line: int
    function: str = ""
    is_sure: bool = True


class _Sought(NamedTuple):
    """A node that is looked for: the types of those around it and its own, without dashes; and its prop."""

    kinds: list[str]
    prop: str


class _Found(NamedTuple):
    """A node as it is written, with the types of those around it and its own."""

    chain: tuple[str, ...]
    node: ast.Dict | ast.Call


def find_written(error: TreeError) -> Written | None:
    """Return where the node of a mistake is written; None if no function of the app has returned it."""
    told, unknown = _TOLD.match(error.where), _NO_TYPE.search(str(error))
    if told is None:
        return None
    near = int(told["line"]) if told["line"] else 0
    return _find(error.makers, told["trail"], unknown[1] if unknown else "", near)


def trace(error: BaseException) -> None:
    """Let a mistake in a tree name the line that its node is written in, as far as that can be told."""
    if not isinstance(error, TreeError):
        return
    written = find_written(error)
    if written is not None and (written.is_sure or error.where.startswith("page ")):
        error.move(spell_line(written.file, written.line))


def find_line_of(message: str) -> str:
    """Return the line of the node that a warning tells of, while it is built; empty if nobody knows."""
    told, rendering = _WARNED.match(message), current_run()
    find_makers: Callable[[], tuple[object, ...]] | None = getattr(rendering, "makers", None)
    written = None if told is None or find_makers is None else _find(find_makers(), told[0])
    return "" if written is None else spell_line(written.file, written.line)


def _find(makers: Iterable[object], trail: str, kind: str = "", near: int = 0) -> Written | None:
    """Return the line that a node is written in.

    Args:
        makers: what has returned the tree around it, innermost first.
        trail: the node's place: ``page "/" > main > children[1] > button.props.label``.
        kind: the node's type, if the place ends before it.
        near: a line that is known to have made what is around it; 0 for none.
    """
    codes = [code for code in map(_code_of, makers) if code is not None and is_of_app(code.co_filename)]
    if not codes:
        return None
    sought = _read_trail(trail, kind)
    for code in codes:
        function = _find_function(code)
        line = 0 if function is None else _line_in(function, sought, near)
        if line:
            return Written(code.co_filename, line, code.co_qualname)
    first = codes[0]
    line = _worked_out(first, sought)
    if line:
        return Written(first.co_filename, line, first.co_qualname, is_sure=False)
    for file in _files(code.co_filename for code in codes):
        module = _parse(file)
        line = 0 if module is None else _line_in(module, sought, near)
        if line:
            return Written(file, line)
    return Written(first.co_filename, _line_of_text(first, sought), first.co_qualname, is_sure=False)


def _read_trail(trail: str, kind: str) -> _Sought:
    steps = [_STEP.match(step) for step in trail.split(" > ") if not _INNER.match(step)]
    kinds = [step["kind"] for step in steps if step] + ([kind] if kind else [])
    prop = "" if kind or not steps or steps[-1] is None else steps[-1]["prop"] or ""
    return _Sought([_plain(each) for each in kinds], prop)


def _line_in(root: ast.AST, sought: _Sought, near: int) -> int:
    """Return the line of the node, or of the widget that draws it, if it is written there; else 0."""
    nodes = [*_nodes(root, ())]
    for end in range(len(sought.kinds), 0, -1):
        kinds = sought.kinds[:end]
        alike = [
            each
            for each in nodes
            if each.chain[-1] == kinds[-1] and (not sought.prop or _key_line(each.node, sought.prop))
        ]
        if alike:
            node = max(alike, key=lambda each: _likeness(each, kinds, near)).node
            return (_key_line(node, sought.prop) if sought.prop else _key_line(node, "type")) or node.lineno
        if not sought.prop:
            break
    return 0


def _worked_out(code: CodeType, sought: _Sought) -> int:
    """Return the line of the node of a function whose type is worked out, not written; 0 if there is none."""
    function = _find_function(code)
    unknown = [] if function is None else [one for one in _nodes(function, ()) if one.chain[-1] == _UNKNOWN]
    if not unknown or not sought.kinds:
        return 0
    node = max(unknown, key=lambda each: _likeness(each, sought.kinds, 0)).node
    return _key_line(node, sought.prop or "type") or node.lineno


def _line_of_text(code: CodeType, sought: _Sought) -> int:
    """Return the line of a function that speaks of the node's type, else its first."""
    function = _find_function(code)
    texts = (
        () if function is None else (node for node in ast.walk(function) if isinstance(node, ast.Constant))
    )
    lines = (node.lineno for node in texts if [_plain(node.value)] == sought.kinds[-1:])
    return next(lines, code.co_firstlineno)


def _likeness(found: _Found, kinds: list[str], near: int) -> tuple[int, int]:
    """Return how many of the types around it are among those sought, and how near it is to a line."""
    count, left = 0, kinds[::-1]
    for one in reversed(found.chain):
        if one == _UNKNOWN and left:
            count, left = count + 1, left[1:]
        elif one in left:
            count, left = count + 1, left[left.index(one) + 1 :]
    distance = found.node.lineno - near
    return count, -abs(distance) if near and distance >= 0 else -(10**9) if near else 0


def _code_of(maker: object) -> CodeType | None:
    if isinstance(maker, partial):
        maker = getattr(maker, "__wrapped__", maker)  # what a Probe watches
    visit = getattr(maker, "__self__", None)
    if isinstance(visit, Visit):
        maker = visit.page.function
    while isinstance(maker, partial):
        maker = maker.func
    if not hasattr(maker, "__code__") and not hasattr(maker, "__func__"):
        maker = getattr(maker, "render", None)  # a component
    code = getattr(unwrap(maker) if callable(maker) else None, "__code__", None)
    return code if isinstance(code, CodeType) else None


def _files(first: Iterable[str]) -> Iterator[str]:
    """Yield the files of the app, these first."""
    others = (str(getattr(module, "__file__", None) or "<") for module in [*sys.modules.values()])
    own = (file for file in others if file.endswith(".py") and is_of_app(file))
    for file, _ in zip(dict.fromkeys((*first, *own)), range(MAX_FILES), strict=False):
        yield file


def _parse(file: str) -> ast.Module | None:
    try:
        status = Path(file).stat()
    except OSError:
        return None
    return _parse_anew(file, (status.st_mtime_ns, status.st_size))


@lru_cache(maxsize=32)
def _parse_anew(file: str, stamp: tuple[int, int]) -> ast.Module | None:
    """Return a file as it is written.

    Args:
        file: the file.
        stamp: what it is like at present; another is read anew.
    """
    linecache.checkcache(file)
    try:
        return ast.parse("".join(linecache.getlines(file)))
    except (SyntaxError, ValueError):
        return None


def _find_function(code: CodeType) -> ast.AST | None:
    """Return a function as it is written."""
    module = _parse(code.co_filename)
    for node in () if module is None else ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            first = min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", ()))])
            if first == code.co_firstlineno:
                return node
    return None


def _nodes(node: ast.AST, chain: tuple[str, ...]) -> Iterator[_Found]:
    """Yield each node of a tree that is written there: as a dict, or as a widget that is made."""
    kind = ""
    if isinstance(node, ast.Dict):
        kinds = (
            _plain(value.value) if isinstance(value, ast.Constant) else _UNKNOWN
            for key, value in zip(node.keys, node.values, strict=True)
            if isinstance(key, ast.Constant) and key.value == "type"
        )
        kind = next(kinds, "")
    elif isinstance(node, ast.Call):
        kind = _plain(getattr(node.func, "id", getattr(node.func, "attr", "")))
    if kind and isinstance(node, ast.Dict | ast.Call):
        chain = (*chain, kind)
        yield _Found(chain, node)
    for child in ast.iter_child_nodes(node):
        yield from _nodes(child, chain)


def _plain(kind: object) -> str:
    """Return a type as it is compared: ``log_view`` is ``LogView``."""
    return str(kind).replace("_", "").replace("-", "").lower()


def _key_line(node: ast.Dict | ast.Call, name: str) -> int:
    """Return the line that a prop of a node stands in, or a key of its own; 0 if it is not there."""
    if isinstance(node, ast.Dict):
        given = zip(node.keys, node.values, strict=True)
        named = [(key.value, key.lineno, value) for key, value in given if isinstance(key, ast.Constant)]
    else:
        named = [(each.arg, each.lineno, each.value) for each in node.keywords]
    for key, line, value in named:
        if key == name:
            return line
        if key in ("props", "attributes") and isinstance(value, ast.Dict):
            inner = _key_line(value, name)
            if inner:
                return inner
    return 0
