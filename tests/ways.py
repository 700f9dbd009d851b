"""The ways that what a visitor wrote comes to a page: painted, patched, shown by a link, morphed in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from patience import until
from sockets import OPEN_SOCKETS

WAYS = ("painted", "patched", "linked", "morphed")
WHOLE = ("painted", "linked", "morphed")  # those that bring a whole page
HARMLESS = "plain"
RUN = "window.__pwn=1"

# What every oracle asks of a page: whether something ran, and which elements with which attributes there are.
LOOK = """() => ({
  ran: [window.__pwn ?? null, {}.polluted ?? null],
  elements: [...document.querySelectorAll("html, head, head *, #cacao, #cacao *")]
    .map(element => [element.localName, ...element.getAttributeNames().sort()].join(" ")),
  title: document.title,
})"""
OF_ONE_WAY = {
    "data-cacao-joined",
    "data-cacao-hash",
    "data-cacao-nodes",
    "data-cacao-busy",
    "data-cacao-slow",
    "tabindex",
    "aria-busy",
}


class Ways:
    """One visitor of the fixture app, who writes in one tab what others show.

    Args:
        visit: opens a page in Chromium.
        pen: the tab the visitor writes in, with the page for it open.
        plain: what is written before, where something must be there.
        name: the field to write in.
    """

    def __init__(
        self, visit: Callable[..., Any], pen: Any, plain: str = HARMLESS, name: str = "text"
    ) -> None:
        self._visit = visit
        self._url = pen.url.removesuffix("/pen")
        self._plain = plain
        self._name = name
        self._count = int(pen.locator("output").inner_text().removeprefix("written ").removesuffix("."))
        self.pen = pen
        self.pages: list[Any] = []
        self.requests: list[str] = []
        self.dialogs: list[str] = []

    def write(self, text: str) -> str:
        """Write a text and return the words that a page shows which has it."""
        self._count += 1
        self.pen.get_by_label(self._name, exact=True).fill(text)
        told = f"written {self._count}."
        self.pen.get_by_text(told, exact=True).wait_for()
        return told

    def change(self, page: Any, text: str) -> None:
        """Write another text and wait until a page that is open has got it."""
        page.locator("output", has_text=self.write(text)).wait_for()

    def bring(self, way: str, path: str, text: str) -> Any:
        """Return a page that shows what was written, and has got it in this way."""
        told = self.write(text if way == "painted" else self._plain)
        page = self._visit("about:blank", same_visitor_as=self.pen, live=False)
        self.pages.append(page)
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("dialog", lambda dialog: (self.dialogs.append(dialog.message), dialog.dismiss()))
        page.add_init_script(OPEN_SOCKETS)
        page.goto(f"{self._url}{'/pen' if way == 'linked' else path}")
        page.wait_for_selector("[data-cacao-joined]")
        if way != "painted":
            if way == "morphed":
                page.evaluate("sockets.at(-1).close()")
                page.wait_for_selector("[data-cacao-joined]", state="detached")
            told = self.write(text)
        if way == "linked":
            page.get_by_role("link", name=path, exact=True).click()
            until(page, f"location.pathname === '{path}'")
        page.wait_for_selector("[data-cacao-joined]")
        page.locator("output", has_text=told).wait_for()
        return page


def elements_of(page: Any) -> list[str]:
    """Return the elements of a page with the names of their attributes, but for what one way alone brings."""
    return sorted(
        " ".join(name for name in element.split(" ") if name not in OF_ONE_WAY)
        for element in page.evaluate(LOOK)["elements"]
    )
