"""Table view: what one tab looks at in a table, and the table as it stands on the page."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from cacao_kernel import CacaoError, Component, Event, State, bind, nearest, own_id, shorten

from ..buttons.download import download
from .cell import names_of
from .criteria import read_filters
from .export import write_rows
from .query import TableQuery
from .supply import Fetched
from .table_body import TableBody
from .table_foot import draw_foot
from .table_head import draw_filters, draw_head, draw_tools

if TYPE_CHECKING:
    from .table import Table

MOST_PAGES = 1_000_000_000
"""An address may name any page; what counts rows further on than this is no number to a database."""


class TableView(Component):
    """What one tab looks at in a table.

    Args:
        table: what is shown.
    """

    # Its handlers are async: nothing is painted, and no row fetched, between what they write.
    component_type = "table"

    own_page = State(1, scope="tab")
    own_sort = State("", scope="tab")
    own_search = State("", scope="tab")
    size = State(0, scope="tab")
    typed: State[dict[str, str]] = State({}, scope="tab")
    own_chosen: State[Any] = State(None, scope="tab")

    def __init__(self, table: Table) -> None:
        super().__init__()
        self.table = table
        self.page: State[Any] = self.own_page if table.bind_page is None else table.bind_page
        self.sort: State[Any] = self.own_sort if table.bind_sort is None else table.bind_sort
        self.search: State[Any] = self.own_search if table.bind_search is None else table.bind_search
        self.chosen: State[Any] = self.own_chosen if table.bind is None else table.bind

    def render(self) -> Any:
        """Return the tools, the table and its pages."""
        table, query = self.table, self.read_query()
        fetched = table.supply.fetch(query)
        if not fetched.rows and query.offset:  # it has become shorter: show its last page
            last = -(-(fetched.total or 0) // query.limit)
            query = self.read_query(page=max(1, last))
            fetched = table.supply.fetch(query)
        query = replace(query, offset=fetched.offset)
        self._refuse_slips(fetched)
        table.refuse_twins(fetched.rows)
        body = TableBody(self)
        rows = [body.draw_row(row, index) for index, row in enumerate(fetched.rows)]
        title = own_id("title")
        names: dict[str, Any] = {"aria_label": self.table.say("table")}
        if table.caption is not None:
            names = {"aria_labelledby": title}
        keys = [table.key_of(row) for row in fetched.rows] if table.selection == "multiple" else []
        role = {"role": "table"} if table.phone == "cards" else {}
        drawn = {
            "type": "table",
            "props": {"data_dense": table.dense or None, **names, **role},
            "children": [
                draw_head(self, keys, query),
                {"type": "tbody", "props": body.group, "children": rows or body.draw_empty(query)},
            ],
        }
        style = {} if table.height is None else {"style": {"max-height": table.height}}
        around = "cacao-table-scroll" if table.height is None else "div"
        scroll = {"class": "cacao-table-scroll", "tabindex": 0, "role": "group", **names, **style}
        return {
            "type": "div",
            "props": {"class": "cacao-table-all"},
            "children": [
                draw_tools(self, title, query),
                draw_filters(self) if table.filters else None,
                {"type": around, "props": scroll, "children": drawn},
                draw_foot(self, query, fetched),
            ],
        }

    def read_query(self, page: int | None = None) -> TableQuery:
        """Return which rows the tab wants to see."""
        table = self.table
        limit = self.size.value or table.page_size
        number = self.page.value if page is None else page
        number = min(max(1, number), MOST_PAGES) if isinstance(number, int) else 1
        sort = str(self.sort.value or "")
        name = sort.removeprefix("-")
        if not any(column.name == name and column.sortable for column in table.parts):
            name = ""
        filters = read_filters(table.parts, self.typed.value) if table.filters else {}
        search = str(self.search.value or "").strip() if table.searchable else ""
        return TableQuery((number - 1) * limit, limit, name, bool(name) and sort[:1] == "-", filters, search)

    def sort_by(self, name: str) -> None:
        """Sort by a column: lowest first, at the next click highest first, then as it was."""
        following = {name: f"-{name}", f"-{name}": ""}
        self.sort.set(following.get(str(self.sort.value), name))
        self.page.set(1)

    async def order(self, event: Event) -> None:
        """Sort by what is chosen from a list."""
        name = (event.value or "").removeprefix("-")
        if not name or any(column.name == name and column.sortable for column in self.table.parts):
            self.sort.set(event.value or "")
            self.page.set(1)

    async def go_to(self, event: Event) -> None:
        """Show another page."""
        self.page.set(event.params["page"])

    async def start_over(self) -> None:
        """Show the first page of what is searched for now."""
        self.page.set(1)

    async def resize(self, event: Event) -> None:
        """Show more rows at a time, or fewer; the first one that was shown stays."""
        size = event.number
        if size in self.table.sizes:
            first = self.read_query().offset
            self.size.set(int(size))
            self.page.set(first // int(size) + 1)

    def type_filter(self, name: str, value: str) -> None:
        """Take what was put into a filter."""
        self.typed.set({**self.typed.value, name: value})
        self.page.set(1)

    async def clear(self) -> None:
        """Show all rows: search for nothing, and filter by nothing."""
        self.typed.set({})
        self.search.set("")
        self.page.set(1)

    async def save(self) -> None:
        """Give the visitor all rows that are looked for, as a file."""
        table = self.table
        rows = table.supply.stream(self.read_query())
        pieces = write_rows(rows, table.parts, formulas=table.export_formulas)
        # A source may read States of the visitor, also when the file is fetched later.
        fetch = bind(partial(next, pieces, b""))
        download(iter(fetch, b""), table.file_name)

    def is_chosen(self, key: Any) -> bool:
        """Tell whether a row is chosen."""
        if self.table.selection == "single":
            return bool(self.chosen.value == key)
        return key in (self.chosen.value or [])

    def choose(self, keys: list[Any], wanted: bool) -> None:
        """Choose rows, or no longer."""
        if self.table.selection == "single":
            self.chosen.set(keys[0] if wanted else None)
            return
        others = [key for key in self.chosen.value or [] if key not in keys]
        self.chosen.set([*others, *keys] if wanted else others)

    async def unchoose(self) -> None:
        """Choose no row."""
        self.chosen.set(None if self.table.selection == "single" else [])

    def _refuse_slips(self, fetched: Fetched) -> None:
        """Refuse a column that no row has anything for."""
        for row in fetched.rows:
            if type(row) in (list, tuple):
                raise CacaoError(
                    "a row of a table says nothing about its columns",
                    expected="a dict or an object",
                    got=shorten(row),
                )
        for column in self.table.parts:
            if column.render is not None or not fetched.rows:
                continue
            if not any(column.name in names_of(row) for row in fetched.rows):
                names = {name for row in fetched.rows for name in names_of(row)}
                raise CacaoError(
                    f'no row of a table has a "{column.name}", which is one of its columns',
                    cure=nearest(column.name, names) or "Give the column a render=… of its own.",
                )
