"""File uploads in Chromium: chosen, dropped, shown as they go, and going on where a server left off."""

from __future__ import annotations

import base64
import hashlib
import random
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from patience import quiet, until
from servers import ServerProcess, free_port

SOURCE = """
import hashlib
from cacao import App, Event, State
from cacao.ui import FileUpload

app = App()
files = State([])
log = State([])

def note(event: Event):
    file = event["file"]
    log.set([*log.value, f"{file.name} {file.size} {hashlib.sha256(file.read()).hexdigest()}"])

@app.mix("/")
def home():
    return {"type": "main", "children": [
        {"type": "h1", "children": ["Files"]},
        {"type": "a", "props": {"href": "/other"}, "children": ["Away"]},
        FileUpload("Files", bind=files, multiple=True, on_upload=note),
        *[{"type": "p", "children": [line]} for line in log.value],
    ]}

@app.mix("/other")
def other():
    return {"type": "main", "children": [{"type": "a", "props": {"href": "/"}, "children": ["Back"]}]}
"""

SIZE = 6_000_000
SEED = 20_260_726

Serve = Callable[..., ServerProcess]


def bytes_of(seed: int, size: int = SIZE) -> bytes:
    return random.Random(seed).randbytes(size)


def line_of(name: str, data: bytes) -> str:
    return f"{name} {len(data)} {hashlib.sha256(data).hexdigest()}"


def chosen(name: str, data: bytes, kind: str = "application/octet-stream") -> dict[str, Any]:
    return {"name": name, "mimeType": kind, "buffer": data}


# Lets no more than so many pieces through; the others fail as on a line that is gone.
TOLL = """
window.let = Infinity;
window.sent = 0;
const send = XMLHttpRequest.prototype.send;
XMLHttpRequest.prototype.send = function (body) {
  const end = () => this.dispatchEvent(new ProgressEvent("loadend"));
  if (body && window.let-- <= 0) return setTimeout(end, 10);
  if (body) this.upload.addEventListener("load", () => (window.sent += body.byteLength));
  send.call(this, body);
};
"""

# Counts what is sent, and can let the list be another for a while, as when all of it is told anew.
CHANGING = """
window.sent = window.pieces = 0;
window.onPiece = () => {};
window.changeList = (milliseconds) => {
  const row = document.querySelector("[data-ticket]"), list = row.parentNode;
  row.remove();
  setTimeout(() => list.append(row), milliseconds);
};
const send = XMLHttpRequest.prototype.send;
XMLHttpRequest.prototype.send = function (body) {
  window.sent += body?.byteLength ?? 0;
  send.call(this, body);
  if (body) window.onPiece(++window.pieces);
};
void 0;
"""


def test_files_are_chosen_and_shown_as_they_come(visit: Callable[..., Any], serve: Serve) -> None:
    # Arrange
    page = visit(serve(SOURCE).url)
    page.evaluate(
        """window.seen = new Set();
        const note = () => document.querySelectorAll("progress").forEach((bar) => seen.add(bar.value));
        void new MutationObserver(note).observe(
          document.body, { subtree: true, childList: true, attributes: true }
        );"""
    )
    one, two = bytes_of(1), bytes_of(2, 40_000)

    # Act
    page.get_by_label("Files").set_input_files([chosen("one.bin", one), chosen("Two <b>.bin", two)])

    # Assert
    page.get_by_text(line_of("one.bin", one)).wait_for()
    page.get_by_text(line_of("Two <b>.bin", two)).wait_for()
    assert page.evaluate("[...seen].filter((sent) => sent > 0 && sent < 6000000).length") > 3
    assert page.locator("cacao-file-upload [role=status]").text_content() == "Two <b>.bin is uploaded."
    assert page.locator("progress").count() == 0
    page.get_by_role("button", name="Remove one.bin").click()
    page.get_by_text("one.bin", exact=True).wait_for(state="detached")


def test_files_are_dropped(visit: Callable[..., Any], serve: Serve) -> None:
    # Arrange
    page = visit(serve(SOURCE).url)
    data = bytes_of(3, 50_000)
    transfer = page.evaluate_handle(
        """(text) => {
        const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
        const transfer = new DataTransfer();
        transfer.items.add(new File([bytes], "dropped.bin", { type: "text/plain" }));
        return transfer;
        }""",
        base64.b64encode(data).decode(),
    )
    is_over = "document.querySelector('cacao-file-upload:state(over)')"
    zone = page.locator(".cacao-upload-zone")

    # Act and assert
    zone.dispatch_event("dragenter", {"dataTransfer": transfer})
    zone.dispatch_event("dragover", {"dataTransfer": transfer})
    assert page.evaluate(f"{is_over} !== null")
    zone.dispatch_event("drop", {"dataTransfer": transfer})
    page.get_by_text(line_of("dropped.bin", data)).wait_for()
    assert page.evaluate(f"{is_over} === null")


def test_a_server_that_is_killed_midway_gets_the_rest(
    visit: Callable[..., Any], serve: Serve, tmp_path: Path
) -> None:
    # Arrange: memory alone, so that the server knows nothing of the page afterwards
    port, secret = free_port(), {"CACAO_SECRET": "the key of this test, and no other"}
    server = serve(SOURCE, port=port, environment=secret)
    page, data = visit("about:blank", live=False), bytes_of(4)
    page.add_init_script(TOLL)
    page.goto(server.url)
    page.wait_for_selector("[data-cacao-joined]")
    page.evaluate("window.let = 4")
    page.get_by_label("Files").set_input_files([chosen("big.bin", data)])
    page.locator("[data-said^=Waiting]").wait_for()

    # Act
    server.stop(signal.SIGKILL)
    (part,) = (tmp_path / ".cacao" / "uploads").glob("*.part")
    held = part.stat().st_size
    page.evaluate("window.let = Infinity; window.sent = 0")
    serve(SOURCE, port=port, environment=secret)

    # Assert: the bytes are the same, and none was sent twice
    page.get_by_text(line_of("big.bin", data)).wait_for()
    assert 0 < held < SIZE
    assert page.evaluate("window.sent") == SIZE - held
    page.faults.clear()  # the browser tells of a server that was away


def test_a_list_that_changes_while_the_disk_is_read_costs_no_bytes(
    visit: Callable[..., Any], serve: Serve
) -> None:
    # Arrange: as after a restart, when the whole list is told anew just then
    page, data = visit(serve(SOURCE).url), bytes_of(8)
    page.evaluate(CHANGING)
    page.evaluate(
        """const read = Blob.prototype.arrayBuffer;
        Blob.prototype.arrayBuffer = async function () {
          Blob.prototype.arrayBuffer = read;
          changeList(20);
          return read.call(this);
        };
        void 0;"""
    )

    # Act
    page.get_by_label("Files").set_input_files([chosen("big.bin", data)])

    # Assert
    page.get_by_text(line_of("big.bin", data)).wait_for()
    assert page.evaluate("window.sent") == SIZE


def test_a_list_that_changes_while_a_piece_is_on_its_way_costs_no_bytes(
    visit: Callable[..., Any], serve: Serve
) -> None:
    # Arrange: a slow line, on which the server hears of the list before it has the whole piece
    page, data = visit(serve(SOURCE).url), bytes_of(9)
    line = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 3_000_000}
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", line)
    page.evaluate(CHANGING)
    page.evaluate("window.onPiece = (number) => number === 3 && changeList(60)")

    # Act
    page.get_by_label("Files").set_input_files([chosen("big.bin", data)])

    # Assert
    page.get_by_text(line_of("big.bin", data)).wait_for()
    assert page.evaluate("window.sent") == SIZE


def test_a_file_goes_on_after_a_visit_to_another_page_of_the_app(
    visit: Callable[..., Any], serve: Serve
) -> None:
    # Arrange
    page, data = visit("about:blank", live=False), bytes_of(5)
    page.add_init_script(TOLL)
    page.goto(serve(SOURCE).url)
    page.wait_for_selector("[data-cacao-joined]")
    page.evaluate("window.let = 3")
    page.get_by_label("Files").set_input_files([chosen("big.bin", data)])
    page.locator("[data-said^=Waiting]").wait_for()

    # Act
    page.get_by_role("link", name="Away").click()
    page.get_by_role("link", name="Back").click()
    page.evaluate("window.let = Infinity")

    # Assert
    page.get_by_text(line_of("big.bin", data)).wait_for()
    assert page.evaluate("window.stays")


def test_a_file_on_its_way_is_cancelled(visit: Callable[..., Any], serve: Serve, tmp_path: Path) -> None:
    # Arrange
    page = visit("about:blank", live=False)
    page.add_init_script(TOLL)
    page.goto(serve(SOURCE).url)
    page.wait_for_selector("[data-cacao-joined]")
    page.evaluate("window.let = 2")
    page.get_by_label("Files").set_input_files([chosen("big.bin", bytes_of(6)), chosen("small.bin", b"abc")])
    page.locator("[data-said^=Waiting]").wait_for()

    # Act
    page.get_by_role("button", name="Cancel big.bin").click()
    page.evaluate("window.let = Infinity")

    # Assert
    page.get_by_text(line_of("small.bin", b"abc")).wait_for()
    quiet(page)
    until(page, "document.querySelectorAll('progress').length === 0")
    assert [file.stat().st_size for file in (tmp_path / ".cacao" / "uploads").glob("*.[pf]*")] == [3]
