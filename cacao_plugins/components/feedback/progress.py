"""Progress: how far something is, as a bar or as a ring."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, TypeAlias

from cacao_kernel import CacaoError, Computed, NodeType, State, own_id, read

from ..base import BASE
from ..kinds import Reactive, Size, Text, Tone
from ..widget import Widget, read_kit

PROGRESS = read_kit("progress")

Amount: TypeAlias = float | State[Any] | Computed[Any] | Callable[[], float | None] | None
"""How much is done: a number, or what gives one; None if nobody knows."""


class Progress(Widget):
    """A bar that shows how far something is, or that it goes on.

    Args:
        label: what is under way; every bar needs one.
        value: how much is done; without one, it just goes on.
        max: how much there is to do.
        tone: what its colour means.
        size: how high the bar is.
        show_value: whether the percentage stands beside the label.
        label_hidden: whether the label is only for those who hear the page.
    """

    node_type = "progress"
    kits = (BASE, PROGRESS)
    plain: ClassVar[NodeType | None] = NodeType("progress", when=lambda props: "label" in props)

    label: Text
    value: Amount = None
    max: float = 100
    tone: Reactive[Tone] = "primary"
    size: Reactive[Size] = "medium"
    show_value: bool = False
    label_hidden: bool = False

    def check(self) -> None:
        """Refuse nothing to do."""
        _refuse_nothing(self.max)

    def draw(self) -> object:
        """Return the label, and the bar below it."""
        bar_id = own_id("bar")
        label = {
            "type": "label",
            "props": {"for": bar_id, "class": "cacao-hidden" if self.label_hidden else None},
            "children": [self.label],
        }
        value = _percentage("cacao-progress-value", self.value, self.max)
        bar = {
            "type": "progress",
            "props": {"id": bar_id, "class": "cacao-progress-bar", "value": self.value, "max": self.max},
        }
        return self.root(
            "div",
            [label, value if self.show_value else None, bar],
            class_name="cacao-progress-field",
            data_tone=self.tone,
            data_size=self.size,
        )


class ProgressRing(Widget):
    """A ring that shows how far something is, or that it goes on.

    Args:
        label: what is under way; it is for those who hear the page, and every ring needs one.
        value: how much is done; without one, it just goes on.
        max: how much there is to do.
        tone: what its colour means.
        size: how large it is.
        show_value: whether the percentage stands in it.
    """

    node_type = "progress-ring"
    kits = (BASE, PROGRESS)

    label: Text
    value: Amount = None
    max: float = 100
    tone: Reactive[Tone] = "primary"
    size: Reactive[Size] = "medium"
    show_value: bool = False

    def check(self) -> None:
        """Refuse nothing to do."""
        _refuse_nothing(self.max)

    def draw(self) -> object:
        """Return a ring on its track."""
        circle = {"cx": 18, "cy": 18, "r": 15.5, "pathLength": 100}
        done: dict[str, Any] = {
            **circle,
            "class": "cacao-ring-done",
            "stroke-dasharray": lambda: f"{_share(self.value, self.max) or 0:.4g} 100",
        }
        ring = {
            "type": "svg",
            "props": {"viewBox": "0 0 36 36", "aria_hidden": True},
            "children": [
                {"type": "circle", "props": {**circle, "class": "cacao-ring-track"}},
                {"type": "circle", "props": done},
            ],
        }
        value = _percentage("cacao-ring-value", self.value, self.max)
        return self.root(
            "span",
            [ring, value if self.show_value else None],
            class_name="cacao-ring",
            role="progressbar",
            aria_label=self.label,
            aria_valuemin=0,
            aria_valuemax=100,
            aria_valuenow=lambda: _rounded(self.value, self.max),
            data_tone=self.tone,
            data_size=self.size,
        )


def _percentage(class_name: str, value: object, most: float) -> dict[str, Any]:
    """Return how much of all is done, as it is read; nothing if that is not known."""

    def spell() -> str:
        done = _rounded(value, most)
        return "" if done is None else f"{done}\u202f%"

    return {"type": "span", "props": {"class": class_name, "aria_hidden": True, "content": spell}}


def _rounded(value: object, most: float) -> int | None:
    share = _share(value, most)
    return None if share is None else int(share)


def _share(value: object, most: float) -> float | None:
    """Return how much of a hundred is done."""
    done = read(value)
    return None if done is None else min(max(done / most * 100, 0), 100)


def _refuse_nothing(most: float) -> None:
    if most <= 0:
        raise CacaoError("max of a progress", expected="a number above 0", got=str(most))
