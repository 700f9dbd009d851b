"""Serving: Cacao's own door, uvicorn with the settings that make it safe and quick to stop."""

from __future__ import annotations

import asyncio
import functools
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any, NoReturn

import uvicorn
from starlette.types import ASGIApp

from .collector import collecting_nothing, collecting_seldom
from .config import Config
from .door import Door
from .endurance import run_on
from .errors import CacaoError, ServeError
from .farewell import say_farewell
from .guard import is_loopback
from .launch import Launch, check_window
from .listener import address_of, greet, listen, show_in_browser
from .names import find_origin
from .served import HandedOver, Living, Served
from .teller import Teller, find_tab
from .terminal import log_to_terminal
from .world import World, current_world

GRACE_SECONDS = 5
LAST_SECONDS = GRACE_SECONDS + 2

# How long a thread may keep Python to itself while others want it. The event loop waits for it several times
# an event, so that a handler that computes in a thread would make everybody else wait long by the usual 5 ms.
SWITCH_SECONDS = 0.000_5
DATE_SECONDS = 1  # for so long every answer tells the same date
MAX_LINE = 800  # of what a mistake is told in


def serve(app: Served, launch: Launch) -> None:
    """Serve an App until SIGINT or SIGTERM; a mistake is one line on stderr and exit code 2.

    Raises:
        HandedOver: if the server itself is running the user's file at present.
    """
    world: World = current_world()
    if world.loading:
        raise HandedOver(app, launch)
    try:
        _refuse_import()
        with collecting_seldom():
            _serve(app, launch)
    except CacaoError as error:
        exit_with(error)


def _refuse_import() -> None:
    """Refuse to serve from a file that another program is importing: uvicorn, pytest, a shell."""
    origin = find_origin()
    module = sys.modules.get(origin.namespace)
    if getattr(getattr(module, "__spec__", None), "_initializing", False):
        raise ServeError(
            "brew() or run() would serve while the file is being imported",
            where=str(origin),
            cure='Put the call behind if __name__ == "__main__":.',
        )


def exit_with(error: CacaoError) -> NoReturn:
    """Print a mistake as one line and exit with code 2."""
    text = f"{error}"
    if len(text) > MAX_LINE:  # a key of thousands of letters, say: what matters stands at both ends
        text = f"{text[: MAX_LINE // 2]}…{text[-MAX_LINE // 2 :]}"
    print(f"cacao: {text}", file=sys.stderr)
    raise SystemExit(2) from None


def _serve(app: Served, launch: Launch) -> None:
    if _is_loop_running():
        raise ServeError(
            "a server is already running in this thread",
            where=str(app.origin),
            cure='Put the call behind if __name__ == "__main__": so that an import does not start another.',
        )
    check_window(launch.window)
    if launch.type != "web":
        raise ServeError(
            f'nothing here serves the type "{launch.type}"',
            where="brew(type=…)",
            expected='"web"',
            cure=f"A plugin may add it; perhaps: pip install 'cacao[{launch.type}]'",
        )
    config = app.read_config().with_storage(launch.storage)
    host = launch.host or config.server.host
    development = is_loopback(host) and not (launch.production or config.server.production)
    if launch.development and not development:
        _refuse_production(launch, config, host)
    log_to_terminal(verbose=launch.verbose, log_format=launch.log_format or config.server.log_format)
    with collecting_nothing():
        asgi, living = _prepare(app, config, development=development)
    listener = listen(launch.host, launch.port, config, development=development)
    wanted, got = config.server.port, listener.getsockname()[1]
    if launch.port is None and wanted and got != wanted:
        print(f"Port {wanted} is taken, so Cacao uses {got}.", flush=True)
    server = _Server(
        Door(
            asgi,
            config.server,
            lifespan="on",
            log_config=None,
            access_log=False,
            proxy_headers=bool(config.server.trusted_proxies),
            forwarded_allow_ips=list(config.server.trusted_proxies),
            root_path=config.server.root_path,
            timeout_graceful_shutdown=GRACE_SECONDS,
        ),
        greet(listener, host, config),
        living,
        address_of(listener, host) if launch.opens else "",
    )
    with _switching_often(), _stopped_by_signals(server):
        server.run(sockets=[listener])
    if not server.started:
        raise ServeError("the server could not start", cure="The lines above say why.")
    live = app.live
    if live is not None and live.threads.is_busy and threading.current_thread() is threading.main_thread():
        _leave()


def _refuse_production(launch: Launch, config: Config, host: str) -> NoReturn:
    """Say why this would not be development, and which command serves it so."""
    if not is_loopback(host):
        where = "--host or host=…" if launch.host else config.source("host")
        expected, got = "an address of this machine alone, 127.0.0.1", host
    else:
        where = "CACAO_ENV" if "CACAO_ENV" in config.variables else config.source("production")
        expected, got = "development", "production"
    raise ServeError(
        "cacao dev is for development alone",
        where=where,
        expected=expected,
        got=got,
        cure="cacao serve serves it as it is.",
    )


def _prepare(app: Served, config: Config, *, development: bool) -> tuple[ASGIApp, Living]:
    """Return what serves an App, in development whatever is saved of it, and what is to be stopped."""
    if not development or threading.current_thread() is not threading.main_thread():
        return app.prepare(config, development=development), app
    from .renewal import Renewed, find_entry  # nothing of it is loaded in production

    file = find_entry()
    if file is None:
        return app.prepare(config, development=development), app
    renewed = Renewed(file)
    renewed.begin(app, config)
    return renewed, renewed


@contextmanager
def _switching_often() -> Generator[None, None, None]:
    """Let Python's threads suit a server, for the length of a ``with`` block."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH_SECONDS)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, greeting: str, app: Living, shown: str = "") -> None:
        super().__init__(config)
        self._greeting = greeting
        self._shown = shown
        self._app = app
        self._last_resort = threading.Timer(LAST_SECONDS, _leave)
        self._last_resort.daemon = True
        self._is_stopping = False
        self._wake: Callable[[], object] | None = None

    def run(self, sockets: list[socket.socket] | None = None) -> None:
        run_on(self.serve(sockets=sockets), self.config.get_loop_factory(), self._log_task)

    def _log_task(self, error: BaseException, where: str, run: Any) -> None:
        """Log what a task has raised that nobody awaits, and tell whose it was, if that is known."""
        teller = Teller() if self._app.live is None else self._app.live.shared.teller
        session, place = (None, "") if run is None else (run.session, run.tab)
        teller.log(error, where, session=session, tab=find_tab(session, place))

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        try:
            await super().startup(sockets)
        except SystemExit:  # uvicorn's own way to end, with a code of its own, when the lifespan failed
            raise ServeError("the server could not start", cure="The lines above say why.") from None
        if self.started:
            print(self._greeting, flush=True)
            if self._shown:
                show_in_browser(self._shown)

    async def main_loop(self) -> None:
        """Serve until the server is to stop; between events it wakes once a second, for the date."""
        loop, ends = asyncio.get_running_loop(), asyncio.Event()
        self._wake = functools.partial(loop.call_soon_threadsafe, ends.set)
        try:
            while not await self.on_tick(0):
                with suppress(TimeoutError):
                    await asyncio.wait_for(ends.wait(), DATE_SECONDS)
        finally:
            self._wake = None

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for server in self.servers:
            server.close()
        begun, live = time.monotonic(), self._app.live
        if live is not None:
            await say_farewell(live, GRACE_SECONDS)
        self.config.timeout_graceful_shutdown = max(1, int(begun + GRACE_SECONDS - time.monotonic()))
        await super().shutdown(sockets)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        if self._is_stopping:  # a second one changes nothing: uvicorn would leave without ending the lifespan
            return
        self._is_stopping = True
        # A handler that blocks the event loop, or will not be cancelled, must not keep the server.
        self._last_resort.start()
        super().handle_exit(sig, frame)
        if self._wake is not None:
            self._wake()

    def end(self) -> None:
        """Let the program go on, now that the server has stopped."""
        self._last_resort.cancel()


def _leave() -> None:
    """End the program at once: what still runs cannot be stopped, and Python would wait for it."""
    print("Cacao has stopped; a handler was still running.", file=sys.stderr)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


@contextmanager
def _stopped_by_signals(server: _Server) -> Generator[None, None, None]:
    """Let the signals that stop the server do so from now on, and not end the program once it has stopped.

    uvicorn takes them while it runs and raises them again when it is done; before and after, they come here.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    names = (signal.SIGINT, signal.SIGTERM)
    before = {name: signal.signal(name, server.handle_exit) for name in names}
    try:
        yield
    finally:
        server.end()
        for name, handler in before.items():
            signal.signal(name, handler)


def _is_loop_running() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True
