"""Kbd: keys to be pressed."""

from __future__ import annotations

from typing import ClassVar

from cacao_kernel import CacaoError, NodeType

from ..base import BASE
from ..widget import Widget, read_kit


class Kbd(Widget):
    """Keys to be pressed, such as Ctrl+K.

    Args:
        keys: their names, with ``+`` between those that are held together: ``"Ctrl+K"``.
    """

    node_type = "kbd"
    kits = (BASE, read_kit("kbd"))

    plain: ClassVar[NodeType | None] = NodeType("kbd", when=lambda props: "keys" in props)

    keys: str

    def check(self) -> None:
        """Refuse no key at all."""
        if not self.keys.strip():
            raise CacaoError("keys of a Kbd", expected='their names, such as "Ctrl+K"', got=repr(self.keys))

    def draw(self) -> object:
        """Return one key after another."""
        names = [name.strip() for name in self.keys.split("+") if name.strip()] or ["+"]
        if self.keys.strip().endswith("++"):
            names.append("+")
        children: list[object] = []
        for name in names:
            if children:
                children.append({"type": "span", "props": {"class": "cacao-kbd-plus", "content": "+"}})
            children.append({"type": "kbd", "props": {"class": "cacao-key", "content": name}})
        return self.root("span", children, class_name="cacao-kbd")
