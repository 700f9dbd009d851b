"""Beside: an App of a plugin's own, which is mounted in the one that it serves."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Iterable
from contextlib import asynccontextmanager

from .app import App
from .config import Config
from .defaults import WITH_TOOLS
from .farewell import RENEWED, say_farewell
from .host import Host
from .lifespan import hold
from .live import Live
from .world import World, loading_world

LAST_SECONDS = 1.0  # that its handlers may take at the end


class Beside(App):
    """An App of a plugin's own, which ends when the one that it is mounted in does."""

    @asynccontextmanager
    async def _serve(self, live: Live) -> AsyncGenerator[None]:
        # As any App does; but the loop is watched for the one that it is mounted in.
        with self.world.serve(live.shared):
            await live.open()
            try:
                async with hold(live.runtime.lifespans):
                    yield
            finally:
                await live.close()

    @asynccontextmanager
    async def lifespan(self, outer: object = None) -> AsyncGenerator[None]:
        """Serve while this is entered, and send browsers on at the end: another edition may follow."""
        async with super().lifespan(outer):
            yield
            if self.live is not None:
                await say_farewell(self.live, LAST_SECONDS, RENEWED)


def app_beside(
    host: Host, build: Callable[[App], object], *, title: str, extensions: Iterable[object] = ()
) -> App:
    """Make an App beside the one that is served, with States, sessions and settings of its own.

    A plugin mounts it by ``register_routes`` and holds its ``lifespan`` by ``register_lifespans``. No plugin
    is on in it but the extensions.

    Args:
        host: the App that is served.
        build: declares the pages, the handlers and the States of the App that it is given.
        title: the title of its pages.
        extensions: objects with hook implementations.
    """
    with loading_world(World()):
        app = Beside(title=title, extensions=extensions)
        build(app)
        app.prepare(
            Config(host.home, plugins=dict.fromkeys(WITH_TOOLS, False)),
            development=host.development,
        )
    return app
