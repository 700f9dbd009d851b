"""Traveller: a simulated user's way from page to page."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Self
from urllib.parse import urljoin

from .element import Element
from .finder import Taker, take_link
from .window import Window


class Traveller(ABC):
    """Follows links, and goes back and forward.

    Attributes:
        window: the tab.
    """

    window: Window

    @property
    def path(self) -> str:
        """The address in the address bar, from its path on."""
        self._listen()
        return self.window.history.path

    @property
    def title(self) -> str:
        """The title of the browser's tab."""
        self._listen()
        return self.window.page.title

    def go(self, path: str) -> Self:
        """Load another page in full, as one who types its address."""
        self.window.history.push(path)
        return self.refresh()

    def refresh(self) -> Self:
        """Load the page anew, as F5 does."""
        self.window.load()
        return self

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
            return self.refresh()
        window.connection.follow(self.path)
        return self

    @abstractmethod
    def find(self, label: str, take: Taker, what: str) -> Element:
        """Return the one element of this label that will do."""

    @abstractmethod
    def _listen(self) -> None: ...
