"""Watch: sees what is saved of an app, and has it taken up."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from pathlib import Path

from watchfiles import Change, awatch

from .taking_up import TakingUp

KINDS = frozenset({".py", ".css", ".html", ".htm", ".jinja", ".j2"})
"""What an app is made of; it may write other files itself, and must not be renewed by that."""

STEP = 10  # milliseconds without another change, after which those before count as one
DEBOUNCE = 100  # milliseconds that changes are gathered for at most
LOOK = 1_000  # milliseconds after which the loaded files are looked at, whatever the file system tells

_SKIPPED = frozenset({"__pycache__", "node_modules", "site-packages", "dist-packages", "dist", "build"})


class Watch:
    """Watches the folder of an app, and that of its cacao.json.

    Args:
        settings: the folder of cacao.json.
        home: that of the app's own modules.
        taking_up: takes up what was saved.
        more: patterns of further files, from the app's folder.
        ignored: patterns of files that are left alone.
    """

    def __init__(
        self, settings: Path, home: Path, taking_up: TakingUp, more: Iterable[str], ignored: Iterable[str]
    ) -> None:
        self._settings = settings / "cacao.json"
        self._home = home
        self._taking_up = taking_up
        self._more = tuple(more)
        self._ignored = tuple(ignored)
        self._stop = asyncio.Event()

    async def run(self) -> None:
        """Have taken up whatever is saved, until it is stopped."""
        folders = {self._home, *([self._settings.parent] if self._settings.exists() else [])}
        changes = awatch(
            *folders,
            watch_filter=lambda change, name: self._is_meant(change, Path(name)),
            step=STEP,
            debounce=DEBOUNCE,
            rust_timeout=LOOK,
            yield_on_timeout=True,  # what was saved before this began, or is told by no file system
            stop_event=self._stop,
            recursive=True,
            ignore_permission_denied=True,
        )
        async for found in changes:
            await self._taking_up.take_up([Path(name) for _, name in found])

    def stop(self) -> None:
        """Watch no more."""
        self._stop.set()

    def _is_meant(self, change: Change, file: Path) -> bool:
        if file == self._settings:
            return True
        if not file.is_relative_to(self._home):
            return False
        beside = file.relative_to(self._home)
        if any(part.startswith(".") or part in _SKIPPED for part in beside.parts):
            return False
        if any(beside.match(pattern) for pattern in self._ignored):
            return False
        return file.suffix in KINDS or any(beside.match(pattern) for pattern in self._more)
