"""Lifespans of plugins: entered in order as the app begins to serve, and left in reverse, whatever fails."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from distributions import Distributions
from routed import Routed, answer
from starlette.applications import Starlette
from starlette.routing import Mount, Route
from unstarted import visit

from cacao import App
from cacao_kernel import CacaoError, hookimpl
from cacao_kernel.line import Loop
from cacao_kernel.stage import AppUnderTest


class Held:
    """A plugin that notes when what it holds is entered and left."""

    def __init__(self, notes: list[str], *names: str, enter: Any = None, leave: Any = None) -> None:
        self.notes = notes
        self.names = names
        self.enter = enter
        self.leave = leave

    @hookimpl
    def register_lifespans(self) -> list[Callable[[], AbstractAsyncContextManager[None]]]:
        return [self._lifespan(name) for name in self.names]

    def _lifespan(self, name: str) -> Callable[[], AbstractAsyncContextManager[None]]:
        @asynccontextmanager
        async def held() -> AsyncGenerator[None, None]:
            if self.enter is not None:
                raise self.enter
            self.notes.append(f"+{name}")
            yield
            self.notes.append(f"-{name}")
            if self.leave is not None:
                await self.leave()

        return held


def page_of(*extensions: object) -> App:
    app = App(extensions=extensions)
    app.mix("/")(lambda: {"type": "p", "props": {"content": "home"}})
    return app


@pytest.fixture
def live_through(monkeypatch: pytest.MonkeyPatch) -> Callable[[App], None]:
    """Return a function that serves an App, lets a visitor in, and stops it."""
    monkeypatch.setenv("CACAO_SECRET", "the key of this test")

    def run(app: App) -> None:
        site = AppUnderTest(app, production=False)
        site.open("/").sees("home")
        site.close()

    return run


def test_lifespans_are_entered_in_order_and_left_in_reverse(live_through: Callable[[App], None]) -> None:
    # Arrange
    notes: list[str] = []

    # Act
    live_through(page_of(Held(notes, "a", "b"), Held(notes, "c")))

    # Assert
    assert notes == ["+a", "+b", "+c", "-c", "-b", "-a"]


def test_lifespans_are_held_while_the_app_serves(cacao_app: Any) -> None:
    notes: list[str] = []

    cacao_app(page_of(Held(notes, "a"))).open("/").sees("home")

    assert notes == ["+a"]


def test_an_app_that_is_served_again_enters_its_lifespans_again(live_through: Callable[[App], None]) -> None:
    # Arrange
    notes: list[str] = []
    app = page_of(Held(notes, "a"))

    # Act
    live_through(app)
    live_through(app)

    # Assert
    assert notes == ["+a", "-a"] * 2


def test_a_mounted_app_holds_its_lifespans_with_the_outer_one(monkeypatch: pytest.MonkeyPatch) -> None:
    # Arrange
    monkeypatch.setenv("CACAO_SECRET", "the key of this test")
    notes: list[str] = []
    app = page_of(Held(notes, "a"), Routed(Route("/sky", answer)))
    outer = Starlette(routes=[Mount("/app", app)], lifespan=app.lifespan)
    loop = Loop()
    line = loop.connect(outer, {"type": "lifespan", "asgi": {"version": "3.0"}, "state": {}})

    # Act
    line.send(type="lifespan.startup")
    assert line.read()["type"] == "lifespan.startup.complete"
    visit(outer, loop, "/app/").sees("home")
    visit(outer, loop, "/app/sky").sees("a route")
    line.send(type="lifespan.shutdown")
    assert line.read()["type"] == "lifespan.shutdown.complete"
    loop.close()

    # Assert
    assert notes == ["+a", "-a"]


def test_an_app_that_is_never_started_holds_its_lifespans_from_its_first_request_to_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Arrange
    monkeypatch.setenv("CACAO_SECRET", "the key of this test")
    notes: list[str] = []
    app, loop = page_of(Held(notes, "a", "b")), Loop()

    # Act
    visit(app, loop, "/").sees("home")
    visit(app, loop, "/").sees("home")
    loop.close()

    # Assert
    assert notes == ["+a", "+b", "-b", "-a"]


async def fail() -> None:
    raise OSError("the barometer is stuck")


async def hang() -> None:
    await asyncio.sleep(60)


@pytest.mark.parametrize(
    ("leave", "line"),
    [
        (fail, "plugin Held#2: its lifespan raised at its end.\nTraceback"),
        (hang, "plugin Held#2: its lifespan has not ended within 0.05 seconds."),
    ],
)
def test_a_lifespan_that_cannot_be_left_is_logged_and_the_others_are_left(
    live_through: Callable[[App], None],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    leave: Any,
    line: str,
) -> None:
    # Arrange
    monkeypatch.setattr("cacao_kernel.lifespan.LEAVE_SECONDS", 0.05)
    notes: list[str] = []

    # Act
    live_through(page_of(Held(notes, "a"), Held(notes, "b", leave=leave), Held(notes, "c")))

    # Assert
    assert notes == ["+a", "+b", "+c", "-c", "-b", "-a"]
    assert any(message.startswith(line) for message in caplog.messages)


@pytest.mark.parametrize("error", [OSError("no sun"), SystemExit(3), CacaoError("no sun")])
def test_a_lifespan_that_cannot_be_entered_ends_the_start_and_those_before_it_are_left(
    cacao_app: Any, error: BaseException
) -> None:
    # Arrange
    notes: list[str] = []
    app = page_of(Held(notes, "a"), Held(notes, "b", enter=error), Held(notes, "c"))

    # Act
    with pytest.raises(AssertionError) as raised:
        cacao_app(app)

    # Assert
    name = type(error).__name__
    assert str(raised.value).startswith(
        f"the app did not start: plugin Held#2: its lifespan raised {name}: {str(error).rstrip('.')}"
    )
    assert "\n" not in str(raised.value)
    assert notes == ["+a", "-a"]


def test_a_server_whose_plugin_cannot_hold_its_lifespan_ends_with_exit_code_2(
    command: Any, plugins: Distributions, tmp_path: Path
) -> None:
    # Arrange
    plugins.install(
        "weather",
        "from contextlib import asynccontextmanager\n"
        "@asynccontextmanager\nasync def held():\n    raise OSError('no sun')\n    yield\n"
        "@hookimpl\ndef register_lifespans():\n    return [held]",
    )
    (tmp_path / "cacao.json").write_text('{"weather": true}')
    (tmp_path / "main.py").write_text("import cacao\napp = cacao.App()\n")

    # Act
    done = command("serve", "--port", "0")

    # Assert
    assert done.returncode == 2
    assert "plugin weather: its lifespan raised OSError: no sun" in done.stderr
    assert "Traceback" not in done.stderr
