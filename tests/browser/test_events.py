"""Events in Chromium: told at the pace and of the keys that were asked for, and offered again when stale."""

from __future__ import annotations

from patience import quiet
from sockets import HELD_SOCKET


def at(server, path):
    return server.url.rstrip("/") + path


def test_a_debounced_text_is_told_once_and_before_the_click_that_follows(visit, form):
    # Arrange
    page = visit(at(form, "/pace"))

    # Act
    page.get_by_label("late").press_sequentially("milk", delay=10)
    assert page.locator("#log").inner_text() == ""
    page.get_by_role("button", name="Go").dispatch_event("click")

    # Assert
    page.locator("#log").get_by_text("input:milk;click;", exact=True).wait_for()
    page.get_by_label("late").press_sequentially("y", delay=10)
    page.locator("#log").get_by_text("input:milk;click;input:milky;", exact=True).wait_for()


def test_a_throttled_field_tells_its_first_and_its_last_text(visit, form):
    # Arrange
    page = visit(at(form, "/pace"))

    # Act
    page.get_by_label("seldom").press_sequentially("milkshake", delay=5)

    # Assert
    page.locator("#log").get_by_text("input:milkshake;").wait_for()
    told = page.locator("#log").inner_text().split(";")[:-1]
    assert told[0] == "input:m" and told[-1] == "input:milkshake"
    assert len(told) < 9


def test_keys_and_details_call_their_handlers(visit, form):
    # Arrange
    page = visit(at(form, "/pace"))
    log = page.locator("#log")

    # Act and assert
    page.get_by_label("keys").fill("milk")
    page.get_by_label("keys").press("a")
    page.get_by_label("keys").press("Enter")
    log.get_by_text("keydown:milka;", exact=True).wait_for()
    page.get_by_label("keys").press("Control+s")
    log.get_by_text("saved", exact=True).wait_for()
    page.get_by_label("keys").press("Escape")
    log.get_by_text("left", exact=True).wait_for()
    page.get_by_text("More").click()
    log.get_by_text("open True", exact=True).wait_for()
    page.get_by_label("chat").fill("hello")
    page.get_by_label("chat").press("Enter")
    log.get_by_text("open Truekeydown:hello;", exact=True).wait_for()
    page.get_by_label("chat").press("Shift+Enter")
    assert page.get_by_label("chat").input_value() == "hello\n"


def held_page(visit, server, act):
    """Return a page of a visitor whose socket is held back, after another tab has done something."""
    other = visit(at(server, "/stale"))
    away = visit("about:blank", live=False, same_visitor_as=other)
    away.add_init_script(HELD_SOCKET)
    away.goto(at(server, "/stale"))
    away.get_by_label("offer").fill("ninety")
    away.get_by_role("button", name="Buy").click()
    other.get_by_role("button", name=act).click()
    quiet(other)
    away.evaluate("window.release()")
    return away


def test_a_stale_event_can_be_sent_again_on_what_the_element_is_by_now(visit, form):
    # Arrange
    page = held_page(visit, form, "Change")

    # Act
    page.get_by_role("status").get_by_text("Please try again").wait_for()
    quiet(page)
    page.get_by_role("button", name="Try again").click()

    # Assert
    page.locator("#log").get_by_text("bought second", exact=True).wait_for()
    assert page.get_by_label("offer").input_value() == "ninety"
    assert page.get_by_role("status").inner_text() == ""


def test_a_stale_event_of_what_is_gone_is_told_and_not_offered_again(visit, form):
    page = held_page(visit, form, "Remove")

    page.get_by_role("status").get_by_text("Please try again").wait_for()
    quiet(page)
    assert page.get_by_role("button", name="Try again").count() == 0
