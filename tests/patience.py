"""Waiting in Chromium: until a page is quiet, until something holds, and over a slow line."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from sockets import SLOW_SOCKET

WAIT_SECONDS = 20


def quiet(page: Any) -> None:
    """Wait until every event is answered."""
    page.wait_for_selector("[data-cacao-busy]", state="detached")


def until(page: Any, condition: str) -> None:
    """Wait until a condition holds; the page's policy forbids Playwright's own way of waiting."""
    end = time.monotonic() + WAIT_SECONDS
    while not page.evaluate(condition):
        assert time.monotonic() < end, f"{condition} never held"
        page.wait_for_timeout(20)


def visit_slowly(visit: Callable[..., Any], url: str, each_way: int = 150) -> Any:
    """Open a page whose every frame takes so many milliseconds each way."""
    page = visit("about:blank", live=False)
    page.add_init_script(SLOW_SOCKET.replace("150", str(each_way)))
    page.goto(url)
    page.wait_for_selector("[data-cacao-joined]")
    return page
