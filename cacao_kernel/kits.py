"""Kits: what the nodes of an App need in the browser, and which of it the page of a tab has."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from functools import cached_property, lru_cache, partial
from itertools import groupby
from typing import Any, NamedTuple

from .bundle import fits_into_page, fits_others, shorten_style, squeezer_edition
from .contributions import Kit
from .static import File
from .wardrobe import Garment

log = logging.getLogger("cacao.server")

# A page brings up to so many bytes of styles itself: to ask for them would cost it a round trip.
MAX_IN_PAGE = 16_384

_JOINED = re.compile(r"styles((?:-(?:0|[1-9]\d{0,3})){2,500})\.css", re.ASCII)


class Dress(NamedTuple):
    """What a page needs for the kits of its nodes.

    Attributes:
        sheets: styles that stand in it.
        links: the addresses of those that are asked for; a page has the ones or the others.
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
    """

    def __init__(self, kits: Iterable[Kit], *, development: bool = False) -> None:
        self._fitted: dict[Kit, _Fitted] = {}
        self._named: dict[str, _Fitted] = {}
        for kit in kits:
            if kit not in self._fitted:
                name = self._free_name(kit.name)
                fitted = _Fitted(kit, name, len(self._fitted), development=development)
                self._fitted[kit] = self._named[name] = fitted
        self._order = list(self._named.values())

    def dress(self, kits: Iterable[Kit]) -> Dress:
        """Return what a page needs whose nodes need these."""
        ordered = self._sorted(kits)
        styled = [fitted for fitted in ordered if fitted.style]
        scripts = [fitted.script for fitted in ordered if fitted.script]
        weight = sum(len(fitted.style.encode()) for fitted in styled)
        if weight <= MAX_IN_PAGE and all(fits_into_page(fitted.style) for fitted in styled):
            return Dress([fitted.style for fitted in styled], [], scripts)
        # The page is seen when the last has come: so all are asked for, and kept for the next visit.
        links: list[str] = []
        for fits, group in groupby(styled, lambda fitted: fitted.fits_others):
            together = list(group)
            is_joined = fits and len(together) > 1
            files = [_join(together)] if is_joined else [fitted.sheet for fitted in together]
            links += [file.url for file in files]
        return Dress([], links, scripts)

    def find(self, name: str) -> File | None:
        """Return a kit's style or script, or the styles that a page asks for at once, by name, or None."""
        single = self._named.get(name.rpartition(".")[0])
        if single:
            return single.file(name)
        match = _JOINED.fullmatch(name)
        numbers = [int(number) for number in match[1].split("-")[1:]] if match else []
        is_known = numbers == sorted({*numbers}) and numbers[-1:] < [len(self._order)]
        if not numbers or not is_known:
            return None
        fitted = [self._order[number] for number in numbers]
        return _join(fitted) if all(each.fits_others for each in fitted) else None

    def garments(self, everywhere: Iterable[Kit]) -> tuple[Garment, ...]:
        """Return each kit with its addresses.

        Args:
            everywhere: those that every page has.
        """
        worn = {*everywhere}
        return tuple(
            Garment(kit.name, fitted.sheet.url if fitted.style else "", fitted.script, kit in worn)
            for kit, fitted in self._fitted.items()
        )

    def pack(self, kits: Iterable[Kit], prefix: str) -> list[Any]:
        """Return what a page needs for these, as the wire has it: styles, and addresses of scripts."""
        ordered = self._sorted(kits)
        styles = [fitted.style for fitted in ordered if fitted.style]
        return [styles, [prefix + fitted.script for fitted in ordered if fitted.script]]

    def _free_name(self, name: str) -> str:
        """Return what a kit's files are called, the same in every edition: a script would run twice else."""
        free, count = name, 1
        while free in self._named or _JOINED.fullmatch(f"{free}.css"):
            count += 1
            free = f"{name}_{count}"
        return free

    def _sorted(self, kits: Iterable[Kit]) -> list[_Fitted]:
        return sorted((self._fitted[kit] for kit in kits), key=lambda fitted: fitted.number)


class _Fitted:
    """A kit as it is served, made when a page first needs it: an App has many, and its start waits for none.

    Attributes:
        number: its place among all.
    """

    def __init__(self, kit: Kit, name: str, number: int, *, development: bool) -> None:
        self.number = number
        self._kit = kit
        self._name = name
        self._development = development

    @cached_property
    def style(self) -> str:
        """Its style, shortened."""
        return shorten_style(self._kit.style) if self._kit.style else ""

    @cached_property
    def fits_others(self) -> bool:
        """Whether its style may stand in one file with others."""
        return fits_others(self.style)

    @cached_property
    def sheet(self) -> File:
        """Its style as a file."""
        return File(f"{self._name}.css", self.style)

    @cached_property
    def script(self) -> str:
        """The address of its script; empty for none."""
        return self._script.url if self._script else ""

    @cached_property
    def _script(self) -> File | None:
        fit = partial(_fit_script, f'the script of the kit "{self._kit.name}"', self._development)
        return (
            File(f"{self._name}.js", self._kit.script, fit, squeezer_edition()) if self._kit.script else None
        )

    def file(self, name: str) -> File | None:
        """Return its style or script by its plain name; None if it is none of them."""
        if name == f"{self._name}.css":
            return self.sheet if self.style else None
        return self._script if name == f"{self._name}.js" else None


def _join(fitted: list[_Fitted]) -> File:
    """Return styles that are asked for at once as one file: they weigh less so, and come sooner."""
    numbers = "-".join(str(each.number) for each in fitted)
    return _make_sheet(f"styles-{numbers}.css", "".join(each.style for each in fitted))


@lru_cache(maxsize=256)
def _make_sheet(name: str, text: str) -> File:
    return File(name, text)


def _fit_script(name: str, development: bool, script: str) -> str:
    """Return a script in fewer letters, or as it is written if that might change what it does."""
    # Loaded when the first is asked for.
    from .script import ScriptError
    from .squeeze import squeeze_script

    try:
        return squeeze_script(script, name)
    except ScriptError as error:
        if development:
            log.warning("%s It is served as it is written.", error)
        return script


class Worn:
    """The kits that the page of one tab has.

    Args:
        kits: all of the App.
        prefix: the path that the App is mounted at.
        has: those that every page comes with.
    """

    __slots__ = ("_has", "_kits", "_prefix")

    def __init__(self, kits: Kits, prefix: str = "", has: Iterable[Kit] = ()) -> None:
        self._kits = kits
        self._prefix = prefix
        self._has: set[Kit] = {*has}

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
