"""AppBar and LogView in Chromium: where the title stands, and how high an empty log is."""

from __future__ import annotations

from typing import Any

import pytest

APP = """
from cacao import App
from cacao.ui import AppBar, Container, Log, LogView

app = App()
log = Log()


@app.mix("/{width}")
def home(width):
    inner = [{"type": "p", "props": {"content": "The content"}}, LogView(log, height=200)]
    return {"type": "div", "children": [AppBar("The title"), Container(inner, width=width)]}


app.brew()
"""


@pytest.mark.parametrize("width", ["small", "medium", "large", "full"])
def test_the_title_stands_above_the_content(serve: Any, visit: Any, width: str) -> None:
    page = visit(f"{serve(APP).url}/{width}", viewport={"width": 1440, "height": 700})

    for window in (1440, 390):
        page.set_viewport_size({"width": window, "height": 700})
        title = page.get_by_text("The title", exact=True).bounding_box()
        content = page.get_by_text("The content", exact=True).bounding_box()
        assert abs(title["x"] - content["x"]) < 1


def test_an_empty_log_has_its_height_and_says_so(serve: Any, visit: Any) -> None:
    page = visit(f"{serve(APP).url}/medium")

    page.get_by_text("Nothing here yet.").wait_for()

    assert page.get_by_role("log").bounding_box()["height"] == 200
