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
from cacao_kernel.node import Action


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
        "onclick",
        "ONERROR",
        "on:click",
        "srcdoc",
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


@pytest.mark.parametrize("value", [{"a": 1}, [1], object(), b"a", {1}])
def test_a_value_that_is_no_text_is_left_out_and_told(value: Any) -> None:
    assert warnings({"title": value}) == ["title was left out: no attribute a node may have"]


def test_a_class_that_is_an_object_is_left_out_and_told() -> None:
    assert warnings({"class": {"a": True}}) == ["class was left out: no attribute a node may have"]


@pytest.mark.parametrize(
    ("kind", "prop"),
    [
        ("a", "href"),
        ("a", "HREF"),
        ("img", "src"),
        ("button", "formAction"),
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


def test_handlers_are_named_by_the_kind_of_event() -> None:
    # Arrange
    props = {"action": "save", "on_input": "check", "on_keydown": None, "params": {"id": 7}, "label": "Save"}

    # Act
    button = build({"type": "button", "props": props})

    # Assert
    assert button.actions == {"click": Action("save", {"id": 7}), "input": Action("check", {"id": 7})}
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
            ".props.on_clik: no event of that name; expected one of click dblclick input change submit "
            'keydown keyup focusin focusout. Did you mean "click"?',
        ),
        (
            {"action": print},
            '.props.action: a handler is named here; expected the name given to @app.event("…"), got '
            "builtin_function_or_method <built-in function print>.",
        ),
        (
            {"on_click": ""},
            '.props.on_click: a handler is named here; expected the name given to @app.event("…"), got '
            "str ''.",
        ),
        ({"action": "a", "params": [1]}, ": params of a node; expected a dict, got list [1]."),
        ({"style": "color: red"}, ": style of a node; expected a dict, got str 'color: red'."),
    ],
)
def test_a_wrong_handler_param_or_style_is_an_error_with_its_place(props: dict[str, Any], told: str) -> None:
    with pytest.raises(TreeError) as raised:
        build({"type": "div", "props": props})

    assert str(raised.value) == f'page "/" > div{told}'
