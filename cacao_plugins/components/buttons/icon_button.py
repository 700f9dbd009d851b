"""Icon button: a button that shows an icon alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cacao_kernel import CacaoError, read

from ..feedback.confirm import ask_first
from ..icon_set import find_icon
from ..kinds import Handler, Reactive, Size
from ..widget import Widget
from .look import LOOK, Variant, look


class IconButton(Widget):
    """A button that shows an icon alone.

    Args:
        icon: the name of the icon.
        label: what the button does: read out, and shown when the mouse rests on it.
        on_click: answers the click.
        params: what the handler is given as ``event.params``; it never leaves the server.
        variant: how much it stands out.
        size: how large it is.
        loading: whether what it does is being done: a ring turns in it, and it can not be clicked again.
        disabled: whether it can not be used.
        confirm: a question that is asked first, such as "Delete this row?"
        pressed: for a button that stays pressed: whether it is.
    """

    node_type = "icon-button"
    kits = LOOK

    icon: str
    label: Reactive[str]
    on_click: Handler | None = None
    params: Mapping[str, Any] | None = None
    variant: Reactive[Variant] = "ghost"
    size: Reactive[Size] = "medium"
    loading: Reactive[bool] = False
    disabled: Reactive[bool] = False
    confirm: str | None = None
    pressed: Reactive[bool] | None = None

    def check(self) -> None:
        """Refuse a button that nobody could name."""
        if self.label == "":
            raise CacaoError("IconButton.label is missing", expected="what the button does", got="nothing")

    def draw(self) -> object:
        """Return a button with an icon."""
        is_loading = bool(read(self.loading))
        drawn = self.root(
            "button",
            [find_icon(self.icon)],
            disabled=self.disabled,
            on_click=None if is_loading else self.on_click,
            params=self.params,
            aria_label=self.label,
            title=self.label,
            aria_pressed=self.pressed,
            aria_busy=True if is_loading else None,
            aria_disabled=True if is_loading else None,
            **look(self.variant, self.size, is_square=True),
        )
        return ask_first(drawn, self.confirm, is_danger=read(self.variant) == "danger")
