"""The tree: every spelling a page may use becomes one shape, that of the browser."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from screens import Shown, build, pack

from cacao import Component, State
from cacao_kernel.errors import TreeError

P: list[Any] = ["p", {}, []]


class Greeting(Component):
    def render(self, ui_state: Mapping[str, Any] | None = None) -> dict[str, Any]:
        return {"type": "p", "props": {"content": "hello"}}


class PlainPage:
    """No Component, but it can render: the user's DashboardPage is such a one."""

    def render(self) -> dict[str, Any]:
        return {"type": "p", "props": {"content": "plain"}}


@pytest.mark.parametrize(
    "spelling",
    [
        {"type": "div", "children": [{"type": "p"}]},
        {"type": "div", "props": {"children": [{"type": "p"}]}},
        {"type": "div", "props": {}, "children": ({"type": "p"},)},
        {"type": "div", "props": None, "children": {"type": "p"}},
        {"type": "div", "props": {"children": []}, "children": [{"type": "p"}]},
        {"type": "div", "props": {"children": [{"type": "p"}]}, "children": ()},
        {"type": "div", "children": [[{"type": "p"}], [], [[]]]},
    ],
)
def test_children_may_stand_beside_props_or_inside(spelling: Any) -> None:
    assert pack(spelling) == ["div", {}, [P]]


@pytest.mark.parametrize(
    ("child", "text"),
    [
        ("word", "word"),
        (7, "7"),
        (0, "0"),
        (-0.5, "-0.5"),
        (Decimal("1.50"), "1.50"),
        (date(2026, 11, 22), "2026-11-22"),
        (datetime(2026, 11, 22, 12, tzinfo=UTC), "2026-11-22 12:00:00+00:00"),
        (State("held"), "held"),
    ],
)
def test_a_text_a_number_or_a_date_is_text(child: Any, text: str) -> None:
    assert pack({"type": "b", "children": [child]}) == ["b", {}, [text]]
    assert pack({"type": "b", "children": child}) == ["b", {}, [text]]
    assert pack({"type": "b", "props": {"content": child}}) == ["b", {}, [text]]


@pytest.mark.parametrize("nothing", [None, False, True, ""])
def test_a_child_that_shows_nothing_keeps_its_place(nothing: Any) -> None:
    assert pack({"type": "div", "children": ["a", nothing, {"type": "p"}]}) == ["div", {}, ["a", 0, P]]


@pytest.mark.parametrize("nothing", [None, False, [], ()])
def test_no_children_are_no_children(nothing: Any) -> None:
    assert pack({"type": "div", "children": nothing}) == ["div", {}, []]
    assert pack({"type": "div", "props": {"content": None, "children": nothing}}) == ["div", {}, []]


def test_a_comment_stands_between_texts_that_the_parser_would_join() -> None:
    tree = {"type": "p", "props": {"content": "a", "children": ["b", ["c", None], {"type": "b"}, "d"]}}

    assert pack(tree) == ["p", {}, ["a", 0, "b", 0, "c", 0, ["b", {}, []], "d"]]


def test_content_and_label_come_before_the_children() -> None:
    tree = {"type": "button", "props": {"label": "Save", "content": 1, "children": [{"type": "i"}]}}

    assert pack(tree)[2] == ["1", 0, "Save", ["i", {}, []]]


def test_a_label_is_text_for_a_button_alone() -> None:
    assert pack({"type": "button", "props": {"label": "English"}})[2] == ["English"]
    assert pack({"type": "track", "props": {"label": "English"}}) == ["track", {"label": "English"}, []]


def test_a_component_or_what_it_rendered_may_stand_as_a_child() -> None:
    # Arrange
    greeting = Greeting()

    # Act
    packed = pack(lambda: {"type": "div", "children": [greeting, greeting.render(), PlainPage()]})

    # Assert
    assert packed == ["div", {}, [["p", {}, ["hello"]], ["p", {}, ["hello"]], ["p", {}, ["plain"]]]]


def test_a_page_may_be_a_component() -> None:
    assert pack(lambda: Greeting()) == pack(lambda: Greeting().render()) == ["p", {}, ["hello"]]


def test_the_component_type_is_painted() -> None:
    tree = {"type": "section", "component_type": "counter", "props": {"content": "0"}}

    assert pack(tree) == ["section", {"data-component-type": "counter"}, ["0"]]


def test_a_node_type_says_tag_look_and_where_the_text_is() -> None:
    assert pack({"type": "text", "props": {"content": "a"}}) == ["span", {"class": "cacao-text"}, ["a"]]
    assert pack({"type": "button", "props": {"label": "Go", "type": "submit", "class": "big"}}) == [
        "button",
        {"type": "submit", "class": "cacao-button big"},
        ["Go"],
    ]


def test_rows_get_the_body_that_the_parser_would_put_around_them() -> None:
    row = {"type": "tr", "children": [{"type": "td", "props": {"content": 1}}]}
    tree = {
        "type": "table",
        "children": [{"type": "caption"}, None, row, None, [row], {"type": "tfoot"}, row],
    }
    painted_row = ["tr", {}, [["td", {}, ["1"]]]]

    assert pack(tree) == [
        "table",
        {},
        [
            ["caption", {}, []],
            0,
            ["tbody", {}, [painted_row, 0, painted_row]],
            ["tfoot", {}, []],
            ["tbody", {}, [painted_row]],
        ],
    ]


def test_every_node_knows_its_parent_and_its_place() -> None:
    # Arrange
    row = {"type": "tr", "children": [{"type": "td", "children": ["a", "b"]}]}
    root = build({"type": "div", "children": [None, {"type": "table", "children": [row, row]}]})

    # Act
    table = root.children[1]
    cell = table.children[0].children[1].children[0]

    # Assert
    assert cell.place() == [1, 0, 1, 0]
    assert [node.tag for node in cell.ancestors()] == ["tr", "tbody", "table", "div"]
    assert cell.children[2].place() == [1, 0, 1, 0, 2]
    assert root.find([1, 0, 1, 0]) is cell
    assert root.place() == []


def test_a_textarea_holds_one_text() -> None:
    assert pack({"type": "textarea", "children": ["a", None, "b"]}) == ["textarea", {}, ["ab"]]
    assert pack({"type": "textarea", "children": [None, ""]}) == ["textarea", {}, []]


def test_text_is_what_the_browser_will_hold() -> None:
    assert pack({"type": "pre", "props": {"content": "\na\r\nb\rc\0\ud800"}})[2] == [
        "\na\nb\nc\ufffd\ufffd\ufffd\ufffd"
    ]


def test_a_node_is_found_by_key_and_by_place() -> None:
    # Arrange
    item = {"type": "li", "children": ["x", {"type": "b"}]}
    root = build({"type": "ul", "children": [{**item, "key": "a"}, {**item, "key": 7}, item]})

    # Act and assert
    assert root.find(["7", 1]) is root.children[1].children[1]
    assert root.find([2, 1]) is root.children[2].children[1]
    assert root.find([]) is root
    for nowhere in (["8"], [3], [-1], ["a", 2], ["a", 0, 0], ["a", "b"]):
        assert root.find([*nowhere]) is None
    assert root.children[1].attributes == {"data-cacao-key": "7"}


@pytest.mark.parametrize(
    "spelling", [{"key": "a"}, {"props": {"key": "a"}}, {"key": "a", "props": {"key": "b"}}]
)
def test_a_key_stands_beside_props_or_inside(spelling: dict[str, Any]) -> None:
    assert build({"type": "p", **spelling}).key == "a"


def test_a_disabled_fieldset_disables_what_is_in_it() -> None:
    # Arrange
    button = {"type": "button", "props": {"label": "Go"}}
    form = build(
        {
            "type": "form",
            "children": [
                {
                    "type": "fieldset",
                    "props": {"disabled": True},
                    "children": [{"type": "p", "children": [button]}],
                },
                {"type": "fieldset", "props": {"disabled": False}, "children": [button]},
                {"type": "button", "props": {"disabled": True}},
            ],
        }
    )

    # Act
    disabled = [form.find([0, 0, 0]), form.find([1, 0]), form.find([2])]

    # Assert
    assert [node is not None and node.is_disabled for node in disabled] == [True, False, True]


def test_a_page_may_be_as_deep_as_the_limit_and_no_deeper() -> None:
    # Arrange
    deep: dict[str, Any] = {"type": "b", "children": ["end"]}
    for _ in range(127):
        deep = {"type": "div", "props": {"children": [deep]}}

    # Act
    shown = Shown(deep)

    # Assert
    assert str(shown.packed).count("div") == 127
    with pytest.raises(TreeError, match="the tree is deeper than 128 nodes"):
        Shown({"type": "div", "children": [deep]})


def test_a_tree_that_holds_itself_is_an_error_of_its_own() -> None:
    # Arrange
    node: dict[str, Any] = {"type": "div"}
    node["children"] = [node]
    listed: list[Any] = []
    listed.append(listed)

    class Loop(Component):
        def render(self) -> Any:
            return node

    # Act and assert
    for page in (node, lambda: Loop(), lambda: Loop().render(), {"type": "div", "children": listed}):
        with pytest.raises(TreeError, match="deep"):
            Shown(page)
