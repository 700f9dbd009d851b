"""Subscriptions: functions of the user's that are told of a State's changes."""

from __future__ import annotations

import asyncio
from typing import Any

from trees import Props, app_of, button, text

from cacao import App, Component, State
from cacao_kernel import Facet


def test_a_subscriber_is_told_of_each_visitors_changes_with_that_visitor_current(cacao_app: Any) -> None:
    # Arrange
    count, told = State(0, name="count"), State("", name="told")

    @count.subscribe
    def follow(value: int) -> None:
        told.set(f"told {value}")

    app = app_of(button("more", lambda: count.update(lambda number: number + 1)), text(told))
    ada, bob = (server := cacao_app(app)).open("/"), server.open("/")

    # Act
    ada.click("more").click("more")
    bob.click("more")

    # Assert
    ada.sees("told 2")
    bob.sees("told 1")
    assert callable(follow)


def test_one_that_raises_keeps_nothing_from_the_others_and_is_logged(cacao_app: Any, caplog: Any) -> None:
    # Arrange
    count, told = State(0, name="count"), State("", name="told")

    def break_down() -> None:
        told.set("half")
        raise ValueError("no pen")

    async def write_down(value: int) -> None:
        await asyncio.sleep(0)
        told.set(f"told {value}")

    count.on_change(break_down)
    count.on_change(write_down)
    app = app_of(button("more", lambda: count.set(1)), text(told))

    # Act
    user = cacao_app(app).open("/").click("more")

    # Assert
    user.sees("told 1")
    assert "a subscriber of count" in caplog.text and "no pen" in caplog.text


def test_what_subscribing_returns_ends_it_and_a_change_that_is_none_tells_nobody() -> None:
    # Arrange
    count, held = State(0), State[list[int]]([])
    told: list[Any] = []

    @count.on_change
    def unsubscribe(value: int) -> None:
        told.append(value)

    held.subscribe(lambda: told.append("the list"))

    # Act
    count.set(1)
    count.set(1)
    held.set(held.value)
    unsubscribe()
    unsubscribe()
    count.set(2)

    # Assert
    assert told == [1, "the list"]


def test_a_subscription_made_in_a_handler_follows_that_visitor_alone(cacao_app: Any) -> None:
    # Arrange
    count = State(0, name="count")
    told: list[int] = []
    app = app_of(
        button("follow", lambda: count.subscribe(told.append) and None),
        button("more", lambda: count.update(lambda number: number + 1)),
        text(count),
    )
    ada, bob = (server := cacao_app(app)).open("/"), server.open("/")

    # Act
    ada.click("follow")
    bob.click("more").click("more").sees("2")
    ada.click("more").sees("1")

    # Assert
    assert told == [1]


def test_subscribing_while_rendering_is_an_error_with_the_line(cacao_app: Any) -> None:
    # Arrange
    app, count = App(), State(0, name="main.count")

    def home() -> Props:
        count.subscribe(print)
        return text("never")

    app.mix("/")(home)

    # Act
    user = cacao_app(app).open("/")

    # Assert
    assert (
        f"test_subscriptions.py:{home.__code__.co_firstlineno + 1}: State main.count was subscribed to while "
        "rendering, so every render would do it again. Subscribe at the top of the module or in a handler."
    ) in user.text


def test_a_components_state_and_a_part_of_a_state_tell_by_either_name() -> None:
    # Arrange
    class Counter(Component):
        count = State(0)

        def render(self) -> None:
            return None

    counter, pair = Counter(), State((1, 2))
    told: list[Any] = []

    # Act
    counter.count.on_change(lambda value: told.append(value))
    Facet(pair, lambda both: both[0], lambda both, new: (new, both[1]), name="first").on_change(told.append)
    counter.count.set(5)
    pair.set((3, 4))

    # Assert
    assert told == [5, 3]
