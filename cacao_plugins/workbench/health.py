"""Health: how one thing is that Cacao needs or can use, and what mends it."""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(".cacao")
OTHERS = 0o077  # the bits of a file's mode by which anybody but its owner may use it
MIN_SECRET = 16
WATCH_SECONDS = 5.0
ENOUGH_WATCHES = 8_192

_WATCHES = Path("/proc/sys/fs/inotify/max_user_watches")


class State(Enum):
    """How something is: well, worth a word, or to be mended."""

    WELL = "well"
    NOTE = "note"
    AMISS = "amiss"


class Health(NamedTuple):
    """How one thing is.

    Attributes:
        state: whether it must be mended.
        text: what was found.
        cure: the command that mends it; empty for none.
    """

    state: State
    text: str
    cure: str = ""


def look_at_files() -> Iterator[Health]:
    """Yield whether there is an app here, and whether the folder can be written to."""
    here = Path.cwd()
    if not os.access(here, os.W_OK):
        told = "this folder cannot be written to, so that keys and sessions last as long as the server"
        yield Health(State.NOTE, told, f"chmod u+w {here}")
    if not any(Path(name).is_file() for name in ("main.py", "app.py", "cacao.json")):
        yield Health(State.NOTE, "there is no app in this folder", "cacao new NAME")


def look_at_secret() -> Iterator[Health]:
    """Yield whether what is secret can be read by its owner alone, and is long enough."""
    given = os.environ.get("CACAO_SECRET", "")
    if given and len(given) < MIN_SECRET:
        cure = "export CACAO_SECRET=$(python -c 'import secrets; print(secrets.token_urlsafe(32))')"
        told = f"CACAO_SECRET has {len(given)} characters, and needs at least {MIN_SECRET}"
        yield Health(State.AMISS, told, cure)
    if os.name != "posix" or not FOLDER.is_dir():
        return
    exposed = [path for path in (FOLDER, *sorted(FOLDER.iterdir())) if _is_exposed(path)]
    for path in exposed:
        mode = "700" if path.is_dir() else "600"
        told = f"others on this machine can use {path}, which is yours alone"
        yield Health(State.AMISS, told, f"chmod {mode} {path}")
    if not exposed:
        yield Health(State.WELL, f"what is in {FOLDER} is for its owner alone")


def _is_exposed(path: Path) -> bool:
    if path.name == ".gitignore" or path.is_symlink():
        return False
    return bool(path.stat().st_mode & OTHERS)


def look_at_watching() -> Iterator[Health]:
    """Yield whether it is noticed here that a file has changed."""
    try:
        notices = _notices_change(Path.cwd())
    except ImportError:  # which the packages have told of
        return
    if not notices:
        told = "the file system does not say that a file has changed (a network drive, or a container's)"
        yield Health(State.NOTE, told, "export WATCHFILES_FORCE_POLLING=1")
        return
    yield Health(State.WELL, "the file system says when a file has changed")
    few = _WATCHES.exists() and int(_WATCHES.read_text("ascii")) < ENOUGH_WATCHES
    if few:
        told = "few files can be watched at a time"
        yield Health(State.NOTE, told, f"sudo sysctl fs.inotify.max_user_watches={8 * ENOUGH_WATCHES}")


def _notices_change(folder: Path) -> bool:
    """Tell whether a file that is written in a folder of its own is noticed within some seconds."""
    from watchfiles import watch  # loaded by those alone who ask

    try:
        inside = tempfile.TemporaryDirectory(prefix=".cacao-doctor-", dir=folder)
    except OSError:
        return True  # nothing can be written, and nothing will change
    with inside as name:
        over = threading.Event()
        timer = threading.Timer(WATCH_SECONDS, over.set)
        timer.start()
        try:
            changes = watch(name, stop_event=over, yield_on_timeout=True, rust_timeout=50, debounce=50)
            for number, found in enumerate(changes):
                if found:
                    return True
                (Path(name) / f"{number}").touch()
        finally:
            timer.cancel()
    return False
