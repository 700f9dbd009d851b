"""Tree view: the regions of a page, what each has read, and how long its code takes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .marks import Tree, mark, outlines, quiet, spell_seconds

MAX_ROWS = 400
MAX_BINDINGS = 20  # of one region
MAX_WARNINGS = 5


def view_tree(region: Any, slow: int) -> Tree:
    """Return the tree of regions.

    Args:
        region: the page's; None where there is none to be seen at the moment.
        slow: milliseconds from which a run is slow.
    """
    if region is None:
        return quiet("The page sleeps, or is being rendered. It is shown as soon as something happens.")
    rows = list(_walk(region, 0))
    children = _warn([row for row, _ in rows if _is_slow(row, slow)], slow)
    shown = [_row(row, depth, slow) for row, depth in rows[:MAX_ROWS]]
    if len(rows) > MAX_ROWS:
        shown.append(mark("li", f"and {len(rows) - MAX_ROWS} more", className="quiet"))
    return mark("div", *children, mark("ul", *shown, className="tree", aria_label="Regions"))


def _warn(rows: list[Any], slow: int) -> list[Tree]:
    """Return what says which code is slow, the slowest first."""
    if not rows:
        return []
    rows.sort(key=lambda row: -row.most)
    told = [
        mark("li", mark("b", _title(row)), f" took {spell_seconds(row.most)}, {row.line or 'in a plugin'}")
        for row in rows[:MAX_WARNINGS]
    ]
    head = mark("p", f"Slow: more than {slow} ms")
    return [mark("div", head, mark("ul", *told), className="warning", role="status")]


def _walk(region: Any, depth: int) -> Iterator[tuple[Any, int]]:
    yield region, depth
    for inner in region.inner:
        yield from _walk(inner, depth + 1)


def _row(region: Any, depth: int, slow: int) -> Tree:
    reads = [mark("span", _short(name), className="read", title=name) for name in region.reads]
    bound: dict[str, list[Any]] = {}
    for place, names in region.bindings[:MAX_BINDINGS]:
        for name in names:
            bound.setdefault(name, []).append(place)
    reads += [
        mark(
            "span",
            _short(name),
            className="read bound",
            title=f"{name}, in {'a prop that follows' if len(places) == 1 else 'props that follow'} it alone",
            data_outline=outlines(*places),
        )
        for name, places in bound.items()
        if name not in region.reads
    ]
    more = [mark("span", f"+{region.left_out} rows", className="quiet")] if region.left_out else []
    line = region.line or None
    times = f"{region.runs}×" if region.runs else ""
    took = spell_seconds(region.last) if region.runs else ""
    return mark(
        "li",
        mark("span", _title(region), className="name", title=line),
        mark("span", region.kind, className="kind"),
        *reads,
        *more,
        mark("span", times, className="runs", title="How often its code has run on this page"),
        mark("span", took, className="took slow" if _is_slow(region, slow) else "took", title=line),
        className=None if region.is_own else "theirs",
        style={"paddingInlineStart": f"{0.4 + depth * 0.9:.1f}rem"},
        tabIndex=0,
        data_outline=outlines(region.place),
    )


def _title(region: Any) -> str:
    return str(region.name).rpartition(".")[2] if region.kind == "component" else str(region.name)


def _is_slow(region: Any, slow: int) -> bool:
    return bool(region.most * 1000 > slow)


def _short(name: str) -> str:
    """Return what a State is called in its module."""
    head, _, _ = name.partition(" of ")
    return head.rpartition(".")[2]
