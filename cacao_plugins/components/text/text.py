"""Text: words in a size, a colour and a weight."""

from __future__ import annotations

from typing import ClassVar, Literal, TypeAlias

from cacao_kernel import NodeType

from .. import kinds
from ..base import BASE
from ..kinds import Reactive
from ..widget import Widget, read_kit

PROSE = read_kit("prose")

TextTone: TypeAlias = Literal[
    "neutral", "quiet", "primary", "secondary", "accent", "success", "warning", "danger", "info"
]
"""What the colour of a text means; ``"quiet"`` is for what matters less."""

Align: TypeAlias = Literal["start", "center", "end"]
"""Where the lines of a text stand."""

# Plain texts stand in long lists: they are painted without a region of their own.
_DRAWN = frozenset({"size", "tone", "weight", "align", "truncate", "attributes"})


class Text(Widget):
    """Words on a line of their own, or within a paragraph or a button.

    Args:
        content: what it says.
        size: how large it is.
        tone: what its colour means; ``"quiet"`` is for what matters less.
        weight: how heavy its letters are.
        align: where its lines stand.
        truncate: whether what does not fit in one line is cut off.
        children: what stands in it behind the content.
    """

    node_type = "text"
    kits = (BASE, PROSE)
    # A span, since it may stand anywhere.
    plain: ClassVar[NodeType | None] = NodeType(
        "span",
        attributes={"class": "cacao-text"},
        when=lambda props: not _DRAWN.isdisjoint(props),
        kits=(read_kit("text"),),
    )

    content: kinds.Text = None
    size: Reactive[kinds.Size] = "medium"
    tone: Reactive[TextTone] = "neutral"
    weight: Reactive[Literal["normal", "medium", "bold"]] = "normal"
    align: Reactive[Align] = "start"
    truncate: bool = False
    children: kinds.Child = None

    def draw(self) -> object:
        """Return a span."""
        return self.root(
            "span",
            [self.content, self.children],
            class_name="cacao-text",
            data_size=self.size,
            data_tone=self.tone,
            data_weight=self.weight,
            data_align=self.align,
            data_truncate=self.truncate or None,
        )
