"""Answers that are lost on their way: what was typed is not there twice, whatever tree the server has."""

from __future__ import annotations

import pytest
from sockets import OPEN_SOCKETS

# The server forgets every tab as soon as its connection is lost, so that it comes back to a new tree.
APP = """
from cacao import App, State
from cacao_kernel import parking

parking.SECONDS = 0

app = App()
box = State("")
said = State([])


@app.event("say")
async def say():
    said.value = [*said.value, box.value]
    box.value = ""


@app.mix("/")
def home():
    field = {"type": "input", "props": {"aria-label": "Box", "bind": box, "on_keydown.Enter": "say"DEBOUNCE}}
    return {"type": "main", "children": [f"said {', '.join(said.value)}.", field]}
"""

# What comes is not heard while window.isDeaf.
DEAF = """
const Hearing = WebSocket;
window.WebSocket = class extends Hearing {
  set onmessage(take) { super.onmessage = (message) => window.isDeaf || take(message); }
};
"""

LOSE = "() => { window.isDeaf = false; for (const socket of window.sockets) socket.close(); }"


@pytest.fixture
def page(visit, serve):
    page = visit("about:blank", live=False)
    page.add_init_script(OPEN_SOCKETS + DEAF)
    return page


def test_a_box_whose_answer_was_lost_is_empty_and_what_is_typed_behind_stands_alone(page, serve):
    # Arrange: the second is typed behind the first, as nothing has emptied the box.
    page.goto(serve(APP.replace("DEBOUNCE", "")).url)
    page.wait_for_selector("[data-cacao-joined]")
    box = page.get_by_label("Box")
    box.press_sequentially("tea")
    page.evaluate("window.isDeaf = true")
    box.press("Enter")
    page.wait_for_timeout(300)
    box.press_sequentially("milk")

    # Act
    page.evaluate(LOSE)
    page.get_by_text("said tea.").wait_for()
    page.wait_for_function("() => document.querySelector('input').value === 'milk'")
    box.press("Enter")

    # Assert
    page.get_by_text("said tea, milk.").wait_for()
    page.wait_for_function("() => document.querySelector('input').value === ''")


def test_what_was_to_be_told_a_little_later_is_told_to_the_new_tree(page, serve):
    # Arrange
    page.goto(serve(APP.replace("DEBOUNCE", ', "debounce": 1_500')).url)
    page.wait_for_selector("[data-cacao-joined]")
    box = page.get_by_label("Box")
    box.press_sequentially("tea")

    # Act: it comes back before the pause is over.
    page.evaluate(LOSE)
    page.wait_for_selector("[data-cacao-joined]")
    page.wait_for_timeout(2_000)
    box.press("Enter")

    # Assert: the box shows what the server has made of it.
    page.get_by_text("said tea.").wait_for()
    page.wait_for_function("() => document.querySelector('input').value === ''")
