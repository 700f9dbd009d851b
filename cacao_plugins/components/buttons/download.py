"""Download: what a handler gives the visitor as a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cacao_kernel import CacaoError, Kit, call_page, shorten, visitor

from ..widget import read_kit
from .shelf import SHELF, Waiting, file_name

METHODS = {"download": Kit("download", script=read_kit("download", "download.js").script)}

Content = bytes | str | Path | Iterator[bytes]


def download(content: Content, name: str = "") -> None:
    """Give the visitor a file to save; to be called in a handler.

    It is kept for this visitor alone, until it has been fetched or a few minutes are over. The browser
    always saves it, and never shows it as a page.

    Args:
        content: what is in it: bytes, a text, the path of a file on the server, or an iterator of bytes,
            of which each is made as the visitor fetches it.
        name: what the file is called; by default as on the server.

    Raises:
        CacaoError: if the content is none of these, there is no such file, or too much is waiting.
        StateError: if no visitor's handler is running.
    """
    if not isinstance(content, bytes | str | Path | Iterator):
        expected = "bytes, a text, a Path or an iterator of bytes"
        raise CacaoError("a download has a content", expected=expected, got=shorten(content))
    if isinstance(content, Path):
        content = content.resolve()
        if not content.is_file():
            raise CacaoError("there is no such file to download", got=str(content))
    called = file_name(name or (content.name if isinstance(content, Path) else ""))
    held = content.encode() if isinstance(content, str) else content
    token = SHELF.put(Waiting(visitor(), held, called))
    call_page("download", token, called)
