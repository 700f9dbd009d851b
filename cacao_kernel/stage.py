"""Stage: an App under test, and the users who come to it."""

from __future__ import annotations

import dataclasses
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.types import ASGIApp

from .album import Album
from .app import App
from .config import Config, Server
from .farewell import say_farewell
from .hourglass import Hourglass, move_sessions
from .line import Line, Loop
from .user import User, open_tab
from .window import Browser, Window

if TYPE_CHECKING:
    from .chromium import Chromium
    from .hall import Hall
    from .pane import Pane


class AppUnderTest:
    """An App that serves inside the test's process, on a loop and in a thread of its own.

    Args:
        app: the App, or any ASGI application that one is mounted in.
        production: whether it runs as in production; else as under the development server.
        wait: the seconds users wait for what they expect.
        storage: where sessions are kept: ``"memory"``, or ``"file"`` to find them again after a restart.
        folder: where such a file is.
        chromium: the real browser that users have; None for simulated ones.
        album: the snapshots of the test.

    Attributes:
        app: what is served.
        clock: its time, which a test may move.

    Raises:
        AssertionError: if it does not start.
    """

    def __init__(
        self,
        app: App | ASGIApp,
        *,
        production: bool = False,
        wait: float = 10.0,
        storage: str = "memory",
        folder: Path | None = None,
        chromium: Chromium | None = None,
        album: Album | None = None,
    ) -> None:
        self.app = app
        self._production, self._wait = production, wait
        self._chromium, self._album = chromium, album
        self._config = _configure(app, storage, folder) if isinstance(app, App) else None
        self._live: Any = None
        self._windows: list[Window] = []
        self._panes: list[Pane] = []
        self._visitors: list[Any] = []
        self._asgi: ASGIApp = app
        self._lifespan: Line | None = None
        self._loop = Loop()
        self.clock = Hourglass(self._loop, lambda: self._live is not None and self._live.threads.is_awaited)
        self._hall: Hall | None = None
        if chromium is not None:
            from .hall import Hall

            self._hall = Hall(self._loop)
            self.clock.on_move.append(self._move_panes)
        try:
            self._start()
        except BaseException:
            self._loop.close()
            raise

    def _start(self) -> None:
        if self._config is not None and isinstance(self.app, App):
            self._asgi = self.app.prepare(self._config, development=not self._production)
            self._live = self.app.live
            # What happens is recorded as in development.
            self._live.sessions.records = self._live.shared.is_kept = True
            move_sessions(self._live.sessions, self.clock)
            if self._hall is not None:  # what shows faults to a developer would lie above the page
                self._live.shared.teller.tell_nobody()
        if self._hall is not None:
            self._hall.open(self._asgi, Server() if self._config is None else self._config.server)
            return
        self._lifespan = self._loop.connect(
            self._asgi, {"type": "lifespan", "asgi": {"version": "3.0"}, "state": {}}
        )
        self._lifespan.send(type="lifespan.startup")
        started = self._lifespan.read()
        if started["type"] != "lifespan.startup.complete":
            raise AssertionError(f"the app did not start: {started.get('message', '')}")

    def open(self, path: str = "/") -> User:
        """Open a page as a new visitor."""
        if self._hall is None or self._chromium is None:
            visitor = Browser(
                self._asgi, self._loop, self._wait, self._live, self.clock, self._album, windows=self._windows
            )
            self._visitors.append(visitor)
            return open_tab(visitor, path)
        from .driver import open_pane
        from .guest import Guest

        context = self._chromium.context()
        self._chromium.run(context.clock.install)
        self._chromium.run(lambda: context.grant_permissions(["clipboard-read", "clipboard-write"]))
        guest = Guest(
            self._chromium, self._hall, self._loop, self._wait, self._live, self._album, context, self._panes
        )
        self._visitors.append(guest)
        return open_pane(guest, path)

    def restart(self) -> None:
        """Stop the App and start it anew, with what its store holds; then every tab comes back.

        With sessions in memory nothing is left of them, as with any server.
        """
        self._stop()
        self._start()
        for visitor in self._visitors:
            visitor.live, visitor.app = self._live, self._asgi
        for window in self._windows:
            if window.connection is not None and window.connection.was_live:
                window.connection.open()
        for pane in self._panes:
            if not pane.sheet.is_closed() and not pane.is_dropped:
                pane.come_back()

    def _stop(self) -> None:
        for window in self._windows:
            if window.connection is not None:
                window.connection.was_live = window.connection.is_live
        if self._hall is not None:
            self._hall.close(self._live)
            return
        if self._live is not None:
            self._loop.run(say_farewell(self._live, 5))
        for window in self._windows:
            if window.connection is not None:
                window.connection.listen()
                window.connection.cut(1012)
        if self._lifespan is not None:
            self._lifespan.send(type="lifespan.shutdown")
            self._lifespan.read()

    def close(self) -> None:
        """Stop serving.

        Raises:
            AssertionError: if the app's code has failed and no test has looked: no call has
                raised it, and nobody has read ``user.errors``.
        """
        for window in self._windows:
            with suppress(AssertionError, TimeoutError):  # what came last may lead to another page
                window.listen()
        for pane in self._panes:
            pane.hear_out()
        told = [(window.history.path, text) for window in self._windows for text in window.unseen]
        told += [(pane.history.path, text) for pane in self._panes for text in pane.unseen]
        unseen = [f"\n  page {path}: {text}" for path, text in told]
        broken = [f"\n  page {pane.history.path}: {text}" for pane in self._panes for text in pane.broken]
        if self._chromium is not None:
            for visitor in self._visitors:
                self._chromium.run(visitor.context.close)
        if self._hall is not None:
            self._hall.close()
            self._hall.leave()
        elif self._lifespan is not None:
            self._lifespan.send(type="lifespan.shutdown")
            self._lifespan.read()
        self._loop.close()
        if unseen:
            raise AssertionError(
                f"the app failed, and the test has not looked (user.errors tells):{''.join(unseen)}"
            )
        if broken:
            raise AssertionError(f"scripts of the page have failed:{''.join(broken)}")

    def _move_panes(self, seconds: float) -> None:
        for pane in self._panes:
            pane.move(seconds)


def _configure(app: App, storage: str, folder: Path | None) -> Config:
    """Return an App's settings for a test: it begins with nothing, and leaves nothing behind."""
    config = app.read_config().with_storage(storage)
    if storage == "file" and folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        settings = {**config.plugins.get("session", {}), "path": str(folder / "sessions.db")}
        config = dataclasses.replace(config, plugins={**config.plugins, "session": settings})
    # A test clicks as fast as it can, has no reason to wait, and looks at the app alone.
    server = dataclasses.replace(config.server, max_events_per_second=0, tools=False)
    return dataclasses.replace(config, server=server)
