"""Card: things that belong together, on a ground of their own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from cacao_kernel import CacaoError, own_id

from ..base import BASE
from ..kinds import Child, Handler, Text
from ..widget import Widget, read_kit
from .heading import Level, draw_heading


class Card(Widget):
    """Things that belong together, on a ground of their own.

    Args:
        children: what stands in it.
        title: what it is called.
        subtitle: a line under the title.
        actions: what stands beside the title, such as buttons.
        footer: what stands below all else.
        href: where a click on the card leads.
        on_click: answers a click on the card.
        params: what that handler is given as ``event.params``.
        variant: how it stands out from the page.
        level: how deep the title stands among the headings of the page.
    """

    node_type = "card"
    kits = (BASE, read_kit("card"))

    children: Child = None
    title: Text = None
    subtitle: Text = None
    actions: Child = None
    footer: Child = None
    href: str | None = None
    on_click: Handler | None = None
    params: Mapping[str, Any] | None = None
    variant: Literal["outlined", "raised", "soft"] = "outlined"
    level: Level = 3

    def check(self) -> None:
        """Refuse a click on what has no name, or one that would do two things."""
        if self.href is not None and self.on_click is not None:
            raise CacaoError(
                "Card was given both href and on_click",
                expected="one of them",
                cure="A link leads elsewhere.",
            )
        if (self.href is not None or self.on_click is not None) and self.title is None:
            raise CacaoError(
                "a Card that can be clicked needs a title",
                got="none",
                cure="The title is what those who hear the page are told of it.",
            )

    def draw(self) -> object:
        """Return an article, named by its title if it has one."""
        named = None
        parts: list[object] = []
        if self.title is not None or self.actions is not None or self.subtitle is not None:
            named = f"{self.id}-title" if self.id else own_id("title")
            title = self._title()
            parts.append(
                draw_heading(
                    "cacao-card",
                    self.level,
                    title,
                    heading_id=named,
                    subtitle=self.subtitle,
                    actions=self.actions,
                )
            )
        if self.children is not None:
            parts.append({"type": "div", "props": {"class": "cacao-card-body"}, "children": self.children})
        if self.footer is not None:
            parts.append({"type": "footer", "props": {"class": "cacao-card-footer"}, "children": self.footer})
        return self.root(
            "article",
            parts,
            class_name="cacao-card",
            data_variant=None if self.variant == "outlined" else self.variant,
            aria_labelledby=named if self.title is not None else None,
        )

    def _title(self) -> list[object]:
        """Return the title; what is clicked is a link or button that lies over the whole card."""
        if self.href is not None:
            return [
                {
                    "type": "a",
                    "props": {"class": "cacao-card-hit", "href": self.href, "content": self.title},
                }
            ]
        if self.on_click is not None:
            props: dict[str, Any] = {"class": "cacao-card-hit", "content": self.title}
            props["on_click"] = self.on_click
            if self.params is not None:
                props["params"] = self.params
            return [{"type": "bare-button", "props": props}]
        return [] if self.title is None else [self.title]
