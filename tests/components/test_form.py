"""Forms: filled in, looked at field by field and as a whole, and sent."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, Literal, TypedDict

import pytest

from cacao import App, State, redirect
from cacao.ui import Form, NumberInput, Row, TextInput
from cacao_kernel import CacaoError


class Size(Enum):
    SMALL = "s"
    LARGE = "l"
    HUGE = "h"
    TINY = "t"


@dataclass
class Guest:
    name: str
    age: Annotated[int | None, {"min": 18, "help": "In years."}] = None


class Site:
    """A form on a page, with what it has handed over."""

    def __init__(self, cacao_app: Any, *args: Any, **props: Any) -> None:
        self.sent: list[Any] = []
        app = App()

        def send(values: Any) -> None:
            self.sent.append(values)

        props.setdefault("on_submit", send)
        app.mix("/")(lambda: {"type": "main", "children": [Form(*args, **props)]})
        app.mix("/there")(lambda: {"type": "p", "children": "there"})
        self.user = cacao_app(app).open("/")

    def leave(self, name: str) -> None:
        """Leave a field, as the Tab key does."""
        around = self.user.page.field(name).around()
        self.user.trigger(next(each for each in around if each.listens("focusout")), "focusout")

    def attributes_of(self, name: str) -> Mapping[str, str]:
        found: Mapping[str, str] = self.user.page.field(name).attributes
        return found


def submit_of(user: Any) -> Any:
    (found,) = [each for each in user.page.root.walk() if each.attributes.get("type") == "submit"]
    return found


def test_a_form_hands_over_an_instance_of_its_model(cacao_app: Any) -> None:
    # Arrange
    site = Site(cacao_app, Guest)

    # Act
    site.user.type("Name", "Ann").type("Age", "44").click("Save")

    # Assert
    site.user.sees("Saved.")
    assert site.sent == [Guest("Ann", 44)]


@dataclass
class Everything:
    text: str
    whole: int
    number: float
    money: Decimal
    flag: bool
    day: date
    at: time
    moment: datetime
    size: Size
    roast: Literal["light", "dark"]
    level: Literal[1, 2]
    extras: list[Literal["milk", "sugar"]]
    nothing: str | None
    no_day: date | None = None
    words: Annotated[str, {"widget": "textarea"}] = ""
    span: tuple[date | None, date | None] = (None, None)
    range: tuple[int, int] = (20, 60)
    hidden: Annotated[dict[str, int], {"hidden": True}] = field(default_factory=dict)


def test_every_type_has_its_input(cacao_app: Any) -> None:
    # Arrange
    site = Site(cacao_app, Everything)
    user = site.user

    # Act
    user.type("Text", "a").type("Whole", "7").type("Number", "1.5").type("Money", "12.50").check("Flag")
    user.type("Day", "2026-11-26").type("At", "09:30").type("Moment", "2026-11-26T09:30")
    user.choose("Size", "Large").check("Dark").check("2").check("Sugar").type("Words", "one\ntwo")
    user.click("Save").sees("Saved.")

    # Assert
    assert site.sent == [
        Everything(
            text="a",
            whole=7,
            number=1.5,
            money=Decimal("12.50"),
            flag=True,
            day=date(2026, 11, 26),
            at=time(9, 30),
            moment=datetime(2026, 11, 26, 9, 30),
            size=Size.LARGE,
            roast="dark",
            level=2,
            extras=["sugar"],
            nothing=None,
            words="one\ntwo",
        )
    ]
    assert type(site.sent[0].whole) is int


class Tea(TypedDict):
    kind: str
    minutes: int


class Plain:
    kind: str
    minutes: int = 3


@pytest.mark.parametrize("model", [Tea, Plain])
def test_a_model_may_be_any_class_with_hints(cacao_app: Any, model: Any) -> None:
    # Arrange
    site = Site(cacao_app, model)

    # Act
    site.user.type("Kind", "green").clear("Minutes").type("Minutes", "4").click("Save").sees("Saved.")

    # Assert
    (sent,) = site.sent
    assert (sent if model is Tea else vars(sent)) == {"kind": "green", "minutes": 4}
    assert model is Tea or type(sent) is Plain


def test_what_is_wrong_is_told_at_each_field_and_nothing_is_sent(cacao_app: Any) -> None:
    # Arrange
    site = Site(cacao_app, Guest)

    # Act
    site.user.type("Age", "7").click("Save")

    # Assert
    site.user.sees("Please fill this in.").sees("It has to be at least 18.").sees(
        "2 fields need another look."
    )
    assert site.sent == []
    told = site.attributes_of("Age")
    assert told["aria-invalid"] == "true"
    said = [
        each.content
        for each in site.user.page.root.walk()
        if each.attributes.get("id") == told["aria-describedby"]
    ]
    assert said == ["It has to be at least 18."]


def test_a_field_is_looked_at_once_it_is_left_and_was_touched(cacao_app: Any) -> None:
    # Arrange
    site = Site(cacao_app, Guest)
    site.leave("Name")
    site.user.misses("Please fill this in.")

    # Act
    site.user.type("Age", "7").misses("It has to be")
    site.leave("Age")

    # Assert
    site.user.sees("It has to be at least 18.").misses("Please fill this in.")
    site.user.clear("Age").type("Age", "18")
    site.leave("Age")
    site.user.misses("It has to be at least 18.")


@pytest.mark.parametrize("wrong", ["returned", "raised"])
def test_an_app_looks_at_fields_itself(cacao_app: Any, wrong: str) -> None:
    # Arrange
    def look(name: str) -> str | None:
        if name != "Ann":
            return None
        if wrong == "raised":
            raise ValueError("That name is taken.")
        return "That name is taken."

    site = Site(cacao_app, Guest, validate={"name": look})

    # Act
    site.user.type("Name", "Ann")
    site.leave("Name")

    # Assert
    site.user.sees("That name is taken.")
    site.user.type("Name", "a").click("Save").sees("Saved.").misses("That name is taken.")


@dataclass
class Stay:
    begins: date
    ends: date

    def __post_init__(self) -> None:
        if self.ends < self.begins:
            raise ValueError("ends", "It ends before it begins.")
        if self.begins.year < 2000:
            raise ValueError("That was long ago.")


def test_what_a_model_refuses_is_told(cacao_app: Any) -> None:
    # Arrange
    site = Site(cacao_app, Stay)

    # Act
    site.user.type("Begins", "2026-11-26").type("Ends", "2026-11-25").click("Save")

    # Assert: at the field
    site.user.sees("It ends before it begins.").sees("One field needs another look.")
    # Act, assert: of the whole
    site.user.type("Begins", "1999-01-01").click("Save").sees("That was long ago.")
    site.user.misses("It ends before it begins.").misses("need another look")
    assert site.sent == []


def test_the_whole_is_looked_at_before_and_while_it_is_sent(cacao_app: Any) -> None:
    # Arrange
    def look(guest: Guest) -> dict[str, str]:
        return {"age": "Ann is older."} if guest == Guest("Ann", 20) else {}

    def send(guest: Guest) -> dict[str, str]:
        return {"name": "Somebody was faster."} if guest.name == "Bob" else {}

    site = Site(cacao_app, Guest, validate_form=look, on_submit=send)

    # Act, assert
    site.user.type("Name", "Ann").type("Age", "20").click("Save").sees("Ann is older.")
    site.user.clear("Name").type("Name", "Bob").click("Save").sees("Somebody was faster.")
    site.user.misses("Ann is older.").clear("Name").type("Name", "Eve").click("Save").sees("Saved.")


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


def test_a_form_may_be_emptied_once_it_is_sent(cacao_app: Any) -> None:
    # Arrange
    site = Site(cacao_app, Guest, clear=True)

    # Act
    site.user.type("Name", "Ann").click("Save").sees("Saved.")

    # Assert
    assert site.user.value("Name") == ""
    site.user.misses("Please fill this in.")


def test_a_slow_save_is_shown_and_the_button_waits(cacao_app: Any) -> None:
    # Arrange
    gate: list[bool] = []
    seen: list[str] = []

    async def send(guest: Guest) -> None:
        while not gate:  # noqa: ASYNC110 - the test runs in another thread
            await asyncio.sleep(0.01)

    site = Site(cacao_app, Guest, on_submit=send)
    user = site.user
    user.type("Name", "Ann")
    form = next(each for each in user.page.root.walk() if each.tag == "form")

    # Act
    user._send(form, "submit", {"fields": {}}, wait=False)
    user.sees("Saving …")
    seen.append(submit_of(user).attributes["aria-disabled"])
    gate.append(True)

    # Assert
    user.sees("Saved.")
    assert [*seen, submit_of(user).attributes["aria-disabled"]] == ["true", "false"]


def test_a_handler_that_fails_leaves_the_form_as_it_was(cacao_app: Any) -> None:
    # Arrange
    def send(guest: Guest) -> None:
        raise RuntimeError("no disk")

    site = Site(cacao_app, Guest, on_submit=send)

    # Act
    with pytest.raises(AssertionError, match="no disk"):
        site.user.type("Name", "Ann").click("Save")

    # Assert
    site.user.misses("Saving …").misses("Saved.")
    assert site.user.value("Name") == "Ann"


def test_a_form_may_lead_to_another_page(cacao_app: Any) -> None:
    site = Site(cacao_app, Guest, on_submit=lambda guest: redirect("/there"))

    site.user.type("Name", "Ann").click("Save")

    site.user.sees("there")
    assert site.user.path == "/there"


def test_what_is_filled_in_is_kept_over_a_lost_line_and_a_refusal(cacao_app: Any) -> None:
    # Arrange
    site = Site(cacao_app, Guest)

    # Act
    site.user.type("Age", "7").drop().type("Name", "Ann").reconnect().click("Save")

    # Assert
    site.user.sees("at least 18")
    assert (site.user.value("Name"), site.user.value("Age")) == ("Ann", "7")


def test_a_form_is_composed_by_hand_in_any_layout(cacao_app: Any) -> None:
    # Arrange
    draft = State("milk", name="draft")
    children = [
        Row([TextInput("Name", name="name", required=True), NumberInput("Age", name="age", min=18)]),
        {"type": "section", "children": {"type": "text-input", "props": {"label": "Item", "name": "item"}}},
        TextInput("Note", name="note", bind=draft),
        TextInput("Search"),
    ]
    site = Site(cacao_app, children=children, initial={"item": "eggs"})

    # Act
    site.user.type("Age", "7").click("Save").sees("at least 18").sees("Please fill this in.")
    site.user.type("Name", "Ann").clear("Age").type("Age", "20").type("Note", "!").click("Save").sees(
        "Saved."
    )

    # Assert
    assert site.sent == [{"name": "Ann", "age": 20, "item": "eggs", "note": "milk!"}]


def test_typing_sends_nothing_of_other_fields(cacao_app: Any) -> None:
    # Arrange
    fields = [TextInput(f"Field {number}", name=f"field{number}", required=True) for number in range(50)]
    site = Site(cacao_app, children=fields)
    site.user.type("Field 1", "a")
    before = len(site.user.frames)

    # Act
    site.user.type("Field 7", "abc")

    # Assert: each letter is acknowledged, by the field's own value alone
    patches = [frame for frame in site.user.frames[before:] if frame.startswith('["p"')]
    place = re.findall(r"\[\[\"n\",(\[[\d,]*\])", patches[-1])
    assert len(place) == 1
    values = ["a", "ab", "abc"]
    assert [json.loads(frame)[2] for frame in patches[-3:]] == [
        [["n", json.loads(place[0]), {"value": value}, count]] for count, value in enumerate(values, 1)
    ]
    assert len(site.user.frames) - before <= 7  # leaving the other field is one more


def test_a_plain_form_stays_one(cacao_app: Any) -> None:
    # Arrange
    app = App()
    told: list[Any] = []
    child = {"type": "input", "props": {"name": "who", "aria_label": "Who"}}
    form = {"type": "form", "props": {"action": lambda event: told.append(event.fields)}, "children": [child]}
    app.mix("/")(lambda: {"type": "main", "children": [form]})
    user = cacao_app(app).open("/")

    # Act
    user.type("Who", "Ann").submit()

    # Assert
    assert told == [{"who": "Ann"}]


class Unknown:
    what: bytes


async def look_slowly(name: str) -> None:
    """Look at a name, in vain."""


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


@pytest.mark.parametrize(
    ("props", "told"),
    [
        ({}, "a Form has a model or children"),
        ({"model": Guest, "on_submit": None}, r"expected on_submit.*Write Form\(…, on_submit=save\)"),
        ({"model": Guest, "children": [TextInput("A", name="a")]}, "got both"),
        ({"model": Guest, "validate": {"nmae": str}}, 'names a field "nmae". Did you mean "name"'),
        ({"model": Unknown}, r"no input for Unknown\.what"),
        ({"model": Guest("Ann")}, "a class with type hints"),
        ({"children": [TextInput("A")]}, "has no fields"),
        (
            {"children": [TextInput("A", name="a"), TextInput("B", name="a")]},
            'two fields of a Form are called "a"',
        ),
        ({"model": Guest, "columns": 0}, r"Form\.columns"),
        ({"model": Guest, "validate": {"name": look_slowly}}, "expected a plain function"),
    ],
)
def test_a_form_that_makes_no_sense_is_told(props: dict[str, Any], told: str) -> None:
    with pytest.raises(CacaoError, match=told):
        Form.from_props({"on_submit": print, **props}).draw()


def test_a_slip_in_what_is_said_of_a_field_is_told() -> None:
    class Slip:
        name: Annotated[str, {"lable": "Name"}]

    Slip.__annotations__["name"] = Annotated[str, {"lable": "Name"}]
    with pytest.raises(CacaoError, match=r'no form knows "lable"\. Did you mean "label"'):
        Form.from_props({"model": Slip, "on_submit": print}).draw()


def test_a_store_of_sessions_keeps_what_is_typed_but_no_password(cacao_app: Any) -> None:
    # Arrange
    @dataclass
    class Account:
        name: str
        password: Annotated[str, {"widget": "password"}]

    site = Site(cacao_app, Account)

    # Act
    site.user.type("Name", "Ann").type("Password", "hush")

    # Assert
    cells = {cell.value: key for key, cell in site.user.session.cells.items() if cell.value}
    assert [cells[typed,].state.is_stored for typed in ("Ann", "hush")] == [True, False]
    site.user.click("Save")
    assert site.sent == [Account("Ann", "hush")]
