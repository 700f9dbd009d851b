"""Dialogs, questions, popovers and tooltips: what they are made of, and what they refuse."""

from __future__ import annotations

from typing import Any

import pytest
from screens import Shown

from cacao import State
from cacao.ui import Button, Confirm, Dialog, Drawer, Popover, Tooltip
from cacao_kernel import CacaoError


def test_a_plain_dialog_stays_plain() -> None:
    # Act
    shown = Shown({"type": "dialog", "props": {"id": "sure", "open": True}, "children": ["Sure?"]})

    # Assert
    assert shown.packed == ["dialog", {"id": "sure", "open": ""}, ["Sure?"]]
    assert not shown.screen.kits


def test_a_page_without_windows_loads_none_of_them() -> None:
    names = {kit.name for kit in Shown(Button("x", variant="outline")).screen.kits}

    assert not names & {"dialog", "confirm", "popover", "tooltip"}


@pytest.mark.parametrize("trigger", ["Go", Button("Go"), Button("Go", variant="outline")])
def test_what_opens_a_dialog_names_it(trigger: Any) -> None:
    # Act
    _, _, (dialog, _, opener) = Shown(Dialog("Terms", "Words", trigger=trigger)).packed

    # Assert
    assert opener[1]["commandfor"] == dialog[1]["id"]
    assert (opener[1]["command"], opener[1]["aria-haspopup"]) == ("show-modal", "dialog")
    assert opener[1]["class"].startswith("cacao-button")


@pytest.mark.parametrize("trigger", ["Go", Button("Go"), Button("Go", variant="outline")])
def test_what_opens_a_drawer_names_it(trigger: Any) -> None:
    # Act
    _, _, (opener, panel) = Shown(Drawer("Filters", "Words", trigger=trigger)).packed

    # Assert
    assert opener[1]["commandfor"] == panel[1]["id"]
    assert (opener[1]["command"], opener[1]["aria-haspopup"]) == ("show-modal", "dialog")
    assert opener[1]["class"].startswith("cacao-button")


@pytest.mark.parametrize(
    ("is_open", "attributes"), [(True, {"data-open": "true"}), (False, {"data-open": "false"}), (None, {})]
)
def test_a_drawer_may_be_open_without_a_state(is_open: Any, attributes: Any) -> None:
    # Act
    _, drawn, _ = Shown(Drawer("Filters", "Words", open=is_open)).packed

    # Assert
    assert drawn == attributes


def test_a_popover_is_opened_by_the_platform() -> None:
    # Act
    _, _, (opener, panel) = Shown(Popover("Filter", "Words", title="Title")).packed

    # Assert
    assert opener[1]["popovertarget"] == panel[1]["id"]
    assert (panel[1]["popover"], panel[1]["role"]) == ("auto", "dialog")


def test_a_state_opens_a_dialog_and_nothing_is_drawn_anew() -> None:
    # Arrange
    is_open = State(False, name="is_open")
    shown = Shown({"type": "main", "children": [Dialog("Terms", "Words", open=is_open)]})

    # Act
    ops = shown.change((is_open, True))

    # Assert
    assert {"data-open": "true"} in [op[2] for op in ops]
    assert len(ops) == 2


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: Dialog(), "Dialog needs title"),
        (lambda: Confirm(Button("x"), " "), "question of a Confirm"),
        (lambda: Confirm(Button("x")), "Confirm needs question"),
        (lambda: Popover("x"), "Popover holds nothing"),
        (lambda: Tooltip("", Button("x")), "Tooltip needs"),
        (lambda: Shown(Tooltip("x", [Button("x"), Button("y")])), "has to be one node"),
    ],
)
def test_mistakes_are_told(make: Any, told: str) -> None:
    with pytest.raises(CacaoError) as caught:
        make()

    assert told in str(caught.value)
