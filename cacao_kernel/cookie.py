"""The session cookie: 256 random bits and our HMAC, so that an id we did not issue is told apart."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from base64 import urlsafe_b64encode

_VALUE = re.compile(r"([A-Za-z0-9_-]{43})\.([A-Za-z0-9_-]{43})\Z")


class Signer:
    """Issues and checks session ids, and derives each session's own keys.

    Args:
        secret: the App's key; any length of at least 16 bytes.
    """

    def __init__(self, secret: bytes) -> None:
        self._secret = hashlib.blake2b(secret, digest_size=32, person=b"cacao").digest()

    def issue(self) -> str:
        """Return a new session id."""
        return secrets.token_urlsafe(32)

    def seal(self, session_id: str) -> str:
        """Return the cookie's value for a session id."""
        return f"{session_id}.{self._mac('cookie', session_id)}"

    def read(self, value: str | None) -> str | None:
        """Return the session id in a cookie's value; None unless we issued it."""
        parts = _VALUE.match(value or "")
        if parts is None or not hmac.compare_digest(parts[2], self._mac("cookie", parts[1])):
            return None
        return parts[1]

    def mark_key(self, session_id: str) -> bytes:
        """Return the key of the marks on this session's nodes."""
        return self._mac("marks", session_id).encode()

    def tab_token(self, session_id: str, tab: str, place: str) -> str:
        """Return what proves that a browser has been let in as this tab, with its cells at this place."""
        return self._mac("tab", f"{session_id}:{tab}:{place}")

    def _mac(self, purpose: str, text: str) -> str:
        digest = hmac.digest(self._secret, f"{purpose}:{text}".encode(), "sha256")
        return urlsafe_b64encode(digest).decode().rstrip("=")


def cookie_name(*, secure: bool, tag: str) -> str:
    """Return the cookie's name.

    Args:
        secure: whether the visitor came over TLS; then the browser itself guards the name.
        tag: tells apps on one host apart in development, where cookies ignore the port.
    """
    name = f"cacao_session_{tag}" if tag else "cacao_session"
    return f"__Host-{name}" if secure else name


def cookie_header(name: str, value: str, *, secure: bool, lifetime: int) -> str:
    """Return the ``Set-Cookie`` header that hands out a session.

    Args:
        name: the cookie's name.
        value: the sealed session id.
        secure: whether the visitor came over TLS.
        lifetime: seconds that the browser keeps it.
    """
    flags = "; Secure" if secure else ""
    return f"{name}={value}; Max-Age={lifetime}; Path=/; HttpOnly; SameSite=Lax{flags}"
