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


def test_what_fails_again_and_again_of_one_cause_is_told_once_a_minute(
    shelf: Shelf, cacao_app: Any, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Arrange
    count, word = State(0, name="count"), State("", name="word")
    app = App(extensions=[shelf])

    @app.mix("/")
    def home() -> Tree:
        field = {"type": "input", "props": {"placeholder": "Word", "bind": word}}
        button = {"type": "button", "props": {"label": "Go", "on_click": lambda: count.set(count.value + 1)}}
        return {"type": "main", "children": [f"count {count.value}", field, button]}

    user = cacao_app(app, production=False).open("/")
    shelf.is_full = True
    told: list[str] = []

    # Act
    for number in range(6):
        if number == 5:
            monkeypatch.setattr("cacao_kernel.fault.TOLD_SECONDS", 0.0)
        with pytest.raises(AssertionError) as caught:
            user.type("Word", f"{number}") if number % 2 else user.click("Go")
        told.append(str(caught.value))

    # Assert: each is answered, by the id that stands in the log
    lines = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    what = "what visitors have changed could not be saved: the disk is full."
    first, second, *_ = (line[6:14] for line in lines)
    assert lines[0] == f"error {first}: {what}"
    assert lines[1].startswith(f"error {second}: {what} (")
    assert lines[1].endswith(" more attempts since that was last said)")
    assert all(f"(error {first}, see the terminal)" in one for one in told[:5])
    assert f"(error {second}, see the terminal)" in told[5]
    assert "a field bound to State word: StoreError: it could not be saved: the disk is full. (" in told[1]


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


def test_a_value_that_cannot_be_stored_takes_the_stored_one_before_it_out(
    shelf: Shelf, cacao_app: Any
) -> None:
    # Arrange
    count, lock = State(0, name="count"), State[Any](0, name="lock")
    everybodys = State[Any](0, name="all", scope="app")
    values: list[Any] = [1, threading.Lock(), threading.Lock()]

    def go() -> None:
        count.update(lambda number: number + 1)
        value = values.pop(0)
        lock.set(value)
        everybodys.set(value)

    app = make_app(shelf, go, count, lock, everybodys)
    user = cacao_app(app).open("/").click("Go").sees("lock 1")
    before = shelf.values

    # Act: where the disk is full, what is there stays
    shelf.is_full = True
    with pytest.raises(AssertionError, match="it could not be saved"):
        user.click("Go")
    user.sees("lock 1").sees("all 1").sees("count 1")
    during = shelf.values
    shelf.is_full = False
    user.click("Go").sees("count 2")

    # Assert: and after a restart the older value does not stand beside the newer one
    assert before == during == {"count": b"1", "lock": b"1", "all": b"1"}
    assert shelf.values == {"count": b"2"}
    cacao_app(app).open("/").sees("lock 0").sees("all 0")


def test_what_is_stored_of_another_type_than_the_default_is_told_in_plain_words(
    shelf: Shelf, cacao_app: Any, caplog: pytest.LogCaptureFixture
) -> None:
    # Arrange
    shelf.records_by_id[APP] = Record(1, {"total": b"7"}, {}, 0, 0)
    total = State("none", name="total", scope="app")

    # Act
    cacao_app(make_app(shelf, lambda: None, total)).open("/").sees("total none")

    # Assert
    assert (
        "State total: what is stored is of type int, its default of type str. "
        "It begins anew with its default."
    ) in caplog.messages


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


@pytest.mark.parametrize(
    ("fails_at", "told"), [(1, "Nothing was changed."), (2, "What was done before that stays.")]
)
def test_who_is_told_that_something_stays_has_something_that_does(
    shelf: Shelf, cacao_app: Any, fails_at: int, told: str
) -> None:
    # Arrange
    count = State(0, name="count")

    async def go() -> None:
        for number in (1, 2):
            shelf.is_full = number == fails_at
            count.set(number)
            await cacao.commit()

    user = cacao_app(make_app(shelf, go, count), production=True).open("/")

    # Act
    with pytest.raises(AssertionError) as caught:
        user.click("Go")

    # Assert
    assert told in str(caught.value)
    user.sees(f"count {fails_at - 1}")


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
