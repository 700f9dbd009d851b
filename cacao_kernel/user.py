"""A simulated user: opens pages of an App and acts on them over the true protocol, in this process."""

from __future__ import annotations

import itertools
import secrets
import time
from collections.abc import Callable
from http.cookies import SimpleCookie
from typing import Any

import orjson
from starlette.types import ASGIApp, Message

from . import wire
from .dom import Document, Element
from .line import WAIT_SECONDS, Line, Loop

_ADDRESS = ("127.0.0.1", 1634)
_HOST = b"127.0.0.1:1634"


class User:
    """One tab of one visitor.

    Args:
        app: the ASGI application.
        loop: the loop it runs on.
        path: the page to open.
        cookies: the visitor's cookies; a new visitor without.

    Attributes:
        page: the document as it stands.
        status: the HTTP status of the last page.
        errors: the texts of the errors the server has reported.
        frames: every frame the server has sent, as text.
    """

    def __init__(self, app: ASGIApp, loop: Loop, path: str, cookies: dict[str, str] | None = None) -> None:
        self._app = app
        self._loop = loop
        self._path = path
        self._cookies: dict[str, str] = {} if cookies is None else cookies
        self.page = Document("")
        self.status = 0
        self.errors: list[str] = []
        self.frames: list[str] = []
        self._open()

    def _open(self) -> None:
        """Load the page and join, as a browser does."""
        self._tab = secrets.token_hex(16)
        self._numbers = itertools.count(1)
        self._answered = 0
        self._joined = False
        self._line: Line | None = None
        line = self._loop.connect(self._app, self._scope("http", self._path, method="GET"))
        line.send(type="http.request", body=b"", more_body=False)
        start, body = line.read(), line.read()
        self.status = start["status"]
        self._keep_cookies(start)
        self.page = Document(body["body"].decode())
        if "data-cacao-hash" in self.page.root.attributes:
            self._connect(self.page.root.attributes["data-cacao-hash"])

    def _connect(self, painted: str) -> None:
        path = self.page.root.attributes["data-cacao-socket"]
        line = self._loop.connect(self._app, self._scope("websocket", path, subprotocols=[]))
        line.send(type="websocket.connect")
        accept = line.read()
        if accept["type"] != "websocket.accept":
            raise AssertionError(f"the app refused the socket: {accept}")
        self._keep_cookies(accept)
        self._line = line
        if str(self.page.count()) != self.page.root.attributes["data-cacao-nodes"]:
            painted = ""
        self._post(wire.JOIN, wire.VERSION, self._tab, self._path, painted)
        self._await(lambda: self._joined, "the app has not answered the join")

    def _scope(self, kind: str, path: str, **more: Any) -> dict[str, Any]:
        path, _, query = path.partition("?")
        headers = [(b"host", _HOST), (b"origin", b"http://" + _HOST)]
        if self._cookies:
            joined = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
            headers.append((b"cookie", joined.encode()))
        return {
            "type": kind,
            "asgi": {"version": "3.0", "spec_version": "2.4"},
            "http_version": "1.1",
            "scheme": "ws" if kind == "websocket" else "http",
            "path": path,
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": headers,
            "client": ("127.0.0.1", 50_000),
            "server": _ADDRESS,
            **more,
        }

    def _keep_cookies(self, message: Message) -> None:
        for name, value in message.get("headers", []):
            if name.lower() == b"set-cookie":
                self._cookies.update(
                    {key: morsel.value for key, morsel in SimpleCookie(value.decode()).items()}
                )

    def _post(self, *frame: Any) -> None:
        if self._line is None:
            raise AssertionError("the page is not live: it is no page of the app, or the tab was left")
        self._line.send(type="websocket.receive", text=orjson.dumps(frame).decode())

    def _listen(self) -> None:
        """Take in every frame that has come."""
        while self._line is not None and (message := self._line.poll()) is not None:
            self._receive(message)

    def _receive(self, message: Message) -> None:
        if message["type"] == "websocket.send":
            self.frames.append(message["text"])
            self._take(orjson.loads(message["text"]))

    def _take(self, frame: list[Any]) -> None:
        if frame[0] == wire.JOIN:
            self._joined = True
            if frame[2] is not None:
                self.page.replace(frame[2])
        elif frame[0] == wire.PATCH:
            self.page.apply(frame[2])
            if frame[1] % wire.ACK_EVERY == 0:
                self._post(wire.ACK, frame[1])
        elif frame[0] == wire.ACK:
            self._answered = frame[1]
        elif frame[0] == wire.ERROR:
            self._answered = frame[1] or self._answered
            self.errors.append(frame[3])

    def _await(self, is_done: Callable[[], bool], failure: str) -> None:
        """Take in frames until the condition holds."""
        end = time.monotonic() + WAIT_SECONDS
        self._listen()
        while not is_done():
            try:
                if self._line is None:
                    raise TimeoutError
                self._receive(self._line.read(end - time.monotonic()))
            except TimeoutError:
                raise AssertionError(f"{failure}; the page shows:\n{self.page.root.outline()}") from None

    # What a user does.

    def click(self, label: str) -> User:
        """Click what bears this label, and wait for the answer.

        Raises:
            AssertionError: if nothing that can be clicked bears it, or the handler failed.
        """
        self._listen()
        return self.trigger(self._find(label, "click"), "click")

    def trigger(self, element: Element, kind: str, **payload: Any) -> User:
        """Let an event happen on an element, and wait for the answer.

        Raises:
            AssertionError: if the server answers with an error.
        """
        number = next(self._numbers)
        known = len(self.errors)
        mark = element.attributes.get("data-cacao-mark", "")
        self._post(wire.EVENT, number, element.id(), mark, kind, payload)
        self._await(lambda: self._answered >= number, f"the app has not answered the {kind}")
        if len(self.errors) > known:
            raise AssertionError(f"the {kind} failed: {self.errors[-1]}")
        return self

    def refresh(self) -> User:
        """Load the page anew, as F5 does."""
        self.leave()
        self._open()
        return self

    def leave(self) -> None:
        """Close the tab."""
        if self._line is not None:
            self._line.send(type="websocket.disconnect", code=1001)
            self._line = None

    def open(self, path: str) -> User:
        """Open another tab of the same visitor."""
        return User(self._app, self._loop, path, self._cookies)

    # What a user sees.

    @property
    def text(self) -> str:
        """What can be read on the page."""
        self._listen()
        return self.page.text

    def sees(self, text: str) -> User:
        """Wait until the text can be read on the page.

        Raises:
            AssertionError: with the tree as text, if it does not come within ten seconds.
        """
        self._await(lambda: text in self.page.text, f"{text!r} is not on the page")
        return self

    def misses(self, text: str) -> User:
        """Wait until the text cannot be read on the page.

        Raises:
            AssertionError: with the tree as text, if it is still there after ten seconds.
        """
        self._await(lambda: text not in self.page.text, f"{text!r} is still on the page")
        return self

    def _find(self, label: str, kind: str) -> Element:
        listening = [node for node in self.page.root.walk() if node.listens(kind)]
        for node in listening:
            if node.label == label:
                if "disabled" in node.attributes:
                    raise AssertionError(
                        f"{label!r} is disabled; the page shows:\n{self.page.root.outline()}"
                    )
                return node
        labels = ", ".join(repr(node.label) for node in listening) or "nothing"
        raise AssertionError(
            f"nothing called {label!r} takes a {kind}; {labels} would. "
            f"The page shows:\n{self.page.root.outline()}"
        )
