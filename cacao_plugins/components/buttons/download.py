"""Download: what a handler gives the visitor as a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cacao_kernel import CacaoError, call_page, current_host, shorten, visitor

from ..config import Config
from ..files.handout import Waiting, file_name
from ..widget import read_kit

METHODS = {"download": read_kit("download", "download.js", mimic="transfers:Downloads")}

Content = bytes | str | Path | Iterator[bytes]


def download(content: Content, name: str = "") -> None:
    """Give the visitor a file to save; to be called in a handler.

    It is kept for this visitor alone, until all of it has been sent or a few minutes are over. The browser
    always saves it, and never shows it as a page. Of one visitor 100 files may wait, and 64 MiB in memory; a
    Path and an iterator take none.

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
    token = current_host().config(Config).house.handout.put(Waiting(visitor(), held, called))
    call_page("download", token, called)
