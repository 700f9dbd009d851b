"""Heading: the title of a page, or of a part of it."""

from __future__ import annotations

import re
from typing import Any, Literal

from cacao_kernel import CacaoError

from ..base import BASE
from ..icon_set import find_icon
from ..kinds import Child, Reactive, Text
from ..widget import Widget
from .text import PROSE, Align, TextTone

_GAP = re.compile(r"[^\w]+")


class Heading(Widget):
    """The title of a page, or of a part of it.

    Args:
        content: what it says.
        level: 1 for the title of the page, 2 for its parts, and so on to 6.
        anchor: the name by which a link leads to it, as in ``/guide#install``; ``True`` makes one of its
            words. It becomes a link to itself.
        tone: what its colour means; ``"quiet"`` is for what matters less.
        align: where its lines stand.
        children: what stands in it behind the content.
    """

    node_type = "heading"
    kits = (BASE, PROSE)

    content: Text = None
    level: Literal[1, 2, 3, 4, 5, 6] = 2
    anchor: str | bool = False
    tone: Reactive[TextTone] = "neutral"
    align: Reactive[Align] = "start"
    children: Child = None

    def check(self) -> None:
        """Refuse an anchor that cannot be made, or is no name."""
        if self.anchor is not False and not self._name():
            raise CacaoError(
                "anchor of a heading",
                expected="a word such as install, or True where the content is a text",
                got=repr(self.anchor),
            )

    def draw(self) -> object:
        """Return the heading."""
        inner: object = [self.content, self.children]
        if self.anchor is False:
            return self._heading(inner, None)
        link = {"class": "cacao-anchor", "href": f"#{self._name()}"}
        return self._heading(
            {"type": "a", "props": link, "children": [inner, find_icon("link")]}, self._name()
        )

    def _heading(self, inner: object, name: str | None) -> dict[str, Any]:
        return self.root(
            f"h{self.level}",
            inner,
            class_name="cacao-heading",
            id=name,
            data_tone=self.tone,
            data_align=self.align,
        )

    def _name(self) -> str:
        said = self.content if self.anchor is True else self.anchor
        return _GAP.sub("-", said).strip("-").lower() if isinstance(said, str) else ""
