"""Async pages: awaited on the loop, at a load, over a link and after an event, and alone when they fail."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import pytest
from sites import button, link, page
from trees import text as paragraph

from cacao import App, Component, State


def test_an_async_page_is_awaited_again_after_an_event(cacao_app: Any) -> None:
    # Arrange
    app = App()
    count = State(0, name="count")
    loops: list[object] = []

    @app.event("add")
    def add() -> None:
        count.update(lambda number: number + 1)

    @app.mix("/")
    async def home() -> Any:
        seen = count.value
        await asyncio.sleep(0)
        loops.append(asyncio.get_running_loop())
        return page(f"saw {seen}, has {count.value}", button("Add", "add"))

    user = cacao_app(app).open("/").sees("saw 0, has 0")

    # Act
    user.click("Add").sees("saw 1, has 1").click("Add", wait=False).click("Add")

    # Assert
    user.sees("saw 3, has 3")
    assert len({*loops}) == 1


def test_async_pages_are_awaited_and_know_the_session(cacao_app: Any) -> None:
    # Arrange
    app = App()
    name = State("nobody", name="name")
    threads: list[str] = []

    class Greeting(Component):
        def render(self) -> Any:
            threads.append(threading.current_thread().name)
            return paragraph(f"Hello {name.value}")

    @app.event("rename")
    def rename() -> None:
        name.set("Ann")

    @app.mix("/")
    async def home() -> Any:
        greeted = name.value
        await asyncio.sleep(0)
        threads.append(threading.current_thread().name)
        assert name.value == greeted
        return page(f"page of {greeted}", Greeting(), button("Rename", "rename"), link("Other", "/other/5"))

    @app.mix("/other/{id:int}")
    async def other(id: int) -> Any:
        before = name.value
        await asyncio.sleep(0)
        return page(paragraph(f"Other {id} of {before}, {name.value}"), link("Home", "/"))

    # Act and assert
    user = cacao_app(app).open("/").sees("Hello nobody")
    assert threads[0] == "cacao-app", "the page runs on the loop"
    assert threads[1].startswith("cacao-render"), "what it returned is built in a thread"
    user.click("Rename").sees("Hello Ann").sees("page of Ann")
    user.follow("Other").sees("Other 5 of Ann, Ann").back().sees("Hello Ann")
    user.refresh().sees("Hello Ann")


@pytest.mark.parametrize("raised", [SystemExit("over"), KeyboardInterrupt(), asyncio.CancelledError()])
def test_an_async_page_or_guard_that_would_end_the_server_fails_alone(
    cacao_app: Any, raised: BaseException
) -> None:
    # Arrange
    app = App()

    async def fail() -> Any:
        await asyncio.sleep(0)
        raise raised

    app.mix("/page")(fail)
    app.mix("/guarded", guard=fail)(lambda: page("never"))
    app.mix("/")(lambda: page(link("Page", "/page"), link("Guarded", "/guarded")))
    site = cacao_app(app)

    # Act and assert
    for label in ("Page", "Guarded"):
        user = site.open("/").follow(label).sees(f"RuntimeError\n{type(raised).__name__} was raised")
        assert user.status == 500
    site.open("/").sees("Page")


def test_what_stands_in_an_async_page_that_raises_follows_all_the_same(cacao_app: Any) -> None:
    # Arrange
    outer, inner = State(0, name="outer"), State(0, name="inner")

    class Box(Component):
        def render(self) -> Any:
            return paragraph(f"inner {inner.value}")

    box, app = Box(), App()

    @app.mix("/")
    async def home() -> Any:
        if outer.value:
            raise ValueError("not with that")
        return page(paragraph(f"outer {outer.value}"), box, button("Both", "both"))

    @app.event("both")
    async def both() -> None:
        outer.set(1)
        inner.set(1)

    user = cacao_app(app).open("/")

    # Act
    user.click("Both", wait=False)

    # Assert
    user.sees("inner 1").sees("outer 0")
    assert any("not with that" in text for text in user.errors)
