"""Browser: one Chromium for the whole run, which cannot leave this machine."""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ARGUMENTS = (
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
WAIT_MILLISECONDS = 60_000


def find_chromium() -> str | None:
    """Return the program, as CACAO_CHROMIUM or the path name it."""
    return os.environ.get("CACAO_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


@contextmanager
def opened() -> Generator[Browser]:
    """Start Chromium for the length of a ``with`` block.

    Raises:
        RuntimeError: if there is none.
    """
    from playwright.sync_api import sync_playwright  # needed by these rows alone

    program = find_chromium()
    if program is None:
        raise RuntimeError("Chromium is missing: apt-get install chromium, or name it in CACAO_CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def visit(browser: Browser, url: str, script: str = "") -> Generator[Page]:
    """Load a page as a new visitor, with nothing in any cache.

    Args:
        browser: the browser.
        url: the page.
        script: what runs before any script of the page.
    """
    context = browser.new_context()
    context.set_default_timeout(WAIT_MILLISECONDS)
    try:
        page = context.new_page()
        if script:
            page.add_init_script(script)
        page.goto(url)
        yield page
    finally:
        context.close()
