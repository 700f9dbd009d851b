"""Transfer: the files that users give to an App under test, and those that they get from it."""

from __future__ import annotations

import mimetypes
from email.message import Message
from os import PathLike
from pathlib import Path
from typing import NamedTuple

ANY_TYPE = "application/octet-stream"

Given = str | PathLike[str] | tuple[str, bytes] | tuple[str, bytes, str]
"""A file: its path, or its name, its bytes and perhaps its type."""


class Download(NamedTuple):
    """A file that the App has given to a user.

    Attributes:
        name: what it is called.
        type: its media type, such as ``"text/csv"``.
        content: its bytes.
    """

    name: str
    type: str
    content: bytes

    @property
    def text(self) -> str:
        """Its content as text, from UTF-8."""
        return self.content.decode("utf-8-sig")


def read_files(files: tuple[Given, ...]) -> list[tuple[str, str, bytes]]:
    """Return name, type and bytes of each file.

    Raises:
        AssertionError: if there is no such file.
    """
    return [_read(file) for file in files]


def _read(file: Given) -> tuple[str, str, bytes]:
    if isinstance(file, tuple):
        name, content = file[0], file[1]
        return name, file[2] if len(file) > 2 else guess_type(name), content
    path = Path(file)
    if not path.is_file():
        raise AssertionError(f"there is no file {str(path)!r} to upload")
    return path.name, guess_type(path.name), path.read_bytes()


def guess_type(name: str) -> str:
    """Return the type that a file's name tells of."""
    return mimetypes.guess_type(name)[0] or ANY_TYPE


def download_of(headers: dict[bytes, bytes], content: bytes, name: str) -> Download:
    """Return what an answer gives to be saved, under the name that it says, else under this one."""
    message = Message()
    message["content-disposition"] = headers.get(b"content-disposition", b"").decode("latin-1")
    kind = headers.get(b"content-type", ANY_TYPE.encode()).decode("latin-1").partition(";")[0]
    return Download(name or message.get_filename() or "", kind, content)
