"""Shelf: files that wait to be fetched, each by the visitor it was made for."""

from __future__ import annotations

import mimetypes
import re
import secrets
import time
from collections import OrderedDict
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from threading import Lock
from typing import NamedTuple
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from cacao_kernel import CacaoError, session_of

PATH = "/_components/download/{token}"

SECONDS = 300
MOST_FILES = 1_000
MOST_BYTES = 256 * 1024 * 1024

# What a browser does not run, wherever it opens it; all else is told to be bytes.
TYPES = frozenset(
    {
        "application/gzip",
        "application/json",
        "application/pdf",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/zip",
        "audio/mpeg",
        "image/gif",
        "image/jpeg",
        "image/png",
        "image/webp",
        "text/calendar",
        "text/csv",
        "text/markdown",
        "text/plain",
        "video/mp4",
    }
)

# Separators of folders, what cannot be seen, and what turns the direction of writing around.
_UNFIT = re.compile(
    r"[\\/:*?\"<>|\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]+"
)
_LONGEST = 120


class Waiting(NamedTuple):
    """A file that waits.

    Attributes:
        visitor: whose it is.
        content: what is in it, where it is, or what makes it piece by piece as it is fetched.
        name: what it is called.
    """

    visitor: str
    content: bytes | Path | Iterator[bytes]
    name: str


class Shelf:
    """Files that wait to be fetched.

    What is fetched is found by the visitor and by a token that nobody can guess, so all Apps of a process
    may share one.
    """

    def __init__(self) -> None:
        self._waiting: OrderedDict[str, tuple[float, Waiting]] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def put(self, waiting: Waiting) -> str:
        """Keep a file until it is fetched or its time is over, and return its token.

        Raises:
            CacaoError: if it is larger than all that may wait.
        """
        size = _size(waiting)
        if size > MOST_BYTES:
            raise CacaoError(
                "a download is too large to be kept in memory",
                expected=f"at most {MOST_BYTES} bytes",
                got=f"{size}",
                cure="Write it to a file, and give its Path.",
            )
        token = secrets.token_urlsafe(32)
        with self._lock:
            self._waiting[token] = (time.monotonic() + SECONDS, waiting)
            self._bytes += size
            self._tidy()
        return token

    def take(self, token: str, visitor: str | None) -> Waiting | None:
        """Return a file to the visitor it was made for, once; None for anybody else."""
        with self._lock:
            self._tidy()
            found = self._waiting.get(token)
            if found is None or visitor is None or found[1].visitor != visitor:
                return None
            self._drop(token)
            return found[1]

    def _tidy(self) -> None:
        """Drop the oldest, as far as their time is over or there are too many."""
        now = time.monotonic()
        while self._waiting:
            token, (end, _) = next(iter(self._waiting.items()))
            if end > now and len(self._waiting) <= MOST_FILES and self._bytes <= MOST_BYTES:
                return
            self._drop(token)

    def _drop(self, token: str) -> None:
        self._bytes -= _size(self._waiting.pop(token)[1])


def _size(waiting: Waiting) -> int:
    return len(waiting.content) if isinstance(waiting.content, bytes) else 0


SHELF = Shelf()


async def serve(request: Request) -> Response:
    """Answer with a file that waits for the visitor who asks."""
    if request.method != "GET":
        return PlainTextResponse("", 405, {"Allow": "GET"})
    found = SHELF.take(request.path_params["token"], session_of(request))
    if found is None or (isinstance(found.content, Path) and not found.content.is_file()):
        return PlainTextResponse("This file is not here any more. Ask for it again.", 404)
    headers = {"Cache-Control": "no-store", "Content-Security-Policy": "sandbox; default-src 'none'"}
    kind = content_type(found.name)
    headers["Content-Disposition"] = _disposition(found.name)
    if isinstance(found.content, Path):
        return FileResponse(found.content, media_type=kind, headers=headers)
    if not isinstance(found.content, bytes):
        return StreamingResponse(found.content, media_type=kind, headers=headers)
    return Response(found.content, media_type=kind, headers=headers)


ROUTE = Route(PATH, serve, methods=["GET"])


def file_name(name: str) -> str:
    """Return a name that a file may have on any computer, and that says what it is."""
    clean = _UNFIT.sub("_", name).strip(" .") or "download"
    stem, suffix = PurePosixPath(clean).stem, PurePosixPath(clean).suffix[:20]
    return stem[: _LONGEST - len(suffix)] + suffix


def content_type(name: str) -> str:
    """Return what a file is said to be: never what a browser would run."""
    kind, encoding = mimetypes.guess_type(name)
    return kind if kind in TYPES and encoding is None else "application/octet-stream"


def _disposition(name: str) -> str:
    plain = name.encode("ascii", "replace").decode().replace("?", "_").replace("%", "_")
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
