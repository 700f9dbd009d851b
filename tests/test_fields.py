"""Fields: a State that is bound to one holds what was typed, and what does not fit is put right."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from fields import Tree, field, open_page, select

from cacao import App, Component, State
from cacao_kernel import Facet


@pytest.mark.parametrize(
    ("kind", "before", "typed", "after"),
    [
        ("text", "", "milk", "milk"),
        ("search", "", "milk", "milk"),
        ("url", "", "https://a.example", "https://a.example"),
        ("tel", "", "+1 2", "+1 2"),
        ("email", "", "a@b.example", "a@b.example"),
        ("password", "", "hush", "hush"),
        ("number", 0, "12", 12),
        ("number", 0.0, "12", 12.0),
        ("number", None, "2.5", 2.5),
        ("number", Decimal(0), "2.50", Decimal("2.50")),
        ("range", 50, "60", 60),
        ("color", "#000000", "#AABBCC", "#aabbcc"),
        ("date", date(2026, 1, 1), "2026-02-03", date(2026, 2, 3)),
        ("date", "", "2026-02-03", "2026-02-03"),
        ("time", time(), "04:05", time(4, 5)),
        ("datetime-local", datetime(2026, 1, 1), "2026-02-03T04:05", datetime(2026, 2, 3, 4, 5)),
        ("month", date(2026, 1, 1), "2026-02", date(2026, 2, 1)),
        ("week", date(2026, 1, 1), "2026-W06", date(2026, 2, 2)),
    ],
)
def test_what_is_typed_sets_the_state_in_its_own_type(
    cacao_app: Any, kind: str, before: Any, typed: str, after: Any
) -> None:
    # Arrange
    state = State(before, name="main.it")
    user = open_page(cacao_app, state, field(type=kind, bind=state))
    if kind == "number":
        user.clear("it").sees("<None>")

    # Act and assert: the page shows it, and so does the field.
    user.type("it", typed).sees(f"<{after!r}>")
    assert user.page.field("it").attributes["value"] in (typed, typed.lower(), str(after))


def test_a_textarea_sets_its_state(cacao_app: Any) -> None:
    state = State("", name="main.it")
    user = open_page(cacao_app, state, field("textarea", bind=state))

    user.type("it", "two\nlines").sees("<'two\\nlines'>")
    user.clear("it").sees("<''>")


def test_checkboxes_radios_and_selects_set_their_states(cacao_app: Any) -> None:
    # Arrange
    flag, days = State(False, name="main.flag"), State([1], name="main.days")
    size, fruit = State("s", name="main.size"), State(1, name="main.fruit")
    several = State(("a",), name="main.several")
    app = App()

    def box(label: str, **props: Any) -> Tree:
        return field(**{**props, "aria_label": label})

    @app.mix("/")
    def home() -> Tree:
        text = f"{flag.value} {days.value} {size.value} {fruit.value} {several.value}"
        return {
            "type": "main",
            "children": [
                box("flag", type="checkbox", bind=flag),
                *[box(f"day {n}", type="checkbox", value=n, bind=days) for n in (1, 2)],
                *[box(f"size {n}", type="radio", name="size", value=n, bind=size) for n in "sml"],
                select(1, 2, bind=fruit, aria_label="fruit"),
                select("a", "b", "c", bind=several, aria_label="several", multiple=True),
                {"type": "p", "props": {"content": text}},
            ],
        }

    user = cacao_app(app).open("/")

    # Act and assert
    user.check("flag").sees("True [1] s 1 ('a',)")
    user.check("day 2").sees("True [1, 2] s")
    user.check("day 1", on=False).sees("True [2] s")
    user.check("size l").sees("True [2] l 1")
    user.choose("fruit", "2").sees("True [2] l 2 ('a',)")
    user.choose("several", "b", "c").sees("l 2 ('b', 'c')")
    user.check("flag", on=False).sees("False [2]")


@pytest.mark.parametrize(
    ("tree", "value", "told", "after"),
    [
        (field(type="number", min=10, max=20), 12, "20", 20),
        (field(type="number", min=1, step=2), 5, "7", 7),
        (field(type="number", step=0.1), 0.2, "0.3", 0.3),
        (field(type="number", step=10), 5, "15", 15),
        (field(type="number", step=10), 5, "20", 20),
        (field(type="number", step="any", max="none"), 0.5, "0.77", 0.77),
        (field(type="date", min="2026-01-01", max="soon"), date(2026, 1, 2), "2026-01-01", date(2026, 1, 1)),
        (field(type="time", min="22:00", max="06:00"), time(23), "05:00", time(5)),
        (field(maxlength=4), "", "milk", "milk"),
        (field(maxlength=4), "long before", "long befor", "long befor"),
    ],
)
def test_what_is_within_the_bounds_of_a_field_sets_its_state(
    cacao_app: Any, tree: Tree, value: Any, told: str, after: Any
) -> None:
    # Arrange
    state = State(value, name="main.it")
    tree["props"]["bind"] = state
    user = open_page(cacao_app, state, tree)
    element = user.page.field("it")

    # Act and assert
    user.trigger(element, element.attributes["data-cacao-on"], edits=1, seen=0, value=told)
    user.sees(f"<{after!r}>")


def test_a_draft_takes_what_a_field_forbids_but_no_slider_beyond_its_ends(cacao_app: Any) -> None:
    # Arrange
    state = State("", name="main.it")
    draft = Facet(state, lambda held: held, lambda held, new: new, name="draft", like=1, draft=True)
    number = field(type="number", max=9, bind=draft)
    slider = {"type": "input", "props": {"type": "range", "max": 9, "bind": draft, "aria_label": "slider"}}
    user = open_page(cacao_app, state, number, slider)

    # Act and assert
    user.trigger(user.page.field("it"), "input", edits=1, seen=0, value="12").sees("<12>")
    user.trigger(user.page.field("slider"), "input", edits=1, seen=0, value="11").sees("<12>")


@pytest.mark.parametrize("way", [("a", "b"), ("b", "a")])
def test_of_a_select_one_option_is_chosen_whichever_was_before(cacao_app: Any, way: tuple[str, str]) -> None:
    # Arrange
    state = State("", name="main.it")
    user = open_page(cacao_app, state, select("a", "b", bind=state))

    # Act
    for value in way:
        user.choose("it", value).sees(f"<{value!r}>")

    # Assert
    options = user.page.field("it").options
    assert [option.value for option in options if "selected" in option.attributes] == [way[-1]]


@pytest.mark.parametrize(
    ("tree", "value", "payload"),
    [
        (field(type="number"), 5, {"value": "12a"}),
        (field(type="number"), 5, {"value": "1.5"}),
        (field(type="number"), 5, {"value": "1e999"}),
        (field(type="number"), 5, {"value": "9" * 5000}),
        (field(type="number"), 5, {"value": "", "bad": True}),
        (field(type="range"), 5, {"value": "101"}),
        (field(type="range"), 5, {"value": ""}),
        (field(type="range", min=1, max=9), 5, {"value": "10"}),
        (field(type="number", max=9), 5, {"value": "1000000"}),
        (field(type="number", min=3), 5, {"value": "2"}),
        (field(type="number", min=0.5), Decimal("0.6"), {"value": "0.49"}),
        (field(type="number", min=1, step=2), 5, {"value": "6"}),
        (field(type="number", step=0.1), 0.2, {"value": "0.25"}),
        (field(type="number", step=0.1), 0.2, {"value": "1e300"}),
        (field(type="range", step=5), 5, {"value": "7"}),
        (field(type="date", min="2026-01-01"), date(2026, 1, 2), {"value": "2025-12-31"}),
        (field(type="date", max="2026-01-09"), "2026-01-02", {"value": "2026-01-10"}),
        (field(type="time", min="22:00", max="06:00"), time(23), {"value": "12:00"}),
        (
            field(type="datetime-local", max="2026-01-01T10:00"),
            datetime(2026, 1, 1),
            {"value": "2026-01-01T10:01"},
        ),
        (field(type="datetime-local", max="2026-01-01T10:00"), "", {"value": "2026-01-01T09:00+01:00"}),
        (field(type="month", max="2026-02"), "2026-01", {"value": "2026-03"}),
        (field(maxlength=5), "a", {"value": "milk, eggs"}),
        (field(maxlength=5), "a", {"value": "\U0001f36b" * 3}),
        (field("textarea", maxlength=5), "a", {"value": "milk\neggs"}),
        (field(type="date"), date(2026, 1, 1), {"value": "2026-02-31"}),
        (field(type="month"), "2026-01", {"value": "soon"}),
        (field(type="week"), "2026-W01", {"value": "2026-W60"}),
        (field(type="time"), time(1), {"value": "25:00"}),
        (field(type="color"), "#000000", {"value": "red"}),
        (field(), "a", {"value": "two\nlines"}),
        (field(readonly=True), "a", {"value": "b"}),
        (select("a", "b"), "a", {"value": "c"}),
        (select("a", "b", multiple=True), ["a"], {"value": "b", "values": ["b", "c"]}),
        (field(type="radio", value="a"), "a", {"checked": False}),
    ],
)
def test_what_does_not_fit_leaves_the_state_and_the_field_is_told_its_right_value(
    cacao_app: Any, tree: Tree, value: Any, payload: dict[str, Any]
) -> None:
    # Arrange
    state = State(value, name="main.it")
    tree["props"]["bind"] = state
    user = open_page(cacao_app, state, tree)
    element = user.page.field("it")
    kind = element.attributes["data-cacao-on"]

    # Act
    user.trigger(element, kind, edits=3, seen=0, **payload)

    # Assert
    user.sees(f"<{value!r}>")
    ops = [
        op for frame in user.frames if frame.startswith('["p"') for op in __import__("json").loads(frame)[2]
    ]
    assert [op[3] for op in ops] == [3] * len(ops)
    assert ops and all(op[0] == "n" for op in ops)


def test_a_value_of_another_type_sets_nothing(cacao_app: Any) -> None:
    state = State("a", name="main.it")
    user = open_page(cacao_app, state, field(bind=state))

    for told in ({}, {"value": 1}, {"value": None}, {"value": ["b"]}, {"checked": True}):
        user.trigger(user.page.field("it"), "input", edits="x", seen=-1, **told)

    user.sees("<'a'>")


def test_a_number_of_a_component_is_emptied_and_filled_again(cacao_app: Any) -> None:
    # Arrange
    app = App()

    class Amount(Component):
        number = State(Decimal("1.5"))

        def render(self) -> Tree:
            field = {"type": "number", "aria_label": "Amount", "bind": self.number}
            shown = {"type": "p", "props": {"content": lambda: f"<{self.number.value!r}>"}}
            return {"type": "div", "children": [{"type": "input", "props": field}, shown]}

    app.mix("/")(lambda: {"type": "main", "children": [Amount()]})
    user = cacao_app(app).open("/")

    # Act
    user.clear("Amount").sees("<None>").type("Amount", "2.5")

    # Assert
    user.sees("<Decimal('2.5')>")
