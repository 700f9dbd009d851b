"""Node types that draw themselves: a function of their props, in a region of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from cacao import App, Component, State
from cacao_kernel import CacaoError, NodeType, hookimpl
from cacao_kernel.rows import For


class Drawn:
    """A plugin with one node type, ``card``, that is drawn by a function."""

    def __init__(self, draw: Callable[[Mapping[str, Any]], object]) -> None:
        self.draw = draw

    @hookimpl
    def register_node_types(self) -> dict[str, NodeType]:
        return {"card": NodeType(render=self.draw)}


def app_of(draw: Callable[[Mapping[str, Any]], object], page: Callable[[], object]) -> App:
    app = App(extensions=[Drawn(draw)])
    app.mix("/")(page)
    return app


def test_a_node_type_is_drawn_by_a_function_of_its_props(cacao_app: Any) -> None:
    # Arrange
    seen: list[Mapping[str, Any]] = []

    def draw(props: Mapping[str, Any]) -> object:
        seen.append(props)
        return {"type": "section", "children": [props["format"](props["value"]), props["children"]]}

    given = {"value": 3, "format": lambda value: f"<{value}>"}
    app = app_of(draw, lambda: {"type": "card", "props": given, "children": ["below"]})

    # Act
    user = cacao_app(app).open("/")

    # Assert
    user.sees("<3>").sees("below")
    assert user.page.root.children[0].tag == "section"
    assert seen[0] == given | {"children": ["below"]}


def test_a_drawn_node_may_be_any_tree(cacao_app: Any) -> None:
    # Arrange
    class Inner(Component):
        def render(self) -> dict[str, Any]:
            return {"type": "em", "props": {"content": "inner"}}

    def draw(props: Mapping[str, Any]) -> object:
        return (
            Inner()
            if "deep" in props
            else {"type": "p", "children": [{"type": "card", "props": {"deep": 1}}]}
        )

    # Act and assert
    cacao_app(app_of(draw, lambda: {"type": "card"})).open("/").sees("inner")


def test_what_a_drawn_node_reads_draws_it_alone_again(cacao_app: Any) -> None:
    # Arrange
    count = State(0, name="count")
    drawn: list[str] = []
    pages: list[None] = []

    def draw(props: Mapping[str, Any]) -> object:
        drawn.append(props["name"])
        content = f"{props['name']}: {count.value if props['name'] == 'live' else '-'}"
        return {"type": "button", "props": {"content": content, "action": "add"}}

    def page() -> object:
        pages.append(None)
        return {
            "type": "div",
            "children": [{"type": "card", "props": {"name": n}} for n in ("live", "still")],
        }

    app = app_of(draw, page)

    @app.event("add")
    def add() -> None:
        count.update(count.value + 1)

    # Act
    cacao_app(app).open("/").click("live: 0").sees("live: 1").click("still: -").sees("live: 2")

    # Assert
    assert drawn == ["live", "still", "live", "live"]
    assert len(pages) == 1


@pytest.mark.parametrize("listed", ["keys", "places", "For"])
def test_drawn_nodes_of_a_list_follow_what_they_read_however_the_page_changes(
    cacao_app: Any, listed: str
) -> None:
    # Arrange
    count, order = State(0, name="count"), State(list(range(20)), name="order")

    def draw(props: Mapping[str, Any]) -> object:
        return {"type": "p", "props": {"content": f"{props['number']} of {count.value}"}}

    def row(number: int) -> dict[str, Any]:
        key = {"key": number} if listed == "keys" else {}
        return {"type": "card", "props": {"number": number}, **key}

    def page() -> object:
        rows: Any = [row(number) for number in order.value]
        if listed == "For":
            rows = For(order.value, key=str, render=row)
        buttons = [{"type": "button", "props": {"content": n, "action": n}} for n in ("add", "turn", "drop")]
        return {"type": "div", "children": [*buttons, {"type": "section", "children": rows}]}

    app = app_of(draw, page)
    app.event("add")(lambda: count.update(count.value + 1))
    app.event("turn")(lambda: order.update([*reversed(order.value)]))
    app.event("drop")(lambda: order.update(order.value[1:]))
    user = cacao_app(app).open("/")

    added, numbers = 0, [*range(20)]
    for step in ("turn", "add", "drop", "add", "turn", "drop", "add"):
        added += step == "add"
        numbers = {"turn": numbers[::-1], "drop": numbers[1:], "add": numbers}[step]

        # Act
        user.click(step)

        # Assert
        shown = [node.content for node in user.page.root.walk() if node.tag == "p"]
        assert shown == [f"{number} of {added}" for number in numbers]


def test_the_key_of_a_drawn_node_is_that_of_what_is_drawn(cacao_app: Any) -> None:
    # Arrange
    def draw(props: Mapping[str, Any]) -> object:
        return {"type": "p", "props": {"content": "drawn"}}

    children = [{"type": "card", "key": "a"}, {"type": "card", "props": {"key": "b"}}]
    user = cacao_app(app_of(draw, lambda: {"type": "div", "children": children})).open("/")

    # Assert
    assert [child.attributes["data-cacao-key"] for child in user.page.root.children[0].children] == ["a", "b"]


def failed(cacao_app: Any, draw: Callable[[Mapping[str, Any]], object], node: dict[str, Any]) -> str:
    """Return what the page of an error says in development."""
    user = cacao_app(app_of(draw, lambda: {"type": "main", "children": [node]})).open("/")
    assert user.status == 500
    return str(user.page.text)


def refuse(props: Mapping[str, Any]) -> object:
    raise CacaoError("there is no such city", got=repr(props["city"]))


def test_what_a_drawing_refuses_says_where(cacao_app: Any) -> None:
    text = failed(cacao_app, refuse, {"type": "card", "props": {"city": "Atlantis"}})

    assert "page \"/\" > main > children[0] > card: there is no such city; got 'Atlantis'." in text


def test_what_a_drawing_raises_keeps_its_traceback_and_says_where(cacao_app: Any) -> None:
    text = failed(cacao_app, refuse, {"type": "card"})

    assert "KeyError\n'city'" in text
    assert 'It was raised where page "/" > main > children[0] > card is rendered.' in text


def test_a_drawing_that_is_no_tree_says_where(cacao_app: Any) -> None:
    text = failed(cacao_app, lambda props: {"type": "p", "children": [object()]}, {"type": "card"})

    assert 'page "/" > main > children[0] > card > p > children[0]: this is no part of a page' in text


def test_a_drawing_that_is_endless_says_so(cacao_app: Any) -> None:
    text = failed(cacao_app, lambda props: {"type": "card"}, {"type": "card"})
    deep = failed(cacao_app, lambda props: {"type": "b", "children": [{"type": "card"}]}, {"type": "card"})

    assert 'the node type "card" renders itself without end' in text
    assert 'the node type "card" renders itself without end' in deep
