"""For: a keyed list whose rows run alone, keep their elements, and always act as the page says now."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from screens import Shown

from cacao import App, Component, State
from cacao_kernel.computed import Computed
from cacao_kernel.errors import TreeError
from cacao_kernel.rows import For

Item = dict[str, Any]
Tree = dict[str, Any]


class Shop:
    """A list of things, and which of its rows have run."""

    def __init__(self) -> None:
        self.items = State[list[Item]]([{"id": name, "title": name} for name in "abc"], name="items")
        self.ran: list[str] = []

    def row(self, item: Item) -> Tree:
        self.ran.append(item["id"])
        return {"type": "li", "props": {"content": item["title"]}}

    def page(self) -> Tree:
        return {"type": "ul", "children": For(self.items, key="id", render=self.row)}

    def change(self, shown: Shown, edit: Callable[[list[Item]], Any]) -> list[list[Any]]:
        """Edit the list as a handler would, and return the ops; which rows ran is noted afresh."""
        self.ran.clear()
        with shown.entered(), self.items.mutate() as view:
            edit(view)
        ops, errors = shown.update([self.items])
        assert not errors
        return ops


def test_a_row_that_is_edited_runs_alone() -> None:
    # Arrange
    shop = Shop()
    shown = Shown(shop.page)

    # Act
    ops = shop.change(shown, lambda items: items[1].update(title="bread"))

    # Assert
    assert shop.ran == ["b"]
    assert ops == [["t", [1, 0], "bread"]]


@pytest.mark.parametrize(
    ("edit", "ran", "letters"),
    [
        (lambda items: items.append({"id": "d", "title": "d"}), ["d"], ["i"]),
        (lambda items: items.pop(0), [], ["r"]),
        (lambda items: items.insert(0, items.pop()), [], ["m"]),
        (lambda items: items.reverse(), [], ["m", "m"]),
        (lambda items: items.clear(), [], ["r", "r", "r"]),
    ],
)
def test_rows_that_come_go_and_move_leave_the_others_alone(edit: Any, ran: list[str], letters: Any) -> None:
    # Arrange
    shop = Shop()
    shown = Shown(shop.page)

    # Act
    ops = shop.change(shown, edit)

    # Assert
    assert shop.ran == ran
    assert [op[0] for op in ops] == letters


def test_an_item_edited_in_place_and_set_again_is_seen() -> None:
    # Arrange
    shop = Shop()
    shown = Shown(shop.page)
    with shown.entered():
        items = shop.items.value
        items[2]["title"] = "cocoa"

    # Act
    ops = shown.change((shop.items, items))

    # Assert
    assert ops == [["t", [2, 0], "cocoa"]]


def test_equal_copies_show_nothing_new() -> None:
    # Arrange
    shop = Shop()
    shown = Shown(shop.page)

    # Act
    with shown.entered():
        same = copy.deepcopy(shop.items.value)
    ops = shown.change((shop.items, same))

    # Assert
    assert ops == []


def test_a_state_that_a_row_reads_runs_that_row_alone() -> None:
    # Arrange
    chosen = {name: State(0, name=name) for name in "abc"}
    ran: list[str] = []

    def row(name: str) -> Tree:
        ran.append(name)
        return {"type": "li", "props": {"content": chosen[name].value}}

    shown = Shown(lambda: {"type": "ul", "children": For("a b c".split(), key=str, render=row)})
    ran.clear()

    # Act
    ops = shown.change((chosen["b"], 7))

    # Assert
    assert ran == ["b"]
    assert ops == [["t", [1, 0], "7"]]


def test_what_render_closes_over_counts() -> None:
    # Arrange
    unit = State("g", name="unit")

    def page() -> Tree:
        seen = unit.value
        return {
            "type": "ul",
            "children": For(
                [1, 2], key=str, render=lambda n: {"type": "li", "props": {"content": f"{n} {seen}"}}
            ),
        }

    shown = Shown(page)

    # Act
    ops = shown.change((unit, "kg"))

    # Assert
    assert ops == [["t", [0, 0], "1 kg"], ["t", [1, 0], "2 kg"]]


@pytest.mark.parametrize("kind", ["list", "state", "computed", "function"])
def test_items_may_be_a_list_a_state_a_computed_or_a_function(kind: str) -> None:
    # Arrange
    numbers = State[list[int]]([3, 1], name="numbers")
    ordered = Computed(lambda: sorted(numbers.value), name="ordered")
    sources: dict[str, Callable[[], Any]] = {
        "list": lambda: numbers.value,
        "state": lambda: numbers,
        "computed": lambda: ordered,
        "function": lambda: lambda: reversed(numbers.value),
    }
    shown = Shown(
        lambda: {
            "type": "ul",
            "children": For(
                sources[kind](), key=str, render=lambda n: {"type": "li", "props": {"content": n}}
            ),
        }
    )

    # Act
    shown.change((numbers, [3, 1, 2]))

    # Assert
    texts = [child.children[0].text for child in shown.root.children]
    assert texts == {"computed": ["1", "2", "3"], "function": ["2", "1", "3"]}.get(kind, ["3", "1", "2"])


def test_the_function_of_now_runs_on_a_row_that_was_kept(cacao_app: Any) -> None:
    # Arrange: ten rows that look the same whatever the step is.
    app = App()
    step, total = State(1, name="step"), State(0, name="total")

    @app.event("faster")
    def faster() -> None:
        step.update(10)

    def row(number: int, by: int) -> Tree:
        go = {"label": f"add to {number}", "on_click": lambda: total.update(lambda old: old + by)}
        return {"type": "li", "key": number, "children": [{"type": "button", "props": go}]}

    @app.mix("/")
    def home() -> Tree:
        by = step.value
        return {
            "type": "main",
            "children": [
                {"type": "p", "props": {"content": lambda: f"total {total.value}."}},
                {"type": "ul", "children": [row(number, by) for number in range(10)]},
                {"type": "ol", "children": For(range(10, 12), key=str, render=lambda n: row(n, by))},
                {"type": "button", "props": {"label": "Faster", "action": "faster"}},
            ],
        }

    user = cacao_app(app).open("/")

    # Act and assert
    user.click("add to 3").sees("total 1.")
    user.click("Faster")
    user.click("add to 3").sees("total 11.")
    user.click("add to 10").sees("total 21.")


@pytest.mark.parametrize("kind", ["for", "list"])
def test_rows_act_for_the_component_around_them_also_when_it_was_made_again(
    cacao_app: Any, kind: str
) -> None:
    # Arrange
    app = App()
    title = State("a", name="title")

    class Board(Component):
        count = State(0)

        def bump(self) -> None:
            self.count.update(lambda number: number + 1)

        def row(self, number: int) -> Tree:
            button = {"type": "button", "props": {"label": f"bump {number}", "on_click": self.bump}}
            return {"type": "li", "key": number, "children": [button]}

        def render(self) -> Tree:
            rows = For(range(9), key=str, render=self.row) if kind == "for" else [*map(self.row, range(9))]
            count = {"type": "p", "props": {"content": lambda: f"count {self.count.value}."}}
            return {"type": "section", "children": [count, {"type": "ul", "children": rows}]}

    @app.event("retitle")
    def retitle() -> None:
        title.update(title.value + "a")

    @app.mix("/")
    def home() -> Tree:
        again = {"type": "button", "props": {"label": "Again", "action": "retitle"}}
        return {"type": "main", "props": {"title": title.value}, "children": [Board(), again]}

    user = cacao_app(app).open("/")

    # Act and assert
    user.click("bump 1").sees("count 1.")
    user.click("Again").click("bump 1").sees("count 2.")
    user.click("Again").click("bump 2").sees("count 3.")


def test_two_quick_clicks_on_one_row_both_count(cacao_app: Any) -> None:
    # Arrange: the row's handler closes over what the first click changes.
    app = App()
    counts = State[dict[str, int]]({"a": 0, "b": 0}, name="counts")

    def row(pair: tuple[str, int]) -> Tree:
        name, count = pair

        def add() -> None:
            counts.update(lambda old: {**old, name: count + 1})

        return {
            "type": "li",
            "children": [{"type": "button", "props": {"label": f"{name} {count}", "on_click": add}}],
        }

    @app.mix("/")
    def home() -> Tree:
        return {"type": "ul", "children": For(lambda: counts.value.items(), key=lambda p: p[0], render=row)}

    user = cacao_app(app).open("/")
    button = user.page.find("a 0")

    # Act: the second click is sent with the mark of the first.
    mark = button.attributes["data-cacao-mark"]
    user.trigger(button, "click")
    button.attributes["data-cacao-mark"] = mark
    user.trigger(button, "click")

    # Assert
    user.sees("a 2")


@pytest.mark.parametrize(
    ("items", "key", "message"),
    [
        ([{"id": 1}, {"id": 1}], "id", "two items have the key '1'"),
        ([{"id": 1}], "name", "an item has no 'name', which For was to take as its key"),
        ([{"id": None}], "id", "the key of an item"),
        ("text", "id", "For goes through items"),
        (7, "id", "For goes through items"),
    ],
)
def test_a_list_without_clear_keys_is_an_error_with_its_line(items: Any, key: Any, message: str) -> None:
    page = {"type": "ul", "children": For(items, key=key, render=lambda item: {"type": "li"})}

    with pytest.raises(TreeError, match=message) as caught:
        Shown(lambda: page)

    assert "test_for.py:" in str(caught.value)


def test_a_row_is_an_element() -> None:
    page = {"type": "ul", "children": For([1], key=str, render=lambda item: None)}

    with pytest.raises(TreeError, match="this is no part of a page"):
        Shown(lambda: page)


def test_the_first_click_runs_one_row_as_any_other(cacao_app: Any) -> None:
    # Arrange
    app = App()
    items = State[list[Item]]([{"id": number, "n": 0} for number in range(20)], name="items")

    def add(place: int) -> None:
        with items.mutate() as view:
            view[place]["n"] += 1

    def row(item: Item) -> Tree:
        ROWS_RUN.append(item["id"])
        text = {"type": "b", "props": {"content": f"{item['id']} has {item['n']}"}}
        button = {"label": f"add to {item['id']}", "on_click": lambda: add(item["id"])}
        return {"type": "li", "children": [text, {"type": "button", "props": button}]}

    @app.mix("/")
    def home() -> Tree:
        return {"type": "ul", "children": For(items, key="id", render=row)}

    user = cacao_app(app).open("/")
    ROWS_RUN.clear()

    # Act
    user.click("add to 7").sees("7 has 1")

    # Assert: what the page has read of the default when it was painted is what the visitor has.
    assert ROWS_RUN == [7]


ROWS_RUN: list[int] = []  # what a row's function notes without closing over it
