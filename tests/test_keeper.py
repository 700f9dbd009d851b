"""What is stored of a visitor: all that was acknowledged, and nothing that was not."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import pytest

import cacao
from cacao import App, State
from cacao_kernel import APP, Change, Listed, Record, StoreError, hookimpl

Tree = dict[str, Any]


class Shelf:
    """A store in memory, which fails when it is told to."""

    def __init__(self) -> None:
        self.records_by_id: dict[str, Record] = {}
        self.is_full = False
        self.asked: list[str] = []
        self.seen: list[str] = []
        self.changes: list[Change] = []

    @hookimpl
    def register_session_store(self) -> Shelf:
        return self

    async def open(self) -> None:
        pass

    async def load(self, record: str) -> Record | None:
        self.asked.append(record)
        return self.records_by_id.get(record)

    async def commit(self, changes: Mapping[str, Change]) -> Mapping[str, int]:
        if self.is_full:
            raise StoreError("the disk is full")
        self.seen += changes
        self.changes += changes.values()
        for record, change in changes.items():
            before = self.records_by_id.get(record, Record(0, {}, {}, 0, 0))
            assert change.expected == (before.version or None)
            cells = {name: data for name, data in before.cells.items() if name not in change.dropped_cells}
            tabs = {tab: data for tab, data in before.tabs.items() if tab not in change.dropped_tabs}
            self.records_by_id[record] = Record(
                before.version + 1, {**cells, **change.cells}, {**tabs, **change.tabs}, 0, 0
            )
        return {record: self.records_by_id[record].version for record in changes}

    async def forget(self, record: str) -> None:
        self.records_by_id.pop(record, None)

    async def expire(self, now: float, keep: Collection[str] = ()) -> int:
        return 0

    async def records(self) -> Sequence[Listed]:
        return []

    async def ended(self) -> Collection[str]:
        return ()

    def listed(self, record: str) -> str:
        return record

    async def close(self) -> None:
        pass

    @property
    def values(self) -> dict[str, bytes]:
        """What is stored of everybody and of each visitor, by the name of the State."""
        return {
            name.partition("\x1f")[0]: data
            for record in self.records_by_id.values()
            for name, data in record.cells.items()
        }


@pytest.fixture
def shelf() -> Shelf:
    """A store of its own for each test."""
    return Shelf()


def make_app(shelf: Shelf, on_click: Any, *states: State[Any]) -> App:
    """Return an app with a button, which shows States."""
    app = App(extensions=[shelf])

    @app.mix("/")
    def home() -> Tree:
        shown = [{"type": "p", "props": {"content": f"{state.name} {state.value}"}} for state in states]
        button = {"type": "button", "props": {"label": "Go", "on_click": on_click}}
        return {"type": "main", "children": [*shown, button]}

    return app


def test_what_cannot_be_stored_is_no_answer_and_nothing_of_it_stays(shelf: Shelf, cacao_app: Any) -> None:
    # Arrange
    mine, everybodys = State(0, name="mine"), State(0, name="all", scope="app")

    def go() -> None:
        mine.update(lambda number: number + 1)
        everybodys.update(lambda number: number + 1)

    user = cacao_app(make_app(shelf, go, mine, everybodys)).open("/")
    user.click("Go").sees("mine 1").sees("all 1")

    # Act
    shelf.is_full = True
    with pytest.raises(AssertionError, match="it could not be saved: the disk is full"):
        user.click("Go")

    # Assert
    user.sees("mine 1").sees("all 1")
    shelf.is_full = False
    user.click("Go").sees("mine 2").sees("all 2")
    assert shelf.values == {"mine": b"2", "all": b"2"}


def test_a_visitor_who_only_looks_is_not_stored(shelf: Shelf, cacao_app: Any) -> None:
    # Arrange
    mine = State([1], name="mine")

    # Act
    user = cacao_app(make_app(shelf, lambda: None, mine)).open("/")
    user.sees("mine [1]")

    # Assert
    assert not shelf.records_by_id


def test_the_store_is_asked_for_nobody_who_is_new(shelf: Shelf, cacao_app: Any) -> None:
    # Arrange
    site = cacao_app(make_app(shelf, lambda: None))

    # Act
    user = site.open("/")
    user.open("/")

    # Assert: once, as the first tab joined.
    assert len([record for record in shelf.asked if record != APP]) == 1


def test_what_no_codec_knows_is_named_once_and_kept_in_memory(
    shelf: Shelf, cacao_app: Any, caplog: pytest.LogCaptureFixture
) -> None:
    # Arrange
    count, lock = State(0, name="count"), State[Any](None, name="lock")

    def go() -> None:
        count.update(lambda number: number + 1)
        lock.set(threading.Lock())

    user = cacao_app(make_app(shelf, go, count)).open("/")

    # Act
    with caplog.at_level(logging.WARNING, "cacao"):
        user.click("Go").click("Go").sees("count 2")

    # Assert
    assert shelf.values == {"count": b"2"}
    assert [
        record for record in caplog.messages if "lock" in record and "memory alone" in record
    ].__len__() == 1


def test_a_state_that_is_not_to_be_stored_is_not(shelf: Shelf, cacao_app: Any) -> None:
    # Arrange
    quick, slow = State(0, name="quick", store=False), State(0, name="slow")

    def go() -> None:
        quick.set(1)
        slow.set(1)

    # Act
    cacao_app(make_app(shelf, go, quick, slow)).open("/").click("Go").sees("quick 1")

    # Assert
    assert shelf.values == {"slow": b"1"}


def test_more_than_a_visitor_may_store_is_an_error_that_names_the_state(shelf: Shelf, cacao_app: Any) -> None:
    # Arrange
    text = State("", name="text")
    user = cacao_app(make_app(shelf, lambda: text.set("x" * 1_200_000))).open("/")

    # Act
    with pytest.raises(AssertionError, match=r"State text .*1,048,576 bytes"):
        user.click("Go")

    # Assert
    assert "text" not in shelf.values
    with user:
        assert text.value == ""


def test_commit_stores_what_was_written_so_far(shelf: Shelf, cacao_app: Any) -> None:
    # Arrange
    count = State(0, name="count")
    stored: list[dict[str, bytes]] = []

    async def go() -> None:
        count.set(1)
        await cacao.commit()
        stored.append(shelf.values)
        count.set(2)

    # Act
    cacao_app(make_app(shelf, go, count)).open("/").click("Go").sees("count 2")

    # Assert
    assert stored == [{"count": b"1"}]
    assert shelf.values == {"count": b"2"}


def test_cells_of_a_tab_go_with_what_is_stored_of_it(shelf: Shelf, cacao_app: Any) -> None:
    # Arrange
    word = State("", name="word", scope="tab")
    user = cacao_app(make_app(shelf, lambda: word.set("here"), word)).open("/")

    # Act
    user.click("Go").sees("word here")
    [record] = [record for name, record in shelf.records_by_id.items() if name != APP]

    # Assert
    [name] = record.cells
    [note] = record.tabs.values()
    assert name.partition("\x1f")[2] in note.decode()


def test_a_visitor_who_comes_back_to_look_is_noted_as_seen(
    shelf: Shelf, cacao_app: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Arrange
    count = State(0, name="count")
    user = cacao_app(make_app(shelf, lambda: count.set(1), count)).open("/")
    user.click("Go")
    shelf.seen.clear()
    monkeypatch.setattr("cacao_kernel.keeper.TOUCH_SECONDS", -1.0)

    # Act
    user.open("/").sees("count 1")

    # Assert
    assert shelf.seen


def test_a_record_begins_when_its_session_began(shelf: Shelf, cacao_app: Any) -> None:
    # Arrange
    count = State(0, name="count")
    app = make_app(shelf, lambda: count.set(1), count)
    user = cacao_app(app).open("/")
    assert app.live is not None
    [session] = app.live.sessions.remembered
    session.opened -= 3_600

    # Act
    user.click("Go").sees("count 1")

    # Assert
    [change] = shelf.changes
    assert change.opened is not None and 3_599 < time.time() - change.opened < 3_700


def test_what_is_done_for_a_session_that_is_over_is_not_stored_again(shelf: Shelf, cacao_app: Any) -> None:
    # Arrange
    count, everybodys, app = State(0, name="count"), State(0, name="all", scope="app"), App()

    async def go() -> None:
        count.set(1)
        await cacao.commit()
        assert app.live is not None
        [session] = app.live.sessions.remembered
        app.live.sessions.end(session)
        count.set(2)
        everybodys.set(2)

    app = make_app(shelf, go, count, everybodys)
    user = cacao_app(app).open("/")

    # Act
    user.click("Go", wait=False)
    user.wait_until(lambda: not user.is_live)
    user.refresh().sees("count 0").sees("all 2")

    # Assert
    assert shelf.values == {"all": b"2"}


def test_a_cookie_that_is_older_than_its_session_begins_a_fresh_one(
    cacao_app: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Arrange
    now = [1_000.0]
    count = State(0, name="count")
    app = App()

    @app.mix("/")
    def home() -> Tree:
        button = {"type": "button", "props": {"label": "Add", "on_click": lambda: count.set(count.value + 1)}}
        return {"type": "main", "children": [f"count {count.value}", button]}

    site = cacao_app(app)
    assert app.live is not None
    monkeypatch.setattr(app.live.sessions, "clock", lambda: now[0])
    user = site.open("/").click("Add").sees("count 1")
    cookies = dict(user.window.browser.cookies)
    user.leave()

    # Act
    now[0] += 86_399
    kept = user.open("/").text
    now[0] += 1
    fresh = user.open("/")

    # Assert
    assert "count 1" in kept
    assert fresh.window.browser.cookies != cookies  # though the browser may have kept them longer
    fresh.sees("count 0").click("Add").sees("count 1")
