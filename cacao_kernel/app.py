"""App: pages and event handlers, and an ASGI application that serves them."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

from starlette.types import ASGIApp, Receive, Scope, Send

from .asgi import make_asgi
from .config import FILE, Config, load_config
from .cookie import Signer
from .defaults import DEFAULT_PLUGINS
from .errors import CacaoError, RouteError
from .live import Live
from .names import find_origin
from .routing import Routes
from .runtime import compile_runtime
from .secret import load_secret
from .world import adopt_main, current_world

F = TypeVar("F", bound=Callable[..., Any])


class App:
    """A Cacao application.

    Pages are functions that return a tree; handlers answer events. The App is an ASGI
    application, so ``uvicorn main:app`` serves it too; the first App made is the default one.

    Args:
        title: the title of its pages.
        extensions: objects with hook implementations, plugins without an entry point.

    Example:
        >>> import cacao
        >>> app = cacao.App()
        >>> @app.mix("/")
        ... def home():
        ...     return {"type": "h1", "props": {"content": "Hello"}}
    """

    def __init__(self, *, title: str = "Cacao", extensions: Iterable[object] = ()) -> None:
        adopt_main()
        self.title = title
        self.world = current_world()
        self.origin = find_origin()
        self.development = False
        self._extensions = tuple(extensions)
        self._routes = Routes()
        self._live: Live | None = None
        self._asgi: ASGIApp | None = None
        if self.world.default_app is None:
            self.world.default_app = self
            collected, self.world.collected = self.world.collected, []
            for register in collected:
                register(self)

    def mix(self, path: str) -> Callable[[F], F]:
        """Show what the decorated function returns at this path.

        Raises:
            RouteError: if the path or the function cannot be a page, or the path is taken.
        """
        _need_brackets(path, '@app.mix("/")')

        def register(function: F) -> F:
            self._open_routes(path).add_page(path, function)
            return function

        return register

    def event(self, name: str) -> Callable[[F], F]:
        """Call the decorated function when a node's handler of this name is wanted.

        The function may be ``async def`` or ``def``, and takes the event or nothing. What it
        writes into States is shown when it returns, and dropped if it raises.

        Raises:
            RouteError: if the function needs more than the event, or the name is taken.
        """
        _need_brackets(name, '@app.event("save")')

        def register(function: F) -> F:
            self._open_routes(name).add_handler(name, function)
            return function

        return register

    def _open_routes(self, name: str) -> Routes:
        if self._live is not None:
            raise RouteError(
                f'"{name}" comes too late: the app already serves',
                where=str(find_origin()),
                cure="Register pages and handlers before the app starts.",
            )
        return self._routes

    def brew(self, type: str = "web", *, host: str | None = None, port: int | None = None) -> None:
        """Serve the app until it is stopped.

        Args:
            type: what to brew for; ``"web"`` is a server to open in a browser.
            host: the address to bind; by default 127.0.0.1, for this machine alone.
            port: the port to bind; by default 1634, or in development the next free one.
        """
        from .serve import Launch, serve

        serve(self, Launch(type=type, host=host, port=port))

    def read_config(self) -> Config:
        """Return what cacao.json and the environment say.

        The file is looked for in the current folder, then in that of the module that made the App.

        Raises:
            ConfigError: if a setting is wrong.
        """
        beside = Path(self.origin.file).parent
        here = Path.cwd()
        return load_config(beside if not (here / FILE).exists() and (beside / FILE).exists() else here)

    def prepare(self, config: Config | None = None, *, development: bool = False) -> ASGIApp:
        """Load the plugins, freeze the routes, and return the ASGI application.

        Called before the first request; Cacao's own server and the test kit call it themselves,
        under a foreign server it happens by itself. Called again, it starts anew, without sessions.

        Raises:
            CacaoError: naming what is wrong with a plugin or a setting.
        """
        config = self.read_config() if config is None else config
        runtime = compile_runtime(self.title, self._routes, config, DEFAULT_PLUGINS, self._extensions)
        self.development = development
        signer = Signer(load_secret(config.home, development=development))
        self._live = Live(runtime, signer, development=development)
        self._asgi = make_asgi(self._live, self._lifespan)
        return self._asgi

    @property
    def live(self) -> Live | None:
        """What lives while the app serves; None before."""
        return self._live

    @asynccontextmanager
    async def _lifespan(self, _: Any) -> AsyncGenerator[None, None]:
        self.world.serving += 1
        try:
            yield
        finally:
            self.world.serving -= 1
            if self._live is not None:
                self._live.threads.close()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one ASGI connection."""
        try:
            asgi = self._asgi or self.prepare()
        except CacaoError as error:
            if scope["type"] != "lifespan":
                raise
            await receive()
            await send({"type": "lifespan.startup.failed", "message": str(error)})
            return
        await asgi(scope, receive, send)


class Mix:
    """The decorator ``mix``: what ``@app.mix`` and ``@app.event`` are, for the default App.

    What it is given before an App exists moves to the first App made.
    """

    def __call__(self, path: str) -> Callable[[F], F]:
        """Show what the decorated function returns at this path of the default App."""
        _need_brackets(path, '@mix("/")')
        return self._later(lambda app, function: app.mix(path)(function))

    def event(self, name: str) -> Callable[[F], F]:
        """Call the decorated function for this event of the default App."""
        _need_brackets(name, '@mix.event("save")')
        return self._later(lambda app, function: app.event(name)(function))

    def _later(self, register: Callable[[App, Any], object]) -> Callable[[F], F]:
        def decorate(function: F) -> F:
            world = current_world()
            if world.default_app is not None:
                register(world.default_app, function)
            else:
                world.collected.append(lambda app: register(app, function))
            return function

        return decorate


def _need_brackets(given: object, example: str) -> None:
    if callable(given):
        raise RouteError(
            "a decorator without brackets registers nothing", where=str(find_origin()), expected=example
        )


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
