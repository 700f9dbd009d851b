"""Looks: one page with every demo, under themes that differ from Cacao's own in one area each."""

from __future__ import annotations

from functools import partial
from typing import Any

from cacao import State
from cacao_plugins.themes.tokens import COLOURS

PLAIN: dict[str, Any] = {"extends": "cacao"}

LOOKS: dict[str, dict[str, Any]] = {
    "plain": PLAIN,
    "colors": {**PLAIN, "colors": dict.fromkeys(COLOURS, "#123456")},
    "typography": {
        **PLAIN,
        "typography": {
            "font_family": "Georgia, serif",
            "heading_family": "Georgia, serif",
            "mono_family": "Georgia, serif",
            "font_size": "1.2rem",
            "font_size_small": "1.05rem",
            "font_size_large": "1.4rem",
            "line_height": 1.9,
            "heading_weight": 300,
            "label_weight": 300,
        },
    },
    "spacing": {
        **PLAIN,
        "spacing": {"space": "1.5rem", "control": "4rem", "control_small": "3rem", "control_large": "5rem"},
    },
    "radius": {**PLAIN, "radius": {"radius": "3px", "radius_card": "5px", "radius_pill": "7px"}},
    "shadow": {
        **PLAIN,
        "shadow": {"shadow_low": "none", "shadow_mid": "none", "shadow_high": "none"},
    },
    "motion": {**PLAIN, "motion": {"motion": "410ms", "motion_slow": "820ms", "easing": "linear"}},
}
"""Themes by the area in which they differ from the plain one."""

look = State("plain", name="looks.look")


def draw_looks(shown: dict[str, Any]) -> dict[str, Any]:
    """Return a page with all that is shown, and what chooses how it looks.

    Args:
        shown: trees by the node type of the widget that is looked at in them.
    """
    choices = [
        {"type": "button", "props": {"label": name, "on_click": partial(look.set, name)}} for name in LOOKS
    ]
    demos = [
        {
            "type": "div",
            "key": node_type,
            "props": {"data_demo": node_type},
            "children": [framed(tree, node_type)],
        }
        for node_type, tree in shown.items()
    ]
    props = {"theme": lambda: LOOKS[look.value], "data_look": look}
    return {"type": "div", "props": props, "children": [*choices, *demos]}


def framed(tree: Any, node_type: str) -> Any:
    """Return the tree with a frame around each widget of this type, that has no look of its own."""
    if isinstance(tree, list):
        return [framed(child, node_type) for child in tree]
    if not isinstance(tree, dict) or "type" not in tree or not {"props", "children"} & {*tree}:
        return tree
    if tree["type"] == node_type:
        frame = {"data_own": True, "style": {"display": "contents"}}
        return {"type": "span", "key": tree.get("key"), "props": frame, "children": [tree]}
    inside = {name: framed(value, node_type) for name, value in tree.get("props", {}).items()}
    return {**tree, "props": inside, "children": framed(tree.get("children"), node_type)}
