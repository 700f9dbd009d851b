"""Toasts: messages that come above the page, and go after some seconds or when they are closed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cacao_kernel import Element, Mimic

from .building import add


class Toasts(Mimic):
    """Shows what handlers say, and toasts that follow a State."""

    tags = ("cacao-toast",)
    method = "toast"

    def __init__(self, window: Any) -> None:
        super().__init__(window)
        self._close_word = "Close"  # an App may say it otherwise
        self._sources: dict[Element, Element | None] = {}

    def called(self, arguments: Sequence[Any]) -> None:
        """Show a message."""
        text, tone, seconds = arguments
        self._show(text, tone, seconds)

    def follow(self, element: Element) -> None:
        """Be there or not, as the server says."""
        told = element.attributes
        self._close_word = told.get("data-close", self._close_word)
        wanted, seen = told.get("data-open", ""), told.get("data-cacao-seen")
        told["data-cacao-seen"] = wanted
        shown = self._shown_of(element)
        if wanted == "true" and seen != "true" and shown is None:
            text = " ".join(element.children[0].content.split())
            self._show(text, told.get("data-tone", ""), float(told.get("data-seconds", 5)), element)
        elif wanted != "true" and seen == "true" and shown is not None:
            self._go(shown, None)

    def passed(self) -> None:
        """Let those go whose time is over."""
        for toast in [*self._pile.children] if self.window.page.above else ():
            end = float(toast.attributes.get("data-end", "inf"))
            if self.window.now >= end:
                self._go(toast, self._source_of(toast))

    def escape(self) -> bool:
        """Close the newest, and tell whether there was one."""
        toasts = self._pile.children if self.window.page.above else []
        if toasts and not self.window.layers.opened:
            self._go(toasts[-1], self._source_of(toasts[-1]))
            return True
        return False

    @property
    def _pile(self) -> Element:
        above = self.window.page.above
        found = next((each for each in above if each.tag == "cacao-toasts"), None)
        if found is None:
            found = Element("cacao-toasts")
            above.append(found)
        return found

    def _show(self, text: str, tone: str, seconds: float, source: Element | None = None) -> None:
        toast = add(self._pile, "div")
        if seconds:
            toast.attributes["data-end"] = str(self.window.now + seconds)
        add(toast, "p", text, role="alert" if tone == "danger" else "status")
        close = add(toast, "button", "×", aria_label=self._close_word)
        self.window.answers[close] = lambda user: self._go(toast, source)
        self._sources[toast] = source

    def _shown_of(self, source: Element) -> Element | None:
        shown = (toast for toast, its in self._sources.items() if its is source)
        return next((toast for toast in shown if toast.parent is not None), None)

    def _source_of(self, toast: Element) -> Element | None:
        return self._sources.get(toast)

    def _go(self, toast: Element, source: Element | None) -> None:
        if toast.parent is not None:
            toast.parent.remove(toast)
        box = None if source is None else next((c for c in source.children if c.tag == "input"), None)
        if box is not None:
            self.tick(box, on=False)
