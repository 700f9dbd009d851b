"""Skeleton: the shape of what is still to come."""

from __future__ import annotations

from typing import Any, Literal

from cacao_kernel import CacaoError

from ..base import BASE
from ..widget import Widget, read_kit


class Skeleton(Widget):
    """The shape of what is still to come, so that nothing jumps when it does.

    Those who hear the page hear nothing of it: a Spinner or a Status tells them.

    Args:
        shape: a line of text, a box or a circle.
        lines: how many lines of text.
        width: how wide it is, as a style has it.
        height: how high it is, as a style has it.
    """

    node_type = "skeleton"
    kits = (BASE, read_kit("skeleton"))

    shape: Literal["text", "box", "circle"] = "text"
    lines: int = 1
    width: int | str | None = None
    height: int | str | None = None

    def check(self) -> None:
        """Refuse a number of lines that is none."""
        if not 1 <= self.lines <= 100:
            raise CacaoError("lines of a Skeleton", expected="1 to 100", got=str(self.lines))

    def draw(self) -> object:
        """Return one shape, or some lines."""
        sizes = {"width": self.width, "height": self.height}
        style = {name: size for name, size in sizes.items() if size is not None}
        bones: list[Any] = [{"type": "span", "props": {"class": "cacao-bone"}} for _ in range(self.lines)]
        return self.root(
            "div",
            bones if self.shape == "text" else bones[:1],
            class_name="cacao-skeleton",
            aria_hidden=True,
            data_shape=self.shape,
            style=style or None,
        )
