"""Saving: the file of an app, saved again and again by a test."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

SECONDS = 20

APP = """
from dataclasses import dataclass
from cacao import App, State
from cacao.ui import Dialog

@dataclass
class Point:
    x: int = 0

app = App()
count = State(0)
point = State(Point())

@app.event("inc")
def inc():
    count.value += 1
    point.set(Point(point.value.x + 10))

@app.mix("/")
def home():
    rows = [{"type": "p", "props": {"style": {"height": "60px"}, "content": f"Row {n}"}} for n in range(40)]
    return {"type": "main", "children": [
        {"type": "h1", "children": ["EDITION 1"]},
        {"type": "p", "props": {"id": "count"}, "children": [f"{count.value} {point.value.x}"]},
        {"type": "p", "props": {"id": "same"}, "children": [str(isinstance(point.value, Point))]},
        {"type": "button", "props": {"label": "Add", "action": "inc"}},
        {"type": "input", "props": {"aria_label": "Name"}},
        Dialog("Words", "Something to read", trigger="Open"),
        *rows,
    ]}
"""


def wait_for(condition: Callable[[], object], what: str = "it") -> None:
    """Wait until something holds outside of a page."""
    end = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < end, f"{what} never came"
        time.sleep(0.02)


class Source:
    """A file of an app.

    Args:
        file: the file.
        text: what stands in it at first.
    """

    def __init__(self, file: Path, text: str) -> None:
        self.file = file
        self._text = text
        self.save(text)

    def save(self, text: str) -> None:
        """Save it as an editor does: a new file takes the place of the old one."""
        beside = self.file.with_suffix(".tmp")
        beside.write_text(text, "utf-8")
        beside.replace(self.file)
        self._text = text

    def replace(self, old: str, new: str) -> None:
        """Save it with something else in the place of a text."""
        assert old in self._text
        self.save(self._text.replace(old, new))
