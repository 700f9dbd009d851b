"""Icon: a small drawing."""

from __future__ import annotations

from typing import ClassVar

from cacao_kernel import NodeType, read

from ..icon_set import find_icon
from ..widget import Widget, read_kit

ICON = read_kit("icon")


class Icon(Widget):
    """A small drawing, as large as the text around it and of its colour.

    Args:
        name: which one: ``"house"``, ``"home"``, ``"fa-home"``.
        label: what it says where no text beside it does; without one, screen readers pass over it.
        size: a number of pixels, or a length such as ``"1.5em"``.
        color: one of the theme's by its name, such as ``"danger"`` or ``"quiet"``, or a colour of CSS.
    """

    node_type = "icon"
    # What it is drawn as is of this type, too, and brings the kit; so do icons in the middle of texts.
    plain: ClassVar[NodeType | None] = NodeType(
        "svg", when=lambda props: "viewBox" not in props, kits=(ICON,)
    )

    name: str
    label: str = ""
    size: float | str | None = None
    color: str | None = None

    def draw(self) -> object:
        """Return a drawing."""
        icon = find_icon(self.name, label=self.label, size=self.size, color=self.color)
        props = {name: value for name, value in icon["props"].items() if name != "class"}
        drawn = self.root("icon", icon["children"], class_name="cacao-icon", **props)
        if drawn["props"].pop("hidden", None) is not None:  # SVG has no such attribute
            style = drawn["props"].get("style", {})
            drawn["props"]["style"] = {**style, "display": lambda: "none" if read(self.hidden) else None}
        return drawn
