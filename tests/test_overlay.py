"""The overlay: every error of the app's code is told in the tab it happened in."""

from __future__ import annotations

import asyncio
import inspect
import json
from typing import Any

import pytest
from reporting import button, fire, page_of, reports, told

from cacao import App, Component, State
from cacao.ui import Card, Container
from cacao_kernel import tell_fault
from cacao_plugins.devtools import Devtools


def test_a_handlers_error_is_told_with_its_line_its_values_and_its_event(cacao_app: Any) -> None:
    # Arrange
    def price(name: str) -> int:
        api_token = "sk-1"  # noqa: F841
        return {"cacao": 4}[name]

    def order(event: Any) -> None:
        price(event.params["sort"])

    user = cacao_app(page_of(button("Order", order, params={"sort": "chilli", "password": "x"}))).open()

    # Act
    fire(user, "Order")
    report = told(user)

    # Assert
    assert (report["title"], report["message"]) == ("KeyError", "'chilli'")
    assert [frame["function"].rpartition(".")[2] for frame in report["frames"]] == ["price", "order"]
    inner = report["frames"][0]
    assert inner["file"] == "tests/test_overlay.py"
    assert [text.strip() for _, text, is_current in inner["code"] if is_current] == [
        'return {"cacao": 4}[name]'
    ]
    assert ["name", "'chilli'"] in inner["locals"]
    assert ["api_token", "•••"] in inner["locals"]
    assert report["where"] == {"file": inner["file"], "line": inner["line"], "column": 16}
    assert report["event"]["kind"] == "click"
    assert (report["event"]["node"], report["event"]["label"]) == ("button", "Order")
    assert report["event"]["handler"].endswith("order")
    assert report["event"]["params"] == [["sort", "'chilli'"], ["password", "•••"]]
    assert report["id"] in user.errors[-1]
    assert "sk-1" not in json.dumps(report)


def test_the_page_lives_on_and_the_next_event_works(cacao_app: Any) -> None:
    # Arrange
    count = State(0)

    def add() -> None:
        count.value += 1

    def fail() -> None:
        raise RuntimeError("as told")

    shown = {"type": "p", "props": {"content": lambda: f"count {count.value}"}}
    user = cacao_app(page_of(shown, button("Add", add), button("Fail", fail))).open()

    # Act
    fire(user, "Fail")
    told(user)

    # Assert
    user.click("Add").sees("count 1")


def test_a_part_that_fails_is_told_once_for_each_change_and_with_its_node(cacao_app: Any) -> None:
    # Arrange
    kind = State("p")
    other = State(0)

    class Basket(Component):
        def render(self) -> Any:
            inner = {"type": kind.value, "props": {"content": f"{other.value} bars"}}
            return {"type": "section", "children": [{"type": "h2"}, inner]}

    basket = Basket()
    user = cacao_app(
        page_of(
            "first", basket, button("Spoil", lambda: kind.set("buton")), button("Mend", lambda: kind.set("p"))
        )
    ).open()

    # Act
    fire(user, "Spoil")
    report = told(user)

    # Assert: the node that the page still shows, and the line that has made the tree
    assert report["title"] == "TreeError"
    assert "Basket > section > children[1]" in report["message"]
    assert report["place"] == [1, 1]
    assert report["frames"][0]["function"].endswith("Basket.render")
    assert len(reports(user)) == 1

    # Act and assert: what is mended goes on
    user.click("Mend").sees("0 bars")


def test_what_no_event_has_set_off_is_told_in_the_tabs_of_whose_it_is(cacao_app: Any) -> None:
    # Arrange
    async def later() -> None:
        await asyncio.sleep(0)
        raise LookupError("of a task")

    app = App()
    wanted = State("", scope="app")
    followed = State(0)
    followed.subscribe(lambda _: 1 / 0)

    @app.every(0.01, scope="session")
    def tick() -> None:
        if wanted.value == "timer":
            wanted.set("")
            raise OSError("of a timer")

    @app.on_open
    def come() -> None:
        if wanted.value == "open":
            raise TimeoutError("of a tab that came")

    handlers = [button("Follow", lambda: followed.set(1)), button("Timer", lambda: wanted.set("timer"))]
    app.mix("/")(
        lambda: {"type": "main", "children": [*handlers, button("Open", lambda: wanted.set("open"))]}
    )
    under_test = cacao_app(app)
    user = under_test.open()

    # Act and assert
    user.click("Follow")
    assert told(user, 1)["title"] == "ZeroDivisionError"
    user.click("Timer")
    assert told(user, 2)["message"] == "of a timer"
    user.click("Open")
    second = user.open("/")
    assert told(second)["message"] == "of a tab that came"
    assert len(reports(user)) == 2  # it was the other tab's


def test_the_error_of_another_visitor_is_not_told_here(cacao_app: Any) -> None:
    # Arrange
    def fail() -> None:
        raise RuntimeError("theirs")

    under_test = cacao_app(page_of(button("Fail", fail)))
    one, other = under_test.open(), under_test.open()

    # Act
    fire(one, "Fail")

    # Assert
    told(one)
    assert reports(other) == []


def test_a_mistake_in_a_widget_is_told_at_the_line_of_its_node_while_devtools_watch(
    cacao_app: Any, caplog: pytest.LogCaptureFixture
) -> None:
    # Arrange
    kind = State("p", name="kind_of_part")

    def home() -> Any:
        slip = {"type": "p", "props": {"contnt": "x"}}  # a slip
        part = {"type": "WRONG", "props": {}} if kind.value == "WRONG" else None
        return Container([Card([{"type": "p"}, slip, part]), button("Spoil", lambda: kind.set("WRONG"))])

    first = inspect.getsourcelines(home)[1]
    app = App(extensions=[Devtools()])
    app.mix("/")(home)
    user = cacao_app(app).open()

    # Act
    fire(user, "Spoil")
    report = told(user)

    # Assert
    assert f"test_overlay.py:{first + 1}: page" in caplog.text and ".props.contnt: " in caplog.text
    assert report["where"]["line"] == first + 2
    assert report["where"]["file"].endswith("test_overlay.py")
    assert f'test_overlay.py:{first + 2}: page "/" > container' in report["message"]
    assert f'test_overlay.py:{first + 2}: page "/" > container' in caplog.text


def test_what_a_widget_tells_at_its_own_place_is_in_the_overlay_too(cacao_app: Any) -> None:
    # Arrange
    said = State("")

    def look() -> None:
        try:
            raise RuntimeError("the shelf is empty")
        except RuntimeError as error:
            said.set(tell_fault(error, "a finder", "That did not work.", development=True))

    user = cacao_app(page_of({"type": "p", "props": {"content": said}}, button("Look", look))).open()

    # Act
    user.click("Look").sees("the shelf is empty")

    # Assert
    assert told(user)["source"] == "a finder"
