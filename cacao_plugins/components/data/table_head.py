"""Table head: the tools above a table, its filters, and the names of its columns."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from cacao_kernel import own_id

from ..icon_set import find_icon
from .column import DATES, NUMBERS, TableColumn
from .query import TableQuery

if TYPE_CHECKING:
    from .table_view import TableView

Tree = dict[str, Any]
TYPING_PAUSE = 250  # milliseconds


def draw_tools(view: TableView, title: str, query: TableQuery) -> Tree | None:
    """Return what stands above the table: its caption, how many rows are chosen, search and tools."""
    table = view.table
    caption = None
    if table.caption is not None:
        props: Tree = {"id": title, "class": "cacao-table-title", "content": table.caption}
        caption = {"type": "div", "props": props}
    tools = [
        _search(view) if table.searchable else None,
        _order(view, query) if table.phone == "cards" else None,
        _filter_button(view, len(query.filters)) if table.filters else None,
        _export_button(view) if table.export else None,
        table.tools,
    ]
    if caption is None and table.selection != "multiple" and not any(tools):
        return None
    return {
        "type": "div",
        "props": {"class": "cacao-table-head"},
        "children": [
            caption,
            _chosen(view) if table.selection == "multiple" else None,
            {"type": "div", "props": {"class": "cacao-table-tools"}, "children": tools},
        ],
    }


def _search(view: TableView) -> Tree:
    say = view.table.say
    field = {
        "type": "input",
        "props": {
            "type": "search",
            "bind": view.search,
            "on_input": view.start_over,
            "debounce": TYPING_PAUSE,
            "aria_label": say("search"),
            "placeholder": say("search"),
        },
    }
    return {
        "type": "div",
        "props": {"class": "cacao-table-search"},
        "children": [find_icon("search"), field],
    }


def _order(view: TableView, query: TableQuery) -> Tree | None:
    """Return what cards are sorted by, which have no header to click; it is seen where there are cards."""
    say, now = view.table.say, f"-{query.sort}" if query.descending else query.sort
    offered = [("", say("unsorted"))]
    for column in view.table.parts:
        if column.sortable:
            offered += [(column.name, f"{column.title} ↑"), (f"-{column.name}", f"{column.title} ↓")]
    options = [
        {"type": "option", "props": {"value": value, "content": said, "selected": value == now}}
        for value, said in offered
    ]
    if len(options) == 1:
        return None
    props = {"class": "cacao-table-order", "aria_label": say("sort_by"), "on_change": view.order}
    return {"type": "select", "props": props, "children": options}


def _chosen(view: TableView) -> Tree:
    say = view.table.say
    return {
        "type": "div",
        "props": {"class": "cacao-table-chosen", "role": "status"},
        "children": [
            {
                "type": "span",
                "props": {
                    "content": lambda: (
                        say("chosen", count=f"{len(view.chosen.value):,}") if view.chosen.value else ""
                    )
                },
            },
            {
                "type": "bare-button",
                "props": {
                    "class": "cacao-table-link",
                    "content": say("clear"),
                    "on_click": view.unchoose,
                    "hidden": lambda: not view.chosen.value,
                },
            },
        ],
    }


def _filter_button(view: TableView, count: int) -> Tree:
    mark = {"type": "span", "props": {"class": "cacao-table-count", "content": count}} if count else None
    return {
        "type": "bare-button",
        "props": {"class": "cacao-table-button", "popovertarget": own_id("filters")},
        "children": [find_icon("list-filter"), view.table.say("filters"), mark],
    }


def _export_button(view: TableView) -> Tree:
    props = {"class": "cacao-table-button", "on_click": view.save}
    return {
        "type": "bare-button",
        "props": props,
        "children": [find_icon("download"), view.table.say("export")],
    }


def draw_filters(view: TableView) -> Tree:
    """Return the panel with a field for each column that can be filtered by."""
    say = view.table.say
    fields = [_filter(view, column) for column in view.table.filters.values()]
    clear = {
        "type": "bare-button",
        "props": {"class": "cacao-table-link", "content": say("clear_filters"), "on_click": view.clear},
    }
    panel = {
        "id": own_id("filters"),
        "class": "cacao-floating cacao-table-filters",
        "popover": "auto",
        "role": "group",
        "aria_label": say("filters"),
    }
    return {"type": "div", "props": panel, "children": [*fields, clear]}


def _filter(view: TableView, column: TableColumn) -> Tree:
    say = view.table.say
    if column.choices or column.type == "bool":
        offered = [("", say("any"))]
        if column.choices:
            offered += [(column.spell(choice), column.spell(choice)) for choice in column.choices]
        else:
            offered += [("yes", say("yes")), ("no", say("no"))]
        fields = [_select(view, column, offered)]
    elif column.type in NUMBERS | DATES:
        kind = "date" if column.type in DATES else "number"
        bounds = (("least", say("from")), ("most", say("to")))
        fields = [_bound(view, column, bound, said, kind) for bound, said in bounds]
    else:
        fields = [_bound(view, column, "", say("contains"), "text")]
    label = {"type": "span", "props": {"class": "cacao-label", "content": column.title}}
    row = {"type": "div", "props": {"class": "cacao-table-filter-fields"}, "children": fields}
    return {
        "type": "div",
        "key": column.name,
        "props": {"class": "cacao-table-filter"},
        "children": [label, row],
    }


def _select(view: TableView, column: TableColumn, offered: list[tuple[str, str]]) -> Tree:
    now = view.typed.value.get(column.name, "")
    options = [
        {"type": "option", "props": {"value": value, "content": said, "selected": value == now}}
        for value, said in offered
    ]
    props = {"aria_label": column.title, "on_change": _taker(view, column.name)}
    return {"type": "select", "props": props, "children": options}


def _bound(view: TableView, column: TableColumn, bound: str, said: str, kind: str) -> Tree:
    name = f"{column.name}.{bound}" if bound else column.name
    props: Tree = {
        "type": kind,
        "value": view.typed.value.get(name, ""),
        "aria_label": f"{column.title}: {said}",
        "placeholder": said,
        "on_change" if kind == "date" else "on_input": _taker(view, name),
    }
    if kind != "date":
        props["debounce"] = TYPING_PAUSE
    if kind == "number":
        props["step"] = "any"
    return {"type": "input", "props": props}


def _taker(view: TableView, name: str) -> Callable[[Any], Awaitable[None]]:
    async def take(event: Any) -> None:
        view.type_filter(name, event.value or "")

    return take


def draw_head(view: TableView, keys: list[Any], query: TableQuery) -> Tree:
    """Return the names of the columns; those that the table can be sorted by are buttons."""
    table = view.table
    cells: list[Any] = []
    if table.selection != "none":
        cells.append(_choose_all(view, keys))
    cells += [_name(view, column, query) for column in table.parts]
    if table.deeds:
        hidden = {"type": "span", "props": {"class": "cacao-hidden", "content": table.say("actions")}}
        cells.append(_cell(view, {"class": "cacao-table-actions"}, hidden))
    group, row = ({"role": "rowgroup"}, {"role": "row"}) if table.phone == "cards" else ({}, {})
    return {"type": "thead", "props": group, "children": {"type": "tr", "props": row, "children": cells}}


def _cell(view: TableView, props: Tree, children: object) -> Tree:
    role = {"role": "columnheader"} if view.table.phone == "cards" else {}
    return {"type": "th", "props": {"scope": "col", **role, **props}, "children": children}


def _choose_all(view: TableView, keys: list[Any]) -> Tree:
    say = view.table.say

    async def take(event: Any) -> None:
        view.choose(keys, event.checked)

    if view.table.selection == "single":
        hidden = {"type": "span", "props": {"class": "cacao-hidden", "content": say("choose")}}
        return _cell(view, {"class": "cacao-table-pick"}, hidden)
    box = {
        "type": "input",
        "props": {
            "type": "checkbox",
            "aria_label": say("choose_all"),
            "checked": lambda: bool(keys) and all(map(view.is_chosen, keys)),
            "on_change": take,
            "disabled": not keys,
        },
    }
    return _cell(view, {"class": "cacao-table-pick"}, box)


def _name(view: TableView, column: TableColumn, query: TableQuery) -> Tree:
    props: Tree = {"data_side": column.side, "key": column.name}
    if column.width is not None:
        props["style"] = {"width": column.width}
    if not column.sortable:
        return _cell(view, props, column.title)
    icon = "chevrons-up-down"
    if query.sort == column.name:
        props["aria_sort"] = "descending" if query.descending else "ascending"
        icon = "arrow-down" if query.descending else "arrow-up"

    async def sort() -> None:
        view.sort_by(column.name)

    return _cell(
        view,
        props,
        {
            "type": "bare-button",
            "props": {"class": "cacao-table-sort", "on_click": sort},
            "children": [column.title, find_icon(icon)],
        },
    )
