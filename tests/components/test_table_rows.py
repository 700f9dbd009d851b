"""Rows of a table: chosen, and what is done with them."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from components.tables import PEOPLE, Open
from screens import Shown

from cacao import App, State
from cacao.ui import Badge, Button, Text
from cacao_kernel import CacaoError
from cacao_plugins.components.data import RowAction, Table, TableColumn, TablePage, TableQuery


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


def test_an_action_may_ask_first() -> None:
    # Arrange
    actions = [RowAction("Delete", print, tone="danger", confirm=lambda row: f"Delete {row['name']}?")]

    # Act
    shown = repr(Shown(Table(["name"], PEOPLE[:1], actions=actions)).packed)

    # Assert
    assert "'data-question': 'Delete Dan?'" in shown
    assert "'data-yes': 'Delete'" in shown


def _words(row: Any) -> Any:
    return {"type": "row", "props": {"children": [Badge(row["city"]), {"type": "span", "children": "there"}]}}


@pytest.mark.parametrize(
    ("columns", "name"),
    [
        ([TableColumn("name", type="link"), "city"], "Oslo"),
        ([TableColumn("it", render=lambda row: Button("Greet")), "name"], "ann"),
        ([TableColumn("it", render=lambda row: [Button("Greet"), "!"]), "name"], "ann"),
        ([TableColumn("it", render=lambda row: Text("x", attributes={"on_click": print})), "name"], "ann"),
        ([TableColumn("it", render=_words), "name"], "Oslothere"),
        ([TableColumn("name", type="link")], "ann"),
    ],
    ids="link button several text still nothing".split(),
)
def test_a_row_is_opened_by_its_first_cell_that_holds_nothing_to_be_used(
    open_table: Open, columns: list[Any], name: str
) -> None:
    # Arrange
    opened: list[int] = []
    user = open_table(columns, PEOPLE, on_row_click=lambda row: opened.append(row["id"]))

    # Act
    nodes = [*user.page.root.walk()]
    openers = [node for node in nodes if "cacao-table-open" in node.attributes.get("class", "")]
    user.trigger(openers[1], "click")

    # Assert
    assert opened == [2]
    assert [opener.label for opener in openers][1] == name
    assert not any(node.tag in ("a", "button") for node in openers[1].walk() if node is not openers[1])
