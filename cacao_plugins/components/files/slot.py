"""Slot: the place of one file that is being sent, and what is known of it."""

from __future__ import annotations

import json
import os
import re
import secrets
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from .names import clean_name, clean_type

NAME = re.compile(r"(?P<name>[0-9a-f]{32})\.(?:part|file|json|new)\Z")
# No link is followed; a system that knows of none, or tells texts from bytes, has flags of its own.
_CAREFULLY = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_KEPT = ("digest", "owner", "place", "label", "size", "type", "modified", "is_taken")


class Overtaken(Exception):
    """Another request goes on with the same file."""


class Wish(NamedTuple):
    """A file as a browser announces it.

    Attributes:
        name: what it is called.
        size: how many bytes it has.
        type: what the browser says it is.
        modified: when it was changed last, in milliseconds.
    """

    name: str
    size: int
    type: str = ""
    modified: int = 0


@dataclass
class Slot:
    """The place of one file. On the disk it is a file of bytes, and one of what is known of it.

    Attributes:
        folder: where it lies.
        name: what it is called there, a random name.
        digest: the hash of the ticket that lets its owner send it.
        owner: tells the visitor apart.
        place: tells the widget apart.
        label: what the visitor calls it.
        size: how many bytes it is to have.
        type: what the browser says it is.
        modified: when the visitor changed it last, in milliseconds.
        is_taken: whether the app has it.
        received: how many bytes are there.
        touched: when something came last, by the monotonic clock.
    """

    folder: Path
    name: str
    digest: str
    owner: str
    place: str
    label: str
    size: int
    type: str
    modified: int
    is_taken: bool = False
    received: int = 0
    touched: float = field(default_factory=time.monotonic)
    _turn: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False, compare=False)

    @classmethod
    def make(cls, folder: Path, owner: str, place: str, wish: Wish, digest: str) -> Slot:
        """Make a new one, with an empty file.

        Raises:
            OSError: if the disk takes none.
        """
        name, label = secrets.token_hex(16), clean_name(wish.name)
        slot = cls(folder, name, digest, owner, place, label, wish.size, clean_type(wish.type), wish.modified)
        os.close(os.open(slot.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _CAREFULLY, 0o600))
        slot.note()
        return slot

    @classmethod
    def read(cls, folder: Path, name: str) -> Slot | None:
        """Return the one that lies there from before, or None if it is not whole."""
        try:
            known: Any = json.loads((folder / f"{name}.json").read_text("utf-8"))
            slot = cls(folder, name, **{key: known[key] for key in _KEPT})
            if slot.is_taken and slot._part.exists():  # the process ended in the midst of it
                slot._part.rename(slot.path)
            status = slot.path.lstat()
        except (OSError, ValueError, KeyError, TypeError):
            return None
        slot.received = status.st_size
        slot.touched -= max(0.0, time.time() - status.st_mtime)
        return slot if slot.received <= slot.size else None

    @property
    def path(self) -> Path:
        """Where its bytes lie."""
        return self.folder / f"{self.name}.file" if self.is_taken else self._part

    @property
    def _part(self) -> Path:
        return self.folder / f"{self.name}.part"

    @property
    def is_whole(self) -> bool:
        """Whether all of it is there."""
        return self.received == self.size

    @property
    def is_busy(self) -> bool:
        """Whether a request is sending it."""
        return self._turn % 2 == 1

    def note(self) -> None:
        """Write down what is known of it.

        Raises:
            OSError: if the disk takes nothing.
        """
        fresh = self.folder / f"{self.name}.new"
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _CAREFULLY, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump({key: getattr(self, key) for key in _KEPT}, file)
        fresh.replace(self.folder / f"{self.name}.json")

    def begin(self) -> int:
        """Begin to send more of it, in the place of whoever does; return the number of the turn."""
        with self._lock:
            self._turn += 1 + self.is_busy  # an odd one
            return self._turn

    def append(self, turn: int, data: bytes) -> None:
        """Put bytes behind those that are there.

        Raises:
            Overtaken: if another request goes on with it, or it is gone.
            OSError: if the disk does not take them; then what it took counts.
        """
        with self._lock:
            if self._turn != turn or self.is_taken:
                raise Overtaken
            try:
                descriptor = os.open(self.path, os.O_WRONLY | os.O_APPEND | _CAREFULLY)
            except FileNotFoundError:
                raise Overtaken from None
            try:
                rest = memoryview(data)
                while rest:
                    rest = rest[os.write(descriptor, rest) :]
                if self.received + len(data) == self.size:
                    os.fsync(descriptor)
            finally:
                self.received = os.fstat(descriptor).st_size
                self.touched = time.monotonic()
                os.close(descriptor)

    def end(self, turn: int) -> None:
        """Note that a request sends no more."""
        with self._lock:
            self._turn += self._turn == turn

    def take(self) -> None:
        """Let the app have it: from now on nothing can be sent.

        Raises:
            OSError: if the disk does not do it.
        """
        with self._lock:
            if not self.is_taken:
                self.is_taken = True
                self.note()
                self._part.rename(self.path)

    def remove(self) -> None:
        """Take all of it from the disk."""
        with self._lock:
            self._turn += 2
            for kind in ("part", "file", "json", "new"):
                (self.folder / f"{self.name}.{kind}").unlink(missing_ok=True)
