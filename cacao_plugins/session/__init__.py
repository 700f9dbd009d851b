"""The plugin ``session``: keeps what visitors have over a restart of the server."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from cacao_kernel import Commands, Host, SessionLimits, hookimpl

if TYPE_CHECKING:
    from .file_store import FileStore

__all__ = ["Config", "register_commands", "register_session_limits", "register_session_store"]

# The first seals what is stored, all unseal it.
SECRET = "CACAO_SECRET"  # noqa: S105
OLD_SECRETS = "CACAO_OLD_SECRETS"

LONGEST = 34_560_000  # 400 days: no browser keeps a cookie longer


@dataclass(frozen=True)
class Config:
    """What cacao.json says under ``session``.

    Attributes:
        storage: ``"memory"`` forgets sessions when the server stops; ``"file"`` keeps them.
        path: the file, from the folder of cacao.json.
        expires: seconds after which a session is forgotten, from the first visit on, wherever it is
            kept; as long the browser keeps the cookie.
        idle: seconds after which it is if its visitor was not seen; 0 for no such bound.
    """

    storage: Literal["memory", "file"] = "memory"
    path: str = ".cacao/sessions.db"
    expires: int = 86_400
    idle: int = 0

    def __post_init__(self) -> None:
        """Refuse times that are none."""
        for name, seconds, least in (("expires", self.expires, 1), ("idle", self.idle, 0)):
            if not least <= seconds <= LONGEST:
                told = f"a number of seconds from {least} to {LONGEST}"
                raise ValueError(f"{name} is {told}, and got {seconds}")


@hookimpl
def register_session_limits(app: Host) -> SessionLimits:
    """Return how long a session lasts."""
    config = app.config(Config)
    return SessionLimits(config.expires, config.idle)


@hookimpl
def register_session_store(app: Host) -> FileStore | None:
    """Return the file that keeps sessions, if they are to be kept."""
    config = app.config(Config)
    if config.storage == "memory":
        return None
    from .file_store import FileStore

    return FileStore(
        app.home / config.path,
        secrets=_read_secrets(),
        lifetime=config.expires,
        idle=config.idle or None,
    )


@hookimpl
def register_commands(commands: Commands, app: Host) -> None:
    """Add ``cacao sessions``."""
    from .command import Desk

    config = app.config(Config)
    Desk(app.home / config.path, _read_secrets, is_used=config.storage == "file").add_to(commands)


def _read_secrets() -> list[bytes]:
    """Return what the values in the file are encrypted with: the first seals, all unseal."""
    given = [os.environ.get(SECRET, ""), *os.environ.get(OLD_SECRETS, "").split(",")]
    return [os.fsencode(secret) for secret in given if secret]
