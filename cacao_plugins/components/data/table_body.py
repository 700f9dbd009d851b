"""Table body: the rows of a table, each known by its key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cacao_kernel import own_id

from ..icon_set import find_icon
from .action import RowAction, listen
from .cell import value_of
from .opener import add_opener
from .query import TableQuery

if TYPE_CHECKING:
    from .table_view import TableView

Tree = dict[str, Any]
MOST_BUTTONS = 2  # actions beyond these would make each row wide
MANY_LETTERS = 240  # of a text that would make its row too high


class TableBody:
    """Draws the rows of a table.

    Args:
        view: the table as one tab sees it.

    Attributes:
        group: the props of what the rows stand in.
    """

    def __init__(self, view: TableView) -> None:
        self._view = view
        self._table = view.table
        # Cards are no table to a browser any more; those who hear the page still find one.
        self._is_cards = self._table.phone == "cards"
        self.group: Tree = {"role": "rowgroup"} if self._is_cards else {}
        self._yes, self._no = self._table.say("yes"), self._table.say("no")

    def draw_row(self, row: Any, index: int) -> Tree:
        """Return one row.

        Args:
            row: the row.
            index: its place on the page, from 0 on.
        """
        table = self._table
        key = table.key_of(row)
        named = str(key)
        shown = [column.show(row, self._yes, self._no) for column in table.parts]
        props: Tree = {"role": "row"} if self._is_cards else {}
        cells: list[Tree] = []
        if table.selection != "none":
            cells.append(self._pick(key, self._title_of(row, named)))
            props["data_chosen"] = lambda: True if self._view.is_chosen(key) else None
        if table.on_row_click is not None:
            # A keyboard reaches the row by a cell; a click elsewhere in it is passed on to that.
            opens = listen(table.on_row_click, row, key)
            shown = add_opener(shown, opens, self._title_of(row, named))
            props["data_opens"] = True
        for column, content in zip(table.parts, shown, strict=True):
            cell: Tree = {"data_side": column.side, "data_kind": column.kind}
            if self._is_cards:
                cell["data_label"] = column.title
            cells.append(self._cell(cell, content))
        if table.deeds:
            deeds = [deed for deed in table.deeds if deed.shown is None or deed.shown(row)]
            drawn = self._actions(deeds, row, key, index, self._title_of(row, named))
            cells.append(self._cell({"class": "cacao-table-actions"}, drawn))
        node: Tree = {"type": "tr", "props": props, "children": cells}
        return node if key is None else {**node, "key": named}

    def draw_empty(self, query: TableQuery) -> Tree:
        """Return the row that says that there are none."""
        table, say = self._table, self._table.say
        width = len(table.parts) + (table.selection != "none") + bool(table.deeds)
        content: Any = table.empty
        if query.search or query.filters:
            clear = {
                "class": "cacao-table-link",
                "content": say("show_all"),
                "on_click": self._view.clear,
            }
            content = [
                find_icon("search"),
                {"type": "span", "props": {"content": say("nothing_found")}},
                {"type": "bare-button", "props": clear},
            ]
        elif content is None:
            content = [find_icon("inbox"), {"type": "span", "props": {"content": say("no_items")}}]
        box = {"type": "div", "props": {"class": "cacao-table-empty"}, "children": content}
        row = {"role": "row"} if self._is_cards else {}
        return {"type": "tr", "props": row, "children": self._cell({"colspan": width}, box)}

    def _cell(self, props: Tree, content: Any) -> Tree:
        role = {"role": "cell"} if self._is_cards else {}
        if isinstance(content, str) and len(content) > MANY_LETTERS:
            content = {"type": "div", "props": {"class": "cacao-table-long", "content": content}}
        return {"type": "td", "props": {**role, **props}, "children": content}

    def _title_of(self, row: Any, key: str) -> str:
        """Return what a row is called: its first text."""
        for column in self._table.parts:
            if column.render is None and column.type in ("text", "link", "number"):
                return column.spell(value_of(row, column.name)) or key
        return key

    def _pick(self, key: Any, title: str) -> Tree:
        view = self._view
        is_single = self._table.selection == "single"

        async def take(event: Any) -> None:
            view.choose([key], event.checked)

        props: Tree = {
            "type": "radio" if is_single else "checkbox",
            "aria_label": self._table.say("choose_row", row=title),
            "checked": lambda: view.is_chosen(key),
            "on_change": take,
        }
        if is_single:
            props["name"] = own_id("pick")
        return self._cell({"class": "cacao-table-pick"}, {"type": "input", "props": props})

    def _actions(self, deeds: list[RowAction], row: Any, key: Any, index: int, title: str) -> Any:
        if not deeds:
            return None
        how = self._table.actions_as
        if how is None:
            few = len(self._table.deeds) <= MOST_BUTTONS and all(deed.icon for deed in self._table.deeds)
            how = "buttons" if few else "menu"
        if how == "buttons":
            buttons = [self._ask_first(_button(deed, row, key, title), deed, row) for deed in deeds]
            return {"type": "div", "props": {"class": "cacao-table-buttons"}, "children": buttons}
        return self._menu(deeds, row, key, own_id(f"menu{index}"), title)

    def _menu(self, deeds: list[RowAction], row: Any, key: Any, menu: str, title: str) -> list[Tree]:
        items = [self._ask_first(_item(deed, row, key, menu), deed, row) for deed in deeds]
        opener = {
            "class": "cacao-table-icon",
            "popovertarget": menu,
            "aria_label": self._table.say("actions_of", row=title),
        }
        return [
            {"type": "bare-button", "props": opener, "children": find_icon("ellipsis")},
            {
                "type": "div",
                "props": {"id": menu, "class": "cacao-floating cacao-table-menu", "popover": "auto"},
                "children": items,
            },
        ]

    def _ask_first(self, node: Tree, deed: RowAction, row: Any) -> Any:
        """Return a button that asks before its handler runs, if it is to."""
        if deed.confirm is None:
            return node
        question = deed.confirm(row) if callable(deed.confirm) else deed.confirm
        return self._table.ask(node, question, deed.label, is_grave=deed.tone == "danger")


def _item(deed: RowAction, row: Any, key: Any, menu: str) -> Tree:
    return {
        "type": "bare-button",
        "props": {
            "class": "cacao-table-item",
            "data_tone": deed.tone,
            "popovertarget": menu,
            "popovertargetaction": "hide",
            **listen(deed.on_click, row, key),
        },
        "children": [find_icon(deed.icon) if deed.icon else None, deed.label],
    }


def _button(deed: RowAction, row: Any, key: Any, title: str) -> Tree:
    props: Tree = {
        "class": "cacao-table-icon" if deed.icon else "cacao-table-button",
        "data_tone": deed.tone,
        **listen(deed.on_click, row, key),
    }
    if deed.icon:
        props |= {"aria_label": f"{deed.label}: {title}", "title": deed.label}
        return {"type": "bare-button", "props": props, "children": find_icon(deed.icon)}
    return {"type": "bare-button", "props": props, "children": deed.label}
