"""The start: a page connects and listens while its end is still on its way, and joins once it is there."""

from __future__ import annotations

import json
import time

import pytest
from patience import WAIT_SECONDS, until
from raw import ask
from servers import ServerProcess

from cacao_kernel.wire import unbundle

# Sends the beginning of its page, and the rest when it is told to.
SLOWLY = """
import asyncio
import cacao

app = cacao.App()
count = cacao.State(0)
gate = asyncio.Event()
cut = CUT

@app.event("add")
def add():
    count.update(lambda number: number + 1)

@app.mix("/")
def home():
    return {"type": "main", "children": [
        {"type": "button", "props": {"label": "Add", "action": "add"}},
        {"type": "p", "props": {"content": f"count {count.value}"}},
        {"type": "p", "props": {"content": "The end"}}]}

async def outer(scope, receive, send):
    async def send_slowly(message):
        first, found, last = message.get("body", b"").partition(cut)
        if found:
            await send({**message, "body": first, "more_body": True})
            await gate.wait()
            message = {**message, "body": found + last}
        await send(message)

    if scope["type"] == "http" and scope["path"] == "/go-on":
        gate.set()
    await app(scope, receive, send_slowly)
"""


@pytest.fixture
def servers():
    """Stop the servers once the pages are closed that talk to them."""
    started = []
    yield started
    for server in started:
        server.stop()


@pytest.fixture
def begin(tmp_path, servers, visit):
    """Return a function that opens a page of which all from some bytes on is still to come."""

    def open_page(cut):
        (tmp_path / "main.py").write_text(SLOWLY.replace("CUT", repr(cut)), "utf-8")
        servers.append(ServerProcess(["-m", "uvicorn", "main:outer", "--port", "0"], tmp_path))
        page = visit("about:blank", live=False)
        frames = []

        def note(socket):
            frames.append("open")
            socket.on("framesent", lambda text: frames.append(json.loads(text)))
            socket.on("framereceived", lambda text: frames.extend(unbundle(text)))

        page.on("websocket", note)
        page.goto(servers[-1].url, wait_until="commit")
        return page, frames, lambda: ask(servers[-1].port, "/go-on")

    return open_page


def until_it_listens(page, frames):
    """Wait until the client listens, as it does once it opens its socket: later than its script is there."""
    end = time.monotonic() + WAIT_SECONDS
    while not frames:
        assert time.monotonic() < end, "no socket was opened"
        page.wait_for_timeout(20)


def test_what_is_clicked_before_the_end_of_the_page_is_there_counts(begin):
    # Arrange
    page, frames, go_on = begin(b"The end")
    until_it_listens(page, frames)

    # Act
    page.get_by_role("button", name="Add").click()
    page.wait_for_selector("[data-cacao-busy]")
    early = list(frames), page.evaluate("document.readyState")
    go_on()
    page.get_by_text("count 1").wait_for()

    # Assert: the socket was opened at once, and the page was joined as a whole, as it was painted; the click
    # went in the same flight.
    assert early == (["open"], "loading")
    _, join, event, joined, *_ = frames
    assert (join[0], len(join[4]), event[0], joined[:3]) == ("j", 16, "e", ["j", 0, None])
    assert page.get_by_text("The end").is_visible()
    assert "childList" not in page.evaluate("window.changes")


def test_what_was_clicked_on_a_page_that_the_server_has_no_more_counts_once(begin):
    # Arrange
    page, frames, go_on = begin(b"The end")
    until_it_listens(page, frames)
    page.evaluate("document.getElementById('cacao').dataset.cacaoHash = 'an-older-page...'")

    # Act
    page.get_by_role("button", name="Add").click()
    page.wait_for_selector("[data-cacao-busy]")
    go_on()
    page.get_by_text("count 1").wait_for()
    page.get_by_role("button", name="Add").click()
    page.get_by_text("count 2").wait_for()

    # Assert
    assert [frame[1] for frame in frames if frame[0] == "e"] == [1, 2]
    assert next(frame for frame in frames if frame[:2] == ["j", 0])[2] is not None


def test_a_script_that_is_there_before_the_page_waits_for_it(begin):
    # Arrange
    page, frames, go_on = begin(b'<div id="cacao"')
    until(page, "performance.getEntriesByType('resource').length > 0")

    # Act
    early = list(frames)
    go_on()
    page.wait_for_selector("[data-cacao-joined]")
    page.get_by_role("button", name="Add").click()
    page.get_by_text("count 1").wait_for()

    # Assert
    assert early == []
    assert (frames[1][0], len(frames[1][4]), frames[2][:3]) == ("j", 16, ["j", 0, None])
