"""Amendments: a text that is changed in place is never taken for what it was before."""

from __future__ import annotations

from typing import Any

from screens import Shown

from cacao import State

Tree = dict[str, Any]


def test_a_text_that_changed_in_a_pass_that_failed_is_shown_by_the_next() -> None:
    # Arrange
    word = State("old", name="word")
    wrong = State(0, name="wrong")

    def page() -> Tree:
        rows = [{"type": "li", "props": {"content": word.value}} for _ in range(8)]
        last = {"type": "nonsense"} if wrong.value else None
        return {"type": "main", "children": [{"type": "ul", "children": rows}, last]}

    shown = Shown(page)

    # Act
    with shown.entered():
        word.value, wrong.value = "new", 1
    _, errors = shown.update([word, wrong])
    with shown.entered():
        wrong.value = 0
    ops, _ = shown.update([wrong])

    # Assert
    assert errors
    assert [op[2] for op in ops] == ["new"] * 8


def test_a_text_goes_back_when_its_row_is_built_anew() -> None:
    # Arrange
    word = State("old", name="word")
    title = State("", name="title")

    def page() -> Tree:
        cells = [{"type": "span", "props": {"content": word.value}} for _ in range(8)]
        row = {"type": "li", "props": {"title": title.value}, "children": cells}
        return {"type": "ul", "children": [row for _ in range(8)]}

    shown = Shown(page)

    # Act
    with shown.entered():
        word.value = "new"
    shown.update([word])
    with shown.entered():
        word.value, title.value = "old", "built"
    shown.update([word, title])

    # Assert
    assert "new" not in str(shown.screen.root.packed())
