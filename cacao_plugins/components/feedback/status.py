"""Status: a dot and a word that say how somebody or something is."""

from __future__ import annotations

from typing import Literal

from cacao_kernel import read

from ..base import BASE
from ..kinds import Reactive, Text
from ..widget import Widget, read_kit


class Status(Widget):
    """A dot and a word that say how somebody or something is.

    Args:
        state: online, away, busy or offline, in their colours; or what a colour means.
        content: the word; by default the state's own.
        pulse: whether the dot beats, for what goes on right now.
    """

    node_type = "status"
    kits = (BASE, read_kit("status"))

    state: Reactive[
        Literal["online", "away", "busy", "offline", "neutral", "success", "warning", "danger", "info"]
    ] = "online"
    content: Text = None
    pulse: Reactive[bool] = False

    def draw(self) -> object:
        """Return the dot and the word."""
        dot = {"type": "span", "props": {"class": "cacao-status-dot", "aria_hidden": True}}
        return self.root(
            "span",
            [dot, (lambda: self.say(f"status_{read(self.state)}")) if self.content is None else self.content],
            class_name="cacao-status",
            data_state=self.state,
            data_pulse=self.pulse,
        )
