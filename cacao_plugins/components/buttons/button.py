"""Button: what a visitor clicks to have something done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from cacao_kernel import CacaoError, NodeType, read

from ..feedback.confirm import ask_first
from ..kinds import Child, Handler, Reactive, Size, Text
from ..widget import Widget
from .look import LOOK, PLAIN, Variant, face, look

# Plain buttons stand in long lists: they are painted without a region of their own.
_DRAWN = frozenset(
    {
        "variant",
        "size",
        "icon",
        "icon_end",
        "loading",
        "full_width",
        "confirm",
        "closes",
        "attributes",
        "theme",
    }
)


class Button(Widget):
    """A button that has something done when it is clicked.

    Args:
        label: what it says.
        on_click: answers the click.
        action: the same; for those who think of it as what the button does.
        params: what the handler is given as ``event.params``; it never leaves the server.
        variant: how much it stands out.
        size: how large it is.
        icon: an icon before the label.
        icon_end: an icon behind it.
        loading: whether what it does is being done: a ring turns in it, and it can not be clicked again.
        full_width: whether it is as wide as there is room.
        confirm: a question that is asked first, such as "Delete 3 rows?"
        closes: whether it closes the Dialog, Drawer or Popover that it stands in, too.
        disabled: whether it can not be used.
        type: what it does in a form: nothing, send it, or empty it.
        title: a hint that a mouse brings up.
        content: the same as the label.
        children: what stands in it instead of a label.
    """

    node_type = "button"
    kits = LOOK
    plain: ClassVar[NodeType | None] = NodeType(
        "button",
        label="label",
        attributes={"type": "button", "class": "cacao-button"},
        when=lambda props: not _DRAWN.isdisjoint(props),
        kits=(PLAIN,),
    )

    label: Text = None
    on_click: Handler | None = None
    action: Handler | None = None
    params: Mapping[str, Any] | None = None
    variant: Reactive[Variant] = "primary"
    size: Reactive[Size] = "medium"
    icon: str | None = None
    icon_end: str | None = None
    loading: Reactive[bool] = False
    full_width: bool = False
    confirm: str | None = None
    closes: bool = False
    disabled: Reactive[bool] = False
    type: Literal["button", "submit", "reset"] = "button"
    title: str | None = None
    content: Text = None
    children: Child = None

    def check(self) -> None:
        """Refuse a button that says nothing."""
        shown = (self.label, self.content, self.children, self.icon, self.icon_end)
        if all(part is None for part in shown) and not self.attributes:
            raise CacaoError("Button needs a label", expected="a text or an icon", got="nothing")

    def draw(self) -> object:
        """Return a button with all that is said of it."""
        # While it loads it keeps the focus, so it is not disabled; it just listens to nothing.
        is_loading = bool(read(self.loading))
        drawn = self.root(
            "button",
            face(self.icon, [self.label, self.content, self.children], self.icon_end),
            type="button" if is_loading else self.type,
            disabled=self.disabled,
            on_click=None if is_loading else self.on_click,
            action=None if is_loading else self.action,
            params=self.params,
            title=self.title,
            data_closes=self.closes or None,
            aria_busy=True if is_loading else None,
            aria_disabled=True if is_loading else None,
            **look(self.variant, self.size, is_wide=self.full_width),
        )
        return ask_first(drawn, self.confirm, is_danger=read(self.variant) == "danger")
