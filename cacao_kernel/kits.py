"""Kits: what the nodes of an App need in the browser, and which of it the page of a tab has."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any, NamedTuple

from .bundle import fits_into_page, shorten_style
from .contributions import Kit
from .script import ScriptError
from .squeeze import squeeze_script
from .static import url_of

log = logging.getLogger("cacao")

# A page brings so many bytes of styles itself: to ask for them would cost it a round trip before it is seen.
MAX_IN_PAGE = 16_384


class Dress(NamedTuple):
    """What a page needs for the kits of its nodes.

    Attributes:
        sheets: styles that stand in it.
        links: the addresses of others.
        scripts: those of its scripts.
    """

    sheets: list[str]
    links: list[str]
    scripts: list[str]


class Kits:
    """All kits of an App, in the order in which their styles count.

    Args:
        kits: those of the node types and of the pages' methods; the same may stand there several times.
        development: whether to say which scripts are served as they are written.

    Attributes:
        files: their texts as they are served, by name.
    """

    def __init__(self, kits: Iterable[Kit], *, development: bool = False) -> None:
        self.files: dict[str, str] = {}
        self._fitted: dict[Kit, _Fitted] = {}
        for kit in kits:
            if kit not in self._fitted:
                fitted = self._fitted[kit] = _Fitted(kit, len(self._fitted), development=development)
                self.files |= fitted.files

    def dress(self, kits: Iterable[Kit]) -> Dress:
        """Return what a page needs whose nodes need these."""
        dress = Dress([], [], [])
        room = MAX_IN_PAGE
        for fitted in self._sorted(kits):
            room -= len(fitted.style.encode())
            # Once one is asked for, so are those behind it: their rules must come later.
            if fitted.style and (room < 0 or dress.links or not fits_into_page(fitted.style)):
                dress.links.append(fitted.link)
            elif fitted.style:
                dress.sheets.append(fitted.style)
            if fitted.script:
                dress.scripts.append(fitted.script)
        return dress

    def pack(self, kits: Iterable[Kit], prefix: str) -> list[Any]:
        """Return what a page needs for these, as the wire has it: styles, and addresses of scripts."""
        ordered = self._sorted(kits)
        styles = [fitted.style for fitted in ordered if fitted.style]
        return [styles, [prefix + fitted.script for fitted in ordered if fitted.script]]

    def _sorted(self, kits: Iterable[Kit]) -> list[_Fitted]:
        return sorted((self._fitted[kit] for kit in kits), key=lambda fitted: fitted.number)


class _Fitted:
    """A kit as it is served.

    Attributes:
        number: its place among all.
        style: its style, shortened.
        link: the address of that.
        script: the address of its script; empty for none.
        files: the texts behind the addresses, by name.
    """

    def __init__(self, kit: Kit, number: int, *, development: bool) -> None:
        self.number = number
        self.style = shorten_style(kit.style) if kit.style else ""
        name = f"{kit.name}-{number}"
        self.files: dict[str, str] = {}
        self.link = self._serve(f"{name}.css", self.style)
        self.script = self._serve(f"{name}.js", _fit_script(kit, development=development))

    def _serve(self, name: str, text: str) -> str:
        if not text:
            return ""
        self.files[name] = text
        return url_of(name, text)


def _fit_script(kit: Kit, *, development: bool) -> str:
    """Return the script of a kit in fewer letters, or as it is written if that might change what it does."""
    if not kit.script:
        return ""
    try:
        return squeeze_script(kit.script, f'the script of the kit "{kit.name}"')
    except ScriptError as error:
        if development:
            log.warning("%s It is served as it is written.", error)
        return kit.script


class Worn:
    """The kits that the page of one tab has.

    Args:
        kits: all of the App.
        prefix: the path that the App is mounted at.
    """

    __slots__ = ("_has", "_kits", "_prefix")

    def __init__(self, kits: Kits, prefix: str = "") -> None:
        self._kits = kits
        self._prefix = prefix
        self._has: set[Kit] = set()

    def note(self, kits: Iterable[Kit]) -> None:
        """Note what the page has come with."""
        self._has.update(kits)

    def take(self, kits: Iterable[Kit]) -> tuple[list[Any], ...]:
        """Return what the page needs and has not yet, as the wire has it; nothing, if that is nothing."""
        fresh = [kit for kit in kits if kit not in self._has]
        if not fresh:
            return ()
        self._has.update(fresh)
        return (self._kits.pack(fresh, self._prefix),)
