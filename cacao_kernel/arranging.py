"""Arranging: a test's own run of code in a simulated user's session."""

from __future__ import annotations

import asyncio
from contextlib import AbstractContextManager
from typing import Any

from .run import entered
from .session import Session
from .turn import Turn
from .window import Browser


async def find_session(browser: Browser) -> Session:
    """Return the session of a simulated browser's visitor; to be run on the app's loop.

    Raises:
        AssertionError: if what serves them is no App, or they have none.
    """
    live = browser.live
    if live is None:
        raise AssertionError("only an App has States: serve it with cacao_app(app)")
    known = (live.signer.read(sealed) for sealed in browser.cookies.values())
    session_id = next((found for found in known if found is not None), None)
    if session_id is None:
        raise AssertionError("the user has no session: open a page first")
    session: Session = live.sessions.open(session_id)
    return session


class Arranging:
    """Makes a user's session current in the test, and shows afterwards what was written.

    Args:
        browser: the user's.
        tab: the id of the tab.

    Raises:
        AssertionError: if what serves the user is no App.
    """

    def __init__(self, browser: Browser, tab: str) -> None:
        self._browser = browser
        self._tab = tab
        self._turn: _ArrangingTurn
        self._session: Any = None
        self._entered: AbstractContextManager[None]

    def enter(self) -> None:
        """Make the session current for the code of the test."""
        self._turn = self._browser.loop.run(self._begin())
        self._entered = entered(self._turn)
        self._entered.__enter__()

    def exit(self, *, keep: bool) -> None:
        """Leave the session.

        Args:
            keep: whether what was written is shown, or dropped.
        """
        self._entered.__exit__(None, None, None)
        self._browser.loop.run(self._end(keep))

    async def _begin(self) -> _ArrangingTurn:
        self._session = await find_session(self._browser)
        place = self._session.places.get(self._tab, "")
        return _ArrangingTurn(self._browser.live, self._session, tab=place)

    async def _end(self, keep: bool) -> None:
        turn = self._turn
        turn.is_over = True
        if not keep:
            turn.cells.take_writes()
            turn.calls = None
        else:
            turn.publish()
        for tab in list(self._session.tabs.values()):
            await tab.settled()
            await tab.channel.has_room(1)  # what was shown has left


class _ArrangingTurn(Turn):
    """A run of code on the test's own thread, which shows nothing before its end."""

    cause = "test"

    def publish(self) -> None:
        """Make what has been written everybody's truth, on the app's loop."""
        try:
            running = asyncio.get_running_loop()
        except RuntimeError:
            running = None
        if running is self._loop:
            super().publish()
        else:
            asyncio.run_coroutine_threadsafe(self._publish_there(), self._loop).result()

    async def _publish_there(self) -> None:
        super().publish()

    def wrote(self) -> None:
        """Show it at the end of the block; what a thread writes after that at once."""
        if self.is_over:
            super().wrote()
