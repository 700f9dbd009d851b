"""A State in the address: the browser's own address bar, its history and its deep links."""

from __future__ import annotations

import pytest

SEARCH = """
from cacao import App, State

app = App(title="Search")
wanted = State("", url="q")
number = State(1, url="page")
SHELF = ["cocoa", "milk", "tea"]

@app.event("next")
def turn():
    number.update(lambda page: page + 1)

@app.mix("/")
def home():
    return {"type": "main", "children": [
        {"type": "input", "props": {"aria_label": "Search", "bind": wanted}},
        {"type": "button", "props": {"label": "Next", "action": "next"}},
        {"type": "p", "props": {"id": "found",
            "content": f"{[name for name in SHELF if wanted.value in name]} on {number.value}"}},
        {"type": "a", "props": {"href": "/?q=tea", "content": "Tea"}},
        {"type": "a", "props": {"href": "/about", "content": "About"}}]}

@app.mix("/about")
def about():
    return {"type": "h1", "props": {"content": "About"}}
"""


@pytest.fixture
def server(serve):
    return serve(SEARCH)


def found(page, text):
    page.locator("#found", has_text=text).wait_for()


def at(page, server, rest):
    """Wait until the address bar shows this."""
    page.wait_for_url(server.url + rest, wait_until="commit")


def test_typing_writes_the_address_in_place_and_back_and_forward_set_the_state(visit, server):
    # Arrange
    page = visit(server.url)
    field = page.get_by_label("Search")
    entries = page.evaluate("history.length")

    # Act and assert: what is typed is no step of the history, and the field keeps what it has,
    field.press_sequentially("milk")
    at(page, server, "/?q=milk")
    page.get_by_role("button", name="Next").click()
    at(page, server, "/?q=milk&page=2")
    assert page.evaluate("history.length") == entries
    assert field.input_value() == "milk"

    # a link is one, and says what the States hold,
    page.get_by_role("link", name="Tea").click()
    found(page, "['tea'] on 1")
    assert field.input_value() == "tea"
    page.get_by_role("link", name="About").click()
    page.get_by_role("heading", name="About").wait_for()

    # back and forward set them, in the field, too,
    page.go_back()
    found(page, "['tea'] on 1")
    page.go_back()
    found(page, "['milk'] on 2")
    assert field.input_value() == "milk"
    page.go_forward()
    found(page, "['tea'] on 1")
    assert field.input_value() == "tea"

    # all without a load, and a default is not said.
    field.fill("")
    at(page, server, "/")
    assert page.evaluate("window.stays")


def test_a_deep_link_and_a_reload_show_what_the_address_says(visit, server):
    # Act and assert
    page = visit(f"{server.url}/?q=co&page=7&from=mail#found")
    found(page, "['cocoa'] on 7")
    assert page.get_by_label("Search").input_value() == "co"
    page.get_by_role("button", name="Next").click()
    at(page, server, "/?q=co&page=8&from=mail#found")
    page.reload()
    found(page, "['cocoa'] on 8")


def test_an_address_that_says_nothing_sensible_shows_the_page_all_the_same(visit, server):
    page = visit(f"{server.url}/?page=last")

    found(page, "on 1")


def test_who_was_logged_out_in_another_tab_is_sent_away_at_the_next_click(visit, serve):
    # Arrange
    server = serve(GUARDED)
    page = visit(server.url)
    other = visit(f"{server.url}/", same_visitor_as=page)
    other.get_by_role("button", name="Log out").click()
    other.get_by_role("heading", name="Who are you?").wait_for()

    # Act
    page.get_by_role("button", name="Delete").click()

    # Assert
    page.get_by_role("heading", name="Who are you?").wait_for()
    assert page.url == f"{server.url}/login"
    page.get_by_text("Deleted: 0").wait_for()


GUARDED = """
from cacao import App, State, redirect

app = App()
name = State("ann")
deleted = State(0)

@app.event("delete")
def delete():
    deleted.update(lambda count: count + 1)

@app.event("logout")
def logout():
    name.set("")
    return redirect("/login")

@app.mix("/login")
def login():
    return {"type": "main", "children": [{"type": "h1", "props": {"content": "Who are you?"}},
        f"Deleted: {deleted.value}"]}

@app.mix("/", guard=lambda: None if name.value else redirect("/login"))
def home():
    return {"type": "main", "children": [
        {"type": "button", "props": {"label": "Delete", "action": "delete"}},
        {"type": "button", "props": {"label": "Log out", "action": "logout"}}]}
"""
