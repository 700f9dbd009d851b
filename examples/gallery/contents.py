"""Contents: which components there are, by family, and what the visitor looks for among them."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from showcase.demos import Demo, find_demos, type_of_call

from cacao import State
from cacao_plugins.components import Widget
from cacao_plugins.components.manual import Manual, manual_of, manual_of_call
from cacao_plugins.components.props import HasProps
from cacao_plugins.components.registry import FAMILIES, calls_of, widgets_of
from cacao_plugins.components.synonyms import SYNONYMS

search = State("", scope="tab")


class Shown(NamedTuple):
    """One component of the gallery.

    Attributes:
        name: its class.
        node_type: its type in a tree of dicts.
        family: what it stands under.
        manual: what its class says of itself.
        demo: its demo, if there is one yet.
        parts: what stands in its props and has props of its own.
        is_call: whether it is no component, but is called in a handler.
    """

    name: str
    node_type: str
    family: str
    manual: Manual
    demo: Demo | None
    parts: tuple[type[HasProps], ...] = ()
    is_call: bool = False

    @property
    def path(self) -> str:
        """The address of its page."""
        return f"/components/{self.node_type}"

    @property
    def names(self) -> str:
        """What it is called, as somebody may look for it."""
        return f"{self.name} {self.node_type} {self.node_type.replace('-', ' ')}".lower()

    @property
    def synonyms(self) -> str:
        """What others call it."""
        return SYNONYMS.get(self.node_type, "")

    def answers(self, words: str) -> bool:
        """Whether it is what somebody looks for."""
        told = f"{self.names} {self.synonyms} {self.family} {self.manual.summary}".lower()
        return all(word in told for word in words.lower().split())


@cache
def contents() -> dict[str, Shown]:
    """Return all components by their type, family by family."""
    demos = find_demos()
    found: dict[str, Shown] = {}
    for family, module in FAMILIES.items():
        found |= {widget.node_type: _shown(widget, family, demos) for widget in widgets_of(module)}
        for call in calls_of(module):
            name = type_of_call(call)
            if name in demos:
                manual = manual_of_call(call)
                found[name] = Shown(f"{call.__name__}()", name, family, manual, demos[name], is_call=True)
    return found


def _shown(widget: type[Widget], family: str, demos: dict[str, Demo]) -> Shown:
    return Shown(
        widget.__name__,
        widget.node_type,
        family,
        manual_of(widget),
        demos.get(widget.node_type),
        widget.part_types,
    )


def best() -> Shown | None:
    """Return what the visitor most likely looks for: what is called so comes before what is like it."""
    words = search.value.strip().lower()
    shown = [each for family in found().values() for each in family]
    return min(shown, key=lambda each: (words not in each.names, words not in each.synonyms), default=None)


def found() -> dict[str, list[Shown]]:
    """Return what the visitor looks for, by family."""
    by_family: dict[str, list[Shown]] = {}
    for shown in contents().values():
        if shown.answers(search.value):
            by_family.setdefault(shown.family, []).append(shown)
    return by_family
