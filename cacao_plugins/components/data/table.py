"""Table: rows and columns, which can be searched, sorted, filtered and paged through."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, ClassVar, Literal

from cacao_kernel import CacaoError, NodeType, State, shorten

from ..base import BASE
from ..feedback import Confirm
from ..floating import FLOATING
from ..kinds import Child, Parts, Reactive, RowHandler, Text
from ..props import read_parts
from ..text import Badge
from ..widget import Widget, read_kit
from .action import RowAction
from .cell import value_of
from .column import TableColumn, read_columns
from .query import TablePage, TableQuery
from .supply import Supply
from .table_view import TableView

Source = Callable[[TableQuery], TablePage] | Callable[[], Iterable[object]]


class Table(Widget):
    """Rows and columns, of which a page at a time is fetched and shown.

    Args:
        columns: what is shown of each row: each a TableColumn, a dict of its props, or a name.
        rows: the rows: dicts, rows of a database, or objects with attributes.
        source: in their place, a function that gives them. With a parameter it is given a TableQuery, does
            the sorting and filtering itself, and returns a TablePage; without one the table does that. It
            may also yield lists of rows, of which no more are taken than are needed. The States that it
            reads are followed.
        row_key: what tells a row apart from the others: the name of an entry, or a function of the row; by
            default its ``id``, if it has one.
        caption: what the table is called.
        searchable: whether there is a field to search for rows.
        page_size: how many rows are shown at a time.
        page_sizes: how many visitors may choose to see.
        selection: whether rows can be chosen.
        bind: the State that holds the key of the row that is chosen, or the list of the keys of several.
        actions: what can be done with a row: each a RowAction, or a dict of its props.
        actions_as: whether they stand as buttons or in a menu; by default two icons or fewer are buttons.
        on_row_click: answers a click on a row: a function of the row, or the name of an event.
        export: whether there is a button that saves all rows that are looked for as a file; a text is the
            name of the file.
        export_formulas: whether texts that a spreadsheet would take for a formula stay so in that file. If
            not, they are made texts: what visitors have typed may otherwise run on another's computer.
        tools: what stands above the table, such as a button that adds a row.
        height: how high it is at most; then it scrolls below its header. Without it the header stays in
            sight while the page is scrolled, unless the table is so wide that it scrolls sideways.
        phone: where it is narrow, whether it scrolls sideways or each row becomes a card.
        empty: what is shown where there are no rows.
        dense: whether rows are low.
        bind_page: a State of the number of the page, from 1 on; with ``url=`` it is part of the address.
        bind_sort: a State of the name of the column that it is sorted by, with ``-`` before it where the
            highest values come first.
        bind_search: a State of what is searched for.
    """

    node_type = "table"
    kits = (BASE, FLOATING, *Badge.kits, read_kit("table", "table.css", "table.js"))
    elements = ("cacao-table-scroll",)
    part_types = (TableColumn, RowAction)
    plain: ClassVar[NodeType | None] = NodeType("table", when=lambda props: "columns" in props)

    columns: Parts[TableColumn]
    rows: Reactive[Iterable[object]] | None = None
    source: Source | None = None
    row_key: str | Callable[[Any], object] | None = None
    caption: Text = None
    searchable: bool = False
    page_size: int = 25
    page_sizes: Sequence[int] = (10, 25, 50, 100)
    selection: Literal["none", "single", "multiple"] = "none"
    bind: State[Any] | None = None
    actions: Parts[RowAction] = ()
    actions_as: Literal["buttons", "menu"] | None = None
    on_row_click: RowHandler | None = None
    export: bool | str = False
    export_formulas: bool = False
    tools: Child = None
    height: int | str | None = None
    phone: Literal["scroll", "cards"] = "scroll"
    empty: Child = None
    dense: bool = False
    bind_page: State[int] | State[int | None] | None = None
    bind_sort: State[str] | State[str | None] | None = None
    bind_search: State[str] | State[str | None] | None = None

    def check(self) -> None:
        """Refuse a table that has rows twice, or a page that nobody can see.

        Raises:
            CacaoError: saying which.
        """
        if self.rows is not None and self.source is not None:
            raise CacaoError("Table was given rows and a source", cure="Give it one of the two.")
        if isinstance(self.rows, Iterator):
            raise CacaoError(
                "the rows of a Table can be gone through but once",
                expected="a list",
                got=shorten(self.rows),
                cure="Give the function that makes them: source=…",
            )
        if any(isinstance(column, Mapping) and "name" not in column for column in self.columns):
            raise CacaoError(
                "a column of a Table has no name",
                got=shorten(self.columns),
                cure="Are these the rows? They come second, behind the columns.",
            )
        if not 1 <= self.page_size <= 1_000:
            expected = "a number from 1 to 1000"
            raise CacaoError("Table.page_size cannot be this", expected=expected, got=str(self.page_size))
        if self.bind is not None and self.selection == "none":
            cure = 'Say selection="multiple" or "single".'
            raise CacaoError("Table is bound to a State, and no row of it can be chosen", cure=cure)

    def draw(self) -> object:
        """Return the table in its frame; what each tab looks at is a State of the view."""
        self.parts = read_columns(self.columns)
        self.deeds = read_parts("Table.actions", self.actions, RowAction)
        self.supply = Supply(self.rows, self.source, self.parts)
        return self.root("div", TableView(self), class_name="cacao-table", data_phone=self.phone)

    def key_of(self, row: Any) -> Any:
        """Return what tells a row apart; None if nothing does.

        Raises:
            CacaoError: if the table needs keys and the row has none.
        """
        if callable(self.row_key):
            return self.row_key(row)
        key = value_of(row, self.row_key or "id")
        if key is None and (self.row_key or self.needs_keys):
            raise CacaoError(
                f'a row of a table has no "{self.row_key or "id"}" to tell it apart',
                cure='Name an entry that each row has for itself: row_key="…".',
            )
        return key

    def refuse_twins(self, rows: Sequence[Any]) -> None:
        """Refuse rows of which two have one key.

        Raises:
            CacaoError: naming the key and the table.
        """
        known: set[str] = set()
        for key in map(self.key_of, rows):
            if key is not None and str(key) in known:
                named = "key" if callable(self.row_key) else self.row_key or "id"
                shown = ", ".join(column.name for column in self.parts)
                what = self.caption if isinstance(self.caption, str) else shown
                raise CacaoError(
                    f'two rows have the {named} {key} in the table "{what}"',
                    cure='Name an entry that each row has for itself: row_key="…".',
                )
            known.add(str(key))

    def ask(self, node: Any, question: str, yes: str, *, is_grave: bool) -> Any:
        """Return a button that asks a question before its handler runs."""
        asking = Confirm(node, question, yes=yes, tone="danger" if is_grave else "primary")
        asking._texts = self._texts
        return asking.draw()  # as it is: a region for each row would cost more than the row

    @property
    def needs_keys(self) -> bool:
        """Whether something can be done with its rows."""
        return self.selection != "none" or bool(self.actions) or self.on_row_click is not None

    @property
    def file_name(self) -> str:
        """What the file is called that its rows are saved as."""
        if isinstance(self.export, str):
            return self.export if self.export.endswith(".csv") else f"{self.export}.csv"
        return f"{self.caption if isinstance(self.caption, str) else self.say('table')}.csv"

    @property
    def sizes(self) -> list[int]:
        """How many rows visitors may choose to see at a time."""
        return sorted({self.page_size, *self.page_sizes})

    @property
    def filters(self) -> Mapping[str, Any]:
        """The columns that can be filtered by, by name."""
        return {column.name: column for column in self.parts if column.filterable}
