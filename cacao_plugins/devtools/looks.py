"""Looks: what the panel's page needs in the browser."""

from __future__ import annotations

from pathlib import Path

from cacao_kernel import Assets, Kit, NodeType, hookimpl


class Looks:
    """A plugin of the panel's own App."""

    @hookimpl
    def register_assets(self) -> Assets:
        """Contribute the stylesheet."""
        return Assets(styles=(_read("panel.css"),))

    @hookimpl
    def register_node_types(self) -> dict[str, NodeType]:
        """Contribute what tells the page around the panel of what is chosen in it."""
        return {"main": NodeType("main", kits=(Kit("devtools-panel", script=_read("panel.js")),))}

    @hookimpl
    def register_methods(self) -> dict[str, Kit]:
        """Contribute what copies a text."""
        return {"devtools-copy": Kit("devtools-copy", script=_read("copy.js"))}


def _read(name: str) -> str:
    return (Path(__file__).parent / name).read_text("utf-8")
