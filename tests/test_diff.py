"""Diff: the ops that turn one tree into another, read as a browser reads them."""

from __future__ import annotations

import copy
from bisect import bisect_left
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from screens import build
from search import examples

from cacao_kernel.diff import diff
from cacao_kernel.node import Node

Packed = Any


def ops_between(old: Any, new: Any, place: list[int] | None = None) -> list[list[Any]]:
    """Return the ops from one tree to another; dicts are pages, as a user writes them."""
    return diff(build(old), build(new), place or [])


def apply(tree: Packed, ops: list[list[Any]]) -> Packed:
    """Return what the ops make of a packed tree; the reference for every browser."""
    tree = copy.deepcopy(tree)

    def at(place: list[int]) -> Packed:
        node = tree
        for index in place:
            node = node[2][index]
        return node

    for letter, place, *rest in ops:
        if letter == "m":
            children, (before, after) = at(place)[2], rest
            children.insert(after, children.pop(before))
        elif letter in ("n", "s"):
            attributes = at(place)[1]
            changes = rest[0] if letter == "n" else {"style": rest[0] or None}
            for name, value in changes.items():
                attributes.pop(name, None)
                if value is not None:
                    attributes[name] = value
        elif letter == "w" and not place:
            tree = rest[0]
        else:
            children, index = at(place[:-1])[2], place[-1]
            assert 0 <= index <= len(children) - (letter != "i")
            if letter == "t":
                assert isinstance(children[index], str)
            children[index : index + (letter != "i")] = [] if letter == "r" else [rest[0]]
    return tree


def items(names: str, **props: Any) -> dict[str, Any]:
    """Return a list with an item for each letter, keyed by it."""
    return {
        "type": "ul",
        "children": [{"type": "li", "key": name, "props": {"content": name, **props}} for name in names],
    }


def item(name: str) -> Packed:
    return ["li", {"data-cacao-key": name}, [name]]


def div(*children: Any, **props: Any) -> dict[str, Any]:
    return {"type": "div", "props": props, "children": list(children)}


B = {"type": "b"}
I = {"type": "i"}  # noqa: E741 - the element


@pytest.mark.parametrize(
    ("old", "new", "ops"),
    [
        (div("a"), div("a"), []),
        (div("a"), div("b"), [["t", [0], "b"]]),
        (div(B, div("a")), div(B, div("b")), [["t", [1, 0], "b"]]),
        (div(title="a", id="x"), div(title="b", id="x"), [["n", [], {"title": "b"}]]),
        (div(title="a"), div(id="x"), [["n", [], {"id": "x", "title": None}]]),
        (div(B, hidden=True), div(B), [["n", [], {"hidden": None}]]),
        (
            div(style={"color": "red", "margin": 1}),
            div(style={"color": "blue"}),
            [["s", [], {"color": "blue"}]],
        ),
        (div(style={"color": "red"}), div(), [["s", [], {}]]),
        (div(style={"color": "red"}, title="a"), div(title="b"), [["n", [], {"title": "b"}], ["s", [], {}]]),
        (div(), div(B), [["i", [0], ["b", {}, []]]]),
        (div(B), div(), [["r", [0]]]),
        (div("a", B), div(B), [["r", [0]]]),
        (div(B), div("a", B), [["i", [0], "a"]]),
        (div(None), div("a"), [["w", [0], "a"]]),
        (div("a", None, B), div(None, "a", B), [["w", [0], 0], ["w", [1], "a"]]),
        (div("a"), div("a", "b"), [["i", [1], "b"], ["i", [1], 0]]),
        (div(B), div(I), [["w", [0], ["i", {}, []]]]),
        (div(B, I), div(I, B), [["w", [0], ["i", {}, []]], ["w", [1], ["b", {}, []]]]),
        (div(B, I), div(I, B, B), [["i", [2], ["b", {}, []]], ["m", [], 1, 0]]),
        (B, I, [["w", [], ["i", {}, []]]]),
        ({**B, "key": 1}, {**B, "key": 2}, [["w", [], ["b", {"data-cacao-key": "2"}, []]]]),
        (div({**B, "key": 1}), div(B), [["r", [0]], ["i", [0], ["b", {}, []]]]),
        (
            div({**B, "key": 1}),
            div({**I, "key": 1}),
            [["w", [0], ["i", {"data-cacao-key": "1"}, []]]],
        ),
    ],
)
def test_the_ops_of_a_change(old: Any, new: Any, ops: list[list[Any]]) -> None:
    assert ops_between(old, new) == ops
    assert apply(build(old).packed(), ops) == build(new).packed()


@pytest.mark.parametrize(
    ("old", "new", "ops"),
    [
        ("abc", "abc", []),
        ("abc", "ab", [["r", [2]]]),
        ("abc", "bc", [["r", [0]]]),
        ("abc", "", [["r", [2]], ["r", [1]], ["r", [0]]]),
        ("", "ab", [["i", [0], item("b")], ["i", [0], item("a")]]),
        ("ac", "abc", [["i", [1], item("b")]]),
        ("bc", "abc", [["i", [0], item("a")]]),
        ("abc", "cab", [["m", [], 2, 0]]),
        ("abc", "bca", [["m", [], 0, 2]]),
        ("abcd", "dcba", [["m", [], 1, 0], ["m", [], 2, 0], ["m", [], 3, 0]]),
        ("abcde", "abdce", [["m", [], 3, 2]]),
        (
            "abcd",
            "xdby",
            [["r", [2]], ["r", [0]], ["i", [2], item("y")], ["m", [], 1, 0], ["i", [0], item("x")]],
        ),
    ],
)
def test_a_keyed_list_is_changed_by_as_few_ops_as_can_be(old: str, new: str, ops: Any) -> None:
    # Act
    found = ops_between(items(old), items(new))

    # Assert
    assert found == ops
    assert apply(build(items(old)).packed(), found) == build(items(new)).packed()


def test_a_kept_item_is_changed_where_it_has_come_to_stand() -> None:
    assert ops_between(items("abc"), items("ca", title="x")) == [
        ["r", [1]],
        ["m", [], 1, 0],
        ["n", [0], {"title": "x"}],
        ["n", [1], {"title": "x"}],
    ]


def test_the_ops_of_a_part_of_the_page_address_the_whole_page() -> None:
    assert ops_between(div(B, "a"), div(I, "b"), [3, 1]) == [
        ["w", [3, 1, 0], ["i", {}, []]],
        ["t", [3, 1, 1], "b"],
    ]


def test_what_is_hidden_leaves_its_place_so_that_its_like_beside_it_stay_who_they_are() -> None:
    one, two = ({"type": "input", "props": {"name": name}} for name in ("one", "two"))

    assert ops_between(div(one, two), div(None, two)) == [["w", [0], 0]]
    assert ops_between(div(None, two), div(one, two)) == [["w", [0], ["input", {"name": "one"}, []]]]


def test_a_longer_or_shorter_list_without_keys_is_matched_by_order_among_its_like() -> None:
    assert ops_between(div("a", B, "b", I, B), div(B, "a", I, "c")) == [
        ["r", [4]],
        ["m", [], 3, 2],
        ["m", [], 1, 0],
        ["t", [3], "c"],
    ]


TEXT = st.sampled_from(["", "a", "b", "c"])
PROPS = st.fixed_dictionaries(
    {},
    optional={
        "title": TEXT,
        "id": TEXT,
        "class": TEXT,
        "action": st.sampled_from(["save", "drop"]),
        "params": st.fixed_dictionaries({"id": st.integers(0, 2)}),
        "style": st.dictionaries(st.sampled_from(["color", "margin"]), st.sampled_from(["red", 1, None])),
    },
)


def unlike(children: list[Any]) -> list[Any]:
    """Return children with every second node of one key left out."""
    seen: set[Any] = set()
    kept: list[Any] = []
    for child in children:
        key = child.get("key") if isinstance(child, dict) else None
        if key is None or key not in seen:
            kept.append(child)
        seen.add(key)
    return kept


def elements(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.builds(
        lambda kind, key, props, children: {
            "type": kind,
            "key": key,
            "props": props,
            "children": unlike(children),
        },
        st.sampled_from(["div", "section", "b"]),
        st.none() | st.sampled_from("pqrstu"),
        PROPS,
        st.lists(inner, max_size=7),
    )


TREES = elements(
    st.recursive(TEXT | st.none(), lambda inner: TEXT | st.none() | elements(inner), max_leaves=25)
)
TABLES = st.lists(st.sampled_from(["tr", "tr", "thead", "caption", None]), max_size=5).map(
    lambda tags: {"type": "table", "children": [tag and {"type": tag} for tag in tags]}
)


@examples(600)
@given(st.one_of(st.tuples(TREES, TREES), st.tuples(TABLES, TABLES)))
def test_the_ops_between_any_two_trees_turn_one_into_the_other(trees: tuple[Any, Any]) -> None:
    # Arrange
    old, new = (build(tree) for tree in trees)
    before = old.packed()

    # Act
    ops = diff(old, new, [])

    # Assert
    assert apply(before, ops) == new.packed()
    assert old.packed() == before
    assert diff(new, new, []) == []


def fewest_moves(old: Node, new: Node) -> int:
    """Return how many kept children must move: all but a longest run that keeps its order."""
    places = {child.key: index for index, child in enumerate(old.children)}
    tails: list[int] = []
    kept = [places[child.key] for child in new.children if child.key in places]
    for place in kept:
        pile = bisect_left(tails, place)
        tails[pile : pile + 1] = [place]
    return len(kept) - len(tails)


@examples(300)
@given(st.permutations(range(9)), st.permutations(range(9)), st.integers(0, 9), st.integers(0, 9))
def test_no_more_children_move_than_must(one: list[int], two: list[int], cut: int, drop: int) -> None:
    # Arrange
    old, new = (build(items([str(n) for n in numbers])) for numbers in (one[:cut], two[drop:]))  # type: ignore[arg-type]

    # Act
    ops = diff(old, new, [])

    # Assert
    assert apply(old.packed(), ops) == new.packed()
    assert sum(op[0] == "m" for op in ops) == fewest_moves(old, new)
    assert sum(op[0] == "i" for op in ops) == len(set(two[drop:]) - set(one[:cut]))
    assert sum(op[0] == "r" for op in ops) == len(set(one[:cut]) - set(two[drop:]))
    assert {op[0] for op in ops} <= {"m", "i", "r"}
