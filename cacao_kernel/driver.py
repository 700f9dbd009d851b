"""Driver: a user of a real browser, who does what a simulated one does."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Self, cast

import pytest

from .element import Element
from .finder import take_click, take_field
from .fingers import Fingers, first_line
from .guest import Guest
from .pane import Pane
from .transfer import Download, Given, guess_type, read_files
from .user import User

LOOKS = 8  # in a row in which nothing goes on, after which files are there


class BrowserUser(Fingers):
    """One tab of one visitor in a real Chromium."""

    def open(self, path: str) -> User:
        """Open another tab of the same visitor."""
        return open_pane(self.window.browser, path)

    def follow_link(self, link: Element) -> Self:
        """Click a link."""
        return self.click_on(link)

    def upload(self, label: str, *files: Given) -> Self:
        """Give files to the field of this name, and wait until they are there."""
        given = [{"name": name, "mimeType": kind, "buffer": data} for name, kind, data in read_files(files)]

        def choose(handle: Any, field: Element) -> None:
            if field.attributes.get("type") != "file":
                raise self.window.explain(f"the field {label!r} takes no files")
            if len(given) > 1 and "multiple" not in field.attributes:
                raise self.window.explain(f"the field {label!r} takes one file, not {len(given)}")
            handle.set_input_files(given)

        self._on(label, take_field, "field", choose)
        self.window.settle(LOOKS)
        return self

    def download(self, label: str) -> Download:
        """Click what bears this label, and return the file that the app gives for it."""
        target = self.find(label, take_click, "button or link")

        def fetch() -> tuple[str, str, bytes]:
            with self.window.sheet.expect_download() as coming:
                self.window.look_closer(target).click()
            found = coming.value
            return found.suggested_filename, found.url, Path(found.path()).read_bytes()

        try:
            name, url, content = cast(tuple[str, str, bytes], self.window.run(fetch))
        except Exception as error:
            raise self.window.explain(f"{label!r} has given no file: {first_line(error)}") from None
        return Download(name, self.window.types.get(url) or guess_type(name), content)

    # Where it goes.

    def go(self, path: str) -> Self:
        """Load another page in full, as one who types its address."""
        self.window.go(path)
        return self

    def reload(self) -> Self:
        """Load the page anew, as F5 does."""
        self.window.run(lambda: self.window.sheet.reload(wait_until="domcontentloaded"))
        return self.settle()

    def back(self) -> Self:
        """Go back to the page before, as the browser's button does."""
        return self._step("navigation.canGoBack", "history.back()", "behind")

    def forward(self) -> Self:
        """Go forward again."""
        return self._step("navigation.canGoForward", "history.forward()", "ahead")

    def _step(self, may: str, step: str, where: str) -> Self:
        sheet = self.window.sheet
        if not self.window.run(lambda: sheet.evaluate(may)):
            raise AssertionError(f"nothing lies {where}")
        before = sheet.url

        def has_gone() -> bool:
            self.window.run(lambda: sheet.wait_for_timeout(1))
            return bool(sheet.url != before)

        self.window.run(lambda: sheet.evaluate(step))
        self.window.wait(has_gone, f"the browser has not gone to what lies {where}")
        return self.settle()

    def drop(self) -> Self:
        """Cut the line without a word, and let the browser not come back by itself."""
        self.window.is_dropped = True
        self.window.browser.hall.cut(self.window.tab)
        self.window.wait(lambda: not self.is_live, "the browser has not noticed that its line is cut")
        return self

    def reconnect(self) -> Self:
        """Let the browser come back, and send what has no answer yet."""
        self.window.browser.hall.mend(self.window.tab)
        self.window.come_back()
        return self

    def leave(self) -> None:
        """Close the tab."""
        self.window.close()

    def get(self, path: str) -> tuple[dict[bytes, bytes], str]:
        """Ask for a path as a download would, and return headers and body; the tab stays where it is."""
        pane = self.window

        def ask() -> tuple[dict[bytes, bytes], str]:
            answer = pane.browser.context.request.get(pane.browser.hall.url + path)
            pane.status = answer.status
            headers = {name.lower().encode(): value.encode() for name, value in answer.headers.items()}
            return headers, str(answer.text())

        return cast(tuple[dict[bytes, bytes], str], pane.run(ask))

    def post(self, *frame: Any) -> Self:
        """Skip the test: what a real browser sends is its own."""
        pytest.skip("user.post speaks the protocol itself, which a real browser does on its own")

    @property
    def is_live(self) -> bool:
        """Whether the tab is connected to the app."""
        return bool(self.window.is_joined())

    @property
    def tab(self) -> str:
        """The id by which the app knows the tab; empty for a page that is not live."""
        return self.window.tab


def open_pane(visitor: Guest, path: str) -> BrowserUser:
    """Open a page in a new tab of a real browser, and return its user."""
    return BrowserUser(cast(Any, Pane(visitor, path)))
