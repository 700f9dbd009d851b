"""The session cookie: 256 random bits and our HMAC, so that an id we did not issue is told apart."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from base64 import urlsafe_b64encode
from collections import OrderedDict
from collections.abc import Iterable

MAX_AGED = 10_000  # cookies of an older key that are remembered as such
_VALUE = re.compile(r"([A-Za-z0-9_-]{43})\.([A-Za-z0-9_-]{43})\Z")


class Signer:
    """Issues and checks session ids, and derives each session's own keys.

    A cookie that an older key has sealed is taken, too, until a new one is handed out, and as long as the
    visitor has it their marks stay as they were: whoever comes back to a server that was given a new
    key goes on where they were.

    Args:
        secret: the App's key; any length of at least 16 bytes.
        older: the keys of before.
    """

    def __init__(self, secret: bytes, older: Iterable[bytes] = ()) -> None:
        self._secret = _key_of(secret)
        self._older = [_key_of(each) for each in older]
        # By session id, for those whose cookie it has sealed that was seen last; bounded.
        self._key_of_session: OrderedDict[str, bytes] = OrderedDict()

    def issue(self) -> str:
        """Return a new session id."""
        return secrets.token_urlsafe(32)

    def seal(self, session_id: str) -> str:
        """Return the cookie's value for a session id."""
        return f"{session_id}.{_mac(self._secret, 'cookie', session_id)}"

    def read(self, value: str | None) -> str | None:
        """Return the session id in a cookie's value; None unless we issued it."""
        parts = _VALUE.match(value or "")
        if parts is None:
            return None
        session_id = parts[1]
        for key in (self._secret, *self._older):
            if hmac.compare_digest(parts[2], _mac(key, "cookie", session_id)):
                self._note(session_id, key)
                return session_id
        return None

    def _note(self, session_id: str, key: bytes) -> None:
        """Note which key the cookie of a session was sealed with, if that is an older one."""
        self._key_of_session.pop(session_id, None)
        if key is not self._secret:
            self._key_of_session[session_id] = key
            if len(self._key_of_session) > MAX_AGED:
                self._key_of_session.popitem(last=False)

    def renew(self, session_id: str) -> bool:
        """Return whether a cookie that was read is to be handed out anew, as an older key has sealed it."""
        return self._key_of_session.pop(session_id, None) is not None

    def mark_key(self, session_id: str) -> bytes:
        """Return the key of the marks on this session's nodes."""
        key = self._key_of_session.get(session_id, self._secret)
        return _mac(key, "marks", session_id).encode()

    def tab_token(self, session_id: str, tab: str, place: str) -> str:
        """Return what proves that a browser has been let in as this tab, with its cells at this place."""
        return _mac(self._secret, "tab", f"{session_id}:{tab}:{place}")

    def is_tab_token(self, token: str, session_id: str, tab: str, place: str) -> bool:
        """Tell whether a token proves that; one that an older key has made does, too."""
        text, given = f"{session_id}:{tab}:{place}", token.encode()
        return any(
            hmac.compare_digest(given, _mac(key, "tab", text).encode())
            for key in (self._secret, *self._older)
        )


def _key_of(secret: bytes) -> bytes:
    return hashlib.blake2b(secret, digest_size=32, person=b"cacao").digest()


def _mac(key: bytes, purpose: str, text: str) -> str:
    digest = hmac.digest(key, f"{purpose}:{text}".encode(), "sha256")
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
