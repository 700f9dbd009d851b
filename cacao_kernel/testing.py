"""The test kit: pytest's fixture ``cacao_app``, which runs an App for simulated users.

It speaks the true protocol, without a browser, a socket or a port:

    def test_counting(cacao_app):
        user = cacao_app(app).open("/")
        user.click("Increment").sees("Counter: 1")

With ``pytest --cacao-browser`` the same test runs in a real one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import pytest

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from .album import Album
    from .app import App
    from .chromium import Chromium
    from .stage import AppUnderTest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the flags of the test kit."""
    group = parser.getgroup("cacao", "Cacao's test kit")
    group.addoption(
        "--cacao-browser", action="store_true", help="run tests with cacao_app in a real, headless Chromium"
    )
    group.addoption(
        "--cacao-snapshots",
        choices=("check", "update"),
        default="check",
        help="compare pages with the snapshots in files, or write these anew",
    )


class ServeForTest(Protocol):
    """What the fixture ``cacao_app`` is: a function that serves an App until the test ends."""

    def __call__(
        self,
        app: App | ASGIApp | None = None,
        *,
        production: bool = False,
        wait: float = 10.0,
        storage: str = "memory",
    ) -> AppUnderTest:
        """Serve an App: the default one, if none is named."""
        ...


@pytest.fixture
def cacao_browser(request: pytest.FixtureRequest) -> bool:
    """Tell whether tests run in a real browser; override it to have some always do so, or never."""
    return bool(request.config.getoption("cacao_browser"))


@pytest.fixture(scope="session")
def cacao_chromium() -> Iterator[Chromium]:
    """Return the one browser that all tests share, started by the first that needs it."""
    from .chromium import Chromium

    chromium = Chromium()
    yield chromium
    chromium.close()


@pytest.fixture
def cacao_album(request: pytest.FixtureRequest) -> Album:
    """Return what pages looked like when the test was right, from files beside it."""
    from .album import Album

    is_update = request.config.getoption("cacao_snapshots") == "update"
    return Album(request.path, request.node.name, updates=is_update)


@pytest.fixture
def cacao_app(
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    cacao_browser: bool,
    cacao_album: Album,
) -> Iterator[ServeForTest]:
    """Return a function that serves an App to users until the test ends.

    ``cacao_app(app)`` serves as the development server does, ``cacao_app(app, production=True)``
    as in production; ``wait`` is how many seconds users wait for what they expect. Sessions, and the
    values for everybody, begin anew, in memory or, with ``storage="file"``, in a file of the test; what the
    test gives a State outside of any session ends with it.
    """
    from .app import App
    from .mix import default_app
    from .stage import AppUnderTest
    from .world import current_world, kept_world

    chromium = request.getfixturevalue("cacao_chromium") if cacao_browser else None
    monkeypatch.setenv("CACAO_SECRET", f"the key of one test: {tmp_path}")
    with ExitStack() as ending:
        kept = [ending.enter_context(kept_world(current_world()))]

        def start(app: Any = None, **options: Any) -> AppUnderTest:
            served = default_app() if app is None else app
            if isinstance(served, App) and served.world not in kept:
                kept.append(ending.enter_context(kept_world(served.world)))
            folder = tmp_path / "cacao"
            under_test = AppUnderTest(served, chromium=chromium, album=cacao_album, folder=folder, **options)
            ending.callback(under_test.close)
            return under_test

        yield start


def __getattr__(name: str) -> Any:
    """Import the App under test when it is asked for here."""
    if name == "AppUnderTest":
        from .stage import AppUnderTest

        return AppUnderTest
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
