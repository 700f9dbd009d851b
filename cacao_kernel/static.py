"""Static files: served by an exact manifest made at start, never by joining paths."""

from __future__ import annotations

import gzip
import hashlib
import re
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache, partial
from types import MappingProxyType

from starlette.requests import Request
from starlette.responses import Response

PREFIX = "/_cacao/"
SOCKET = f"{PREFIX}socket"

MOST_FOUND = 256  # of the files that are found when they are first asked for are kept so many

_REFUSED = re.compile(r"\s*q\s*=\s*0(?:\.0*)?\s*\Z", re.IGNORECASE)


class File:
    """A file that is served, under a name with a hash of what it is made from.

    Args:
        name: its plain name, such as ``"cacao.js"``.
        source: what it is made from.
        make: makes what is served out of that, when the file is first asked for: no start and no page waits
            for it. By default the source is served as it is.
        edition: of what makes it: another one may make something else of the same source.
    """

    _TYPES = MappingProxyType({"js": "text/javascript", "css": "text/css"})

    def __init__(
        self, name: str, source: str, make: Callable[[str], str] | None = None, edition: str = ""
    ) -> None:
        stem, _, suffix = name.rpartition(".")
        digest = urlsafe_b64encode(hashlib.sha256(f"{edition}{source}".encode()).digest()[:9]).decode()
        self.plain_name = name
        self.name = f"{stem}.{digest}.{suffix}"
        self.type = self._TYPES[suffix]
        self._source = source
        self._make = make

    @property
    def url(self) -> str:
        """The path it is served at, below the app's prefix."""
        return PREFIX + self.name

    @cached_property
    def content(self) -> bytes:
        """What is served."""
        return (self._make(self._source) if self._make else self._source).encode()

    @cached_property
    def packed(self) -> bytes:
        """The content as gzip has it."""
        return gzip.compress(self.content, mtime=0)


class Manifest:
    """The files an App serves, each by the name with its hash.

    Args:
        files: those that are known at the start.
        find: returns others by their plain name, or None.
    """

    def __init__(self, files: Iterable[File], find: Callable[[str], File | None] = lambda name: None) -> None:
        files = list(files)
        self._find = lru_cache(maxsize=MOST_FOUND)(partial(_find_file, find))
        self._files = MappingProxyType({file.name: file for file in files})
        self._urls = MappingProxyType({file.plain_name: file.url for file in files})

    def url(self, name: str) -> str:
        """Return the path a file is served at, below the app's prefix."""
        return self._urls[name]

    def respond(self, request: Request) -> Response:
        """Return the file the request names, or 404."""
        name = request.path_params["name"]
        try:
            file = self._files.get(name) or self._find(name)
        except LookupError:
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


def _find_file(find: Callable[[str], File | None], name: str) -> File:
    """Return a file that is not among those of the start.

    Raises:
        LookupError: if that is not its name to the last letter. What is raised is not kept: names that
            strangers make up push nothing out.
    """
    stem, _, rest = name.partition(".")
    file = find(f"{stem}.{rest.partition('.')[2]}")
    if file is None or file.name != name:
        raise LookupError(name)
    return file
