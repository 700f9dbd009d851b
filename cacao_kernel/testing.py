"""The test kit: pytest's fixture ``cacao_app``, which runs an App for simulated users.

It speaks the true protocol, without a browser, a socket or a port:

    def test_counting(cacao_app):
        user = cacao_app(app).open("/")
        user.click("Increment").sees("Counter: 1")
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from .app import App
    from .user import User


class AppUnderTest:
    """An App that serves inside the test's process.

    Args:
        app: the App.
        production: whether it runs as in production; else as under the development server.
    """

    def __init__(self, app: App, *, production: bool) -> None:
        from .line import Loop

        self.app = app
        self._asgi = app.prepare(development=not production)
        self._loop = Loop()
        self._lifespan = self._loop.connect(
            self._asgi, {"type": "lifespan", "asgi": {"version": "3.0"}, "state": {}}
        )
        self._lifespan.send(type="lifespan.startup")
        started = self._lifespan.read()
        if started["type"] != "lifespan.startup.complete":
            raise AssertionError(f"the app did not start: {started.get('message', '')}")

    def open(self, path: str) -> User:
        """Open a page as a new visitor."""
        from .user import User

        return User(self._asgi, self._loop, path)

    def close(self) -> None:
        """Stop serving."""
        self._lifespan.send(type="lifespan.shutdown")
        self._lifespan.read()
        self._loop.close()


@pytest.fixture
def cacao_app(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Callable[..., AppUnderTest]]:
    """Return a function that serves an App to simulated users until the test ends.

    ``cacao_app(app)`` serves as the development server does, ``cacao_app(app, production=True)``
    as in production. Sessions are signed with a key made for the test.
    """
    monkeypatch.setenv("CACAO_SECRET", f"the key of one test: {tmp_path}")
    serving: list[AppUnderTest] = []

    def start(app: Any, *, production: bool = False) -> AppUnderTest:
        under_test = AppUnderTest(app, production=production)
        serving.append(under_test)
        return under_test

    yield start
    for under_test in serving:
        under_test.close()
