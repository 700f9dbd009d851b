"""Badge: a word or number that marks something."""

from __future__ import annotations

from typing import Literal

from ..base import BASE
from ..icon_set import find_icon
from ..kinds import Reactive, Text, Tone
from ..widget import Widget, read_kit


class Badge(Widget):
    """A word or a number that marks something, such as a state or a count.

    Args:
        content: what it says.
        tone: what its colour means.
        variant: how much it stands out.
        icon: the name of an icon before the word.
    """

    node_type = "badge"
    kits = (BASE, read_kit("badge"))

    content: Text = ""
    tone: Reactive[Tone] = "neutral"
    variant: Reactive[Literal["soft", "solid", "outline"]] = "soft"
    icon: str | None = None

    def draw(self) -> object:
        """Return a span."""
        return self.root(
            "span",
            [find_icon(self.icon) if self.icon else None, self.content],
            class_name="cacao-badge",
            data_tone=self.tone,
            data_variant=self.variant,
        )
