"""Trees: branches that are opened, lazily, and things that are chosen."""

from __future__ import annotations

from typing import Any

import pytest
from screens import Shown

from cacao import App, State
from cacao_kernel import CacaoError
from cacao_plugins.components.data import Tree, TreeItem


def item(user: Any, text: str) -> Any:
    """Return the item of a tree that is called this."""
    for node in user.page.root.walk():
        if node.attributes.get("role") == "treeitem" and node.label.startswith(text):
            return node
    raise AssertionError(f"there is no {text} in {user.text}")


def press(user: Any, text: str, tag: str) -> Any:
    """Click on a part of an item: the span that opens it, or the div that chooses it."""
    parts = [node for node in item(user, text).walk() if node.tag == tag]
    return user.trigger(next(part for part in parts if part.attributes.get("data-cacao-on")), "click")


def test_what_is_in_a_branch_is_asked_for_when_it_is_opened(cacao_app: Any) -> None:
    # Arrange
    app, asked = App(), list[str]()

    def roasts() -> list[str]:
        asked.append("roasts")
        return ["Light", "Dark"]

    app.mix("/")(
        lambda: {"type": "main", "children": [Tree([TreeItem("Roasts", children=roasts), "Tea"], "Shelf")]}
    )
    user = cacao_app(app).open().sees("Roasts").misses("Dark")
    assert asked == []
    assert item(user, "Roasts").attributes["aria-expanded"] == "false"

    # Act
    press(user, "Roasts", "span").sees("Dark")

    # Assert
    assert item(user, "Roasts").attributes["aria-expanded"] == "true"
    assert item(user, "Dark").attributes["aria-level"] == "2"
    assert "aria-expanded" not in item(user, "Tea").attributes
    press(user, "Roasts", "span").misses("Dark")


def test_a_choice_is_in_the_state_and_the_app_is_told(cacao_app: Any) -> None:
    # Arrange
    app, chosen, told = App(), State("", name="chosen"), State("", name="told")

    @app.event("pick")
    async def pick(event: Any) -> None:
        told.set(f"picked {event.value}")

    @app.mix("/")
    def home() -> Any:
        tree = Tree(["Ann", "Bob"], "People", bind=chosen, on_select="pick")
        return {"type": "main", "children": [tree, {"type": "p", "props": {"content": told}}]}

    user = cacao_app(app).open()

    # Act
    press(user, "Bob", "div").sees("picked Bob")

    # Assert
    assert item(user, "Bob").attributes["aria-selected"] == "true"
    assert item(user, "Ann").attributes["aria-selected"] == "false"
    with user:
        assert chosen.value == "Bob"


def test_two_things_of_one_key_are_refused() -> None:
    with pytest.raises(CacaoError, match="two things of a tree have the key 'Ann'"):
        Shown(Tree(["Ann", TreeItem("Bob", children=["Ann"])], "People", opened=["Bob"]))


def test_a_tree_that_holds_itself_is_drawn_as_far_as_it_is_open() -> None:
    # Arrange
    numbers = iter(range(100))

    def inside() -> list[TreeItem]:
        return [TreeItem(f"n{next(numbers)}", children=inside)]

    # Act
    shown = repr(Shown(Tree([TreeItem("top", children=inside)], "Deep", opened=["top", "n0"])).packed)

    # Assert
    assert "n1" in shown
    assert "n2" not in shown
