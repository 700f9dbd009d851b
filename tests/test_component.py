"""Component: a reusable part of a page, with a render of the author's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import pytest
from screens import Shown, pack

from cacao import Component, State
from cacao_kernel.errors import TreeError
from cacao_kernel.region import Region

Tree = dict[str, Any]


def text(value: object) -> Tree:
    return {"type": "p", "props": {"content": value}}


class MyComponent(Component):
    """The user's own: the id of the component travels in its params."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = title
        self.component_type = "my-component"

    def render(self, ui_state: dict[str, Any] | None = None) -> Tree:
        return {
            "type": "section",
            "component_type": self.component_type,
            "props": {
                "children": [
                    {"type": "text", "props": {"content": self.title}},
                    {
                        "type": "button",
                        "props": {
                            "label": "Click Me",
                            "action": "component_action",
                            "params": {"component_id": id(self)},
                        },
                    },
                ]
            },
        }


def test_outside_of_any_page_render_is_the_authors_function() -> None:
    # Arrange
    component = MyComponent("a")

    # Act
    rendered = component.render()

    # Assert
    assert rendered["props"]["children"][1]["props"]["params"] == {"component_id": id(component)}
    assert component.render(None) == component.render(ui_state={}) == rendered


def test_a_component_is_shown_with_its_type() -> None:
    # Arrange
    mine = MyComponent("a")

    # Act
    shown = Shown(lambda: {"type": "main", "children": [mine]})

    # Assert
    section = shown.packed[2][0]
    assert section[:2] == ["section", {"data-component-type": "my-component"}]
    assert section[2][0] == ["span", {"class": "cacao-text"}, ["a"]]
    assert section[2][1][2] == ["Click Me"]
    assert str(id(mine)) not in str(shown.packed)


def test_the_kind_is_the_component_type_or_else_the_class() -> None:
    class Clock(Component):
        pass

    class Dated(Clock):
        component_type = "dated"

    assert MyComponent("a").kind == "my-component"
    assert Clock().kind == "test_the_kind_is_the_component_type_or_else_the_class.<locals>.Clock"
    assert Dated().kind == "dated"


def test_a_component_without_render_says_so() -> None:
    class Empty(Component):
        pass

    with pytest.raises(NotImplementedError, match=r"Empty needs a render method that returns its tree"):
        Shown(lambda: Empty())


def test_a_render_may_take_the_named_states_or_not() -> None:
    # Arrange
    count = State(7, name="shop.count")
    seen: list[Any] = []

    class Takes(Component):
        def render(self, ui_state: Mapping[str, Any] | None = None) -> Tree:
            seen.append(None if ui_state is None else ui_state["count"])
            return text("a")

    class Needs(Component):
        def render(self, ui_state: Mapping[str, Any]) -> Tree:
            seen.append(ui_state["shop.count"])
            return text("b")

    class Leaves(Component):
        def render(self) -> Tree:
            return text("c")

    # Act
    pack(
        lambda: {"type": "main", "children": [Takes(), Takes().render(), Needs(), Needs().render(), Leaves()]}
    )
    pack(lambda: Takes().render(None))
    pack(lambda: Takes().render(ui_state={"count": 0}))

    # Assert: what the page renders itself comes first.
    assert seen == [7, 7, 7, 7, None, 0]
    assert count.value == 7


def test_what_is_read_in_ui_state_runs_the_component_again() -> None:
    # Arrange
    count = State(1, name="main.count")

    class Counter(Component):
        def render(self, ui_state: Mapping[str, Any]) -> Tree:
            return text(ui_state["count"])

    shown = Shown(lambda: {"type": "main", "children": [Counter()]})

    # Act
    ops = shown.change((count, 2))

    # Assert
    assert ops == [["t", [0, 0], "2"]]


def test_ui_state_is_read_only_and_knows_each_state_by_its_shortest_clear_name() -> None:
    # Arrange
    state = [State(n, name=name) for n, name in enumerate(["main.a", "main.b", "other.b"])]
    seen: list[Mapping[str, Any]] = []

    class Curious(Component):
        def render(self, ui_state: Mapping[str, Any]) -> Tree:
            seen.append(dict(ui_state))
            assert len(ui_state) == len(state) + 1
            assert not hasattr(ui_state, "__setitem__")
            assert "b" not in ui_state
            return text("")

    # Act
    Shown(lambda: Curious())

    # Assert
    assert seen == [{"a": 0, "main.a": 0, "main.b": 1, "other.b": 2}]


def test_a_render_may_take_arguments_of_the_authors_own() -> None:
    # Arrange
    count = State(1)

    class Row(Component):
        def render(self, label: str, *, strong: bool = False) -> Tree:
            return {"type": "b" if strong else "i", "children": [f"{label} {count.value}"]}

    row = Row()
    shown = Shown(lambda: {"type": "main", "children": [row.render("a"), row.render("b", strong=True)]})

    # Act
    ops = shown.change((count, 2))

    # Assert
    assert ops == [["t", [0, 0], "a 2"], ["t", [1, 0], "b 2"]]


def test_a_render_may_build_on_that_of_its_base() -> None:
    # Arrange
    count = State(1)

    class Base(Component):
        def render(self) -> Any:
            return {"type": "section", "children": [text(count.value)]}

    class Framed(Base):
        def render(self) -> Any:
            inner = super().render()
            return {**inner, "props": {"class": "frame"}}

    class Alike(Base):
        def render(self) -> Any:
            return super().render()

    shown = Shown(
        lambda: {"type": "main", "children": [Framed(), Alike(), Framed().render(), Alike().render()]}
    )

    # Act
    ops = shown.change((count, 2))

    # Assert
    assert sorted(ops) == [["t", [index, 0, 0], "2"] for index in range(4)]


def test_a_component_may_be_a_dataclass_even_a_frozen_one() -> None:
    # Arrange
    count = State(1)

    @dataclass
    class Plain(Component):
        label: str

        def render(self) -> Tree:
            return text(f"{self.label} {count.value}")

    @dataclass(frozen=True)
    class Frozen(Component):
        label: str

        def render(self) -> Tree:
            return text(f"{self.label} {count.value}")

    outside = Frozen("c")
    shown = Shown(lambda: {"type": "main", "children": [Plain("a"), Frozen("b"), outside]})

    # Act
    ops = shown.change((count, 2))

    # Assert
    assert ops == [["t", [0, 0], "a 2"], ["t", [1, 0], "b 2"], ["t", [2, 0], "c 2"]]


def test_a_component_made_outside_is_known_by_what_holds_it_and_one_made_while_rendering_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Arrange
    module = ModuleType("shop")
    monkeypatch.setitem(__import__("sys").modules, "shop", module)
    vars(module).update(Component=Component, __name__="shop")
    exec(
        "class Card(Component):\n    pass\ncard = Card()\ncards = [Card()]\ndef make():\n    return Card()",
        vars(module),
    )
    made: list[Component] = []

    def home() -> Tree:
        made.append(module.make())
        vars(module)["last"] = made[0]
        return text("")

    # Act
    Shown(home)

    # Assert
    assert [module.card.held_name, module.cards[0].held_name] == ["shop.card", "shop.cards[0]"]
    assert module.make().held_name is None
    assert made[0].held_name is None


def test_components_made_while_rendering_are_told_apart_by_kind_and_number() -> None:
    # Arrange
    page = Region(None, "/", lambda: None, (None, "page"))
    one, two = MyComponent("a"), MyComponent("b")

    class Other:
        pass

    # Act
    names = [page.identify(component) for component in (one, Other(), two, Other())]

    # Assert
    other = "test_components_made_while_rendering_are_told_apart_by_kind_and_number.<locals>.Other"
    assert names == ["//my-component:0", f"//{other}:0", "//my-component:1", f"//{other}:1"]


@pytest.mark.parametrize("returned", ["text", 7, ["a"], ()])
def test_a_component_returns_one_node(returned: Any) -> None:
    class Odd(Component):
        def render(self) -> Any:
            return returned

    with pytest.raises(TreeError, match="this is no part of a page") as raised:
        Shown(lambda: {"type": "main", "children": [Odd()]})

    assert str(raised.value).startswith('page "/" > main > children[0] > Odd: ')
