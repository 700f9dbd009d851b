"""App: pages and event handlers, and an ASGI application that serves them."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import AsyncGenerator, Callable, Iterable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Unpack

from starlette.types import ASGIApp, Receive, Scope, Send

from .asgi import make_asgi
from .checks import check_language
from .config import FILE, Config, load_config
from .cookie import Signer
from .count import Count
from .defaults import plugins_on
from .errors import CacaoError, RouteError
from .handler import LIMIT, Concurrent, make_handler
from .host import Renewal
from .launch import Launch, Window
from .lifespan import hold
from .lifetime import Lifetime
from .live import Live
from .names import find_origin
from .redaction import guard_logs
from .routing import Routes, need_brackets
from .runtime import compile_runtime
from .secret import load_old_secrets, load_secret
from .shape import G, Guard, H, N, P, Theme
from .state import Scope as Sharing
from .timer import make_timer
from .watchdog import Watchdog
from .world import adopt_main, current_world


class App:
    """A Cacao application.

    Pages are functions that return a tree; handlers answer events. The App is an ASGI
    application, so ``uvicorn main:app`` serves it too; the first App made is the default one.

    Args:
        title: the title of its pages that have none of their own.
        lang: the language of its pages, such as ``"en"`` or ``"pt-BR"``.
        extensions: objects with hook implementations, plugins without an entry point.
        theme: the look of its pages: a theme's name, a dict, the path of a JSON file, or a State of these.

    Attributes:
        tabs: how many tabs are open, a State that is counted live and can only be read.
        online: how many visitors have a tab open, likewise.

    Example:
        >>> import cacao
        >>> app = cacao.App()
        >>> @app.mix("/")
        ... def home():
        ...     return {"type": "h1", "props": {"content": "Hello"}}
    """

    def __init__(
        self,
        *,
        title: str = "Cacao",
        lang: str = "en",
        extensions: Iterable[object] = (),
        theme: Theme | None = None,
    ) -> None:
        adopt_main()
        check_language(lang, str(find_origin()))
        self.title = title
        self.lang = lang
        self.theme = theme
        self.world = current_world()
        self.origin = find_origin()
        self.development = False
        self.renewal: Renewal | None = None
        self.tabs, self.online = Count("app.tabs"), Count("app.online")
        self._extensions = tuple(extensions)
        self._routes = Routes()
        self._live: Live | None = None
        self._asgi: ASGIApp | None = None
        self._lifetime: Lifetime  # made with it
        if self.world.default_app is None:
            self.world.default_app = self
            collected, self.world.collected = self.world.collected, []
            for register in collected:
                register(self)

    def mix(
        self,
        path: str,
        *,
        title: str | Callable[..., object] | None = None,
        meta: Mapping[str, str] | None = None,
        guard: Guard | Iterable[Guard] | None = None,
    ) -> Callable[[P], P]:
        """Show what the decorated function returns at this path.

        Args:
            path: the route; ``"/users/{id:int}"`` hands the page the parameter ``id``. What else
                the page asks for is read from the query string.
            title: the page's title, or a function of the page's parameters that returns it.
            meta: contents of ``<meta>`` by name, such as ``{"description": "…"}``.
            guard: a function, or several, that must let a visitor pass before the page runs.

        Raises:
            RouteError: if the path or the function cannot be a page, or the path is taken.
        """
        need_brackets(path, '@app.mix("/")')

        def register(function: P) -> P:
            self._open_routes(path).add_page(path, function, title=title, meta=meta, guard=guard)
            return function

        return register

    def guard(self, function: G) -> G:
        """Ask the decorated function before any page is shown, at every load, join and link.

        It takes the :class:`Visit` or nothing, and returns ``redirect(…)`` or False to stop the
        visitor, None or True to let them pass.

        Raises:
            RouteError: if it asks for more.
        """
        self._open_routes("a guard").add_guard(function)
        return function

    def event(
        self, name: str, *, concurrent: Concurrent = False, query: bool = False, limit: float | None = LIMIT
    ) -> Callable[[H], H]:
        """Call the decorated function when a node's handler of this name is wanted.

        The function may be ``async def`` or ``def``, and takes the event or nothing. What it
        writes into States is shown when it returns, and dropped if it raises.

        Args:
            name: what nodes call it by.
            concurrent: start it at once, beside the visitor's handler that runs; for a Stop button. With
                ``"newest"`` a newer event of its node takes the place of one that runs; for a search.
            query: it only reads, and what it returns is the answer; the newest of a node wins.
            limit: the seconds it may take without a write or an await that returns; None for no limit.

        Raises:
            RouteError: if the function needs more than the event, an option is none, or the name is taken.
        """
        need_brackets(name, '@app.event("save")')

        def register(function: H) -> H:
            routes = self._open_routes(name)
            routes.add_handler(name, function, concurrent=concurrent, query=query, limit=limit)
            return function

        return register

    def every(self, seconds: float, *, scope: Sharing = "app") -> Callable[[N], N]:
        """Run the decorated function every so many seconds, as long as its scope lives.

        Args:
            seconds: from one run to the next; a run that takes longer puts off the next.
            scope: ``"app"`` runs it once for everybody while the app serves, ``"session"`` for each
                visitor with an open tab, ``"tab"`` for each tab.

        Raises:
            RouteError: if the seconds or the scope are none, or the function needs arguments.
        """
        need_brackets(seconds, "@app.every(1)")

        def register(function: N) -> N:
            self._open_routes("every").timers.append(make_timer(seconds, scope, function))
            return function

        return register

    def on_open(self, function: H) -> H:
        """Run the decorated function whenever a tab has come, with its session current."""
        self._open_routes("on_open").openers.append(make_handler("on_open", function))
        return function

    def on_close(self, function: H) -> H:
        """Run the decorated function whenever a tab has gone, with its session current."""
        self._open_routes("on_close").closers.append(make_handler("on_close", function))
        return function

    def _open_routes(self, name: str) -> Routes:
        if self._live is not None:
            raise RouteError(
                f'"{name}" comes too late: the app already serves',
                where=str(find_origin()),
                cure="Register pages and handlers before the app starts.",
            )
        return self._routes

    def brew(
        self,
        type: str = "web",
        *,
        host: str | None = None,
        port: int | None = None,
        theme: Theme | None = None,
        title: str | None = None,
        **window: Unpack[Window],
    ) -> None:
        """Serve the app until it is stopped.

        Args:
            type: what to brew for; ``"web"`` is a server to open in a browser.
            host: the address to bind; by default 127.0.0.1, for this machine alone.
            port: the port to bind; by default 1634, or in development the next free one.
            theme: the look of its pages, instead of the one that the App was made with.
            title: the title, likewise.
            window: what a window of its own is like; see :class:`Window`.
        """
        from .serve import serve

        self.theme = self.theme if theme is None else theme
        self.title = self.title if title is None else title
        serve(self, Launch(type=type, host=host, port=port, window=window))

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
        defaults = plugins_on(development=development, tools=config.server.tools)
        given = self.title, self._routes, config, defaults, self._extensions, self.lang
        runtime = compile_runtime(*given, theme=self.theme, development=development, renewal=self.renewal)
        self.development = development
        self.world.development = self.world.development or development
        lasts = development or runtime.store is not None
        signer = Signer(load_secret(config.home, lasts=lasts), load_old_secrets())
        live = self._live = Live(
            runtime, signer, development=development, tabs=self.tabs, online=self.online, world=self.world
        )
        guard_logs()
        self._lifetime = Lifetime(functools.partial(self._serve, live))
        self._asgi = make_asgi(live, self.lifespan)
        return self._asgi

    @property
    def live(self) -> Live | None:
        """What lives while the app serves; None before."""
        return self._live

    def lifespan(self, outer: object = None) -> AbstractAsyncContextManager[None]:
        """Return what to hold while the app serves, for an app that is mounted in another.

        A server starts the outer app alone: ``Starlette(routes=[Mount("/app", app)],
        lifespan=app.lifespan)``; an outer app with a lifespan of its own enters this in it. Without
        it the app begins to serve at its first request.
        """
        if self._asgi is None:
            self.prepare()
        return self._lifetime.held()

    @asynccontextmanager
    async def _serve(self, live: Live) -> AsyncGenerator[None, None]:
        with self.world.serve(live.shared):
            await live.open()
            try:
                with Watchdog(asyncio.get_running_loop()):
                    async with hold(live.runtime.lifespans):
                        yield
            finally:
                await live.close()

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
        if scope["type"] != "lifespan":
            await self._lifetime.begin()
        await asgi(scope, receive, send)
