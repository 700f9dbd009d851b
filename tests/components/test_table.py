"""Tables as a visitor uses them: paging, sorting, searching, choosing, and what is fetched for it."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from screens import Shown

from cacao import App, State
from cacao_kernel import CacaoError
from cacao_plugins.components.data import RowAction, Table, TableColumn, TablePage, TableQuery
from cacao_plugins.components.data.column import Type

PEOPLE = [
    {"id": 1, "name": "Dan", "age": 41, "city": "Bergen", "joined": date(2024, 5, 1)},
    {"id": 2, "name": "ann", "age": 29, "city": "Oslo", "joined": date(2025, 1, 9)},
    {"id": 3, "name": "Bob", "age": None, "city": "Bergen", "joined": date(2023, 2, 3)},
]
Open = Callable[..., Any]


@pytest.fixture
def open_table(cacao_app: Any) -> Open:
    """Return a function that opens a page with a table, made of its arguments."""

    def open_page(*args: Any, path: str = "/", **props: Any) -> Any:
        app = App()
        app.mix("/")(lambda: {"type": "main", "children": [Table(*args, **props)]})
        return cacao_app(app).open(path)

    return open_page


def cells(user: Any, column: int = 0) -> list[str]:
    """Return the texts of a column, from the top."""
    bodies = [node for node in user.page.root.walk() if node.tag == "tbody"]
    rows = [node for node in bodies[0].walk() if node.tag == "tr"]
    return [[cell for cell in row.walk() if cell.tag == "td"][column].label for row in rows]


def header(user: Any, name: str) -> Any:
    """Return the header of a column."""
    return next(node for node in user.page.root.walk() if node.tag == "th" and node.label == name)


def test_a_table_without_columns_is_the_plain_element() -> None:
    # Act
    shown = Shown({"type": "table", "children": [{"type": "tr", "children": [{"type": "td"}]}]}).packed

    # Assert
    assert shown == ["table", {}, [["tbody", {}, [["tr", {}, [["td", {}, []]]]]]]]


@dataclass
class Person:
    id: int
    name: str


def test_rows_may_be_dicts_objects_or_those_of_a_database() -> None:
    # Arrange
    database = sqlite3.connect(":memory:")
    database.row_factory = sqlite3.Row
    row = database.execute("SELECT 3 AS id, 'Cleo' AS name").fetchone()

    # Act
    shown = repr(Shown(Table(["name"], [{"id": 1, "name": "Ann"}, Person(2, "Bob"), row])).packed)

    # Assert
    assert all(name in shown for name in ("Ann", "Bob", "Cleo"))
    database.close()


@pytest.mark.parametrize(
    ("kind", "form", "value", "text"),
    [
        ("number", None, 1234567.891, "1,234,567.89"),
        ("number", "+.1f", 3, "+3.0"),
        ("currency", "EUR", -1234.5, "−€1,234.50"),
        ("currency", "NOK", 10, "NOK\u00a010.00"),
        ("percent", None, 0.125, "12.5%"),
        ("date", None, date(2026, 3, 1), "2026-03-01"),
        ("date", "%d.%m.%Y", "2026-03-01", "01.03.2026"),
        ("datetime", None, "2026-03-01T10:30:00", "2026-03-01 10:30"),
        ("text", lambda value: f"<{value}>", "b", "<b>"),
        ("date", None, "some day", "some day"),
    ],
)
def test_values_are_written_by_their_type(kind: Type, form: Any, value: Any, text: str) -> None:
    assert TableColumn("it", type=kind, format=form).spell(value) == text


def test_a_slip_in_the_name_of_a_column_is_an_error_that_names_the_right_one() -> None:
    with pytest.raises(CacaoError, match=r'no row of a table has a "nmae".*"name"'):
        Shown(Table(["nmae"], PEOPLE))


def test_sorting_goes_up_down_and_back_and_what_is_missing_is_last(open_table: Open) -> None:
    # Arrange
    user = open_table(
        [TableColumn("name", sortable=True), TableColumn("age", sortable=True, type="number")], PEOPLE
    )
    assert cells(user) == ["Dan", "ann", "Bob"]

    # Act and assert
    user.click("Name")
    assert cells(user) == ["ann", "Bob", "Dan"]
    assert header(user, "Name").attributes["aria-sort"] == "ascending"
    user.click("Name")
    assert cells(user) == ["Dan", "Bob", "ann"]
    user.click("Name")
    assert cells(user) == ["Dan", "ann", "Bob"]
    user.click("Age")
    assert cells(user, 1) == ["29", "41", ""]
    user.click("Age")
    assert cells(user, 1) == ["41", "29", ""]


def test_a_search_finds_letters_in_any_column_and_shows_the_first_page(open_table: Open) -> None:
    # Arrange
    rows = [{"id": n, "name": f"Item {n}", "kind": "even" if n % 2 == 0 else "odd"} for n in range(100)]
    user = open_table(["name", "kind"], rows, searchable=True, page_size=10)
    user.click("Next page").sees("11–20 of 100")

    # Act
    user.type("Search", "EVEN")

    # Assert
    user.sees("1–10 of 50")
    assert cells(user)[:2] == ["Item 0", "Item 2"]
    user.clear("Search").type("Search", "nowhere").sees("Nothing fits what you look for.")
    user.click("Show all rows").sees("of 100")
    assert user.value("Search") == ""


def test_filters_are_of_the_kind_of_their_column(open_table: Open) -> None:
    # Arrange
    user = open_table(
        [
            TableColumn("name"),
            TableColumn("age", type="number", filterable=True),
            TableColumn("city", choices=["Bergen", "Oslo"], filterable=True),
            TableColumn("joined", type="date", filterable=True),
        ],
        PEOPLE,
    )

    # Act and assert
    user.type("Age: From", "30")
    assert cells(user) == ["Dan"]
    user.clear("Age: From")
    user.choose("City", "Bergen")
    assert cells(user) == ["Dan", "Bob"]
    user.type("Joined: From", "2024-01-01")
    assert cells(user) == ["Dan"]
    user.type("Age: To", "40").sees("Nothing fits what you look for.")
    user.click("Clear filters")
    assert cells(user) == ["Dan", "ann", "Bob"]


@pytest.mark.parametrize(
    "values",
    [
        (datetime(2026, 1, 1), datetime(2026, 1, 2, tzinfo=UTC), None),
        (Decimal("1.5"), 2, 2.5),
        ({"a": 1}, {"b": 1}),
        (date(2026, 1, 1), date(2026, 1, 2), "soon"),
        (time(8), time(9, tzinfo=UTC)),
    ],
    ids="moments numbers dicts kinds times".split(),
)
def test_values_of_any_kind_are_sorted(open_table: Open, values: tuple[Any, ...]) -> None:
    rows = [{"name": f"{number}", "it": value} for number, value in enumerate(values)]
    user = open_table(["name", TableColumn("it", sortable=True)], rows[::-1])

    user.click("It")

    assert cells(user) == [row["name"] for row in rows]


def test_a_choice_lets_pass_what_is_it_and_not_what_has_its_letters_however_it_is_written(
    open_table: Open,
) -> None:
    # Arrange
    columns = [
        TableColumn("name"),
        TableColumn("sex", choices=["male", "female"], filterable=True),
        TableColumn("pay", type="currency", choices=[1000, 2000], filterable=True, label="Pay"),
    ]
    rows = [{"name": "Ann", "sex": "female", "pay": 2000}, {"name": "Bob", "sex": "male", "pay": 1000}]
    user = open_table(columns, rows)

    # Act and assert
    user.choose("Sex", "male")
    assert cells(user) == ["Bob"]
    user.click("Clear filters").choose("Pay", "$2,000.00")
    assert cells(user) == ["Ann"]


def test_what_a_browser_makes_up_sorts_filters_and_pages_by_nothing(open_table: Open) -> None:
    # Arrange
    asked: list[TableQuery] = []

    def source(query: TableQuery) -> TablePage:
        asked.append(query)
        return TablePage(PEOPLE, 3)

    sort, page = State("", name="sort", url="sort"), State(1, name="page", url="page")
    columns = [TableColumn("name", sortable=True), TableColumn("city", choices=["Oslo"], filterable=True)]

    # Act
    path = "/?sort=-password;drop&page=-7"
    user = open_table(columns, source=source, bind_sort=sort, bind_page=page, page_sizes=(2, 9), path=path)
    field = next(node for node in user.page.root.walk() if node.tag == "select")
    user.trigger(field, "change", value="Paris")

    # Assert
    assert {(query.offset, query.limit, query.sort) for query in asked} == {(0, 25, "")}
    assert all(query.filters == {} for query in asked)


def test_a_source_is_asked_for_what_is_shown_and_told_what_it_needs(open_table: Open) -> None:
    # Arrange
    asked: list[TableQuery] = []

    def source(query: TableQuery) -> TablePage:
        asked.append(query)
        rows = [{"id": n, "name": f"Item {n}"} for n in range(query.offset, query.offset + query.limit)]
        return TablePage(rows, 100_000)

    columns = [TableColumn("name", sortable=True, filterable=True)]
    user = open_table(columns, source=source, searchable=True, page_size=10).sees("1–10 of 100,000")

    # Act
    user.click("Last page").sees("99,991–100,000 of 100,000").click("Name").click("Name")
    user.type("Search", "x").type("Name: contains", "y")

    # Assert
    assert asked[-1] == TableQuery(0, 10, "name", True, {"name": "y"}, "x")
    assert max(query.offset for query in asked) == 99_990


class Pages:
    """A hundred thousand rows in pages of a hundred, and how many of these were taken."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.taken = 0

    def __call__(self) -> Iterator[list[dict[str, Any]]]:
        for start in range(0, self.count, 100):
            self.taken += 1
            yield [{"id": n, "name": f"Item {n}"} for n in range(start, min(start + 100, self.count))]


@pytest.mark.parametrize("count", [100, 100_000])
def test_no_more_pages_are_taken_and_no_more_rows_shown_than_are_looked_at(
    open_table: Open, count: int
) -> None:
    # Arrange
    pages = Pages(count)

    # Act
    user = open_table(["name"], source=pages, page_size=25).sees("Item 24")

    # Assert: the GET may be rendered again at the join.
    assert pages.taken <= 2
    assert len(cells(user)) == 25
    assert sum(1 for _ in user.page.root.walk()) < 250


def test_pages_are_taken_as_a_visitor_goes_on_and_searched_as_far_as_needed(open_table: Open) -> None:
    # Arrange
    pages = Pages(100_000)
    user = open_table(["name"], source=pages, page_size=50, searchable=True).sees("1–50")
    pages.taken = 0

    # Act
    user.click("Next page").click("Next page").sees("101–150")

    # Assert
    assert pages.taken == 2 + 2
    pages.taken = 0
    user.type("Search", "7").sees("Item 7").sees("1–50")
    assert pages.taken <= 4


def test_the_last_page_is_shown_where_rows_have_gone(cacao_app: Any) -> None:
    # Arrange
    app, rows = App(), State([{"id": n, "name": f"Item {n}"} for n in range(21)], name="rows")
    app.mix("/")(lambda: {"type": "main", "children": [Table(["name"], rows, page_size=10)]})
    user = cacao_app(app).open().click("Last page").sees("21–21 of 21")

    # Act
    with user:
        rows.set(rows.value[:20])

    # Assert
    user.sees("11–20 of 20")


@pytest.mark.parametrize("page", [900_000_000, 9 * 10**17])
def test_a_page_past_the_last_one_of_an_address_shows_the_last_one(cacao_app: Any, page: int) -> None:
    # Arrange
    app, number = App(), State(1, url="page", name="number")
    pages = Pages(260)

    @app.mix("/")
    def home() -> Any:
        return {"type": "main", "children": [Table(["name"], source=pages, page_size=25, bind_page=number)]}

    # Act
    user = cacao_app(app).open(f"/?page={page}")

    # Assert
    user.sees("251–260 of 260").click("Previous page").sees("226–250")


def test_an_address_does_not_have_a_source_read_without_end(cacao_app: Any) -> None:
    # Arrange
    app, number = App(), State(1, url="page", name="number")
    pages = Pages(1_000_000)

    @app.mix("/")
    def home() -> Any:
        return {"type": "main", "children": [Table(["name"], source=pages, page_size=50, bind_page=number)]}

    # Act
    user = cacao_app(app).open("/?page=900000000").sees("100,001–100,050")

    # Assert: the GET may be rendered again at the join.
    assert pages.taken <= 2 * 1_002
    disabled = [node.attributes for node in user.page.root.walk() if "aria-disabled" in node.attributes]
    assert [attributes["aria-label"] for attributes in disabled] == ["Next page"]
    user.click("Previous page").sees("99,951–100,000").click("Next page").sees("100,001–100,050")


def test_the_rows_of_a_database_are_never_counted_further_than_it_can(cacao_app: Any) -> None:
    # Arrange
    app, number = App(), State(1, url="page", name="number")
    database = sqlite3.connect(":memory:", check_same_thread=False)

    def source(query: TableQuery) -> TablePage:
        found = database.execute("SELECT 1 AS id WHERE ? = 0 LIMIT ?", (query.offset, query.limit))
        return TablePage([{"id": row[0]} for row in found], 1)

    app.mix("/")(lambda: {"type": "main", "children": [Table(["id"], source=source, bind_page=number)]})

    # Act and assert
    assert cells(cacao_app(app).open(f"/?page={9 * 10**17}")) == ["1"]
    database.close()


def test_rows_are_chosen_one_by_one_and_a_page_at_a_time(open_table: Open) -> None:
    # Arrange
    asked: list[TableQuery] = []

    def source(query: TableQuery) -> TablePage:
        asked.append(query)
        return TablePage(PEOPLE[query.offset : query.offset + query.limit], 3)

    chosen: State[list[int]] = State([], name="chosen")
    user = open_table(["name"], source=source, selection="multiple", bind=chosen, page_size=2)
    asked.clear()

    # Act and assert: to choose rows asks for none.
    user.check("Choose ann").sees("1 chosen")
    user.check("Choose all rows of this page").sees("2 chosen")
    assert asked == []
    user.click("Next page").check("Choose Bob").sees("3 chosen")
    with user:
        assert chosen.value == [2, 1, 3] or chosen.value == [1, 2, 3]
    user.check("Choose all rows of this page", on=False).sees("2 chosen").click("Clear").misses("chosen")
    with user:
        assert chosen.value == []


def test_one_row_is_chosen_and_its_key_is_in_the_state(open_table: Open) -> None:
    # Arrange
    chosen: State[int | None] = State(None, name="one")
    user = open_table(["name"], PEOPLE, selection="single", bind=chosen)

    # Act
    user.check("Choose Dan").check("Choose Bob")

    # Assert
    with user:
        assert chosen.value == 3


def test_handlers_are_given_the_row(cacao_app: Any) -> None:
    # Arrange
    app, said = App(), State("", name="said")

    async def edit(row: Any) -> None:
        said.set(f"edit {row['name']}")

    @app.event("remove")
    def remove(event: Any) -> None:
        said.set(f"remove {event.params['key']}")

    @app.mix("/")
    def home() -> Any:
        actions = [
            RowAction("Edit", edit, icon="pencil", shown=lambda row: row["id"] != 3),
            RowAction("Remove", "remove", icon="trash"),
        ]
        table = Table(["name"], PEOPLE, actions=actions, on_row_click=lambda row: said.set(row["city"]))
        return {"type": "main", "children": [table, {"type": "p", "props": {"content": said}}]}

    user = cacao_app(app).open()

    # Act and assert
    user.click("Edit: ann").sees("edit ann")
    user.click("Remove: Bob").sees("remove 3").misses("Edit: Bob")
    user.click("ann").sees("Oslo")
    row = next(node for node in user.page.root.walk() if "data-opens" in node.attributes)
    user.trigger(row, "click").sees("Bergen")


def test_what_is_done_with_a_row_runs_as_its_function_is_registered(cacao_app: Any) -> None:
    # Arrange: "Work" runs until "Stop" is heard, which therefore must not wait for it.
    app, said = App(), State("", name="said")
    goes_on = asyncio.Event()

    @app.event("work")
    async def work() -> None:
        await goes_on.wait()
        said.set("worked")

    @app.event("stop", concurrent=True)
    async def stop(row: Any) -> None:
        said.set(f"stop {row['name']}")
        goes_on.set()

    @app.mix("/")
    def home() -> Any:
        table = Table(["name"], PEOPLE, actions=[RowAction("Stop", stop, icon="x")], on_row_click=stop)
        work_on = {"type": "button", "props": {"label": "Work", "action": "work"}}
        return {"type": "main", "children": [work_on, table, {"type": "p", "props": {"content": said}}]}

    user = cacao_app(app).open()

    # Act and assert
    user.click("Work", wait=False).click("Stop: Bob").sees("worked")
    goes_on.clear()
    user.click("Work", wait=False).click("ann").sees("worked")


def test_actions_need_rows_that_can_be_told_apart() -> None:
    with pytest.raises(CacaoError, match=r"no \"id\" to tell it apart.*row_key"):
        Shown(Table(["name"], [{"name": "Ann"}], actions=[RowAction("Edit", print)]))


def test_an_update_of_one_row_sends_that_row_alone() -> None:
    # Arrange
    rows = State([dict(person) for person in PEOPLE])
    shown = Shown(lambda: Table(["name", "city"], rows))

    # Act
    ops = shown.change((rows, [*rows.value[:2], {**rows.value[2], "city": "Rome"}]))

    # Assert
    assert [(op[0], op[-1]) for op in ops] == [("t", "Rome")]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"rows": "abc"}, "Table.rows"),
        ({"rows": iter([])}, "gone through but once"),
        ({"rows": lambda: iter([])}, "gone through but once"),
        ({"source": lambda query: [1]}, "the source of a table"),
        ({"rows": [], "source": lambda: iter([])}, "rows and a source"),
        ({"rows": [], "bind": State([])}, "no row of it can be chosen"),
    ],
)
def test_what_is_no_table_is_refused(given: Any, told: str) -> None:
    with pytest.raises(CacaoError, match=told):
        Shown(Table(["name"], **given))


def test_an_async_source_is_refused_with_a_cure() -> None:
    async def source(query: TableQuery) -> TablePage:
        return TablePage([], 0)

    with pytest.raises(CacaoError, match=r"async.*thread"):
        Shown(Table(["name"], source=source))


def test_a_source_of_an_async_page_keeps_nobody_else_waiting(cacao_app: Any) -> None:
    # Arrange
    app, threads = App(), list[bool]()

    def source(query: TableQuery) -> TablePage:
        threads.append(threading.current_thread() is loops[0])
        return TablePage([{"id": query.offset}], 100)

    loops: list[threading.Thread] = []

    @app.mix("/")
    async def home() -> Any:
        loops[:] = [threading.current_thread()]
        return {"type": "main", "children": [Table(["id"], source=source, page_size=1)]}

    user = cacao_app(app).open().sees("1–1 of 100")

    # Act
    user.click("Next page").click("Next page").sees("3–3 of 100")

    # Assert
    assert len(threads) >= 3
    assert not any(threads)


def test_the_page_and_the_order_may_be_part_of_the_address(open_table: Open) -> None:
    # Arrange
    page, order = State(1, name="p", url="page"), State("", name="o", url="order")
    rows = [{"id": n, "name": f"Item {n:02}"} for n in range(30)]
    columns = [TableColumn("name", sortable=True)]
    user = open_table(
        columns, rows, page_size=10, bind_page=page, bind_sort=order, path="/?page=2&order=-name"
    )
    user.sees("11–20 of 30")
    assert cells(user)[0] == "Item 19"

    # Act
    user.click("Next page").sees("Item 09")

    # Assert
    assert user.path == "/?page=3&order=-name"


def test_two_tabs_look_at_different_pages_and_a_tab_keeps_its_own(open_table: Open) -> None:
    # Arrange
    rows = [{"id": n, "name": f"Item {n}"} for n in range(30)]
    first = open_table(["name"], rows, page_size=10)
    second = first.open("/")

    # Act
    first.click("Next page").sees("Item 15")

    # Assert
    second.sees("Item 5").misses("Item 15")
    first.drop().reconnect().sees("Item 15")


def test_more_rows_are_shown_at_a_time_and_the_first_one_stays(open_table: Open) -> None:
    # Arrange
    rows = [{"id": n, "name": f"Item {n}"} for n in range(100)]
    user = open_table(["name"], rows, page_size=10, page_sizes=(10, 50)).click("Next page").sees("11–20")

    # Act
    user.choose("Rows per page", "50")

    # Assert
    user.sees("1–50 of 100").sees("Item 10")


def test_a_table_in_a_tree_of_dicts(cacao_app: Any) -> None:
    # Arrange
    app = App()
    props = {"columns": [{"name": "name", "label": "Who"}, "age"], "rows": PEOPLE, "caption": "People"}
    app.mix("/")(lambda: {"type": "main", "children": [{"type": "table", "props": props}]})

    # Act
    user = cacao_app(app).open()

    # Assert
    user.sees("People").sees("Who").sees("Dan")


def test_an_action_may_ask_first() -> None:
    # Arrange
    actions = [RowAction("Delete", print, tone="danger", confirm=lambda row: f"Delete {row['name']}?")]

    # Act
    shown = repr(Shown(Table(["name"], PEOPLE[:1], actions=actions)).packed)

    # Assert
    assert "'data-question': 'Delete Dan?'" in shown
    assert "'data-yes': 'Delete'" in shown


def exported(user: Any) -> tuple[dict[bytes, bytes], list[str]]:
    """Save the rows of the table, and return headers and lines of the file."""
    user.click("Export")
    user.wait_until(lambda: user.calls)
    _, method, (token, _) = user.calls[-1]
    assert method == "download"
    headers, body = user.get(f"/_components/download/{token}")
    return headers, body.removeprefix("\ufeff").splitlines()


def test_all_rows_that_are_looked_for_are_saved_in_their_order(open_table: Open) -> None:
    # Arrange
    rows = [{"id": n, "name": f"Item {n}", "price": n / 2, "on": date(2026, 1, 1)} for n in range(3_000)]
    columns = [TableColumn("name", sortable=True), TableColumn("price", type="currency"), "on"]
    user = open_table(columns, rows, searchable=True, export="items", page_size=10)

    # Act
    headers, lines = exported(user.type("Search", "Item 2").click("Name").click("Name"))

    # Assert
    assert lines[:3] == ["Name,Price,On", "Item 2999,1499.5,2026-01-01", "Item 2998,1499.0,2026-01-01"]
    assert len(lines) == 1 + 1_111
    assert b"items.csv" in headers[b"content-disposition"]
    assert headers[b"content-type"].startswith(b"text/csv")


@pytest.mark.parametrize("formulas", [False, True])
def test_what_a_spreadsheet_would_run_is_saved_as_a_text_unless_the_app_says_otherwise(
    open_table: Open, formulas: bool
) -> None:
    # Arrange
    names = ["=cmd()", "+1", "-1", "@sum", "\tx", " =1", "fine", 'say "no"']
    rows = [{"id": n, "name": name, "price": -n} for n, name in enumerate(names)]
    user = open_table(
        ["name", TableColumn("price", type="number")], rows, export=True, export_formulas=formulas
    )

    # Act
    _, lines = exported(user)

    # Assert
    quote = "" if formulas else "'"
    dangerous = [f"{quote}{name},{-n}" for n, name in enumerate(names[:6])]
    assert lines == ["Name,Price", *dangerous, "fine,-6", '"say ""no""",-7']


def test_rows_are_fetched_for_a_file_piece_by_piece_and_with_the_states_of_the_visitor(
    open_table: Open,
) -> None:
    # Arrange
    asked: list[TableQuery] = []
    owner = State("Ann", name="owner")

    def source(query: TableQuery) -> TablePage:
        asked.append(query)
        count = min(query.limit, 2_500 - query.offset)
        return TablePage([{"id": n, "name": owner.value} for n in range(count)], 2_500)

    user = open_table(["name"], source=source, export=True)
    with user:
        owner.set("Bob")
    asked.clear()

    # Act
    _, lines = exported(user)

    # Assert
    assert {*lines[1:]} == {"Bob"}
    assert [query.offset for query in asked if query.limit == 1_000] == [0, 1_000, 2_000]


def test_what_visitors_have_typed_is_text_in_every_kind_of_cell_and_leads_nowhere_bad() -> None:
    # Arrange
    kinds = ("text", "number", "date", "datetime", "badge", "link", "image", "currency", "percent", "custom")
    bad = "javascript:boom()//\"'><img src=x onerror=boom()>"
    columns = [TableColumn(kind, type=kind, filterable=True, choices=[bad]) for kind in kinds]
    row = {"id": bad, **dict.fromkeys(kinds, bad)}

    # Act
    shown = Shown(Table(columns, [row], caption=bad, selection="multiple", actions=[RowAction(bad, print)]))

    # Assert
    waiting = [shown.root]
    while waiting:
        node = waiting.pop()
        waiting += node.children
        assert not {name for name in node.attributes if name.startswith("on") or name == "srcdoc"}
        assert "javascript:" not in node.attributes.get("href", "") + node.attributes.get("src", "")
    assert any("no address a page may link to" in warning for warning in shown.warnings)


def test_cards_are_sorted_by_a_list(open_table: Open) -> None:
    # Arrange
    columns = [TableColumn("name", sortable=True), "age"]
    user = open_table(columns, PEOPLE, phone="cards")

    # Act
    user.choose("Sort by", "-name")

    # Assert
    assert cells(user) == ["Dan", "Bob", "ann"]
    field = next(node for node in user.page.root.walk() if node.tag == "select")
    user.trigger(field, "change", value="-age")
    assert cells(user) == ["Dan", "Bob", "ann"]
