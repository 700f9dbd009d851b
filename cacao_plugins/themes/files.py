"""Files: the theme files that an app has read; each is read once, and anew when it has been edited."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from .mistake import ThemeError, spell

_MAX_BYTES = 100_000

_Stamp = tuple[int, int] | None  # when it was changed, and how long it is; None while it is not there


@dataclass
class _File:
    """A theme file that has been read.

    Attributes:
        says: what it says.
        stamp: what it was as it was read.
        seen: what it was as it was looked at last.
    """

    says: Mapping[Any, Any]
    stamp: _Stamp
    seen: _Stamp


class Files:
    """The theme files of one app, as they were read."""

    def __init__(self) -> None:
        self._files: dict[Path, _File] = {}

    def __len__(self) -> int:
        return len(self._files)

    def read(self, path: Path) -> Mapping[Any, Any]:
        """Return what a file says; it is read at the first time.

        Raises:
            ThemeError: if it cannot be read, or is no JSON object.
        """
        known = self._files.get(path)
        if known is None:
            stamp = _stamp(path)
            known = self._files[path] = _File(load(path), stamp, stamp)
        return known.says

    def find_edited(self) -> Iterable[Path]:
        """Yield the files that have been edited since they were read, once they stay as they are.

        An editor may write a file in several goes: until it is seen twice as it is, it is left alone.
        """
        for path, file in [*self._files.items()]:
            now = _stamp(path)
            settled, file.seen = now == file.seen, now
            if settled and now is not None and now != file.stamp:
                file.stamp = now
                yield path

    def replace(self, path: Path, says: Mapping[Any, Any]) -> Mapping[Any, Any]:
        """Let a file say something else, and return what it said before."""
        file = self._files[path]
        before, file.says = file.says, says
        return before


def _stamp(path: Path) -> _Stamp:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def load(path: Path) -> Mapping[Any, Any]:
    """Return what is in a theme file by now.

    Raises:
        ThemeError: if it cannot be read, or is no JSON object.
    """
    try:
        with path.open("rb") as file:
            text = file.read(_MAX_BYTES + 1)
        if len(text) > _MAX_BYTES:
            raise ThemeError("a theme file has at most 100 kB", where=str(path))
        found: object = json.loads(text)
    except OSError as error:
        raise ThemeError(f"the theme file cannot be read: {error.strerror}", where=str(path)) from None
    except (ValueError, RecursionError) as error:
        raise ThemeError(f"the theme file is no JSON: {error}", where=str(path)) from None
    if not isinstance(found, dict):
        raise ThemeError("a theme file holds an object", where=str(path), got=spell(found))
    return cast(Mapping[Any, Any], found)
