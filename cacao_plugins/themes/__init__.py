"""The plugin ``themes``: a look of its own for an app, a page or a part of one, as variables of CSS."""

from __future__ import annotations

from dataclasses import dataclass

from cacao_kernel import Assets, Host, hookimpl

from .library import Library
from .mistake import ThemeError

__all__ = ["Config", "ThemeError", "Themes"]


@dataclass(frozen=True)
class Config:
    """What cacao.json says under ``themes``.

    Attributes:
        theme: the theme of the app: the name of one that Cacao brings, or the path of a JSON file, from the
            folder of cacao.json.
    """

    theme: str = ""


class Themes:
    """The themes of one App."""

    Config = Config

    @hookimpl
    def register_assets(self, app: Host) -> Assets | None:
        """Contribute the variables of the app's theme."""
        chosen = app.config(Config).theme
        if not chosen:
            return None
        theme = Library(app.home).find(chosen, "themes.theme")
        return Assets(styles=(theme.css(),))
