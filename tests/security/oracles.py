"""Oracles: what holds after every case, whatever was attacked."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager

from raw import Answer

from security.target import CANARY, SECRET, Target

ROUND_TRIP_SECONDS = 1.0
PAGE_SECONDS = 10.0  # it is rendered in a thread and joined over a new socket, on a machine that may be busy
MEBIBYTE = 1024 * 1024

# What tells a stranger how the server is made.
TRACES = ("Traceback", "site-packages", "cacao_kernel", "main.py", 'File "')
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")


def assert_alive(target: Target) -> None:
    """Hold that the process runs, and another visitor's click is answered within a second (O1)."""
    assert target.is_alive, f"the server has ended:\n{target.server.output}"
    begin = time.monotonic()
    visitor = target.visitor()
    try:
        tab = visitor.visit()
        loaded = time.monotonic()
        assert tab.click("Add")[0] == "a"
        tab.sees("count 1.")
        clicked = time.monotonic()
    finally:
        visitor.leave()
    assert clicked - loaded < ROUND_TRIP_SECONDS, f"another visitor's click took {clicked - loaded:.1f} s"
    assert loaded - begin < PAGE_SECONDS, f"another visitor waited {loaded - begin:.1f} s for a page"


@contextmanager
def memory_within(target: Target, mebibytes: float) -> Generator[None, None, None]:
    """Hold that the process takes no more memory for what is done meanwhile (O2)."""
    before = target.memory()
    yield
    more = (target.memory() - before) / MEBIBYTE
    assert more <= mebibytes, f"the server holds {more:.1f} MiB more than before"


def assert_discloses_nothing(target: Target, *shown: str | bytes | Answer) -> None:
    """Hold that a visitor was shown no canary and no secret, nor in production a trace of the code (O3)."""
    for each in shown:
        text = _text(each)
        assert CANARY not in text, "a file that is not served was served"
        assert SECRET not in text or not target.is_production, "a secret of the app was shown"
        for trace in TRACES if target.is_production else ():
            assert trace not in text, f"{trace!r} was shown"


def assert_logged_once(target: Target, before: int, pattern: str) -> None:
    """Hold that just one line of the log matches of those that came since then, or are still to come (O4)."""
    wait_for_lines(target, before, pattern)
    target.settle()
    lines = wait_for_lines(target, before, pattern)
    assert len(lines) == 1, f"{len(lines)} lines tell it: {lines}"


def eventually(holds: Callable[[], bool], seconds: float = 30.0) -> None:
    """Hold that something comes about, on a machine that may be busy."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it has not come about"
        time.sleep(0.05)


def wait_for_lines(target: Target, before: int, pattern: str, seconds: float = 10.0) -> list[str]:
    """Return the lines since then that match, once there is one; the log comes a little late."""
    end = time.monotonic() + seconds
    while True:
        lines = [line for line in target.log[before:] if re.search(pattern, line)]
        if lines or time.monotonic() > end:
            return lines
        time.sleep(0.01)


def assert_clean_log(lines: Iterable[str]) -> None:
    """Hold that no line has a control character in it, nor a line break that is none of ours (O4)."""
    for line in lines:
        assert _CONTROL.search(line) is None, f"a control character stands in the log: {line!r}"


@contextmanager
def nothing_called(target: Target, *handlers: str) -> Generator[None, None, None]:
    """Hold that no handler of these has been called by what is done meanwhile (O5)."""
    before = {handler: target.calls(handler) for handler in handlers}
    yield
    after = {handler: target.calls(handler) for handler in handlers}
    assert after == before, f"handlers were called: {before} became {after}"


def assert_refused(answer: Answer) -> None:
    """Hold that a request was refused: a status of the 400s, and no session handed out."""
    assert 400 <= answer.status < 500, answer
    assert answer.all("set-cookie") == [], answer


def _text(shown: str | bytes | Answer) -> str:
    if isinstance(shown, Answer):
        headers = "\n".join(f"{name}: {value}" for name, value in shown.headers)
        return f"{headers}\n{shown.text}"
    return shown if isinstance(shown, str) else shown.decode("utf-8", "replace")
