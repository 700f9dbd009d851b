"""What a State must hold that a widget is bound to: another kind of value is told, not passed over."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from cacao import App, State
from cacao.ui import (
    Checkbox,
    CheckboxGroup,
    Drawer,
    MultiSelect,
    NumberInput,
    Pagination,
    RangeSlider,
    Rating,
    Slider,
    Splitter,
    Stepper,
    Switch,
    TagsInput,
)
from cacao_kernel import CacaoError

Make = Callable[[State[Any]], Any]

WIDGETS: dict[str, tuple[Make, str, str]] = {
    "NumberInput": (lambda held: NumberInput("Age", bind=held), "a number", "State(0)"),
    "Slider": (lambda held: Slider("Age", bind=held), "a number", "State(0)"),
    "Rating": (lambda held: Rating("Taste", bind=held), "a number", "State(0)"),
    "Splitter": (lambda held: Splitter("a", "b", bind=held), "a number", "State(0)"),
    "Pagination": (lambda held: Pagination(50, bind=held), "a whole number", "State(1)"),
    "Stepper": (lambda held: Stepper(["a", "b"], bind=held), "a whole number", "State(1)"),
    "RangeSlider": (lambda held: RangeSlider("Age", bind=held), "two numbers", "State((20, 80))"),
    "Checkbox": (lambda held: Checkbox("Agreed", bind=held), "True or False", "State(False)"),
    "Switch": (lambda held: Switch("Wifi", bind=held), "True or False", "State(False)"),
    "Drawer": (lambda held: Drawer("More", open=held), "True or False", "State(False)"),
    "TagsInput": (lambda held: TagsInput("Tags", bind=held), "a list", "State([])"),
    "MultiSelect": (lambda held: MultiSelect("Tags", options=["a"], bind=held), "a list", "State([])"),
    "CheckboxGroup": (lambda held: CheckboxGroup("Tags", options=["a"], bind=held), "a list", "State([])"),
}


@pytest.mark.parametrize("name", WIDGETS)
def test_a_state_that_begins_with_another_kind_of_value_is_told_with_its_cure(name: str) -> None:
    # Arrange
    make, expected, like = WIDGETS[name]
    held: State[Any] = State("3", name="held")

    # Act
    with pytest.raises(CacaoError) as told:
        make(held)

    # Assert
    line = str(told.value).partition(": ")[2]
    prop = "open" if name == "Drawer" else "bind"
    assert line == (
        f"{name}.{prop} cannot show what State \"held\" holds; expected {expected}, got str '3'. "
        f"Let it hold one, as {like} does."
    )
    assert told.value.where.startswith("test_held.py:")


@pytest.mark.parametrize(
    "name", ["Slider", "Rating", "Splitter", "Pagination", "Stepper", "RangeSlider", "TagsInput"]
)
def test_a_state_that_is_set_to_another_kind_of_value_is_told(cacao_app: Any, name: str) -> None:
    # Arrange
    make = WIDGETS[name][0]
    held: State[Any] = State(None, name="held")
    app = App()
    button = {"type": "button", "props": {"label": "Set", "on_click": lambda: held.set("3")}}
    app.mix("/")(lambda: {"type": "main", "children": [make(held), button]})
    user = cacao_app(app).open("/")

    # Act
    with pytest.raises(AssertionError) as told:
        user.click("Set")

    # Assert
    assert f'{name}.bind cannot show what State "held" holds' in str(told.value)


@pytest.mark.parametrize(
    ("make", "values"),
    [
        (WIDGETS["NumberInput"][0], [0, 1.5, Decimal("2.50"), None]),
        (WIDGETS["Slider"][0], [0, 1.5, Decimal("2.50"), None]),
        (WIDGETS["Rating"][0], [0, 2.5, None]),
        (WIDGETS["RangeSlider"][0], [(1, 2), [1.5, Decimal(2)], (None, 3), (), None]),
        (WIDGETS["Checkbox"][0], [True, False, None]),
        (WIDGETS["TagsInput"][0], [[], ("a",), {"a"}, None]),
        (WIDGETS["Pagination"][0], [2, None]),
    ],
)
def test_every_value_that_fits_is_shown(
    cacao_app: Any, caplog: pytest.LogCaptureFixture, make: Make, values: list[Any]
) -> None:
    app = App()
    states = [State(value, name=f"s{index}") for index, value in enumerate(values)]
    app.mix("/")(lambda: {"type": "main", "children": [make(state) for state in states]})

    cacao_app(app).open("/")

    assert caplog.messages == []


def test_true_is_no_number() -> None:
    with pytest.raises(CacaoError, match="expected a number, got bool True"):
        NumberInput("Age", bind=State(True))


@pytest.mark.parametrize(
    "make",
    [
        lambda: CheckboxGroup("Tags", options=["b", "blue"], value="blue"),
        lambda: MultiSelect("Tags", options=["b", "blue"], value="blue"),
        lambda: TagsInput("Tags", value="blue"),
    ],
    ids="CheckboxGroup MultiSelect TagsInput".split(),
)
def test_a_text_is_no_list_of_its_letters(make: Callable[[], Any]) -> None:
    with pytest.raises(CacaoError, match=r"\.value cannot be this; expected a list, got str 'blue'"):
        make()
