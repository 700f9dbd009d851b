"""Paragraph: a few sentences."""

from __future__ import annotations

from ..base import BASE
from ..kinds import Child, Reactive, Size, Text
from ..widget import Widget
from .text import PROSE, Align, TextTone


class Paragraph(Widget):
    """A few sentences, in lines that are not too long to be read.

    Args:
        content: what it says.
        size: how large it is.
        tone: what its colour means; ``"quiet"`` is for what matters less.
        align: where its lines stand.
        children: what stands in it behind the content: texts, links, icons.
    """

    node_type = "paragraph"
    kits = (BASE, PROSE)

    content: Text = None
    size: Reactive[Size] = "medium"
    tone: Reactive[TextTone] = "neutral"
    align: Reactive[Align] = "start"
    children: Child = None

    def draw(self) -> object:
        """Return a paragraph."""
        return self.root(
            "p",
            [self.content, self.children],
            class_name="cacao-paragraph",
            data_size=self.size,
            data_tone=self.tone,
            data_align=self.align,
        )
