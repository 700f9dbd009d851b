"""Sealing: how values look in the file: as they are, or encrypted with a key made of the App's secret.

Encrypted is by AES-256-GCM, with a key for each record. What a value belongs to is
authenticated with it, so that none can be put in another's place.
"""

from __future__ import annotations

import hmac
import os
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from cacao_kernel import StoreError

PLAIN = b"p"
SEALED = b"s"
MIN_SECRET = 16
_NONCE = 12
_KEPT_KEYS = 1_000


class Damaged(Exception):
    """A value in the file is none that was put there, or its key is gone."""


class _Cipher(Protocol):
    """AES-GCM of ``cryptography``, which is imported only where it is used."""

    def encrypt(self, nonce: bytes, data: bytes, associated_data: bytes | None) -> bytes: ...

    def decrypt(self, nonce: bytes, data: bytes, associated_data: bytes | None) -> bytes: ...


class Plain:
    """Leaves values as they are."""

    def seal(self, record: str, name: str, value: bytes) -> bytes:
        """Return a value as it stands in the file."""
        return PLAIN + value

    def unseal(self, record: str, name: str, stored: bytes) -> tuple[bytes, bool]:
        """Return a value, and whether it is to be sealed anew.

        Raises:
            Damaged: if it was sealed, and there is no secret.
        """
        if stored[:1] != PLAIN:
            raise Damaged
        return stored[1:], False


class Sealed:
    """Encrypts values.

    Args:
        secrets: the first seals; all unseal.
        salt: of this file, random; it makes its keys others than those of another.

    Raises:
        StoreError: if ``cryptography`` is not installed, or a secret is too short.
    """

    def __init__(self, secrets: Sequence[bytes], salt: bytes) -> None:
        shortest = min(map(len, secrets))
        if shortest < MIN_SECRET:
            raise StoreError(
                "a secret that sessions are encrypted with is too short",
                expected=f"at least {MIN_SECRET} bytes",
                got=f"{shortest}",
                cure='Make one with: python -c "import secrets; print(secrets.token_urlsafe(32))"',
            )
        make, self._invalid, derive = _load_cryptography()
        self._make: Callable[[bytes], _Cipher] = make
        self._masters = [derive(secret, salt) for secret in secrets]
        self._kept: dict[tuple[int, str], _Cipher] = {}

    def _cipher(self, place: int, record: str) -> _Cipher:
        cipher = self._kept.get((place, record))
        if cipher is None:
            if len(self._kept) >= _KEPT_KEYS:
                self._kept.clear()
            # A key of its own: random nonces of one key must not be used for billions of values.
            key = hmac.digest(self._masters[place], b"record:" + record.encode(), "sha256")
            cipher = self._kept[place, record] = self._make(key)
        return cipher

    def seal(self, record: str, name: str, value: bytes) -> bytes:
        """Return a value as it stands in the file."""
        nonce = os.urandom(_NONCE)
        return SEALED + nonce + self._cipher(0, record).encrypt(nonce, value, _belonging(record, name))

    def unseal(self, record: str, name: str, stored: bytes) -> tuple[bytes, bool]:
        """Return a value, and whether it is to be sealed anew, by the first secret.

        Raises:
            Damaged: if none of the secrets has sealed it, for this record and name.
        """
        nonce, sealed = stored[1 : 1 + _NONCE], stored[1 + _NONCE :]
        if stored[:1] != SEALED or len(sealed) < 16:
            raise Damaged
        for place in range(len(self._masters)):
            try:
                value = self._cipher(place, record).decrypt(nonce, sealed, _belonging(record, name))
            except self._invalid:
                continue
            return value, place > 0
        raise Damaged


Sealer = Plain | Sealed


def _belonging(record: str, name: str) -> bytes:
    return f"{len(record)}:{record}{name}".encode("utf-8", "surrogatepass")


def _load_cryptography() -> tuple[Callable[[bytes], Any], type[Exception], Callable[[bytes, bytes], bytes]]:
    """Return the cipher, what it raises, and what makes a key of a secret and a salt."""
    try:
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM
        from cryptography.hazmat.primitives.hashes import SHA256
        from cryptography.hazmat.primitives.kdf.hkdf import HKDF
    except ImportError:
        raise StoreError(
            "sessions cannot be encrypted: the package cryptography is not installed",
            cure="Install it with: pip install 'cacao[session]'",
        ) from None

    def derive(secret: bytes, salt: bytes) -> bytes:
        return HKDF(SHA256(), 32, salt, b"cacao sessions 1").derive(secret)

    return AESGCM, InvalidTag, derive
