"""The App's key: from ``CACAO_SECRET``, else a private file where it is to last, else made at start."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from .errors import ConfigError

FOLDER = ".cacao"
MIN_LENGTH = 16
_CURE = 'Make one with: python -c "import secrets; print(secrets.token_urlsafe(32))"'


def load_old_secrets() -> list[bytes]:
    """Return the keys of before, which ``CACAO_OLD_SECRETS`` names with commas between.

    Raises:
        ConfigError: if one is too short.
    """
    given = [secret for secret in os.environ.get("CACAO_OLD_SECRETS", "").split(",") if secret]
    for secret in given:
        _check(secret, "CACAO_OLD_SECRETS", "")
    return [os.fsencode(secret) for secret in given]


def load_secret(home: Path, *, lasts: bool) -> bytes:
    """Return the key that sessions and marks are signed with.

    Args:
        home: the folder of the app; it may hold the key in ``.cacao/secret``, so that a restarted
            server knows its visitors.
        lasts: whether such a file may be made: in development, or if sessions outlive the server.

    Raises:
        ConfigError: if ``CACAO_SECRET`` is too short.
    """
    given = os.environ.get("CACAO_SECRET", "")
    if given:
        _check(given, "CACAO_SECRET", _CURE)
        return os.fsencode(given)
    if lasts:
        try:
            return _development_key(home / FOLDER)
        except OSError:
            pass  # a folder that cannot be written: a key for this run will do
    return secrets.token_bytes(32)


def _check(secret: str, where: str, cure: str) -> None:
    if len(secret) < MIN_LENGTH:
        raise ConfigError(
            "the secret is too short",
            where=where,
            expected=f"at least {MIN_LENGTH} characters",
            got=f"{len(secret)}",
            cure=cure,
        )


def _development_key(folder: Path) -> bytes:
    folder.mkdir(mode=0o700, exist_ok=True)
    ignore = folder / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n")
    file = folder / "secret"
    if not file.exists():
        _make_key(file)
    handle = os.open(file, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
    with os.fdopen(handle, "rb") as opened:
        if os.name == "posix" and os.fstat(handle).st_mode & 0o077:
            os.fchmod(handle, 0o600)  # copied or checked out, and readable by others since
        key = opened.read()
    if len(key) < MIN_LENGTH:
        file.unlink()
        return _development_key(folder)
    return key


def _make_key(file: Path) -> None:
    """Write a key to a file of its own and link it in: of two servers that start at once, one wins."""
    draft = file.with_name(f"secret.{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
            opened.write(secrets.token_bytes(32))
        try:
            os.link(draft, file)
        except FileExistsError:
            pass
        except OSError:  # a file system without links
            draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)
