"""What a form is made of, a model or widgets by hand: each has its inputs and is handed over as itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, Literal, TypedDict

import pytest
from components.forms import Guest, Site

from cacao import App, State
from cacao.ui import (
    Accordion,
    Card,
    Form,
    JsonView,
    List,
    ListItem,
    NumberInput,
    Row,
    Section,
    SidebarLayout,
    Splitter,
    Stack,
    Table,
    Tabs,
    TextInput,
)
from cacao_kernel import CacaoError


class Size(Enum):
    SMALL = "s"
    LARGE = "l"
    HUGE = "h"
    TINY = "t"


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


CITY = TextInput("City", name="city", required=True)
LINE = {"type": "text-input", "props": {"label": "City", "name": "city", "required": True}}


@pytest.mark.parametrize("city", [CITY, LINE], ids=["object", "dict"])
@pytest.mark.parametrize(
    "around",
    [
        lambda city: Tabs([{"label": "A", "content": [city]}, {"label": "B", "content": "b"}]),
        lambda city: Tabs([{"label": "A", "content": Stack([city])}], lazy=True),
        lambda city: Accordion([{"label": "A", "content": city, "open": True}]),
        lambda city: Splitter("left", city),
        lambda city: Section("S", actions=[city]),
        lambda city: Card("c", footer=Row([city])),
        lambda city: SidebarLayout(["A"], {"a": city}, bind=State("a")),
        lambda city: List([ListItem("A", meta=city)]),
        lambda city: List([{"title": "A", "actions": city}]),
        lambda city: {
            "type": "card",
            "props": {"children": "c", "footer": {"type": "div", "children": [city]}},
        },
        lambda city: {"type": "tabs", "props": {"items": [{"label": "A", "content": city}]}},
    ],
)
def test_a_field_is_found_wherever_a_widget_holds_it(cacao_app: Any, around: Any, city: Any) -> None:
    # Arrange
    site = Site(cacao_app, children=[TextInput("Name", name="name"), around(city)])

    # Act
    site.user.click("Save").sees("Please fill this in.").type("City", "Bergen").click("Save").sees("Saved.")

    # Assert
    assert site.sent == [{"name": "", "city": "Bergen"}]


def test_what_is_shown_as_data_is_no_field(cacao_app: Any) -> None:
    # Arrange
    rows = [{"type": "text-input", "props": {"label": "City", "name": "city", "required": True}}]
    shown = [
        JsonView(rows),
        Table(["type"], rows=rows),
        {"type": "table", "props": {"columns": ["type"], "rows": rows}},
    ]
    site = Site(cacao_app, children=[TextInput("Name", name="name"), *shown])

    # Act
    site.user.click("Save").sees("Saved.")

    # Assert
    assert site.sent == [{"name": ""}]
