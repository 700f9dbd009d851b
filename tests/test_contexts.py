"""Contexts: what an app's code sets in a ContextVar stays in the run that has set it."""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any

import pytest
from seats import serving, story
from test_pump import buttons, join

from cacao import App, State

who: ContextVar[str] = ContextVar("who", default="nobody")


def app_of(seen: list[str]) -> App:
    """Return an App with a handler that tells who it was run for."""
    app = App()
    app.event("look")(lambda: seen.append(who.get()))

    @app.event("look on")
    async def look_on() -> None:
        seen.append(who.get())

    return app


@story
async def test_what_an_async_page_sets_is_not_seen_by_what_its_visitor_does_next() -> None:
    # Arrange
    seen: list[str] = []
    app = app_of(seen)

    @app.mix("/")
    async def home() -> dict[str, Any]:
        seen.append(who.get())
        who.set("the page")
        return buttons("look", "look on")

    async with serving(app) as house:
        joined = await join(house)

        # Act
        await joined.press("look")
        await joined.press("look on")
        await house.until(lambda: joined.socket.answered == [1, 2])

    # Assert
    assert seen == ["nobody"] * 3


@story
async def test_what_a_guard_sets_is_not_seen_by_the_page_or_a_handler() -> None:
    # Arrange
    seen: list[str] = []
    app = app_of(seen)

    async def guard() -> None:
        seen.append(who.get())
        who.set("the guard")

    @app.mix("/", guard=guard)
    async def home() -> dict[str, Any]:
        seen.append(who.get())
        return buttons("look", "look on")

    async with serving(app) as house:
        joined = await join(house)

        # Act
        await joined.press("look")
        await joined.press("look on")
        await house.until(lambda: joined.socket.answered == [1, 2])

    # Assert
    assert set(seen) == {"nobody"}
    assert len(seen) >= 6


@story
async def test_what_a_subscriber_sets_is_not_seen_by_what_its_visitor_does_next() -> None:
    # Arrange
    seen: list[str] = []
    app = app_of(seen)
    count = State(0, name="count")

    @app.event("add")
    async def add() -> None:
        count.update(count.value + 1)

    @count.subscribe
    def follow(value: int) -> None:
        seen.append(who.get())
        who.set("the subscriber")

    app.mix("/")(lambda: buttons("add", "look on"))
    async with serving(app) as house:
        joined = await join(house)

        # Act
        for number, label in enumerate(("add", "look on", "add"), 1):
            await joined.press(label)
            await house.until(lambda number=number: joined.socket.answered[-1:] == [number])

    # Assert
    assert seen == ["nobody"] * 3


@pytest.mark.parametrize("is_async", [True, False])
@story
async def test_what_a_page_sets_is_not_seen_when_it_renders_again(is_async: bool) -> None:
    # Arrange
    seen: list[str] = []
    app = app_of(seen)
    count = State(0, name="count")

    @app.event("add")
    async def add() -> None:
        count.update(count.value + 1)

    def show() -> dict[str, Any]:
        seen.append(who.get())
        who.set("the page")
        return {**buttons("add", "look", "look on"), "props": {"title": f"{count.value}"}}

    async def show_later() -> dict[str, Any]:
        return show()

    app.mix("/")(show_later if is_async else show)
    async with serving(app) as house:
        joined = await join(house)

        # Act
        for number, label in enumerate(("add", "look", "add", "look on"), 1):
            await joined.press(label)
            await house.until(lambda number=number: joined.socket.answered[-1:] == [number])

    # Assert
    assert set(seen) == {"nobody"}
    assert len(seen) >= 5
