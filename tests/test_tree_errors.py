"""A page that returns no tree is told where, what was expected, and what came."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from screens import Shown

from cacao import Component, State
from cacao_kernel.errors import TreeError


class Broken(Component):
    """Its tree has a wrong type deep inside."""

    def render(self) -> Any:
        return {"type": "section", "props": {"children": ["a", {"type": "buton"}]}}


class ListPage:
    """A plain object whose render returns no node."""

    def render(self) -> Any:
        return ["a"]


def message(tree: Any) -> str:
    """Return what a developer is told of this page."""
    with pytest.raises(TreeError) as raised:
        Shown(tree)
    return str(raised.value)


def inside(child: Any, around: str = "div") -> dict[str, Any]:
    return {"type": "main", "children": [None, {"type": around, "props": {"children": ["a", [child]]}}]}


DEEP = 'page "/" > main > children[1] > div.props.children[1][0]'
NO_NODE = 'expected a dict with a "type", or a component'


@pytest.mark.parametrize(
    ("tree", "told"),
    [
        (None, f'page "/": this is no part of a page; {NO_NODE}, got None. Is a "return" missing?'),
        ("text", f"page \"/\": this is no part of a page; {NO_NODE}, got str 'text'."),
        ([], f'page "/": this is no part of a page; {NO_NODE}, got list [].'),
        (
            inside(b"x"),
            f"{DEEP}: this is no part of a page; {NO_NODE}, got bytes b'x'. Decode it to a string.",
        ),
        (inside({"a"}), f"{DEEP}: this is no part of a page; {NO_NODE}, got set {{'a'}}. Make it a list."),
        (
            inside(Broken),
            f"{DEEP}: this is no part of a page; {NO_NODE}, got type {Broken!r}. "
            "Make an instance of it: Broken().",
        ),
        (inside({}), f'{DEEP}: a node needs a "type"; expected a string, got None.'),
        (
            inside({"typ": "p"}),
            f'{DEEP}: a node needs a "type"; expected a string, got None. Did you mean "type"?',
        ),
        (inside({"tag": "p"}), f'{DEEP}: a node needs a "type"; expected a string, got None.'),
        (inside({"type": ["p"]}), f"{DEEP}: a node needs a \"type\"; expected a string, got list ['p']."),
        (inside({"type": "dvi"}), f'{DEEP}: there is no node type "dvi". Did you mean "div"?'),
        (inside({"type": "zzz"}), f'{DEEP}: there is no node type "zzz".'),
        (
            inside({"type": "p", "props": ["a"]}),
            f"{DEEP} > p: props of a node; expected a dict, got list ['a'].",
        ),
        (
            inside({"type": "p", "props": {3: 1}}),
            f"{DEEP} > p: the name of a prop; expected a string, got int 3.",
        ),
        (
            inside({"type": "p", "childern": []}),
            f"{DEEP} > p: a node has no 'childern'; expected type, props, children, key, component_type. "
            'Did you mean "children"?',
        ),
        (
            inside({"type": "p", "onclick": "x"}),
            f"{DEEP} > p: a node has no 'onclick'; expected type, props, children, key, component_type. "
            "Put it in props.",
        ),
        (
            inside({"type": "p", "children": ["a"], "props": {"children": "b"}}),
            f"{DEEP} > p: children stand twice; expected them beside props or inside props. "
            "Join the two lists.",
        ),
        (
            inside({"type": "button", "props": {"label": {}}}),
            f"{DEEP} > button.props.label: this is no text; expected a string or a number, got dict {{}}.",
        ),
        (
            inside({"type": "p", "props": {"content": State([1])}}),
            f"{DEEP} > p.props.content: this is no text; expected a string or a number, got list [1].",
        ),
        (
            inside({"type": "br", "children": "a"}),
            f"{DEEP} > br > children: <br> holds nothing, but here stands text; got str 'a'.",
        ),
        (
            inside({"type": "br", "children": [None]}),
            f"{DEEP} > br: <br> holds nothing. Remove its content and children.",
        ),
        (
            inside({"type": "table", "props": {"content": "a"}}),
            f"{DEEP} > table.props.content: <table> may hold <caption>, <colgroup>, <thead>, <tbody>, "
            "<tfoot>, <tr> only, but here stands text; got str 'a'.",
        ),
    ],
)
def test_a_wrong_shape_is_told_with_its_place(tree: Any, told: str) -> None:
    assert message(tree) == told


async def later() -> None:
    """Return nothing, when it is awaited."""


@pytest.mark.parametrize(
    ("value", "cure"),
    [
        (frozenset("a"), "Make it a list."),
        ((letter for letter in "ab"), "Make it a list."),
        (map(str, [1]), "Make it a list."),
        (bytearray(b"a"), "Decode it to a string."),
        (ListPage, "Make an instance of it: ListPage()."),
        (1j, "complex 1j."),
    ],
)
def test_a_value_that_nearly_is_one_is_told_what_to_do(value: Any, cure: str) -> None:
    told = message(inside({"type": "p", "children": [value]}))

    assert told.startswith(f"{DEEP} > p > children[0]: this is no part of a page; {NO_NODE}, got ")
    assert told.endswith(cure)


def test_what_an_async_function_returned_is_told_to_be_awaited() -> None:
    assert message(later()).endswith("It comes from an async function: await that first.")


@pytest.mark.parametrize(
    ("value", "got"),
    [
        (float("nan"), "float nan"),
        (float("inf"), "float inf"),
        (Decimal("Infinity"), "Decimal('Infinity')"),
        (State(10**5_000), "a longer number"),
        (State("x" * 10_000_001), "str 'xxxx"),
    ],
)
@pytest.mark.parametrize("spelling", ["content", "child"])
def test_a_number_or_a_text_past_all_measure_is_an_error(value: Any, got: str, spelling: str) -> None:
    # Arrange
    node = {"content": {"props": {"content": value}}, "child": {"children": [value]}}[spelling]

    # Act
    told = message({"type": "p", **node})

    # Assert
    where = " > children[0]" if spelling == "child" else ".props.content"
    expected = "expected a finite number, or up to 10000000 characters"
    assert told.startswith(f'page "/" > p{where}: this cannot be shown as text; {expected}, got {got}')
    assert len(told) < 250


def test_a_tree_that_holds_itself_is_an_error_with_its_place() -> None:
    # Arrange
    node: dict[str, Any] = {"type": "div"}
    node["children"] = [node]
    children: list[Any] = ["a"]
    children.append(children)

    # Act and assert
    assert message(node).startswith('page "/" > div > children[0] > div > ')
    assert "the tree is deeper than 128 nodes" in message(node)
    assert "lists stand 128 deep in each other" in message({"type": "p", "children": children})


def test_params_that_hold_themselves_are_an_error_with_their_place() -> None:
    # Arrange
    params: dict[str, Any] = {}
    params["own"] = [params]

    # Act
    told = message(inside({"type": "button", "props": {"action": "go", "params": params}}))

    # Assert
    assert told == (
        f"{DEEP} > button.props.params: params hold themselves, or stand too deep in each other; "
        "expected plain data."
    )


@pytest.mark.parametrize("given", [3, Broken, object()])
def test_a_component_type_is_a_text(given: Any) -> None:
    told = message(inside({"type": "p", "component_type": given}))

    assert told.startswith(
        f"{DEEP} > p: component_type of a node; expected a string, got {type(given).__name__}"
    )


def test_an_error_is_one_line_whatever_stands_in_it() -> None:
    told = message(inside({"type": "a\nb\x1b[31m\u2028" + "x" * 500}))

    assert told.startswith(f'{DEEP}: there is no node type "a\\nb\\x1b[31m\\u2028xx')
    assert told.isprintable()
    assert len(told) < 200


@pytest.mark.parametrize("key", [1.5, "", True, ("a",), State("a")])
def test_a_key_is_a_text_or_a_whole_number(key: Any) -> None:
    told = message(inside({"type": "p", "key": key}))

    assert told.startswith(f"{DEEP} > p: key of a node; expected a string or a whole number, got ")


@pytest.mark.parametrize(("around", "item"), [("ul", "li"), ("tbody", "tr"), ("table", "tr")])
def test_two_children_cannot_have_one_key(around: str, item: str) -> None:
    # Arrange
    items = [{"type": item, "key": 1}, [None, {"type": item, "key": "1"}]]
    listed = {"type": around, "children": items}
    tree = {"type": "table", "children": [listed]} if around == "tbody" else listed

    # Act
    told = message(tree)

    # Assert
    assert told.endswith(f"{around}: two children have the key '1'. Give each its own.")


def test_the_same_key_in_two_places_is_no_error() -> None:
    items = [{"type": "li", "key": 1, "children": [{"type": "b", "key": 1}]}]

    shown = Shown({"type": "div", "children": [{"type": "ul", "children": items} for _ in range(2)]})

    assert shown.root.children[1].find(["1", "1"]) is not None


@pytest.mark.parametrize("page", [lambda: inside(Broken()), lambda: inside(Broken().render())])
def test_the_place_names_the_component(page: Any) -> None:
    assert message(page) == (
        f'{DEEP} > Broken > section.props.children[1]: there is no node type "buton". Did you mean "button"?'
    )


def test_the_place_names_a_plain_object_too() -> None:
    told = message(lambda: inside(ListPage()))

    assert told == f"{DEEP} > ListPage: this is no part of a page; {NO_NODE}, got list ['a']."


def test_a_value_that_cannot_be_shown_still_gets_its_error() -> None:
    class Shy:
        def __repr__(self) -> str:
            raise ValueError("no")

    assert message(inside(Shy())).endswith("got Shy ….")
    assert message(inside({"type": "p", "key": ("x" * 99,)})).endswith("xxx….")


def test_the_place_is_the_same_when_a_component_runs_again() -> None:
    # Arrange
    kind = State("p")

    class Changing(Component):
        def render(self) -> Any:
            return {"type": "section", "children": [{"type": kind.value}]}

    shown = Shown(lambda: inside(Changing()))

    # Act
    with pytest.raises(TreeError) as raised:
        shown.change((kind, "dvi"))

    # Assert
    assert str(raised.value) == (
        f'{DEEP} > Changing > section > children[0]: there is no node type "dvi". Did you mean "div"?'
    )
