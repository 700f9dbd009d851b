"""Turns: handlers of one visitor run one at a time, and nothing that is written meanwhile is lost."""

from __future__ import annotations

import asyncio
import json
import threading
from typing import Any

import pytest

from cacao import App, State, Visit
from cacao_kernel import wire

TICKS = 20


class Site:
    """An app with a task that ticks, and a handler that takes its time."""

    def __init__(self) -> None:
        self.app = App()
        self.count = State(0, name="count")
        self.ticks = State(0, name="ticks")
        self.stage = State("idle", name="stage")
        self.inside = 0
        self.most = 0
        self.tasks: list[asyncio.Task[None]] = []
        self.app.event("begin")(self.begin)
        self.app.event("step")(self.step)
        self.app.mix("/")(self.home)

    async def begin(self) -> None:
        self.tasks.append(asyncio.create_task(self.tick()))

    async def tick(self) -> None:
        for _ in range(TICKS):
            await asyncio.sleep(0.005)
            self.count.update(lambda number: number + 1)
            self.ticks.update(lambda number: number + 1)

    async def step(self) -> None:
        self.inside += 1
        self.most = max(self.most, self.inside)
        self.count.update(lambda number: number + 1)
        self.stage.set("working")
        await asyncio.sleep(0.04)
        self.stage.set("idle")
        self.inside -= 1

    def home(self) -> dict[str, Any]:
        lines = [f"count {self.count.value}.", f"ticks {self.ticks.value}.", f"stage {self.stage.value}."]
        return {
            "type": "main",
            "children": [
                {"type": "p", "props": {"content": " ".join(lines)}},
                {"type": "button", "props": {"label": "Begin", "action": "begin"}},
                {"type": "button", "props": {"label": "Step", "action": "step"}},
            ],
        }


@pytest.fixture
def site() -> Site:
    return Site()


def test_an_update_is_not_lost_to_a_task_that_writes_meanwhile(cacao_app, site):
    # Arrange
    user = cacao_app(site.app).open("/").click("Begin")

    # Act
    for _ in range(3):
        user.click("Step")

    # Assert
    user.sees(f"ticks {TICKS}.").sees(f"count {TICKS + 3}.")


def test_progress_stays_on_the_screen_while_a_task_writes(cacao_app, site):
    # Arrange
    user = cacao_app(site.app).open("/").click("Begin")
    user.frames.clear()

    # Act
    user.click("Step")

    # Assert: once at work, the stage shown never falls back before the handler itself ends it.
    texts = [op[2] for frame in map(json.loads, user.frames) if frame[0] == wire.PATCH for op in frame[2]]
    stages = ["working" in text for text in texts]
    first, last = stages.index(True), len(stages) - stages[::-1].index(True)
    assert stages[first:last] == [True] * (last - first)


def test_handlers_of_two_tabs_never_overlap(cacao_app, site):
    # Arrange
    first = cacao_app(site.app).open("/")
    second = first.open("/")
    other = threading.Thread(target=lambda: [second.click("Step") for _ in range(3)])

    # Act
    other.start()
    for _ in range(3):
        first.click("Step")
    other.join()

    # Assert
    first.sees("count 6.")
    assert site.most == 1


def test_what_two_painted_pages_write_is_not_lost_when_they_join(monkeypatch):
    # Arrange: two GETs of one visitor, both before either joins.
    monkeypatch.setenv("CACAO_SECRET", "the key of this one test")
    app = App()
    visits, first = State(0, name="visits"), State("", name="first")

    class Greeting:
        def __init__(self, path):
            self.path = path

        def render(self):
            if not first.value:
                first.set(self.path)
            return {"type": "p", "props": {"content": "welcome"}}

    def make_page(path):
        @app.mix(path)
        def welcome():
            visits.update(lambda number: number + 1)
            return {"type": "main", "children": [Greeting(path)]}

    for path in ("/one", "/two"):
        make_page(path)

    class Silent:
        waiting = 0

        def post(self, frame: str) -> None: ...

        def hold(self) -> None: ...

        def let_go(self) -> None: ...

        def close(self, code: int) -> None: ...

    async def visit() -> tuple[int, str]:
        app.prepare()
        live = app.live
        assert live is not None
        visitor, pages = live.signer.issue(), live.runtime.pages
        painted = {path: await live.paint(visitor, Visit(pages[path])) for path in pages}
        for path, (paint, *_) in painted.items():
            await live.join(visitor, wire.Join(f"the tab of {path}", path, paint.hash), Silent())
        session = live.sessions.find(visitor)
        assert session is not None
        live.threads.close()
        return session.cells[visits].value, session.cells[first].value

    # Act and assert
    assert asyncio.run(visit()) == (2, "/one")
