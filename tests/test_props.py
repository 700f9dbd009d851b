"""Props: attributes, handlers and params; what a node may not have is left out and told once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from screens import Shown, build, pack
from search import examples

from cacao import State
from cacao_kernel.errors import TreeError
from cacao_kernel.html import paint
from cacao_kernel.props import MAX_TEXT


def attributes(props: dict[str, Any], kind: str = "div") -> dict[str, str]:
    """Return the attributes a node with these props has."""
    return build({"type": kind, "props": props}).attributes


def warnings(props: dict[str, Any], kind: str = "div") -> list[str]:
    """Return what a developer is warned of, from the node's path on."""
    shown = Shown({"type": kind, "props": props})
    assert not {*shown.root.attributes} & {"onclick", "srcdoc", "href", "style", "action"}
    return [told.removeprefix(f'page "/" > {kind}.props.') for told in shown.warnings]


@pytest.mark.parametrize(
    ("value", "painted"),
    [
        ("a", "a"),
        ("", ""),
        (0, "0"),
        (1.5, "1.5"),
        (Decimal("1.50"), "1.50"),
        (date(2026, 11, 22), "2026-11-22"),
        (UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        (State("held"), "held"),
        (True, ""),
        ("a\r\nb\rc\0\ud800", "a\nb\nc\ufffd\ufffd\ufffd\ufffd"),
    ],
)
def test_a_value_is_painted_as_text(value: Any, painted: str) -> None:
    assert attributes({"title": value}) == {"title": painted}


@pytest.mark.parametrize("value", [None, False, State(None), State(False)])
def test_none_and_false_leave_an_attribute_out(value: Any) -> None:
    assert attributes({"hidden": value}) == {}


def test_some_attributes_say_true_and_false_in_words() -> None:
    assert attributes(
        {"aria_hidden": False, "aria-busy": True, "data_open": False, "draggable": False, "spellcheck": True}
    ) == {
        "aria-hidden": "false",
        "aria-busy": "true",
        "data-open": "false",
        "draggable": "false",
        "spellcheck": "true",
    }


def test_classes_may_be_a_list() -> None:
    assert attributes({"class": ["a", None, False, "c d"]}) == {"class": "a c d"}
    assert attributes({"className": ("a", "b")}) == {"class": "a b"}


def test_a_node_sets_and_removes_the_attributes_of_its_type() -> None:
    assert attributes({}, "button") == {"type": "button", "class": "cacao-button"}
    assert attributes({"type": "submit", "className": "big"}, "button") == {
        "type": "submit",
        "class": "cacao-button big",
    }
    assert attributes({"type": None, "class": None}, "button") == {}


@pytest.mark.parametrize(
    "prop",
    [
        "srcdoc",
        "srcset",
        "ping",
        "attributionSrc",
        "referrerPolicy",
        "outerHTML",
        "http-equiv",
        "autofocus onfocus=x",
        "innerHTML",
        "dangerouslySetInnerHTML",
        "ref",
        "is",
        "Style",
        "Action",
    ],
)
def test_a_prop_that_could_run_code_is_left_out_and_told(prop: str) -> None:
    assert warnings({prop: "alert(1)"}) == [f"{prop} was left out: no attribute a node may have"]


@pytest.mark.parametrize("prop", ["onclick", "ONERROR", "on:click", "onfocus", "on-Click"])
def test_a_prop_that_would_be_script_is_left_out_and_told_what_to_write(prop: str) -> None:
    assert warnings({prop: "alert(1)"}) == [
        f'{prop} was left out: no attribute a node may have; name a handler by a prop such as on_click="…"'
    ]


@pytest.mark.parametrize("prop", ["form", "formAction", "formmethod", "formTarget", "formenctype"])
def test_a_field_belongs_to_the_form_around_it_alone(prop: str) -> None:
    assert warnings({prop: "/x"}, "button") == [
        f"{prop} was left out: no attribute a node may have; put the field inside its form, or give it an "
        "action of its own"
    ]


@pytest.mark.parametrize(
    ("value", "got"),
    [
        ({"a": 1}, "dict"),
        ([1], "list"),
        (object(), "object"),
        (b"a", "bytes b'a'"),
        ({1}, "set"),
        (int, "type"),
        ((letter for letter in "a"), "generator"),
        (float("nan"), "float nan"),
        (float("-inf"), "float -inf"),
        (Decimal("NaN"), "Decimal"),
        (State(10**5_000), "int"),
        (State(b"a"), "bytes b'a'"),
    ],
)
def test_a_value_that_is_no_text_is_left_out_and_told(value: Any, got: str) -> None:
    assert warnings({"title": value}) == [f"title was left out: expected text, a number or True, got {got}"]


@pytest.mark.parametrize("value", [{"a": True}, object(), ["a", object()], [["a"]]])
def test_a_class_that_is_an_object_is_left_out_and_told(value: Any) -> None:
    got = type(value).__name__

    assert warnings({"class": value}) == [f"class was left out: expected text, a number or True, got {got}"]


def test_a_text_past_all_measure_is_left_out_and_told() -> None:
    told = warnings({"title": "x" * (MAX_TEXT + 1)})

    assert [line[:62] for line in told] == ["title was left out: expected text, a number or True, got str '"]
    assert len(told[0]) < 140


@pytest.mark.parametrize("prop", ["a\nb", "\x1b[31m", "x\u2028", "y" * 1_000])
def test_a_prop_of_any_name_is_told_in_one_short_line(prop: str) -> None:
    # Act
    shown = Shown({"type": "p", "props": {prop: {}}})

    # Assert
    assert len(shown.warnings) == 1
    assert shown.warnings[0].isprintable()
    assert len(shown.warnings[0]) < 200


@pytest.mark.parametrize(
    ("kind", "prop", "meant"),
    [
        ("p", "lable", "label"),
        ("p", "contnet", "content"),
        ("a", "hfref", "href"),
        ("input", "placholder", "placeholder"),
        ("input", "tabIdnex", "tabindex"),
        ("p", "clas", "class"),
        ("p", "clasName", "className"),
        ("img", "scr", "src"),
        ("p", "styl", "style"),
    ],
)
def test_a_slip_of_a_known_name_is_told_with_the_name(kind: str, prop: str, meant: str) -> None:
    # Act
    shown = Shown({"type": kind, "props": {prop: "x"}})

    # Assert
    assert shown.warnings == [
        f'page "/" > {kind}.props.{prop}: HTML knows no such attribute. Did you mean "{meant}"?'
    ]
    assert shown.root.attributes[prop.lower()] == "x"


@pytest.mark.parametrize("prop", ["label", "data_lable", "aria_labl", "variant", "x", "is_open", "inert"])
def test_a_name_that_is_no_slip_is_not_told(prop: str) -> None:
    assert Shown({"type": "p", "props": {prop: "x"}}).warnings == []


@pytest.mark.parametrize(
    ("kind", "prop", "value"),
    [
        ("input", "name", "style"),
        ("button", "id", "remove"),
        ("select", "name", "childNodes"),
        ("textarea", "name", "parentElement"),
        ("fieldset", "name", "classList"),
        ("output", "id", "localName"),
        ("img", "name", "getAttribute"),
        ("img", "name", "body"),
        ("form", "name", "getElementById"),
        ("form", "name", "activeElement"),
        ("p", "id", "cacao"),
    ],
)
def test_a_name_that_would_stand_in_for_what_the_page_needs_is_left_out(
    kind: str, prop: str, value: str
) -> None:
    # Act
    shown = Shown({"type": kind, "props": {prop: value}})

    # Assert
    assert prop not in shown.root.attributes
    assert shown.warnings == [
        f'page "/" > {kind}.props.{prop} was left out: the page itself needs "{value}"; choose another name'
    ]


@pytest.mark.parametrize(
    ("kind", "props"),
    [
        ("input", {"name": "title"}),
        ("input", {"name": "name", "id": "value"}),
        ("input", {"name": "number"}),
        ("select", {"name": "children"}),
        ("input", {"name": "Style"}),
        ("p", {"id": "style"}),
        ("p", {"id": "body"}),
        ("form", {"name": "login"}),
    ],
)
def test_a_plain_name_is_kept(kind: str, props: dict[str, str]) -> None:
    assert Shown({"type": kind, "props": props}).warnings == []
    assert attributes(props, kind).items() >= props.items()


def test_a_class_of_the_first_paint_cannot_be_borrowed() -> None:
    assert warnings({"class": "a cacao-paint-0"}) == [
        "class was left out: classes that start with cacao-paint- are Cacao's own"
    ]


@pytest.mark.parametrize(
    ("kind", "props", "rel"),
    [
        ("a", {"target": "_blank"}, "noopener"),
        ("a", {"target": "other"}, "noopener"),
        ("area", {"target": "_BLANK"}, "noopener"),
        ("a", {"target": "_self"}, None),
        ("a", {}, None),
        ("a", {"target": "_blank", "rel": "opener"}, "opener"),
        ("p", {"target": "_blank"}, None),
    ],
)
def test_a_link_into_another_tab_keeps_this_one_to_itself(
    kind: str, props: dict[str, str], rel: str | None
) -> None:
    assert attributes(props, kind).get("rel") == rel


@pytest.mark.parametrize("kind", ["a", "area", "form"])
def test_a_link_whose_target_follows_a_state_keeps_this_tab_to_itself_too(kind: str) -> None:
    # Arrange
    target = State("_self")
    shown = Shown(lambda: {"type": kind, "props": {"Target": target}})

    # Act
    ops = shown.change((target, "_blank"))

    # Assert
    assert ops == [["n", [], {"target": "_blank"}]]
    assert shown.root.attributes["rel"] == "noopener"


@pytest.mark.parametrize(
    ("kind", "prop"),
    [
        ("a", "href"),
        ("a", "HREF"),
        ("img", "src"),
        ("video", "poster"),
        ("q", "cite"),
    ],
)
def test_an_address_that_runs_code_is_left_out_and_told(kind: str, prop: str) -> None:
    # Act
    shown = Shown({"type": kind, "props": {prop: " java\tscript:alert(1)", "title": "x"}})

    # Assert
    assert "script" not in paint(shown.root).body
    assert shown.warnings == [f'page "/" > {kind}.props.{prop} was left out: no address a page may link to']


def test_an_address_in_a_state_is_checked_too() -> None:
    # Arrange
    url = State("/a")
    shown = Shown(lambda: {"type": "a", "props": {"href": url}})

    # Act
    ops = shown.change((url, "javascript:alert(1)"))

    # Assert
    assert ops == [["n", [], {"href": None}]]


RESERVED = {"key", "children", "content", "style", "params", "action"}
NAMES = st.text().filter(lambda name: name not in RESERVED and not name.startswith("on_"))


@examples(300)
@given(NAMES, st.text())
def test_no_text_of_a_user_leaves_its_attribute(name: str, value: str) -> None:
    # Act
    node = build({"type": "a", "props": {"href": value, "title": value, f"data-{name}": value, name: value}})

    # Assert
    painted = paint(node).body
    assert painted.count("<") == painted.count(">") == 2
    assert painted.count('"') == 2 * sum(bool(held) for held in node.attributes.values())


@pytest.mark.parametrize("prop", ["class", "style", "title"])
def test_what_holds_itself_is_left_out_and_told(prop: str) -> None:
    # Arrange
    style: dict[str, Any] = {}
    style[":hover"] = style
    classes: list[Any] = []
    classes.append(classes)
    value = {"class": classes, "style": style, "title": style}[prop]

    # Act
    told = Shown({"type": "p", "props": {prop: value}}).warnings

    # Assert
    assert [line.startswith(f'page "/" > p.props.{prop}') for line in told] == [True]


def test_another_order_of_a_bound_style_is_another_style() -> None:
    # Arrange
    style = State({"margin": 2, "marginTop": 1})
    shown = Shown({"type": "p", "props": {"style": style}})

    # Act
    ops = shown.change((style, {"marginTop": 1, "margin": 2}))

    # Assert
    assert [list(op[2]) for op in ops] == [["margin-top", "margin"]]


def test_handlers_are_named_by_the_kind_of_event() -> None:
    # Arrange
    props = {"action": "save", "on_input": "check", "on_keydown": None, "params": {"id": 7}, "label": "Save"}

    # Act
    button = build({"type": "button", "props": props})

    # Assert
    assert {kind: (action.handler, action.params) for kind, action in button.actions.items()} == {
        "click": ("save", {"id": 7}),
        "input": ("check", {"id": 7}),
    }
    assert button.attributes["data-cacao-on"] == "click input"
    assert button.attributes["data-cacao-mark"] == button.mark
    assert "7" not in paint(button).body.replace(button.mark, "")


def test_the_action_of_a_form_is_its_submit() -> None:
    assert list(build({"type": "form", "props": {"action": "save"}}).actions) == ["submit"]


def test_a_node_without_handlers_has_no_mark() -> None:
    assert pack({"type": "div", "props": {"action": None, "params": {"id": 7}}}) == ["div", {}, []]


@pytest.mark.parametrize(
    ("props", "told"),
    [
        (
            {"on_clik": "save"},
            ".props.on_clik: no event of that name; expected one of click dblclick contextmenu input change "
            'submit keydown keyup focusin focusout toggle close play pause ended. Did you mean "on_click"?',
        ),
        (
            {"on_blurr": "save"},
            ".props.on_blurr: no event of that name; expected one of click dblclick contextmenu input change "
            'submit keydown keyup focusin focusout toggle close play pause ended. Did you mean "on_blur"?',
        ),
        (
            {"action": ["save"]},
            '.props.action: a handler is named here; expected the name given to @app.event("…"), or a '
            "function, got list ['save'].",
        ),
        (
            {"on_click": ""},
            '.props.on_click: a handler is named here; expected the name given to @app.event("…"), or a '
            "function, got str ''.",
        ),
        ({"action": "a", "params": [1]}, ": params of a node; expected a dict, got list [1]."),
        ({"style": "color: red"}, ": style of a node; expected a dict, got str 'color: red'."),
    ],
)
def test_a_wrong_handler_param_or_style_is_an_error_with_its_place(props: dict[str, Any], told: str) -> None:
    with pytest.raises(TreeError) as raised:
        build({"type": "div", "props": props})

    assert str(raised.value) == f'page "/" > div{told}'


@pytest.mark.parametrize("value", ["false", "False", "no", "0", "off"])
def test_a_switch_that_is_told_no_in_words_is_painted_and_told(value: str) -> None:
    # Arrange
    props = {"disabled": value}

    # Act and assert: HTML asks whether the attribute is there, and it is
    assert attributes(props, "button")["disabled"] == value
    assert warnings(props, "button") == [
        f'disabled: HTML takes "{value}" for a yes, as it does any text; write False'
    ]


def test_a_text_that_says_no_where_texts_count_is_not_asked_about() -> None:
    assert warnings({"draggable": "false", "aria-hidden": "false", "value": "no", "hidden": False}) == []


@pytest.mark.parametrize(
    ("key", "meant"),
    [
        ("Entr", "Enter"),
        ("ctrl+Escpe", "Escape"),
        ("Esc", "Escape"),
        ("ctrl+shift+del", "Delete"),
        ("up", "ArrowUp"),
        ("pagdown", "PageDown"),
    ],
)
def test_a_key_that_looks_like_a_slip_is_told(key: str, meant: str) -> None:
    assert warnings({f"on_keydown.{key}": "go"}, "input") == [
        f'on_keydown.{key}: browsers know no such key. Did you mean "{meant}"?'
    ]


@pytest.mark.parametrize(
    "key", ["Enter", "enter", "ctrl+s", "a", "+", "ctrl++", "space", "F5", "ArrowUp", "MediaPlayPause", "é"]
)
def test_a_key_that_may_well_be_one_is_not_asked_about(key: str) -> None:
    assert warnings({f"on_keydown.{key}": "go"}, "input") == []


def test_of_a_node_full_of_unknown_attributes_only_the_first_are_asked_about() -> None:
    # Act: a stranger's dict may have any number of them
    asked = warnings({f"plcaeholder{number}": "x" for number in range(1_000)}, "input")

    # Assert
    assert 10 < len(asked) < 100
