"""The test kit: pytest's fixture ``cacao_app``, which runs an App for simulated users.

It speaks the true protocol, without a browser, a socket or a port:

    def test_counting(cacao_app):
        user = cacao_app(app).open("/")
        user.click("Increment").sees("Counter: 1")
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import pytest

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from .app import App
    from .user import User
    from .window import Window


class AppUnderTest:
    """An App that serves inside the test's process, on a loop and in a thread of its own.

    Args:
        app: the App, or any ASGI application that one is mounted in.
        production: whether it runs as in production; else as under the development server.
        wait: the seconds users wait for what they expect.

    Attributes:
        app: what is served.

    Raises:
        AssertionError: if it does not start.
    """

    def __init__(self, app: App | ASGIApp, *, production: bool = False, wait: float = 10.0) -> None:
        from .app import App
        from .line import Loop

        self.app = app
        self._wait = wait
        self._live = None
        self._windows: list[Window] = []
        self._asgi: ASGIApp = app
        if isinstance(app, App):
            # A test begins with nothing, and leaves nothing behind.
            config = app.read_config().with_storage("memory")
            # A test clicks as fast as it can, and has no reason to wait.
            server = dataclasses.replace(config.server, max_events_per_second=0)
            config = dataclasses.replace(config, server=server)
            self._asgi = app.prepare(config, development=not production)
            self._live = app.live
            if self._live is not None:  # what happens is recorded as in development
                self._live.sessions.records = self._live.shared.is_kept = True
        self._loop = Loop()
        self._lifespan = self._loop.connect(
            self._asgi, {"type": "lifespan", "asgi": {"version": "3.0"}, "state": {}}
        )
        self._lifespan.send(type="lifespan.startup")
        started = self._lifespan.read()
        if started["type"] != "lifespan.startup.complete":
            self._loop.close()
            raise AssertionError(f"the app did not start: {started.get('message', '')}")

    def open(self, path: str = "/") -> User:
        """Open a page as a new visitor."""
        from .user import open_tab
        from .window import Browser

        visitor = Browser(self._asgi, self._loop, self._wait, self._live, windows=self._windows)
        return open_tab(visitor, path)

    def close(self) -> None:
        """Stop serving.

        Raises:
            AssertionError: if the app's code has failed and no test has looked: no call has
                raised it, and nobody has read ``user.errors``.
        """
        for window in self._windows:
            with suppress(AssertionError, TimeoutError):  # what came last may lead to another page
                window.listen()
        unseen = [
            f"\n  page {window.history.path}: {text}" for window in self._windows for text in window.unseen
        ]
        self._lifespan.send(type="lifespan.shutdown")
        self._lifespan.read()
        self._loop.close()
        if unseen:
            raise AssertionError(
                f"the app failed, and the test has not looked (user.errors tells):{''.join(unseen)}"
            )


class ServeForTest(Protocol):
    """What the fixture ``cacao_app`` is: a function that serves an App until the test ends."""

    def __call__(
        self, app: App | ASGIApp | None = None, *, production: bool = False, wait: float = 10.0
    ) -> AppUnderTest:
        """Serve an App: the default one, if none is named."""
        ...


@pytest.fixture
def cacao_app(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[ServeForTest]:
    """Return a function that serves an App to simulated users until the test ends.

    ``cacao_app(app)`` serves as the development server does, ``cacao_app(app, production=True)``
    as in production; ``wait`` is how many seconds users wait for what they expect. Sessions, and the
    values for everybody, begin anew; what the test gives a State outside of any session ends with it.
    """
    from .app import App
    from .mix import default_app
    from .world import current_world, kept_world

    monkeypatch.setenv("CACAO_SECRET", f"the key of one test: {tmp_path}")
    with ExitStack() as ending:
        kept = [ending.enter_context(kept_world(current_world()))]

        def start(app: Any = None, *, production: bool = False, wait: float = 10.0) -> AppUnderTest:
            served = default_app() if app is None else app
            if isinstance(served, App) and served.world not in kept:
                kept.append(ending.enter_context(kept_world(served.world)))
            under_test = AppUnderTest(served, production=production, wait=wait)
            ending.callback(under_test.close)
            return under_test

        yield start
