"""Servers: the default App, served from code."""

from __future__ import annotations

from .errors import CacaoError
from .mix import default_app
from .serve import Launch, exit_with, serve


class CacaoServer:
    """A server for the default App, with its settings in code.

    Args:
        host: the address to bind; by default 127.0.0.1.
        port: the port to bind; by default 1634, or in development the next free one.
        verbose: whether to log a line for each request and event.
        production: whether to run as in production even on a loopback address.
    """

    def __init__(
        self,
        *,
        host: str | None = None,
        port: int | None = None,
        verbose: bool = False,
        production: bool = False,
    ) -> None:
        self._launch = Launch(host=host, port=port, verbose=verbose, production=production)

    def run(self) -> None:
        """Serve the default App until SIGINT or SIGTERM."""
        try:
            app = default_app()
        except CacaoError as error:
            exit_with(error)
        serve(app, self._launch)


def run(*, host: str | None = None, port: int | None = None, verbose: bool = False) -> None:
    """Serve the default App until SIGINT or SIGTERM.

    Args:
        host: the address to bind; by default 127.0.0.1.
        port: the port to bind; by default 1634, or in development the next free one.
        verbose: whether to log a line for each request and event.
    """
    CacaoServer(host=host, port=port, verbose=verbose).run()
