"""Listener: the socket that a server listens on, and what is said of it."""

from __future__ import annotations

import errno
import logging
import os
import socket
import threading
import time
from typing import Any

from .checks import check_port
from .config import Config, Server
from .endurance import hush
from .errors import ServeError, shorten
from .guard import is_loopback

PORTS_TRIED = 100
BACKLOG = 2048

# Where no more can be opened: how long nobody is let in, less than asyncio waits; how seldom that is said.
REST_SECONDS = 0.5
TOLD_SECONDS = 60.0
_EXHAUSTED = (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM)

log = logging.getLogger("cacao.server")


class Listener(socket.socket):
    """A socket that listens, also when the process may open no more: visitors wait until it may.

    asyncio would ask once for each place in the backlog, and tell of each refusal: thousands a second.
    """

    _rests_until = 0.0
    _is_silent_until = 0.0

    def accept(self) -> tuple[socket.socket, Any]:
        """Let one in.

        Raises:
            BlockingIOError: if nobody is there, or none can be let in for a moment.
            OSError: if none can be.
        """
        now = time.monotonic()
        if now < self._rests_until:
            raise BlockingIOError
        try:
            return super().accept()
        except OSError as error:
            if error.errno in _EXHAUSTED:
                self._rests_until = now + REST_SECONDS
                self._tell(error, now)
            raise

    def _tell(self, error: OSError, now: float) -> None:
        hush(error)
        if now >= self._is_silent_until:
            self._is_silent_until = now + TOLD_SECONDS
            log.error(
                "nobody new can come in: %s. Who is there stays; a higher limit (ulimit -n) lets in more.",
                error.strerror,
            )


def listen(asked: str | None, port: int | None, config: Config, *, development: bool) -> socket.socket:
    """Return a socket that listens; in development the default port gives way to the next free one.

    Args:
        asked: the host that code or the command line asks for.
        port: likewise.
        config: what cacao.json and the environment say where they ask for nothing.
        development: whether this is a developer's own machine.

    Raises:
        ServeError: if that is no address, or it is taken.
    """
    host = asked or config.server.host
    source = "--host or host=…" if asked else config.source("host")
    wanted = config.server.port if port is None else check_port(str(port), "port=…")
    tries = PORTS_TRIED if development and port is None and wanted == Server.port else 1
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for number in range(wanted, min(wanted + tries, 65_536)):
        # Named as TCP, for asyncio switches off the delay of small frames on no other: up to 40 ms each.
        listener = Listener(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        if os.name == "posix":  # elsewhere it would let two servers share the port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host.strip("[]"), number))
            # Of two servers that start at once both may bind; one of them may listen.
            listener.listen(BACKLOG)
        except (OSError, TypeError, ValueError) as error:
            listener.close()
            if not isinstance(error, OSError):
                raise ServeError("this is no address", where=source, got=shorten(host)) from None
            if error.errno != errno.EADDRINUSE:
                raise ServeError(
                    f"the address cannot be bound: {error.strerror}",
                    where=f"{host}:{number}",
                    cure="" if host == Server.host else f"The host was set by {source}.",
                ) from None
            continue
        return listener
    raise ServeError(
        "the port is taken", where=f"{host}:{wanted}", cure="Choose another with --port or port=."
    )


def greet(listener: socket.socket, host: str, config: Config) -> str:
    """Return what is said once the server is ready."""
    line = f"Cacao is ready: {address_of(listener, host)}  (Ctrl+C stops it)"
    if not is_loopback(host) and not config.server.allowed_hosts:
        line += (
            '\nVisitors are refused until you name the host they use: cacao.json "server": '
            '{"allowed_hosts": ["…"]}, or CACAO_ALLOWED_HOSTS.'
        )
    return line


def address_of(listener: socket.socket, host: str) -> str:
    """Return the address to open in a browser."""
    shown = f"[{host}]" if ":" in host and not host.startswith("[") else host
    return f"http://{shown}:{listener.getsockname()[1]}"


def show_in_browser(address: str) -> None:
    """Open an address in the browser of this machine, without waiting for it."""

    def show() -> None:
        import webbrowser  # loaded by those alone who ask for it

        if not webbrowser.open(address):
            log.warning("no browser could be opened here; open %s yourself", address)

    threading.Thread(target=show, daemon=True).start()
