"""Pinned: the server on one core of the machine, and who visits it on the others."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from .served import Served


@contextmanager
def pinned(served: Served) -> Generator[None, None, None]:
    """Keep a server on one core, and this process off it, for the length of a ``with`` block.

    Where the system cannot do that, or has no second core, both run as they come.
    """
    if sys.platform != "linux":
        yield
        return
    before = os.sched_getaffinity(0)
    first, *others = sorted(before)
    for thread in Path(f"/proc/{served.process.pid}/task").iterdir():
        os.sched_setaffinity(int(thread.name), {first})  # those it starts later stay there, too
    os.sched_setaffinity(0, others or before)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)
