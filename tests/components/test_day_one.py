"""Day one: lists are empty, and things of a list have the same name; no page falls over either."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from screens import Shown

from cacao import State
from cacao.ui import (
    Accordion,
    Breadcrumb,
    CheckboxGroup,
    Combobox,
    KeyValue,
    MultiSelect,
    RadioGroup,
    Select,
    Stepper,
    Tabs,
    Timeline,
    Tree,
)
from cacao_kernel import CacaoError


def nobody() -> list[str]:
    """Return what a database has on the first day."""
    return []


@pytest.mark.parametrize(
    "make",
    [
        lambda: RadioGroup("G", options=[]),
        lambda: RadioGroup("G", options=nobody),
        lambda: RadioGroup("G", options={}),
        lambda: CheckboxGroup("G", options=[]),
        lambda: CheckboxGroup("G", options=State([], name="none")),
        lambda: Select("G", options=[]),
        lambda: Tabs([]),
        lambda: Tabs([], lazy=True),
        lambda: Accordion([]),
        lambda: KeyValue({}),
        lambda: KeyValue(nobody),
        lambda: Timeline([]),
        lambda: Tree([], label="Files"),
    ],
)
def test_where_there_is_nothing_yet_it_says_so(make: Callable[[], Any]) -> None:
    # Act
    shown = Shown({"type": "main", "children": [make()]})

    # Assert
    assert "Nothing here yet." in str(shown.packed)


@pytest.mark.parametrize("make", [Combobox, MultiSelect])
@pytest.mark.parametrize("options", [[], (), {}, nobody])
def test_an_empty_list_to_be_searched_is_a_field_that_finds_nothing(make: Any, options: Any) -> None:
    # Act
    shown = Shown({"type": "main", "children": [make("G", options=options)]})

    # Assert
    assert "combobox" in str(shown.packed)


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: RadioGroup("G"), "RadioGroup needs options"),
        (lambda: CheckboxGroup("G"), "CheckboxGroup needs options"),
        (lambda: Combobox("G"), "expected options, or a function as search"),
        (lambda: MultiSelect("G", options=[], search=print), "got both"),
    ],
)
def test_a_list_that_was_forgotten_is_told_all_the_same(make: Callable[[], Any], told: str) -> None:
    # Act, assert
    with pytest.raises(CacaoError, match=told):
        make()


@pytest.mark.parametrize(
    "make",
    [
        lambda: Breadcrumb([{"label": "src", "href": "/"}, {"label": "src", "href": "/b"}, "src"]),
        lambda: Tabs([{"label": "src", "content": "1"}, {"label": "src", "content": "2"}]),
        lambda: Stepper(["src", "src"]),
        lambda: Accordion([{"label": "src", "content": "1"}, {"label": "src", "content": "2"}]),
    ],
)
def test_two_things_may_have_the_same_name(make: Callable[[], Any]) -> None:
    # Act
    shown = Shown({"type": "main", "children": [make()]})

    # Assert
    assert str(shown.packed).count("src") >= 2


def test_an_id_of_ones_own_is_kept_whatever_others_are_called() -> None:
    # Act
    tabs = Tabs([{"label": "A"}, {"label": "b", "id": "a"}, {"label": "B", "id": "a-1"}])

    # Assert
    assert [item["id"] for item in tabs._items] == ["a-1-1", "a", "a-1"]


def test_two_ids_of_ones_own_that_are_the_same_are_told() -> None:
    # Act, assert
    with pytest.raises(CacaoError, match='is the second with the id "a"'):
        Tabs([{"label": "A", "id": "a"}, {"label": "B", "id": "a"}])
