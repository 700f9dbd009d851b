"""Handout: files that wait to be fetched, each by the visitor it was made for."""

from __future__ import annotations

import mimetypes
import re
import secrets
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from threading import Lock
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Message, Receive, Scope, Send

from cacao_kernel import CacaoError, session_of

PATH = "/_components/download/{token}"

SECONDS = 300
MOST_FILES = 100
MOST_BYTES = 64 * 1024 * 1024  # of what is held in memory
"""How many files of one visitor may wait, and how large they may be."""

ALL_FILES = 10_000
ALL_BYTES = 256 * 1024 * 1024
"""How many of all visitors, and how large these may be."""

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


@dataclass(frozen=True, eq=False)
class Waiting:
    """A file that waits.

    Attributes:
        visitor: whose it is.
        content: what is in it, where it is, or what makes it piece by piece as it is fetched.
        name: what it is called.
    """

    visitor: str
    content: bytes | Path | Iterator[bytes]
    name: str

    @property
    def size(self) -> int:
        """The bytes that it takes in memory."""
        return len(self.content) if isinstance(self.content, bytes) else 0


class Handout:
    """The files of one App that wait to be fetched.

    Args:
        clock: seconds that only grow.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._waiting: dict[str, tuple[float, Waiting]] = {}
        self._lock = Lock()
        self.route = Route(PATH, self.answer, methods=["GET"])

    def put(self, waiting: Waiting) -> str:
        """Keep a file until it has been sent or its time is over, and return its token.

        Raises:
            CacaoError: if too much is waiting, of this visitor's or of all.
        """
        token = secrets.token_urlsafe(32)
        with self._lock:
            self._tidy()
            others = [each for _, each in self._waiting.values()]
            own = [each for each in others if each.visitor == waiting.visitor]
            _refuse_more("this visitor", [*own, waiting], MOST_FILES, MOST_BYTES)
            _refuse_more("all visitors", [*others, waiting], ALL_FILES, ALL_BYTES)
            self._waiting[token] = (self._clock() + SECONDS, waiting)
        return token

    def find(self, token: str, visitor: str | None) -> Waiting | None:
        """Return a file to the visitor it was made for; None for anybody else."""
        with self._lock:
            self._tidy()
            found = self._waiting.get(token)
        return found[1] if found is not None and found[1].visitor == visitor else None

    def drop(self, token: str) -> None:
        """Forget a file."""
        with self._lock:
            self._waiting.pop(token, None)

    async def answer(self, request: Request) -> Response:
        """Answer with a file that waits for the visitor who asks."""
        if request.method != "GET":
            return PlainTextResponse("", 405, {"Allow": "GET"})
        token = request.path_params["token"]
        found = self.find(token, session_of(request))
        if found is None or (isinstance(found.content, Path) and not found.content.is_file()):
            return PlainTextResponse("This file is not here any more. Ask for it again.", 404)
        if isinstance(found.content, bytes | Path):
            return _Whole(_respond(found), self, token)
        self.drop(token)  # what is made piece by piece can be made once
        return _respond(found)

    def _tidy(self) -> None:
        """Drop those whose time is over; the oldest stand first."""
        now = self._clock()
        while self._waiting:
            token, (end, _) = next(iter(self._waiting.items()))
            if end > now:
                return
            del self._waiting[token]


class _Whole(Response):
    """An answer after which its file is forgotten, if all of it could be sent: a cut line is no loss."""

    def __init__(self, response: Response, handout: Handout, token: str) -> None:
        super().__init__()
        self._response, self._handout, self._token = response, handout, token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        request = Request(scope, receive)
        await request.body()

        async def pass_on(message: Message) -> None:
            if message["type"] == "http.response.body" and not message.get("more_body"):
                await send({**message, "more_body": True})
                await send(
                    {"type": "http.response.body", "body": b"", "more_body": True}
                )  # once there is room
                if not await request.is_disconnected():
                    self._handout.drop(self._token)
                message = {"type": "http.response.body", "body": b""}
            await send(message)

        await self._response(scope, receive, pass_on)


def _refuse_more(whose: str, files: list[Waiting], most: int, most_bytes: int) -> None:
    size = sum(each.size for each in files)
    if len(files) > most or size > most_bytes:
        raise CacaoError(
            f"too much is waiting to be downloaded by {whose}",
            expected=f"at most {most} files of {most_bytes} bytes together",
            got=f"{len(files)} of {size}",
            cure="Write what is large to a file, and give its Path.",
        )


def _respond(found: Waiting) -> Response:
    headers = {"Cache-Control": "no-store", "Content-Security-Policy": "sandbox; default-src 'none'"}
    kind = content_type(found.name)
    headers["Content-Disposition"] = _disposition(found.name)
    if isinstance(found.content, Path):
        return FileResponse(found.content, media_type=kind, headers=headers)
    if not isinstance(found.content, bytes):
        return StreamingResponse(found.content, media_type=kind, headers=headers)
    return Response(found.content, media_type=kind, headers=headers)


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
