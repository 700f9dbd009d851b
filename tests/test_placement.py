"""Where the user's code runs: on the loop or in a thread, by what it is and how long it takes."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import pytest
from seats import serving, story

from cacao import App, State
from cacao_kernel import screen as screen_module

Props = dict[str, Any]


def here() -> str:
    """Return where the caller runs: on the loop, or in which kind of thread."""
    return threading.current_thread().name.rpartition("_")[0] or "loop"


def button(name: str) -> Props:
    return {"type": "button", "props": {"label": name, "action": name}}


class Clock:
    """Time that passes only where a test says so; a page that is slow lets it pass."""

    def __init__(self) -> None:
        self.now = 0.0

    def perf_counter(self) -> float:
        return self.now


class Site:
    """An app that notes where each piece of it runs."""

    def __init__(self, clock: Clock) -> None:
        self.app = App()
        self.clock = clock
        self.count = State(0, name="count")
        self.is_heavy = State(False, name="is_heavy")
        self.places: list[tuple[str, str]] = []
        self.seconds = 0.0  # that the page takes
        for handler in (self.plain, self.of_loop, self.heavy, self.light):
            self.app.event(handler.__name__)(handler)
        self.app.mix("/")(self.home)
        self.app.mix("/async")(self.async_home)

    def note(self, what: str) -> None:
        self.places.append((what, here()))

    def plain(self) -> None:
        self.note("plain")
        self.count.value += 1

    async def of_loop(self) -> None:
        self.note("async")
        self.count.value += 1

    async def heavy(self) -> None:
        self.is_heavy.set(True)

    async def light(self) -> None:
        self.is_heavy.set(False)

    def home(self) -> Props:
        self.note("page")
        if self.is_heavy.value:
            self.clock.now += 1.0
        self.clock.now += self.seconds
        return self.tree()

    def tree(self) -> Props:
        names = "plain of_loop heavy light".split()
        return {"type": "main", "children": [f"count {self.count.value}.", *map(button, names)]}

    async def async_home(self) -> Props:
        self.note("async page")
        tree = self.tree()
        await asyncio.sleep(0)
        tree["children"].append(f"after the await {self.count.value}.")
        return tree

    def last(self, what: str) -> str:
        return next(place for name, place in reversed(self.places) if name == what)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(screen_module, "time", clock)
    return clock


@story
async def test_async_handlers_run_on_the_loop_and_plain_ones_in_threads_of_their_own(clock: Clock) -> None:
    # Arrange
    site = Site(clock)
    async with serving(site.app) as house:
        seat = await house.sit()

        # Act
        for label in ("plain", "of_loop"):
            await seat.click(label)

    # Assert: the page's first render was in a thread, its quick renders after an event were not.
    assert site.places == [
        ("page", "cacao-render"),
        ("plain", "cacao-handler"),
        ("page", "loop"),
        ("async", "loop"),
        ("page", "loop"),
    ]


@story
async def test_a_page_that_is_slow_once_as_on_a_busy_machine_stays_on_the_loop(clock: Clock) -> None:
    # Arrange
    site = Site(clock)
    async with serving(site.app) as house:
        seat = await house.sit()
        places: list[str] = []

        # Act: one slow paint, a quick one, two slow ones in a row.
        for seconds in (0.006, 0.0, 0.006, 0.006, 0.0):
            site.seconds = seconds
            await seat.click("of_loop")
            await seat.tab.settled()
            places.append(site.last("page"))

    # Assert
    assert places == ["loop", "loop", "loop", "loop", "cacao-render"]


@story
async def test_a_page_that_proves_slow_is_rendered_in_a_thread_until_it_is_quick_again(clock: Clock) -> None:
    # Arrange
    site = Site(clock)
    async with serving(site.app) as house:
        seat = await house.sit()
        places: list[str] = []

        # Act
        for label in ("of_loop", "heavy", "of_loop", "of_loop", "light", "of_loop"):
            await seat.click(label)
            places.append(site.last("page"))

        # Assert: found slow on the loop once, and found quick in a thread once.
        assert places == ["loop", "loop", "cacao-render", "cacao-render", "cacao-render", "loop"]
        assert seat.text.startswith("count 4.")


@story
async def test_a_slow_render_holds_up_no_other_visitor(clock: Clock) -> None:
    # Arrange: a page whose render in a thread waits for another visitor's click.
    app = App()
    count = State(0, name="count")
    clicked = threading.Event()

    @app.event("add")
    async def add() -> None:
        count.value += 1

    @app.event("release")
    async def release() -> None:
        clicked.set()

    @app.mix("/")
    def home() -> Props:
        if count.value == 1:
            clock.now += 1.0  # slow: the next one is in a thread
        if count.value == 2:
            assert clicked.wait(20)
        return {"type": "main", "children": [f"count {count.value}.", button("add"), button("release")]}

    async with serving(app) as house:
        seat, other = await house.sit(), await house.sit()
        await seat.click("add")

        # Act
        number = await seat.press("add")
        assert (await other.click("release"))[0] == "a"

        # Assert: the answer came once the page was painted.
        await seat.answer(number)
        assert "count 2." in seat.text


@story
async def test_an_async_page_runs_on_the_loop_and_again_when_what_it_read_changes(clock: Clock) -> None:
    # Arrange
    site = Site(clock)
    async with serving(site.app) as house:
        seat = await house.sit(path="/async")

        # Act
        for _ in range(2):
            await seat.click("of_loop")
        await seat.click("heavy")  # it does not read this

        # Assert: reads before and after an await count, and others do not.
        assert seat.text.startswith("count 2.")
        assert seat.text.endswith("after the await 2.")
    assert [place for name, place in site.places if name == "async page"] == ["loop"] * 3
