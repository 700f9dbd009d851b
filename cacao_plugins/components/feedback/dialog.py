"""Dialog: a window above the page, to be dealt with first."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from cacao_kernel import CacaoError, NodeType, State, own_id

from ..base import BASE
from ..commands import COMMANDS
from ..floating import FLOATING
from ..following import FOLLOWING
from ..icon_set import find_icon
from ..kinds import Child, Handler, Reactive, Text
from ..trigger import equip
from ..widget import Widget, read_kit

DIALOG = (BASE, COMMANDS, FLOATING, FOLLOWING, read_kit("dialog"))

# Not its title, which plain elements may have, too.
_DRAWN = frozenset({"trigger", "size", "footer", "cancel", "dismissible"})


def _is_drawn(props: Any) -> bool:
    return not _DRAWN.isdisjoint(props) or isinstance(props.get("open"), State)


class Dialog(Widget):
    """A window above the page, to be dealt with before the page goes on.

    It is opened by its trigger, which needs no State, by a State, or in a handler by
    ``cacao.call(id, "showModal")``. A Button in it with ``closes=True`` closes it. When it is closed the
    focus goes back to where it came from.

    Args:
        title: what it is about.
        children: what stands in it.
        open: whether it is open; a State is also set when the visitor opens or closes it.
        trigger: a button that opens it, or what one says.
        size: how wide it is.
        footer: the buttons at its end.
        cancel: what a button says, before those of the footer, that closes it and does nothing else.
        dismissible: whether Escape, a click beside it, and a cross close it.
        on_close: answers that it has been closed, in whichever way.
    """

    node_type = "dialog"
    kits = DIALOG
    elements = ("cacao-dialog",)
    plain: ClassVar[NodeType | None] = NodeType("dialog", when=_is_drawn)

    title: Text = None
    children: Child = None
    open: Reactive[bool] | None = None
    trigger: Child = None
    size: Literal["small", "medium", "large", "full"] = "medium"
    footer: Child = None
    cancel: Text = None
    dismissible: bool = True
    on_close: Handler | None = None

    def render(self) -> dict[str, Any]:
        """Return the node; a prop that no plain element has tells that it is a component."""
        node = super().render()
        node["props"].setdefault("dismissible", self.dismissible)
        return node

    def check(self) -> None:
        """Refuse a dialog without a name."""
        if self.title is None and not {"aria_label", "aria-label"} & {*self.attributes}:
            raise CacaoError("Dialog needs title", expected="a text", got="nothing")

    def draw(self) -> object:
        """Return what opens it, and the dialog."""
        dialog_id = self.id or own_id("dialog")
        opener = None
        if self.trigger is not None:
            opener = equip(self.trigger, command="show-modal", commandfor=dialog_id, aria_haspopup="dialog")
        is_bound = isinstance(self.open, State)
        follows = {"type": "input", "props": {"type": "checkbox", "hidden": True, "bind": self.open}}
        return {
            "type": "cacao-dialog",
            "props": {} if self.open is None else {"data_open": self.open},
            "children": [self._dialog(dialog_id), follows if is_bound else None, opener],
        }

    def _dialog(self, dialog_id: str) -> dict[str, Any]:
        title_id = f"{dialog_id}-title"
        named = {"id": title_id, "class": "cacao-dialog-title", "content": self.title}
        close = {"command": "close", "commandfor": dialog_id}
        cross = {
            "type": "bare-button",
            "props": {"class": "cacao-close", "aria_label": self.say("close"), **close},
            "children": [find_icon("x")],
        }
        cancel = {"type": "button", "props": {"label": self.cancel, "variant": "outline", **close}}
        footer = [cancel if self.cancel is not None else None, self.footer]
        has_footer = any(part is not None for part in footer)
        parts: list[object] = [
            {"type": "h2", "props": named} if self.title is not None else None,
            {"type": "div", "props": {"class": "cacao-dialog-body"}, "children": self.children},
            {"type": "div", "props": {"class": "cacao-dialog-footer"}, "children": footer}
            if has_footer
            else None,
            # Last, so that the focus begins with what the dialog is about.
            cross if self.dismissible else None,
        ]
        return self.root(
            "dialog",
            parts,
            class_name="cacao-floating cacao-dialog",
            id=dialog_id,
            closedby="any" if self.dismissible else "none",
            aria_labelledby=title_id if self.title is not None else None,
            data_size=self.size,
            on_close=self.on_close,
        )
