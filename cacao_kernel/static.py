"""Static files: served by an exact manifest made at start, never by joining paths."""

from __future__ import annotations

import gzip
import hashlib
import re
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from functools import cached_property, lru_cache
from types import MappingProxyType

from starlette.requests import Request
from starlette.responses import Response

PREFIX = "/_cacao/"
SOCKET = f"{PREFIX}socket"

_REFUSED = re.compile(r"\s*q\s*=\s*0(?:\.0*)?\s*\Z", re.IGNORECASE)


class Manifest:
    """The files an App serves, by name; each name carries a hash of what is in the file.

    Args:
        files: content by plain name, such as ``{"cacao.js": "…"}``.
    """

    def __init__(self, files: Mapping[str, str]) -> None:
        served: dict[str, _File] = {}
        urls: dict[str, str] = {}
        for name, text in files.items():
            file = _make_file(name, text)
            served[file.name] = file
            urls[name] = url_of(name, text)
        self._files = MappingProxyType(served)
        self._urls = MappingProxyType(urls)

    def url(self, name: str) -> str:
        """Return the path a file is served at, below the app's prefix."""
        return self._urls[name]

    def respond(self, request: Request) -> Response:
        """Return the file the request names, or 404."""
        file = self._files.get(request.path_params["name"])
        if file is None:
            return Response("Not found", 404, media_type="text/plain")
        headers = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
        if _takes_gzip(request.headers.get("accept-encoding", "")):
            return Response(
                file.packed, headers={**headers, "Content-Encoding": "gzip"}, media_type=file.type
            )
        return Response(file.content, headers=headers, media_type=file.type)


def _takes_gzip(accepted: str) -> bool:
    """Tell whether an ``Accept-Encoding`` names gzip, with a weight above nothing."""
    choices = (choice.partition(";") for choice in accepted.split(","))
    return any(name.strip().lower() == "gzip" and not _REFUSED.match(weight) for name, _, weight in choices)


def url_of(name: str, text: str) -> str:
    """Return the path a file is served at, below the app's prefix."""
    return f"{PREFIX}{_make_file(name, text).name}"


class _File:
    _TYPES = MappingProxyType({"js": "text/javascript", "css": "text/css"})

    def __init__(self, name: str, content: bytes) -> None:
        stem, _, suffix = name.rpartition(".")
        digest = urlsafe_b64encode(hashlib.sha256(content).digest()[:9]).decode()
        self.name = f"{stem}.{digest}.{suffix}"
        self.content = content
        self.type = self._TYPES[suffix]

    @cached_property
    def packed(self) -> bytes:
        """The content as gzip has it."""
        return gzip.compress(self.content, mtime=0)


@lru_cache(maxsize=512)  # one process may serve several Apps, and tests serve thousands
def _make_file(name: str, text: str) -> _File:
    return _File(name, text.encode())
