"""Cells: a run of user code writes above the committed values, which stay as they are."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest

from cacao import State
from cacao_kernel.cells import Cell, Overlay, current_scope


def test_writes_stand_above_and_what_is_below_stays() -> None:
    # Arrange
    count = State(0)
    below = {count: Cell(1, 1)}
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
    below: dict[State[Any], Cell] = {}

    # Act
    first = Overlay(below).read(todos)

    # Assert
    assert Overlay(below).read(todos) is first
    assert first.value is not todos.value


def test_no_two_writes_share_a_version() -> None:
    # Arrange
    one, two = State(0), State(0)
    cells = Overlay({})
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
    told: list[str] = []
    cells = Overlay({}, lambda: told.append("written"))

    # Act
    cells.write(count, 0)
    cells.write(count, 1)
    cells.write(count, 1)

    # Assert
    assert told == ["written"]
    assert list(cells.writes) == [count]


def test_writes_are_taken_once() -> None:
    # Arrange
    count = State(0)
    cells = Overlay({})
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
    cells = Overlay({})
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
    cells = Overlay({})
    turn = threading.Event()

    def add_slowly(old: int) -> int:
        turn.wait(0.000_1)  # gives way to the other threads
        return old + 1

    # Act
    run_in_threads(lambda: [cells.apply(count, add_slowly) for _ in range(50)] and None)

    # Assert
    assert cells.read(count).value == 400


def test_no_write_is_lost_while_another_thread_takes_them() -> None:
    # Arrange
    states = [State(0) for _ in range(20)]
    cells = Overlay({})
    taken: list[dict[State[Any], Cell]] = []
    is_done = threading.Event()

    def take() -> None:
        while not is_done.is_set():
            taken.append(cells.take_writes())

    taker = threading.Thread(target=take)
    taker.start()

    # Act
    run_in_threads(lambda: [cells.write(state, object()) for state in states for _ in range(50)] and None)
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
    cells = Overlay({})

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
    cells = Overlay({})

    # Act
    with pytest.raises(ZeroDivisionError):
        cells.apply(count, lambda old: 1 // old)

    # Assert
    assert cells.take_writes() == {}


def test_outside_of_any_session_there_is_no_scope() -> None:
    assert current_scope() is None
