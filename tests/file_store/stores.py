"""Stores: opened in a test's own loop or by a process of its own, and changed behind their back."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from functools import wraps
from pathlib import Path
from typing import Any

import pytest

from cacao_plugins.session.file_store import FileStore

PROGRAMS = Path(__file__).with_name("storing.py")
SECRET = b"a secret of thirty-two bytes ..."
OTHER = b"another one, also of 32 bytes..."

posix = pytest.mark.skipif(os.name != "posix", reason="permissions and signals are those of POSIX")


def on_loop(test: Callable[..., Awaitable[None]]) -> Callable[..., None]:
    """Let an async test run."""

    @wraps(test)
    def run(*args: Any, **kwargs: Any) -> None:
        async def all_of_it() -> None:
            await test(*args, **kwargs)

        asyncio.run(all_of_it())

    return run


@asynccontextmanager
async def opened(path: Path, **settings: Any) -> AsyncIterator[FileStore]:
    store = FileStore(path, **settings)
    await store.open()
    try:
        yield store
    finally:
        await store.close()


class Clock:
    """A wall clock that goes where it is set."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.25

    def __call__(self) -> float:
        return self.now


def start(*words: object) -> subprocess.Popen[str]:
    command = [sys.executable, str(PROGRAMS), *map(str, words)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def change(path: Path, *statements: str, values: Sequence[Any] = ()) -> None:
    """Change the database as somebody else might who has the file."""
    connection = sqlite3.connect(path)
    with connection:
        for statement in statements:
            connection.execute(statement, values)
    connection.close()
