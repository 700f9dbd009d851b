"""A tab as the browser's client keeps it: what it does when its connection is lost, rule for rule.

``client/socket.js``, ``identity.js``, ``events.js``, ``fields.js`` and ``navigate.js`` are its models.
Where a browser would wait a while, it does not.
"""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Protocol
from weakref import WeakKeyDictionary

from severed import Line
from visitor import Visitor

from cacao_kernel import wire
from cacao_kernel.dom import Document
from cacao_kernel.element import Element

PATIENCE = 30
REFUSALS = ("foreign", "version", "no_page", "forbidden", "too_many_tabs", "bad_message", "bad_json")


@dataclass
class Pending:
    """An event without an answer yet, or a link."""

    number: int
    element: Element
    mark: str
    kind: str
    payload: dict[str, Any]
    label: str
    frame: list[Any] = field(default_factory=list)


@dataclass
class Trip:
    """A link without an answer yet."""

    number: int
    path: str
    is_pop: bool


class Knife(Protocol):
    """What may cut the connection."""

    def opened(self, tab: ReturningTab, line: Line, join: str) -> None:
        """Cut, or join otherwise than is usual, as the socket is open."""
        ...

    def sends(self, tab: ReturningTab, line: Line, text: str) -> None:
        """Cut as an event or a link is to be sent, or send it."""
        ...

    def takes(self, tab: ReturningTab, frame: list[Any]) -> None:
        """Cut as a frame is to be taken in."""
        ...

    def away(self, tab: ReturningTab) -> None:
        """Let time pass while there is no connection."""
        ...


class Sheath:
    """A knife that cuts nothing."""

    def opened(self, tab: ReturningTab, line: Line, join: str) -> None:
        line.send(join)

    def sends(self, tab: ReturningTab, line: Line, text: str) -> None:
        line.send(text)

    def takes(self, tab: ReturningTab, frame: list[Any]) -> None: ...

    def away(self, tab: ReturningTab) -> None: ...


class ReturningTab:
    """One document and its sockets, one after another.

    Args:
        visitor: whose it is.
        path: the page.

    Attributes:
        page: what it shows.
        knife: cuts its connection.
        cuts: how often that was lost.
        answers: what events were answered: number, label, and the code of the error if it was one.
        reloads: what the browser would have loaded in full.
        refusals: what was said of joins that were refused.
    """

    def __init__(self, visitor: Visitor, path: str = "/") -> None:
        self.visitor = visitor
        answer = visitor.get(path)
        assert answer.status == 200, answer.text
        self.page = Document(answer.text)
        names = self.page.root.attributes
        self.hash = names["data-cacao-hash"] if names["data-cacao-nodes"] == str(self.page.count()) else ""
        self.knife: Knife = Sheath()
        self.cuts = 0
        self.answers: list[tuple[int, str, str]] = []
        self.reloads: list[list[Any]] = []
        self.refusals: list[list[Any]] = []
        self.path = path
        self.behind: list[str] = []
        self.line: Line | None = None
        self.joined = self._is_in = self._has_joined = False
        self.pending: dict[int, Pending] = {}
        self.trip: Trip | None = None
        self._tab = secrets.token_hex(16)
        self._token: str | None = None
        self.sequence = self._awaited = 0
        self._last_number = self._last_early = self._last_link = 0
        self._texts: WeakKeyDictionary[Element, dict[int, list[str]]] = WeakKeyDictionary()
        self._anew: list[Callable[[], None]] = []  # what a browser does a moment later

    # What the user does.

    def do(self, element: Element, kind: str = "click", label: str = "", **payload: Any) -> None:
        """Let an event happen on an element."""
        self._last_number += 1
        mark = element.attributes.get("data-cacao-mark", "")
        entry = Pending(self._last_number, element, mark, kind, payload, label)
        self.pending[entry.number] = entry
        text = json.dumps(self._frame_of(entry))
        if self.joined:
            self._send(text)

    def type(self, element: Element, text: str) -> None:
        """Let a field hold another text."""
        element.typed = text
        element.edits += 1
        self._tell(element)

    def press_enter(self, element: Element, label: str) -> None:
        """Press Enter in a field."""
        self.do(element, "keydown.enter", label, key="Enter", **self._told(element))

    def change(self, element: Element, label: str = "") -> None:
        """Leave a field that has another text."""
        self.do(element, "change", label, **self._told(element))

    def tick(self, element: Element) -> None:
        """Check a box, or take the check away."""
        element.picked = not element.is_picked
        element.edits += 1
        self.change(element)

    def pick(self, element: Element, value: str) -> None:
        """Choose an option."""
        for option in element.options:
            option.picked = option.value == value
        element.edits += 1
        self.change(element)

    def _tell(self, element: Element) -> None:
        self.do(element, "input", "", **self._told(element))

    def _told(self, element: Element) -> dict[str, Any]:
        value, counts = element.value, {"edits": element.edits, "seen": element.seen}
        if element.is_box:
            return {"value": value, "checked": element.is_picked, **counts}
        if element.tag != "select":
            self._texts.setdefault(element, {})[element.edits] = [value, value]
        return {"value": value, **counts}

    def go(self, path: str, *, is_pop: bool = False) -> None:
        """Ask for another page; by the browser's own button if ``is_pop``."""
        self._last_link += 1
        self.trip = Trip(self._last_link, path, is_pop)
        if self.joined:
            self._send(json.dumps([wire.LINK, self._last_link, path]))

    def _send(self, text: str) -> None:
        line = self.line
        if line is None:
            return
        try:
            self.knife.sends(self, line, text)
        except OSError:
            self.lose()

    # The connection.

    @property
    def is_settled(self) -> bool:
        """Whether everything is answered."""
        return self.joined and not self.pending and self.trip is None and not self._anew

    def settle(self) -> None:
        """Come back if need be, and read until everything is answered.

        Raises:
            AssertionError: if it does not come to that.
        """
        end = time.monotonic() + PATIENCE
        while not self.is_settled:
            waiting = [self.trip, *((entry.number, entry.label) for entry in self.pending.values())]
            assert time.monotonic() < end, f"no answer to {waiting}; the answers: {self.answers}"
            assert not self.refusals and not self.reloads, (self.refusals, self.reloads)
            self.step(0.5)

    def sync(self) -> None:
        """Read what has been sent up to now."""
        self.settle()
        while True:
            line = self.line
            try:
                assert line is not None
                line.send(json.dumps([wire.KNOCK]))
                while self.line is line:
                    if wire.KNOCK in self._read(PATIENCE) and self.is_settled:
                        return
            except OSError:
                self.lose()
            self.settle()

    def step(self, seconds: float) -> None:
        """Read one message, or open a socket if there is none."""
        if self.line is None:
            self.open()
        else:
            try:
                self._read(seconds)
            except OSError:
                self.lose()
        while self._anew:
            self._anew.pop(0)()

    def open(self) -> None:
        """Open a socket and join."""
        self.knife.away(self)
        back = [] if self._token is None else [self._token, self.sequence]
        join = [wire.JOIN, wire.VERSION, self._tab, self.path, self.hash, *back]
        try:
            line = self.line = Line(self.visitor.port, self.visitor.cookie)
            self.knife.opened(self, line, json.dumps(join))
            self._last_early = self._send_pending(0) if self.hash and self._token is None else 0
        except OSError:
            self.lose()
            time.sleep(0.005)

    def lose(self, *, is_abrupt: bool = False) -> None:
        """The connection is gone."""
        if self.line is not None:
            self.cuts += 1
            self.line.cut(is_abrupt=is_abrupt)
        self.line = None
        self.joined = self._is_in = False

    def join_anew(self) -> None:
        """Get the whole tree: what the page shows is not what the server has."""
        self.hash, self.sequence = "", -1
        self.lose()

    def leave(self) -> None:
        """Close the tab for good."""
        if self.line is not None:
            with suppress(OSError):
                self.line.send(json.dumps([wire.BYE]))
            self.line.cut()
            self.line = None

    def _frame_of(self, entry: Pending) -> list[Any]:
        if not entry.frame or self.page.root in entry.element.around():
            entry.frame = [
                wire.EVENT,
                entry.number,
                entry.element.id(),
                entry.mark,
                entry.kind,
                entry.payload,
            ]
        return entry.frame

    def _send_pending(self, above: int) -> int:
        last = above
        for entry in [*self.pending.values()]:
            if entry.number > above and self.line is not None:
                self.knife.sends(self, self.line, json.dumps(self._frame_of(entry)))
                last = entry.number
        return last

    # What comes down.

    def _read(self, seconds: float) -> str:
        """Take in a message, and return the letters of its frames."""
        line = self.line
        assert line is not None
        text = line.read(seconds)
        taken = ""
        for frame in () if text is None else wire.unbundle(text):
            if self.line is line:
                self.knife.takes(self, frame)
            if self.line is line:
                self._take(frame)
                taken += frame[0]
        return taken

    def _take(self, frame: list[Any]) -> None:
        letter, first, *rest = [*frame, None]
        is_elsewhere = letter == wire.LINK and rest[2] is None
        is_due = (letter != wire.JOIN or rest[0] is not None) if self._is_in else letter == wire.JOIN
        assert is_due or letter == wire.ERROR or is_elsewhere, f"out of turn: {frame}"
        if letter == wire.PATCH:
            self.hash = ""
            assert first == self.sequence + 1, f"patch {first} after {self.sequence}"
            for op in rest[0]:
                self._apply(op)
            self.sequence = first
            if first % wire.ACK_EVERY == 0 and self.line is not None:
                self.line.send(json.dumps([wire.ACK, first]))
            self._catch_up()
        elif letter == wire.ACK:
            self._answer(first, "")
        elif letter == wire.ERROR:
            if rest[0] in REFUSALS or not self._is_in:
                self.refusals.append(frame)
            self._answer(first, rest[0])
        elif letter == wire.JOIN:
            self._enter(first, *rest[:-1])
        elif letter == wire.LINK:
            self._arrive(first, *rest[:-1])

    def _answer(self, number: int, code: str) -> None:
        entry = self.pending.pop(number, None)
        if entry is None:
            return
        self.answers.append((number, entry.label, code))
        texts = self._texts.get(entry.element, {})
        for known in [known for known in texts if known < entry.payload.get("edits", 0)]:
            del texts[known]

    def _enter(self, sequence: int, tree: Any, token: str | None = None, *_: Any) -> None:
        self._is_in = True
        self._awaited = sequence
        if token is not None:
            self.sequence = sequence
            typed = self._edited_fields() if self._token and token != self._token else []
            self._token = token
            self._forget_edits()
            if not self.joined:
                self._forget_answers()
            if tree is not None:
                self.hash = ""
                self.page.morph(tree)
            self._anew += [lambda known=known: self._tell_anew(*known) for known in typed]
        self._catch_up()

    def _catch_up(self) -> None:
        if self.joined or self.sequence < self._awaited:
            return
        self.joined = self._has_joined = True
        self._send_pending(self._last_early)
        if self.joined and self.trip is not None:
            self.go(self.trip.path, is_pop=self.trip.is_pop)

    def _arrive(self, number: int, path: str, title: str, tree: Any, sequence: int | None = None) -> None:
        if tree is None or sequence is None:
            self.reloads.append([number, path])
            return
        self.sequence = sequence
        self.hash = ""
        self._forget_edits()
        self.page.morph(tree, is_other=True)
        trip = self.trip
        if number and (trip is None or number != trip.number):
            return
        self.trip = None
        if trip is not None and trip.is_pop:
            self.behind.pop()
        elif path != self.path:
            self.behind.append(self.path)
        self.path = path

    # Fields.

    def _is_pending(self, element: Element) -> bool:
        return any(entry.element is element for entry in self.pending.values())

    def _fields(self) -> list[Element]:
        return [element for element in self.page.root.walk() if element.is_field]

    def _forget_edits(self) -> None:
        for element in self._fields():
            if not self._is_pending(element):
                element.edits = element.seen = 0
                self._texts.pop(element, None)

    def _forget_answers(self) -> None:
        """What goes again goes to a tree that has answered nothing yet."""
        for entry in self.pending.values():
            if "seen" in entry.payload:
                entry.element.seen = entry.payload["seen"] = 0

    def _edited_fields(self) -> list[tuple[Element, str]]:
        edited = [each for each in self._fields() if each.edits and not self._is_pending(each)]
        return [(each, each.value) for each in edited]

    def _tell_anew(self, element: Element, value: str) -> None:
        if self.page.root in element.around() and element.attributes.get("value", "") != value:
            self.type(element, value)

    def _apply(self, op: list[Any]) -> None:
        letter, place, *rest = op
        element = self.page.root.children[0]
        for index in place if letter == wire.OP_NAMES else ():
            element = element.children[index]
        left = self.page.apply([op])
        assert all(letter != wire.OP_CALL for letter, *_ in left)
        if letter != wire.OP_NAMES or not element.is_field or "value" not in rest[0]:
            return
        count, value = (rest[1] if len(rest) > 1 else 0), rest[0]["value"] or ""
        texts = self._texts.get(element, {})
        text = texts.get(count)
        if text is None:
            return
        if count == element.edits:
            text[1] = value
            return
        told, now = text
        later = [other for known, other in texts.items() if known > count]
        after = [*(other[1] for other in later), element.value]
        if told == value or not all(other.startswith(now) for other in after):
            return
        text[1] = value
        for other in later:
            other[1] = value + other[1][len(now) :]
        if now != value:
            element.typed = value + element.value[len(now) :]
            element.edits += 1
            self._anew.append(lambda: self._tell(element))
