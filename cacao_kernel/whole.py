"""Whole messages: texts in one frame, which is nearly all that travels, read and written without a parser."""

from __future__ import annotations

from websockets.frames import apply_mask  # type: ignore[attr-defined]  # in C where it is built

_TEXT = 0x81  # the last piece of a text, and the first
_MASKED = 0x80
_TWO_BYTES = 126
_EIGHT_BYTES = 127


def read_whole(data: bytes, most: int) -> tuple[list[str], bytes]:
    """Return the texts that some bytes begin with, and the bytes behind them.

    What is not such a text, whole and masked and in UTF-8, stays among the bytes: a parser knows
    what is right and wrong of it.

    Args:
        data: bytes that begin with a frame.
        most: how many bytes a text may have.
    """
    texts: list[str] = []
    at, end = 0, len(data)
    if 6 <= end < 6 + _TWO_BYTES and data[0] == _TEXT and data[1] == _MASKED + end - 6 and end - 6 <= most:
        try:  # one short text and nothing else, which is what comes most often
            return [apply_mask(data[6:], data[2:6]).decode()], b""
        except UnicodeDecodeError:
            return texts, data
    while end - at >= 6 and data[at] == _TEXT:
        size, start = data[at + 1] - _MASKED, at + 2
        if size == _TWO_BYTES:
            size, start = int.from_bytes(data[start : start + 2]), start + 2
            if size < _TWO_BYTES:
                break
        if not 0 <= size <= most or data[at + 1] & _EIGHT_BYTES == _EIGHT_BYTES or end < start + 4 + size:
            break
        body, stop = start + 4, start + 4 + size
        try:
            texts.append(apply_mask(data[body:stop], data[start:body]).decode())
        except UnicodeDecodeError:
            break
        at = stop
    return texts, data[at:]


def write_whole(text: str) -> bytes:
    """Return the frame of a text that a server sends."""
    data = text.encode()
    size = len(data)
    if size < _TWO_BYTES:
        return bytes((_TEXT, size)) + data
    if size < 65_536:
        return bytes((_TEXT, _TWO_BYTES)) + size.to_bytes(2) + data
    return bytes((_TEXT, _EIGHT_BYTES)) + size.to_bytes(8) + data
