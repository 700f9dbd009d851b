"""Digest: what a session is called in the file, so that it holds nobody's cookie, and by people."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode

from cacao_kernel import APP

EVERYBODY = "app"  # what the record of cells for everybody is called in the file


def stored_name(record: str) -> str:
    """Return what a record is called in the file."""
    if record == APP:
        return EVERYBODY
    digest = hashlib.sha256(b"cacao session:" + record.encode("utf-8", "surrogatepass")).digest()
    return urlsafe_b64encode(digest).decode().rstrip("=")


def shown_id(stored: str) -> str:
    """Return what people call a record: its digest in a form that no shell takes for an option."""
    try:
        return urlsafe_b64decode(f"{stored}=").hex()
    except ValueError:
        return "".join(sign for sign in stored if sign.isprintable())
