"""Library: the themes that one app can name: built-in ones, dicts, and files beside cacao.json."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from .builtin import BUILT_IN, DEFAULT, built_in, cacao
from .mistake import ThemeError, nearest, spell
from .theme import Theme, make_theme

NAMES = (DEFAULT, *BUILT_IN)

_MAX_BYTES = 100_000  # of a theme file
_MAX_DEPTH = 8  # themes that extend each other
_MAX_KEPT = 100


class Library:
    """Finds the theme that a value means, and keeps what it has found.

    Args:
        home: the folder from which the paths of theme files count.
    """

    def __init__(self, home: Path) -> None:
        self._home = home
        self._kept: dict[str, Theme] = {}

    def find(self, value: object, where: str = "theme") -> Theme:
        """Return the theme that a name, a dict or the path of a JSON file means.

        Args:
            value: what stands where a theme is wanted.
            where: what errors call it.

        Raises:
            ThemeError: naming the key that is wrong.
        """
        return self._find(value, where, self._home, 0)

    def _find(self, value: object, where: str, home: Path, depth: int) -> Theme:
        if depth > _MAX_DEPTH:
            raise ThemeError(f"more than {_MAX_DEPTH} themes extend each other", where=where)
        if isinstance(value, Path) or (isinstance(value, str) and value.endswith(".json")):
            path = home / value
            return self._find(read_file(path), f"{value}", path.parent, depth + 1)
        if isinstance(value, str):
            theme = built_in(value)
            if theme is None:
                raise ThemeError(f'there is no theme "{value:.60}"', where=where, cure=nearest(value, NAMES))
            return theme
        if isinstance(value, Theme):
            return value
        if not isinstance(value, Mapping):
            raise ThemeError(
                "no theme",
                where=where,
                expected="a name, a dict or the path of a JSON file",
                got=spell(value),
            )
        given: Mapping[Any, Any] = value
        extended = given.get("extends")
        base = cacao() if extended is None else self._find(extended, f"{where}.extends", home, depth + 1)
        # A theme is made once, however often it is shown: to derive its colours takes a while.
        text = f"{given!r} {base.variables!r}" if extended is not None else repr(given)
        kept = self._kept.get(text)
        if kept is None:
            if len(self._kept) >= _MAX_KEPT:
                self._kept.clear()
            kept = self._kept[text] = make_theme(given, base, where)
        return kept


def read_file(path: Path) -> Mapping[Any, Any]:
    """Return what a theme file says.

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
