"""Video: a film."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from cacao_kernel import NodeType, read

from ..files.uploaded import UploadedFile
from ..kinds import Reactive
from .image import KINDS, spell_ratio
from .player import Player


class Video(Player):
    """A film, with the controls of the browser.

    In a handler, ``cacao.call(id, "play")`` and ``"pause"`` do the same as its buttons.

    Args:
        poster: the picture that stands there until it plays.
        ratio: how wide it is for its height; so the page does not jump when it comes.
    """

    node_type = "video"
    plain: ClassVar[NodeType | None] = NodeType("video", when=lambda props: "label" in props)
    kinds = ("video/", "audio/ogg")

    poster: Reactive[str | Path | bytes | UploadedFile] | None = None
    ratio: str | float = "16/9"

    def check(self) -> None:
        """Refuse a ratio that is none."""
        super().check()
        spell_ratio(self.ratio, "Video")

    def draw(self) -> object:
        """Return the film."""
        poster = read(self.poster)
        return self.play(
            "video",
            poster=None if poster is None else self.house.shelf.show(poster, KINDS),
            preload="metadata",
            playsinline=True,
            style={"aspectRatio": spell_ratio(self.ratio, "Video")},
        )
