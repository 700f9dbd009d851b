"""Witness: sees what happens in the tabs of an App that somebody inspects; there is none else."""

from __future__ import annotations

import itertools
import re
import time
from collections.abc import Callable
from typing import Any

import orjson

from . import wire
from .annals import Annals, Deed, Moment
from .chronicle import Happening
from .deeds import describe, name_link, read_new
from .handled import Answer
from .redirect import Redirect
from .session import Session
from .visitor import tell_apart

_PATCH = re.compile(rf'\["{wire.PATCH}",')


class Witness:
    """Notes events with what they took and sent, beside the chronicles of the sessions.

    Attributes:
        everybody: what code that runs for everybody has changed.
        listeners: each is called after something has happened.
        is_looking_back: whether what is sent shows the past, or the present again, and counts for nothing.
    """

    def __init__(self) -> None:
        self._numbers = itertools.count(1)
        self.listeners: list[Callable[[], None]] = []
        self.is_looking_back = False
        self.everybody = self.new_annals()

    def new_annals(self) -> Annals:
        """Return what a session's happenings are recorded in."""
        return Annals(self._numbers, self.tell)

    def tell(self) -> None:
        """Tell all who listen that something has happened."""
        for listener in self.listeners:
            listener()

    async def see(self, tab: Any, message: wire.Input, node: Any, handling: Any) -> Answer | None:
        """Have an event handled, and note what the visitor did and how long it took."""
        annals = tab.session.chronicle
        if not isinstance(annals, Annals):
            return await handling.run()  # type: ignore[no-any-return]
        screen, event = tab.screen, (tab.id, message.number)
        discretion = tab.app.shared.teller.discretion
        discretion.note_page(screen.root)
        deed, before = describe(screen.root, node, message, screen.visit.url, tell_apart(tab.place))
        annals.deeds[event] = deed
        start = time.perf_counter()
        try:
            answer: Answer | None = await handling.run()
        finally:
            deed.seconds = time.perf_counter() - start
            del annals.deeds[event]
        deed.is_sent_on = isinstance(answer, Redirect)
        if tab.screen is screen and answer is None:
            seen = read_new(screen.root, before)
            deed.seen = seen if discretion.hide(seen) == seen else ""
        if not any(moment.deed is deed for moment in annals.moments):  # a query, or a name nobody knows
            told = answer[1] if isinstance(answer, tuple) else ""
            annals.add(Happening(event, str(handling), {}, {}, told), deed)
        self.tell()
        return answer

    def follow(self, tab: Any, url: str) -> None:
        """Note that a tab is about to show another page, as its visitor has followed a link."""
        annals = tab.session.chronicle
        if isinstance(annals, Annals):
            deed = Deed("link", url, tell_apart(tab.place), seconds=0.0)
            name_link(deed, tab.screen.root)
            annals.add(Happening(None, "link", {}, {}), deed)

    def tap(self, tab: Any) -> None:
        """Count from now on what is sent to a tab."""
        tab.channel = _Tapped(tab.channel, self, tab)

    def count(self, tab: Any, frame: str) -> None:
        """Count a patch for what is being handled, or else for what has happened last."""
        annals = tab.session.chronicle
        if not isinstance(annals, Annals) or self.is_looking_back or tab.past is not None:
            return
        cause = next(reversed(annals.deeds.values()), None) or _newest(annals, self.everybody)
        if cause is not None:
            traffic = cause.traffic
            traffic.patches += 1
            traffic.sent += len(frame.encode())
            traffic.painting += tab.screen.seconds
            traffic.ops += len(orjson.loads(frame)[2])
            self.tell()


class _Tapped:
    """The way to one browser, with what is sent on it counted."""

    def __init__(self, channel: Any, witness: Witness, tab: Any) -> None:
        self._channel = channel
        self._witness = witness
        self._tab = tab

    def post(self, frame: str) -> None:
        """Send a frame after those before it, without waiting."""
        if _PATCH.match(frame):
            self._witness.count(self._tab, frame)
        self._channel.post(frame)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._channel, name)


def _newest(*several: Annals) -> Moment | None:
    """Return what has happened last, in any of these."""
    last = [annals.moments[-1] for annals in several if annals.moments]
    return max(last, key=lambda moment: moment.number, default=None)


def annals_of(session: Session) -> Annals | None:
    """Return the annals of a session, if it has some."""
    return session.chronicle if isinstance(session.chronicle, Annals) else None
