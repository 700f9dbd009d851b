"""Session: one visitor, kept while they are here and for a while after."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Any

import pytest

from cacao import State
from cacao_kernel.cells import Cell, Result, Slot
from cacao_kernel.contributions import SessionLimits
from cacao_kernel.memory import Sessions
from cacao_kernel.session import MAX_REMEMBERED_TABS, Session


class Clock:
    """Seconds that a test sets."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


class FakeTab:
    """Notes what it is told."""

    def __init__(self) -> None:
        self.told: list[list[State[Any]]] = []

    def flush(self, changed: Iterable[State[Any]]) -> None:
        self.told.append(list(changed))


def test_a_session_is_opened_once_and_found_again() -> None:
    # Arrange
    sessions = Sessions(Clock())

    # Act
    before, opened, again = sessions.find("a"), sessions.open("a"), sessions.open("a")

    # Assert
    assert before is None
    assert opened is again is sessions.find("a")
    assert len(sessions) == 1


def test_a_session_is_forgotten_when_its_time_is_over() -> None:
    # Arrange
    clock = Clock()
    sessions = Sessions(clock, limits=SessionLimits(60))
    first = sessions.open("a")

    # Act
    clock.now += 59.9
    kept = sessions.find("a")
    clock.now += 0.1
    gone = sessions.find("a")

    # Assert
    assert (kept, gone) == (first, None)
    assert len(sessions) == 0
    assert sessions.open("a") is not first


def test_a_clock_that_stands_still_or_jumps_back_forgets_nobody() -> None:
    # Arrange
    clock = Clock()
    sessions = Sessions(clock, limits=SessionLimits(60))
    opened = sessions.open("a")

    # Act
    clock.now -= 3_600

    # Assert
    assert sessions.find("a") is opened


def test_a_live_tab_keeps_its_session_from_disuse_and_not_from_its_end() -> None:
    # Arrange
    clock = Clock()
    sessions = Sessions(clock, limits=SessionLimits(60, 10), capacity=1)
    session = sessions.open("a")
    session.tabs["tab"] = FakeTab()

    # Act
    clock.now += 59
    sessions.open("b")
    sessions.open("c")
    kept = sessions.find("a")
    clock.now += 1

    # Assert
    assert kept is session
    assert sessions.find("a") is None
    assert session.is_over


def test_disuse_counts_from_the_last_sight_and_from_when_the_last_tab_has_gone() -> None:
    # Arrange
    clock = Clock()
    sessions = Sessions(clock, limits=SessionLimits(3_600, 10))
    session = sessions.open("a")

    async def watch() -> list[bool]:
        known: list[bool] = []
        for seconds in (9, 9, 0):
            clock.now += seconds
            known.append(sessions.find("a") is session)
        session.tabs["tab"] = FakeTab()
        clock.now += 1_000
        del session.tabs["tab"]
        session.expect("tab", 120)
        clock.now += 9
        known.append(sessions.find("a") is session)
        clock.now += 10
        return [*known, sessions.find("a") is None]

    # Act and assert
    assert asyncio.run(watch()) == [True] * 5


def test_who_has_to_do_with_a_session_is_told_that_its_time_is_over_and_once() -> None:
    # Arrange
    clock = Clock()
    sessions = Sessions(clock, limits=SessionLimits(60), capacity=1)
    told: list[str] = []
    sessions.on_end.append(lambda session: told.append(session.id))
    late = sessions.open("late")

    # Act: it makes room for the next; the one that does so without being late has not ended
    clock.now += 60
    sessions.open("pushed out")
    sessions.open("b")
    sessions.end(late)

    # Assert
    assert told == ["late"]


def test_a_session_ends_by_itself() -> None:
    # Arrange
    sessions = Sessions(limits=SessionLimits(60))
    told: list[str] = []
    sessions.on_end.append(lambda session: told.append(session.id))

    async def wait() -> None:
        sessions.open("old", age=59.99)
        sessions.open("new")
        await asyncio.sleep(0.05)

    # Act
    asyncio.run(wait())

    # Assert
    assert told == ["old"]
    assert [session.id for session in sessions.remembered] == ["new"]


def test_the_least_recently_used_go_first_when_there_are_too_many() -> None:
    # Arrange
    clock = Clock()
    sessions = Sessions(clock, capacity=3)
    for name in "abc":
        clock.now += 1
        sessions.open(name)

    # Act
    sessions.find("a")
    sessions.open("d")
    sessions.open("e")

    # Assert
    assert [name for name in "abcde" if sessions.find(name) is not None] == ["a", "d", "e"]
    assert len(sessions) == 3


def test_a_newcomer_is_kept_also_when_all_others_have_live_tabs() -> None:
    # Arrange
    sessions = Sessions(Clock(), capacity=2)
    for name in "ab":
        sessions.open(name).tabs["tab"] = FakeTab()

    # Act
    newcomer = sessions.open("c")

    # Assert
    assert sessions.find("c") is newcomer
    assert len(sessions) == 3


def test_sessions_whose_time_is_over_make_room_before_there_are_too_many() -> None:
    # Arrange
    clock = Clock()
    sessions = Sessions(clock, limits=SessionLimits(60))
    for name in "abc":
        sessions.open(name)

    # Act
    clock.now += 60
    sessions.open("d")

    # Assert
    assert len(sessions) == 1


def test_a_session_that_is_forgotten_is_kept_by_no_timer_of_its_tabs() -> None:
    # Arrange
    clock = Clock()
    sessions = Sessions(clock, limits=SessionLimits(60))

    async def come_and_be_forgotten() -> asyncio.TimerHandle:
        session = sessions.open("a")
        session.expect("tab", seconds=3_600)
        end = session.ends["tab"]
        clock.now += 60
        sessions.open("b")
        return end

    # Act
    end = asyncio.run(come_and_be_forgotten())

    # Assert
    assert len(sessions) == 1
    assert end.cancelled()


def test_a_change_is_told_to_every_tab() -> None:
    # Arrange
    count = State(0)
    session = Session("a", 0)
    tabs = [FakeTab(), FakeTab()]
    session.tabs.update(zip("xy", tabs, strict=True))

    # Act
    session.flush([count])

    # Assert
    assert [tab.told for tab in tabs] == [[[count]], [[count]]]


def test_a_tab_may_leave_while_it_is_told() -> None:
    # Arrange
    session = Session("a", 0)
    told: list[str] = []

    class Leaving:
        def flush(self, changed: Iterable[State[Any]]) -> None:
            told.append("told")
            session.tabs.clear()

    session.tabs.update(x=Leaving(), y=Leaving())

    # Act
    session.flush([])

    # Assert
    assert told == ["told", "told"]


def test_a_tab_that_cannot_be_painted_does_not_stop_the_others(caplog: pytest.LogCaptureFixture) -> None:
    # Arrange
    session = Session("a", 0)
    healthy = FakeTab()

    class Broken:
        def flush(self, changed: Iterable[State[Any]]) -> None:
            raise RuntimeError("no paint left")

    session.tabs.update(x=Broken(), y=healthy)

    # Act
    session.flush([])

    # Assert
    assert healthy.told == [[]]
    assert "no paint left" in caplog.text


def test_the_last_event_of_a_tab_is_remembered_longest_for_live_tabs() -> None:
    # Arrange
    session = Session("a", 0)
    session.tabs["live"] = FakeTab()
    session.handled_of("live").add(1)

    # Act
    for number in range(MAX_REMEMBERED_TABS + 10):
        session.handled_of(f"gone {number}").add(1)
        session.handled_of("gone 5")

    # Assert
    assert 1 in session.handled_of("live")
    assert 1 in session.handled_of("gone 5")
    assert "gone 0" not in session.handled
    assert len(session.handled) == MAX_REMEMBERED_TABS


def test_events_that_finish_out_of_order_are_each_remembered() -> None:
    # Arrange
    handled = Session("a", 0).handled_of("tab")

    # Act
    for number in (1, 4, 2):
        handled.add(number)

    # Assert
    assert [number in handled for number in (1, 2, 3, 4, 5)] == [True, True, False, True, False]


def test_a_tab_that_will_not_come_back_takes_its_cells_along() -> None:
    # Arrange
    draft, count = State("", scope="tab"), State(0)
    session = Session("a", 0)
    session.places["tab"] = "here"
    session.cells[Slot(draft, "here")] = session.cells[Slot(draft, "elsewhere")] = Cell("milk", 1)
    session.cells[count] = Cell(1, 2)
    session.cells.results[Slot(draft, "here")] = Result("MILK", 3, {})

    # Act
    session.forget_tab("tab")

    # Assert
    assert not session.cells.results
    assert list(session.cells) == [Slot(draft, "elsewhere"), count]


def test_handlers_of_a_session_take_turns() -> None:
    # Arrange
    session = Session("a", 0)
    told: list[str] = []

    async def handle(name: str) -> None:
        async with session.lock:
            told.append(f"{name} begins")
            await asyncio.sleep(0)
            told.append(f"{name} ends")

    async def both() -> None:
        await asyncio.gather(handle("one"), handle("two"))

    # Act
    asyncio.run(both())

    # Assert
    assert told == ["one begins", "one ends", "two begins", "two ends"]


def test_a_tab_that_has_come_back_is_given_its_full_time_when_it_goes_again() -> None:
    # Arrange
    session, draft = Session("a", 0), State("", scope="tab", name="draft")
    session.places["tab"] = "place"
    session.cells[Slot(draft, "place")] = Cell("kept", 1)

    async def come_and_go() -> list[int]:
        kept: list[int] = []
        session.expect("tab", 0)
        session.stay("tab")
        for seconds in (1_000, 0):
            session.expect("tab", seconds)
            await asyncio.sleep(0.001)  # whatever is due by now comes first
            kept.append(len(session.cells))
        return kept

    # Act
    kept = asyncio.run(come_and_go())

    # Assert
    assert kept == [1, 0]


def test_what_a_thread_reads_first_while_a_component_is_forgotten_does_no_harm() -> None:
    # Arrange
    session, held, others = (
        Session("a", 0),
        State(0, name="held"),
        [State(n, name=f"s{n}") for n in range(99)],
    )

    class Place(str):
        def partition(self, separator: str) -> tuple[str, str, str]:  # type: ignore[override]
            for other in others:
                session.cells.setdefault(other, other.first_cell())  # as a thread would between two steps
            return str(self).partition(separator)

    for name in ("box", "other"):
        session.cells[Slot(held, Place(name))] = Cell(1, 1)

    # Act
    session.forget_components(["box"])

    # Assert
    assert [key.place for key in session.cells if isinstance(key, Slot)] == ["other"]


def test_no_timer_of_a_session_outlives_the_app() -> None:
    # Arrange
    sessions = Sessions()

    async def serve_and_stop() -> list[asyncio.TimerHandle]:
        session = sessions.open("a")
        session.expect("tab", 60)
        assert session.end is not None
        timers = [session.end, session.ends["tab"]]
        sessions.close()
        return timers

    # Act and assert
    assert all(timer.cancelled() for timer in asyncio.run(serve_and_stop()))
