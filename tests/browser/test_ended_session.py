"""A session that is ended on the server, by a command or by its time: the browser goes on as somebody new."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SOURCE = """
from cacao import App, State

app = App()
count = State(0)


def add():
    count.update(lambda number: number + 1)


@app.mix("/")
def home():
    button = {"type": "button", "props": {"label": "Add", "on_click": add}}
    field = {"type": "input", "props": {"aria_label": "Note"}}
    shown = {"type": "p", "props": {"content": f"count {count.value}"}}
    return {"type": "main", "children": [shown, field, button]}
"""


def test_the_browser_begins_anew_without_being_told_to(visit, serve, tmp_path: Path) -> None:
    # Arrange
    server = serve(SOURCE, environment={"CACAO_SESSION_STORAGE": "file"})
    page = visit(server.url)
    for number in range(1, 4):
        page.get_by_role("button", name="Add").click()
        page.get_by_text(f"count {number}").wait_for()
    page.get_by_label("Note").fill("half a sentence")

    # Act
    (tmp_path / "cacao.json").write_text('{"session": {"storage": "file"}}')
    command = [sys.executable, "-m", "cacao", "sessions", "expire", "--all"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=60)

    # Assert
    page.get_by_text("count 0").wait_for()
    page.get_by_role("button", name="Add").click()
    page.get_by_text("count 1").wait_for()
    assert page.get_by_label("Note").input_value() == "half a sentence"
