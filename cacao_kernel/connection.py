"""Connection: the way from a simulated tab to the app; joins, sends events, takes in frames, comes back."""

from __future__ import annotations

import itertools
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson
from starlette.types import Message

from . import wire
from .element import Element
from .line import Line

if TYPE_CHECKING:
    from .window import Window


class Call(NamedTuple):
    """A method that the app has called in the browser; the target is empty for one of the page."""

    target: str
    method: str
    arguments: tuple[Any, ...]


@dataclass
class _Pending:
    """An event without an answer yet; its mark is what the element bore when the user meant it."""

    number: int
    element: Element
    mark: str
    kind: str
    payload: dict[str, Any]
    frame: list[Any] | None = None

    def spell(self, root: Element) -> list[Any]:
        """Return the frame: the element as the tree now has it, or as it was sent if it is gone."""
        if self.frame is None or root in self.element.around():
            steps = self.element.id()
            self.frame = [wire.EVENT, self.number, steps, self.mark, self.kind, self.payload]
        return self.frame


class Connection:
    """One loaded document's way to the app, over one socket after another.

    Args:
        window: the tab, with its document loaded.

    Attributes:
        tab: the tab's id.
        path: that of the socket.
        line: the socket; None while there is none.
        was_live: whether there was one before the App was stopped.
    """

    def __init__(self, window: Window) -> None:
        self._window = window
        names = window.page.root.attributes
        self.tab = secrets.token_hex(16)
        self.path = names["data-cacao-socket"]
        self._hash = names["data-cacao-hash"]
        if str(window.page.count()) != names["data-cacao-nodes"]:
            self._hash = ""
        self._numbers = itertools.count(1)
        self._links = itertools.count(1)
        self._linked = 0
        self._pending: dict[int, _Pending] = {}
        self.line: Line | None = None
        self.was_live = False
        self._joined = self._has_joined = False
        self._token: str | None = None
        self._sequence = self._awaited = 0

    @property
    def is_live(self) -> bool:
        """Whether the tab is connected to the app."""
        return self.line is not None

    def open(self) -> None:
        """Open a socket and join; then send again what has no answer.

        Raises:
            AssertionError: if the app does not let the tab in.
        """
        window = self._window
        line = window.connect("websocket", self.path, subprotocols=[])
        line.send(type="websocket.connect")
        accept = line.read()
        if accept["type"] != "websocket.accept":
            raise AssertionError(f"the app refused the socket: {accept}")
        window.keep_cookies(accept)
        self.line, self._joined = line, False
        back = () if self._token is None else (self._token, self._sequence)
        self.post(wire.JOIN, wire.VERSION, self.tab, window.history.path, self._hash, *back)
        known = len(window.errors)
        window.wait(
            lambda: self._joined or window.connection is not self or len(window.errors) > known,
            "the app has not answered the join",
        )

    def cut(self, code: int) -> None:
        """End the socket; what the app has sent and nobody has read is lost."""
        if self.line is not None:
            self.line.send(type="websocket.disconnect", code=code)
            self.line = None
        self._joined = False

    # What goes up.

    def post(self, *frame: Any) -> None:
        """Send a frame as it stands.

        Raises:
            AssertionError: if the tab is not connected.
        """
        if self.line is None:
            raise AssertionError("the tab is not connected to the app")
        self.line.send(type="websocket.receive", text=orjson.dumps(frame).decode())

    def send_event(self, element: Element, kind: str, payload: dict[str, Any]) -> int:
        """Send what happened on an element, or keep it until the tab is connected again.

        Returns:
            The event's number.
        """
        entry = _Pending(
            next(self._numbers), element, element.attributes.get("data-cacao-mark", ""), kind, payload
        )
        self._pending[entry.number] = entry
        frame = entry.spell(self._window.page.root)
        if self._joined:
            self.post(*frame)
        return entry.number

    def follow(self, path: str) -> None:
        """Ask for another page of the app, and wait for it."""
        number = next(self._links)
        known = len(self._window.errors)
        self.post(wire.LINK, number, path)
        self._window.wait(
            lambda: (
                self._linked >= number
                or self._window.connection is not self
                or len(self._window.errors) > known
            ),
            "the app has not answered the link",
        )

    # What comes down.

    def is_answered(self, number: int) -> bool:
        """Tell whether the app has answered an event."""
        return number not in self._pending

    @property
    def is_settled(self) -> bool:
        """Whether every event is answered."""
        return not self._pending

    def listen(self) -> None:
        """Take in every frame that has come."""
        while self.line is not None and (message := self.line.poll()) is not None:
            self._receive(message)

    def hear(self, seconds: float) -> None:
        """Take in the next frame.

        Raises:
            TimeoutError: if none comes in time, or none can come.
        """
        if self.line is None:
            raise TimeoutError
        self._receive(self.line.read(seconds))

    def _receive(self, message: Message) -> None:
        if message["type"] == "websocket.send":
            for frame in wire.unbundle(message["text"]):
                self._window.frames.append(wire.encode(*frame))
                self._take(frame)
        elif message["type"] == "websocket.close":
            self.line, self._joined = None, False

    def _take(self, frame: list[Any]) -> None:
        window = self._window
        if frame[0] == wire.JOIN:
            self._enter(*frame[1:])
        elif frame[0] == wire.PATCH:
            self._hash, self._sequence = "", frame[1]
            for letter, place, rest in window.page.apply(frame[2]):
                if letter == wire.OP_URL:
                    window.history.replace(window.history.path.partition("?")[0] + place)
                else:
                    self._call(place, *rest)
            window.follow(is_new=any(op[0] in (wire.OP_INSERT, wire.OP_SWAP) for op in frame[2]))
            if frame[1] % wire.ACK_EVERY == 0:
                self.post(wire.ACK, frame[1])
            self._catch_up()
        elif frame[0] == wire.ACK:
            self._pending.pop(frame[1], None)
            if len(frame) > 2:
                window.reply = frame[2]
        elif frame[0] == wire.LINK:
            self._arrive(*frame[1:])
        elif frame[0] == wire.ERROR:
            self._pending.pop(frame[1], None)
            if frame[2] == "forbidden" and self._has_joined:
                window.load()  # which tells the visitor why
            else:
                window.note_error(*frame[2:])

    def _enter(self, sequence: int, tree: Any, token: str | None = None, *_: Any) -> None:
        """The app has let the tab in: anew, with a token, or to go on where it stopped."""
        page = self._window.page
        if token is not None:
            self._token, self._sequence = token, sequence
            self._forget_edits()
            if not self._joined:
                self._forget_answers()
        if tree is not None:
            self._hash = ""
            page.morph(tree)
        self._has_joined, self._awaited = True, sequence
        self._catch_up()
        self._window.follow(is_new=True)

    def _catch_up(self) -> None:
        """Send again what has no answer, once the page is as far as it was when the app let the tab in."""
        if not self._joined and self._sequence >= self._awaited:
            self._joined = True
            for entry in self._pending.values():
                self.post(*entry.spell(self._window.page.root))

    def _forget_edits(self) -> None:
        """Count anew: the app has a new tree, which knows of no edits but those that events still tell."""
        waiting = [entry.element for entry in self._pending.values()]
        for field in self._window.page.root.walk():
            if field.is_field and field not in waiting:
                field.edits = field.seen = 0

    def _forget_answers(self) -> None:
        """What has no answer goes again, to a tree that has told its field nothing yet."""
        for entry in self._pending.values():
            if "seen" in entry.payload:
                entry.element.seen = entry.payload["seen"] = 0

    def _call(self, element: Element | None, method: str, arguments: list[Any]) -> None:
        if element is None:  # of the page
            self._window.calls.append(Call("", method, tuple(arguments)))
            self._window.mimics.call(method, arguments)
            return
        names = element.attributes
        target = names.get("id") or element.key or element.label
        self._window.calls.append(Call(target, method, tuple(arguments)))
        if method == "focus":
            self._window.focused = element
        elif element.tag == "dialog" and method in ("show", "showModal"):
            self._window.layers.show(element, is_modal=method == "showModal")
        elif element.tag == "dialog" and method == "close":
            self._window.layers.hide(element)

    def _arrive(self, number: int, path: str, title: str, tree: Any, sequence: int = 0, *_: Any) -> None:
        """Take in the answer to a link, or a redirect of the app's own."""
        window = self._window
        if number == 0:
            window.history.push(path)
        else:
            window.history.replace(path)
        self._linked = max(self._linked, number)
        if tree is not None:
            self._hash, self._sequence = "", sequence
            self._forget_edits()
            window.page.morph(tree, is_other=True)
            window.page.title = title
            window.follow(is_new=True)
        else:
            window.load()
