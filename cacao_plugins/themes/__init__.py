"""The plugin ``themes``: a look of its own for an app, a page or a part of one, as variables of CSS."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cacao_kernel import Assets, Host, PropType, State, hookimpl

from .library import Library
from .mistake import ThemeError

__all__ = ["Config", "ThemeError", "Themes"]

MARK = "data-cacao-theme"
"""The attribute of a node that has a theme of its own: its scheme."""


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
    def register_props(self, app: Host) -> Mapping[str, PropType]:
        """Contribute ``theme``, which every node may have."""
        library = Library(app.home)

        def read(value: Any) -> tuple[Mapping[str, str], Mapping[str, str]]:
            theme = library.find(value)
            return {MARK: theme.scheme}, theme.variables

        return {"theme": PropType(read)}

    @hookimpl
    def register_page_props(self, app: Host) -> Mapping[str, Any] | None:
        """Let the root of every page follow the app's theme, if that can change."""
        chosen = _chosen(app)
        return {"theme": chosen} if _may_change(chosen) else None

    @hookimpl
    def register_assets(self, app: Host) -> Assets:
        """Contribute the variables of the app's theme, for all that stands in no page, too."""
        look = (Path(__file__).parent / "themes.css").read_text("utf-8")
        chosen = _chosen(app)
        if isinstance(chosen, State):
            chosen = chosen.value  # what it begins with
        if chosen is None or _may_change(chosen):
            return Assets(styles=(look,))
        where = "themes.theme" if app.theme is None else "theme"
        return Assets(styles=(look, Library(app.home).find(chosen, where).css()))


def _chosen(app: Host) -> object:
    """Return the app's theme as it was given, in code or in cacao.json; None for none."""
    return app.theme if app.theme is not None else app.config(Config).theme or None


def _may_change(chosen: object) -> bool:
    """Tell whether a theme is, or holds, a State, a Computed or a function."""
    if isinstance(chosen, Mapping):
        return any(map(_may_change, chosen.values()))
    return callable(chosen) or hasattr(type(chosen), "value")
