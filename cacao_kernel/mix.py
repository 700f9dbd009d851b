"""Mix: the decorator for the default App, and that App."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from .app import App
from .handler import LIMIT, Concurrent
from .routing import need_brackets
from .shape import F, G, Guard, H, P
from .world import current_world


class Mix:
    """The decorator ``mix``: what ``@app.mix`` and ``@app.event`` are, for the default App.

    What it is given before an App exists moves to the first App made.
    """

    def __call__(
        self,
        path: str,
        *,
        title: str | Callable[..., object] | None = None,
        meta: Mapping[str, str] | None = None,
        guard: Guard | Iterable[Guard] | None = None,
    ) -> Callable[[P], P]:
        """Show what the decorated function returns at this path of the default App; see ``App.mix``."""
        need_brackets(path, '@mix("/")')
        return self._later(lambda app: app.mix(path, title=title, meta=meta, guard=guard))

    def event(
        self, name: str, *, concurrent: Concurrent = False, query: bool = False, limit: float | None = LIMIT
    ) -> Callable[[H], H]:
        """Call the decorated function for this event of the default App; see ``App.event``."""
        need_brackets(name, '@mix.event("save")')
        return self._later(lambda app: app.event(name, concurrent=concurrent, query=query, limit=limit))

    def guard(self, function: G) -> G:
        """Ask the decorated function before any page of the default App is shown; see ``App.guard``."""
        return self._later(lambda app: app.guard)(function)

    def _later(self, decorator: Callable[[App], Callable[[Any], object]]) -> Callable[[F], F]:
        def decorate(function: F) -> F:
            world = current_world()
            if world.default_app is not None:
                decorator(world.default_app)(function)
            else:
                world.collected.append(lambda app: decorator(app)(function))
            return function

        return decorate


mix = Mix()


def default_app() -> App:
    """Return the default App, making it from what ``mix`` collected if there is none.

    Raises:
        RouteError: if there is no App and nothing was given to ``mix``.
    """
    world = current_world()
    world.require_app()
    app: App = world.default_app or App()
    return app
