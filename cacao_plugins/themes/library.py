"""Library: the themes that one app can name: built-in ones, dicts, and files beside cacao.json."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .builtin import BUILT_IN, DEFAULT, built_in, cacao
from .files import Files, load
from .mistake import ThemeError, spell, suggest
from .theme import Theme, make_theme

log = logging.getLogger("cacao.themes")

NAMES = (DEFAULT, *BUILT_IN)
"""The themes that Cacao brings."""

_MAX_DEPTH = 8  # themes that extend each other
_MAX_KEPT = 100


class Library:
    """Finds the theme that a value means, and keeps what it has found.

    Args:
        home: the folder from which the paths of theme files count.
        development: whether to warn of colours that cannot be told apart.

    Attributes:
        files: the theme files that have been read.
    """

    def __init__(self, home: Path, *, development: bool = False) -> None:
        self.files = Files()
        self._home = home
        self._warns = development
        self._kept: dict[tuple[str, Theme], Theme] = {}

    def find(self, value: object, where: str = "theme") -> Theme:
        """Return the theme that a name, a dict or the path of a JSON file means.

        Args:
            value: what stands where a theme is wanted.
            where: what errors call it.

        Raises:
            ThemeError: naming the key that is wrong.
        """
        return self._find(value, where, self._home, 0)

    def _find(self, value: object, where: str, folder: Path, depth: int, *, in_file: bool = False) -> Theme:
        """Return the theme that a value means, in code or in a theme file, from whose folder paths count."""
        if depth > _MAX_DEPTH:
            raise ThemeError(f"more than {_MAX_DEPTH} themes extend each other", where=where)
        if isinstance(value, Path) or (isinstance(value, str) and value.endswith(".json")):
            path = folder / value
            if isinstance(value, str) and not in_file and folder.resolve() not in path.resolve().parents:
                # It may come from a visitor, by a State. What files say themselves is a developer's own.
                raise ThemeError(
                    "a text names a theme file below the folder of cacao.json",
                    where=where,
                    got=spell(value),
                    cure="Give a pathlib.Path for one elsewhere.",
                )
            return self._find(self.files.read(path), f"{value}", path.parent, depth + 1, in_file=True)
        if isinstance(value, str):
            theme = built_in(value)
            if theme is None:
                raise ThemeError(f'there is no theme "{value:.60}"', where=where, cure=suggest(value, NAMES))
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
        base = cacao()
        if extended is not None:
            base = self._find(extended, f"{where}.extends", folder, depth + 1, in_file=in_file)
        return self._make(given, base, where)

    def find_part(self, value: object) -> Mapping[str, str]:
        """Return the variables of a part of a page.

        Of a dict that extends nothing they are what it says, and what follows from that; all else stays that
        of the page around. So does the mode, if the theme says none of its own.
        """
        if not isinstance(value, Mapping) or value.get("extends") is not None:
            return self.find(value).part
        whole, base = self.find(value).variables, cacao().variables
        return {
            name: text
            for name, text in whole.items()
            if text != base[name] or (name == "color-scheme" and value.get("mode") is not None)
        }

    def _make(self, given: Mapping[Any, Any], base: Theme, where: str) -> Theme:
        """Return the theme of a dict, which is made once however often it is shown: that takes a while."""
        known = (repr(given), base)
        kept = self._kept.get(known)
        if kept is None:
            if len(self._kept) >= _MAX_KEPT:
                self._kept.clear()
            kept = self._kept[known] = make_theme(given, base, where)
            if self._warns:
                _warn_of_weaknesses(kept, base, where)
        return kept

    def look(self) -> bool:
        """Take in the theme files that have been edited, and tell whether there were any.

        What is wrong with one is logged, and it says what it said before.
        """
        has_changed = False
        for path in self.files.find_edited():
            try:
                before = self.files.replace(path, load(path))
            except ThemeError as error:
                log.error("%s The theme stays as it was.", error)
                continue
            try:
                self.find(path)
                has_changed = True
            except ThemeError as error:
                self.files.replace(path, before)
                log.error("%s The theme stays as it was.", error)
        return has_changed


def find_theme(value: object, folder: str | Path = "") -> Theme:
    """Return the whole theme that a name, a dict or the path of a JSON file means.

    Args:
        value: what ``App(theme=…)`` would be given.
        folder: where paths count from; by default the current folder.

    Raises:
        ThemeError: naming the key that is wrong.

    Example:
        >>> theme = find_theme({"colors": {"background": "#fff", "text": "#ccc"}})
        >>> str(theme.find_weaknesses()["light"][0])
        'colors.text on colors.background has a contrast of 1.6, and WCAG AA asks for 4.5'
        >>> find_theme("ocean").variables["--cacao-radius"]
        '0.5rem'
    """
    return Library(Path(folder)).find(value)


def _warn_of_weaknesses(theme: Theme, base: Theme, where: str) -> None:
    """Warn of each colour that has too little contrast to something, and to which first of all."""
    before = base.find_weaknesses()
    for mode, weak in theme.find_weaknesses().items():
        known = {weakness.pair for weakness in before.get(mode, ())}
        told: set[str] = set()
        for weakness in weak:
            if weakness.pair not in known and weakness.pair.ink not in told:
                told.add(weakness.pair.ink)
                log.warning("%s: in %s mode %s.", where, mode, weakness)
