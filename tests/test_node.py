"""Node: a child is found by its key, however many there are and whatever became of them since."""

from __future__ import annotations

import pytest

from cacao_kernel.node import MANY, Node


def make(keys: list[str]) -> Node:
    """Return a node with a child for each key."""
    node = Node("ul")
    node.children = [Node("li", key=key) for key in keys]
    node.settle()
    return node


@pytest.mark.parametrize("count", [3, MANY, 100])
def test_a_child_is_found_by_its_key_after_every_change(count: int) -> None:
    # Arrange
    keys = [f"k{number}" for number in range(count)]
    node = make(keys)
    assert node.find([keys[1]]) is node.children[1]

    # Act and assert: another takes its place, as a row that ran again does.
    fresh = Node("li", key=keys[1])
    fresh.parent, fresh.index = node, 1
    node.children[1] = fresh
    assert node.find([keys[1]]) is fresh

    # All move, one goes, one comes.
    gone = node.children[0]
    node.children = [*node.children[:0:-1], Node("li", key="new")]
    node.settle()
    for child in node.children:
        assert node.find([child.key]) is child
    assert node.find([gone.key]) is None

    # A key is another's by now.
    node.children[0].key, node.children[1].key = node.children[1].key, node.children[0].key
    for child in node.children:
        assert node.find([child.key]) is child
