"""Badge: a word or number that marks something."""

from __future__ import annotations

from typing import Literal

from ..base import BASE
from ..icon_set import find_icon
from ..kinds import Reactive, Text, Tone
from ..tones import TONES
from ..widget import Widget, read_kit

_ONE_LINE = 24


class Badge(Widget):
    """A word or a number that marks something, such as a state or a count.

    Args:
        content: what it says; with nothing to say and no icon there is no badge.
        tone: what its colour means.
        variant: how much it stands out.
        icon: the name of an icon before the word.
    """

    node_type = "badge"
    kits = (BASE, TONES, read_kit("badge"))

    content: Text = ""
    tone: Reactive[Tone] = "neutral"
    variant: Reactive[Literal["soft", "solid", "outline"]] = "soft"
    icon: str | None = None

    def draw(self) -> object:
        """Return a span."""
        if self.content in (None, "") and not self.icon:
            return None  # a count that there is none of leaves no speck
        return self.root(
            "span",
            [find_icon(self.icon) if self.icon else None, self.content],
            class_name="cacao-badge",
            data_tone=self.tone,
            data_variant=self.variant,
            data_long=is_long(self.content),
        )


def is_long(content: object) -> bool | None:
    """Return True for what needs more than one line in a narrow column, else None."""
    return True if isinstance(content, str) and len(content) > _ONE_LINE else None
