"""Alert: a message that stays on the page."""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

from cacao_kernel import CacaoError, Component, State, read

from ..base import BASE
from ..icon_set import find_icon
from ..kinds import Child, Reactive, Text
from ..widget import Widget, read_kit

AlertTone: TypeAlias = Literal["neutral", "success", "warning", "danger", "info"]

_ICONS = {
    "neutral": "message-square",
    "success": "circle-check",
    "warning": "triangle-alert",
    "danger": "circle-alert",
    "info": "info",
}


class Alert(Widget):
    """A message that stays on the page: what went well, what to look out for.

    Args:
        title: the message in a few words.
        content: what else there is to say.
        tone: what its colour means; ``"danger"`` is read out at once.
        icon: the name of an icon; by default one that fits the tone, ``""`` for none.
        dismissible: whether the visitor can close it.
        open: a State that says whether it is there; closing it sets the State to False.
        children: what stands in it below the content, such as links and buttons.
    """

    node_type = "alert"
    kits = (BASE, read_kit("alert"))

    title: Text = None
    content: Text = None
    tone: Reactive[AlertTone] = "info"
    icon: str | None = None
    dismissible: bool = False
    open: State[bool] | None = None
    children: Child = None

    def check(self) -> None:
        """Refuse a message that says nothing."""
        if self.title is None and self.content is None and self.children is None:
            raise CacaoError("Alert says nothing", expected="a title, a content or children", got="none")

    def draw(self) -> object:
        """Return the message, for as long as it is there."""
        if self.open is None and self.dismissible:
            return _Dismissible(self)
        return None if self.open is not None and not self.open.value else self.box(self._close)

    def box(self, close: Any) -> dict[str, Any]:
        """Return the message; what its button calls closes it."""
        tone = read(self.tone)
        name = _ICONS[tone] if self.icon is None else self.icon
        said = [
            _line("title", self.title),
            _line("content", self.content),
            {"type": "div", "props": {"class": "cacao-alert-more"}, "children": self.children}
            if self.children is not None
            else None,
        ]
        button = {
            "type": "bare-button",
            "props": {"class": "cacao-close", "aria_label": self.say("close"), "on_click": close},
            "children": [find_icon("x")],
        }
        return self.root(
            "div",
            [
                find_icon(name) if name else None,
                {"type": "div", "props": {"class": "cacao-alert-said"}, "children": said},
                button if self.dismissible else None,
            ],
            class_name="cacao-alert",
            role="alert" if tone == "danger" else "status",
            data_tone=tone,
        )

    def _close(self) -> None:
        if self.open is not None:
            self.open.set(False)


class _Dismissible(Component):
    """A message with a memory of its own of whether it was closed."""

    component_type = "alert"
    is_closed = State(False, scope="tab")

    def __init__(self, alert: Alert) -> None:
        super().__init__()
        self._alert = alert

    def render(self) -> object:
        """Return the message until it is closed."""
        return None if self.is_closed.value else self._alert.box(self.close)

    def close(self) -> None:
        """Close it."""
        self.is_closed.set(True)


def _line(name: str, said: object) -> object:
    if said is None:
        return None
    return {"type": "p", "props": {"class": f"cacao-alert-{name}", "content": said}}
