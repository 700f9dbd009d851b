"""Eyes: what a user of an App under test sees, with a browser or without."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Self

from .album import Album, expect
from .connection import Call
from .dom import Document
from .element import Element
from .finder import Finder, Taker, take_click, take_field
from .portrait import Portrait, role_of
from .window import Window


class Eyes:
    """What a user sees of one tab, or of a part of its page.

    Attributes:
        window: the tab.
    """

    window: Window
    _within: tuple[str, ...]

    @property
    def page(self) -> Document:
        """The document as it stands."""
        self._listen()
        return self.window.page

    @property
    def text(self) -> str:
        """What can be read on the page, or in the part that is looked at; nothing of what is hidden."""
        part = self._part()
        return "" if part is None else part.reading

    @property
    def path(self) -> str:
        """The address in the address bar, from its path on."""
        self._listen()
        return self.window.history.path

    @property
    def title(self) -> str:
        """The title of the browser's tab."""
        return self.page.title

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
    def focused(self) -> str:
        """What the element that has the focus is called; empty if none has it."""
        self._listen()
        element = self.window.focused
        if element is None:
            return ""
        return Finder(self.window.page.view).name(element) or " ".join(element.reading.split())

    @property
    def dialog(self) -> str:
        """What can be read in the dialog on top, an open popover included; empty if none is open."""
        self._listen()
        opened = self.window.layers.opened
        return opened[-1].reading if opened else ""

    @property
    def toasts(self) -> list[str]:
        """The messages above the page that go by themselves, the oldest first."""
        nodes = [node for above in self.page.above for node in above.walk()]
        said = (node for node in nodes if role_of(node) in ("status", "alert") and node.is_visible)
        return [text for node in said if (text := " ".join(node.reading.split()))]

    @property
    def clipboard(self) -> str:
        """The text that was copied last; empty if none was."""
        return self.window.clipboard

    def value(self, label: str) -> str:
        """Return what the field of this name holds."""
        return self.find(label, take_field, "field").value

    def is_checked(self, label: str) -> bool:
        """Tell whether the checkbox or radio button of this name is checked."""
        return self.find(label, take_field, "field").is_picked

    def message(self, label: str) -> str:
        """Return what is said to be wrong with the field of this name; empty if nothing is."""
        field = self.find(label, take_field, "field")
        marked = [node for node in field.around() if node.attributes.get("aria-invalid") == "true"]
        ids = {
            name
            for node in (field, *marked)
            for name in (
                *node.attributes.get("aria-errormessage", "").split(),
                *node.attributes.get("aria-describedby", "").split(),
            )
        }
        if not marked:
            return ""
        said = (node for node in self.window.page.view.walk() if node.attributes.get("id") in ids)
        return " ".join(" ".join(node.reading.split()) for node in said)

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

    def wait_until(self, is_so: Callable[[], bool], failure: str = "it has not come so") -> Self:
        """Wait until a condition holds.

        Args:
            is_so: the condition, asked again whenever something has come from the app, and whenever the app
                has nothing left to do.
            failure: what to say if it does not hold in time.

        Raises:
            AssertionError: with the failure and the page as text.
        """
        self.window.wait(is_so, failure)
        return self

    def snapshot(self) -> str:
        """Return the page, or the part that is looked at, as indented text: roles, names and values."""
        part = self._part()
        return "" if part is None else Portrait(self.window.page.view).draw(part)

    def should_look_like(self, expected: str | None = None, *, name: str = "") -> Self:
        """Wait until the page, or the part that is looked at, looks as expected.

        Args:
            expected: the page as :meth:`snapshot` tells it; if left out, what is kept in a file beside the
                test, which ``pytest --cacao-snapshots=update`` writes.
            name: tells several files of one test apart.

        Raises:
            AssertionError: with the lines that differ.
        """
        self.settle()
        album: Album | None = self.window.browser.album
        if expected is None and album is None:
            raise AssertionError("only the users of the fixture cacao_app have snapshots in files")

        def compare() -> None:
            if expected is not None:
                expect(
                    self.snapshot(), expected, f"the page {self.path}{self._where} does not look as expected"
                )
            elif album is not None:
                album.compare(self.snapshot(), name)

        def is_so() -> bool:
            try:
                compare()
            except AssertionError:
                return False
            return True

        try:
            self.window.wait(is_so, "", seconds=min(1.0, self.window.browser.wait))
        except AssertionError:
            compare()
        return self

    def find(self, label: str, take: Taker = take_click, what: str = "button or link") -> Element:
        """Return the one element of this label that will do.

        Args:
            label: what a visitor calls it.
            take: returns which element is meant if one bears the label; by default what can be clicked.
            what: what is looked for, in words.

        Raises:
            AssertionError: if there is none, several, it is disabled, or lies behind a dialog.
        """
        self._listen()
        try:
            return self._seek(label, take, what)
        except AssertionError as error:
            raise self.window.explain(str(error)) from None

    def settle(self) -> Self:
        """Wait until the app has answered everything the user has done."""
        return self

    def _seek(self, label: str, take: Taker, what: str) -> Element:
        view, modal = self.window.page.view, self.window.layers.modal
        if modal is None:
            return Finder(view, self._within).one(label, take, what)
        reach = Element("body")
        reach.children = [modal, *self.window.page.above]
        try:
            return Finder(reach, self._within).one(label, take, what)
        except AssertionError:
            Finder(view, self._within).one(label, take, what)
            title = " ".join(modal.reading.split())[:60]
            raise AssertionError(f"the {what} {label!r} lies behind the dialog {title!r}") from None

    def _part(self) -> Element | None:
        return Finder(self.page.view, self._within).part()

    @property
    def _where(self) -> str:
        return "".join(f" within {text!r}" for text in self._within)

    def _listen(self) -> None:
        self.window.listen()
