"""Fields of a form: what they begin with, what is said of them, and what is wrong with what they hold."""

from __future__ import annotations

from dataclasses import dataclass, field, make_dataclass
from decimal import Decimal
from typing import Annotated, Any, TypedDict

import pytest
from components.forms import Guest, Site
from screens import Shown

from cacao import App, State
from cacao.ui import Form, NumberInput, PinInput, RangeSlider, Slider, TextInput
from cacao_kernel import CacaoError


@dataclass
class Bean:
    name: str
    origin: str = "Peru"
    grams: int = 250
    tags: Annotated[list[str], {"hidden": True}] = field(default_factory=list)


class Plain:
    name: str
    origin: str = "Peru"
    grams: int = 250


class Told(TypedDict):
    name: str
    origin: str


class Row:
    """A row of somebody's database."""

    name = "Nib"
    grams = 100


def open_form(cacao_app: Any, *args: Any, **props: Any) -> tuple[Any, list[Any]]:
    sent: list[Any] = []
    app = App()
    form = Form(*args, on_submit=sent.append, **props)
    app.mix("/")(lambda: {"type": "main", "children": [form]})
    return cacao_app(app).open("/"), sent


def filled(kind: Any, note: Any) -> type:
    """Return a dataclass of one field, of which this is said."""
    return make_dataclass("Asked", [("it", Annotated[kind, note])])


@pytest.mark.parametrize(
    ("initial", "expected"),
    [
        ({"name": "Nib"}, Bean("Nib")),
        ({"name": "Nib", "grams": 100, "tags": ["dark"]}, Bean("Nib", grams=100, tags=["dark"])),
        (lambda: {"name": "Nib"}, Bean("Nib")),
        (State({"name": "Nib"}, name="begun"), Bean("Nib")),
        (Bean("Nib", "Ghana", 5, ["old"]), Bean("Nib", "Ghana", 5, ["old"])),
        (Row(), Bean("Nib", grams=100)),
    ],
)
def test_a_dataclass_is_made_of_what_the_form_begins_with(
    cacao_app: Any, initial: Any, expected: Bean
) -> None:
    # Arrange
    user, sent = open_form(cacao_app, Bean, initial=initial)
    assert (user.value("Origin"), user.value("Name")) == (expected.origin, "Nib")

    # Act
    user.click("Save").sees("Saved.")

    # Assert
    assert sent == [expected]


def test_any_class_and_a_typed_dict_may_begin_with_a_part(cacao_app: Any) -> None:
    # Arrange
    user, sent = open_form(cacao_app, Plain, initial={"name": "Nib"})
    other, told = open_form(cacao_app, Told, initial={"name": "Nib"})

    # Act
    user.click("Save").sees("Saved.")
    other.type("Origin", "Peru").click("Save").sees("Saved.")

    # Assert
    assert vars(sent[0]) == {"name": "Nib", "origin": "Peru", "grams": 250}
    assert told == [{"name": "Nib", "origin": "Peru"}]


def test_an_instance_to_begin_with_is_edited(cacao_app: Any) -> None:
    # Arrange
    site = Site(cacao_app, Guest, initial=Guest("Ann", 44), reset_label=True)
    assert site.user.value("Name") == "Ann"

    # Act
    site.user.type("Name", "a").click("Save").sees("Saved.")

    # Assert
    assert site.sent == [Guest("Anna", 44)]
    site.user.clear("Age").type("Age", "7").click("Save").sees("at least 18").click("Reset")
    site.user.misses("at least 18")
    assert (site.user.value("Name"), site.user.value("Age")) == ("Ann", "44")


def test_a_slider_begins_where_its_thumb_stands(cacao_app: Any) -> None:
    # Arrange
    class Heat:
        heat: Annotated[int, {"widget": "slider", "min": 10, "max": 30}]

    Heat.__annotations__["heat"] = Annotated[int, {"widget": "slider", "min": 10, "max": 30}]
    site = Site(cacao_app, Heat)

    # Act
    site.user.click("Save").sees("Saved.")

    # Assert
    assert site.sent[0].heat == 10


@pytest.mark.parametrize("bind", [None, State(None, name="nothing_chosen")])
def test_a_slider_by_hand_hands_over_what_it_shows(cacao_app: Any, bind: Any) -> None:
    # Arrange
    site = Site(cacao_app, children=[Slider("Heat", name="heat", min=10, max=30, bind=bind)])
    assert site.user.value("Heat") == "10"
    site.user.sees("10")

    # Act
    site.user.click("Save").sees("Saved.").type("Heat", "20").click("Save").sees("20").sees("Saved.")

    # Assert
    assert site.sent == [{"heat": 10}, {"heat": 20}]


def test_a_range_by_hand_hands_over_what_it_shows(cacao_app: Any) -> None:
    # Arrange
    site = Site(cacao_app, children=[RangeSlider("Price", name="price", min=10, max=30)])
    site.user.sees("10 – 30")

    # Act
    site.user.click("Save").sees("Saved.")

    # Assert
    assert site.sent == [{"price": (10, 30)}]


def test_a_pin_that_is_not_whole_is_told(cacao_app: Any) -> None:
    # Arrange
    site = Site(cacao_app, children=[PinInput("Code", name="code", length=4)])

    # Act
    site.user.click("Save").sees("Saved.").type("Code", "1").click("Save")
    site.user.sees("It needs all 4 characters.").misses("Saved.")
    site.user.type("Code", "234").click("Save").sees("Saved.")

    # Assert
    assert site.sent == [{"code": ""}, {"code": "1234"}]


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: Form(Bean, initial={"orign": "x"}, on_submit=print), 'Did you mean "origin"?'),
        (lambda: Form(Bean, initial={"zz": 1}, on_submit=print), "It has name, origin, grams, tags."),
        (
            lambda: Form(children=[TextInput("A", name="item")], initial={"itme": "x"}, on_submit=print),
            'Did you mean "item"?',
        ),
    ],
)
def test_something_to_begin_with_that_is_no_field_is_told(make: Any, told: str) -> None:
    # Act, assert
    with pytest.raises(CacaoError) as caught:
        Shown(make)
    assert "Form.initial names a field" in str(caught.value) and told in str(caught.value)


def test_a_record_may_have_more_than_a_form_by_hand_asks_for(cacao_app: Any) -> None:
    # Arrange
    fields = [TextInput("Item", name="item")]
    user, sent = open_form(cacao_app, children=fields, initial={"id": 3, "item": "eggs"})

    # Act
    user.click("Save").sees("Saved.")

    # Assert
    assert sent == [{"item": "eggs"}]


def test_a_unit_stands_behind_a_number(cacao_app: Any) -> None:
    # Act
    user, _ = open_form(cacao_app, filled(Decimal, {"unit": "€"}))

    # Assert
    user.sees("€")


@pytest.mark.parametrize(
    ("kind", "note", "typed", "told"),
    [
        (Decimal, {"step": Decimal("0.01")}, "12.345", "It can be set in steps of 0.01."),
        (float, {"step": 0.1, "min": 0.05}, "0.2", "It can be set in steps of 0.1."),
        (int, {"step": 5}, "7", "It can be set in steps of 5."),
        (str, {"widget": "url"}, "not a url", "Please enter a web address, such as https://example.com."),
        (str, {"widget": "url"}, "example.com", "Please enter a web address"),
        (str, {"pattern": "[A-Z]{3}"}, "abc", "This does not look right."),
        (str, {"pattern": "[A-Z]{3}", "pattern_message": "Three capitals."}, "abc", "Three capitals."),
    ],
)
def test_what_is_wrong_with_a_field_is_told(
    cacao_app: Any, kind: Any, note: Any, typed: str, told: str
) -> None:
    # Arrange
    user, sent = open_form(cacao_app, filled(kind, note))

    # Act
    user.type("It", typed).click("Save")

    # Assert
    user.sees(told)
    assert sent == []


@pytest.mark.parametrize(
    ("kind", "note", "typed"),
    [
        (Decimal, {"step": Decimal("0.01")}, "12.34"),
        (float, {"step": 0.1}, "0.3"),
        (float, {"step": 0.1, "min": 0.05}, "0.25"),
        (int, {"step": 5, "min": 2}, "7"),
        (str, {"widget": "url"}, "https://example.com/a?b#c"),
        (str, {"pattern": "[A-Z]{3}", "pattern_message": "Three capitals."}, "ABC"),
    ],
)
def test_what_is_right_is_taken(cacao_app: Any, kind: Any, note: Any, typed: str) -> None:
    # Arrange
    user, sent = open_form(cacao_app, filled(kind, note))

    # Act
    user.type("It", typed).click("Save").sees("Saved.")

    # Assert
    assert str(sent[0].it) == typed


def test_steps_are_kept_in_a_form_by_hand_too(cacao_app: Any) -> None:
    # Arrange
    user, sent = open_form(cacao_app, children=[NumberInput("Cups", name="cups", step=2)])

    # Act
    user.type("Cups", "3").click("Save").sees("It can be set in steps of 2.")

    # Assert
    assert sent == []
