"""Trimmed: bytes that are kept for long, without the room behind them."""

from __future__ import annotations


def trimmed(data: bytes) -> bytes:
    """Return the same bytes in no more memory than they need.

    What orjson gives out has room for 4 KiB, however short it is, for as long as somebody holds it.
    """
    return bytes(memoryview(data))
