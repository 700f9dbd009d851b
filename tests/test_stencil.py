"""Rows that are copied from one that was built are, to the last mark, as if each were built."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from screens import Shown
from search import examples

from cacao import For, State
from cacao_kernel import children, tree
from cacao_kernel.errors import TreeError
from cacao_kernel.extent import Extent
from cacao_kernel.node import Node

Tree = dict[str, Any]

COUNT = State(0, name="count")


def click(*given: Any) -> None:
    """A handler."""


TEXTS = st.sampled_from(
    ["a", "b", "", '"', "\\", '"},{"', "\r\n", "\0", "\0hole0", "ä<", 0, 1, 11, -3, 1.5, 1e300, True, None]
)
KEYS = st.sampled_from([None, "a", 3])
LINKS = st.sampled_from(["/a", "/b?c=1", "javascript:alert(1)", "", 7, True, None])


@st.composite
def nodes(draw: Any, depth: int = 2) -> Tree:
    """Return a node such as pages write, with whatever may stand in it."""
    kind = draw(st.sampled_from(["span", "a", "p", "button", "text", "input", "textarea", "select", "ul"]))
    props: Tree = {}
    for name, values in (
        ("content", TEXTS),
        ("title", TEXTS),
        ("href", LINKS),
        ("label", TEXTS),
        ("class", st.sampled_from(["x", ["x", "y"]])),
        ("target", st.sampled_from(["_blank", "_self"])),
        ("disabled", st.booleans()),
        ("style", st.sampled_from([{"color": "red"}, {"margin": 3, ":hover": {"color": "blue"}}])),
        ("params", st.dictionaries(st.sampled_from("ab"), st.one_of(TEXTS, st.lists(TEXTS, max_size=2)))),
        ("on_click", st.sampled_from(["named", click])),
        ("action", st.just("named")),
        ("data-n", TEXTS),
        ("debounce", st.just(20)),
    ):
        if draw(st.integers(0, 3)) == 0:
            props[name] = draw(values)
    node: Tree = {"type": kind, "props": props}
    if draw(st.booleans()):
        node["key"] = draw(KEYS)
    if depth and kind not in ("input", "textarea", "select") and draw(st.booleans()):
        inner = st.one_of(nodes(depth - 1), TEXTS)  # type: ignore[arg-type]
        (node if draw(st.booleans()) else props)["children"] = draw(st.lists(inner, max_size=3))
    return node


def vary(draw: Any, value: Any) -> Any:
    """Return what stands somewhere in another row: the same, or something that rows differ in."""
    if isinstance(value, dict):
        return {name: vary(draw, inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [vary(draw, inner) for inner in value]
    return value if callable(value) or draw(st.integers(0, 2)) else draw(TEXTS)


@st.composite
def rows(draw: Any) -> list[Tree]:
    """Return rows of a list, each one much like the first."""
    first = draw(nodes())
    kept = {"type": first["type"]}
    found = [first]
    for number in range(draw(st.integers(8, 12))):
        row = {**vary(draw, first), **kept}
        if "key" in first:
            row["key"] = f"k{number}"
        found.append(row)
    return found


def show(page: Any, monkeypatch: pytest.MonkeyPatch, least: int) -> Any:
    """Return a page's tree and its handlers, or its error, with stencils for lists of so many rows."""
    monkeypatch.setattr(children, "STENCIL_ROWS", least)
    try:
        shown = Shown(page)
    except TreeError as error:
        return str(error).partition(" > ")[0]
    for node in shown.root.walk():
        assert [child.parent for child in node.children] == [node] * len(node.children)
        assert [child.index for child in node.children] == [*range(len(node.children))]
    region = shown.screen.region
    return shown.packed, [*map(tell, shown.root.walk())], region.size


def tell(node: Node) -> Any:
    """Return what the browser does not see of a node."""
    actions = {
        token: (getattr(action.handler, "__code__", action.handler), action.params, action.around is not None)
        for token, action in node.actions.items()
    }
    return node.tag, node.key, node.mark, node.is_bound, actions


@pytest.mark.parametrize("how", ["plain", "for"])
@examples(400)
@given(rows())
def test_rows_are_the_same_with_stencils_as_without(how: str, rows: list[Tree]) -> None:
    def page() -> Tree:
        if how == "plain":
            return {"type": "main", "children": rows}
        items = [{"id": number, "row": row} for number, row in enumerate(rows)]
        return {"type": "main", "children": [For(items, key="id", render=lambda item: item["row"])]}

    with pytest.MonkeyPatch.context() as monkeypatch:
        # Act
        built = show(page, monkeypatch, 1_000_000)
        copied = show(page, monkeypatch, 8)

    # Assert
    assert copied == built


def with_inner_keys(number: int) -> Tree:
    inner = [{"type": "i", "key": "x"}, {"type": "i", "key": "x" if number == 30 else "y"}]
    return {"type": "p", "children": inner}


def with_key(key: Any) -> Callable[[int], Tree]:
    return lambda number: {"type": "p", "key": key if number == 30 else number}


def with_key_in_props(number: int) -> Tree:
    always = "the same"
    button = {"type": "button", "props": {"label": "go", "on_click": lambda: always}}
    return {"type": "p", "props": {"key": number}, "children": [button]}


def with_target(number: int) -> Tree:
    target = "_blank" if number == 30 else "_self"
    return {"type": "a", "props": {"href": f"/{number}", "target": target, "content": "there"}}


def with_classes(number: int) -> Tree:
    return {"type": "text", "props": {"class": f"c{number}", "content": number}}


@pytest.mark.parametrize(
    "row",
    [with_inner_keys, with_key(""), with_key(1.5), with_key_in_props, with_target, with_classes],
)
def test_what_only_the_builder_can_judge_is_judged_in_every_row(
    row: Callable[[int], Tree], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Arrange
    def page() -> Tree:
        return {"type": "main", "children": [row(number) for number in range(50)]}

    # Act
    built = show(page, monkeypatch, 1_000_000)
    copied = show(page, monkeypatch, 40)

    # Assert
    assert copied == built


def table(count: int) -> Callable[[], Tree]:
    """Return a page with a table of so many rows, each with a button, a link and a params of its own."""

    def row(number: int) -> Tree:
        link = {"href": f"/{number}", "content": number}
        less = {"label": "-", "action": "less", "params": {"n": number}}
        return {
            "type": "tr",
            "key": number,
            "children": [
                {"type": "td", "props": {"content": f"Row {number}"}},
                {
                    "type": "td",
                    "children": [{"type": "a", "props": link}],
                },
                {
                    "type": "td",
                    "children": [
                        {"type": "button", "props": {"label": "+", "on_click": lambda: click(number)}},
                        {"type": "button", "props": less},
                    ],
                },
            ],
        }

    def page() -> Tree:
        body = {"type": "tbody", "children": [row(number) for number in range(count)]}
        return {"type": "table", "children": [body]}

    return page


def test_of_a_long_table_one_row_is_built_and_the_others_are_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    # Arrange
    built: list[Any] = []
    real = tree.Builder._element

    def note(builder: tree.Builder, value: Any, spot: Any) -> Node:
        built.append(value["type"])
        return real(builder, value, spot)

    monkeypatch.setattr(tree.Builder, "_element", note)

    # Act
    shown = Shown(table(200))

    # Assert
    assert built.count("tr") == 1
    last = shown.root.children[0].children[199]
    assert last.packed()[2][0][2] == ["Row 199"]
    plus, less = last.children[2].children
    first = shown.root.children[0].children[0].children[2].children[0]
    assert plus.actions["click"].handler is not first.actions["click"].handler
    assert less.actions["click"].params == {"n": 199}


def test_a_copied_row_counts_for_the_limit_of_a_page() -> None:
    with pytest.raises(TreeError, match="too many nodes"):
        Shown(table(200), extent=Extent(nodes=1_000))


def test_a_mistake_in_a_late_row_is_told_as_in_the_first() -> None:
    # Arrange
    page = table(50)()
    page["children"][0]["children"][45]["children"][0]["props"]["content"] = object()

    # Act and assert
    with pytest.raises(TreeError, match=r"children\[45\] > tr > children\[0\] > td\.props\.content"):
        Shown(lambda: page)
