"""Other words for widgets: who looks in the gallery for what others call it finds it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from cacao_plugins.components import WIDGETS
from cacao_plugins.components.synonyms import SYNONYMS

EXAMPLES = Path(__file__).parents[2] / "examples"


def test_every_widget_has_other_names_and_nothing_else_has() -> None:
    assert {*SYNONYMS} == {widget.node_type for widget in WIDGETS}


def test_no_word_says_what_the_name_says_already() -> None:
    for node_type, words in SYNONYMS.items():
        assert words == words.lower() and node_type not in words.split()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("toast", "toast"),
        ("modal", "dialog"),
        ("toggle", "switch"),
        ("dropdown", "select"),
        ("chip", "badge"),
        ("datepicker", "date-input"),
        ("lightbox", "image"),
        ("TableColumn", "table"),
        ("RowAction", "table"),
        ("ListItem", "list"),
        ("TreeItem", "tree"),
        ("TimelineItem", "timeline"),
        ("select", "select"),
        ("Date range", "date-range"),
    ],
)
def test_the_gallery_finds_a_component_by_other_words(
    monkeypatch: pytest.MonkeyPatch, words: str, expected: str
) -> None:
    # Arrange
    monkeypatch.setattr(sys, "path", [str(EXAMPLES), *sys.path])
    from gallery.contents import contents

    # Act
    found = {node_type for node_type, shown in contents().items() if shown.answers(words)}

    # Assert
    assert expected in found


def test_who_looks_for_one_and_presses_enter_stands_before_it_with_all_the_others(
    cacao_app: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Arrange
    monkeypatch.setattr(sys, "path", [str(EXAMPLES), *sys.path])
    import components_showcase

    user = cacao_app(components_showcase.app).open("/")

    # Act
    user.type("Search components", "datepicker").press("Enter")

    # Assert
    assert user.path == "/components/date-input"
    assert user.value("Search components") == ""
