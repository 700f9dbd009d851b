"""What waits for the store goes together: it is safe, or none of it was, and nobody waits for ever."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from seats import serving, story
from test_keeper import Shelf, make_app

from cacao import App, State, redirect
from cacao_kernel import Change, StoreError, hookimpl
from cacao_plugins.session.file_store import FileStore

Props = dict[str, Any]


class Gated(Shelf):
    """A store whose commits wait until the test lets them pass, or fail."""

    def __init__(self) -> None:
        super().__init__()
        self.gates: list[asyncio.Future[None]] | None = None

    async def commit(self, changes: Mapping[str, Change]) -> Mapping[str, int]:
        if self.gates is not None:
            gate = asyncio.get_running_loop().create_future()
            self.gates.append(gate)
            await gate
        return await super().commit(changes)


@pytest.mark.parametrize("error", [StoreError("the disk is full"), ConnectionError("the store is gone")])
@story
async def test_what_was_made_of_what_could_not_be_stored_fails_with_it(error: Exception) -> None:
    # Arrange
    shelf, everybody = Gated(), State(0, name="everybody", scope="app")

    async def add() -> None:
        everybody.update(lambda number: number + 1)

    async with serving(make_app(shelf, add, everybody)) as house:
        one, other = await house.sit(), await house.sit()
        gates = shelf.gates = []

        # Act: the second counts on from what the first has counted, and that is not stored.
        first = await one.press("Go")
        await house.until(lambda: len(gates) == 1)
        second = await other.press("Go")
        shelf.gates = None
        gates[0].set_exception(error)
        answers = await one.answer(first), await other.answer(second)
        await one.sees("everybody 0")
        counted = await other.click("Go")

        # Assert
        assert [answer[:3] for answer in answers] == [["x", 1, "not_saved"]] * 2
        assert counted == ["a", 2]
        assert shelf.values["everybody"] == b"1"
        await one.sees("everybody 1")


@story
async def test_what_was_typed_stays_where_its_handler_wants_to_store_too_much() -> None:
    # Arrange
    shelf, word, large = Shelf(), State("", name="word"), State("", name="large")
    app = App(extensions=[shelf])

    async def fill() -> None:
        large.set("x" * 1_200_000)

    @app.mix("/")
    def home() -> Props:
        box = {"name": "box", "bind": word, "on_input": fill}
        return {"type": "main", "children": [{"type": "input", "props": box}, f"word {word.value}."]}

    async with serving(app) as house:
        seat = await house.sit()

        # Act
        answer = await seat.answer(await seat.press("box", "input", value="milk", edits=1, seen=0))

        # Assert
        assert answer[2] == "handler_failed"
        await seat.sees("word milk.")
        assert shelf.values == {"word": b'"milk"'}


@story
async def test_what_a_handler_has_left_running_leaves_no_mark_of_its_event() -> None:
    # Arrange
    count, tasks = State(0, name="count"), set[asyncio.Task[None]]()

    async def later() -> None:
        await asyncio.sleep(0.01)
        count.update(lambda number: number + 1)

    async def go() -> None:
        tasks.add(asyncio.create_task(later()))

    async with serving(make_app(Shelf(), go, count)) as house:
        seat = await house.sit()

        # Act
        for _ in range(3):
            await seat.click("Go")
        await seat.sees("count 3")

        # Assert
        assert seat.tab.handled.begun == set()


class Filed:
    """Keeps sessions in a file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @hookimpl
    def register_session_store(self) -> FileStore:
        return FileStore(self.path)


def test_where_a_visitor_was_sent_again_and_again_fills_no_record(tmp_path: Path) -> None:
    # Arrange: addresses as long as they may be, and letters as long as there are.
    app, runs = App(extensions=[Filed(tmp_path / "sessions.db")]), iter(range(100))

    async def leave() -> Any:
        return redirect(f"/?to={next(runs)}" + "\N{ROCKET}" * 8_000)

    app.mix("/")(lambda: {"type": "button", "props": {"label": "leave", "on_click": leave}})

    @story
    async def leave_often() -> None:
        async with serving(app) as house:
            seat = await house.sit()

            # Act
            answers = [(await seat.click("leave"))[0] for _ in range(40)]

            # Assert
            assert answers == ["a"] * 40

    leave_often()


@story
async def test_who_waits_for_a_record_waits_for_nobody_elses() -> None:
    # Arrange: one commit is under way, and somebody's record waits for the next.
    shelf, count = Gated(), State(0, name="count")

    async def add() -> None:
        count.value += 1

    async with serving(make_app(shelf, add, count)) as house:
        first, mine, *others = [await house.sit() for _ in range(5)]
        gates: list[asyncio.Future[None]] = []
        shelf.gates = gates
        keeper = house.live.journal.keeper
        assert keeper is not None
        await first.press("Go")
        await house.until(lambda: len(gates) == 1)
        await mine.press("Go")
        waiting = asyncio.ensure_future(keeper._scribe.has_written(mine.visitor))

        # Act: there is always more to write.
        for number, other in enumerate(others, 2):
            gates[-1].set_result(None)
            await house.until(lambda number=number: len(gates) == number)
            await other.press("Go")

        is_over = waiting.done()
        shelf.gates = None
        gates[-1].set_result(None)

        # Assert
        assert is_over
