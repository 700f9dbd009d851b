"""Handlers and pages: a fault fails one event or request alone; slow ones hold up nobody else."""

from __future__ import annotations

from collections.abc import Iterator

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
broken = State("")
stage = State("idle")
release = threading.Event()
class Odd(BaseException): pass
def deep(): return deep()
def swallowed():
    task = asyncio.get_running_loop().create_task(asyncio.sleep(60))
    task.cancel()
    return task
FAULTS = [Exception, KeyError, ValueError, SystemExit, KeyboardInterrupt, StopIteration,
          StopAsyncIteration, GeneratorExit, MemoryError, asyncio.CancelledError, TimeoutError, Odd]
FAULTS = {kind.__name__: kind for kind in FAULTS}

def fail(name):
    if name == "RecursionError": deep()
    if name in FAULTS: raise FAULTS[name]("the secret is in /home/cocoa \\x1b[2J")

@app.event("sync")
def sync(event):
    count.value += 100
    fail(event.value)

@app.event("async")
async def asynchronous(event):
    count.value += 100
    await asyncio.sleep(0)
    fail(event.value)

@app.event("awaits")
async def awaits(event):
    count.value += 100
    await swallowed()

@app.event("spoil")
def spoil(event):
    broken.set(event.value)

@app.event("add")
def add():
    count.value += 1

@app.event("hold")
def hold():
    release.clear()
    stage.set("held")
    release.wait(60)
    stage.set("released")

@app.event("let_go")
def let_go():
    release.set()

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

def button(label, action):
    return {"type": "button", "props": {"label": label, "action": action}}

@app.mix("/")
def home():
    fail(broken.value)
    return {"type": "div", "children": [
        {"type": "p", "props": {"content": f"count {count.value}."}},
        {"type": "p", "props": {"content": f"stage {stage.value}."}},
        *[{"type": "input", "props": {"name": name, "on_input": name}}
          for name in ("sync", "async", "awaits", "spoil")],
        *[button(name, name) for name in
          ("add", "hold", "let_go", "steps", "half_way", "thread_steps", "later")],
    ]}

for name in [*FAULTS, "RecursionError"]:
    app.mix(f"/{name}")(lambda name=name: fail(name))
"""

FAULTS = (
    "Exception KeyError ValueError SystemExit KeyboardInterrupt StopIteration StopAsyncIteration "
    "GeneratorExit MemoryError TimeoutError RecursionError CancelledError Odd"
).split()


@pytest.fixture(scope="module")
def server(serve_once: Serve) -> ServerProcess:
    return serve_once(APP)


@pytest.fixture(scope="module")
def production(serve_once: Serve) -> ServerProcess:
    return serve_once(APP, "--production")


@pytest.fixture
def visitor(server: ServerProcess) -> Iterator[Visitor]:
    visitor = Visitor(server.port)
    yield visitor
    visitor.leave()


@pytest.fixture
def tab(visitor: Visitor) -> Tab:
    return visitor.visit()


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("handler", ["sync", "async"])
def test_a_handler_that_raises_fails_its_event_alone(tab: Tab, handler: str, fault: str) -> None:
    # Act
    letter, _, code, text = tab.answer(tab.fire(handler, "input", value=fault))

    # Assert: an error with an id, nothing changed, and the next event works
    assert (letter, code) == ("x", "handler_failed")
    assert "(error " in text
    assert tab.click("add")[0] == "a"
    tab.sees("count 1.")


def test_a_handler_that_awaits_a_cancelled_task_fails_its_event_alone(tab: Tab) -> None:
    letter, _, code, _ = tab.answer(tab.fire("awaits", "input", value=""))

    assert (letter, code) == ("x", "handler_failed")
    assert tab.click("add")[0] == "a"
    tab.sees("count 1.")


@pytest.mark.parametrize("fault", FAULTS)
def test_a_page_that_raises_fails_its_request_alone(server: ServerProcess, fault: str) -> None:
    answer = ask(server.port, f"/{fault}")

    assert answer.status == 500
    assert "This page could not be shown" in answer.text
    assert ask(server.port).status == 200


@pytest.mark.parametrize("fault", FAULTS)
def test_a_page_that_raises_on_an_update_keeps_what_it_shows(tab: Tab, fault: str) -> None:
    # Act
    tab.answer(tab.fire("spoil", "input", value=fault))

    # Assert: it is told, and the page goes on as soon as it can be rendered again
    assert {error[2] for error in tab.errors} == {"render_failed"}
    assert "count 0." in tab.page.text
    tab.click("add")
    tab.answer(tab.fire("spoil", "input", value=""))
    tab.sees("count 1.")


@pytest.mark.parametrize("fault", ["ValueError", "SystemExit"])
def test_a_page_that_raises_on_a_join_is_told(visitor: Visitor, fault: str) -> None:
    # Arrange
    late, quick = visitor.open(), visitor.visit()
    quick.fire("spoil", "input", value=fault)
    while not quick.errors:
        quick.receive()

    # Act
    late.send("j", 1, late.id, "/", "of another tree")

    # Assert
    letter, number, code, text = late.receive()
    assert (letter, number, code) == ("x", 0, "render_failed")
    assert "(error " in text


def test_in_production_no_message_and_no_path_leaks(production: ServerProcess) -> None:
    # Arrange
    visitor = Visitor(production.port)
    tab = visitor.visit()

    # Act
    handler = tab.answer(tab.fire("sync", "input", value="ValueError"))[3]
    page = ask(production.port, "/ValueError").text
    tab.answer(tab.fire("spoil", "input", value="KeyError"))
    visitor.leave()

    # Assert
    shown = [handler, page, *(error[3] for error in tab.errors)]
    for text in shown:
        assert "error" in text
        for leak in ("secret", "cocoa", "main.py", "ValueError", "KeyError", "Traceback", ".py"):
            assert leak not in text


def test_in_development_an_error_is_told_in_full(server: ServerProcess, tab: Tab) -> None:
    handler = tab.answer(tab.fire("sync", "input", value="ValueError"))[3]
    page = ask(server.port, "/ValueError").text

    assert "ValueError: the secret is in" in handler
    assert "main.py" in page
    assert "ValueError: the secret is in" in page


def test_the_log_names_an_error_by_its_id_and_holds_no_control_characters(
    server: ServerProcess, tab: Tab
) -> None:
    text = tab.answer(tab.fire("async", "input", value="KeyError"))[3]

    error_id = text.rpartition("(error ")[2][:8]
    assert f"error {error_id} in handler" in server.output
    assert "\x1b" not in server.output
    assert "\\x1b[2J" in server.output


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


def test_a_handler_goes_on_when_its_tab_has_gone(visitor: Visitor, tab: Tab) -> None:
    # Arrange
    second = visitor.visit()
    tab.fire("steps")
    tab.sees("stage first.")

    # Act
    tab.close()

    # Assert
    second.sees("stage third.")
