"""The live page: what patches keep, what the visitor is told, and how the tab comes back."""

from __future__ import annotations

import re

import pytest
from sockets import HELD_SOCKET

LIST = """
import asyncio
import cacao
app = cacao.App()
rows = cacao.State(["a", "b", "c", "d"])
label = cacao.State("calm")

@app.event("turn")
async def turn():
    rows.set(rows.value[::-1])

@app.event("add")
def add():
    rows.set(["new", *rows.value])

@app.event("drop")
def drop():
    rows.set(rows.value[1:])

@app.event("typed")
async def typed(event):
    label.set(event["value"].upper())

@app.event("slow")
async def slow():
    for step in ("working", "halfway", "done"):
        label.set(step)
        await asyncio.sleep(0.3)

@app.event("fail")
async def fail():
    label.set("half done")
    await asyncio.sleep(0.1)
    raise ValueError("the secret is 42")

@app.event("boxes")
async def boxes(event):
    label.set(f"{event['value']} {event['checked']}")

def button(name, action):
    return {"type": "button", "props": {"label": name, "action": action}}

@app.mix("/")
def home():
    return {"type": "main", "children": [
        {"type": "p", "props": {"id": "label", "content": label.value,
            "style": {"color": "red" if label.value == "done" else "blue"}}},
        button("Turn", "turn"), button("Add", "add"), button("Drop", "drop"), button("Slow", "slow"),
        button("Fail", "fail"),
        {"type": "input", "props": {"on_input": "typed", "aria_label": "upper"}},
        {"type": "input", "props": {"type": "checkbox", "value": "box", "on_change": "boxes",
            "aria_label": "box"}},
        {"type": "div", "props": {"id": "scroll", "tabindex": 0, "style": {"height": 60, "overflow": "auto"}},
         "children": [
            {"type": "div", "key": row, "props": {"style": {"height": 40}}, "children": [
                {"type": "input", "props": {"aria_label": row}}]} for row in rows.value]},
    ]}
"""


@pytest.fixture
def server(serve):
    return serve(LIST)


def press(page, name):
    """Click without taking the focus, as a keyboard shortcut would."""
    page.get_by_role("button", name=name).dispatch_event("click")
    page.wait_for_selector("[data-cacao-busy]", state="detached")


def test_focus_caret_selection_and_typed_text_survive_moves_inserts_and_removals(visit, server):
    # Arrange
    page = visit(server.url)
    field = page.get_by_label("c", exact=True)
    field.fill("typed here")
    field.evaluate("node => node.setSelectionRange(2, 5)")

    # Act
    for name in ("Turn", "Add", "Turn", "Drop", "Turn"):
        press(page, name)

    # Assert
    assert field.evaluate("node => node === document.activeElement")
    assert field.evaluate("node => [node.selectionStart, node.selectionEnd, node.value]") == [
        2,
        5,
        "typed here",
    ]
    order = page.locator("#scroll input").evaluate_all("nodes => nodes.map(node => node.ariaLabel)")
    assert order == ["new", "d", "c", "b"]


def test_scroll_positions_survive_a_patch(visit, server):
    # Arrange
    page = visit(server.url, viewport={"width": 400, "height": 200})
    positions = "[document.getElementById('scroll').scrollTop, scrollY]"
    page.evaluate("document.getElementById('scroll').scrollTop = 50; scrollTo(0, 30)")
    before = page.evaluate(positions)
    assert min(before) > 0

    # Act
    press(page, "Slow")

    # Assert
    page.locator("#label", has_text="done").wait_for()
    assert page.evaluate(positions) == before


def test_progress_shows_while_a_handler_runs_and_its_button_is_busy_for_so_long(visit, server):
    # Arrange
    page = visit(server.url)
    page.evaluate(
        """() => {
          const label = document.getElementById("label");
          const button = [...document.querySelectorAll("button")].find((node) => node.textContent === "Slow");
          window.seen = [];
          new MutationObserver(() => window.seen.push([label.textContent, "cacaoBusy" in button.dataset]))
            .observe(label, {characterData: true, subtree: true});
        }"""
    )

    # Act
    page.get_by_role("button", name="Slow").click()
    page.locator("#label", has_text="done").wait_for()
    page.wait_for_selector("[data-cacao-busy]", state="detached")

    # Assert
    assert page.evaluate("window.seen") == [["working", True], ["halfway", True], ["done", True]]


def test_a_style_that_changes_is_set_inline_and_the_painted_class_goes(visit, server):
    # Arrange
    page = visit(server.url)
    label = page.locator("#label")
    assert label.get_attribute("class") == "cacao-paint-0"

    # Act
    press(page, "Slow")

    # Assert
    page.locator("#label", has_text="done").wait_for()
    assert label.evaluate("node => getComputedStyle(node).color") == "rgb(255, 0, 0)"
    assert label.get_attribute("class") is None


def test_typing_reaches_the_handler_and_the_field_keeps_what_is_typed(visit, server):
    # Arrange
    page = visit(server.url)

    # Act
    page.get_by_label("upper").press_sequentially("hello", delay=5)

    # Assert
    page.locator("#label", has_text="HELLO").wait_for()
    assert page.get_by_label("upper").input_value() == "hello"
    page.get_by_label("box").check()
    page.locator("#label", has_text="box True").wait_for()


def test_a_failing_handler_leaves_the_page_as_it_was_and_says_so(visit, serve, tmp_path):
    # Arrange
    (tmp_path / "cacao.json").write_text('{"overlay": false}')  # which tells of errors in its place
    page = visit(serve(LIST).url)

    # Act
    page.get_by_role("button", name="Fail").click()

    # Assert
    notice = page.get_by_role("status")
    notice.get_by_text("the secret is 42").wait_for()  # development: the developer is told
    assert page.locator("#label").inner_text() == "calm"
    page.get_by_label("Close this message").click()
    assert notice.inner_text() == ""
    press(page, "Turn")  # the tab lives on


def test_in_production_a_visitor_learns_no_more_than_an_id(visit, serve):
    # Arrange
    server = serve(LIST, "--production")
    page = visit(server.url)

    # Act
    page.get_by_role("button", name="Fail").click()

    # Assert
    text = page.get_by_role("status").locator("span").inner_text()
    found = re.fullmatch(r"Something went wrong here\. Nothing was changed\. \(error ([0-9a-f]{8})\)", text)
    assert found is not None
    assert found[1] in server.output


def test_the_tab_comes_back_after_a_restart_without_a_reload(visit, serve):
    # Arrange
    first = serve(LIST)
    page = visit(first.url)
    page.get_by_label("b", exact=True).fill("half a sentence")
    press(page, "Add")

    # Act: the server goes; what is clicked meanwhile waits for it.
    first.stop()
    page.get_by_role("status").get_by_text("Connection lost").wait_for()
    page.get_by_role("button", name="Turn").dispatch_event("click")
    assert page.get_by_role("button", name="Turn").get_attribute("data-cacao-busy") == ""
    page.wait_for_selector("[data-cacao-slow]")
    serve(LIST, port=first.port)

    # Assert
    page.get_by_role("status").get_by_text("This page starts afresh").wait_for()
    page.wait_for_selector("[data-cacao-busy], [data-cacao-slow]", state="detached")
    order = page.locator("#scroll input").evaluate_all("nodes => nodes.map(node => node.ariaLabel)")
    assert order == ["d", "c", "b", "a"]  # memory sessions start anew; the click was applied once
    assert page.evaluate("window.stays")
    assert page.get_by_label("b", exact=True).input_value() == "half a sentence"
    assert page.get_by_label("b", exact=True).evaluate("node => node === document.activeElement")
    page.faults.clear()  # the browser's own lines on refused connections


def test_a_click_before_the_socket_is_up_is_not_lost(visit, server):
    # Arrange: the socket's handshake is held back.
    page = visit("about:blank", live=False)
    page.add_init_script(HELD_SOCKET)
    page.goto(server.url)
    page.get_by_role("button", name="Turn").click()
    page.get_by_role("button", name="Add").click()

    # Act
    page.evaluate("window.release()")

    # Assert
    page.wait_for_selector("[data-cacao-joined]")
    page.wait_for_selector("[data-cacao-busy]", state="detached")
    order = page.locator("#scroll input").evaluate_all("nodes => nodes.map(node => node.ariaLabel)")
    assert order == ["new", "d", "c", "b", "a"]


def test_an_action_without_a_handler_tells_the_developer_what_to_write(visit, serve, tmp_path):
    # Arrange
    (tmp_path / "cacao.json").write_text('{"overlay": false}')  # which covers the notice, and says the same
    source = (
        'import cacao\napp = cacao.App()\n@app.mix("/")\ndef home():\n'
        '    return {"type": "button", "props": {"label": "Go", "action": "go_on"}}\n'
    )
    page = visit(serve(source).url)

    # Act
    page.get_by_role("button", name="Go").click()

    # Assert
    page.get_by_role("status").get_by_text('Define it with @app.event("go_on").').wait_for()


def test_what_is_too_long_to_be_sent_is_said_and_nothing_else_is_lost(visit, server):
    # Arrange
    page = visit(server.url)

    # Act
    page.get_by_label("upper").fill("x" * 300_000)

    # Assert
    page.get_by_role("status").get_by_text("too long").wait_for()
    page.get_by_label("upper").fill("short \ud83d\ude00")
    page.locator("#label", has_text="SHORT").wait_for()
