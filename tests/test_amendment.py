"""Amendments: a text that is changed in place is never taken for what it was before."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from screens import Shown
from search import examples

from cacao import State
from cacao_kernel import amendment

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


# What snapshots spell alike, or in parts of each other.
WORDS = st.sampled_from(
    [
        "a",
        "b",
        '"',
        "\\",
        '\\"',
        '","content":"',
        '"}},{"',
        "1",
        "11",
        1,
        11,
        1.0,
        1.5,
        -1,
        "",
        "ä",
        "\u2028",
        None,
    ]
)


@examples(300)
@given(st.lists(st.tuples(st.integers(0, 3), WORDS), min_size=1, max_size=12), st.booleans())
def test_however_texts_change_each_is_what_the_page_says_now(
    changes: list[tuple[int, Any]], are_rows: bool
) -> None:
    # Arrange
    words = State[list[Any]](["a", "a", 1, "1"], name="words")

    def page() -> Tree:
        cells = [{"type": "span", "props": {"content": word}} for word in words.value]
        others = [{"type": "i", "props": {"content": "a"}} for _ in range(8 if are_rows else 2)]
        return {"type": "main", "children": [{"type": "p", "children": [*cells, *others]}, words.value[0]]}

    shown = Shown(page)

    for place, word in changes:
        # Act
        with shown.entered(), words.mutate() as view:
            view[place] = word
        _, errors = shown.update([words])

        # Assert
        assert not errors
        assert shown.packed == shown.afresh().packed()


def test_the_one_text_that_changes_again_and_again_is_looked_for_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Arrange
    number = State(0, name="number")
    shown = Shown(
        lambda: {"type": "p", "children": [{"type": "b", "props": {"content": f"So many: {number.value}"}}]}
    )
    compared: list[Any] = []
    real = amendment._compare
    monkeypatch.setattr(amendment, "_compare", lambda *given: compared.append(given[0]) or real(*given))

    # Act
    ops = [shown.change((number, count)) for count in (1, 22, 3)]

    # Assert
    assert ops == [[["t", [0, 0], f"So many: {count}"]] for count in (1, 22, 3)]
    assert len(compared) == 2  # both nodes, the first time alone
