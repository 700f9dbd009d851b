"""Typing in Chromium: nothing typed is lost or comes twice, whatever answers are under way."""

from __future__ import annotations

import random

import pytest
from patience import quiet, until, visit_slowly
from sockets import HELD_SOCKET, OPEN_SOCKETS

TODO = """
import asyncio
import cacao
app = cacao.App()
draft = cacao.State("", name="draft")
todos = cacao.State([], name="todos")

async def add():
    await asyncio.sleep(0)
    todos.set([*todos.value, draft.value])
    draft.set("")

def shout(event):
    draft.set(event.value.upper())

@app.mix("/")
def home():
    return {"type": "main", "children": [
        {"type": "form", "props": {"action": add}, "children": [
            {"type": "input", "props": {"bind": draft, "aria_label": "What"}}]},
        {"type": "p", "props": {"id": "todos", "content": "|".join(todos.value)}},
        {"type": "p", "props": {"id": "draft", "content": draft.value}},
        {"type": "button", "props": {"label": "Other", "action": lambda: {"draft": "other"}}},
    ]}

@app.mix("/shout")
def shouting():
    return {"type": "main", "children": [
        {"type": "input", "props": {"bind": draft, "on_input": shout, "aria_label": "What"}},
        {"type": "p", "props": {"id": "draft", "content": draft.value}}]}
"""


@pytest.fixture(scope="module")
def todo(serve_once):
    return serve_once(TODO)


def test_a_todo_box_is_sent_with_enter_while_the_visitor_types_on(visit, todo):
    # Arrange
    page = visit_slowly(visit, todo.url)
    field = page.get_by_label("What")
    field.focus()

    # Act: all of it faster than one answer.
    page.keyboard.type("milk", delay=20)
    page.keyboard.press("Enter")
    page.keyboard.type("eggs", delay=60)
    page.keyboard.press("Enter")
    page.keyboard.type("ham", delay=20)

    # Assert
    page.locator("#todos").get_by_text("milk|eggs", exact=True).wait_for()
    page.locator("#draft").get_by_text("ham", exact=True).wait_for()
    quiet(page)
    assert field.input_value() == "ham"
    assert field.evaluate("node => node === document.activeElement && node.selectionStart") == 3


def test_what_was_changed_elsewhere_than_at_its_end_meanwhile_stands(visit, todo):
    # Arrange
    page = visit_slowly(visit, todo.url)
    field = page.get_by_label("What")
    field.focus()

    # Act
    page.keyboard.type("milk")
    page.keyboard.press("Enter")
    page.keyboard.press("Home")
    page.keyboard.type("soya ")

    # Assert
    page.locator("#todos").get_by_text("milk", exact=True).wait_for()
    page.locator("#draft").get_by_text("soya milk", exact=True).wait_for()
    quiet(page)
    assert field.input_value() == "soya milk"
    assert field.evaluate("node => node.selectionStart") == 5


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_typed_between_whatever_answers_arrives_once(visit, todo, seed):
    # Arrange
    chance = random.Random(seed)
    page = visit_slowly(visit, todo.url, each_way=120)
    page.evaluate("window.jitter = true")
    field = page.get_by_label("What")
    field.focus()
    typed = ""

    # Act
    for _ in range(40):
        if chance.random() < 0.2:
            page.keyboard.press("Enter")
        else:
            letter = chance.choice("abcdef")
            typed += letter
            page.keyboard.type(letter)
        page.wait_for_timeout(chance.choice((0, 0, 5, 30, 90)))

    # Assert
    quiet(page)
    until(page, "document.querySelector('#draft').textContent === document.querySelector('input').value")
    sent = page.locator("#todos").inner_text()
    assert sent.replace("|", "") + field.input_value() == typed


@pytest.mark.parametrize("seed", range(4))
def test_field_and_state_agree_in_the_end_however_the_text_was_edited(visit, todo, seed):
    # Arrange
    chance = random.Random(seed)
    page = visit_slowly(visit, todo.url, each_way=100)
    page.evaluate("window.jitter = true")
    field = page.get_by_label("What")
    keys = ["Enter", "Backspace", "Home", "End", "ArrowLeft", "Delete", *"abcdefgh"]

    # Act
    field.focus()
    for _ in range(50):
        page.keyboard.press(chance.choice(keys))
        if chance.random() < 0.05:
            page.get_by_role("button", name="Other").dispatch_event("click")
        page.wait_for_timeout(chance.choice((0, 0, 5, 30, 90)))

    # Assert
    quiet(page)
    page.wait_for_timeout(300)
    quiet(page)
    assert page.locator("#draft").evaluate("node => node.textContent") == field.input_value()


def test_what_is_typed_and_sent_before_the_socket_is_up_is_not_lost(visit, todo):
    # Arrange: the socket's handshake is held back.
    page = visit("about:blank", live=False)
    page.add_init_script(HELD_SOCKET)
    page.goto(todo.url)
    field = page.get_by_label("What")
    field.focus()
    page.keyboard.type("milk")
    page.keyboard.press("Enter")
    page.keyboard.type("eggs")

    # Act
    page.evaluate("window.release()")

    # Assert
    page.locator("#todos").get_by_text("milk", exact=True).wait_for()
    page.locator("#draft").get_by_text("eggs", exact=True).wait_for()
    quiet(page)
    assert field.input_value() == "eggs"


def test_what_is_typed_and_sent_while_away_goes_in_its_order_when_the_server_is_back(visit, serve):
    # Arrange: the server goes.
    first = serve(TODO)
    page = visit(first.url)
    field = page.get_by_label("What")
    field.focus()
    first.stop()
    page.get_by_role("status").get_by_text("Connection lost").wait_for()

    # Act
    for word in ("milk", "eggs"):
        page.keyboard.type(word)
        page.keyboard.press("Enter")
        field.fill("")
    page.keyboard.type("bread")
    serve(TODO, port=first.port)

    # Assert
    page.locator("#draft").get_by_text("bread", exact=True).wait_for()
    quiet(page)
    assert page.locator("#todos").inner_text() == "milk|eggs"
    assert field.input_value() == "bread"
    assert field.evaluate("node => node === document.activeElement")
    page.faults.clear()  # the browser's own lines on refused connections


def test_a_value_the_handler_changes_keeps_the_caret(visit, todo):
    # Arrange
    page = visit_slowly(visit, f"{todo.url}/shout".replace("//shout", "/shout"), each_way=60)
    field = page.get_by_label("What")

    # Act
    field.focus()
    page.keyboard.type("hello world", delay=15)
    page.locator("#draft").get_by_text("HELLO WORLD", exact=True).wait_for()
    quiet(page)
    field.evaluate("node => node.setSelectionRange(5, 5)")
    page.keyboard.type("s")
    page.locator("#draft").get_by_text("HELLOS WORLD", exact=True).wait_for()
    quiet(page)

    # Assert
    assert field.input_value() == "HELLOS WORLD"
    assert field.evaluate("node => [node.selectionStart, node.selectionEnd]") == [6, 6]


def test_an_input_method_is_left_alone_until_it_is_done(visit, todo):
    # Arrange
    page = visit(f"{todo.url}/shout".replace("//shout", "/shout"))
    field = page.get_by_label("What")
    field.fill("")
    quiet(page)
    field.focus()
    session = page.context.new_cdp_session(page)

    # Act: a draft stands in the field.
    for draft in ("n", "ni", "nih"):
        session.send(
            "Input.imeSetComposition",
            {"text": draft, "selectionStart": len(draft), "selectionEnd": len(draft)},
        )
    page.wait_for_timeout(200)

    # Assert: nothing was told, and nothing was changed.
    assert field.input_value() == "nih"
    assert page.locator("#draft").evaluate("node => node.textContent") == ""

    # Act
    session.send("Input.insertText", {"text": "nihon"})

    # Assert
    page.locator("#draft").get_by_text("NIHON", exact=True).wait_for()
    quiet(page)
    assert field.input_value() == "NIHON"


def test_what_an_input_method_drafts_outlives_a_lost_connection(visit, todo):
    # Arrange
    page = visit("about:blank", live=False)
    page.add_init_script(OPEN_SOCKETS)
    page.goto(todo.url)
    page.wait_for_selector("[data-cacao-joined]")
    other = visit(todo.url, same_visitor_as=page)
    field = page.get_by_label("What")
    field.focus()
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "nih", "selectionStart": 3, "selectionEnd": 3})

    # Act: while the tab is away and after it is back, the State becomes another one.
    page.evaluate("sockets.at(-1).close()")
    until(page, "sockets.length > 1 && 'cacaoJoined' in document.getElementById('cacao').dataset")
    other.get_by_label("What").fill("from elsewhere")
    page.locator("#draft").get_by_text("from elsewhere", exact=True).wait_for()

    # Assert: the draft stands until the visitor is done with it.
    assert field.input_value() == "nih"
    session.send("Input.insertText", {"text": "nihon"})
    page.locator("#draft").get_by_text("nihon", exact=True).wait_for()
    quiet(page)
    assert field.input_value() == "nihon"
