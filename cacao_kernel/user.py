"""A simulated user: opens pages of an App and acts on them over the true protocol, in this process."""

from __future__ import annotations

import asyncio
import itertools
import secrets
from collections.abc import Callable
from http.cookies import SimpleCookie
from typing import Any

import orjson
from starlette.types import ASGIApp, Message

from . import wire
from .dom import Document, Element

WAIT_SECONDS = 2.0
_ADDRESS = ("127.0.0.1", 1634)
_HOST = b"127.0.0.1:1634"


class Loop:
    """The event loop that an App under test runs on; it turns only while a user acts or looks."""

    def __init__(self) -> None:
        self._runner = asyncio.Runner()
        self._tasks: set[asyncio.Task[None]] = set()

    def run(self, work: Any) -> Any:
        """Run a coroutine to its end."""
        return self._runner.run(work)

    def start(self, app: ASGIApp, scope: dict[str, Any]) -> Line:
        """Start one ASGI connection and return the line to it."""
        line = Line(self)

        async def connect() -> None:
            await app(scope, line.incoming.get, line.outgoing.put)

        async def begin() -> None:
            task = asyncio.get_running_loop().create_task(connect())
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

        self.run(begin())
        return line

    def wait(self, is_done: Callable[[], bool]) -> bool:
        """Let the loop turn until the condition holds, for two seconds at most; return whether it does."""

        async def turn() -> bool:
            end = asyncio.get_running_loop().time() + WAIT_SECONDS
            while not is_done():
                if asyncio.get_running_loop().time() > end:
                    return False
                await asyncio.sleep(0.001)
            return True

        return bool(self.run(turn()))

    def close(self) -> None:
        """End every connection and the loop."""
        self._runner.close()


class Line:
    """One ASGI connection, from the client's side."""

    def __init__(self, loop: Loop) -> None:
        self._loop = loop
        self.incoming: asyncio.Queue[Message] = asyncio.Queue()
        self.outgoing: asyncio.Queue[Message] = asyncio.Queue()

    def send(self, **message: Any) -> None:
        """Send an ASGI message to the App."""
        self.incoming.put_nowait(message)

    def read(self) -> Message:
        """Return the next ASGI message of the App.

        Raises:
            AssertionError: if none comes for two seconds.
        """
        if not self._loop.wait(lambda: not self.outgoing.empty()):
            raise AssertionError(f"the app has sent nothing for {WAIT_SECONDS:g} seconds")
        return self.outgoing.get_nowait()

    def poll(self) -> Message | None:
        """Return the next ASGI message that is already there, or None."""
        return None if self.outgoing.empty() else self.outgoing.get_nowait()


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
        line = self._loop.start(self._app, self._scope("http", self._path, method="GET"))
        line.send(type="http.request", body=b"", more_body=False)
        start, body = line.read(), line.read()
        self.status = start["status"]
        self._keep_cookies(start)
        self.page = Document(body["body"].decode())
        if "data-cacao-hash" in self.page.root.attributes:
            self._connect(self.page.root.attributes["data-cacao-hash"])

    def _connect(self, painted: str) -> None:
        path = self.page.root.attributes["data-cacao-socket"]
        self._line = self._loop.start(self._app, self._scope("websocket", path, subprotocols=[]))
        self._line.send(type="websocket.connect")
        accept = self._line.read()
        if accept["type"] != "websocket.accept":
            raise AssertionError(f"the app refused the socket: {accept}")
        self._keep_cookies(accept)
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
        self._line.send(type="websocket.receive", text=orjson.dumps(frame).decode())

    def _listen(self) -> None:
        """Take in every frame that has come."""
        while (message := self._line.poll()) is not None:
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
        def is_there() -> bool:
            self._listen()
            return is_done()

        if not self._loop.wait(is_there):
            raise AssertionError(f"{failure}; the page shows:\n{self.page.root.outline()}")

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
        self._line.send(type="websocket.disconnect", code=1001)
        self._loop.run(asyncio.sleep(0))

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
            AssertionError: with the tree as text, if it does not come within two seconds.
        """
        self._await(lambda: text in self.page.text, f"{text!r} is not on the page")
        return self

    def misses(self, text: str) -> User:
        """Wait until the text cannot be read on the page.

        Raises:
            AssertionError: with the tree as text, if it is still there after two seconds.
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
