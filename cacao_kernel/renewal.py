"""Renewal: what a developer has saved takes the place of what serves, at once or not at all."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

from starlette.types import Receive, Scope, Send

from .baggage import pack, unpack
from .collector import collecting_nothing
from .config import Config
from .edition import Edition, apart, note_tasks, present
from .farewell import retire
from .former import former_modules
from .live import TAB_SECONDS, Live
from .modules import INSTALLED, MAIN, Exchange, Modules
from .running import run_file
from .served import Served
from .world import World, loading_world, set_world

log = logging.getLogger("cacao.reload")

LONG_SECONDS = 10.0  # after which it is said that the file is still being loaded
HANDLER_SECONDS = 2.0  # that handlers may take; what they have not ended by then is dropped


class Renewed:
    """An ASGI application that serves the newest edition of an app that could be loaded.

    Args:
        file: the file that runs as ``__main__``.
    """

    def __init__(self, file: Path) -> None:
        self._modules = Modules(file)
        self._edition: Edition | None = None
        self._saved: set[Path] = set()
        self.fault: BaseException | None = None
        self._lock = asyncio.Lock()
        self._is_open = asyncio.Event()
        self._is_open.set()

    def begin(self, app: Served, config: Config) -> None:
        """Prepare the App that was loaded first.

        Raises:
            CacaoError: naming what is wrong with a plugin or a setting.
        """
        app.renewal = self
        self._edition = Edition(app, app.prepare(config, development=True))
        self._modules.note()

    @property
    def home(self) -> Path:
        """The folder of the app's own modules."""
        return self._modules.home

    @property
    def edition(self) -> Edition:
        """What serves at present."""
        if self._edition is None:
            raise RuntimeError("nothing serves before it begins")
        return self._edition

    @property
    def live(self) -> Live:
        """What lives while the present edition serves."""
        return self.edition.live

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one ASGI connection."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        await self._is_open.wait()
        await self.edition.serve(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        """Serve from the server's start to its stop, in one edition after another."""
        await receive()
        note_tasks(asyncio.get_running_loop())
        try:
            await self.edition.start()
        except Exception as error:
            await send({"type": "lifespan.startup.failed", "message": str(error)})
            return
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self.edition.stop()
        await send({"type": "lifespan.shutdown.complete"})

    async def renew(self, saved: Iterable[Path] = (), *, is_forced: bool = False) -> BaseException | None:
        """Let the app as it is saved take the place of the one that serves, at once or not at all.

        Args:
            saved: the files that may have been saved; those that no loaded module was made of, too.
            is_forced: whether to do so even if nothing is other than it was loaded.

        Returns:
            Why it serves as before; None if it need not or does not.
        """
        # In a task of no edition: who asks may be one of the present one's own, and end with it.
        return await asyncio.shield(apart(self._renew({*saved}, is_forced=is_forced)))

    async def _renew(self, saved: set[Path], *, is_forced: bool) -> BaseException | None:
        async with self._lock:
            modules = self._modules
            stamps = modules.stamps()  # what is saved from here on may come too late for this time
            edited = modules.edited()
            others = {file for file in saved if file.suffix != ".py"}
            # What could not be loaded may have failed by a file that no module was made of yet.
            is_retry = self.fault is not None and any(map(modules.is_own, saved))
            if not (edited or others or is_retry or is_forced):
                return None  # what could not be loaded is not tried again before something is saved
            self._saved |= edited | others
            self.fault = await self._take_up({*stamps} if others or is_forced else {*self._saved})
            if self.fault is None:
                self._saved.clear()
            modules.note(stamps)
            return self.fault

    async def _take_up(self, edited: set[Path]) -> BaseException | None:
        before = self.edition
        concerned = self._modules.concerned(edited, before.declaring)
        for state in [*before.app.world.states]:
            state.note_name()  # while its module can be asked for it
        main = sys.modules[MAIN]
        exchange = self._modules.take_out(concerned, edited)
        with former_modules(exchange.taken, lambda: present() is before):
            return await self._exchange(before, exchange, main)

    async def _exchange(self, before: Edition, exchange: Exchange, main: ModuleType) -> BaseException | None:
        loading = asyncio.ensure_future(asyncio.to_thread(self._load, main))
        await asyncio.wait({loading}, timeout=LONG_SECONDS)
        if not loading.done():
            log.warning(
                "%s is still being loaded; what was loaded before serves meanwhile.", self._modules.file
            )
        next_edition = await loading
        if not isinstance(next_edition, Edition):
            exchange.undo()
            return next_edition
        self._is_open.clear()
        try:
            fault = await self._hand_over(before, next_edition, exchange)
        finally:
            self._is_open.set()
        if fault is None:
            apart(before.stop())
        return fault

    def _load(self, main: ModuleType) -> Edition | BaseException:
        """Run the file in a World of its own, in a thread: nothing of what serves waits, or sees it."""
        writes, sys.dont_write_bytecode = sys.dont_write_bytecode, True
        loop = asyncio.new_event_loop()
        asyncio.set_event_loop(loop)  # as there is one for a file that is run by itself
        try:
            with loading_world(World()) as world:
                found, launch = run_file(self._modules.file, main)
                if found is None:
                    world.require_app()
                app = found or world.default_app or type(self.edition.app)()  # of what `mix` has collected
                config = app.read_config().with_storage(launch.storage)
                app.renewal = self
                with collecting_nothing():
                    return Edition(app, app.prepare(config, development=True))
        except BaseException as error:  # SystemExit, too: it is the file's, not the server's
            return error
        finally:
            asyncio.set_event_loop(None)
            loop.close()
            sys.dont_write_bytecode = writes

    async def _hand_over(self, before: Edition, after: Edition, exchange: Exchange) -> Exception | None:
        """Let the next edition serve what the one before has served; else let that go on."""
        old, new = before.live, after.live
        if old.runtime.store is not None and new.runtime.store is not None:
            new.runtime = new.runtime._replace(store=old.runtime.store)
            new.goes_on = True
        await retire(old, HANDLER_SECONDS, leaves_open=new.goes_on)
        try:
            with exchange.undone():
                baggage = pack(old)
            set_world(after.app.world)
            await after.start()
            unpack(baggage, new, after.app.world, TAB_SECONDS)
        except Exception as error:
            await after.stop()
            set_world(before.app.world)
            exchange.undo()
            old.goes_on = new.goes_on
            await old.open()
            return error
        self._edition = after
        return None


def find_entry() -> Path | None:
    """Return the file of the app that runs as ``__main__``; None if none does, or an installed program."""
    name = getattr(sys.modules.get(MAIN), "__file__", None)
    if not isinstance(name, str):
        return None
    file = Path(name).resolve()
    is_installed = not INSTALLED.isdisjoint(file.parts) or file.is_relative_to(sys.prefix)
    return file if file.is_file() and not is_installed else None
