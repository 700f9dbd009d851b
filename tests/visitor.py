"""A visitor: keeps the cookie, opens pages and joins them, as a browser would."""

from __future__ import annotations

import json
import secrets
from collections import deque
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from page import Page, Steps
from raw import Answer, ask
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from cacao_kernel import wire

TIMEOUT = 20


class Visitor:
    """One browser with a cookie jar of one cookie.

    Args:
        port: the server's port.
    """

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookie = ""
        self.tabs: list[Tab] = []

    def get(self, path: str = "/", **more: str) -> Answer:
        """Ask for a path and keep the cookie that is handed out."""
        answer = ask(self.port, path, headers={**({"Cookie": self.cookie} if self.cookie else {}), **more})
        for handed in answer.all("set-cookie"):
            self.cookie = handed.partition(";")[0]
        return answer

    def open(self, path: str = "/") -> Tab:
        """Load a page; the tab has not joined yet."""
        answer = self.get(path)
        assert answer.status == 200, answer.text
        tab = Tab(self, path, Page(answer.text))
        self.tabs.append(tab)
        return tab

    def visit(self, path: str = "/") -> Tab:
        """Load a page and join it."""
        return self.open(path).join()

    def leave(self) -> None:
        """Close all tabs."""
        for tab in self.tabs:
            tab.close()


class Tab:
    """One document of a visitor and its socket.

    Args:
        visitor: whose it is.
        path: what its address bar shows.
        page: what was painted.
    """

    def __init__(self, visitor: Visitor, path: str, page: Page) -> None:
        self.visitor = visitor
        self.path = path
        self.page = page
        self.id = secrets.token_hex(16)
        self.number = 0
        self.token: str | None = None
        self.sequence = 0
        self.errors: list[list[Any]] = []
        self._socket: ClientConnection | None = None
        self._open = ExitStack()
        self._frames: deque[list[Any]] = deque()

    @property
    def socket(self) -> ClientConnection:
        """The socket, connected at first use."""
        if self._socket is None:
            port = self.visitor.port
            self._socket = self._open.enter_context(
                connect(
                    f"ws://127.0.0.1:{port}/_cacao/socket",
                    origin=Origin(f"http://127.0.0.1:{port}"),
                    additional_headers={"Cookie": self.visitor.cookie},
                    compression=None,
                    proxy=None,
                    max_queue=None,
                )
            )
        return self._socket

    def close(self) -> None:
        """Close the socket, if it is open."""
        self._open.close()
        self._socket = None
        self._frames.clear()

    def join(self) -> Tab:
        """Join the page, the first thing on every socket; a tab that comes back goes on where it stopped."""
        back = () if self.token is None else (self.token, self.sequence)
        self.send("j", 1, self.id, self.path, self.page.hash, *back)
        letter, sequence, tree, *token = self.receive()
        assert letter == "j", [letter, sequence, tree, *token]
        if token:
            self.token, self.sequence = token[0], sequence
        if tree is not None:
            self.page.tree = tree
        self.until(lambda: self.sequence >= sequence)
        return self

    def send(self, *frame: Any) -> None:
        """Send a frame."""
        self.socket.send(json.dumps(frame))

    def take(self, timeout: float = TIMEOUT) -> list[Any]:
        """Return the next frame as it came."""
        if not self._frames:
            self._frames += wire.unbundle(self.socket.recv(timeout))
        return self._frames.popleft()

    def receive(self, timeout: float = TIMEOUT) -> list[Any]:
        """Return the next frame; a patch is applied, acknowledged as a browser would, and an error noted."""
        frame = self.take(timeout)
        if frame[0] == "p":
            self.page.apply(frame[2])
            self.page.hash, self.sequence = "", frame[1]
            if frame[1] % 16 == 0:
                self.send("a", frame[1])
        elif frame[0] == "j" and frame[2] is not None:
            self.page.tree, self.sequence = frame[2], frame[1]
        elif frame[0] == "x":
            self.errors.append(frame)
        return frame

    def fire(self, label: str, kind: str = "click", **payload: Any) -> int:
        """Send the event of a node with this text and return its number."""
        steps, mark = self.page.find(label)
        return self.send_event(steps, mark, kind, **payload)

    def send_event(self, steps: Steps, mark: str, kind: str = "click", **payload: Any) -> int:
        """Send an event that names a node and its mark, and return its number."""
        self.number += 1
        self.send("e", self.number, steps, mark, kind, payload)
        return self.number

    def answer(self, number: int) -> list[Any]:
        """Read until this event is answered and return the ack or the error."""
        while True:
            frame = self.receive()
            if frame[0] in ("a", "x") and frame[1] == number:
                return frame

    def click(self, label: str) -> list[Any]:
        """Click a node with this text and return the answer."""
        return self.answer(self.fire(label))

    def sees(self, text: str) -> None:
        """Read until the page shows this text."""
        self.until(lambda: text in self.page.text)

    def until(self, is_so: Callable[[], bool]) -> None:
        """Read until a condition holds."""
        while not is_so():
            self.receive()
