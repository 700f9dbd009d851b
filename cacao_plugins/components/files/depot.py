"""Depot: the folder in which files lie that visitors are sending, or have sent."""

from __future__ import annotations

import hashlib
import logging
import os
import secrets
import stat
import tempfile
import threading
import time
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from cacao_kernel import CacaoError, ConfigError

from .names import clean_name
from .slot import NAME, Slot, Wish
from .uploaded import UploadedFile

log = logging.getLogger("cacao.files")

MAX_SLOTS = 10_000
WHERE = "cacao.json: components.uploads"


class Full(CacaoError):
    """There is no room for a file."""


class Room(NamedTuple):
    """How much may lie in a depot, and how long.

    Attributes:
        session_bytes: how many bytes of one visitor.
        session_files: how many files of one visitor.
        total_bytes: how many bytes of all.
        idle: seconds after which a file is dropped of which nothing more has come.
        keep: seconds after which a file is dropped that the app has not saved.
    """

    session_bytes: int
    session_files: int
    total_bytes: int
    idle: int
    keep: int


class Depot:
    """The files of one App.

    Args:
        room: how much may lie there.
    """

    def __init__(self, room: Room) -> None:
        self.room = room
        self._folder: Path | None = None
        self._may_move = True
        self._made = False
        self._slots: dict[str, Slot] = {}  # by the hash of their ticket
        self._lock = threading.RLock()

    def open(self, folder: Path, *, may_move: bool) -> None:
        """Find again what lies in a folder; it is made when the first file comes.

        Args:
            folder: the folder.
            may_move: whether another may be used where this one cannot.
        """
        self._folder, self._may_move, self._made = folder, may_move, False
        if not folder.is_dir() or folder.is_symlink():
            return
        with self._lock:
            for name in {found["name"] for each in folder.iterdir() if (found := NAME.match(each.name))}:
                slot = Slot.read(folder, name)
                if slot is None:
                    self._clear(folder, name)
                else:
                    self._slots[slot.digest] = slot
        self.sweep()

    def reserve(self, owner: str, place: str, wish: Wish) -> tuple[str, Slot]:
        """Make room for a file, and return the ticket that lets its owner send it.

        What is left of the same file goes on, if nobody else is sending it.

        Args:
            owner: tells the visitor apart.
            place: tells the widget apart.
            wish: the file as it was announced.

        Raises:
            Full: if there is no room.
        """
        ticket = secrets.token_urlsafe(32)
        with self._lock:
            self._forget_saved()
            found = self._find_left(owner, place, wish)
            try:
                if found is None:
                    self._refuse_full(owner, wish.size)
                    slot = Slot.make(self._ready(), owner, place, wish, _hash(ticket))
                else:
                    slot = self._slots.pop(found.digest)
                    slot.digest, slot.touched = _hash(ticket), time.monotonic()
                    slot.note()
            except OSError as error:
                log.warning("An upload cannot begin: %s", error)
                raise Full("the disk takes no file") from None
            self._slots[slot.digest] = slot
        return ticket, slot

    def find(self, owner: str | None, ticket: str) -> Slot | None:
        """Return the slot of a ticket, if it is this visitor's, and can still be sent."""
        slot = self._slots.get(_hash(ticket))
        return None if slot is None or slot.owner != owner or slot.is_taken else slot

    def take(self, owner: str, place: str, ticket: str, *, again: bool) -> UploadedFile | None:
        """Hand a file to the app, and return it; None if it is not whole, or none of this widget's.

        Args:
            owner: tells the visitor apart.
            place: tells the widget apart.
            ticket: what it was sent by.
            again: whether it may have been taken before, by what was not committed.
        """
        slot = self._slots.get(_hash(ticket))
        if slot is None or (slot.owner, slot.place) != (owner, place) or not slot.is_whole:
            return None
        if slot.is_taken and not again:
            return None
        slot.take()
        return UploadedFile(slot.label, slot.size, slot.type, str(slot.path))

    def drop(self, owner: str, ticket: str) -> None:
        """Delete a file that is being sent."""
        with self._lock:
            slot = self.find(owner, ticket)
            if slot is not None:
                self._drop([slot])

    def delete(self, owner: str, file: UploadedFile) -> None:
        """Delete a file that the app has been given, and has not saved."""
        with self._lock:
            self._drop(
                [slot for slot in self._of(owner) if slot.is_taken and str(slot.path) == file.location]
            )

    def refuse(self, slot: Slot) -> None:
        """Delete a file that breaks its word."""
        with self._lock:
            self._drop([slot])

    def sweep(self) -> None:
        """Delete what nobody sends on, and what the app has left lying too long."""
        now, room = time.monotonic(), self.room
        with self._lock:
            self._forget_saved()
            self._drop(
                [
                    slot
                    for slot in self._slots.values()
                    if now - slot.touched > (room.keep if slot.is_taken else room.idle)
                ]
            )

    def _of(self, owner: str) -> list[Slot]:
        return [slot for slot in self._slots.values() if slot.owner == owner]

    def _find_left(self, owner: str, place: str, wish: Wish) -> Slot | None:
        meant = (place, clean_name(wish.name), wish.size, wish.modified)
        return next(
            (
                slot
                for slot in self._of(owner)
                if (slot.place, slot.label, slot.size, slot.modified) == meant
                and not (slot.is_taken or slot.is_busy)
            ),
            None,
        )

    def _refuse_full(self, owner: str, size: int) -> None:
        own, room = self._of(owner), self.room
        if len(own) >= room.session_files or sum(slot.size for slot in own) + size > room.session_bytes:
            raise Full("this visitor has no more room")
        if (
            len(self._slots) >= MAX_SLOTS
            or sum(slot.size for slot in self._slots.values()) + size > room.total_bytes
        ):
            log.warning("An upload was refused, as no more may lie in %s.", self._folder)
            raise Full("there is no more room")

    def _forget_saved(self) -> None:
        """Let go what the app has moved elsewhere, or deleted."""
        self._drop([slot for slot in self._slots.values() if slot.is_taken and not slot.path.exists()])

    def _drop(self, slots: Iterable[Slot]) -> None:
        for slot in list(slots):
            self._slots.pop(slot.digest, None)
            try:
                slot.remove()
            except OSError as error:
                log.warning("A file of an upload cannot be deleted: %s", error)

    def _ready(self) -> Path:
        """Return the folder, which is there, and nobody else's."""
        folder = self._folder
        if folder is not None and not self._made:
            try:
                folder = _private(folder)
            except OSError as error:
                if not self._may_move:
                    raise ConfigError(
                        f"no file can be kept in {folder}", where=WHERE, got=str(error.strerror)
                    ) from None
                log.warning("Uploads lie in a temporary folder, as they cannot in %s: %s", folder, error)
                folder = None
        if folder is None:  # nobody has said where, or it cannot be there
            folder = Path(tempfile.mkdtemp(prefix="cacao-uploads-"))
        self._folder, self._made = folder, True
        return folder

    @staticmethod
    def _clear(folder: Path, name: str) -> None:
        for kind in ("part", "file", "json", "new"):
            (folder / f"{name}.{kind}").unlink(missing_ok=True)


def _hash(ticket: str) -> str:
    return hashlib.sha256(ticket.encode("utf-8", "replace")).hexdigest()


def _private(folder: Path) -> Path:
    """Return a folder that its owner alone can look into.

    Raises:
        OSError: if there is none.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    status = folder.lstat()
    if not stat.S_ISDIR(status.st_mode):
        raise NotADirectoryError(20, "it is a link or a file", str(folder))
    if stat.S_IMODE(status.st_mode) != 0o700:
        folder.chmod(0o700)
    if not os.access(folder, os.W_OK | os.X_OK):
        raise PermissionError(13, "nothing can be written there", str(folder))
    return folder.resolve()
