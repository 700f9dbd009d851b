"""The todo example in Chromium: typing, ticking, moving, deleting and filtering, quickly and slowly."""

from __future__ import annotations

from pathlib import Path

import pytest
from patience import quiet, until, visit_slowly

TODO = Path(__file__).parent.parent.parent / "examples" / "todo_example.py"


@pytest.fixture
def url(serve):
    return serve(TODO).url


def box(page):
    return page.get_by_label("What is to be done?")


def add(page, *titles):
    """Type each title and press Enter, as one who makes a list."""
    box(page).focus()
    for title in titles:
        page.keyboard.type(title)
        page.keyboard.press("Enter")
    page.get_by_label(titles[-1], exact=True).wait_for()
    quiet(page)


def titles(page):
    return page.locator("li span").all_inner_texts()


def shows(page, *expected):
    """Wait until the list shows these titles."""
    spans = "[...document.querySelectorAll('li span')].map((node) => node.innerText)"
    until(page, f"{spans}.join() === '{','.join(expected)}'")


def focused(page):
    return page.evaluate("document.activeElement.ariaLabel")


def test_enter_adds_and_empties_the_box_which_keeps_the_focus(visit, url):
    # Arrange
    page = visit(url)

    # Act
    add(page, "Milk", "Eggs")

    # Assert
    assert titles(page) == ["Milk", "Eggs"]
    assert box(page).input_value() == ""
    assert focused(page) == "What is to be done?"
    assert page.get_by_text("2 left to do").is_visible()


def test_an_empty_box_adds_nothing(visit, url):
    # Arrange
    page = visit(url)
    box(page).fill("   ")

    # Act
    page.get_by_role("button", name="Add").click()

    # Assert
    until(page, "document.querySelector('form input').value === ''")
    assert titles(page) == []


def test_what_is_typed_on_over_a_slow_line_is_kept(visit, url):
    # Arrange: 300 ms from a key to what becomes of it.
    page = visit_slowly(visit, url)

    # Act: without ever waiting for an answer.
    box(page).focus()
    page.keyboard.type("Milk", delay=20)
    page.keyboard.press("Enter")
    page.keyboard.type("Eggs", delay=40)
    page.keyboard.press("Enter")
    page.keyboard.type("Ham", delay=20)

    # Assert
    shows(page, "Milk", "Eggs")
    quiet(page)
    assert box(page).input_value() == "Ham"
    assert focused(page) == "What is to be done?"


def test_a_long_list_typed_faster_than_it_can_be_shown_comes_out_right(visit, url):
    # Arrange
    page = visit(url)
    rows = [f"Row {number}" for number in range(60)]

    # Act
    add(page, *rows)

    # Assert
    shows(page, *rows)
    assert box(page).input_value() == ""


def test_a_todo_that_is_moved_keeps_the_focus_on_its_button(visit, url):
    # Arrange
    page = visit(url)
    add(page, "Milk", "Eggs", "Ham")
    page.get_by_role("button", name="Move Ham up").focus()

    # Act and assert: with the keyboard, up to the top and one more.
    for expected in (["Milk", "Ham", "Eggs"], ["Ham", "Milk", "Eggs"], ["Ham", "Milk", "Eggs"]):
        page.keyboard.press("Enter")
        quiet(page)
        assert titles(page) == expected
        assert focused(page) == "Move Ham up"


def test_two_quick_presses_over_a_slow_line_both_move_the_row(visit, url):
    # Arrange
    page = visit_slowly(visit, url)
    add(page, "Milk", "Eggs", "Ham")
    page.get_by_role("button", name="Move Ham up").focus()

    # Act
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")

    # Assert
    shows(page, "Ham", "Milk", "Eggs")
    assert focused(page) == "Move Ham up"


def test_ticking_one_off_counts_it_and_leaves_the_other_rows_alone(visit, url):
    # Arrange
    page = visit(url)
    add(page, "Milk", "Eggs")
    page.evaluate("document.querySelectorAll('li').forEach((row) => row.stays = true)")

    # Act
    page.get_by_label("Milk", exact=True).check()

    # Assert
    page.get_by_text("1 left to do").wait_for()
    quiet(page)
    assert page.get_by_label("Milk", exact=True).is_checked()
    assert "line-through" in page.get_by_text("Milk").evaluate(
        "node => getComputedStyle(node).textDecoration"
    )
    assert page.evaluate("[...document.querySelectorAll('li')].every((row) => row.stays)")


def test_a_filter_shows_what_is_open_or_done(visit, url):
    # Arrange
    page = visit(url)
    add(page, "Milk", "Eggs", "Ham")
    page.get_by_label("Eggs", exact=True).check()
    quiet(page)

    # Act and assert
    page.get_by_role("button", name="Open").click()
    shows(page, "Milk", "Ham")
    assert page.get_by_role("button", name="Open").get_attribute("aria-pressed") == "true"
    assert page.get_by_role("button", name="All").get_attribute("aria-pressed") == "false"
    page.get_by_role("button", name="Move Ham up").click()
    shows(page, "Ham", "Milk")
    page.get_by_label("Milk", exact=True).click()
    shows(page, "Ham")
    page.get_by_role("button", name="Done").click()
    shows(page, "Eggs", "Milk")
    page.get_by_role("button", name="Delete Eggs").click()
    shows(page, "Milk")
    page.get_by_role("button", name="All").click()
    shows(page, "Ham", "Milk")


def test_two_tabs_show_one_list_and_type_each_for_itself(visit, url):
    # Arrange
    first = visit(url)
    second = visit(url, same_visitor_as=first)
    box(first).fill("Half a thou")
    quiet(first)

    # Act
    add(second, "Milk")

    # Assert
    shows(first, "Milk")
    assert box(first).input_value() == "Half a thou"
    assert box(second).input_value() == ""


def test_people_are_counted_as_they_come_and_go(visit, url):
    # Arrange
    ann = visit(url)
    ann.get_by_text("1 online now").wait_for()

    # Act and assert: a second tab of hers is nobody new.
    visit(url, same_visitor_as=ann)
    bob = visit(url)
    ann.get_by_text("2 online now").wait_for()
    add(bob, "Sleep")
    assert titles(ann) == []
    bob.close()
    ann.get_by_text("1 online now").wait_for()
