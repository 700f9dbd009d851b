"""Mix: the decorator for the default App, and that App."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from .app import App
from .errors import RouteError
from .routing import need_brackets
from .world import current_world

F = TypeVar("F", bound=Callable[..., Any])


class Mix:
    """The decorator ``mix``: what ``@app.mix`` and ``@app.event`` are, for the default App.

    What it is given before an App exists moves to the first App made.
    """

    def __call__(self, path: str, **options: Any) -> Callable[[F], F]:
        """Show what the decorated function returns at this path of the default App; see ``App.mix``."""
        need_brackets(path, '@mix("/")')
        return self._later(lambda app, function: app.mix(path, **options)(function))

    def event(self, name: str, **options: Any) -> Callable[[F], F]:
        """Call the decorated function for this event of the default App; see ``App.event``."""
        need_brackets(name, '@mix.event("save")')
        return self._later(lambda app, function: app.event(name, **options)(function))

    def guard(self, function: F) -> F:
        """Ask the decorated function before any page of the default App is shown; see ``App.guard``."""
        return self._later(lambda app, guard: app.guard(guard))(function)

    def _later(self, register: Callable[[App, Any], object]) -> Callable[[F], F]:
        def decorate(function: F) -> F:
            world = current_world()
            if world.default_app is not None:
                register(world.default_app, function)
            else:
                world.collected.append(lambda app: register(app, function))
            return function

        return decorate


mix = Mix()


def default_app() -> App:
    """Return the default App, making it from what ``mix`` collected if there is none.

    Raises:
        RouteError: if there is no App and nothing was given to ``mix``.
    """
    world = current_world()
    if world.default_app is None and not world.collected:
        raise RouteError(
            "there is no App to serve", cure='Make one: app = cacao.App(), with a page: @app.mix("/").'
        )
    app: App = world.default_app or App()
    return app
