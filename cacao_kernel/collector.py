"""Collector: how often Python's garbage collector looks at what there is."""

from __future__ import annotations

import gc
from collections.abc import Generator
from contextlib import contextmanager

# How many new objects it waits for. By the usual 700 it looks at a page of thousands of nodes over and over
# while it is being built, which takes a quarter of that time, and at the modules while they are loaded.
# The old ones are looked at about as often as usual, or pages that nobody joined would lie about.
COLLECT_AFTER = (10_000, 5, 1)


@contextmanager
def collecting_seldom() -> Generator[None, None, None]:
    """Let it suit a server, for the length of a ``with`` block."""
    before = gc.get_threshold()
    gc.set_threshold(*COLLECT_AFTER)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def collecting_nothing() -> Generator[None, None, None]:
    """Let it rest, for the length of a ``with`` block in which modules are loaded: all they make stays."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
