"""Table foot: which rows of a table are shown, and the way to the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..icon_set import find_icon
from .query import TableQuery
from .supply import Fetched

if TYPE_CHECKING:
    from .table_view import TableView

Tree = dict[str, Any]


def draw_foot(view: TableView, query: TableQuery, fetched: Fetched) -> Tree | None:
    """Return the line below the table; None where all rows are shown of a few."""
    table, count, total = view.table, len(fetched.rows), fetched.total
    is_whole = query.offset == 0 and not fetched.has_more
    is_short = not count or (count <= table.sizes[0] and not (query.search or query.filters))
    # What was looked for is counted, so that the line does not come and go as somebody types.
    if is_whole and is_short and fetched.looked is None:
        return None
    first = query.offset + 1 if count else 0
    shown = f"{first:,}–{query.offset + count:,}"
    text = table.say("shown", rows=shown)
    if total is not None:
        text = table.say("shown_of", rows=shown, total=f"{total:,}")
    if fetched.looked is not None:
        cut = table.say("looked_at", rows=f"{fetched.looked:,}")
        text = f"{text}. {cut}" if count else cut
    return {
        "type": "div",
        "props": {"class": "cacao-table-foot"},
        "children": [
            {"type": "span", "props": {"class": "cacao-table-shown", "role": "status", "content": text}},
            _sizes(view, query.limit) if len(table.sizes) > 1 else None,
            None if is_whole else _pages(view, query, fetched),
        ],
    }


def _sizes(view: TableView, now: int) -> Tree:
    options = [
        {"type": "option", "props": {"value": str(size), "content": str(size), "selected": size == now}}
        for size in view.table.sizes
    ]
    field = {"type": "select", "props": {"on_change": view.resize}, "children": options}
    props = {"class": "cacao-table-sizes"}
    return {"type": "label", "props": props, "children": [view.table.say("rows_per_page"), field]}


def _pages(view: TableView, query: TableQuery, fetched: Fetched) -> Tree:
    say = view.table.say
    page = query.offset // query.limit + 1
    last = None if fetched.total is None else max(1, -(-fetched.total // query.limit))
    where = say("page", number=f"{page:,}")
    if last is not None:
        where = say("page_of", page=f"{page:,}", pages=f"{last:,}")
    back, on = page > 1, fetched.has_more
    steps: list[Any] = [
        _step(view, "chevron-first", "first_page", 1 if back else None),
        _step(view, "chevron-left", "previous_page", page - 1 if back else None),
        {"type": "span", "props": {"class": "cacao-table-page", "content": where}},
        _step(view, "chevron-right", "next_page", page + 1 if on else None),
    ]
    if last is not None:
        steps.append(_step(view, "chevron-last", "last_page", last if on else None))
    props = {"class": "cacao-table-pages", "aria_label": say("pages")}
    return {"type": "nav", "props": props, "children": steps}


def _step(view: TableView, icon: str, said: str, page: int | None) -> Tree:
    props: Tree = {"class": "cacao-table-icon", "aria_label": view.table.say(said)}
    # One that leads nowhere stays where the focus may be.
    props |= {"aria_disabled": "true"} if page is None else {"on_click": view.go_to, "params": {"page": page}}
    return {"type": "bare-button", "props": props, "children": find_icon(icon)}
