"""The plugin ``themes``: a look of its own for an app, a page or a part of one, as variables of CSS."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from cacao_kernel import Assets, Computed, Host, Kit, Lifespan, PropType, State, hookimpl, read

from .library import NAMES, Library, find_theme
from .mistake import ThemeError
from .theme import Theme
from .tokens import SECTIONS, variable

__all__ = ["NAMES", "Config", "Theme", "ThemeError", "Themes", "find_theme"]

MARK = "data-cacao-theme"
"""The attribute of a node with a theme of its own: its scheme, or nothing if it has no ground of its own."""
GROUND = frozenset(map(variable, ("background", "text"))) | {"color-scheme"}
"""What makes a node paint its own ground."""


def _read_kit() -> Kit:
    """Return what nodes with a theme need in the browser."""
    style, script = ((Path(__file__).parent / f"themes.{kind}").read_text("utf-8") for kind in ("css", "js"))
    tokens = " ".join(variable(token) for section in SECTIONS.values() for token in section)
    return Kit("themes", style, script.replace('TOKENS = ""', f'TOKENS = "{tokens}"'))


KIT = _read_kit()

LOOK_SECONDS = 0.2
"""How often theme files are looked at in development; one that has been edited twice, before it is read."""


@dataclass(frozen=True)
class Config:
    """What cacao.json says under ``themes``.

    Attributes:
        theme: the theme of the app: the name of one that Cacao brings, the path of a JSON file from the
            folder of cacao.json, or an object with the theme itself.
    """

    theme: str | Mapping[str, Any] = ""


class Themes:
    """The themes of one App.

    Attributes:
        edits: how often a theme file has been edited, so that open pages follow.
    """

    Config = Config

    def __init__(self) -> None:
        self.edits = State(0, scope="app", store=False, name="themes.edits")
        self._library = Library(Path())

    @hookimpl
    def register_props(self, app: Host) -> Mapping[str, PropType]:
        """Contribute ``theme``, which every node may have."""
        library = self._library = Library(app.home, development=app.development)

        def dress(value: Any) -> tuple[Mapping[str, str], Mapping[str, str]]:
            if app.development:
                self._follow_edits()
            if isinstance(value, _Whole):
                theme = library.find(value.theme)
                return {MARK: theme.scheme}, theme.variables
            theme, style = library.find(value), library.find_part(value)
            return {MARK: "" if GROUND.isdisjoint(style) else theme.scheme}, style

        return {"theme": PropType(dress, reactive=app.development, kits=(KIT,))}

    @hookimpl
    def register_page_props(self, app: Host) -> Mapping[str, Any] | None:
        """Let the root of every page follow the app's theme, if that can change."""
        chosen = _chosen(app)
        if chosen is None:
            return None
        if not _may_change(chosen):
            self._library.find(chosen, _where(app))
            if not (app.development and self._library.files):
                return None
        return {"theme": lambda: _Whole(_resolve(chosen))}

    @hookimpl
    def register_assets(self, app: Host) -> Assets | None:
        """Contribute the variables of the app's theme, for all that stands in no page, too."""
        chosen = _chosen(app)
        if isinstance(chosen, State):
            chosen = chosen.value  # what it begins with
        if chosen is None or _may_change(chosen):
            return None
        return Assets(styles=(self._library.find(chosen, _where(app)).css(),))

    @hookimpl
    def register_lifespans(self, app: Host) -> Sequence[Lifespan]:
        """Follow the theme files in development."""
        return [self._following] if app.development else []

    def _follow_edits(self) -> int:
        """Let what is being rendered follow the theme files."""
        return self.edits.value

    @asynccontextmanager
    async def _following(self) -> AsyncGenerator[None, None]:
        task = asyncio.create_task(self._look_for_edits())
        try:
            yield
        finally:
            task.cancel()

    async def _look_for_edits(self) -> None:
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            if self._library.look():
                self.edits.update(lambda number: number + 1)


def _chosen(app: Host) -> object:
    """Return the app's theme as it was given, in code or in cacao.json; None for none."""
    if app.theme is not None:
        return app.theme
    named = app.config(Config).theme
    return Path(named) if isinstance(named, str) and named.endswith(".json") else named or None


def _where(app: Host) -> str:
    """Return what errors call the app's theme."""
    return "themes.theme" if app.theme is None else "theme"


def _may_change(chosen: object) -> bool:
    """Tell whether a theme is, or holds, a State, a Computed or a function."""
    if isinstance(chosen, Mapping):
        return any(map(_may_change, chosen.values()))
    return callable(chosen) or isinstance(chosen, State | Computed)


def _resolve(chosen: object) -> Any:
    """Return a theme with every State, Computed and function in it read."""
    if isinstance(chosen, Mapping):
        return {key: _resolve(value) for key, value in chosen.items()}
    return read(chosen)


class _Whole(NamedTuple):
    """The app's theme: what it does not say is that of the theme it extends, and not of a page around."""

    theme: Any
