"""Chromium: a real one, for the tests of what a person sees."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from require import require_tool

from cacao_kernel.chromium import TURNED_OFF, WAIT_MILLISECONDS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = os.environ.get("CACAO_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start one Chromium that cannot leave loopback."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        require_tool("playwright", False, "pip install -e '.[dev]'")
        raise
    require_tool("Chromium", CHROMIUM is not None, "apt-get install chromium")
    arguments = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"]
    arguments.append("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1")
    arguments.append(f"--disable-features={','.join(TURNED_OFF)}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Browser, serve: object) -> Iterator[Callable[..., Page]]:
    """Return a function that opens an address as a new visitor and waits until the page is live.

    Scripts that fail, refused resources and policy violations in any page fail the test, unless
    the test puts up with them by ``page.faults.clear()``. It asks for ``serve`` so that pages
    are closed before the servers they talk to.
    """
    contexts: list[Any] = []
    faults: list[str] = []

    def open_page(
        url: str, *, same_visitor_as: Page | None = None, live: bool = True, **options: Any
    ) -> Page:
        if same_visitor_as is None:
            contexts.append(chromium.new_context(**options))
            contexts[-1].set_default_timeout(WAIT_MILLISECONDS)
        page: Page = (same_visitor_as.context if same_visitor_as else contexts[-1]).new_page()
        watch(page, faults)
        page.goto(url)
        if live:
            page.wait_for_selector("[data-cacao-joined]")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not faults, faults


def watch(page: Page, faults: list[str]) -> None:
    """Write into a list what goes wrong in a page, and hand the list on as ``page.faults``."""

    def note(message: Any) -> None:
        if message.type in ("error", "warning"):
            faults.append(f"{message.type}: {message.text}")

    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", note)
    vars(page)["faults"] = faults
    page.add_init_script(WATCH_SCRIPT)


# Notes every change below the tree's root, and one mark that a reload would lose.
WATCH_SCRIPT = """
window.stays = true;
window.changes = [];
document.addEventListener("DOMContentLoaded", () => {
  const root = document.getElementById("cacao");
  if (!root) return;
  const note = (list) => window.changes.push(...list.map((change) => change.type));
  new MutationObserver(note).observe(root, {childList: true, subtree: true, characterData: true,
    attributes: true, attributeFilter: ["class", "style", "type", "disabled", "data-cacao-mark"]});
});
"""
