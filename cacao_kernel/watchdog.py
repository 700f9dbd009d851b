"""Watchdog: names the line that blocks the event loop, and with it every visitor."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

log = logging.getLogger("cacao.watchdog")

# How often the loop is looked at, and asked for a sign of life if it is at work, in seconds.
BEAT = 0.25

_OURS = frozenset({"cacao", "cacao_kernel", "cacao_plugins"})
_INSTALLED = frozenset({"site-packages", "dist-packages"})
_STANDARD = str(Path(os.__file__).parent)
_LOOP = frozenset({"_run_once", "run_forever", "run_until_complete", "run"})


class Watchdog:
    """A thread that asks the event loop for signs of life, and logs what it finds instead.

    It watches for the length of a ``with`` block, be it in a plain or an async function. Each
    block of the loop is one warning, and a second one when it is over if it was a long one.

    Args:
        loop: the event loop.
        seconds: how long the loop may give no sign of life.

    Example:
        >>> async def lifespan() -> None:
        ...     with Watchdog(asyncio.get_running_loop()):
        ...         await asyncio.sleep(0)
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, seconds: float = 1.0) -> None:
        self._loop = loop
        self._seconds = seconds
        self._is_over = threading.Event()
        self._is_answered = threading.Event()
        self._loop_thread: int | None = None
        self._thread = threading.Thread(target=self._watch, name="cacao-watchdog", daemon=True)

    def __enter__(self) -> Watchdog:
        if asyncio._get_running_loop() is self._loop:
            self._loop_thread = threading.get_ident()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        self._is_answered.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._is_over.wait(BEAT):
            if waits_for_work(sys._current_frames().get(self._loop_thread or 0)):
                continue  # it would be woken for nothing but to say so
            self._is_answered.clear()
            asked = time.monotonic()
            try:
                self._loop.call_soon_threadsafe(self._answer)
            except RuntimeError:  # the loop is closed
                return
            self._wait(asked)

    def _answer(self) -> None:
        self._loop_thread = threading.get_ident()
        self._is_answered.set()

    def _wait(self, asked: float) -> None:
        """Wait for the loop's answer, and say once what it does instead of answering."""
        culprit: str | None = None
        while not self._is_answered.wait(self._seconds) and not self._is_over.is_set():
            if culprit is None:
                culprit = self._tell(time.monotonic() - asked)
        took = time.monotonic() - asked
        if culprit is not None and took > 2 * self._seconds and not self._is_over.is_set():
            log.warning("%s blocked every visitor for %.1f s in all.", culprit, took)

    def _tell(self, seconds: float) -> str | None:
        frame = sys._current_frames().get(self._loop_thread or 0)
        culprit, is_users = find_culprit(frame)
        if culprit is not None:
            cure = (
                ' Use "def" instead of "async def" so that it runs in a thread, or await what takes long.'
                if is_users
                else ""
            )
            log.warning("%s has blocked every visitor for %.1f s.%s", culprit, seconds, cure)
        return culprit


def waits_for_work(frame: FrameType | None) -> bool:
    """Tell whether an event loop surely has nothing to do at the moment.

    Of loops that are not written in Python it can never be told.

    Args:
        frame: the innermost frame of the thread it runs in.
    """
    if frame is None or frame.f_back is None or _module(frame) != "selectors":
        return False
    # Others wait for files as well, such as a subprocess that is read to its end.
    return _module(frame.f_back) == "asyncio.base_events" and frame.f_back.f_code.co_name == "_run_once"


def find_culprit(frame: FrameType | None) -> tuple[str | None, bool]:
    """Return what an event loop's thread is busy with, and whether it is a line of user code.

    The nearest line of user code counts, whatever it calls; without one, the nearest function
    of an installed package, else the function that runs.

    Args:
        frame: the innermost frame of the thread.

    Returns:
        ``main.py:12 in save()``, or ``json.decoder.JSONDecoder.decode()`` if no line of user
        code is on the stack; None while the loop waits for something to do.
    """
    frames = [*_callback(frame)]
    for inner in frames:
        if _whose(inner) == "user":
            return f"{Path(inner.f_code.co_filename).name}:{inner.f_lineno} in {inner.f_code.co_name}()", True
    package = next((inner for inner in frames if _whose(inner) == "package"), None)
    if all(_module(inner).split(".")[0] in ("asyncio", "selectors") for inner in frames):
        return None, False
    running = package or frames[0]
    return f"{_module(running)}.{running.f_code.co_qualname}()", False


def _callback(frame: FrameType | None) -> Iterator[FrameType]:
    """Yield the frames of what the loop has called, innermost first.

    Below the loop stands what started it, the user's ``app.brew()`` too, and that is not to blame.
    """
    while frame is not None:
        if _module(frame).startswith("asyncio.") and frame.f_code.co_name in _LOOP:
            return
        yield frame
        frame = frame.f_back


def _module(frame: FrameType) -> str:
    return str(frame.f_globals.get("__name__", "?"))


def _whose(frame: FrameType) -> str:
    """Tell whether a frame is the user's, of an installed package, or of Cacao or Python itself."""
    file = frame.f_code.co_filename
    if file.startswith("<frozen ") or _module(frame).split(".")[0] in _OURS:
        return "inner"
    if _INSTALLED.intersection(Path(file).parts):
        return "package"
    return "inner" if file.startswith(_STANDARD) else "user"
