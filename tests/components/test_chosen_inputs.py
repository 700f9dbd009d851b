"""Colours, ratings, tags and codes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cacao import App, Event, State, redirect
from cacao.ui import ColorInput, DateRange, PinInput, Rating, TagsInput
from cacao_kernel import CacaoError


def open_page(cacao_app: Any, *children: Any) -> Any:
    app = App()
    app.mix("/")(lambda: {"type": "main", "children": [*children]})
    return cacao_app(app).open("/")


@pytest.mark.parametrize(
    ("typed", "held"),
    [("#2F7D32", "#2f7d32"), ("abc", "#aabbcc"), ("#12345", "#6b4226"), ("red", "#6b4226"), ("", "#6b4226")],
)
def test_a_colour_is_typed_as_its_code(cacao_app: Any, typed: str, held: str) -> None:
    # Arrange
    color = State("#6b4226", name="color")
    user = open_page(cacao_app, ColorInput("Colour", bind=color))

    # Act
    user.clear("Hex code").type("Hex code", typed).press("Tab")
    user.trigger(user.page.field("Hex code"), "change", value=typed)

    # Assert
    with user:
        assert color.value == held
    assert user.value("Colour") == held


def test_a_colour_is_chosen_from_swatches(cacao_app: Any) -> None:
    # Arrange
    color = State("#6b4226", name="color")
    user = open_page(
        cacao_app, ColorInput("Colour", bind=color, swatches={"#6b4226": "Cacao", "#2F7D32": "Leaf"})
    )

    # Act
    user.click("Leaf")

    # Assert
    assert user.value("Colour") == user.value("Hex code") == "#2f7d32"
    assert user.page.find("Leaf").attributes["aria-pressed"] == "true"
    assert user.page.find("Cacao").attributes["aria-pressed"] == "false"


@pytest.mark.parametrize(("half", "chosen", "held"), [(False, "4 of 5", 4), (True, "3.5 of 5", 3.5)])
def test_stars_are_chosen_and_taken_back(cacao_app: Any, half: bool, chosen: str, held: float) -> None:
    # Arrange
    stars: State[Any] = State(None, name="stars")
    user = open_page(cacao_app, Rating("Taste", bind=stars, half=half, clearable=True))

    # Act
    user.check(chosen)

    # Assert
    with user:
        assert (stars.value, type(stars.value)) == (held, type(held))
    user.click("Clear")
    with user:
        assert stars.value is None


def test_a_rating_may_only_be_shown(cacao_app: Any) -> None:
    # Act
    user = open_page(cacao_app, Rating("Taste", value=3.7, readonly=True))

    # Assert
    (shown,) = [each for each in user.page.root.walk() if each.attributes.get("role") == "img"]
    assert shown.attributes["aria-label"] == "3.7 of 5"
    assert not [each for each in user.page.root.walk() if each.tag == "input"]


@pytest.mark.parametrize(
    ("typed", "held"),
    [
        ("milk", ["eggs", "milk"]),
        ("milk, bread", ["eggs", "milk", "bread"]),
        ("  two   words ", ["eggs", "two words"]),
        ("EGGS", ["eggs"]),
        (",", ["eggs"]),
        ("<b>", ["eggs", "<b>"]),
    ],
)
def test_what_is_written_becomes_tags(cacao_app: Any, typed: str, held: list[str]) -> None:
    # Arrange
    tags = State(["eggs"], name="tags")
    user = open_page(cacao_app, TagsInput("Tags", bind=tags))

    # Act
    user.type("Tags", typed).press("Enter")

    # Assert
    with user:
        assert tags.value == held
    assert user.value("Tags") == ""


def test_tags_are_taken_away(cacao_app: Any) -> None:
    # Arrange
    tags = State(["milk", "eggs", "bread"], name="tags")
    user = open_page(cacao_app, TagsInput("Tags", bind=tags))

    # Act
    user.click("Remove milk").type("Tags", "x").press("Backspace")
    user.trigger(user.page.field("Tags"), "keydown.backspace", key="Backspace", value="")

    # Assert
    with user:
        assert tags.value == ["eggs"]
    assert user.calls[0][1] == "focus"


def test_there_are_no_more_tags_than_may_be(cacao_app: Any) -> None:
    # Arrange
    tags: State[list[str]] = State([], name="tags")
    user = open_page(cacao_app, TagsInput("Tags", bind=tags, max=2, unique=False))

    # Act
    user.type("Tags", "a, a, b").press("Enter")

    # Assert
    with user:
        assert tags.value == ["a", "a"] or tags.value == []
    user.settle()


def test_unbound_tags_are_kept(cacao_app: Any) -> None:
    user = open_page(cacao_app, TagsInput("Tags", value=["eggs"]))

    user.type("Tags", "milk").press("Enter").drop().reconnect()

    user.sees("eggs").sees("milk")


def test_a_whole_code_is_told(cacao_app: Any) -> None:
    # Arrange
    told: list[str | None] = []
    pin = State("", name="pin")
    user = open_page(
        cacao_app, PinInput("Code", bind=pin, length=4, on_complete=lambda event: told.append(event.value))
    )

    # Act
    user.type("Code", "1234").press("Tab")
    user.trigger(user.page.field("Code"), "change", value="1234")

    # Assert
    with user:
        assert pin.value == "1234"
    assert told[-1] == "1234"
    assert user.page.field("Code").attributes["autocomplete"] == "one-time-code"


def test_an_app_hears_of_tags_that_no_state_holds(cacao_app: Any) -> None:
    # Arrange
    told: list[Any] = []
    user = open_page(
        cacao_app, TagsInput("Tags", value=["eggs"], on_change=lambda event: told.append(event.value))
    )

    # Act
    user.type("Tags", "milk, eggs").press("Enter", "Tags")
    user.click("Remove eggs")
    user.press("Backspace", "Tags")

    # Assert: of every change, and of nothing else
    assert told == [["eggs", "milk"], ["milk"], []]


@pytest.mark.parametrize(
    ("widget", "use", "told"),
    [
        (
            lambda **told: ColorInput("A", value="#6b4226", swatches={"#0000ff": "Sky"}, **told),
            lambda user: user.click("Sky").click("Sky"),
            "#0000ff",
        ),
        (
            lambda **told: ColorInput("A", value="#6b4226", **told),
            lambda user: user.clear("Hex code").type("Hex code", "00F").press("Tab"),
            "#0000ff",
        ),
        (
            lambda **told: DateRange("A", presets=["today"], **told),
            lambda user: user.click("Today").click("Today"),
            (date.today(), date.today()),
        ),
        (
            lambda **told: Rating("A", value=3, clearable=True, **told),
            lambda user: user.click("Clear").click("Clear"),
            "",
        ),
    ],
    ids=["a swatch", "a typed code", "a stretch of days", "stars taken back"],
)
def test_an_app_hears_of_what_a_button_or_a_typed_code_has_changed_and_only_then(
    cacao_app: Any, widget: Any, use: Any, told: Any
) -> None:
    # Arrange
    heard: list[Any] = []

    def note(event: Event) -> None:
        heard.append((event.kind, event.get("value")))

    user = open_page(cacao_app, widget(on_input=note, on_change=note))

    # Act
    use(user)

    # Assert
    assert heard == [("input", told), ("change", told)]


def test_what_hears_of_a_button_may_send_the_visitor_on(cacao_app: Any) -> None:
    # Arrange
    app = App()
    app.mix("/")(lambda: Rating("A", value=3, clearable=True, on_change=lambda: redirect("/thanks")))
    app.mix("/thanks")(lambda: {"type": "p", "children": "Thanks"})
    user = cacao_app(app).open("/")

    # Act
    user.click("Clear")

    # Assert
    user.sees("Thanks")


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: ColorInput("A", swatches=["red"]), r"ColorInput\.swatches"),
        (lambda: Rating("A", max=0), r"Rating\.max"),
        (lambda: PinInput("A", length=0), r"PinInput\.length"),
        (lambda: PinInput("A", on_change=print, on_complete=print), "on_complete or on_change"),
        (lambda: TagsInput("A", on_input=print), r"TagsInput has no on_input.*Write on_change"),
    ],
)
def test_what_makes_no_sense_is_told(make: Any, told: str) -> None:
    with pytest.raises(CacaoError, match=told):
        make()
