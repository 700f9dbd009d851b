"""Button group: buttons that belong together."""

from __future__ import annotations

from cacao_kernel import CacaoError

from ..kinds import Child
from ..widget import Widget, read_kit
from .look import LOOK


class ButtonGroup(Widget):
    """Buttons that belong together, side by side.

    Args:
        label: what they are for, read out before them.
        children: the buttons.
        vertical: whether they stand below each other.
        spaced: whether there is room between them, or they touch.
    """

    node_type = "button-group"
    kits = (*LOOK, read_kit("button-group", "button_group.css"))

    label: str
    children: Child = ()
    vertical: bool = False
    spaced: bool = False

    def check(self) -> None:
        """Refuse a group that nobody could name."""
        if not self.label:
            raise CacaoError(
                "ButtonGroup.label is missing", expected="what the buttons are for", got="nothing"
            )

    def draw(self) -> object:
        """Return the group."""
        return self.root(
            "div",
            self.children,
            class_name="cacao-button-group",
            role="group",
            aria_label=self.label,
            data_vertical="" if self.vertical else None,
            data_spaced="" if self.spaced else None,
        )
