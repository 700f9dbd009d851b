"""A build that paints styles into the markup."""

from __future__ import annotations

from typing import Any

from cacao_kernel import html
from cacao_kernel.node import Node

real = html._Painter.node


def paint(self: Any, node: Node) -> None:
    if node.style:
        node.attributes["style"] = ";".join(f"{name}:{value}" for name, value in dict(node.style).items())
    real(self, node)


html._Painter.node = paint  # type: ignore[method-assign]
