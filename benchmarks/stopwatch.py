"""Stopwatch: the CPU time that a function of the user's own takes."""

from __future__ import annotations

import functools
import time
from collections.abc import Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Stopwatch:
    """Adds up the CPU time of a function, in whatever thread it runs.

    Attributes:
        seconds: the CPU seconds it has taken in all.
        runs: how often it has run.
    """

    def __init__(self) -> None:
        self.seconds = 0.0
        self.runs = 0

    def timed(self, function: Callable[P, T]) -> Callable[P, T]:
        """Return the function with its time taken."""

        @functools.wraps(function)
        def run(*arguments: P.args, **named: P.kwargs) -> T:
            began = time.thread_time()
            try:
                return function(*arguments, **named)
            finally:
                self.seconds += time.thread_time() - began
                self.runs += 1

        return run
