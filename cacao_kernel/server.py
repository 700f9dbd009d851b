"""Servers: the default App, served from code."""

from __future__ import annotations

from typing import Literal

from .errors import CacaoError, ConfigError, shorten
from .launch import Launch
from .mix import default_app
from .serve import exit_with, serve
from .shape import Theme


class CacaoServer:
    """A server for the default App, with its settings in code.

    Args:
        host: the address to bind; by default 127.0.0.1.
        port: the port to bind; by default 1634, or in development the next free one.
        verbose: whether to log a line for each request and event.
        production: whether to run as in production even on a loopback address.
        persist_sessions: whether sessions outlive the page: on (True) they are kept as
            ``session_storage`` or cacao.json says, off (False) in memory alone.
        session_storage: where sessions are kept: ``"memory"`` forgets them when the server stops,
            ``"file"`` finds them again.
        theme: the look of its pages, instead of the one that the App was made with.
    """

    def __init__(
        self,
        *,
        host: str | None = None,
        port: int | None = None,
        verbose: bool = False,
        production: bool = False,
        persist_sessions: bool | None = None,
        session_storage: Literal["memory", "file"] | None = None,
        theme: Theme | None = None,
    ) -> None:
        self._theme = theme
        self._persist: object = persist_sessions
        storage = "memory" if persist_sessions is False else session_storage
        self._launch = Launch(host=host, port=port, verbose=verbose, production=production, storage=storage)

    def run(self) -> None:
        """Serve the default App until SIGINT or SIGTERM."""
        try:
            if not isinstance(self._persist, bool | None):
                raise ConfigError(
                    "sessions are to outlive the page or not",
                    where="persist_sessions",
                    expected="True or False",
                    got=shorten(self._persist),
                )
            app = default_app()
            app.theme = app.theme if self._theme is None else self._theme
        except CacaoError as error:
            exit_with(error)
        serve(app, self._launch)


def run(
    *,
    host: str | None = None,
    port: int | None = None,
    verbose: bool = False,
    persist_sessions: bool | None = None,
    session_storage: Literal["memory", "file"] | None = None,
    theme: Theme | None = None,
) -> None:
    """Serve the default App until SIGINT or SIGTERM.

    Args:
        host: the address to bind; by default 127.0.0.1.
        port: the port to bind; by default 1634, or in development the next free one.
        verbose: whether to log a line for each request and event.
        persist_sessions: whether sessions outlive the page; see :class:`CacaoServer`.
        session_storage: where they are kept: ``"memory"`` or ``"file"``.
        theme: the look of its pages, instead of the one that the App was made with.
    """
    CacaoServer(
        host=host,
        port=port,
        verbose=verbose,
        persist_sessions=persist_sessions,
        session_storage=session_storage,
        theme=theme,
    ).run()
