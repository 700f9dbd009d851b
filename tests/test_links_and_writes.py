"""Links and writes: what is written while a link is under way is neither lost nor shown on the wrong page."""

from __future__ import annotations

import threading
from typing import Any

from sites import button, link, page
from trees import text as paragraph

from cacao import App, Component, State


def test_a_page_that_is_painted_again_while_a_link_shows_another_leaves_that_one_alone(
    cacao_app: Any,
) -> None:
    # Arrange: a part of an async page is run again, in a thread, and waits.
    app = App()
    count = State(0, name="count")
    waits, goes_on = threading.Event(), threading.Event()

    class Part(Component):
        def render(self) -> Any:
            number = count.value
            if number:
                waits.set()
                goes_on.wait(10)
            return paragraph(f"part {number}")

    @app.event("add")
    def add() -> None:
        count.update(lambda number: number + 1)

    @app.mix("/")
    async def home() -> Any:
        return page(Part(), link("Other", "/other"), button("Add", "add"))

    @app.mix("/other")
    def other() -> Any:
        return page(paragraph("other"))

    user = cacao_app(app).open("/")
    user.click("Add", wait=False)
    assert waits.wait(10)

    # Act
    user.follow("Other").sees("other")
    goes_on.set()
    user.settle()

    # Assert: no patch of the page before comes after the new page.
    assert user.text == "other"
    assert not user.errors


def test_what_a_page_counts_while_a_link_is_under_way_adds_to_what_was_written_meanwhile(
    cacao_app: Any,
) -> None:
    # Arrange
    visits, began, go_on = State(0, name="visits"), threading.Event(), threading.Event()
    app = App()
    app.mix("/")(lambda: page(link("Slow", "/slow"), button("Visit", "visit"), paragraph(f"{visits.value}")))

    @app.mix("/slow")
    def slow() -> Any:
        if not began.is_set():
            visits.update(lambda number: number + 1)
            began.set()
            go_on.wait(10)
        return page(paragraph(f"visits {visits.value}"))

    @app.event("visit")
    async def visit() -> None:
        visits.update(lambda number: number + 1)

    user = cacao_app(app).open("/")
    other = user.open("/")
    following = threading.Thread(target=user.follow, args=("Slow",))

    # Act
    following.start()
    began.wait(10)
    other.click("Visit").click("Visit")
    go_on.set()
    following.join(10)

    # Assert
    user.sees("visits 3")
