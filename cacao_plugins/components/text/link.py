"""Link: what leads to another page, or to another place."""

from __future__ import annotations

from cacao_kernel import CacaoError

from ..base import BASE
from ..icon_set import find_icon
from ..kinds import Child, Reactive, Text
from ..widget import Widget, read_kit
from .text import TextTone


class Link(Widget):
    """What leads to another page of the app, or to another place.

    Args:
        content: what it says.
        href: where it leads: ``/orders`` within the app, ``https://…``, ``mailto:…``.
        new_tab: whether it opens a tab of its own; an arrow says so, also to those who hear the page.
        tone: what its colour means.
        icon: the name of an icon before the text.
        children: what stands in it behind the content.
    """

    node_type = "link"
    kits = (BASE, read_kit("link"))

    content: Text = None
    href: Reactive[str] = ""
    new_tab: bool = False
    tone: Reactive[TextTone] = "neutral"
    icon: str | None = None
    children: Child = None

    def check(self) -> None:
        """Refuse a link that leads nowhere."""
        if self.href == "":
            raise CacaoError("Link needs href", expected='an address such as "/orders"', got="nothing")

    def draw(self) -> object:
        """Return an anchor."""
        icon = find_icon(self.icon) if self.icon else None
        return self.root(
            "a",
            [icon, self.content, self.children, self._arrow() if self.new_tab else None],
            class_name="cacao-link",
            href=self.href,
            target="_blank" if self.new_tab else None,
            data_tone=self.tone,
        )

    def _arrow(self) -> object:
        return find_icon("arrow-up-right", label=self.say("new_tab"))
