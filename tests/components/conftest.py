"""What the tests of widgets share: one server that shows each of them, and a page with a table."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from chromium import WAIT_MILLISECONDS, watch
from servers import ServerProcess

from cacao import App
from cacao.ui import Table

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, ViewportSize

HERE = Path(__file__).parent
WIDE: ViewportSize = {"width": 1280, "height": 720}
FOLDERS = [HERE.parent, HERE.parent.parent / "examples"]


@pytest.fixture(scope="module")
def trying(serve_once: Callable[..., ServerProcess]) -> str:
    """Return the address of the server that shows each widget on a page of its own."""
    path = os.pathsep.join(map(str, FOLDERS))
    return serve_once(HERE / "trying.py", environment={"PYTHONPATH": path}).url


@pytest.fixture(scope="module")
def window(chromium: Browser, trying: str) -> Iterator[Page]:
    """Return the one page in which all tests of a module look at widgets: a new one each takes long."""
    context = chromium.new_context()
    context.set_default_timeout(WAIT_MILLISECONDS)
    page = context.new_page()
    watch(page, [])
    yield page
    context.close()


@pytest.fixture
def shown(trying: str, window: Page) -> Iterator[Callable[..., Page]]:
    """Return a function that opens one of these pages as a new visitor: ``shown("drive", "button")``."""

    def show(kind: str, node_type: str, viewport: ViewportSize = WIDE) -> Page:
        window.context.clear_cookies()
        window.emulate_media(color_scheme="light", reduced_motion="reduce")
        window.set_viewport_size(viewport)
        window.goto(f"{trying}/{kind}/{node_type}")
        window.wait_for_selector("[data-cacao-joined]")
        return window

    faults: list[str] = vars(window)["faults"]
    faults.clear()
    yield show
    assert not faults, faults


@pytest.fixture
def open_table(cacao_app: Any) -> Callable[..., Any]:
    """Return a function that opens a page with a table, made of its arguments."""

    def open_page(*args: Any, path: str = "/", **props: Any) -> Any:
        app = App()
        app.mix("/")(lambda: {"type": "main", "children": [Table(*args, **props)]})
        return cacao_app(app).open(path)

    return open_page
