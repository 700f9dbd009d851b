"""Place: the file on disk that a store lives in: ours alone, one process at a time."""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
import weakref
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from cacao_kernel import StoreError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

VARIABLE = "CACAO_SESSION_PATH"
BESIDE = ("-wal", "-shm", "-journal")  # what SQLite keeps beside its file
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)


class Place:
    """The path of a store's file, with its folder and its lock.

    Args:
        path: of the file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = Path(f"{path}.lock")
        self._handle: int | None = None

    def take(self) -> None:
        """Make the folder and hold the lock, which goes with the process however it ends.

        Raises:
            StoreError: if another holds it, or the folder cannot be used.
        """
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = _open(self._lock)
        except OSError as error:
            raise unusable(self.path, error) from None
        try:
            _lock(handle)
        except OSError as error:
            if sys.platform != "win32" and not isinstance(error, BlockingIOError):
                os.close(handle)
                raise unusable(self.path, error) from None
            holder = os.pread(handle, 20, 0).decode("ascii", "replace") if hasattr(os, "pread") else ""
            os.close(handle)
            raise StoreError(
                "another process has this session store open",
                where=str(self.path),
                expected="one process at a time",
                got=f"process {holder.strip() or 'of an unknown id'}",
                cure=f"Stop it, or give this one a path of its own: {setting()}.",
            ) from None
        try:
            # In place of the one before, which needs no room on the disk.
            os.ftruncate(handle, os.write(handle, f"{os.getpid()}\n".encode()))
        except OSError as error:
            os.close(handle)
            raise unusable(self.path, error) from None
        self._handle = handle
        if hasattr(os, "register_at_fork"):
            # A child that outlives this process must not go on holding the lock.
            release = weakref.WeakMethod(self.release)
            os.register_at_fork(after_in_child=lambda: _call(release()))

    def release(self) -> None:
        """Let go of the lock; its file stays, since another may be waiting for it."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def was_locked(self) -> bool:
        """Tell whether a store has held the lock, now or before: its file is ours, however broken.

        Raises:
            StoreError: if what is there is no regular file.
            OSError: if it cannot be told.
        """
        if _refuse_other_than_regular(self._lock):
            return False
        with self._lock.open("rb") as lock:
            return re.fullmatch(rb"\d+\n", lock.read(20)) is not None

    def is_there(self) -> bool:
        """Tell whether there is such a file.

        Raises:
            StoreError: if what is there is no regular file.
            OSError: if it cannot be told.
        """
        for beside in BESIDE:
            _refuse_other_than_regular(Path(f"{self.path}{beside}"))
        return not _refuse_other_than_regular(self.path)

    def prepare(self) -> int:
        """Make sure that the file is there, regular and readable by us alone; return its size.

        Not to be called while SQLite has it open: closing a handle of a file drops all locks on it.

        Raises:
            StoreError: if it is no regular file, or cannot be opened or made.
        """
        try:
            is_new = not self.is_there()
            handle = _open(self.path)
            try:
                size = -1 if is_new else os.fstat(handle).st_size
            finally:
                os.close(handle)
            if is_new:
                self._sync_folder()
        except OSError as error:
            raise unusable(self.path, error) from None
        return size

    def set_aside(self, now: float) -> Path:
        """Rename the file, with what SQLite keeps beside it, and return what it is called now."""
        moment = datetime.fromtimestamp(now, UTC).strftime("%Y%m%dT%H%M%SZ")
        aside, number = Path(f"{self.path}.broken-{moment}"), 1
        while os.path.lexists(aside):
            number += 1
            aside = Path(f"{self.path}.broken-{moment}-{number}")
        for beside in ("", *BESIDE):
            if os.path.lexists(f"{self.path}{beside}"):
                Path(f"{self.path}{beside}").rename(f"{aside}{beside}")
        self._sync_folder()
        return aside

    def _sync_folder(self) -> None:
        if sys.platform == "win32":  # where a folder cannot be opened
            return
        handle = os.open(self.path.parent, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def setting() -> str:
    """Return what sets the path, for those who are to give another."""
    return VARIABLE if VARIABLE in os.environ else '"session": {"path": …} in cacao.json'


def unusable(path: Path, error: OSError) -> StoreError:
    """Return what to raise for a file that the system does not let us use."""
    is_full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    return StoreError(
        "the session store cannot be used",
        where=str(path),
        expected="room on the disk" if is_full else "a file that this process may read and write",
        got=f"{type(error).__name__}: {error.strerror or error}",
        cure=f"{'Make room' if is_full else 'Check the path and its permissions'}, "
        f"or give another path: {setting()}.",
    )


def _call(method: Callable[[], None] | None) -> None:
    if method is not None:
        method()


def _open(path: Path) -> int:
    """Open a file to read and write, made if need be, and see to it that others may not."""
    _refuse_other_than_regular(path)
    handle = os.open(path, os.O_RDWR | os.O_CREAT | _NO_FOLLOW | getattr(os, "O_NONBLOCK", 0), 0o600)
    if os.name == "posix" and os.fstat(handle).st_mode & 0o077:
        os.fchmod(handle, 0o600)
    return handle


def _refuse_other_than_regular(path: Path) -> bool:
    """Tell whether nothing is there.

    Raises:
        StoreError: if something else than a regular file is.
    """
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return True
    if stat.S_ISREG(mode):
        return False
    kinds = {stat.S_IFLNK: "a symbolic link", stat.S_IFDIR: "a folder"}
    raise StoreError(
        "the session store cannot be used",
        where=str(path),
        expected="a regular file, or none yet",
        got=kinds.get(stat.S_IFMT(mode), "a pipe, socket or device"),
        cure=f"{'Name a file in it' if stat.S_ISDIR(mode) else 'Take it away'}, "
        f"or give another path: {setting()}.",
    )


def _lock(handle: int) -> None:
    """Lock a file against every other opening of it.

    Raises:
        OSError: if somebody has locked it.
    """
    if sys.platform == "win32":
        os.lseek(handle, 1 << 30, os.SEEK_SET)  # past the process id, which others are to read
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        os.lseek(handle, 0, os.SEEK_SET)
    else:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
