"""What an app says back: alerts that are closed, progress that follows, states that say their word."""

from __future__ import annotations

from typing import Any

import pytest
from screens import Shown

from cacao import App, State
from cacao.ui import Alert, Progress, ProgressRing, Skeleton, Status
from cacao_kernel import CacaoError


def test_an_alert_that_is_closed_stays_closed_for_this_visitor_alone(cacao_app: Any) -> None:
    # Arrange
    app = App()
    app.mix("/")(lambda: {"type": "main", "children": [Alert("Saved", dismissible=True), Alert("Stays")]})
    site = cacao_app(app)
    ann, bob = site.open("/"), site.open("/")

    # Act
    ann.click("Close")

    # Assert
    ann.misses("Saved").sees("Stays")
    bob.sees("Saved")


def test_an_alert_sets_the_state_that_says_whether_it_is_there(cacao_app: Any) -> None:
    # Arrange
    app = App()
    is_open = State(True, name="is_open")
    app.mix("/")(lambda: {"type": "main", "children": [Alert("Saved", dismissible=True, open=is_open)]})
    user = cacao_app(app).open("/")

    # Act
    user.click("Close").misses("Saved")

    # Assert
    with user:
        assert not is_open.value
        is_open.set(True)
    user.sees("Saved")


@pytest.mark.parametrize(("tone", "role"), [("danger", "alert"), ("info", "status")])
def test_only_an_alert_of_danger_interrupts_those_who_hear_the_page(tone: Any, role: str) -> None:
    assert Shown(Alert("x", tone=tone)).packed[1]["role"] == role


def test_progress_follows_its_state_without_running_again() -> None:
    # Arrange
    done: State[float | None] = State(5, name="done")
    shown = Shown({"type": "main", "children": [Progress("Up", done, max=20, show_value=True)]})

    # Act
    ops = shown.change((done, 10))

    # Assert
    assert [op[2] for op in ops] == [{"value": "10"}, "50\u202f%"] or [op[2] for op in ops] == [
        "50\u202f%",
        {"value": "10"},
    ]

    # Act and assert: of something that just goes on nobody knows how far it is.
    shown.change((done, None))
    assert "value" not in shown.packed[2][0][2][2][1]


def test_a_ring_tells_its_value_and_never_more_than_all() -> None:
    # Arrange
    done: State[float | None] = State(None, name="done")
    shown = Shown({"type": "main", "children": [ProgressRing("Up", done, max=20)]})
    assert "aria-valuenow" not in shown.packed[2][0][1]

    # Act
    shown.change((done, 50))

    # Assert
    assert shown.packed[2][0][1]["aria-valuenow"] == "100"


def test_a_plain_progress_element_stays_plain() -> None:
    assert Shown({"type": "progress", "props": {"value": 3, "max": 5}}).packed == [
        "progress",
        {"value": "3", "max": "5"},
        [],
    ]


def test_a_status_says_its_word_and_follows() -> None:
    # Arrange
    state: State[Any] = State("busy", name="state")
    shown = Shown({"type": "main", "children": [Status(state)]})
    assert shown.packed[2][0][2][1] == "Busy"

    # Act
    shown.change((state, "online"))

    # Assert
    assert shown.packed[2][0][2][1] == "Online"
    assert shown.packed[2][0][1]["data-state"] == "online"


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: Alert(), "Alert says nothing"),
        (lambda: Progress("x", max=0), ".max cannot be this"),
        (lambda: ProgressRing("x", max=-1), ".max cannot be this"),
        (lambda: Progress(), "Progress needs label"),
        (lambda: Skeleton(lines=0), "lines of a Skeleton"),
        (lambda: Status("onlin"), 'Did you mean "online"?'),  # type: ignore[arg-type]
    ],
)
def test_mistakes_are_told(make: Any, told: str) -> None:
    with pytest.raises(CacaoError) as caught:
        make()

    assert told in str(caught.value)


def test_progress_without_a_value_says_only_that_it_goes_on() -> None:
    # Act
    bar = Shown(Progress("Under way", show_value=True)).packed
    ring = Shown(ProgressRing("Under way", show_value=True)).packed

    # Assert
    assert "value" not in bar[2][-1][1] and bar[2][-1][0] == "progress"
    assert "aria-valuenow" not in ring[1] and ring[1]["role"] == "progressbar"
    assert "%" not in str(bar) + str(ring)
