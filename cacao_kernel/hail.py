"""Hail: what plugins may do beside all handlers: call methods of open pages, and see what pages wear."""

from __future__ import annotations

import asyncio
from typing import Any

from . import wire
from .bundle import join_styles
from .errors import StateError, nearest
from .fault import forget_frames
from .html import runs_from_right
from .kits import Kits
from .runtime import Runtime
from .shared import Shared
from .static import File
from .visitor import tell_apart
from .wardrobe import Wardrobe


class Hail:
    """Reaches one App that serves, and its tabs, for its plugins.

    Args:
        shared: knows the tabs, the loop, and who logs.
        runtime: what the App serves with.
        kits: what its nodes need in the browser.
    """

    def __init__(self, shared: Shared, runtime: Runtime, kits: Kits) -> None:
        self._shared = shared
        self._runtime = runtime
        self._methods = runtime.methods
        self._kits = kits

    def serve(self) -> None:
        """Let plugins reach the tabs by what they were told of the App."""
        if self._runtime.host is not None:
            self._runtime.host.reaching.app = self

    def wardrobe(self) -> Wardrobe:
        """Return all that pages may wear; see :meth:`Host.wardrobe`."""
        runtime = self._runtime
        sheet = File("cacao.css", join_styles(runtime.styles))
        return Wardrobe(
            runtime.lang,
            "rtl" if runs_from_right(runtime.lang) else "",
            runtime.frames,
            sheet.url,
            self._kits.garments(runtime.page_kits),
        )

    def log_fault(self, error: BaseException, where: str) -> str:
        """Log an error, tell those who watch for faults, and return its id."""
        error_id = self._shared.teller.log(error, where)
        forget_frames(error)  # who has asked for it may keep the error for long
        return error_id

    def call_page(self, method: str, arguments: tuple[Any, ...], session: str, tab: str) -> None:
        """Call a method of the page in open tabs; see :meth:`Host.call_page`.

        Raises:
            StateError: if there is no such method, or JSON cannot hold an argument.
        """
        what = f'call_page("{method}")'
        if method not in self._methods:
            raise StateError(f"{what} names no method of pages", cure=nearest(method, self._methods))
        try:
            wire.encode(*arguments)
        except TypeError as error:
            raise StateError(f"{what} was given what JSON cannot hold", got=str(error)) from None
        loop = self._shared.loop
        if loop is None or loop.is_closed():
            return
        if asyncio._get_running_loop() is loop:
            self._call(method, arguments, session, tab)
        else:
            loop.call_soon_threadsafe(self._call, method, arguments, session, tab)

    def _call(self, method: str, arguments: tuple[Any, ...], session: str, tab: str) -> None:
        each: Any
        for each in [*self._shared.tabs]:
            is_meant = tab in ("", each.id) and session in ("", tell_apart(each.session.id))
            if not is_meant:
                continue
            if each.lags:
                each.call([(None, method, arguments)])  # with the newest state, once it takes that
                continue
            # A patch of its own: nothing is painted for it, for what cannot be painted would fail again.
            ops: list[Any] = [[wire.OP_CALL, None, method, [*arguments]]]
            for needed in each.worn.take({self._methods[method]: None}):
                ops.insert(0, [wire.OP_KITS, *needed])
            each.stirs += 1
            each.channel.post(each.backlog.add(ops))
