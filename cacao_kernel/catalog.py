"""Catalog: the plugins that are installed, found by entry point; none is imported to be listed."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import EntryPoint, PackageNotFoundError, entry_points, metadata
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from .errors import PluginError, nearest

GROUP = "cacao.plugins"


class Installed(NamedTuple):
    """One name in the group ``cacao.plugins``, with whoever offers it.

    Attributes:
        name: the plugin's name, its key in cacao.json.
        points: the entry points of that name; more than one is a mistake, met when it is loaded.
    """

    name: str
    points: tuple[EntryPoint, ...]

    @property
    def source(self) -> str:
        """What it was installed with: ``cacao-weather 1.0``."""
        found = [point.dist for point in self.points if point.dist is not None]
        return " and ".join(f"{distribution.name} {distribution.version}" for distribution in found) or "?"

    @property
    def point(self) -> EntryPoint:
        """Where to import it from.

        Raises:
            PluginError: if two distributions offer the name.
        """
        if len({point.value for point in self.points}) > 1:
            homes = [
                f"{point.value} ({'?' if point.dist is None else point.dist.name})" for point in self.points
            ]
            raise PluginError(
                "two plugins have this name", where=f"plugin {self.name}", got=" and ".join(homes)
            )
        return self.points[0]


def find_installed() -> dict[str, Installed]:
    """Return the plugins of this Python environment by name."""
    points = sorted(entry_points(group=GROUP), key=attrgetter("name"))
    return {name: Installed(name, tuple(same)) for name, same in groupby(points, attrgetter("name"))}


def advise(name: str, known: Iterable[str]) -> str:
    """Return what to do about a name that no installed plugin has.

    Args:
        name: the name as it was written.
        known: the names that would have been right here.
    """
    known = set(known)
    extras = set(_extras()) - known
    cure = "" if name in extras else nearest(name, known | extras)
    meant = cure.split('"')[1] if cure else name
    if meant in extras:
        return f"{cure} Perhaps: pip install 'cacao[{meant}]'".strip()
    return cure or "Install the distribution that brings it; `cacao plugins` lists what is there."


def _extras() -> list[str]:
    try:
        return metadata("cacao").get_all("Provides-Extra") or []
    except PackageNotFoundError:  # run from its source, not installed
        return []
