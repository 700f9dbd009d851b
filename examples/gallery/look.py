"""Look: the theme that the visitor chooses, and the stylesheet of the gallery itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cacao import Computed, State
from cacao_kernel import Assets, hookimpl

THEMES = ("cacao", "ocean", "forest", "plum", "slate", "ember", "contrast")
MODES = {"system": "Auto", "light": "Light", "dark": "Dark"}

theme = State("cacao")
mode = State("system")

chosen = Computed(lambda: {"extends": theme.value, "mode": mode.value})


class Look:
    """Brings the gallery's own stylesheet."""

    @hookimpl
    def register_assets(self) -> Assets:
        """Contribute it."""
        return Assets(styles=((Path(__file__).parent / "gallery.css").read_text("utf-8"),))


def theme_switcher() -> dict[str, Any]:
    """Return the choice of a theme, and of light or dark."""
    options = [{"type": "option", "props": {"value": name, "content": name.capitalize()}} for name in THEMES]
    return {
        "type": "div",
        "props": {"class": "gallery-switcher"},
        "children": [
            {"type": "select", "props": {"aria_label": "Theme", "bind": theme}, "children": options},
            {
                "type": "fieldset",
                "props": {"class": "gallery-modes"},
                "children": [
                    {"type": "legend", "props": {"class": "cacao-hidden", "content": "Light or dark"}},
                    *map(_mode_choice, MODES.items()),
                ],
            },
        ],
    }


def _mode_choice(choice: tuple[str, str]) -> dict[str, Any]:
    name, label = choice
    radio = {"type": "input", "props": {"type": "radio", "name": "mode", "value": name, "bind": mode}}
    return {"type": "label", "children": [radio, label]}
