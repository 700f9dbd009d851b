"""Every widget in Chromium: used with the keyboard alone, and changed while it is used."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from components.broken import FLEETING, UNUSABLE
from components.drive import Drive, Keys, check_drive
from components.trying import DRIVES, STILL
from patience import quiet, until

Shown = Callable[..., Any]

# What takes the keyboard in a widget itself, not in what its demo puts into it.
FOCUSABLE = """[...document.querySelectorAll("[data-nudged], [data-nudged] *")]
  .filter((node) => node.tabIndex >= 0 && !node.closest("[data-foreign]")).map((node) => node.outerHTML)"""

# What a person has in their hands: the focus, text and caret, and all that is open or chosen.
IN_HAND = """(() => {
  const focused = document.activeElement;
  const open = "[open], :popover-open, :checked, [aria-expanded=true], [aria-selected=true]";
  return {
    same: window.held === undefined || window.held === (window.held = focused),
    value: focused.value,
    caret: focused.selectionStart,
    open: [...document.querySelectorAll("#tried, #tried *")].map((node) => node.matches(open)),
  };
})()"""


@pytest.mark.parametrize("node_type", list(DRIVES))
def test_a_widget_is_used_with_the_keyboard_alone(shown: Shown, node_type: str) -> None:
    page = shown("drive", node_type)

    check_drive(DRIVES[node_type], page)


@pytest.mark.parametrize("node_type", list(DRIVES))
def test_a_widget_stays_as_it_is_in_the_hands_of_a_person_while_it_changes(
    shown: Shown, node_type: str
) -> None:
    page = shown("drive", node_type)

    check_hold(DRIVES[node_type], page)


def check_hold(drive: Drive, page: Any) -> None:
    """Use the widget half way, let the server change it, and look whether a person would notice."""
    drive.midway(Keys(page))
    page.evaluate("window.held = document.activeElement")
    before = page.evaluate(IN_HAND)

    nudge(page)

    assert page.evaluate(IN_HAND) == before
    assert page.evaluate("window.stays")


@pytest.mark.parametrize("node_type", sorted(STILL))
def test_a_widget_that_nobody_can_operate_holds_nothing_that_takes_the_keyboard(
    shown: Shown, node_type: str
) -> None:
    page = shown("demo", node_type)

    assert page.locator("[data-nudged]").count() > 0, "the demo shows it nowhere"
    assert page.evaluate(FOCUSABLE) == []


def nudge(page: Any) -> None:
    """Let the server change the widget, and what stands around it."""
    page.evaluate("document.getElementById('nudge').click()")
    quiet(page)
    until(page, "document.querySelector('[data-nudged=\"1\"]') !== null")
    until(page, "document.querySelector('#page > p')?.textContent === 'Nudge 1'")


# The checks themselves, on widgets that are wrong on purpose.


@pytest.mark.parametrize("node_type", list(UNUSABLE))
def test_a_widget_that_cannot_be_used_is_seen(shown: Shown, node_type: str) -> None:
    page = shown("drive", node_type)

    with pytest.raises(AssertionError):
        check_drive(UNUSABLE[node_type], page, seconds=1)


@pytest.mark.parametrize("node_type", list(FLEETING))
def test_a_widget_that_changes_in_the_hands_of_a_person_is_seen(shown: Shown, node_type: str) -> None:
    page = shown("drive", node_type)

    with pytest.raises(AssertionError, match=r"assert \{"):
        check_hold(FLEETING[node_type], page)


def test_a_still_widget_that_takes_the_keyboard_is_seen(visit: Callable[..., Any]) -> None:
    page = visit("about:blank", live=False)
    page.set_content("<p data-nudged=0><b tabindex=0></b><a data-foreign href=/></a></p><a href=/>")

    assert page.evaluate(FOCUSABLE) == ['<b tabindex="0"></b>']
