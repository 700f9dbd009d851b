"""Shelf: pictures, films and sounds that an app shows to a visitor, under names that nobody can guess."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import threading
from collections import OrderedDict
from pathlib import Path
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from cacao_kernel import CacaoError, own_url, session_of, shorten, visitor

from . import SHOWN
from .content import HEAD_BYTES, find_type
from .uploaded import UploadedFile

MAX_ITEMS = 20_000
MAX_BYTES = 67_108_864  # of what is held in memory

Source = str | Path | bytes | UploadedFile
"""An address, a file, the bytes themselves, or what a visitor has sent."""

_RANGE = re.compile(r"bytes=(?:[0-9]{1,15}-[0-9]{0,15}|-[0-9]{1,15})\Z")
_HEADERS = {
    # It is shown by an element that asks for it; opened by itself it runs nothing, and is saved.
    "Content-Disposition": "attachment",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    "Cache-Control": "private, max-age=3600",
}


class Item(NamedTuple):
    """What may be asked for.

    Attributes:
        owner: tells the visitor apart.
        held: where it lies, or the bytes themselves.
        type: what it is.
    """

    owner: str
    held: Path | bytes
    type: str


class Shelf:
    """What the pages of one App show."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)
        self._items: OrderedDict[str, Item] = OrderedDict()
        self._held = 0
        self._lock = threading.Lock()
        self.route = Route(f"{SHOWN}{{name}}", self.answer, methods=["GET"])

    def show(self, source: Source, kinds: tuple[str, ...]) -> str:
        """Return the address of a picture, film or sound for the visitor whose page is being rendered.

        Args:
            source: what is shown; an address stays as it is.
            kinds: how its type may begin, such as ``"image/"``.

        Raises:
            CacaoError: if there is no such file, or it is of another kind.
        """
        if isinstance(source, str):
            return source
        held = source.path if isinstance(source, UploadedFile) else source
        owner = visitor()
        if isinstance(held, bytes):
            named, head = hashlib.sha256(held).hexdigest(), held[:HEAD_BYTES]
        else:
            named, head = _look(held)
        found = find_type(head)
        if found is None or not found.startswith(kinds):
            raise CacaoError(
                "this cannot be shown here",
                where=shorten(held),
                expected=" or ".join(f"{kind}*" if kind.endswith("/") else kind for kind in kinds),
                got=found or "a file of no kind that is shown",
            )
        name = hmac.new(self._key, f"{owner} {named}".encode(), "sha256").hexdigest()
        self._put(name, Item(owner, held, found))
        return own_url(SHOWN + name)

    def _put(self, name: str, item: Item) -> None:
        with self._lock:
            known = self._items.pop(name, None)
            self._items[name] = known or item
            self._held += 0 if known else _weight(item)
            while len(self._items) > MAX_ITEMS or (self._held > MAX_BYTES and len(self._items) > 1):
                _, gone = self._items.popitem(last=False)
                self._held -= _weight(gone)

    async def answer(self, request: Request) -> Response:
        """Answer a request: the whole, or one range of it."""
        item = self._items.get(request.path_params["name"])
        if item is None or item.owner != session_of(request):
            return _nothing()
        asked = request.headers.get("Range", "")
        if not _RANGE.match(asked):
            # Several ranges, or none that are: the whole is answered, as if nothing had been asked.
            asked = ""
            request.scope["headers"] = [each for each in request.scope["headers"] if each[0] != b"range"]
        if isinstance(item.held, bytes):
            return _part(item.held, item.type, asked)
        try:
            status = item.held.stat()
        except OSError:
            return _nothing()
        return FileResponse(item.held, headers=_HEADERS, media_type=item.type, stat_result=status)


def _weight(item: Item) -> int:
    return len(item.held) if isinstance(item.held, bytes) else 0


def _look(path: Path) -> tuple[str, bytes]:
    """Return what names a file as it is now, and how it begins."""
    try:
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
        status = path.stat()
    except OSError as error:
        raise CacaoError("this file cannot be shown", where=str(path), got=str(error.strerror)) from None
    return f"{path.resolve()} {status.st_mtime_ns} {status.st_size}", head


def _nothing() -> Response:
    return PlainTextResponse("There is nothing here.\n", 404, {"Cache-Control": "no-store"})


def _part(data: bytes, kind: str, asked: str) -> Response:
    """Return the answer with all of some bytes, or the range that is asked for."""
    headers = {**_HEADERS, "Accept-Ranges": "bytes"}
    if not asked or not data:
        return Response(data, 200, headers, kind)
    first, _, last = asked.removeprefix("bytes=").partition("-")
    start = int(first) if first else max(0, len(data) - int(last))
    end = min(int(last), len(data) - 1) if first and last else len(data) - 1
    if start > end:
        return Response(status_code=416, headers={**headers, "Content-Range": f"bytes */{len(data)}"})
    headers["Content-Range"] = f"bytes {start}-{end}/{len(data)}"
    return Response(data[start : end + 1], 206, headers, kind)
