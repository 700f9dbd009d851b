"""The test kit in other people's hands: its flags, its snapshots, and what it says if a test is wrong."""

from __future__ import annotations

import inspect
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from cacao import App, State
from cacao.ui import Button, Dialog, FileUpload, Toast
from cacao_kernel import window
from cacao_kernel.driver import BrowserUser
from cacao_kernel.fingers import Fingers
from cacao_kernel.hand import Hand
from cacao_kernel.keyboard import Keyboard
from cacao_kernel.travel import Traveller
from cacao_kernel.user import User

SOURCE = """
from cacao import App, State

app = App()
count = State(0, name="count")

@app.mix("/")
def home():
    more = {"type": "button", "props": {"label": "More", "on_click": lambda: count.update(count.value + 1)}}
    return {"type": "main", "children": [f"Count: {count.value}", more]}

def test_counting(cacao_app):
    user = cacao_app(app).open("/").click("More").sees("Count: 1")
    print("seen by", type(user.window).__name__)

def test_looks(cacao_app):
    cacao_app(app).open("/").should_look_like()
"""

Pytest = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run_pytest(tmp_path: Path) -> Pytest:
    """Return a function that runs pytest, as an app's developer does, on the file of a small app."""
    (tmp_path / "test_app.py").write_text(SOURCE, "utf-8")

    def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "pytest", "-rs", "-p", "no:cacheprovider", *words],
            cwd=tmp_path,
            env=os.environ | environment,
            capture_output=True,
            text=True,
            timeout=120,
        )

    return run


@pytest.mark.parametrize(("words", "by"), [((), "Window"), (("--cacao-browser",), "Pane")])
def test_one_flag_lets_the_same_test_run_in_a_real_browser(
    run_pytest: Pytest, words: tuple[str, ...], by: str
) -> None:
    done = run_pytest("-s", "-k", "counting", *words, CACAO_REQUIRE="all")

    assert done.returncode == 0, done.stdout
    assert f"seen by {by}" in done.stdout


@pytest.mark.parametrize(("required", "code"), [("", 0), ("all", 1)])
def test_without_a_browser_tests_are_skipped_or_fail_and_say_what_is_missing(
    run_pytest: Pytest, required: str, code: int
) -> None:
    environment = {"CACAO_CHROMIUM": "/nowhere/chromium", "CACAO_REQUIRE": required}

    done = run_pytest("-k", "counting", "--cacao-browser", **environment)

    assert done.returncode == code, done.stdout
    assert "--cacao-browser needs Chromium: apt-get install chromium" in done.stdout


def test_pages_are_compared_with_files_that_a_flag_writes_anew(run_pytest: Pytest, tmp_path: Path) -> None:
    # Arrange
    file = tmp_path / "__snapshots__" / "test_app" / "test_looks.txt"

    # Act
    missing = run_pytest("-k", "looks")
    written = run_pytest("-k", "looks", "--cacao-snapshots=update", "-n", "2")
    kept = file.read_text("utf-8")
    right = run_pytest("-k", "looks", "-n", "2")
    file.write_text(kept.replace("Count: 0", "Count: 7"), "utf-8")
    wrong = run_pytest("-k", "looks")

    # Assert
    assert missing.returncode == 1 and "--cacao-snapshots=update keeps what is shown" in missing.stdout
    assert written.returncode == right.returncode == 0, written.stdout + right.stdout
    assert kept == '- main:\n  - text: "Count: 0"\n  - button "More"\n'.replace('"Count: 0"', "Count: 0")
    assert wrong.returncode == 1
    assert "-  - text: Count: 7" in wrong.stdout and "+  - text: Count: 0" in wrong.stdout


def test_pytest_loads_nothing_of_the_kit_before_a_test_needs_it() -> None:
    source = """
import sys, cacao_kernel.testing
print([name for name in ("uvicorn", "starlette", "playwright", "cacao_kernel.user") if name in sys.modules])
"""

    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_a_user_of_a_real_browser_does_whatever_a_simulated_one_does() -> None:
    # Arrange: what needs no browser, or is made of what does
    shared = {"within", "uncheck", "refresh", "follow", "offline", "session"}
    inner = {"send", "tick", "leave_field"}  # what a browser does by itself
    acts = {
        name
        for kind in (Hand, Keyboard, Traveller, User)
        for name, value in vars(kind).items()
        if not name.startswith("_") and (inspect.isfunction(value) or isinstance(value, property))
    }

    # Act
    done = {name for kind in (Fingers, BrowserUser) for name in vars(kind)}

    # Assert
    assert acts - done == shared | inner


@pytest.fixture
def user(cacao_app: Any) -> Any:
    """Return a user who looks at a page with a bit of everything."""
    app = App()
    is_open, is_told = State(False, name="is_open"), State(False, name="is_told")

    @app.mix("/")
    def home() -> Any:
        return {
            "type": "main",
            "children": [
                Button("Open", on_click=lambda: is_open.set(True)),
                Button("Tell", on_click=lambda: is_told.set(True)),
                Button("Nothing", on_click=lambda: None),
                Dialog("Look", "at this", open=is_open),
                Toast("It is told", open=is_told, seconds=2),
                FileUpload("Photo", max_bytes=10),
                {"type": "input", "props": {"aria_label": "Note"}},
                {"type": "p", "props": {"content": lambda: f"told: {is_told.value}"}},
            ],
        }

    return cacao_app(app, wait=2).open("/")


@pytest.mark.parametrize(
    ("act", "told"),
    [
        (lambda user: user.click("Open").click("Nothing"), "'Nothing' lies behind the dialog 'Look at this"),
        (lambda user: user.download("Nothing"), "'Nothing' has given no file"),
        (lambda user: user.upload("Note", ("a.txt", b"a")), "the field 'Note' takes no files"),
        (lambda user: user.upload("Photo", "nowhere.png"), "there is no file 'nowhere.png' to upload"),
        (
            lambda user: user.upload("Photo", ("a", b"a"), ("b", b"b")),
            "the field 'Photo' takes one file, not 2",
        ),
        (lambda user: user.press("a"), "a is pressed nowhere: name a field, or press Tab to come to one"),
        (lambda user: user.should_look_like("- main"), "the page / does not look as expected:"),
        (lambda user: user.should_look_like("- main"), '+  - button "Open"'),
    ],
)
def test_what_cannot_be_done_is_told(user: Any, act: Callable[[Any], Any], told: str) -> None:
    with pytest.raises(AssertionError) as raised:
        act(user)

    assert told in str(raised.value)


def test_a_toast_that_has_gone_tells_its_state(user: Any) -> None:
    # Act
    user.click("Tell").sees("told: True")
    told = user.toasts
    user.window.browser.clock.advance(timedelta(seconds=3))

    # Assert
    assert told == ["It is told"]
    user.sees("told: False")
    assert user.toasts == []


def test_a_file_that_is_refused_is_told_on_the_page(user: Any) -> None:
    user.upload("Photo", ("large.png", bytes(11)))

    user.within("large.png").sees("too large")


def test_time_goes_on_only(user: Any) -> None:
    with pytest.raises(ValueError, match="expected seconds from 0 on, got -1"):
        user.window.browser.clock.advance(-1)


def test_a_long_page_is_cut_in_a_failure(cacao_app: Any) -> None:
    # Arrange
    app = App()
    app.mix("/")(
        lambda: {"type": "ul", "children": [{"type": "li", "children": [f"{n}"]} for n in range(200)]}
    )
    user = cacao_app(app, wait=0.1).open("/")

    # Act
    with pytest.raises(AssertionError) as raised:
        user.sees("nothing of the kind")

    # Assert
    text = str(raised.value)
    assert len(text.splitlines()) < 100
    assert "more lines; user.snapshot() has all" in text
    assert "'0'" in text and "'199'" in text


def test_what_brings_no_frame_is_seen_as_soon_as_the_app_has_done_it(
    cacao_app: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Arrange: nobody looks again by the clock
    monkeypatch.setattr(window, "ASK_AGAIN", 60)
    done: list[int] = []
    app = App()
    app.every(3600)(lambda: done.append(1))
    app.mix("/")(lambda: {"type": "p", "children": ["Nothing changes"]})
    site = cacao_app(app, wait=10)
    user = site.open("/")
    loop = site._loop._loop

    # Act
    loop.call_soon_threadsafe(loop.call_later, 0.05, done.append, 2)

    # Assert
    user.wait_until(lambda: done == [2])
