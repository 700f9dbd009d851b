"""Traveller: a simulated user's way from page to page."""

from __future__ import annotations

from typing import Self
from urllib.parse import urljoin

from .element import Element
from .eyes import Eyes
from .finder import take_link
from .window import Window


class Traveller(Eyes):
    """Follows links, and goes back and forward.

    Attributes:
        window: the tab.
    """

    window: Window

    def go(self, path: str) -> Self:
        """Load another page in full, as one who types its address."""
        self.window.history.push(path)
        return self.reload()

    def reload(self) -> Self:
        """Load the page anew, as F5 does."""
        self.window.load()
        return self

    def refresh(self) -> Self:
        """Load the page anew, as F5 does: another name of :meth:`reload`."""
        return self.reload()

    def follow(self, label: str) -> Self:
        """Follow the link that bears this label, and wait for its page.

        Raises:
            AssertionError: if there is no such link, or the app does not answer.
        """
        return self.follow_link(self.find(label, take_link, "link"))

    def follow_link(self, link: Element) -> Self:
        """Go where a link leads; one to a place on the same page changes nothing."""
        address, hashed, _ = urljoin(self.path, link.attributes["href"]).partition("#")
        if hashed and address == self.path:
            return self
        self.window.history.push(address)
        return self._travel()

    def back(self) -> Self:
        """Go back to the page before, as the browser's button does.

        Raises:
            AssertionError: if there is none, or the app does not answer.
        """
        self.window.history.step(-1)
        return self._travel()

    def forward(self) -> Self:
        """Go forward again.

        Raises:
            AssertionError: if there is nothing ahead, or the app does not answer.
        """
        self.window.history.step(1)
        return self._travel()

    def _travel(self) -> Self:
        """Ask for the page that the address bar now names, and wait for it."""
        window = self.window
        window.focused = None
        if window.connection is None or not window.connection.is_live or not self.path.startswith("/"):
            return self.reload()
        window.connection.follow(self.path)
        return self
