"""Pane: one tab of a real browser, as the test kit sees and uses it."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from .chromium import WAIT_MILLISECONDS
from .connection import Call
from .dom import PROPERTY, Document
from .element import Element
from .guest import Guest
from .node import COMMENT, TEXT
from .overheard import Overheard
from .window import shorten_page

PAUSE = 10  # milliseconds until the page is looked at again
# Whether something is under way: an event without an answer, or a page that is not live yet.
IS_BUSY = """() => {
  const root = document.getElementById("cacao");
  const isComing = root?.dataset.cacaoSocket !== undefined && root.dataset.cacaoJoined === undefined;
  const isBusy = Boolean(document.querySelector("[data-cacao-busy]"));
  return isComing || isBusy || document.readyState === "loading";
}"""
IS_JOINED = "() => document.getElementById('cacao')?.dataset.cacaoJoined !== undefined"


class _Shown:
    """What is open above the page, as it was last looked at."""

    def __init__(self) -> None:
        self.opened: list[Element] = []

    @property
    def modal(self) -> Element | None:
        return next((each for each in reversed(self.opened) if each.is_modal), None)


class _Address:
    """What the address bar shows."""

    path = ""


class Pane:
    """One tab of a real browser.

    Args:
        browser: whose it is.
        path: the page to begin with.
    """

    def __init__(self, browser: Guest, path: str) -> None:
        self.browser = browser
        browser.panes.append(self)
        self.page = Document("")
        self.history, self.layers = _Address(), _Shown()
        self.history.path = path
        self.focused: Element | None = None
        self.status = 0
        self.broken: list[str] = []  # what the page's own scripts have got wrong
        self.wire = Overheard()
        self.is_dropped = False
        self._places: dict[Element, int] = {}
        self._under_way = self._known = 0  # requests; errors that were told
        self.types: dict[str, str] = {}  # of what was answered, by address
        self.sheet: Any = self.run(self._begin)
        self.go(path)

    def run(self, work: Callable[[], Any]) -> Any:
        """Do something with the browser, in its thread."""
        return self.browser.chromium.run(work)

    def _begin(self) -> Any:
        sheet = self.browser.context.new_page()
        sheet.set_default_timeout(min(WAIT_MILLISECONDS, self.browser.wait * 1000))
        sheet.on("websocket", self.wire.watch)
        sheet.on("pageerror", lambda error: self.broken.append(str(error)))
        sheet.on("console", self._hear)
        sheet.on("response", self._note_status)
        sheet.on("request", lambda _: self._count(1))
        sheet.on("requestfinished", lambda _: self._count(-1))
        sheet.on("requestfailed", lambda _: self._count(-1))
        sheet.on("dialog", lambda dialog: dialog.accept())
        return sheet

    def _count(self, step: int) -> None:
        self._under_way += step

    def _hear(self, message: Any) -> None:
        if message.type == "error" and "Content Security Policy" in message.text:
            self.broken.append(message.text)

    def _note_status(self, response: Any) -> None:
        self.types[response.url] = response.headers.get("content-type", "").partition(";")[0]
        if response.request.is_navigation_request():
            self.status = response.status

    @property
    def tab(self) -> str:
        """The id that the tab has drawn."""
        return self.wire.tab

    @property
    def errors(self) -> list[str]:
        """The texts of the errors the server has reported."""
        return self.wire.errors

    @property
    def unseen(self) -> list[str]:
        """Those of them that are faults of the app's code and that nobody has looked at."""
        return self.wire.unseen

    @property
    def frames(self) -> list[str]:
        """Every frame the server has sent, as text."""
        return self.wire.frames

    @property
    def reply(self) -> Any:
        """What the last query was answered."""
        return self.wire.reply

    @property
    def calls(self) -> list[Call]:
        """What the app has called in the browser: target, method, arguments."""
        return [Call(self._name(place), method, tuple(given)) for place, method, given in self.wire.called]

    def _name(self, place: list[int] | None) -> str:
        node = self.page.root.children[0] if place is not None and self.page.root.children else None
        for index in place or ():
            node = node.children[index] if node is not None and index < len(node.children) else None
        return "" if node is None else node.attributes.get("id") or node.key or node.label

    @property
    def clipboard(self) -> str:
        """The text that was copied last."""
        return str(self.run(lambda: self.sheet.evaluate("() => navigator.clipboard.readText()")))

    # What is seen.

    def listen(self) -> None:
        """Look at the page as it stands."""
        found = None
        for _ in range(20):  # one that is just being left cannot be looked at
            with suppress(Exception):
                found = self.run(lambda: self.sheet.evaluate(_script()))
                break
            self.run(lambda: self.sheet.wait_for_timeout(PAUSE))
        if found is None:
            return
        self._places = {}
        self.focused = None
        self.layers.opened = []
        self.history.path = (
            found["path"] if self.sheet.url.startswith(self.browser.hall.url) else self.sheet.url
        )
        document = Document("")
        document.root = self._build(found["tree"])
        document.above = [self._build(each) for each in found["above"]]
        document.title = found["title"]
        self.page = document

    def _build(self, packed: Any) -> Element:
        place = len(self._places)
        if not isinstance(packed, list):
            element = Element(COMMENT) if packed == 0 else Element(TEXT, packed)
            self._places[element] = place
            return element
        tag, names, below, held = packed
        element = Element(tag)
        self._places[element] = place
        element.attributes = names
        if "style" in held:
            element.style = {name: value.strip() for name, value in PROPERTY.findall(held["style"])}
        element.typed, element.picked = held.get("value"), held.get("picked")
        element.is_modal, element.is_popped = held.get("modal", False), held.get("popped", False)
        if held.get("hidden"):
            element.attributes["hidden"] = ""
        if held.get("focused"):
            self.focused = element
        if (element.is_popped and names.get("popover") != "manual") or (tag == "dialog" and "open" in names):
            self.layers.opened.append(element)
        for child in below:
            element.insert(len(element.children), self._build(child))
        return element

    def look_closer(self, element: Element) -> Any:
        """Return Playwright's handle of an element; to be asked in the browser's thread."""
        place = self._places[element]
        return self.sheet.evaluate_handle("place => window.cacaoSeen[place]", place).as_element()

    # What is waited for.

    def wait(self, is_done: Callable[[], bool], failure: str, seconds: float | None = None) -> None:
        """Wait until a condition holds.

        Raises:
            AssertionError: with the page as text, if it does not hold in time.
        """
        seconds = self.browser.wait if seconds is None else seconds
        end = time.monotonic() + seconds
        while not is_done():
            if time.monotonic() > end:
                self.listen()
                raise self.explain(f"{failure} (after {seconds:g} seconds)")
            self.run(lambda: self.sheet.wait_for_timeout(PAUSE))

    def begin(self) -> None:
        """Note that the user does something: what fails from now on is its doing."""
        self._known = len(self.wire.errors)

    def settle(self, looks: int = 1) -> None:
        """Wait until all that the user has done is answered.

        Args:
            looks: how often in a row nothing may be under way.

        Raises:
            AssertionError: if the app answers with an error, or not at all.
        """
        quiet = 0

        def is_quiet() -> bool:
            nonlocal quiet
            is_so = self._is_quiet() and (looks == 1 or self._under_way <= 0)
            quiet = quiet + 1 if is_so else 0
            return quiet >= looks

        self.wait(is_quiet, "the app has not answered everything")
        known, self._known = self._known, len(self.wire.errors)
        if len(self.wire.errors) > known:
            raise self.explain(f"that failed: {self.wire.errors[-1]}")

    def _is_quiet(self) -> bool:
        if self.is_dropped:
            return True
        try:
            return not self.run(lambda: self.sheet.evaluate(IS_BUSY)) and not self.wire.pending
        except Exception:
            return False  # the page is just being left

    def explain(self, failure: str) -> AssertionError:
        """Return the error of a failed test: what failed, what the app has reported, what is on the page."""
        self.wire.unseen.clear()
        told = "".join(f"\n  {text}" for text in self.wire.errors)
        reported = f"\nThe app reported:{told}" if told else ""
        shown = shorten_page(self.page.view.outline(0)) or "nothing"
        return AssertionError(f"{failure}{reported}\nThe page {self.history.path} shows:\n{shown}")

    # Where it goes.

    def go(self, path: str) -> None:
        """Load a page in full."""
        url = path if "://" in path else self.browser.hall.url + path
        self.run(lambda: self.sheet.goto(url, wait_until="domcontentloaded"))
        self.settle()
        self.listen()

    def is_joined(self) -> bool:
        """Tell whether the tab is connected to the app."""
        try:
            return bool(self.run(lambda: self.sheet.evaluate(IS_JOINED)))
        except Exception:
            return False  # the page is just being left

    def come_back(self) -> None:
        """Have the browser come back at once, and wait until it has sent what waits."""
        self.is_dropped = False

        def is_back() -> bool:
            self.run(lambda: self.sheet.evaluate("() => void dispatchEvent(new Event('online'))"))
            return self.is_joined()

        self.wait(is_back, "the tab has not come back")
        self.settle()

    def close(self) -> None:
        """Close the tab."""
        self.run(self.sheet.close)

    def hear_out(self) -> None:
        """Take in what the browser has told and nobody has heard yet."""
        if not self.sheet.is_closed():
            self.run(lambda: self.sheet.wait_for_timeout(1))

    def move(self, seconds: float) -> None:
        """Let time pass in the browser, too."""
        if not self.sheet.is_closed():
            self.run(lambda: self.sheet.clock.fast_forward(int(seconds * 1000)))


@cache
def _script() -> str:
    return (Path(__file__).parent / "pane.js").read_text("utf-8")
