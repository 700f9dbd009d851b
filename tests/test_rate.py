"""The rate of events: who does more than it allows is slowed, nobody is refused, and others do not notice."""

from __future__ import annotations

import time

import pytest
from conftest import Serve
from visitor import Visitor

from cacao_kernel import rate
from cacao_kernel.rate import Rate

SOURCE = """
from cacao import App, State
app = App()
count = State(0)
app.mix("/")(lambda: {"type": "main", "children": [f"count {count.value}.", {"type": "button", "props": {
    "label": "add", "action": lambda: count.update(lambda now: now + 1)}}]})
"""


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(rate, "time", clock)
    return clock


def test_two_seconds_worth_may_come_at_once_and_then_each_waits_for_its_turn(clock: Clock) -> None:
    # Arrange
    events = Rate(50)

    # Act
    waits = [events.take() for _ in range(103)]

    # Assert
    assert waits[:100] == [0.0] * 100
    assert waits[100:] == pytest.approx([0.02, 0.04, 0.06], abs=1e-5)
    clock.now += 0.06 + 1  # what was owed, and a second more
    assert [events.take() for _ in range(51)] == pytest.approx([0.0] * 50 + [0.02], abs=1e-5)


def test_who_has_been_quiet_for_hours_has_no_more_in_hand(clock: Clock) -> None:
    # Arrange
    events = Rate(10, burst=3)
    clock.now += 10_000

    # Act and assert
    assert [events.take() > 0 for _ in range(5)] == [False, False, False, True, True]


def test_a_rate_of_none_sets_no_bound(clock: Clock) -> None:
    events = Rate(0)

    assert not any(events.take() for _ in range(10_000))


def test_a_quick_visitor_is_slowed_and_refused_nothing_while_others_go_on(serve: Serve) -> None:
    # Arrange
    server = serve(SOURCE, environment={"CACAO_MAX_EVENTS_PER_SECOND": "10"})
    quick, other = Visitor(server.port), Visitor(server.port)
    tabs, calm = [quick.visit(), quick.visit()], other.visit()

    # Act: forty at once in two tabs; the first twenty are in hand, the others take two seconds.
    begun = time.monotonic()
    numbers = [[tab.fire("add") for _ in range(20)] for tab in tabs]
    assert calm.click("add")[0] == "a"
    answers = [tab.answer(number) for tab, mine in zip(tabs, numbers, strict=True) for number in mine]

    # Assert
    assert {answer[0] for answer in answers} == {"a"}
    tabs[0].sees("count 40.")
    assert time.monotonic() - begun > 1.5
    quick.leave()
    other.leave()
