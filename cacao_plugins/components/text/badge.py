"""Badge: a word or number that marks something."""

from __future__ import annotations

from ..base import BASE
from ..kinds import Reactive, Text, Tone
from ..widget import Widget, read_kit


class Badge(Widget):
    """A word or a number that marks something, such as a state or a count.

    Args:
        content: what it says.
        tone: what its colour means.
    """

    node_type = "badge"
    kits = (BASE, read_kit("badge"))

    content: Text = ""
    tone: Reactive[Tone] = "neutral"

    def draw(self) -> object:
        """Return a span."""
        return self.root("span", self.content, class_name="cacao-badge", data_tone=self.tone)
