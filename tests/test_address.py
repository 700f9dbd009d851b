"""States that follow the address: what the query string says they hold, and what they hold it says."""

from __future__ import annotations

import asyncio
from datetime import date
from enum import Enum
from typing import Any

import pytest

from cacao import App, Event, State


class Order(Enum):
    """How a list is sorted."""

    NEWEST = "newest"
    CHEAPEST = "cheapest"


def make_app(seen: list[Any] | None = None, gate: asyncio.Event | None = None) -> App:
    """Return a search with a text, a page number and a box in its address.

    Args:
        seen: takes what the States held at each render.
        gate: what the handler "wait" waits for, and "release" opens.
    """
    app = App()
    wanted = State("", url="q", name="wanted")
    number = State(1, url="page", name="number")
    sold = State(False, url="sold", name="sold")
    clicks = State(0, name="clicks")

    @app.event("next")
    def turn() -> None:
        number.update(lambda page: page + 1)

    @app.event("other")
    def other() -> None:
        clicks.update(lambda count: count + 1)

    @app.event("wait")
    async def wait() -> None:
        assert gate is not None
        number.set(2)
        await gate.wait()
        number.set(7)
        clicks.set(1)

    @app.event("release", concurrent=True)
    async def release() -> None:
        assert gate is not None
        gate.set()

    @app.event("reset")
    def reset() -> None:
        wanted.set("")
        number.set(1)
        sold.set(False)

    @app.event("fail")
    def fail() -> None:
        number.set(9)
        raise ValueError("no")

    @app.mix("/")
    def home() -> dict[str, Any]:
        if seen is not None:
            seen.append((wanted.value, number.value, sold.value))
        return {
            "type": "main",
            "children": [
                f"{wanted.value!r} on {number.value} {sold.value} after {clicks.value}",
                {"type": "input", "props": {"aria_label": "Search", "bind": wanted}},
                {"type": "input", "props": {"aria_label": "Sold", "type": "checkbox", "bind": sold}},
                *[
                    {"type": "button", "props": {"label": name, "action": name}}
                    for name in ("next", "other", "reset", "fail", "wait", "release")
                ],
                {"type": "a", "props": {"href": "/?q=tea&page=4", "content": "Tea"}},
                {"type": "a", "props": {"href": "/about", "content": "About"}},
            ],
        }

    @app.mix("/about")
    def about() -> dict[str, Any]:
        return {"type": "main", "children": [f"About, {wanted.value!r} on {number.value}"]}

    return app


def test_what_is_typed_stands_in_the_address_and_a_default_does_not(cacao_app: Any) -> None:
    # Arrange
    user = cacao_app(make_app()).open("/")

    # Act and assert
    assert user.path == "/"
    user.type("Search", "cocoa & milk")
    assert user.path == "/?q=cocoa+%26+milk"
    user.check("Sold").click("next")
    assert sorted(user.path.partition("?")[2].split("&")) == ["page=2", "q=cocoa+%26+milk", "sold=true"]
    user.click("reset")
    assert user.path == "/"


def test_a_deep_link_sets_the_states_and_keeps_what_others_say_in_it(cacao_app: Any) -> None:
    # Arrange
    seen: list[Any] = []

    # Act
    user = cacao_app(make_app(seen)).open("/?from=mail&q=tea&page=3&sold=yes")

    # Assert
    user.sees("'tea' on 3 True")
    assert seen == [("tea", 3, True)]  # already as the page was painted
    assert user.value("Search") == "tea"
    user.click("next")
    assert user.path == "/?from=mail&q=tea&page=4&sold=true"


def test_what_is_no_value_of_the_state_counts_as_none(cacao_app: Any) -> None:
    # Act
    user = cacao_app(make_app()).open("/?page=last&sold=perhaps&q=tea")

    # Assert
    assert user.status == 200
    user.sees("'tea' on 1 False")


def test_back_and_forward_set_the_states(cacao_app: Any) -> None:
    # Arrange
    user = cacao_app(make_app()).open("/")
    user.type("Search", "cocoa").click("next")

    # Act and assert: a link says what they hold,
    user.follow("Tea").sees("'tea' on 4")
    assert user.value("Search") == "tea"
    user.click("next").sees("'tea' on 5")

    # back says it again, as the address had become by then,
    user.back().sees("'cocoa' on 2")
    assert user.value("Search") == "cocoa"
    user.forward().sees("'tea' on 5")
    assert user.path == "/?q=tea&page=5"

    # another page without them begins with the defaults, and is none of them,
    user.follow("About").sees("About, '' on 1")
    assert user.path == "/about"

    # and all of it over the one socket.
    user.back().sees("'tea' on 5")
    assert sum(frame.startswith('["j"') for frame in user.frames) == 1


def test_a_handler_that_raises_leaves_the_address_as_it_was(cacao_app: Any) -> None:
    # Arrange
    user = cacao_app(make_app()).open("/?page=2")

    # Act
    with pytest.raises(AssertionError, match="ValueError: no"):
        user.click("fail")

    # Assert
    user.sees("on 2")
    assert user.path == "/?page=2"


def test_each_tab_has_its_own_address_and_a_reload_keeps_it(cacao_app: Any) -> None:
    # Arrange
    first = cacao_app(make_app()).open("/")
    second = first.open("/?q=tea")

    # Act
    first.type("Search", "cocoa").click("other")

    # Assert
    second.sees("'tea' on 1 False after 1")
    assert second.path == "/?q=tea"
    first.refresh().sees("'cocoa' on 1")


def test_a_tab_that_comes_back_shows_what_it_held_and_its_address_agrees(cacao_app: Any) -> None:
    # Arrange
    gate = asyncio.Event()
    user = cacao_app(make_app(gate=gate)).open("/?q=tea")
    other = user.open("/")
    user.click("wait", wait=False).sees("on 2")
    user.drop()

    # Act: a handler ends while its tab is away.
    other.click("release").sees("after 1")
    user.reconnect()

    # Assert
    user.sees("'tea' on 7")
    user.wait_until(lambda: user.path == "/?q=tea&page=7")


@pytest.mark.parametrize(
    ("initial", "given", "query"),
    [
        ("", "ä/b c", "v=%C3%A4%2Fb+c"),
        (0, -7, "v=-7"),
        (0.5, 2.25, "v=2.25"),
        (False, True, "v=true"),
        (True, False, "v=false"),
        (date(2026, 1, 1), date(2026, 1, 31), "v=2026-01-31"),
        (Order.NEWEST, Order.CHEAPEST, "v=cheapest"),
        (["red"], ["blue", "green"], "v=blue&v=green"),
    ],
)
def test_a_value_goes_into_the_address_and_comes_out_as_it_was(
    cacao_app: Any, initial: Any, given: Any, query: str
) -> None:
    # Arrange
    held = State(initial, url="v", name="held")
    app = App()

    @app.event("set")
    def set_it() -> None:
        held.set(given)

    @app.mix("/")
    def home() -> dict[str, Any]:
        return {
            "type": "main",
            "children": [repr(held.value), {"type": "button", "props": {"action": "set"}}],
        }

    user = cacao_app(app).open("/")

    # Act
    user.trigger(next(node for node in user.page.root.walk() if node.tag == "button"), "click")

    # Assert
    assert user.path == f"/?{query}"
    user.open(user.path).sees(repr(given))


def test_a_state_that_no_address_can_hold_is_an_error_with_its_line(cacao_app: Any, caplog: Any) -> None:
    # Arrange
    odd = State({"a": 1}, url="v", name="odd")
    app = App()
    app.mix("/")(lambda: {"type": "main", "children": [str(odd.value)]})

    # Act: at once, and not only for whoever follows a link that names it.
    user = cacao_app(app).open("/")

    # Assert
    assert user.status == 500
    assert "State odd follows the address, and no address can hold such a value" in caplog.text
    assert "test_address.py:" in caplog.text


def test_a_state_for_everybody_follows_no_address() -> None:
    with pytest.raises(Exception, match="an address belongs to one tab"):
        State(0, scope="app", url="v")


def test_an_event_names_the_state_with_the_value_of_its_own_tab(cacao_app: Any) -> None:
    # Arrange
    wanted = State("", url="q", name="wanted")
    noted: list[str] = []
    app = App()

    @app.event("note")
    def note(event: Event) -> None:
        noted.append(wanted.value)

    @app.mix("/")
    def home() -> dict[str, Any]:
        return {
            "type": "main",
            "children": [{"type": "button", "props": {"label": "Note", "action": "note"}}],
        }

    first = cacao_app(app).open("/?q=tea")
    second = first.open("/?q=cocoa")

    # Act
    first.click("Note")
    second.click("Note")

    # Assert
    assert noted == ["tea", "cocoa"]


def test_apps_side_by_side_may_call_states_alike_in_their_addresses(cacao_app: Any) -> None:
    # Arrange
    def make_search(name: str) -> App:
        app, wanted = App(), State("", url="q", name=f"{name}.wanted")
        field = {"type": "input", "props": {"bind": wanted, "aria_label": "Search"}}
        app.mix("/")(lambda: {"type": "main", "children": [field, f"{name}: {wanted.value}"]})
        return app

    users = {name: cacao_app(make_search(name)).open("/") for name in ("books", "music", "films")}

    for name, user in users.items():
        # Act
        user.type("Search", "ab").sees(f"{name}: ab")

        # Assert
        assert user.path == "/?q=ab"
