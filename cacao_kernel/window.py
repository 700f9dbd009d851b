"""Window: what a simulated browser keeps of one tab; its document, its address, and how it loads pages."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import unquote, urljoin
from weakref import WeakKeyDictionary

from starlette.types import ASGIApp, Message

from .album import Album
from .connection import Call, Connection
from .dom import Document
from .element import Element
from .history import History
from .hourglass import Hourglass
from .layers import Layers
from .line import Line, Loop
from .mimic import Mimics
from .static import SOCKET
from .transfer import Download, download_of
from .world import current_world

_ADDRESS = ("127.0.0.1", 1634)
_HOST = b"127.0.0.1:1634"
ASK_AGAIN = 0.05  # seconds after which a condition is looked at again
MOST_LINES = 80  # of a page, in what is said of a test that fails

_MAX_REDIRECTS = 20
# What the app's own code has got wrong; other errors tell a visitor why something cannot be.
FAULTS = ("handler_failed", "render_failed", "unknown_action", "redirect_loop", "internal")
_REDIRECTS = (301, 302, 303, 307, 308)


@dataclass
class Browser:
    """What the tabs of one visitor share.

    Attributes:
        app: the ASGI application.
        loop: the loop it runs on.
        wait: the seconds a user waits for what is expected.
        live: what lives while the App serves; None for an application that is no App.
        clock: the App's time.
        album: the snapshots of the test.
        cookies: the visitor's cookies.
        windows: their tabs.
    """

    app: ASGIApp
    loop: Loop
    wait: float
    live: Any = None
    clock: Hourglass | None = None
    album: Album | None = None
    cookies: dict[str, str] = field(default_factory=dict[str, str])
    windows: list[Window] = field(default_factory=list["Window"])


class Window:
    """One tab of a simulated browser.

    Args:
        browser: what the visitor's tabs share.
        path: the address to begin with.

    Attributes:
        history: the addresses behind and ahead.
        page: the document as it stands.
        status: the HTTP status of the last page that was loaded in full.
        errors: the texts of the errors the server has reported.
        unseen: those of them that are faults of the app's code and that nobody has looked at.
        frames: every frame the server has sent, as text.
        calls: what the app has called in the browser.
        reply: what the last query was answered.
        clipboard: what was copied last.
        offered: the files that the app has offered to be saved: their addresses and names.
        focused: what has the focus: the field that was used last, or what Tab has come to.
        is_changed: whether its text has changed since it was entered.
        connection: the way to the app; None for a page that is not live.
        layers: the dialogs and popovers above the page.
        mimics: what does the work of the scripts that kits bring.
        answers: what a click does on elements that these have made.
    """

    def __init__(self, browser: Browser, path: str) -> None:
        self.browser = browser
        browser.windows.append(self)
        self.history = History(path)
        self.page = Document("")
        self.status = 0
        self.errors: list[str] = []
        self.unseen: list[str] = []
        self.frames: list[str] = []
        self.calls: list[Call] = []
        self.reply: Any = None
        self.clipboard = ""
        self.offered: list[tuple[str, str]] = []
        self.focused: Element | None = None
        self.is_changed = False
        self.connection: Connection | None = None
        self.layers = Layers(self)
        self.mimics = self._find_mimics()
        self.answers: WeakKeyDictionary[Element, Callable[[Any], None]] = WeakKeyDictionary()

    def _find_mimics(self) -> Mimics:
        live, app = self.browser.live, current_world().default_app
        if live is None and app is not None:  # mounted in what is served
            live = app.live
        return Mimics(self, () if live is None else live.runtime.kits)

    @property
    def now(self) -> float:
        """The App's time, in seconds that only grow."""
        return self.browser.loop.time

    def follow(self, *, is_new: bool) -> None:
        """Let what does the work of scripts see what has changed.

        Args:
            is_new: whether elements may have come.
        """
        if is_new:
            self.mimics.look()
        self.mimics.follow()

    def load(self) -> None:
        """Load the page of the address in full and join it, as a browser does."""
        self.close()
        self.focused, self.is_changed = None, False
        body = ""
        for _ in range(_MAX_REDIRECTS):
            if not self.history.path.startswith("/"):
                self.page = Document("")
                return  # another site
            headers, body = self.get(self.history.path)
            if self.status not in _REDIRECTS:
                break
            self.history.replace(urljoin(self.history.path, headers[b"location"].decode()))
        else:
            raise AssertionError(f"the redirects come to no end; the last is {self.history.path}")
        self.page = Document(body)
        self.layers, self.mimics = Layers(self), self._find_mimics()
        if "data-cacao-hash" in self.page.root.attributes:
            self.connection = Connection(self)
            self.connection.open()
            self.follow(is_new=True)

    def close(self) -> None:
        """Close the tab."""
        if self.connection is not None:
            self.connection.cut(1001)
            self.connection = None

    def get(self, path: str) -> tuple[dict[bytes, bytes], str]:
        """Ask for a path, and return headers and body."""
        self.status, headers, body = self.fetch(path)
        return headers, body.decode()

    def fetch(
        self, path: str, method: str = "GET", body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> tuple[int, dict[bytes, bytes], bytes]:
        """Send a request beside the page, and return status, headers and body."""
        scope = self.scope("http", path, method=method)
        scope["headers"] += [
            (name.lower().encode(), value.encode()) for name, value in (headers or {}).items()
        ]
        if body:
            scope["headers"].append((b"content-length", str(len(body)).encode()))
        line = self.browser.loop.connect(self.browser.app, scope)
        line.send(type="http.request", body=body, more_body=False)
        start = line.read()
        self.keep_cookies(start)
        received, more = b"", True
        while more:
            message = line.read()
            received += message.get("body", b"")
            more = message.get("more_body", False)
        return start["status"], dict(start["headers"]), received

    def beside(self, path: str) -> str:
        """Return an address of the App's own, wherever it is mounted."""
        socket = "" if self.connection is None else self.connection.path
        return socket.removesuffix(SOCKET) + path

    def save(self, path: str, name: str = "") -> Download:
        """Fetch a file that the app has offered."""
        _, headers, body = self.fetch(path)
        return download_of(headers, body, name)

    def connect(self, kind: str, path: str, **more: Any) -> Line:
        """Begin one ASGI connection, with the visitor's cookies."""
        return self.browser.loop.connect(self.browser.app, self.scope(kind, path, **more))

    def scope(self, kind: str, path: str, **more: Any) -> dict[str, Any]:
        """Return the ASGI scope of a connection, with the visitor's cookies."""
        path, _, query = path.partition("?")
        headers = [(b"host", _HOST), (b"origin", b"http://" + _HOST)]
        if self.browser.cookies:
            joined = "; ".join(f"{name}={value}" for name, value in self.browser.cookies.items())
            headers.append((b"cookie", joined.encode()))
        return {
            "type": kind,
            "asgi": {"version": "3.0", "spec_version": "2.4"},
            "http_version": "1.1",
            "scheme": "ws" if kind == "websocket" else "http",
            "path": unquote(path),
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": headers,
            "client": ("127.0.0.1", 50_000),
            "server": _ADDRESS,
            **more,
        }

    def keep_cookies(self, message: Message) -> None:
        """Keep the cookies that an answer hands out."""
        for name, value in message.get("headers", []):
            if name.lower() == b"set-cookie":
                for key, morsel in SimpleCookie(value.decode()).items():
                    self.browser.cookies[key] = morsel.value

    def note_error(self, code: str, text: str) -> None:
        """Note an error that the app has reported."""
        self.errors.append(text)
        if code in FAULTS:
            self.unseen.append(text)

    def listen(self) -> None:
        """Take in everything that has come from the app."""
        if self.connection is not None:
            self.connection.listen()
        self.mimics.follow()

    def wait(self, is_done: Callable[[], bool], failure: str, seconds: float | None = None) -> None:
        """Take in what comes until a condition holds.

        Raises:
            AssertionError: with the page as text, if it does not hold in time.
        """
        seconds = self.browser.wait if seconds is None else seconds
        end = time.monotonic() + seconds
        self.listen()
        line = None if self.connection is None else self.connection.line
        with self.browser.loop.heard_by(line):
            while not is_done():
                if self.connection is None or not self.connection.is_live:
                    raise self.explain(f"{failure}, and the tab is not connected")
                left = end - time.monotonic()
                if left <= 0:
                    raise self.explain(f"{failure} (after {seconds:g} seconds)")
                with suppress(TimeoutError):  # nothing may come: a thread may bring it about
                    self.connection.hear(min(left, ASK_AGAIN))

    def explain(self, failure: str) -> AssertionError:
        """Return the error of a failed test: what failed, what the app has reported, what is on the page."""
        self.unseen.clear()
        told = "".join(f"\n  {text}" for text in self.errors)
        reported = f"\nThe app reported:{told}" if told else ""
        shown = shorten_page(self.page.view.outline(0)) or "nothing"
        return AssertionError(f"{failure}{reported}\nThe page {self.history.path} shows:\n{shown}")


def shorten_page(outline: str) -> str:
    """Return a page as text without its middle, if it is long."""
    lines = outline.splitlines()
    left_out = len(lines) - MOST_LINES
    if left_out <= 0:
        return outline
    head, tail = lines[: MOST_LINES * 3 // 4], lines[-MOST_LINES // 4 :]
    return "\n".join([*head, f"… {left_out} more lines; user.snapshot() has all …", *tail, ""])
