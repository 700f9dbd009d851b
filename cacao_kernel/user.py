"""A simulated user: opens pages of an App and acts on them over the true protocol, in this process."""

from __future__ import annotations

import functools
from collections.abc import Callable, Generator
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Self
from urllib.parse import urljoin

from .arranging import Arranging, find_session
from .connection import Connection
from .element import Element
from .finder import is_submit, take_click, take_field
from .keyboard import Keyboard
from .session import Session
from .transfer import Download, Given, read_files
from .travel import Traveller
from .window import Browser, Window


class User(Keyboard, Traveller):
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

    def within(self, text: str) -> Self:
        """Return the same user, who acts on and looks at the smallest part of the page that holds a text.

        Among several rows, ``user.within("milk").click("Delete")`` means the button beside the milk.
        """
        return type(self)(self.window, (*self._within, text))

    # What a user does.

    def click(self, label: str, *, wait: bool = True) -> Self:
        """Click what bears this label, and wait for the answer.

        A link is followed, a form's button sends the form, a box is checked, a dialog is opened or closed.

        Args:
            label: what a visitor calls it.
            wait: whether to wait for the answer; several clicks without are as quick as can be.

        Raises:
            AssertionError: if nothing that can be clicked bears it, several do, or the handler failed.
        """
        return self.click_on(self.find(label, take_click, "button or link"), wait=wait)

    def click_on(self, target: Element, *, wait: bool = True, is_sure: bool = False) -> Self:
        """Click an element, and wait for the answer.

        Args:
            target: the element.
            wait: whether to wait for the answer.
            is_sure: whether no script is to be asked before.
        """
        window = self.window
        self.leave_field()
        window.layers.click_at(target)
        if target.is_field or target.tag in ("button", "a", "summary"):
            window.focused = target
        if target in window.answers:
            window.answers[target](self)
            return self.settle()
        if not is_sure and window.mimics.click(self, target):
            return self.settle() if wait else self
        if target.listens("click"):
            self._send(target, "click", {}, wait=wait)
        elif target.tag == "a" and "download" in target.attributes:
            names = target.attributes
            window.offered.append((urljoin(self.path, names["href"]), names["download"]))
        elif target.tag == "a" and "href" in target.attributes:
            self.follow_link(target)
        elif target.is_box:
            self.tick(target, on=target.attributes["type"] == "radio" or not target.is_picked)
        elif target.tag == "summary" and target.parent is not None:
            self._toggle(target.parent)
        is_moved = window.layers.obey(target)
        if is_submit(target) and target.form is not None:
            self.send(target.form, target)
        return self.settle() if is_moved and wait else self

    def trigger(self, element: Element, kind: str, **payload: Any) -> Self:
        """Let an event happen on an element, and wait for the answer.

        While the line is cut, the event is kept and sent when the tab is connected again.

        Raises:
            AssertionError: if the app answers with an error.
        """
        self._send(element, kind, payload, wait=True)
        return self

    def upload(self, label: str, *files: Given) -> Self:
        """Give files to the field of this name, and wait until they are there.

        Args:
            label: what the field is called.
            files: paths, or names with bytes: ``("cv.pdf", b"…")``, and perhaps the type as a third.

        Raises:
            AssertionError: if there is no such field, it takes no files, or they do not arrive.
        """
        field = self.find(label, take_field, "field")
        given = read_files(files)
        if field.attributes.get("type") != "file":
            raise self.window.explain(f"the field {label!r} takes no files")
        if len(given) > 1 and "multiple" not in field.attributes:
            raise self.window.explain(f"the field {label!r} takes one file, not {len(given)}")
        if not self.window.mimics.choose(self, field, given):
            raise self.window.explain(f"nothing sends the files of {label!r}: a FileUpload does")
        return self.settle()

    def download(self, label: str) -> Download:
        """Click what bears this label, and return the file that the app gives for it.

        Raises:
            AssertionError: if no file comes.
        """
        known = len(self.window.offered)
        self.click(label)
        self.wait_until(lambda: len(self.window.offered) > known, f"{label!r} has given no file")
        return self.window.save(*self.window.offered[-1])

    def settle(self) -> Self:
        """Wait until the app has answered everything the user has done.

        Raises:
            AssertionError: if it does not, or answers with an error.
        """
        connection = self.window.connection
        if connection is not None and connection.is_live:
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

    @contextmanager
    def offline(self) -> Generator[Self]:
        """Be without a line for the length of a ``with`` block, and come back at its end."""
        self.drop()
        yield self
        self.reconnect()

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

    @property
    def is_live(self) -> bool:
        """Whether the tab is connected to the app."""
        self._listen()
        return self.window.connection is not None and self.window.connection.is_live

    @property
    def session(self) -> Session:
        """The user's session, with what has happened in it: ``user.session.history()``."""
        self._listen()
        return self.window.browser.loop.run(find_session(self.window.browser))

    # Whose States a test arranges.

    @property
    def tab(self) -> str:
        """The id by which the app knows the tab; empty for a page that is not live."""
        return "" if self.window.connection is None else self.window.connection.tab

    def __enter__(self) -> Self:
        """Make the user's session current."""
        arranging = Arranging(self.window.browser, self.tab)
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
