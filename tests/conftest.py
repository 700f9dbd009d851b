"""Fixtures shared by all tests. Nothing here needs more than pytest and the kernel."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from chromium import chromium, visit
from commands import Terminal
from distributions import Distributions
from security.target import Target
from servers import ServerProcess
from visitor import Tab, Visitor

from cacao_kernel.world import World, new_world

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # As in a shell's background: what tests start would ignore it, too, and they send it.
    signal.signal(signal.SIGINT, signal.default_int_handler)

ROOT = Path(__file__).parent.parent

__all__ = ["chromium", "visit"]

Serve = Callable[..., ServerProcess]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test that looks at a page in Chromium, and run the files that have some last.

    Playwright keeps an event loop running in the main thread until the end, where the other
    tests want to run their own. A file is run as a whole, so it is last as a whole.
    """
    seen = {item.path for item in items if _is_seen(item)}
    for item in items:
        parameters = getattr(getattr(item, "callspec", None), "params", {})
        if _is_seen(item) or parameters.get("cacao_browser") == "browser":
            item.add_marker(pytest.mark.browser)
    items.sort(key=lambda item: item.path in seen)


def _is_seen(item: pytest.Item) -> bool:
    here = Path(__file__).parent / "browser"
    return here in item.path.parents or "chromium" in getattr(item, "fixturenames", ())


@pytest.fixture(autouse=True)
def world() -> Iterator[World]:
    """Give each test a World of its own, so that its States and Apps are not seen by the next."""
    with new_world() as fresh:
        yield fresh


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """Return a function that serves a source text, or a file, in a real process on a free port.

    ``serve(source)`` writes the text to ``main.py`` in a temporary folder; ``serve(path)`` serves
    that file. Further words go to ``cacao serve``; ``environment`` sets variables.
    """
    with serving(tmp_path) as start:
        yield start


@pytest.fixture(scope="module")
def serve_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    """Return what ``serve`` returns, for a server that all tests of a module share."""
    with serving(tmp_path_factory.mktemp("served")) as start:
        yield start


@contextmanager
def serving(folder: Path) -> Iterator[Serve]:
    """Hand out, for the length of a ``with`` block, a function that serves what ``serve`` does."""
    started: list[ServerProcess] = []

    def start(
        app: str | Path, *words: str, port: int | None = 0, environment: Mapping[str, str] | None = None
    ) -> ServerProcess:
        file = app if isinstance(app, Path) else folder / "main.py"
        if isinstance(app, str):
            file.write_text(app, "utf-8")
        chosen = [] if port is None else ["--port", str(port)]
        command = ["-m", "cacao", "serve", str(file), *chosen, *words]
        server = ServerProcess(command, folder, environment)
        started.append(server)
        return server

    try:
        yield start
    finally:
        for server in started:
            server.stop()


@pytest.fixture(scope="session")
def target(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    """Serve the fixture app in development: one process for all security tests."""
    served = Target(tmp_path_factory.mktemp("target"))
    yield served
    assert served.stop() == 0, served.server.output


@pytest.fixture(scope="session")
def production(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    """Serve the fixture app as in production: one process for all security tests."""
    served = Target(tmp_path_factory.mktemp("production"), "--production")
    yield served
    assert served.stop() == 0, served.server.output


@pytest.fixture
def plugins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Distributions]:
    """Return an empty folder on Python's path, for distributions with plugins."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.syspath_prepend(str(folder))
    yield Distributions(folder)
    for name, module in list(sys.modules.items()):
        if str(getattr(module, "__file__", "")).startswith(str(folder)):
            del sys.modules[name]


@pytest.fixture
def command(tmp_path: Path, plugins: Distributions) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Return a function that runs ``cacao`` with these words in the temporary folder, to its end."""

    def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "cacao", *words],
            cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": plugins.path} | environment,
            capture_output=True,
            text=True,
            timeout=30,
        )

    return run


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """Return what runs ``cacao`` in the temporary folder, within this process."""
    return Terminal(tmp_path, monkeypatch, capsys)


@pytest.fixture
def visitor(server: ServerProcess) -> Iterator[Visitor]:
    """Return a new visitor of the server that the test's own file starts."""
    visitor = Visitor(server.port)
    yield visitor
    visitor.leave()


@pytest.fixture
def tab(visitor: Visitor) -> Tab:
    """Return a tab of the visitor, with the start page open."""
    return visitor.visit()


@pytest.fixture
def clean_modules() -> Iterator[None]:
    """Forget the modules that examples were run as."""
    before = {*sys.modules}
    yield
    for name in {*sys.modules} - before:
        if sys.modules[name].__spec__ is None:  # made by run_block, not imported
            del sys.modules[name]
