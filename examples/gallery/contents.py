"""Contents: which components there are, by family, and what the visitor looks for among them."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from showcase.demos import Demo, find_demos

from cacao import State
from cacao_plugins.components import Widget
from cacao_plugins.components.manual import Manual, manual_of
from cacao_plugins.components.registry import FAMILIES, widgets_of

search = State("", scope="tab")


class Shown(NamedTuple):
    """One component of the gallery.

    Attributes:
        name: its class.
        node_type: its type in a tree of dicts.
        family: what it stands under.
        manual: what its class says of itself.
        demo: its demo, if there is one yet.
    """

    name: str
    node_type: str
    family: str
    manual: Manual
    demo: Demo | None

    @property
    def path(self) -> str:
        """The address of its page."""
        return f"/components/{self.node_type}"

    @property
    def names(self) -> str:
        """What it is called, as somebody may look for it."""
        return f"{self.name} {self.node_type} {self.node_type.replace('-', ' ')}".lower()

    def answers(self, words: str) -> bool:
        """Whether it is what somebody looks for."""
        told = f"{self.names} {self.family} {self.manual.summary}".lower()
        return all(word in told for word in words.lower().split())


@cache
def contents() -> dict[str, Shown]:
    """Return all components by their type, family by family."""
    demos = find_demos()
    return {
        widget.node_type: _shown(widget, family, demos)
        for family, module in FAMILIES.items()
        for widget in widgets_of(module)
    }


def _shown(widget: type[Widget], family: str, demos: dict[str, Demo]) -> Shown:
    return Shown(widget.__name__, widget.node_type, family, manual_of(widget), demos.get(widget.node_type))


def found() -> dict[str, list[Shown]]:
    """Return what the visitor looks for, by family."""
    by_family: dict[str, list[Shown]] = {}
    for shown in contents().values():
        if shown.answers(search.value):
            by_family.setdefault(shown.family, []).append(shown)
    return by_family
