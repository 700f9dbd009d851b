"""The plugin ``devtools``: a panel beside every page that shows what the app does; in development alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.routing import Mount

from cacao_kernel import (
    Assets,
    Host,
    Kit,
    Lifespan,
    PropType,
    Route,
    hookimpl,
    own_tab,
    own_url,
)

if TYPE_CHECKING:
    from .desk import Desk

__all__ = ["Config", "Devtools"]

PATH = "/_devtools"
MARK = "data-cacao-devtools"
"""The attribute of a page's root that says where its panel is."""


@dataclass(frozen=True)
class Config:
    """What cacao.json says under ``devtools``.

    Attributes:
        slow: milliseconds from which a render counts as slow.
    """

    slow: int = 16

    def __post_init__(self) -> None:
        if self.slow < 1:
            raise ValueError("slow: a number of milliseconds from 1 on")


class Devtools:
    """The devtools of one App. In production they contribute nothing.

    Args:
        config: settings in code, instead of those in cacao.json.
    """

    Config = Config

    def __init__(self, config: object = None) -> None:
        self.config = config
        self._desk: Desk | None = None

    def _open(self, host: Host) -> Desk:
        """Return what serves the panel; in development alone, so that nothing of it is loaded else."""
        if self._desk is None:
            from .desk import Desk

            self._desk = Desk(host, host.config(Config).slow)
        return self._desk

    @hookimpl
    def register_inspectors(self, app: Host) -> Sequence[Any]:
        """Look at what happens in the App."""
        if not app.development:
            return []

        return [self._open(app).panel.look]

    @hookimpl
    def register_props(self, app: Host) -> Mapping[str, PropType] | None:
        """Contribute the prop that brings the button, and names the panel of the tab."""
        if not app.development:
            return None
        script = (Path(__file__).parent / "page.js").read_text("utf-8")

        def read(_: Any) -> tuple[Mapping[str, str], Mapping[str, str]]:
            return {MARK: own_url(f"{PATH}/?tab={own_tab()}")}, {}

        return {"devtools": PropType(read, kits=(Kit("devtools", script=script),))}

    @hookimpl
    def register_page_props(self, app: Host) -> Mapping[str, Any] | None:
        """Let every page have it."""
        return {"devtools": True} if app.development else None

    @hookimpl
    def register_assets(self, app: Host) -> Assets | None:
        """Let the panel stand in a frame."""
        return Assets(frames=True) if app.development else None

    @hookimpl
    def register_routes(self, app: Host) -> Sequence[Route] | None:
        """Serve the panel to the developer."""
        return [Mount(PATH, app=self._open(app))] if app.development else None

    @hookimpl
    def register_lifespans(self, app: Host) -> Sequence[Lifespan] | None:
        """Let the panel's App serve as long as the one it looks at."""
        return [self._open(app).lifespan] if app.development else None
