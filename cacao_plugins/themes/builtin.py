"""The themes that Cacao brings: its own brown one, and others with a character of their own."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from .colour import Colour, read_colour
from .palette import derive
from .theme import Theme, make_theme

DEFAULT = "cacao"

_SANS = 'system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif'
_MONO = 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace'

_OTHERS = MappingProxyType(
    {
        "font_family": _SANS,
        "heading_family": _SANS,
        "mono_family": _MONO,
        "font_size": "1rem",
        "font_size_small": "0.875rem",
        "font_size_large": "1.125rem",
        "line_height": "1.5",
        "heading_weight": "650",
        "label_weight": "600",
        "space": "1rem",
        "control": "2.5rem",
        "control_small": "2rem",
        "control_large": "3rem",
        "radius": "0.5rem",
        "radius_card": "0.75rem",
        "radius_pill": "999px",
        "shadow_low": "0 1px 2px light-dark(rgb(43 29 20 / 0.08), rgb(0 0 0 / 0.4))",
        "shadow_mid": "0 4px 16px -4px light-dark(rgb(43 29 20 / 0.16), rgb(0 0 0 / 0.6))",
        "shadow_high": "0 16px 48px -8px light-dark(rgb(43 29 20 / 0.28), rgb(0 0 0 / 0.8))",
        "motion": "150ms",
        "motion_slow": "300ms",
        "easing": "cubic-bezier(0.2, 0, 0, 1)",
    }
)

_CACAO_LIGHT = """
background #fffdfb card_bg #fff field #fff text #2b1d14 quiet #6f5d51 border_color #e6dad0 edge #937f71
primary #6b4226 primary_hover #55331d primary_active #432816 secondary #6f5d51 accent #b4541a
success #2f7d32 warning #f2b13c danger #b3261e info #1f6f9c
"""
_CACAO_DARK = """
background #1b1512 card_bg #2a211c field #231b17 text #f3e9e1 quiet #b8a699 border_color #43352c edge #8f7a6c
primary #d9a877 on_primary #24170f primary_hover #e6bb90 primary_active #cf9a64
secondary #b8a699 accent #f0935a success #7cc47f warning #f0b455 danger #ff8a80 info #7cc0e8
"""

BUILT_IN: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "cacao-light": {"mode": "light"},
        "cacao-dark": {"mode": "dark"},
        "ocean": {
            "colors": {
                "background": "#f4f9fc",
                "text": "#10263a",
                "primary": "#0b6795",
                "secondary": "#4c6478",
                "accent": "#c0442a",
            },
            "dark": {
                "colors": {
                    "background": "#0b1620",
                    "text": "#e4eff7",
                    "primary": "#5db9e8",
                    "secondary": "#9fb6c8",
                    "accent": "#ff9672",
                }
            },
        },
        "forest": {
            "colors": {
                "background": "#f7faf4",
                "text": "#1a2b1f",
                "primary": "#2c6a3f",
                "secondary": "#56685a",
                "accent": "#a85d12",
            },
            "dark": {
                "colors": {
                    "background": "#0f1812",
                    "text": "#e6f0e7",
                    "primary": "#84c995",
                    "secondary": "#a5b8a8",
                    "accent": "#efb064",
                }
            },
            "radius": {"radius": "0.375rem", "radius_card": "0.5rem"},
        },
        "plum": {
            "colors": {
                "background": "#fdf8fd",
                "text": "#2d1531",
                "primary": "#7b2d88",
                "secondary": "#6d5a72",
                "accent": "#c8326c",
            },
            "dark": {
                "colors": {
                    "background": "#18101a",
                    "text": "#f3e8f5",
                    "primary": "#d79ae2",
                    "secondary": "#baa6bf",
                    "accent": "#ff8db3",
                }
            },
            "radius": {"radius": "0.875rem", "radius_card": "1.25rem"},
        },
        "slate": {
            "colors": {
                "background": "#f6f7f9",
                "text": "#15181e",
                "primary": "#33415c",
                "secondary": "#5b6473",
                "accent": "#2f62d9",
                "sidebar_bg": "#e9ecf1",
            },
            "dark": {
                "colors": {
                    "background": "#111419",
                    "text": "#e8ebf0",
                    "primary": "#afbfdd",
                    "secondary": "#a3acba",
                    "accent": "#7ea6ff",
                }
            },
            "radius": {"radius": "0.25rem", "radius_card": "0.375rem"},
        },
        "ember": {
            "colors": {
                "background": "#fffaf6",
                "text": "#2e1710",
                "primary": "#bb3f0e",
                "secondary": "#75594e",
                "accent": "#9c1f52",
            },
            "dark": {
                "colors": {
                    "background": "#190f0b",
                    "text": "#fbeae2",
                    "primary": "#ff9b6a",
                    "secondary": "#c9ab9e",
                    "accent": "#ff86ad",
                }
            },
        },
        "contrast": {
            "colors": {
                "background": "#fff",
                "text": "#000",
                "quiet": "#333",
                "border_color": "#767676",
                "edge": "#000",
                "primary": "#0030a8",
                "secondary": "#3d3d3d",
                "accent": "#8a0057",
                "success": "#005c1c",
                "warning": "#7a4300",
                "danger": "#a30000",
                "info": "#004f7c",
                "sidebar_bg": "#000",
            },
            "dark": {
                "colors": {
                    "background": "#000",
                    "text": "#fff",
                    "quiet": "#d6d6d6",
                    "border_color": "#8c8c8c",
                    "edge": "#fff",
                    "card_bg": "#121212",
                    "primary": "#ffdf4d",
                    "secondary": "#d0d0d0",
                    "accent": "#ff9ad5",
                    "success": "#7df09a",
                    "warning": "#ffc46b",
                    "danger": "#ffa3a3",
                    "info": "#8fd6ff",
                    "sidebar_bg": "#000",
                }
            },
            "radius": {"radius": "0.25rem", "radius_card": "0.25rem"},
        },
    }
)


def _read(listed: str) -> dict[str, Colour]:
    words = listed.split()
    found = {token: read_colour(text) for token, text in zip(words[::2], words[1::2], strict=True)}
    return {token: colour for token, colour in found.items() if colour is not None}


@lru_cache(maxsize=1)
def cacao() -> Theme:
    """Return Cacao's own theme, which all others extend in the end."""
    light, dark = _read(_CACAO_LIGHT), _read(_CACAO_DARK)
    return Theme(DEFAULT, "light dark", derive(light, {}), derive(dark, {}), _OTHERS)


@lru_cache(maxsize=32)
def built_in(name: str) -> Theme | None:
    """Return the theme of this name; None if Cacao brings none of it."""
    if name == DEFAULT:
        return cacao()
    given = BUILT_IN.get(name)
    return None if given is None else make_theme({"name": name, **given}, cacao(), f'theme "{name}"')
