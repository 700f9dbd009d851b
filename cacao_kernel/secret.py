"""The App's key: from ``CACAO_SECRET``, else a private file in development, else made at start."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from .errors import ConfigError

FOLDER = ".cacao"
MIN_LENGTH = 16


def load_secret(home: Path, *, development: bool) -> bytes:
    """Return the key that sessions and marks are signed with.

    Args:
        home: the folder of the app; in development it holds the key in ``.cacao/secret``, so that
            a restarted server knows its visitors.
        development: whether such a file may be made.

    Raises:
        ConfigError: if ``CACAO_SECRET`` is too short.
    """
    given = os.environ.get("CACAO_SECRET", "")
    if given:
        if len(given) < MIN_LENGTH:
            raise ConfigError(
                "the secret is too short",
                where="CACAO_SECRET",
                expected=f"at least {MIN_LENGTH} characters",
                got=f"{len(given)}",
                cure='Make one with: python -c "import secrets; print(secrets.token_urlsafe(32))"',
            )
        return given.encode()
    if development:
        try:
            return _development_key(home / FOLDER)
        except OSError:
            pass  # a folder that cannot be written: a key for this run will do
    return secrets.token_bytes(32)


def _development_key(folder: Path) -> bytes:
    folder.mkdir(mode=0o700, exist_ok=True)
    ignore = folder / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n")
    file = folder / "secret"
    try:
        # O_EXCL: of two servers that start at once, one makes the file and the other reads it.
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        key = file.read_bytes()
        if len(key) >= MIN_LENGTH:
            return key
        file.unlink()
        return _development_key(folder)
    with os.fdopen(handle, "wb") as opened:
        key = secrets.token_bytes(32)
        opened.write(key)
    return key
