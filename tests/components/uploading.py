"""Uploading: the app that tests of file uploads talk to, and how they look at it."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable
from typing import Any

from sending import Sender

SOURCE = """
import hashlib
from pathlib import Path
from cacao import App, Event, State
from cacao.ui import FileUpload

app = App()
files, photo = State([]), State(None)
log = State([])
trouble = State(False)

@app.event("note")
def note(event: Event):
    if trouble.value:
        raise ValueError("no")
    file = event["file"]
    log.set([*log.value, f"{event.kind} {file.name} {file.size} {hashlib.sha256(file.read()).hexdigest()}"])

@app.event("spoil")
def spoil():
    trouble.set(not trouble.value)

@app.event("save")
def save():
    log.set([str(file.save(Path("kept") / str(number)).exists()) for number, file in enumerate(files.value)])
    files.set([])

def page(*children):
    shown = [{"type": "p", "children": [line]} for line in log.value]
    spoiling = {"type": "button", "props": {"label": "Spoil", "action": "spoil"}}
    saving = {"type": "button", "props": {"label": "Save", "action": "save"}}
    return {"type": "main", "children": [spoiling, saving, *children, *shown]}

@app.mix("/")
def home():
    return page(FileUpload("Files", bind=files, multiple=True, on_upload="note"))

@app.mix("/photo")
def one():
    return page(FileUpload("Photo", bind=photo, accept="image/*", on_upload=note, max_bytes=1000))

@app.mix("/few")
def few():
    return page(FileUpload("Few", multiple=True, max_files=2))

@app.mix("/closed")
def closed():
    return page(FileUpload("Closed", disabled=True))
"""

DATA = os.urandom(300_000)

HASH = hashlib.sha256(DATA).hexdigest()

PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)


def shows(sender: Sender, text: str) -> bool:
    """Tell whether the page says this."""
    return text in sender.tab.page.text


def until(ask: Callable[[], Any], is_so: Callable[[Any], bool]) -> Any:
    """Ask again until an answer will do, for ten seconds at most."""
    end = time.monotonic() + 10
    while not is_so(found := ask()):
        assert time.monotonic() < end, found
        time.sleep(0.01)
    return found


def remove(sender: Sender, name: str) -> None:
    """Click what takes a file off the list."""
    tree = sender.tab.page.tree
    steps, mark = next(found for found in _buttons(tree, []) if found[2] == name)[:2]
    sender.tab.answer(sender.tab.send_event(steps, mark))


def _buttons(node: Any, steps: list[int | str]) -> Any:
    for index, child in enumerate(node[2]):
        if isinstance(child, list):
            key = child[1].get("data-cacao-key")
            there: list[int | str] = [*steps, index if key is None else key]
            yield there, child[1].get("data-cacao-mark", ""), child[1].get("aria-label")
            yield from _buttons(child, there)
