"""The first quarter of an hour: begin, serve, edit, break, mend, check, test; each step is timed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from commands import cacao, python, succeeds
from saving import Source
from servers import ServerProcess

TEST = """

def test_a_dozen_is_counted_at_once(cacao_app):
    user = cacao_app(app).open("/")
    user.click("A dozen").sees("12")
"""


class Watch:
    """Notes how long each step of a story takes, among the test's own results."""

    def __init__(self, results: list[tuple[str, object]]) -> None:
        self._results = results
        self._before = time.perf_counter()

    def lap(self, step: str) -> None:
        now = time.perf_counter()
        self._results.append((step, round(now - self._before, 2)))
        self._before = now


@pytest.fixture
def serve() -> None:
    """Take the place of the servers that ``visit`` waits for: this story has one of its own."""


@pytest.fixture
def watch(request: pytest.FixtureRequest) -> Watch:
    return Watch(request.node.user_properties)


@pytest.fixture
def servers() -> Iterator[list[ServerProcess]]:
    """Return a list of servers that are stopped in the end."""
    started: list[ServerProcess] = []
    yield started
    for server in started:
        server.stop()


def test_a_newcomer_makes_serves_edits_breaks_mends_and_tests_an_app(
    tmp_path: Path, servers: list[ServerProcess], visit: Callable[..., Any], watch: Watch
) -> None:
    # Begin
    assert "cacao dev" in succeeds(cacao(tmp_path, "new", "shop"))
    folder = tmp_path / "shop"
    source = Source(folder / "main.py", (folder / "main.py").read_text("utf-8"))
    watch.lap("cacao new")

    # Serve, and count
    servers.append(ServerProcess(["-m", "cacao", "dev", "--port", "0"], folder, {"CACAO_TOOLS": "true"}))
    page = visit(servers[0].url)
    page.get_by_role("heading", name="Shop").wait_for()
    page.get_by_role("button", name="Increment").click()
    page.get_by_text("1", exact=True).wait_for()
    watch.lap("cacao dev, open and click")

    # Edit: the page follows, and the count is kept
    source.replace("Heading(app.title)", 'Heading("My first shop")')
    page.get_by_role("heading", name="My first shop").wait_for()
    page.get_by_text("1", exact=True).wait_for()
    assert page.evaluate("window.stays")
    watch.lap("edit")

    # Break: file and line are told, and the page lives on
    source.replace('Heading("My first shop")', 'Heading("My first shop"')
    page.get_by_role("dialog", name="SyntaxError").wait_for()
    page.get_by_text("main.py:").first.wait_for()
    assert page.get_by_role("button", name="Increment", include_hidden=True).count() == 1
    done = cacao(folder, "check")
    assert (done.returncode, "main.py:" in done.stdout) == (1, True)
    watch.lap("break")

    # Mend: what was told is gone, with something new
    dozen = '[\n                            Button("A dozen", on_click=lambda: step(12)),'
    source.replace('Heading("My first shop"', 'Heading("My first shop")')
    page.get_by_role("dialog").wait_for(state="hidden")
    source.replace(
        '[\n                            Button("Increment"',
        f'{dozen}\n                            Button("Increment"',
    )
    page.get_by_role("button", name="A dozen").click()
    page.get_by_text("13", exact=True).wait_for()
    assert "Nothing is amiss." in succeeds(cacao(folder, "check"))
    watch.lap("mend")

    # Write a test, and run it with those that were there
    with (folder / "tests" / "test_main.py").open("a", encoding="utf-8") as tests:
        tests.write(TEST)
    done = python(folder, "-m", "pytest", "-q", "-p", "no:cacheprovider")
    assert "3 passed" in done.stdout, done.stdout
    watch.lap("write and run a test")
