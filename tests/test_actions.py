"""Handlers in props, by name or as functions; keys; and what a handler returns."""

from __future__ import annotations

import functools
from typing import Any

import pytest
from screens import build

from cacao import App, State
from cacao_kernel.errors import TreeError

Tree = dict[str, Any]


def button(label: str, action: Any, **props: Any) -> Tree:
    return {"type": "button", "props": {"label": label, "action": action, **props}}


class Shop:
    """Sells, however it is called."""

    def __init__(self, log: State[str]) -> None:
        self.log = log

    def sell(self, event: Any) -> None:
        self.log.set(f"sold {event.params['what']}")

    async def order(self) -> None:
        self.log.set("ordered")

    def __call__(self, event: Any = None) -> None:
        self.log.set(f"called by {event.action}")


def test_functions_of_every_kind_answer_events_where_a_name_would(cacao_app: Any) -> None:
    # Arrange
    log = State("", name="main.log")
    shop = Shop(log)
    app = App()

    @app.event("named")
    def named() -> None:
        log.set("named")

    @app.mix("/")
    def home() -> Tree:
        return {
            "type": "main",
            "children": [
                {"type": "p", "props": {"content": log.value}},
                button("Named", "named"),
                button("Function", named),
                button("Lambda", lambda row=7: log.set(f"row {row}")),
                button("Method", shop.sell, params={"what": "milk"}),
                button("Async", shop.order),
                button("Partial", functools.partial(log.set, "filled")),
                button("Object", shop),
            ],
        }

    user = cacao_app(app).open("/")

    # Act and assert
    user.click("Named").sees("named")
    user.click("Lambda").sees("row 7")
    user.click("Function").sees("named")
    user.click("Method").sees("sold milk")
    user.click("Async").sees("ordered")
    user.click("Partial").sees("filled")
    user.click("Object").sees("called by Shop")


def two(event: Any, row: Any) -> None: ...


def yields() -> Any:
    yield 1


@pytest.mark.parametrize(
    ("action", "told"),
    [
        (two, "this handler needs more than the event; expected one parameter, or none, got event, row."),
        (
            lambda a, b=1, *, c: 0,
            "this handler needs more than the event; expected one parameter, or none, got a, c",
        ),
        (functools.partial(two, row=1, event=2), ""),
        (yields, "this handler yields, so it would never run"),
    ],
)
def test_a_function_that_is_no_handler_is_an_error_with_its_place(action: Any, told: str) -> None:
    tree = {"type": "main", "children": [button("Go", action)]}

    if not told:
        build(tree)
        return
    with pytest.raises(TreeError) as raised:
        build(tree)

    assert str(raised.value).startswith(f'page "/" > main > children[0] > button.props.action: {told}')


@pytest.mark.parametrize(
    ("prop", "token"),
    [
        ("on_keydown", "keydown"),
        ("on_keydown.Enter", "keydown.enter"),
        ("on_keyup.Escape", "keyup.escape"),
        ("on_keydown.ctrl+s", "keydown.ctrl+s"),
        ("on_keydown.Shift+Ctrl+ArrowUp", "keydown.ctrl+shift+arrowup"),
        ("on_keydown. ", "keydown.space"),
        ("on_keydown.+", "keydown.+"),
        ("on_keydown.ctrl++", "keydown.ctrl++"),
        ("on_focus", "focusin"),
        ("on_blur", "focusout"),
        ("on_contextmenu", "contextmenu"),
    ],
)
def test_a_prop_names_the_kind_of_event_and_the_key(prop: str, token: str) -> None:
    node = build({"type": "div", "props": {prop: "save"}})

    assert list(node.actions) == [token]
    assert node.attributes["data-cacao-on"] == token


@pytest.mark.parametrize(
    ("prop", "told"),
    [
        ("on_keypress", "no event of that name; expected one of click "),
        ("on_focsu", 'Did you mean "on_focus"?'),
        ("on_click.Enter", "no key of that name; expected a key after on_keydown or on_keyup"),
        ("on_keydown.", "no key of that name"),
        ("on_keydown.super+a", "no key of that name"),
    ],
)
def test_an_event_or_key_that_there_is_not_is_an_error_with_its_place(prop: str, told: str) -> None:
    with pytest.raises(TreeError) as raised:
        build({"type": "div", "props": {prop: "save"}})

    assert str(raised.value).startswith(f'page "/" > div.props.{prop}: ')
    assert told in str(raised.value)


@pytest.mark.parametrize("given", ["fast", -1, True, 60_001])
def test_a_pace_is_given_in_milliseconds(given: Any) -> None:
    assert build({"type": "input", "props": {"debounce": 300}}).attributes == {"data-cacao-debounce": "300"}
    with pytest.raises(TreeError, match="milliseconds up to 60000"):
        build({"type": "input", "props": {"throttle": given}})


def test_a_key_with_a_filter_calls_its_handler_and_no_other(cacao_app: Any) -> None:
    # Arrange
    log = State("", name="main.log")
    app = App()

    @app.mix("/")
    def home() -> Tree:
        props = {
            "aria_label": "it",
            "on_keydown.Enter": lambda event: log.set(f"{event.kind} {event.key} {event.value}"),
            "on_keydown.Escape": lambda: log.set("left"),
        }
        shown = {"type": "p", "props": {"content": log.value}}
        return {"type": "main", "children": [{"type": "input", "props": props}, shown]}

    user = cacao_app(app).open("/")

    # Act and assert
    user.type("it", "milk").press("a").press("Enter").sees("keydown Enter milk")
    user.press("Escape").sees("left")


def returning(cacao_app: Any, answer: Any) -> tuple[Any, list[State[Any]]]:
    """Return a user of a page whose button's handler returns this, and the page's States."""
    states = [State(0, name="main.count"), State(0, name="main.size"), State(0, name="shop.size")]
    app = App()

    @app.mix("/")
    def home() -> Tree:
        shown = {"type": "p", "props": {"content": " ".join(str(state.value) for state in states)}}
        return {"type": "main", "children": [shown, button("Go", lambda: answer)]}

    return cacao_app(app).open("/"), states


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        ({"count": 5}, "5 0 0"),
        ({"main.count": 5, "shop.size": 2}, "5 0 2"),
        ({}, "0 0 0"),
        ("count", "0 0 0"),
        ([("count", 5)], "0 0 0"),
    ],
)
def test_a_dict_that_a_handler_returns_sets_states_by_name(cacao_app: Any, answer: Any, shown: str) -> None:
    user, _ = returning(cacao_app, answer)

    user.click("Go").sees(shown)


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (
            {"count": 5, "size": 2},
            '"size", which several States are called; expected one of main.size, shop.size.',
        ),
        ({"count": 5, "cuont": 2}, '"cuont", and no State is called so. Did you mean "count"?'),
        ({"count": 5, "nothing like it": 2}, "Return nothing if the dict is not meant to set States."),
        ({"count": 5, 7: 2}, "a handler's dict sets States by name; expected names as keys, got int 7."),
    ],
)
def test_a_returned_name_that_means_no_one_state_is_an_error_and_nothing_is_set(
    cacao_app: Any, answer: Any, told: str
) -> None:
    user, _ = returning(cacao_app, answer)

    with pytest.raises(AssertionError) as raised:
        user.click("Go")

    assert told in str(raised.value)
    user.sees("0 0 0")


def test_an_event_is_its_handlers_own_to_change_and_to_return(cacao_app: Any) -> None:
    # Arrange
    app, told = App(), State("", name="told")
    names = ["a"]

    def tell(event: Any) -> Any:
        event.params["names"].append("b")
        told.set(f"{told.value}{len(event.params['names'])}")
        return event

    @app.mix("/")
    def home() -> Tree:
        go = {"type": "button", "props": {"label": "Go", "action": tell, "params": {"names": names}}}
        return {"type": "main", "children": [f"told {told.value}.", go]}

    # Act and assert
    cacao_app(app).open("/").click("Go").click("Go").sees("told 22.")
    assert names == ["a"]


def test_a_form_is_sent_with_all_its_fields(cacao_app: Any) -> None:
    # Arrange
    got: list[Any] = []
    app = App()

    def one(**props: Any) -> Tree:
        return {"type": "input", "props": props}

    @app.mix("/")
    def home() -> Tree:
        return {
            "type": "form",
            "props": {"action": lambda event: got.append(dict(event.fields)), "aria_label": "order"},
            "children": [
                one(name="who", placeholder="Who"),
                one(name="__proto__", value="polite"),
                one(type="checkbox", name="agreed", aria_label="agreed"),
                one(type="checkbox", name="gift", value="wrapped"),
                *[one(type="checkbox", name="day", value=n, aria_label=f"day {n}") for n in (1, 2, 3)],
                *[one(type="radio", name="size", value=n, checked=n == "m") for n in "sm"],
                one(name="off", value="x", disabled=True),
                one(type="file", name="photo"),
                {"type": "textarea", "props": {"name": "note", "content": "soon"}},
                {
                    "type": "select",
                    "props": {"name": "fruit"},
                    "children": [{"type": "option", "props": {"content": "apple"}}],
                },
                button("Order", None, type="submit", name="by", value="button"),
            ],
        }

    user = cacao_app(app).open("/")

    # Act
    user.type("Who", "Ann").check("agreed").check("day 1").check("day 3").submit("Order")

    # Assert
    assert got == [
        {
            "who": "Ann",
            "__proto__": "polite",
            "agreed": True,
            "gift": None,
            "day": ["1", "3"],
            "size": "m",
            "note": "soon",
            "fruit": "apple",
            "by": "button",
        }
    ]


@pytest.mark.parametrize(
    ("payload", "found"),
    [
        ({"value": "12", "checked": 1, "key": None}, ("12", 12, False, "", {})),
        ({"value": "-1.5e1", "checked": True, "key": "a"}, ("-1.5e1", -15.0, True, "a", {})),
        (
            {"value": "12 ", "fields": {"a": "b", "c": 1, "d": {"e": "f"}}},
            ("12 ", None, False, "", {"a": "b"}),
        ),
        ({"value": "1e999", "fields": [["a", "b"]]}, ("1e999", None, False, "", {})),
        (
            {"value": ["x"], "fields": {"a": ["b", 1], "b": [], "c": None}},
            (None, None, False, "", {"b": [], "c": None}),
        ),
    ],
)
def test_what_an_event_tells_is_checked_as_it_is_read(cacao_app: Any, payload: Any, found: Any) -> None:
    # Arrange
    got: list[Any] = []
    app = App()

    def note(event: Any) -> None:
        got.append((event.value, event.number, event.checked, event.key, event.fields))

    @app.mix("/")
    def home() -> Tree:
        return {"type": "main", "children": [button("Go", note)]}

    user = cacao_app(app).open("/")

    # Act
    user.trigger(user.page.find("Go"), "click", **payload)

    # Assert
    assert got == [found]
