"""Faults in handlers and pages: each fails one event or one request, and nothing else."""

from __future__ import annotations

import pytest
from conftest import Serve
from raw import ask
from security.oracles import eventually
from servers import ServerProcess
from visitor import Tab, Visitor

from cacao_kernel.fault import MAX_WARNINGS, Warnings

APP = """
import asyncio
from cacao import App, State
app = App()
count = State(0)
broken = State("")
class Odd(BaseException): pass
def deep(): return deep()
FAULTS = [Exception, KeyError, ValueError, SystemExit, KeyboardInterrupt, StopIteration,
          StopAsyncIteration, GeneratorExit, MemoryError, asyncio.CancelledError, TimeoutError, Odd]
FAULTS = {kind.__name__: kind for kind in FAULTS}

def fail(name):
    if name == "RecursionError": deep()
    if name in FAULTS: raise FAULTS[name]("the secret is in /home/cocoa \\x1b[2J\\n16:00:00 INFO forged")

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
    task = asyncio.get_running_loop().create_task(asyncio.sleep(60))
    task.cancel()
    await task

@app.event("spoil")
def spoil(event):
    broken.set(event.value)

@app.event("add")
def add():
    count.value += 1

@app.mix("/")
def home():
    fail(broken.value)
    return {"type": "div", "children": [
        {"type": "p", "props": {"content": f"count {count.value}."}},
        {"type": "button", "props": {"label": "add", "action": "add"}},
        *[{"type": "input", "props": {"name": name, "on_input": name}}
          for name in ("sync", "async", "awaits", "spoil")],
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


def test_the_log_names_an_error_by_its_id_and_nothing_in_it_passes_for_an_entry(
    server: ServerProcess, tab: Tab
) -> None:
    text = tab.answer(tab.fire("async", "input", value="KeyError"))[3]

    error_id = text.rpartition("(error ")[2][:8]
    eventually(lambda: f"error {error_id} in handler" in server.output)  # the log comes a little late
    eventually(lambda: server.output.count("  16:00:00 INFO forged\n") > 0)
    assert "\x1b" not in server.output
    assert "\\x1b[2J" in server.output
    assert "  16:00:00 INFO forged\n" in server.output
    assert "\n16:00:00 INFO forged" not in server.output


def test_warnings_that_data_can_cause_have_an_end(caplog: pytest.LogCaptureFixture) -> None:
    # Arrange
    warnings = Warnings()

    # Act: each is another one, twice
    for _ in range(2):
        for number in range(3 * MAX_WARNINGS):
            warnings.tell(f"prop {number} was left out")

    # Assert
    assert len(caplog.messages) == MAX_WARNINGS + 1
    assert caplog.messages[-1] == "1000 different warnings have been told; no more are until the next start"
