"""Container: what keeps a page from becoming too wide."""

from __future__ import annotations

from typing import Literal

from .arrange import Arranged


class Container(Arranged):
    """The middle of a page: as wide as can be read with ease, with room around.

    Args:
        width: how wide it is at most.
        padding: whether there is room around what it holds.
        tag: the element; ``"main"`` for what the page is about.
    """

    node_type = "container"

    width: Literal["small", "medium", "large", "full"] = "medium"
    padding: bool = True
    tag: Literal["div", "main", "section", "article"] = "div"

    def draw(self) -> object:
        """Return a box in the middle, which lays out what it holds from top to bottom."""
        return self.arranged(
            "container",
            self.tag,
            data_width=None if self.width == "medium" else self.width,
            data_padding=None if self.padding else "none",
        )
