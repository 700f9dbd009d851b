"""Marks: the same in every process for the same node and handlers, and for nothing else."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from screens import Shown
from test_component import MyComponent

from cacao import Component, State
from cacao_kernel.node import Node

Tree = dict[str, Any]


def marks(page: Any, key: bytes = b"one visitor") -> list[str]:
    """Return the marks of a page, in the order of the tree."""

    def walk(node: Node) -> list[str]:
        own = [node.mark] if node.mark else []
        return own + [mark for child in node.children for mark in walk(child)]

    return walk(Shown(page, key=key).root)


def button(action: str = "save", **props: Any) -> Tree:
    return {"type": "button", "props": {"action": action, **props}}


def mark(**props: Any) -> str:
    """Return the mark of one button on a page."""
    return marks({"type": "main", "children": [button(**props)]})[0]


def test_a_mark_is_the_same_on_every_screen_of_a_visitor() -> None:
    assert mark() == mark()
    assert len(mark()) == 8


def test_a_mark_is_another_for_every_visitor() -> None:
    page = {"type": "main", "children": [button()]}

    assert len({*marks(page, b"one visitor"), *marks(page, b"another"), *marks(page, b"one visito")}) == 3


def test_a_mark_covers_handlers_and_params_and_not_the_look() -> None:
    different = [
        mark(),
        mark(action="drop"),
        mark(on_input="save"),
        mark(params={"id": 1}),
        mark(params={"id": "1"}),
        mark(params={"id": True}),
        mark(params={"id": [1]}),
        mark(params={"id": {"id": 1}}),
        mark(params={"other": 1}),
    ]

    assert len(set(different)) == len(different)
    assert mark(label="Save now", title="x", disabled=True, style={"color": "red"}) == mark()
    assert mark(params={}) == mark(params=None) == mark()


def test_a_mark_covers_the_state_that_a_field_is_bound_to() -> None:
    def field(name: str) -> list[str]:
        return marks(
            {"type": "main", "children": [{"type": "input", "props": {"bind": State("", name=name)}}]}
        )

    assert len({*field("first"), *field("second"), *field("first")}) == 2


def test_the_order_of_handlers_and_params_does_not_matter() -> None:
    one = marks({"type": "b", "props": {"on_click": "a", "on_input": "b", "params": {"x": 1, "y": 2}}})
    two = marks({"type": "b", "props": {"params": {"y": 2, "x": 1}, "on_input": "b", "on_click": "a"}})

    assert one == two


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (Decimal("1.5"), Decimal("2.5")),
        ({1, 2}, {1, 3}),
        (frozenset("a"), frozenset("b")),
        (b"a", b"b"),
        (2**70, 2**71),
        ({2**70: 1}, {2**70: 2}),
        ((1, 2), (2, 1)),
    ],
)
def test_params_that_json_cannot_hold_are_covered_too(one: Any, two: Any) -> None:
    assert mark(params={"it": one}) != mark(params={"it": two})
    assert mark(params={"it": one}) == mark(params={"it": one})


def test_an_object_counts_by_its_type_and_not_by_where_it_lies() -> None:
    assert mark(params={"it": object()}) == mark(params={"it": object()})
    assert mark(params={"it": object()}) != mark(params={"it": Exception()})
    assert mark(params={"\ud800": "\ud800"}) == mark(params={"\ud800": "\ud800"})


def test_a_mark_tells_the_page_apart_and_the_component() -> None:
    # Arrange
    class One(Component):
        def render(self) -> Tree:
            return button()

    class Two(One):
        pass

    # Act
    found = marks(lambda: {"type": "main", "children": [button(), One(), Two(), One(), [One().render()]]})

    # Assert
    assert len(set(found)) == len(found) == 5


def test_the_users_component_id_is_the_same_however_often_the_component_is_made() -> None:
    # Arrange: what lies where changes from run to run.
    rows = range(3)
    keep: list[Any] = []

    def home() -> Tree:
        made = [MyComponent(f"row {row}") for row in rows]
        keep.extend(made)
        return {"type": "main", "children": [made[0], made[1].render(), {**made[2].render(), "key": 2}]}

    # Act
    found = [marks(home) for _ in range(3)]

    # Assert
    assert found[0] == found[1] == found[2]
    assert len(set(found[0])) == 3
    assert len({id(component) for component in keep}) == 9


def test_a_mark_stays_when_the_part_it_is_in_runs_again_alone() -> None:
    # Arrange
    count = State(0)

    class Row(Component):
        def render(self) -> Tree:
            mine = {**MyComponent("inner").render(), "key": count.value}
            params = {"id": id(self), "all": [id(self)]}
            return {
                "type": "div",
                "children": [mine, MyComponent("b"), button(params=params, title=count.value)],
            }

    shown = Shown(lambda: {"type": "main", "children": [Row(), Row().render()]})

    # Act
    ops = shown.change((count, 1))

    # Assert
    assert shown.packed == shown.afresh().packed()
    assert "data-cacao-mark" not in str([op for op in ops if op[0] == "n"])


def test_a_number_that_is_no_component_stays_a_number() -> None:
    class Row(Component):
        def render(self) -> Tree:
            return button(params={"id": id(self) + 1})

    kept = [Row(), Row()]

    assert marks(lambda: kept[0]) != marks(lambda: kept[1])


def test_a_component_held_by_a_variable_is_known_by_it_in_every_process(tmp_path: Path) -> None:
    # Arrange
    (tmp_path / "shop.py").write_text(
        "from test_component import MyComponent\n"
        "waste = [bytearray(size) for size in range(1000)]\n"
        "mine = MyComponent('a')\n"
        "def home():\n"
        "    inside = {'type': 'div', 'children': [mine]}\n"
        "    return {'type': 'main', 'children': [mine, mine.render(), inside]}\n",
        "utf-8",
    )
    source = "import shop, test_mark\nprint(test_mark.marks(shop.home), id(shop.mine))\n"
    path = f"{tmp_path}:{Path(__file__).parent}"

    # Act
    printed = [
        subprocess.run(
            [sys.executable, "-c", "x = ' ' * 10**7\n" * number + source],
            env={"PYTHONPATH": path, "PYTHONHASHSEED": str(number)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.rpartition(" ")
        for number in (1, 2)
    ]

    # Assert: and it is the same wherever the component stands.
    assert printed[0][0] == printed[1][0]
    assert len(set(eval(printed[0][0]))) == 1
