"""What only a browser can tell of tables, logs and trees."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from patience import quiet, until

APP = Path(__file__).parent / "data_app.py"
SCROLL = "document.querySelector('[role=log]')"


@pytest.fixture
def page(visit: Callable[..., Any], serve: Callable[..., Any]) -> Any:
    """Return the page of ``data_app.py``, on a phone."""
    return visit(serve(APP).url, viewport={"width": 390, "height": 844})


def write(page: Any, times: int = 1) -> None:
    for _ in range(times):
        page.get_by_role("button", name="Write").click()
        quiet(page)


def test_a_log_is_followed_at_its_end_until_a_visitor_scrolls_up(page: Any) -> None:
    # Act and assert: at the end it stays there.
    write(page, 2)
    end = f"Math.abs({SCROLL}.scrollTop) < 2"
    assert page.evaluate(end)
    last = page.locator(".cacao-log-line").last
    assert last.is_visible()
    assert page.evaluate(
        f"{SCROLL}.getBoundingClientRect().bottom + 1 >= "
        "[...document.querySelectorAll('.cacao-log-line')].at(-1).getBoundingClientRect().bottom"
    )

    # Scrolled up, what is read stays where it is.
    page.evaluate(f"{SCROLL}.scrollTop = -300")
    page.wait_for_timeout(100)
    top = "[...document.querySelectorAll('.cacao-log-line')][40].getBoundingClientRect().top"
    before = page.evaluate(top)
    write(page, 3)
    assert abs(page.evaluate(top) - before) < 2

    # Back at the end it is followed again.
    page.evaluate(f"{SCROLL}.scrollTop = 0")
    write(page)
    assert page.evaluate(end)


def test_a_table_is_sorted_chosen_and_its_menus_opened_without_losing_the_focus(page: Any) -> None:
    # Act
    page.get_by_role("button", name="Name").focus()
    page.keyboard.press("Enter")
    until(page, "document.querySelector('th[aria-sort=ascending]') !== null")

    # Assert
    assert page.evaluate("document.activeElement.textContent") == "Name"
    page.get_by_role("button", name="Actions: Item 00").press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Copy"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.ariaLabel") == "Actions: Item 00"
    page.get_by_label("Choose Item 01").check()
    page.get_by_text("1 chosen").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_filter_is_typed_into_while_its_panel_stays_open(page: Any) -> None:
    # Act
    page.get_by_role("button", name="Filters").click()
    page.get_by_label("Name: contains").fill("Item 2")
    page.get_by_text("Item 29").wait_for()

    # Assert
    assert page.get_by_label("Name: contains").is_visible()
    assert page.evaluate("document.activeElement.value") == "Item 2"
    page.get_by_role("button", name="Clear filters").click()
    page.get_by_text("1–10 of 60").wait_for()
    assert page.get_by_label("Name: contains").input_value() == ""


def test_a_tab_leads_to_a_tree_though_the_branch_that_had_the_focus_is_gone(page: Any) -> None:
    # Arrange
    page.get_by_role("treeitem", name="pear").focus()

    # Act
    page.get_by_role("button", name="Close all").click()
    until(page, "document.querySelectorAll('[role=treeitem]').length === 1")
    quiet(page)

    # Assert
    assert page.get_by_role("treeitem").evaluate("(item) => item.tabIndex") == 0


@pytest.mark.parametrize("width", [1280, 390])
def test_a_word_without_end_leaves_the_other_columns_and_the_actions_in_sight(
    visit: Callable[..., Any], serve: Callable[..., Any], width: int
) -> None:
    # Arrange
    page = visit(serve(APP.with_name("wide_table_app.py")).url, viewport={"width": width, "height": 800})
    first_row = "[...document.querySelector('tbody tr').cells]"

    # Act
    right = page.evaluate(f"{first_row}.at(-1).getBoundingClientRect().right")
    lines = page.evaluate(f"{first_row}.map(cell => Math.round(cell.getClientRects()[0].height))")
    widths = page.evaluate(f"{first_row}.map(cell => cell.getBoundingClientRect().width)")

    # Assert
    assert right <= width
    assert max(lines) < 60, "dates and short words stand on one line"
    assert max(widths) < 500 or width == 1280
    has_more = page.evaluate(
        "(box => box.scrollWidth > box.clientWidth)(document.querySelector('.cacao-table-scroll'))"
    )
    assert has_more == (width == 390)
