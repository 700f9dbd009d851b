"""Views: what a developer is shown of regions and cells, as plain data apart from what lives on."""

from __future__ import annotations

import ast
import functools
import inspect
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from .cells import Cell, Key, Slot
from .chronicle import name_of
from .count import Count
from .discretion import Discretion
from .drawing import Drawing
from .errors import shorten
from .probe import Probe, Timing
from .redaction import HIDDEN, redact
from .region import Region

MAX_ROWS = 50  # of one list
MAX_TEXT = 2_000


class RegionView(NamedTuple):
    """One region of a page.

    Attributes:
        kind: ``"page"``, ``"component"``, ``"node"`` for one that a plugin renders, or ``"row"``.
        name: the page's path, the component's class, the node's type, or the row's key.
        place: where its node stands: for each step from the root of the tree its index.
        reads: the names of what its own code has read, but for what plugins have for themselves.
        bindings: the places of props that follow what they read by themselves, with these names.
        runs: how often its code has run on this page.
        last: the seconds of its last run; what the regions in it took is not counted.
        most: those of its longest run.
        total: those of all its runs.
        line: the line of its code, such as ``main.py:12``; empty if that is not known.
        is_own: whether it is the app's own code, and no plugin's.
        inner: the regions in it.
        left_out: how many more rows there are.
    """

    kind: str
    name: str
    place: list[int]
    reads: tuple[str, ...]
    bindings: tuple[tuple[list[int], tuple[str, ...]], ...]
    runs: int
    last: float
    most: float
    total: float
    line: str
    is_own: bool
    inner: tuple[RegionView, ...]
    left_out: int = 0


class CellView(NamedTuple):
    """One cell that a tab sees.

    Attributes:
        id: tells it from the others of the tab.
        name: its State's name, and of a component's which one it belongs to.
        scope: ``"tab"``, ``"session"`` or ``"app"``.
        kind: the name of its value's type.
        text: its value as Python spells it, cut if it is long; what looks like a secret is hidden.
        is_editable: whether it may be given another value, written as JSON or as a Python literal.
        line: the line that made the State.
        is_own: whether it is a State of the app's own, and no plugin's.
    """

    id: str
    name: str
    scope: str
    kind: str
    text: str
    is_editable: bool
    line: str
    is_own: bool


def view_region(region: Region, probe: Probe | None, types: Mapping[str, Any]) -> RegionView:
    """Return what a region is by now, and all in it."""
    inner: list[RegionView] = [view_region(one, probe, types) for one in list(region.regions)]
    left_out = 0
    for rows in list(region.rows.values()):
        shown = list(rows.by_key.values())
        inner += [view_region(row, probe, types) for row in shown[:MAX_ROWS]]
        left_out += max(0, len(shown) - MAX_ROWS)
    kind, name = _kind_of(region)
    timing = None if probe is None else probe.timings.get(region.identity)
    code = _code_of(region, timing, types)
    return RegionView(
        kind,
        name,
        region.node.place(),
        _names(region.reads),
        tuple((binding.node.place(), _names(binding.reads)) for binding in list(region.bindings)),
        0 if timing is None else timing.runs,
        0.0 if timing is None else timing.last,
        0.0 if timing is None else timing.most,
        0.0 if timing is None else timing.total,
        "" if code is None else f"{Path(code.co_filename).name}:{code.co_firstlineno}",
        code is None or not _is_ours(code.co_filename),
        tuple(inner),
        left_out,
    )


def view_cell(key: Key, cell: Cell, discretion: Discretion) -> CellView:
    """Return what a cell is by now, as far as it may be told."""
    declaration: Any = key.state if type(key) is Slot else key
    name, value = name_of(key), cell.value
    _, is_literal = spell_value(value)
    shown = spell_held(declaration.name, value, discretion)
    is_editable = is_literal and HIDDEN not in shown and not isinstance(declaration, Count)
    return CellView(
        id_of(key),
        name,
        key.scope,
        type(value).__name__,
        shown,
        is_editable,
        str(declaration.origin),
        _is_own(key),
    )


def id_of(key: Key) -> str:
    """Return what tells a cell from the others that a tab sees."""
    return f"{key.state.number} {key.place}" if type(key) is Slot else f"{key.number}"


def spell_held(name: str, value: object, discretion: Discretion) -> str:
    """Return a value of a State of this name as Python spells it; what is secret in it is hidden."""
    name = name.partition(" of ")[0]
    if discretion.hides_state(name) and value:
        return HIDDEN
    start = f"{name.rpartition('.')[2]} = "
    return redact(start + spell_value(value, discretion)[0]).removeprefix(start)


def spell_value(value: object, discretion: Discretion | None = None) -> tuple[str, bool]:
    """Return a value as Python spells it, as far as it may be told, and whether that can be read back."""
    try:
        text = repr(value)
    except Exception as error:  # the user's own code
        return f"<{type(value).__name__}, whose repr raised {type(error).__name__}>", False
    shown = text if discretion is None else discretion.hide_typed(text)
    if shown != text:
        return shown if len(shown) <= MAX_TEXT else f"{shown[: MAX_TEXT - 1]}…", False
    if len(text) > MAX_TEXT:
        return shorten(value, MAX_TEXT), False
    try:
        return text, bool(ast.literal_eval(text) == value)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return text, False


def _kind_of(region: Region) -> tuple[str, str]:
    component = region.component
    if isinstance(component, Drawing):
        return "node", component.kind
    if component is not None:
        return "component", type(component).__qualname__
    if region.parent is None:
        return "page", region.identity
    return "row", region.key


def _names(keys: Iterable[Key]) -> tuple[str, ...]:
    """Return the names of what is read, but for the States that plugins have for themselves."""
    return tuple(dict.fromkeys(name_of(key) for key in list(keys) if isinstance(key, Count) or _is_own(key)))


def _is_own(key: Key) -> bool:
    declaration: Any = key.state if type(key) is Slot else key
    return not _is_ours(declaration.origin.file)


def _code_of(region: Region, timing: Timing | None, types: Mapping[str, Any]) -> Any:
    """Return the code object of what a region runs."""
    component = region.component
    call: Any = region.call if timing is None else timing.call
    if isinstance(component, Drawing):
        call = types[component.kind].render if component.kind in types else None
    elif component is not None:
        call = getattr(type(component), "render", None)
    return _unwrap(call)


def _unwrap(call: Callable[..., Any] | None) -> Any:
    while isinstance(call, functools.partial):
        call = call.func
    bound: Any = getattr(call, "__self__", None)
    page = getattr(bound, "page", None)
    if page is not None:  # a visit, which calls its page
        call = page.function
    return None if call is None else getattr(inspect.unwrap(call), "__code__", None)


def _is_ours(file: str) -> bool:
    return any(part in ("cacao_kernel", "cacao_plugins") for part in Path(file).parts)
