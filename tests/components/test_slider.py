"""Sliders: while they are dragged, what shows their State moves along."""

from __future__ import annotations

from typing import Any

import pytest

from cacao import App, State
from cacao.ui import Slider
from cacao_kernel import CacaoError


def open_page(cacao_app: Any, *children: Any) -> Any:
    app = App()
    app.mix("/")(lambda: {"type": "main", "children": [*children]})
    return cacao_app(app).open("/")


def track_of(user: Any) -> dict[str, str]:
    (found,) = [each for each in user.page.root.walk() if each.attributes.get("type") == "range"]
    return dict(found.attributes)


def test_a_slider_moves_what_shows_its_state(cacao_app: Any) -> None:
    # Arrange
    volume = State(40, name="volume")
    follower = {"type": "p", "props": {"content": lambda: f"half of it is {volume.value / 2}"}}
    user = open_page(cacao_app, Slider("Volume", bind=volume, unit=" %"), follower)
    user.sees("40 %").sees("half of it is 20.0")

    # Act
    user.type("Volume", "60")

    # Assert
    user.sees("60 %").sees("half of it is 30.0")
    assert track_of(user)["aria-valuetext"] == "60 %"
    assert track_of(user)["data-cacao-throttle"] == "50"


def test_a_drag_re_renders_nothing(cacao_app: Any) -> None:
    # Arrange
    volume = State(40, name="volume")
    user = open_page(cacao_app, Slider("Volume", bind=volume))
    before = len(user.frames)

    # Act
    user.type("Volume", "60")

    # Assert: the number alone is told
    patches = [frame for frame in user.frames[before:] if frame.startswith('["p"')]
    assert len(patches) == 1
    assert patches[0].count("[[") == 1


def test_an_unbound_slider_begins_in_the_middle_and_within_its_bounds(cacao_app: Any) -> None:
    assert track_of(open_page(cacao_app, Slider("A", max=30)))["value"] == "15"
    assert track_of(open_page(cacao_app, Slider("A", max=30, value=99)))["value"] == "30"


def test_thumb_and_number_stand_at_the_least_value_while_a_state_holds_none(cacao_app: Any) -> None:
    # Arrange
    user = open_page(cacao_app, Slider("Volume", min=5, bind=State(None, name="none_yet"), unit=" %"))
    assert (track_of(user)["value"], track_of(user)["aria-valuetext"]) == ("5", "5 %")

    # Act
    user.type("Volume", "60")

    # Assert
    user.sees("60 %")
    assert track_of(user)["value"] == "60"


def test_marks_are_named_at_their_places(cacao_app: Any) -> None:
    # Act
    user = open_page(
        cacao_app, Slider("Heat", min=10, max=30, marks={10: "cold", 15: "cool", 30: "hot", 99: "never"})
    )

    # Assert
    cool = next(each.parent for each in user.page.root.walk() if each.text == "cool")
    assert cool.style == {"inset-inline-start": "25.000%"}
    user.sees("hot").misses("never")


def test_a_step_leads_somewhere() -> None:
    with pytest.raises(CacaoError, match=r"Slider\.step"):
        Slider("A", step=0)
