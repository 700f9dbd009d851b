"""A change in a long list costs the row it is in: nothing around it is built anew, and nothing is missed."""

from __future__ import annotations

import enum
from collections.abc import Callable
from typing import Any

import pytest
from screens import Shown

from cacao import For, State
from cacao_kernel.cells import Cell, Overlay, Slot
from cacao_kernel.dom import Document
from cacao_kernel.edits import Edits
from cacao_kernel.roster import Roster
from cacao_kernel.session import Session
from cacao_kernel.tree import Builder

Item = dict[str, Any]
Tree = dict[str, Any]


NOW: list[Ledger] = []  # what a row's function finds without closing over it


class Ledger:
    """A page with a long list, and what it has run and built since that was asked for."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, show: Callable[[Ledger], Any]) -> None:
        self.items = State[list[Item]]([{"id": n, "n": 0} for n in range(200)], name="items")
        self.ran: list[int] = []
        self.clicked: list[Any] = []
        self.built: list[Any] = []
        self.broken: set[int] = set()
        self.titled = True
        real = Builder._element

        def note(builder: Builder, value: Any, spot: Any) -> Any:
            self.built.append(value)
            return real(builder, value, spot)

        monkeypatch.setattr(Builder, "_element", note)
        self.show = show
        NOW[:] = [self]
        self.shown = Shown(self.page)
        self.ran.clear()
        self.built.clear()

    def row(self, item: Item) -> Tree:
        """Show an item."""
        self.ran.append(item["id"])
        if item["id"] in self.broken and item["n"]:
            raise ZeroDivisionError
        count = item["n"]
        return {
            "type": "li",
            "children": [
                {"type": "b", "props": {"content": count}},
                {
                    "type": "button",
                    "props": {"label": "+", "on_click": lambda: self.clicked.append((item["id"], count))},
                },
            ],
        }

    def page(self) -> Tree:
        """Show the sum above the list."""
        total = sum(item["n"] for item in self.items.value)
        title = {"type": "h1", "props": {"content": f"Sum {total}"}} if self.titled else None
        return {"type": "main", "children": [title, {"type": "ul", "children": self.show(self)}]}

    def edit(self, *places: int) -> list[list[Any]]:
        """Count items up, and return the ops."""
        with self.shown.entered(), self.items.mutate() as view:
            for place in places:
                view[place]["n"] += 1
        ops, errors = self.shown.update([self.items])
        self.errors = errors
        return ops


def by_for(ledger: Ledger) -> Any:
    return [For(ledger.items, key="id", render=lambda item: NOW[0].row(item))]


def keyed(ledger: Ledger) -> Any:
    return [{**ledger.row(item), "key": item["id"]} for item in ledger.items.value]


def plain(ledger: Ledger) -> Any:
    return [ledger.row(item) for item in ledger.items.value]


def texts(ledger: Ledger) -> Any:
    return [
        {**ledger.row(item), "children": [ledger.row(item)["children"][0]]} for item in ledger.items.value
    ]


@pytest.mark.parametrize("show", [by_for, keyed, texts])
def test_one_changed_row_and_the_text_above_it_are_all_that_is_sent_and_nothing_is_built(
    monkeypatch: pytest.MonkeyPatch, show: Any
) -> None:
    # Arrange
    ledger = Ledger(monkeypatch, show)

    # Act
    ops = ledger.edit(70)

    # Assert
    assert ops == [["t", [0, 0], "Sum 1"], ["t", [1, 70, 0, 0], "1"]]
    assert ledger.built == []
    assert ledger.shown.root.packed() == ledger.shown.afresh().packed()


def test_only_the_rows_of_for_that_have_changed_run(monkeypatch: pytest.MonkeyPatch) -> None:
    # Arrange
    ledger = Ledger(monkeypatch, by_for)

    # Act
    ops = ledger.edit(0, 63, 64, 199)

    # Assert
    assert ledger.ran == [0, 63, 64, 199]
    assert [op[1] for op in ops] == [[0, 0], [1, 0, 0, 0], [1, 63, 0, 0], [1, 64, 0, 0], [1, 199, 0, 0]]


def test_if_more_rows_change_than_are_worth_it_all_is_as_right_in_one_pass(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Arrange
    ledger = Ledger(monkeypatch, by_for)

    # Act
    ops = ledger.edit(*range(150))

    # Assert
    assert len(ops) == 151
    assert ledger.ran == [*range(150)]
    assert ledger.shown.root.packed() == ledger.shown.afresh().packed()


@pytest.mark.parametrize("show", [by_for, keyed, plain])
def test_a_button_of_any_row_does_what_the_page_of_now_says(
    monkeypatch: pytest.MonkeyPatch, show: Any
) -> None:
    # Arrange
    ledger = Ledger(monkeypatch, show)
    ledger.edit(5)
    ledger.edit(9)

    # Act
    for place in (4, 5, 9):
        [action] = ledger.shown.root.children[1].children[place].children[1].actions.values()
        assert callable(action.handler)
        action.handler()

    # Assert
    assert ledger.clicked == [(4, 0), (5, 1), (9, 1)]


def test_a_row_that_raises_stays_as_it_was_and_runs_again_with_the_next_change(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Arrange
    ledger = Ledger(monkeypatch, by_for)
    ledger.broken = {3}

    # Act
    ops = ledger.edit(2, 3, 4)
    failed = ledger.errors
    ledger.broken = set()
    after = ledger.edit(9)

    # Assert
    assert [type(error) for error in failed] == [ZeroDivisionError]
    assert ops == [["t", [0, 0], "Sum 3"], ["t", [1, 2, 0, 0], "1"], ["t", [1, 4, 0, 0], "1"]]
    assert sorted(after) == [["t", [0, 0], "Sum 4"], ["t", [1, 3, 0, 0], "1"], ["t", [1, 9, 0, 0], "1"]]
    assert not ledger.errors
    assert ledger.shown.root.packed() == ledger.shown.afresh().packed()


def test_a_row_that_has_raised_runs_again_also_if_the_page_around_it_is_built_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Arrange
    ledger = Ledger(monkeypatch, by_for)
    ledger.broken = {3}
    ledger.edit(3)
    ledger.broken, ledger.titled = set(), False

    # Act
    ledger.edit(9)

    # Assert
    assert not ledger.errors
    assert ledger.shown.root.packed() == ledger.shown.afresh().packed()


@pytest.mark.parametrize("show", [by_for, keyed, plain])
def test_a_list_that_is_another_as_well_is_built_anew_and_misses_nothing(
    monkeypatch: pytest.MonkeyPatch, show: Any
) -> None:
    # Arrange
    ledger = Ledger(monkeypatch, show)

    # Act
    with ledger.shown.entered(), ledger.items.mutate() as view:
        view[7]["n"] = 5
        view.pop(3)
        view.append({"id": "new", "n": 1})
    ledger.shown.update([ledger.items])
    ledger.titled = False
    ledger.edit(11)

    # Assert
    assert ledger.shown.root.packed() == ledger.shown.afresh().packed()


@pytest.mark.parametrize("content", ["short", "long", "none", "for"])
@pytest.mark.parametrize("show", [by_for, keyed, plain])
def test_a_list_may_become_whatever_else_may_stand_there(
    monkeypatch: pytest.MonkeyPatch, show: Any, content: str
) -> None:
    # Arrange
    ledger = Ledger(monkeypatch, show)
    others: dict[str, Callable[[Ledger], Any]] = {
        "short": lambda ledger: keyed(ledger)[:3],
        "long": plain,
        "none": lambda ledger: None,
        "for": by_for,
    }

    # Act
    ledger.show = others[content]
    ledger.edit(1)
    ledger.edit(2)
    ledger.show = show
    ledger.edit(1)

    # Assert
    assert not ledger.errors
    assert ledger.shown.root.packed() == ledger.shown.afresh().packed()


class Slotted:
    """An item that no snapshot can be taken of."""

    __slots__ = ("n",)


def test_of_items_without_a_snapshot_only_those_that_can_never_change_are_as_they_were() -> None:
    # Arrange
    items: list[Any] = [Slotted(), 1, "a", {"n": None}, {"n": float("nan")}]
    keys = [*map(str, range(5))]

    # Act
    changed = Roster(items, keys).find_changed(Roster([*items], keys))

    # Assert
    assert changed == [0, 4]


@pytest.mark.parametrize(("before", "after"), [(1, True), (1, 1.0), (0, False), (None, 0)])
def test_an_item_edited_in_place_to_something_equal_of_another_kind_has_changed(
    before: Any, after: Any
) -> None:
    # Arrange
    items = [{"n": before} for _ in range(100)]
    keys = [*map(str, range(100))]
    old = Roster([*items], keys)

    # Act
    items[77]["n"] = after
    new = Roster(items, keys)

    # Assert
    assert old.find_changed(new) == [77]
    assert {*keys} - old.find_known(new) == {"77"}


def test_items_are_found_again_wherever_they_stand_now() -> None:
    # Arrange
    items = [{"n": number} for number in range(100)]
    keys = [*map(str, range(100))]
    old = Roster(items, keys)

    # Act
    known = old.find_known(Roster([*items[50:], {"n": 8}, *items[:40]], [*keys[50:], "new", *keys[:40]]))

    # Assert
    assert known == {*keys[50:], *keys[:40]}


def test_items_that_can_be_gone_through_but_once_are_all_there(monkeypatch: pytest.MonkeyPatch) -> None:
    # Arrange
    count = State(3, name="count")

    def page() -> Tree:
        items = ({"id": number} for number in range(count.value))
        rows = For(items, key="id", render=lambda item: {"type": "li", "props": {"content": item["id"]}})
        return {"type": "ul", "children": [rows]}

    shown = Shown(page)

    # Act
    shown.change((count, 4))

    # Assert
    assert len(shown.root.children) == 4


def test_beside_an_item_without_a_snapshot_a_replaced_one_hides_no_edit() -> None:
    # Arrange
    items: list[Any] = [{"n": 0}, {"n": 0}, {"raw": b"bytes"}]
    old = Roster([*items], ["a", "b", "c"])

    # Act
    items[0] = {"n": 1}
    items[1]["n"] = 1

    # Assert
    assert old.find_changed(Roster(items, ["a", "b", "c"])) == [0, 1, 2]


def test_a_state_that_finds_the_keys_is_followed_for_good(monkeypatch: pytest.MonkeyPatch) -> None:
    # Arrange
    prefix, title = State("p", name="prefix"), State("a", name="title")
    items = [{"id": number} for number in range(10)]

    def page() -> Tree:
        rows = For(items, key=lambda item: f"{prefix.value}{item['id']}", render=lambda item: {"type": "li"})
        head = {"type": "h1", "props": {"content": title.value}}
        return {"type": "main", "children": [head, {"type": "ul", "children": [rows]}]}

    shown = Shown(page)

    # Act
    shown.change((title, "b"))
    shown.change((title, "c"))
    shown.change((prefix, "q"))

    # Assert
    assert shown.packed == shown.afresh().packed()


@pytest.mark.parametrize("grows", [True, False])
def test_a_function_in_a_prop_that_raises_leaves_that_prop_alone_as_it_was(grows: bool) -> None:
    # Arrange
    number = State(0, name="number")

    def page() -> Tree:
        now = number.value

        def show() -> str:
            return f"title {12 // (1 - now)}"

        more = [{"type": "p", "props": {"content": "more"}}] if grows and now else []
        head = {"type": "h1", "props": {"content": f"number {now}", "title": show}}
        return {"type": "main", "children": [head, *more]}

    shown = Shown(page)
    document = Document("")
    document.morph(shown.packed)

    # Act
    first, errors = shown.try_change((number, 1))
    document.apply(first)
    second, none = shown.try_change((number, 3))
    document.apply(second)

    # Assert
    assert [type(error) for error in errors] == [ZeroDivisionError] and not none
    assert shown.packed == shown.afresh().packed()
    assert document.root.children[0].outline() == document_of(shown).root.children[0].outline()


def document_of(shown: Shown) -> Document:
    document = Document("")
    document.morph(shown.packed)
    return document


def test_what_was_typed_stays_with_its_field_when_rows_move_up() -> None:
    # Arrange
    extra = State(True, name="extra")

    def row(name: str) -> Tree:
        return {"type": "p", "children": [{"type": "input", "props": {"name": name}}]}

    shown = Shown(
        lambda: {
            "type": "main",
            "children": [[row("extra")] if extra.value else [], [row(f"r{n}") for n in range(8)]],
        }
    )
    for node in shown.root.children[:4]:
        node.children[0].edits = Edits(node.children[0])
    before = [node.children[0].edits for node in shown.root.children]

    # Act: without keys, the browser's fields stay in their places.
    shown.change((extra, False))

    # Assert
    after = [node.children[0].edits for node in shown.root.children]
    assert after == before[:8]
    assert [edits.node for edits in after if edits] == [node.children[0] for node in shown.root.children[:4]]


class Colour(enum.Enum):
    RED = "red"


def test_a_member_of_an_enum_is_its_value_wherever_it_stands() -> None:
    # Arrange
    def row(number: int) -> Tree:
        return {"type": "li", "key": Colour.RED if number == 0 else number, "props": {"title": Colour.RED}}

    # Act
    shown = Shown({"type": "ul", "children": [row(number) for number in range(50)]})

    # Assert
    assert shown.root.children[0].key == "red"
    assert {node.attributes["title"] for node in shown.root.children} == {"red"}


def test_what_was_dropped_while_a_page_was_painted_stays_dropped() -> None:
    # Arrange
    kept, gone = State[list[str]]([], name="kept"), State[list[str]]([], name="gone")
    session = Session("visitor", 0)
    session.cells[Slot(gone, "page/Todo:0")] = Cell(["old"], 1)
    painting = Overlay(session.cells.fork())
    read = painting.read(kept)

    # Act
    session.forget_components({"page/Todo:0"})
    painting.land(session.cells)

    # Assert
    assert session.cells == {kept: read}
