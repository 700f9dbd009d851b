"""Link button: a link that looks like a button."""

from __future__ import annotations

from cacao_kernel import CacaoError

from ..icon_set import find_icon
from ..kinds import Reactive, Size, Text
from ..widget import Widget
from .look import LOOK, Variant, face, look


class LinkButton(Widget):
    """A link to another page of the app, or to another place, that looks like a button.

    Args:
        label: what it says.
        href: where it leads.
        new_tab: whether it opens a tab of its own; an arrow says so, also to those who hear the page.
        variant: how much it stands out.
        size: how large it is.
        icon: an icon before the label.
        icon_end: an icon behind it.
        full_width: whether it is as wide as there is room.
    """

    node_type = "link-button"
    kits = LOOK

    label: Text
    href: Reactive[str]
    new_tab: bool = False
    variant: Reactive[Variant] = "primary"
    size: Reactive[Size] = "medium"
    icon: str | None = None
    icon_end: str | None = None
    full_width: bool = False

    def check(self) -> None:
        """Refuse a link that leads nowhere."""
        if self.href == "":
            raise CacaoError(
                "LinkButton.href is missing", expected='an address such as "/orders"', got="nothing"
            )

    def draw(self) -> object:
        """Return an anchor."""
        arrow = find_icon("arrow-up-right", label=self.say("new_tab")) if self.new_tab else None
        return self.root(
            "a",
            [*face(self.icon, self.label, self.icon_end), arrow],
            href=self.href,
            target="_blank" if self.new_tab else None,
            **look(self.variant, self.size, is_wide=self.full_width),
        )
