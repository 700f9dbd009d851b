"""Progress: how far something is, as a bar or as a ring."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, TypeAlias

from cacao_kernel import CacaoError, Computed, Kit, NodeType, State, own_id, read

from ..base import BASE
from ..kinds import Reactive, Size, Text, Tone
from ..widget import Widget, read_kit

Amount: TypeAlias = float | State[Any] | Computed[Any] | Callable[[], float | None] | None
"""How much is done: a number, or what gives one; None if nobody knows."""


class Advance(Widget):
    """How far something is, or that it goes on.

    Args:
        label: what is under way.
        value: how much is done; without one, it just goes on.
        max: how much there is to do.
        tone: what its colour means.
        size: how large it is.
        show_value: whether the percentage is shown.
    """

    kits: ClassVar[tuple[Kit, ...]] = (BASE, read_kit("progress"))

    label: Text
    value: Amount = None
    max: float = 100
    tone: Reactive[Tone] = "primary"
    size: Reactive[Size] = "medium"
    show_value: bool = False

    def check(self) -> None:
        """Refuse nothing to do."""
        if self.max <= 0:
            raise CacaoError(
                f"{type(self).__name__}.max cannot be this", expected="a number above 0", got=str(self.max)
            )

    def share(self) -> float | None:
        """Return how much of a hundred is done; None if nobody knows."""
        done = read(self.value)
        return None if done is None else min(max(done / self.max * 100, 0), 100)

    def percent(self) -> int | None:
        """Return the same as a whole number."""
        share = self.share()
        return None if share is None else int(share)

    def draw_percentage(self, class_name: str) -> object:
        """Return how much is done, as it is read, if it is shown."""
        if not self.show_value:
            return None

        def spell() -> str:
            done = self.percent()
            return "" if done is None else f"{done}\u202f%"

        return {"type": "span", "props": {"class": class_name, "aria_hidden": True, "content": spell}}


class Progress(Advance):
    """A bar that shows how far something is, or that it goes on.

    Args:
        label: what is under way; every bar needs one.
        size: how high the bar is.
        show_value: whether the percentage stands beside the label.
        label_hidden: whether the label is only for those who hear the page.
    """

    node_type = "progress"
    plain: ClassVar[NodeType | None] = NodeType("progress", when=lambda props: "label" in props)

    label_hidden: bool = False

    def draw(self) -> object:
        """Return the label, and the bar below it."""
        bar_id = own_id("bar")
        label = {
            "type": "label",
            "props": {"for": bar_id, "class": "cacao-hidden" if self.label_hidden else None},
            "children": [self.label],
        }
        bar = {
            "type": "progress",
            "props": {"id": bar_id, "class": "cacao-progress-bar", "value": self.value, "max": self.max},
        }
        return self.root(
            "div",
            [label, self.draw_percentage("cacao-progress-value"), bar],
            class_name="cacao-progress-field",
            data_tone=self.tone,
            data_size=self.size,
        )


class ProgressRing(Advance):
    """A ring that shows how far something is, or that it goes on.

    Args:
        label: what is under way; it is for those who hear the page, and every ring needs one.
        show_value: whether the percentage stands in it.
    """

    node_type = "progress-ring"

    def draw(self) -> object:
        """Return a ring on its track."""
        circle = {"cx": 18, "cy": 18, "r": 15.5, "pathLength": 100}
        done: dict[str, Any] = {
            **circle,
            "class": "cacao-ring-done",
            "stroke-dasharray": lambda: f"{self.share() or 0:.4g} 100",
        }
        ring = {
            "type": "svg",
            "props": {"viewBox": "0 0 36 36", "aria_hidden": True},
            "children": [
                {"type": "circle", "props": {**circle, "class": "cacao-ring-track"}},
                {"type": "circle", "props": done},
            ],
        }
        return self.root(
            "span",
            [ring, self.draw_percentage("cacao-ring-value")],
            class_name="cacao-ring",
            role="progressbar",
            aria_label=self.label,
            aria_valuemin=0,
            aria_valuemax=100,
            aria_valuenow=self.percent,
            data_tone=self.tone,
            data_size=self.size,
        )
