"""Content: what kind of file bytes are, by how they begin, and whether that is a kind that is asked for."""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from types import MappingProxyType

HEAD_BYTES = 512

# How files begin, and what they are then.
_BEGINNINGS: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (4, b"ftypavif", "image/avif"),
    (4, b"ftypM4A", "audio/mp4"),
    (4, b"ftyp", "video/mp4"),
    (0, b"\x1a\x45\xdf\xa3", "video/webm"),
    (0, b"OggS", "audio/ogg"),
    (0, b"fLaC", "audio/flac"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"\xff\xfb", "audio/mpeg"),
    (0, b"\xff\xf3", "audio/mpeg"),
    (0, b"%PDF-", "application/pdf"),
    (0, b"PK\x03\x04", "application/zip"),
)
_RIFF: Mapping[bytes, str] = MappingProxyType({b"WEBP": "image/webp", b"WAVE": "audio/wav"})

# What a name promises that can be held against how the file begins.
_PROMISED: Mapping[str, str] = MappingProxyType(
    {
        **{f".{ending}": f"image/{ending}" for ending in ("png", "gif", "webp", "avif", "jpeg")},
        ".jpg": "image/jpeg",
        ".pdf": "application/pdf",
        **{
            f".{ending}": "application/zip"
            for ending in ("zip", "docx", "xlsx", "pptx", "odt", "ods", "epub")
        },
    }
)


def find_type(head: bytes) -> str | None:
    """Return the type of what begins with these bytes, or None if they do not tell."""
    if head[:4] == b"RIFF":
        return _RIFF.get(head[8:12])
    for start, beginning, kind in _BEGINNINGS:
        if head.startswith(beginning, start):
            return kind
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith(b"WEBVTT"):
        return "text/vtt"
    if text.startswith(b"<svg") or (text.startswith(b"<?xml") and b"<svg" in text):
        return "image/svg+xml"
    return None


def keeps_promise(name: str, head: bytes) -> bool:
    """Tell whether a file begins as its name lets expect, where that can be told."""
    promised = _PROMISED.get(PurePath(name).suffix.lower())
    return promised is None or promised == find_type(head)


def split_accept(accept: str | Sequence[str] | None) -> list[str]:
    """Return what kinds of files are asked for: ``".pdf"``, ``"image/*"``, ``"text/csv"``."""
    listed = accept.split(",") if isinstance(accept, str) else accept or ()
    return [kind.strip().lower() for kind in listed if kind.strip()]


def is_accepted(kinds: Sequence[str], name: str, said: str) -> bool:
    """Tell whether a file is of one of these kinds, by its name, or by what the browser says of it.

    Args:
        kinds: those that are asked for; none for all.
        name: what the file is called.
        said: the type that the browser says it has.
    """
    if not kinds:
        return True
    suffix = PurePath(name).suffix.lower()
    guessed = mimetypes.guess_type(f"file{suffix}")[0] or said
    return any(
        suffix == kind
        if kind.startswith(".")
        else guessed == kind or (kind.endswith("/*") and guessed.startswith(kind[:-1]))
        for kind in kinds
    )
