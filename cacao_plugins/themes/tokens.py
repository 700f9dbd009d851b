"""Tokens: the names that a theme may give values to, each of a kind and in a section."""

from __future__ import annotations

from types import MappingProxyType

PREFIX = "--cacao-"

BRANDS = ("primary", "secondary", "accent", "success", "warning", "danger", "info")
"""The colours that mean something, in every mode the same; of each others are derived."""

DERIVED = ("on_{}", "{}_hover", "{}_active", "{}_soft", "{}_text", "{}_edge")
"""Text on it, the pointer on it, pressed; a tinted ground; it as text, and as an edge or icon."""

GROUNDS = (
    *("background", "content_bg", "card_bg", "field", "text", "quiet", "border_color", "edge"),
    *("sidebar_bg", "sidebar_text", "sidebar_header_bg", "sidebar_header_text"),
    *("link", "focus", "shade", "shade_strong", "backdrop", "code_bg", "code_text"),
    *("code_keyword", "code_string", "code_comment", "code_number", "code_name"),
)
"""The grounds, and what stands on them: of a mode, as a light page has others than a dark one."""

COLOURS = (*GROUNDS, *BRANDS, *(form.format(name) for name in BRANDS for form in DERIVED))

# Kinds of values, as grammar.py reads them, by section and token.
SECTIONS = MappingProxyType(
    {
        "colors": MappingProxyType(dict.fromkeys(COLOURS, "colour")),
        "typography": MappingProxyType(
            {
                "font_family": "fonts",
                "heading_family": "fonts",
                "mono_family": "fonts",
                "font_size": "length",
                "font_size_small": "length",
                "font_size_large": "length",
                "line_height": "number",
                "heading_weight": "weight",
                "label_weight": "weight",
            }
        ),
        "spacing": MappingProxyType(
            dict.fromkeys(("space", "control", "control_small", "control_large"), "length")
        ),
        "radius": MappingProxyType(dict.fromkeys(("radius", "radius_card", "radius_pill"), "length")),
        "shadow": MappingProxyType(dict.fromkeys(("shadow_low", "shadow_mid", "shadow_high"), "shadow")),
        "motion": MappingProxyType({"motion": "duration", "motion_slow": "duration", "easing": "easing"}),
    }
)


def variable(token: str) -> str:
    """Return the custom property of a token: ``--cacao-card-bg`` for ``card_bg``."""
    return PREFIX + token.replace("_", "-")
