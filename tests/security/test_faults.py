"""Faults of an app's own code: each fails what it happened in, tells no secret, and takes nobody along."""

from __future__ import annotations

import pytest

from security.oracles import assert_discloses_nothing, assert_logged_once
from security.target import SECRET, Target

FAULTS = (
    "Exception KeyError RecursionError MemoryError SystemExit KeyboardInterrupt GeneratorExit StopIteration "
    "StopAsyncIteration CancelledError BaseException"
).split()


def assert_told_once(target: Target, before: int, pattern: str) -> None:
    """Hold that one line since then matches, that no secret was logged, and that nobody forged a line."""
    assert_logged_once(target, before, pattern)
    assert SECRET not in "\n".join(target.log[before:])
    assert not [line for line in target.log[before:] if line.startswith("00:00:00")]


def test_whatever_a_handler_raises_fails_its_event_alone(production: Target) -> None:
    """FLT-01, FLT-07: an id is all that is told; nothing stays, and the next click counts."""
    tab = production.visitor().visit("/faults")
    for clicks, fault in enumerate(FAULTS, 1):
        # Arrange
        before = len(production.log)

        # Act
        letter, _, code, told = tab.answer(tab.fire("at once", "input", value=fault))

        # Assert
        assert (letter, code) == ("x", "handler_failed")
        assert "(error " in told
        assert tab.click("Add")[0] == "a"
        tab.sees(f"count {clicks}.")
        assert_discloses_nothing(production, told)
        assert_told_once(production, before, "error [0-9a-f]{8} in handler")


@pytest.mark.parametrize("place", ["later", "callback", "thread"])
def test_what_nobody_awaits_is_logged_once_and_ends_nothing(production: Target, place: str) -> None:
    """FLT-01, FLT-07: a task, callback or thread that a handler has left behind in everybody's event loop."""
    for fault in FAULTS:
        # Arrange
        tab = production.visitor().visit("/faults")
        before = len(production.log)

        # Act
        letter = tab.answer(tab.fire(place, "input", value=fault))[0]

        # Assert
        assert letter == "a"
        assert tab.click("Add")[0] == "a"
        tab.sees("count 1.")
        is_told = fault != "CancelledError" or place == "callback"  # else that is how a task ends
        if is_told and (place, fault) != ("thread", "StopIteration"):  # which no future takes
            assert_told_once(production, before, "error [0-9a-f]{8} in a task or callback")
        production.leave()


@pytest.mark.parametrize("place", ["timer", "thread", "open", "close"])
def test_what_runs_by_itself_may_raise_and_runs_again(production: Target, place: str) -> None:
    """FLT-01, FLT-07: timers, and what runs as a tab comes or goes."""
    visitor = production.visitor()
    tab = visitor.visit("/faults")
    for fault in [*FAULTS, "KeyError"]:
        # Arrange
        before = len(production.log)

        # Act
        tab.answer(tab.fire("arm", "input", value=f"{place} {fault}"))
        if place in ("open", "close"):
            visitor.visit("/faults").close()

        # Assert
        assert_told_once(production, before, "error [0-9a-f]{8} in ")
