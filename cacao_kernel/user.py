"""A simulated user: opens pages of an App and acts on them over the true protocol, in this process."""

from __future__ import annotations

import functools
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

from .arranging import Arranging, find_session
from .connection import Call, Connection
from .dom import Document
from .element import Element
from .finder import Finder, Taker, is_submit, take_click
from .hand import Hand
from .session import Session
from .travel import Traveller
from .window import Browser, Window


class User(Hand, Traveller):
    """One tab of one visitor.

    Every action waits for the app's answer and returns the user, so that a story reads as a chain.
    What something is called is what a visitor would call it: its visible text, ``aria-label``,
    ``aria-labelledby``, ``alt``, ``title``, a field's label or ``placeholder``.

    ``with user:`` makes the user's session current, so that a test can arrange or read States.

    Args:
        window: the tab.
        within: texts that narrow what is acted on and looked at.
    """

    def __init__(self, window: Window, within: tuple[str, ...] = ()) -> None:
        self.window = window
        self._within = within
        self._arranging: list[Arranging] = []

    def open(self, path: str) -> User:
        """Open another tab of the same visitor."""
        return open_tab(self.window.browser, path)

    def within(self, text: str) -> User:
        """Return the same user, who acts on and looks at the smallest part of the page that holds a text.

        Among several rows, ``user.within("milk").click("Delete")`` means the button beside the milk.
        """
        return User(self.window, (*self._within, text))

    # What a user does.

    def click(self, label: str, *, wait: bool = True) -> Self:
        """Click what bears this label, and wait for the answer.

        A link is followed, a form's button sends the form, a box is checked.

        Args:
            label: what a visitor calls it.
            wait: whether to wait for the answer; several clicks without are as quick as can be.

        Raises:
            AssertionError: if nothing that can be clicked bears it, several do, or the handler failed.
        """
        target = self.find(label, take_click, "button or link")
        self.leave_field()
        if target.listens("click"):
            self._send(target, "click", {}, wait=wait)
        elif target.tag == "a":
            self.follow_link(target)
        elif target.is_box:
            self.tick(target, on=target.attributes["type"] == "radio" or not target.is_picked)
        elif target.tag == "summary" and target.parent is not None:
            self._toggle(target.parent)
        if is_submit(target) and target.form is not None:
            self.send(target.form, target)
        return self

    def trigger(self, element: Element, kind: str, **payload: Any) -> Self:
        """Let an event happen on an element, and wait for the answer.

        While the line is cut, the event is kept and sent when the tab is connected again.

        Raises:
            AssertionError: if the app answers with an error.
        """
        self._send(element, kind, payload, wait=True)
        return self

    def settle(self) -> Self:
        """Wait until the app has answered everything the user has done.

        Raises:
            AssertionError: if it does not, or answers with an error.
        """
        connection = self.window.connection
        if connection is not None:
            self._await_answers(
                connection, lambda: connection.is_settled, "the app has not answered everything"
            )
        return self

    def drop(self) -> Self:
        """Cut the line without a word: what is under way in either direction is lost."""
        if self.window.connection is not None:
            self.window.connection.cut(1006)
        return self

    def reconnect(self) -> Self:
        """Join again as the same tab, as the browser does by itself, and send what has no answer yet.

        Raises:
            AssertionError: if the app does not let the tab in, or answers an event with an error.
        """
        if self.window.connection is None:
            raise self.window.explain("the tab was never connected, or is closed")
        self.window.connection.cut(1006)
        self.window.connection.open()
        return self.settle()

    def leave(self) -> None:
        """Close the tab."""
        self.window.close()

    def get(self, path: str) -> tuple[dict[bytes, bytes], str]:
        """Ask for a path as a download would, and return headers and body; the tab stays where it is."""
        return self.window.get(path)

    def post(self, *frame: Any) -> Self:
        """Send a frame of the protocol as it stands, whatever the page shows."""
        if self.window.connection is None:
            raise self.window.explain("the page is not live, so nothing can be sent")
        self.window.connection.post(*frame)
        return self

    # What a user sees.

    @property
    def page(self) -> Document:
        """The document as it stands."""
        self._listen()
        return self.window.page

    @property
    def text(self) -> str:
        """What can be read on the page, or in the part that is looked at; nothing of what is hidden."""
        part = Finder(self.page.root, self._within).part()
        return "" if part is None else part.reading

    @property
    def status(self) -> int:
        """The HTTP status of the last page that was loaded in full."""
        return self.window.status

    @property
    def errors(self) -> list[str]:
        """The texts of the errors the app has reported; a fault that is never looked at fails the test."""
        self._listen()
        self.window.unseen.clear()
        return self.window.errors

    @property
    def frames(self) -> list[str]:
        """Every frame the app has sent, as text."""
        self._listen()
        return self.window.frames

    @property
    def calls(self) -> list[Call]:
        """What the app has called in the browser: target, method, arguments."""
        self._listen()
        return self.window.calls

    @property
    def reply(self) -> Any:
        """What the last query was answered."""
        self._listen()
        return self.window.reply

    @property
    def is_live(self) -> bool:
        """Whether the tab is connected to the app."""
        self._listen()
        return self.window.connection is not None and self.window.connection.is_live

    def sees(self, text: str) -> Self:
        """Wait until the text can be read on the page.

        Raises:
            AssertionError: with the page as text, if it does not come in time.
        """
        return self.wait_until(lambda: text in self.text, f"{text!r} is not on the page{self._where}")

    def misses(self, text: str) -> Self:
        """Wait until the text cannot be read on the page.

        Raises:
            AssertionError: with the page as text, if it is still there in the end.
        """
        return self.wait_until(lambda: text not in self.text, f"{text!r} is still on the page{self._where}")

    @property
    def session(self) -> Session:
        """The user's session, with what has happened in it: ``user.session.history()``."""
        self._listen()
        return self.window.browser.loop.run(find_session(self.window.browser))

    def wait_until(self, is_so: Callable[[], bool], failure: str = "it has not come so") -> Self:
        """Wait until a condition holds.

        Args:
            is_so: the condition, asked again whenever something has come from the app.
            failure: what to say if it does not hold in time.

        Raises:
            AssertionError: with the failure and the page as text.
        """
        self.window.wait(is_so, failure)
        return self

    def find(self, label: str, take: Taker = take_click, what: str = "button or link") -> Element:
        """Return the one element of this label that will do.

        Args:
            label: what a visitor calls it.
            take: returns which element is meant if one bears the label; by default what can be clicked.
            what: what is looked for, in words.

        Raises:
            AssertionError: if there is none, several, or it is disabled.
        """
        self._listen()
        try:
            return Finder(self.window.page.root, self._within).one(label, take, what)
        except AssertionError as error:
            raise self.window.explain(str(error)) from None

    # Whose States a test arranges.

    def __enter__(self) -> Self:
        """Make the user's session current."""
        connection = self.window.connection
        tab = "" if connection is None else connection.tab
        arranging = Arranging(self.window.browser, tab)
        arranging.enter()
        self._arranging.append(arranging)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Show what was written in the user's tabs; drop it if the block has raised."""
        self._arranging.pop().exit(keep=kind is None)

    # How it is done.

    @property
    def _where(self) -> str:
        return "".join(f" within {text!r}" for text in self._within)

    def _listen(self) -> None:
        self.window.listen()

    def _send(self, element: Element, kind: str, payload: dict[str, Any], *, wait: bool) -> None:
        connection = self.window.connection
        if connection is None:
            raise self.window.explain(f"the page is not live, so no {kind} can be sent")
        number = connection.send_event(element, kind, payload)
        if wait and connection.is_live:
            answered = functools.partial(connection.is_answered, number)
            self._await_answers(connection, answered, f"the app has not answered the {kind}")

    def _await_answers(self, connection: Connection, is_done: Callable[[], bool], failure: str) -> None:
        """Wait for answers, unless the page is loaded anew, and with it the connection made anew."""
        known = len(self.window.errors)
        self.window.wait(lambda: is_done() or self.window.connection is not connection, failure)
        if len(self.window.errors) > known:
            raise self.window.explain(f"that failed: {self.window.errors[-1]}")

    def _toggle(self, details: Element) -> None:
        if "open" in details.attributes:
            del details.attributes["open"]
        else:
            details.attributes["open"] = ""
        if details.listens("toggle"):
            self.trigger(details, "toggle", open="open" in details.attributes)


def open_tab(browser: Browser, path: str) -> User:
    """Open a page in a new tab of a browser, and return its user."""
    window = Window(browser, path)
    window.load()
    return User(window)
