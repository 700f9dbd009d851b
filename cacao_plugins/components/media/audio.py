"""Audio: a sound."""

from __future__ import annotations

from typing import ClassVar

from cacao_kernel import NodeType

from .player import Player


class Audio(Player):
    """A sound, with the controls of the browser.

    In a handler, ``cacao.call(id, "play")`` and ``"pause"`` do the same as its buttons.
    """

    node_type = "audio"
    plain: ClassVar[NodeType | None] = NodeType("audio", when=lambda props: "label" in props)
    kinds = ("audio/", "video/mp4", "video/webm")

    def draw(self) -> object:
        """Return the sound."""
        return self.play("audio", preload="metadata")
