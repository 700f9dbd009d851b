"""What could not be saved: the visitor is told, and what they typed is not lost once there is room again."""

from __future__ import annotations

import signal

import pytest
from outages import Site, forgive

pytest.importorskip("resource", reason="limits of a process are set on Linux alone")

SOURCE = """
import resource
import signal

from cacao import App, State

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
app = App()
draft, items = State(""), State([])


def fill():
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))


def make_room():
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def add():
    with items.mutate() as listed:
        listed.append(draft.value)


def button(label, handler):
    return {"type": "button", "props": {"label": label, "on_click": handler}}


@app.mix("/")
def home():
    return {"type": "main", "children": [
        {"type": "label", "children": ["Draft", {"type": "input", "props": {"bind": draft}}]},
        button("Fill", fill), button("Make room", make_room), button("Add", add),
        {"type": "p", "props": {"id": "items", "content": f"{items.value}"}},
    ]}


@app.mix("/room")
def room():
    make_room()
    return {"type": "p", "children": ["there is room"]}
"""


def test_what_was_typed_while_the_disk_was_full_is_told_again_when_there_is_room(visit, serve):
    # Arrange
    site = Site(serve, SOURCE, "--production")
    page = visit(site.url)
    page.get_by_role("button", name="Add").click()
    page.locator("#items", has_text="['']").wait_for()
    page.get_by_role("button", name="Fill").click()
    page.get_by_role("status").get_by_text("Nothing was changed").wait_for()

    # Act: what is typed cannot be kept; then there is room, and something else is clicked.
    page.get_by_label("Draft").press_sequentially("eggs", delay=30)
    page.get_by_role("status").get_by_text("Nothing was changed").wait_for()
    visit(f"{site.url}/room", live=False)
    page.get_by_role("button", name="Add").click()

    # Assert
    page.locator("#items", has_text="['', 'eggs']").wait_for()
    assert page.get_by_label("Draft").input_value() == "eggs"


def test_a_page_that_a_server_knows_no_more_says_that_it_begins_anew(visit, serve):
    # Arrange
    site = Site(serve, SOURCE, session_storage="memory")
    page, other = visit(site.url), visit(site.url)
    page.get_by_role("button", name="Add").click()
    page.locator("#items", has_text="['']").wait_for()

    # Act
    site.restart(signal.SIGKILL)

    # Assert: of who has done nothing yet nothing is lost, and they are told nothing.
    page.get_by_role("status").get_by_text("This page starts afresh").wait_for()
    page.locator("#items", has_text="[]").wait_for()
    other.wait_for_selector("[data-cacao-joined]")
    assert "afresh" not in other.get_by_role("status").inner_text()
    for each in (page, other):
        forgive(each)
