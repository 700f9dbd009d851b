"""The pictures of README.md and docs: ``python tests/pictures.py`` takes them anew.

Those of the gallery are taken of ``examples/components_showcase.py``, those of errors of ``tests/faulty.py``,
those of the devtools of ``tests/devtools/little_shop.py``, in Chromium, in light and in dark, as small files:
they come with the repository.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from chromium import CHROMIUM
from playwright.sync_api import Page, sync_playwright

HOME = Path(__file__).parents[1]
DOCS = HOME / "docs"
MOST = 600_000  # bytes of all together
GALLERY = "examples/components_showcase.py"
FAULTY = "tests/faulty.py"
SHOP = "tests/devtools/little_shop.py"


class Picture(NamedTuple):
    """Where one is taken, in which colours, once it shows something and a button of it is pressed."""

    app: str
    path: str
    scheme: str = "light"
    shows: str = "[data-cacao-joined]"
    press: str = ""
    then: str = ""


PICTURES = {
    "components-light": Picture(GALLERY, "/"),
    "components-dark": Picture(GALLERY, "/", "dark"),
    "components-table": Picture(GALLERY, "/components/table"),
    "overlay-light": Picture(FAULTY, "/", press="Order", then=".cacao-fault:modal"),
    "overlay-dark": Picture(FAULTY, "/", "dark", press="Spoil", then=".cacao-fault:modal"),
    "error-page-light": Picture(FAULTY, "/tree", shows="h1"),
    "devtools-light": Picture(SHOP, "/"),
    "devtools-dark": Picture(SHOP, "/", "dark"),
    "error-page-dark": Picture(FAULTY, "/prices", "dark", shows="h1"),
}


def take(page: Page, url: str, name: str) -> None:
    """Take one picture."""
    picture = PICTURES[name]
    page.emulate_media(color_scheme="dark" if picture.scheme == "dark" else "light", reduced_motion="reduce")
    page.goto(url + picture.path)
    page.wait_for_selector(picture.shows)
    if picture.press:
        page.get_by_role("button", name=picture.press).click()
        page.wait_for_selector(picture.then)
    if picture.app == SHOP:
        look_at_shop(page, is_back=picture.scheme == "dark")
    page.wait_for_timeout(500)  # until what moves has come to rest
    page.screenshot(path=DOCS / f"{name}.jpg", type="jpeg", quality=70)


def look_at_shop(page: Page, *, is_back: bool) -> None:
    """Do something in the shop and open the devtools: their events, or a look back."""
    page.get_by_role("button", name="Click me").click()
    page.get_by_label("Your name").press_sequentially("Ann")
    page.get_by_label("Size").select_option("Large")
    page.get_by_role("button", name="Add one").click()
    panel = page.frame_locator("iframe")
    if not page.locator("iframe").count():
        page.keyboard.press("Control+Shift+D")
    panel.get_by_role("button", name="Events").click()
    if is_back:
        panel.get_by_role("button", name="Look at the page after").nth(3).click()


@contextmanager
def serving(app: str) -> Iterator[str]:
    """Serve a file, and hand out its address."""
    command = [sys.executable, str(HOME / app)]
    environment = {**os.environ, "CACAO_TOOLS": "true" if app == SHOP else "false"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as served:
        try:
            assert served.stdout is not None
            yield next(line.split()[3] for line in served.stdout if "is ready" in line)
        finally:
            served.terminate()


def main() -> None:
    """Serve the apps, take all pictures, or those whose names are given, and say how large they are."""
    wanted = [name for name in PICTURES if name in sys.argv[1:] or not sys.argv[1:]]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for app in (GALLERY, FAULTY, SHOP):
            names = [name for name in wanted if PICTURES[name].app == app]
            if not names:
                continue
            with serving(app) as url:
                page = browser.new_page(viewport={"width": 1280, "height": 800})
                for name in names:
                    take(page, url, name)
                page.close()
        browser.close()
    size = sum((DOCS / f"{name}.jpg").stat().st_size for name in PICTURES)
    print(f"{len(PICTURES)} pictures, {size:,} bytes; at most {MOST:,}.")
    sys.exit(size > MOST)


if __name__ == "__main__":
    main()
