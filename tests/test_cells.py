"""Cells: a run of user code writes above the committed values, which stay as they are."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum
from typing import Any

import pytest
from screens import Shown

from cacao import State
from cacao_kernel.cells import Cell, Cells, Overlay
from cacao_kernel.run import current_run


def test_writes_stand_above_and_what_is_below_stays() -> None:
    # Arrange
    count = State(0)
    below = Cells({count: Cell(1, 1)})
    handler, other = Overlay(below), Overlay(below)

    # Act
    handler.write(count, 2)

    # Assert
    assert handler.read(count).value == 2
    assert other.read(count).value == 1
    assert below == {count: Cell(1, 1)}


def test_a_first_read_keeps_its_copy_of_the_default_below() -> None:
    # Arrange
    todos = State[list[str]]([])
    below = Cells()

    # Act
    first = Overlay(below).read(todos)

    # Assert
    assert Overlay(below).read(todos) is first
    assert first.value is not todos.value


def test_no_two_writes_share_a_version() -> None:
    # Arrange
    one, two = State(0), State(0)
    cells = Overlay(Cells())
    versions = [cells.version(one), cells.version(two)]

    # Act
    for number in (1, 2, 1, 2):
        for state in (one, two):
            cells.write(state, number)
            versions.append(cells.version(state))

    # Assert
    assert len(set(versions)) == len(versions)


def test_a_write_that_changes_nothing_is_none() -> None:
    # Arrange
    count = State(0)
    cells = Overlay(Cells())

    # Act
    told = [cells.write(count, value) for value in (0, 1, 1)]

    # Assert
    assert told == [False, True, False]
    assert list(cells.writes) == [count]


def test_a_function_that_changed_nothing_is_applied_to_what_was_committed_since() -> None:
    # Arrange
    highest = State(5)
    committed = Cells()
    cells = Overlay(committed)

    # Act: no change as it is applied; by the commit the value is another one.
    cells.apply(highest, lambda now: max(now, 4))
    other = Overlay(committed)
    other.write(highest, 1)
    committed.update(other.take_writes())
    taken = cells.take_writes()

    # Assert
    assert [cell.value for cell in taken.values()] == [4]


def test_writes_are_taken_once() -> None:
    # Arrange
    count = State(0)
    cells = Overlay(Cells())
    cells.write(count, 1)

    # Act
    copied, taken, again = cells.copy_writes(), cells.take_writes(), cells.take_writes()

    # Assert
    assert [cell.value for cell in copied.values()] == [cell.value for cell in taken.values()] == [1]
    assert again == {}
    assert cells.read(count).value == 0


def test_what_a_rendering_wrote_can_be_taken_over() -> None:
    # Arrange
    count, seen = State(0), State(0)
    cells = Overlay(Cells())
    cells.write(count, 1)

    # Act
    cells.adopt({seen: Cell(1, 99)})

    # Assert
    assert {state: cell.value for state, cell in cells.take_writes().items()} == {count: 1, seen: 1}


def run_in_threads(work: Callable[[], None], threads: int = 8) -> None:
    """Run the work in threads that start at the same time."""
    start = threading.Barrier(threads)

    def run() -> None:
        start.wait()
        work()

    running = [threading.Thread(target=run) for _ in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()


def test_a_function_is_applied_with_no_other_write_in_between() -> None:
    # Arrange
    count = State(0)
    cells = Overlay(Cells())
    turn = threading.Event()

    def add_slowly(old: int) -> int:
        turn.wait(0.000_1)  # gives way to the other threads
        return old + 1

    def add() -> None:
        for _ in range(50):
            cells.apply(count, add_slowly)

    # Act
    run_in_threads(add)

    # Assert
    assert cells.read(count).value == 400


def test_no_write_is_lost_while_another_thread_takes_them() -> None:
    # Arrange
    states = [State(0) for _ in range(20)]
    cells = Overlay(Cells())
    taken: list[dict[State[Any], Cell]] = []
    is_done = threading.Event()

    def take() -> None:
        while not is_done.is_set():
            taken.append(cells.take_writes())

    def write() -> None:
        for state in states * 50:
            cells.write(state, object())

    taker = threading.Thread(target=take)
    taker.start()

    # Act
    run_in_threads(write)
    is_done.set()
    taker.join()
    taken.append(cells.take_writes())

    # Assert: what was taken last of each State is the newest that was written.
    newest = {state: cell.version for writes in taken for state, cell in writes.items()}
    assert set(newest) == set(states)
    assert max(newest.values()) == next(states[0].world.versions) - 1


def test_a_function_may_write_another_state_and_read_its_own() -> None:
    # Arrange
    count, log = State(1), State("")
    cells = Overlay(Cells())

    def double(old: int) -> int:
        cells.write(log, f"{old} and {cells.read(count).value}")
        return old * 2

    # Act
    cells.apply(count, double)

    # Assert
    assert (cells.read(count).value, cells.read(log).value) == (2, "1 and 1")


def test_a_function_that_raises_writes_nothing() -> None:
    # Arrange
    count = State(0)
    cells = Overlay(Cells())

    # Act
    with pytest.raises(ZeroDivisionError):
        cells.apply(count, lambda old: 1 // old)

    # Assert
    assert cells.take_writes() == {}


def test_what_a_function_made_is_made_again_of_a_value_committed_meanwhile() -> None:
    # Arrange
    count = State(0)
    below = Cells({count: Cell(1, 1)})
    slow, quick = Overlay(below), Overlay(below)

    # Act
    slow.apply(count, lambda old: old + 1)
    slow.apply(count, lambda old: old * 10)
    quick.apply(count, lambda old: old + 100)
    below.update(quick.take_writes())
    below.update(slow.take_writes())

    # Assert
    assert below[count].value == 1020


def test_a_value_that_was_set_stands_whatever_was_committed_meanwhile() -> None:
    # Arrange
    count = State(0)
    below = Cells({count: Cell(1, 1)})
    slow, quick = Overlay(below), Overlay(below)

    # Act
    slow.apply(count, lambda old: old + 1)
    slow.write(count, 5)
    slow.apply(count, lambda old: old + 1)
    quick.write(count, 100)
    below.update(quick.take_writes())
    below.update(slow.take_writes())

    # Assert
    assert below[count].value == 6


def test_outside_of_any_session_there_is_no_scope() -> None:
    assert current_run() is None


class Colour(Enum):
    RED = 1
    BROWN = 2


BERLIN = timezone(timedelta(hours=1))
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        (1, 1, False),
        (1, 2, True),
        ("a", "a", False),
        (None, None, False),
        (b"a", b"a", False),
        (NOON, NOON + timedelta(0), False),
        (Colour.RED, Colour.RED, False),
        (Colour.RED, Colour.BROWN, True),
        (float("nan"), float("nan"), False),
        (1, True, True),
        (1, 1.0, True),
        (0.0, -0.0, True),
        (Decimal("1.0"), Decimal("1.00"), True),
        (NOON, NOON.astimezone(BERLIN), True),
        ([], [], True),
        ((1,), (1,), True),
    ],
)
def test_only_a_value_that_may_read_differently_is_a_change(old: Any, new: Any, changes: bool) -> None:
    # Arrange
    held = State(old)
    shown = Shown(lambda: {"type": "p", "props": {"content": repr(held.value)}})
    before = shown.cells.version(held)

    # Act
    shown.change((held, new))

    # Assert
    assert (shown.cells.version(held) != before) is changes
    assert shown.packed == ["p", {}, [repr(new)]]


def test_setting_the_same_list_again_shows_what_was_edited_in_it() -> None:
    # Arrange
    todos = State(["milk"])
    shown = Shown(lambda: {"type": "p", "props": {"content": ", ".join(todos.value)}})
    with shown.entered():
        mine = todos.value
        mine.append("bread")

    # Act
    ops = shown.change((todos, mine))

    # Assert
    assert ops == [["t", [0], "milk, bread"]]
