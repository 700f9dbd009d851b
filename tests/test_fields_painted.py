"""Fields as they are painted: each shows what the State holds that it is bound to."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from fields import Tree, field, select
from screens import Shown, build
from test_diff import apply

from cacao import Component, State
from cacao_kernel.errors import TreeError


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
