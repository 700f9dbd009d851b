"""Button: what a visitor clicks to have something done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from cacao_kernel import NodeType

from ..kinds import Handler, Reactive, Size, Text
from ..widget import Widget, read_kit

# Plain buttons stand in long lists: they are painted without a region of their own.
_DRAWN = frozenset({"variant", "size", "attributes"})


class Button(Widget):
    """A button that has something done when it is clicked.

    Args:
        label: what it says.
        on_click: answers the click.
        action: the same; for those who think of it as what the button does.
        params: what the handler is given as ``event.params``; it never leaves the server.
        variant: how much it stands out.
        size: how large it is.
        disabled: whether it can not be used.
        type: what it does in a form: nothing, send it, or empty it.
        title: a hint that a mouse brings up.
        content: the same as the label.
        children: what stands in it instead of a label.
    """

    node_type = "button"
    plain: ClassVar[NodeType | None] = NodeType(
        "button",
        label="label",
        attributes={"type": "button", "class": "cacao-button"},
        when=lambda props: not _DRAWN.isdisjoint(props),
        kits=(read_kit("button"),),
    )

    label: Text = None
    on_click: Handler | None = None
    action: Handler | None = None
    params: Mapping[str, Any] | None = None
    variant: Reactive[Literal["primary", "secondary", "outline", "ghost", "danger"]] = "primary"
    size: Reactive[Size] = "medium"
    disabled: Reactive[bool] = False
    type: Literal["button", "submit", "reset"] = "button"
    title: str | None = None
    content: Text = None
    children: Any = None

    def draw(self) -> object:
        """Return a button with all that is said of it."""
        return self.root(
            "button",
            [self.label, self.content, self.children],
            type=self.type,
            data_variant=self.variant,
            data_size=self.size,
            disabled=self.disabled,
            on_click=self.on_click,
            action=self.action,
            params=self.params,
            title=self.title,
        )
