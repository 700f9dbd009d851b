"""While it loads: what is saved or asked for in the time in which a save is taken up."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from raw import ask
from saving import Source, wait_for
from servers import ServerProcess
from visitor import Visitor

# Loading waits until it may go on, if it is to.
APP = """
import time
from pathlib import Path
import cacao
from cacao import App, mix
HERE = Path(__file__).parent
(HERE / "begun").touch()
while (HERE / "wait").exists():
    time.sleep(0.01)

app = App()

@mix("/")
def home():
    return {"type": "h1", "children": ["EDITION 1"]}
"""

WORDS = """
from cacao import State

WORD = "first"
count = State(0)

def add():
    count.value += 1
"""

LAZY = """
import shelf.words

@app.every(0.02)
async def beat():
    from shelf import words
    import shelf.words as again
    with open(HERE / "beats.txt", "a") as file:
        file.write(f"{words.WORD} {again.WORD} {shelf.words.WORD} in EDITION 1\\n")

@mix("/count")
def count():
    from shelf.words import WORD, add
    import shelf.words
    return {"type": "p", "children": [
        f"{WORD} {shelf.words.count.value}",
        {"type": "button", "props": {"label": "Add", "on_click": add}},
    ]}
"""


class Gate:
    """Lets the loading of the app wait.

    Args:
        folder: the app's.
    """

    def __init__(self, folder: Path) -> None:
        self._wait, self._begun = folder / "wait", folder / "begun"

    def shut(self) -> None:
        """Let the next loading wait."""
        self._begun.unlink()
        self._wait.touch()

    def await_loading(self) -> None:
        """Wait until it is being loaded."""
        wait_for(self._begun.exists, "a loading")

    def open(self) -> None:
        """Let it go on."""
        self._wait.unlink()


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[[str], tuple[ServerProcess, Source, Gate]]]:
    """Return a function that saves an app and serves it."""
    started: list[ServerProcess] = []

    def go(text: str) -> tuple[ServerProcess, Source, Gate]:
        source = Source(tmp_path / "main.py", text)
        started.append(ServerProcess(["-m", "cacao", "serve", "main.py", "--port", "0"], tmp_path))
        return started[-1], source, Gate(tmp_path)

    yield go
    for server in started:
        server.stop()


Start = Callable[[str], tuple[ServerProcess, Source, Gate]]


def shows(server: ServerProcess, text: str, path: str = "/") -> None:
    wait_for(lambda: text in ask(server.port, path).text, text)


def test_what_is_saved_meanwhile_is_taken_up_next(start: Start) -> None:
    # Arrange
    server, source, gate = start(APP)
    shows(server, "EDITION 1")
    gate.shut()
    source.replace("EDITION 1", "EDITION 2")
    gate.await_loading()

    # Act: the file has been read by then
    source.replace("EDITION 2", "EDITION 3")
    gate.open()

    # Assert
    shows(server, "EDITION 3")


@pytest.mark.parametrize(("first", "second"), [("Ap()", "App()"), ("App()", "Ap()")])
def test_what_is_broken_or_mended_meanwhile_is_noticed(start: Start, first: str, second: str) -> None:
    # Arrange
    server, source, gate = start(APP)
    shows(server, "EDITION 1")
    gate.shut()
    source.save(APP.replace("App()", first).replace("EDITION 1", "EDITION 2"))
    gate.await_loading()

    # Act
    source.save(APP.replace("App()", second).replace("EDITION 1", "EDITION 3"))
    gate.open()

    # Assert
    shows(server, "EDITION 2" if second == "Ap()" else "EDITION 3")
    wait_for(lambda: "name 'Ap' is not defined" in server.output, "the mistake")


def test_quick_saves_end_with_the_last(start: Start) -> None:
    # Arrange
    server, source, _ = start(APP)
    shows(server, "EDITION 1")

    # Act and assert: the two of a pair lie about as far apart as a loading takes
    for number in range(1, 13, 2):
        source.replace(f'EDITION {number}"', f'EDITION {number + 1}"')
        time.sleep(0.12)
        source.replace(f'EDITION {number + 1}"', f'EDITION {number + 2}"')
        shows(server, f"EDITION {number + 2}")


def test_what_serves_goes_on_with_the_modules_it_was_made_with(start: Start, tmp_path: Path) -> None:
    # Arrange: its timer and its page import as they run
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    (shelf / "__init__.py").write_text("")
    words = Source(shelf / "words.py", WORDS)
    server, _, gate = start(APP + LAZY)
    ann = Visitor(server.port)
    ann.visit("/count").click("Add")
    gate.shut()
    words.replace('"first"', '"second"')
    gate.await_loading()
    beats = tmp_path / "beats.txt"
    beats.write_text("")

    # Act: meanwhile it is looked at, and does something
    wait_for(lambda: beats.read_text().count("\n") > 5, "beats")
    meanwhile = ann.get("/count").text
    ann.visit("/count").click("Add")
    gate.open()
    shows(server, "second 0", "/count")

    # Assert: none ran what is saved before all of it serves, and what was done counts
    assert "first 1" in meanwhile
    assert "second 2" in ann.get("/count").text
    assert "Traceback" not in server.output
    lines = beats.read_text()
    assert "first second" not in lines and "second first" not in lines
    before, _, after = lines.partition("second")
    assert "first first first in EDITION 1" in before and "first" not in after
    assert re.search(r"second second in EDITION 1", after)
