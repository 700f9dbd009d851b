"""Handlers: their progress is shown, and slow ones hold up nobody else."""

from __future__ import annotations

import pytest
from conftest import Serve
from raw import ask
from servers import ServerProcess
from visitor import Tab, Visitor

APP = """
import asyncio, threading, time
from cacao import App, State
app = App()
count = State(0)
stage = State("idle")
release = threading.Event()

@app.event("add")
def add():
    count.value += 1

@app.event("hold")
def hold():
    stage.set("held")
    release.wait(60)
    stage.set("released")

@app.event("let_go")
async def let_go():
    release.set()
    await asyncio.sleep(0.1)
    release.clear()

def hide(function):
    return lambda event: function(event)

@app.event("wrapped")
@hide
async def wrapped(event):
    await asyncio.sleep(0)
    count.value += 1

@app.event("steps")
async def steps():
    stage.set("first")
    await asyncio.sleep(0.05)
    stage.set("second")
    await asyncio.sleep(0.05)
    stage.set("third")

@app.event("half_way")
async def half_way():
    stage.set("half way")
    await asyncio.sleep(0.05)
    raise ValueError("no further")

@app.event("thread_steps")
def thread_steps():
    stage.set("first")
    time.sleep(0.1)
    stage.set("second")

tasks = set()
@app.event("later")
async def later():
    stage.set("started")
    async def work():
        await asyncio.sleep(0.1)
        stage.set("done in the background")
    task = asyncio.get_running_loop().create_task(work())
    tasks.add(task)
    task.add_done_callback(tasks.discard)

def button(name):
    return {"type": "button", "props": {"label": name, "action": name}}

@app.mix("/")
def home():
    return {"type": "div", "children": [
        {"type": "p", "props": {"content": f"count {count.value}."}},
        {"type": "p", "props": {"content": f"stage {stage.value}."}},
        *map(button, "add wrapped hold let_go steps half_way thread_steps later".split()),
    ]}
"""


@pytest.fixture(scope="module")
def server(serve_once: Serve) -> ServerProcess:
    return serve_once(APP)


def test_a_plain_handler_that_waits_holds_up_no_other_visitor(server: ServerProcess, tab: Tab) -> None:
    # Arrange
    number = tab.fire("hold")
    tab.sees("stage held.")
    other = Visitor(server.port)

    # Act
    quick = other.visit()
    quick.click("add")
    quick.click("let_go")

    # Assert
    assert "count 1." in quick.page.text
    assert tab.answer(number)[0] == "a"
    tab.sees("stage released.")
    other.leave()


def test_pages_of_the_same_visitor_can_be_opened_while_a_handler_waits(visitor: Visitor, tab: Tab) -> None:
    # Arrange
    number = tab.fire("hold")
    tab.sees("stage held.")
    other = Visitor(visitor.port)

    # Act
    second = visitor.visit()

    # Assert
    assert "stage idle." in second.page.text
    other.visit().click("let_go")
    tab.answer(number)
    second.sees("stage released.")
    other.leave()


@pytest.mark.parametrize("handler", ["steps", "thread_steps"])
def test_progress_is_shown_while_a_handler_runs(tab: Tab, handler: str) -> None:
    number = tab.fire(handler)

    tab.sees("stage first.")
    tab.sees("stage second.")

    assert tab.answer(number)[0] == "a"


def test_progress_of_a_handler_that_fails_is_taken_back(tab: Tab) -> None:
    number = tab.fire("half_way")
    tab.sees("stage half way.")

    assert tab.answer(number)[2] == "handler_failed"

    tab.sees("stage idle.")


def test_what_a_background_task_writes_later_is_shown(visitor: Visitor, tab: Tab) -> None:
    assert tab.click("later")[0] == "a"

    tab.sees("stage started.")
    tab.sees("stage done in the background.")
    assert "stage done in the background." in visitor.get().text


def test_an_async_handler_behind_a_plain_decorator_is_awaited(tab: Tab) -> None:
    assert tab.click("wrapped")[0] == "a"

    tab.sees("count 1.")


def test_a_handler_goes_on_when_its_tab_has_gone(visitor: Visitor, tab: Tab) -> None:
    # Arrange
    second = visitor.visit()
    tab.fire("steps")
    tab.sees("stage first.")

    # Act
    tab.close()

    # Assert
    second.sees("stage third.")


def test_handlers_that_wait_keep_no_page_from_being_opened(server: ServerProcess, tab: Tab) -> None:
    # Arrange: as many as there are threads for handlers
    visitors = [Visitor(server.port) for _ in range(64)]
    waiting = [visitor.visit() for visitor in visitors]
    for other in waiting:
        other.fire("hold")
    for other in waiting:
        other.sees("stage held.")

    # Act
    answer = ask(server.port)

    # Assert
    assert answer.status == 200
    tab.click("let_go")
    for other in waiting:
        other.sees("stage released.")
    for visitor in visitors:
        visitor.leave()
