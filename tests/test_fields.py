"""Fields: a State bound to one follows it both ways, and what does not fit is put right."""

from __future__ import annotations

import asyncio
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from screens import Shown, build
from test_diff import apply

from cacao import App, Component, State
from cacao_kernel import Facet
from cacao_kernel.errors import TreeError

Tree = dict[str, Any]


def field(tag: str = "input", **props: Any) -> Tree:
    return {"type": tag, "props": {"aria_label": "it", **props}}


def select(*options: Any, **props: Any) -> Tree:
    children = [{"type": "option", "props": {"content": str(o), "value": o}} for o in options]
    return {"type": "select", "props": {"aria_label": "it", **props}, "children": children}


def open_page(cacao_app: Any, state: State[Any], *children: Tree) -> Any:
    """Return a user of a page with these fields, which also shows the State's value as Python spells it."""
    app = App()

    @app.mix("/")
    def home() -> Tree:
        shown = {"type": "p", "props": {"content": f"<{state.value!r}>"}}
        return {"type": "main", "children": [*children, shown]}

    return cacao_app(app).open("/")


def attributes(tree: Tree) -> dict[str, str]:
    names = build({"type": "div", "children": [tree]}).children[0].attributes
    return {name: value for name, value in names.items() if not name.startswith(("data-", "aria-"))}


@pytest.mark.parametrize(
    ("kind", "value", "painted"),
    [
        ("text", "milk", "milk"),
        ("text", None, ""),
        ("text", "two\nlines", "twolines"),
        ("text", 7, "7"),
        ("number", 7, "7"),
        ("number", 7.0, "7"),
        ("number", 7.25, "7.25"),
        ("number", Decimal("7.50"), "7.50"),
        ("number", None, ""),
        ("range", 30, "30"),
        ("date", date(2026, 2, 3), "2026-02-03"),
        ("date", datetime(2026, 2, 3, 4, 5), "2026-02-03"),
        ("date", "2026-02-03", "2026-02-03"),
        ("time", time(4, 5), "04:05"),
        ("time", time(4, 5, 6), "04:05:06"),
        ("datetime-local", datetime(2026, 2, 3, 4, 5), "2026-02-03T04:05"),
        ("month", date(2026, 2, 3), "2026-02"),
        ("week", date(2026, 2, 3), "2026-W06"),
        ("color", "#aabbcc", "#aabbcc"),
        ("hidden", "x", "x"),
    ],
)
def test_an_input_shows_the_value_of_the_state_it_is_bound_to(kind: str, value: Any, painted: str) -> None:
    assert attributes(field(type=kind, bind=State(value)))["value"] == painted


def test_boxes_show_whether_they_are_chosen() -> None:
    assert "checked" in attributes(field(type="checkbox", bind=State(True)))
    assert "checked" not in attributes(field(type="checkbox", bind=State(False)))
    assert "checked" in attributes(field(type="checkbox", value=2, bind=State([1, 2])))
    assert "checked" not in attributes(field(type="checkbox", value=3, bind=State([1, 2])))
    assert "checked" in attributes(field(type="radio", value="b", bind=State("b")))
    assert "checked" not in attributes(field(type="radio", value="a", bind=State("b")))


def test_a_textarea_shows_its_state_as_text_and_a_select_as_its_options() -> None:
    def chosen(tree: Tree) -> list[str]:
        return [o.attributes["value"] for o in build(tree).children if "selected" in o.attributes]

    assert build(field("textarea", bind=State("two\nlines"))).children[0].text == "two\nlines"
    assert build(field("textarea", bind=State(""))).children == []
    assert chosen(select("a", "b", bind=State("b"))) == ["b"]
    assert chosen(select(1, 2, bind=State(2))) == ["2"]
    assert chosen(select("a", "b", bind=State(None))) == []
    assert chosen(select("a", "b", "c", multiple=True, bind=State(["a", "c"]))) == ["a", "c"]


@pytest.mark.parametrize(
    ("tree", "told"),
    [
        (
            field(bind="draft"),
            'page "/" > input.props.bind: bind ties a field to a State; expected a State, ',
        ),
        (
            field("div", bind=State("")),
            "expected an input that holds a value, a textarea or a select, got <div>",
        ),
        (field(type="file", bind=State("")), "got <input>"),
        (field(bind=State(object())), ".props.bind: a field cannot show this; expected a text, got object"),
    ],
)
def test_a_bind_that_cannot_be_is_an_error_with_its_place(tree: Tree, told: str) -> None:
    with pytest.raises(TreeError) as raised:
        build(tree)

    assert told in str(raised.value)


def test_a_file_input_is_painted_with_a_warning() -> None:
    shown = Shown(field(type="file"))

    assert shown.root.attributes["type"] == "file"
    assert shown.warnings == [
        'page "/" > input: files are not sent from a plain input; they come with a component for uploads'
    ]


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


def test_the_state_is_set_before_the_nodes_own_handler_runs_and_stays_if_that_raises(cacao_app: Any) -> None:
    # Arrange
    draft, log = State("", name="main.draft"), State("", name="main.log")
    app = App()

    def typed(event: Any) -> None:
        log.set(f"{log.value}{event.value}={draft.value};")
        if draft.value == "abc":
            raise ValueError("no")

    @app.mix("/")
    def home() -> Tree:
        shown = {"type": "p", "props": {"content": f"{draft.value} {log.value}"}}
        return {"type": "main", "children": [field(bind=draft, on_input=typed), shown]}

    user = cacao_app(app).open("/")

    # Act and assert
    user.type("it", "ab").sees("ab a=a;ab=ab;")
    with pytest.raises(AssertionError, match="ValueError: no"):
        user.type("it", "c")
    user.sees("abc a=a;ab=ab;")  # what the handler wrote is dropped, what the visitor typed is not
    assert user.page.field("it").value == "abc"


def test_what_was_typed_stays_though_the_time_of_its_handler_is_over(cacao_app: Any) -> None:
    # Arrange
    draft = State("", name="main.draft")
    app = App()

    @app.event("typed", limit=0.05)
    async def typed() -> None:
        await asyncio.Event().wait()

    @app.mix("/")
    def home() -> Tree:
        shown = {"type": "p", "props": {"content": f"<{draft.value}>"}}
        return {"type": "main", "children": [field(bind=draft, on_input="typed"), shown]}

    user = cacao_app(app).open("/")

    # Act and assert
    with pytest.raises(AssertionError, match=r"wrote nothing and no await of it returned for 0\.05 s"):
        user.type("it", "a")
    user.sees("<a>")
    assert user.page.field("it").value == "a"


def test_a_field_may_be_bound_and_ask_a_query(cacao_app: Any) -> None:
    # Arrange: a search box, whose query sees what was typed and may not write.
    draft = State("", name="main.draft")
    app = App()
    words = ["milk", "mint", "bread"]

    @app.event("search", query=True)
    async def search(event: Any) -> dict[str, Any]:
        if event.value == "mint":
            draft.set("spoiled")
        return {"draft": draft.value, "found": [word for word in words if word.startswith(event.value)]}

    @app.mix("/")
    def home() -> Tree:
        shown = {"type": "p", "props": {"content": f"<{draft.value}>"}}
        return {"type": "main", "children": [field(bind=draft, on_input="search"), shown]}

    user = cacao_app(app).open("/")

    # Act and assert
    user.type("it", "mi").sees("<mi>")
    assert user.reply == {"draft": "mi", "found": ["milk", "mint"]}
    with pytest.raises(AssertionError, match=r"State main\.draft was written by a query, which only reads"):
        user.type("it", "nt")
    user.settle().sees("<min")


def test_a_handler_that_refuses_what_was_typed_corrects_a_bound_field_only(cacao_app: Any) -> None:
    # Arrange
    bound, given = State("abc", name="main.bound"), State("abc", name="main.given")
    flag = State(False, name="main.flag")
    app = App()

    def refuse() -> None:
        bound.set("abc")
        given.set("abc")

    @app.mix("/")
    def home() -> Tree:
        return {
            "type": "main",
            "children": [
                field(bind=bound, on_input=refuse, aria_label="bound"),
                field(value=given, on_input=refuse, aria_label="following"),
                field(value="abc", on_input=refuse, aria_label="free"),
                field("textarea", bind=bound, on_input=refuse, aria_label="area"),
                field(
                    type="checkbox",
                    bind=flag,
                    on_change=lambda: {"flag": False},
                    aria_label="box",
                ),
            ],
        }

    user = cacao_app(app).open("/")

    # Act
    for label in ("bound", "following", "free", "area"):
        user.type(label, "d")
    user.check("box")

    # Assert
    shown = {label: user.page.field(label).value for label in ("bound", "following", "free", "area")}
    assert shown == {"bound": "abc", "following": "abc", "free": "abcd", "area": "abc"}
    assert not user.page.field("box").is_picked


def test_a_radio_that_is_refused_gives_the_check_back(cacao_app: Any) -> None:
    # Arrange: nothing is painted in between, so no difference of trees tells the browser.
    size = State("s", name="main.size")

    async def refuse() -> dict[str, str]:
        return {"size": "s"}

    boxes = [
        field(type="radio", name="size", value=n, bind=size, aria_label=n, on_change=refuse) for n in "sml"
    ]
    user = open_page(cacao_app, size, *boxes)

    # Act
    user.check("l")

    # Assert
    assert [user.page.field(label).is_picked for label in "sml"] == [True, False, False]


def test_a_todo_box_is_sent_with_enter_and_emptied(cacao_app: Any) -> None:
    # Arrange
    draft, todos = State("", name="main.draft"), State(["eggs"], name="main.todos")
    app = App()

    @app.event("add")
    def add() -> None:
        todos.set([*todos.value, draft.value])
        draft.set("")

    @app.mix("/")
    def home() -> Tree:
        form = {"type": "form", "props": {"action": "add"}, "children": [field(bind=draft)]}
        return {
            "type": "main",
            "children": [form, *[{"type": "p", "props": {"content": t}} for t in todos.value]],
        }

    user = cacao_app(app).open("/")

    # Act
    user.type("it", "milk").press("Enter").type("it", "ham").submit()

    # Assert
    user.sees("milk").sees("ham")
    assert user.page.field("it").value == ""


def test_text_typed_ahead_of_the_answer_is_what_comes_after_it(cacao_app: Any) -> None:
    # Arrange: a browser that has not seen any answer yet.
    draft, todos = State("", name="main.draft"), State([], name="main.todos")
    app = App()

    def add(event: Any) -> None:
        todos.set([*todos.value, draft.value, event.fields["what"]])
        draft.set("")

    @app.mix("/")
    def home() -> Tree:
        box = field(bind=draft, name="what")
        form = {"type": "form", "props": {"action": add}, "children": [box]}
        return {"type": "main", "children": [form, {"type": "p", "props": {"content": f"{todos.value}"}}]}

    user = cacao_app(app).open("/")
    box, form = user.page.field("it"), user.page.root.children[0].children[0]

    # Act
    user.trigger(box, "input", value="milk", edits=4, seen=0)
    user.trigger(form, "submit", fields={"what": "milk"})
    user.trigger(box, "input", value="milke", edits=5, seen=0)
    user.trigger(box, "input", value="milkeggs", edits=8, seen=0)
    user.trigger(form, "submit", fields={"what": "milkeggs"})
    user.trigger(box, "input", value="milkeggsh", edits=9, seen=0)

    # Assert
    user.sees("['milk', 'milk', 'eggs', 'eggs']")
    assert box.attributes["value"] == "h"


class Choices(Component):
    """The options of a select."""

    def __init__(self, names: State[list[str]]) -> None:
        self.names = names

    def render(self) -> Tree:
        """Return one option for each name."""
        names = self.names.value
        options = [
            {"type": "option", "props": {"value": name, "content": f"{name} of {len(names)}"}}
            for name in names
        ]
        return {"type": "optgroup", "props": {"label": "all"}, "children": options}


@pytest.mark.parametrize("names", [["c", "a", "b"], ["b"], ["a"], ["b", "b", "a"]])
def test_options_of_a_component_stay_chosen_when_it_runs_again_alone(names: list[str]) -> None:
    # Arrange: the select stands on the page, its options in a component of their own.
    chosen, offered = State("b"), State(["a", "b"])
    choices = Choices(offered)
    shown = Shown(lambda: select(bind=chosen) | {"children": [choices]})
    before = shown.packed

    # Act
    ops = shown.change((offered, names))

    # Assert
    assert apply(before, ops) == shown.packed == shown.afresh().packed()
    picked = [option[1]["value"] for option in shown.packed[2][0][2] if "selected" in option[1]]
    assert picked == (["b"] if "b" in names else [])


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
