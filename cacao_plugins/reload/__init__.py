"""The plugin ``reload``: what is saved is on every open page at once, with all that was typed and done."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cacao_kernel import Assets, Host, Kit, Lifespan, Renewal, Route, hookimpl

if TYPE_CHECKING:
    from .taking_up import TakingUp

__all__ = ["Config", "Reload"]


def _read(name: str) -> str:
    return (Path(__file__).parent / name).read_text("utf-8")


KIT = Kit("reload", _read("reload.css"), _read("reload.js"))
"""The button, Ctrl+R and the overlay, on every page in development."""
BARE = Kit("reload", KIT.style, KIT.script.replace("HAS_BUTTON = true", "HAS_BUTTON = false"))
"""Likewise, without the button."""
LOOK = Kit("reload-look", script=_read("look.js"))
"""What lets a page follow styles, themes and scripts."""


@dataclass(frozen=True)
class Config:
    """What cacao.json says under ``reload``.

    Attributes:
        watch: further files that the app is made of, as patterns from the folder of the app:
            ``["content/**/*.md"]``. Python files, stylesheets, templates and cacao.json are watched anyway.
        ignore: files that are left alone although they are of these kinds, likewise.
        button: whether the button to refresh stands on the page.
    """

    watch: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    button: bool = True


class Reload:
    """The reload of one App; nothing of it exists in production."""

    Config = Config

    def __init__(self) -> None:
        self._taking_up: TakingUp | None = None

    def _open(self, app: Host, renewal: Renewal) -> TakingUp:
        """Return what takes up what is saved; in development alone, so that nothing of it is loaded else."""
        if self._taking_up is None:
            from .taking_up import TakingUp

            self._taking_up = TakingUp(app, renewal)
        return self._taking_up

    @hookimpl
    def register_assets(self, app: Host) -> Assets | None:
        """Bring the button and the overlay to every page, and what follows the look of the app."""
        if app.renewal is None:
            return None
        return Assets(kits=(KIT if app.config(Config).button else BARE, LOOK))

    @hookimpl
    def register_routes(self, app: Host) -> Sequence[Route]:
        """Contribute what the button, Ctrl+R and pages that are renewed ask for."""
        if app.renewal is None:
            return []
        from .look import look_route
        from .refresh import refresh_route

        return [refresh_route(self._open(app, app.renewal)), look_route(app)]

    @hookimpl
    def register_lifespans(self, app: Host) -> Sequence[Lifespan]:
        """Watch the app's files while it serves."""
        if app.renewal is None:
            return []
        from .watch import Watch

        settings = app.config(Config)
        watch = Watch(
            app.home, app.renewal.home, self._open(app, app.renewal), settings.watch, settings.ignore
        )

        @asynccontextmanager
        async def watching() -> AsyncGenerator[None, None]:
            task = asyncio.create_task(watch.run())
            try:
                yield
            finally:
                watch.stop()
                task.cancel()

        return [watching]
