"""Cuts: where the connection of a tab is cut, what happens while it is away, and how it comes back."""

from __future__ import annotations

import json
import random
import signal
import time
from collections.abc import Callable
from typing import Any, Protocol

from returning import ReturningTab
from severed import Line, Severed
from visitor import Visitor

IDLE_SECONDS = 2.3  # in which every tree is let go that nothing happens on, where that takes a second

# What is cut, what happens meanwhile, and how the tab comes back; "" for any.
KINDS = {
    "before the join": ("", "", "unjoined"),
    "the join's answer": ("", "", "unheard join"),
    "the first join": ("first", "", ""),
    "in the middle of the event": ("torn", "", ""),
    "the event never arrived": ("unsent", "", ""),
    "the event's answer": ("unheard", "", ""),
    "the acknowledgement": ("unacknowledged", "", ""),
    "in the middle of a replay": ("deaf", "", "replay"),
    "a link's answer": ("link", "", ""),
    "two sockets at once": ("", "", "twice"),
    "the server was killed": ("", "killed", ""),
    "its tree was let go before": ("asleep", "", ""),
    "its tree was let go meanwhile": ("dozing", "", ""),
    "it was parked and forgotten": ("", "evicted", ""),
    "another tab has dropped rows above": ("", "others", ""),
    "and nobody knows the tree any more": ("unsent", "others, evicted", ""),
    "a patch that does not fit": ("misfit", "", ""),
    "the server was stopped": ("", "stopped", ""),
    "the server was stopped under way": ("stopped", "", ""),
    "half of it was committed": ("interrupted", "killed", ""),
}
LOSSES = ("torn", "unsent", "unheard", "unacknowledged", "unpatched", "hasty", "deaf", "misfit")
ABSENCES = ("nothing", "nothing", "others", "evicted")
RETURNS = ("plain", "unjoined", "torn join", "unheard join", "twice", "replay")


class Site(Protocol):
    """The server."""

    port: int

    def restart(self, number: signal.Signals) -> None:
        """End it by this signal, and start the next."""
        ...


class Cut:
    """One cut, or a few that belong together.

    Args:
        draw: draws it.
        kind: which of ``KINDS``.
        site: the server.

    Attributes:
        loss: what is lost.
        is_made: whether it has been made.
        meanwhile: is called once, while the tab is away.
    """

    def __init__(self, draw: random.Random, kind: str, site: Site) -> None:
        self._draw = draw
        self._site = site
        loss, absence, back = KINDS[kind]
        self.loss = loss or draw.choice(LOSSES)
        self._absence = absence or draw.choice(ABSENCES)
        self._returns = [back or draw.choice(RETURNS)]
        if loss == "first":  # then that is the cut
            self._returns[0] = draw.choice(["unjoined", "torn join", "unheard join"])
        while draw.random() < 0.3:
            self._returns.append(draw.choice(RETURNS))
        self.is_made = False
        self.meanwhile: Callable[[], None] = lambda: None
        self._left = 0
        self._answer = 0
        self._waits_for = ""
        self._patches = -1
        self._others: list[Line] = []
        self._strangers: list[Visitor] = []

    def arm(self, tab: ReturningTab, deeds: int, meanwhile: Callable[[], None]) -> None:
        """Get ready, before a tab does something."""
        self.meanwhile = meanwhile
        self._left = 0 if self.loss in ("deaf", "link") else self._draw.randrange(deeds)
        tab.knife = self
        if self.loss == "first":
            self.is_made = True
        elif self.loss == "asleep":
            time.sleep(IDLE_SECONDS)

    def end(self) -> None:
        """Close what is still open."""
        for line in self._others:
            line.cut()

    def __str__(self) -> str:
        return f"{self.loss}, {self._absence}, {self._returns}, after {self._left} more"

    # As the knife of a tab.

    def sends(self, tab: ReturningTab, line: Line, text: str) -> None:
        """Cut as an event or a link is to be sent, or send it."""
        if self.is_made or self._left:
            self._left -= not self.is_made
            line.send(text)
            return
        self.is_made = True
        loss = self._draw.choice(LOSSES) if self.loss in ("asleep", "link") else self.loss
        if loss == "unsent":
            tab.lose(is_abrupt=self._draw.random() < 0.5)
            return
        if loss == "torn":
            line.send(text, self._draw.random())
            tab.lose()
            return
        line.send(text)
        if loss == "hasty":
            tab.lose(is_abrupt=self._draw.random() < 0.5)
        elif loss == "stopped":
            self._site.restart(signal.SIGTERM)
        elif loss == "unheard":
            line.read(0.5)
            tab.lose()
        else:
            self._waits_for = loss
            self._answer = json.loads(text)[1]

    def takes(self, tab: ReturningTab, frame: list[Any]) -> None:
        """Cut as a frame is to be taken in."""
        letter, waits_for = frame[0], self._waits_for
        if self._patches >= 0 and letter == "p":
            self._patches -= 1
            if self._patches < 0:
                tab.lose()
            return
        if not waits_for or waits_for == "interrupted":
            return
        is_answer = letter in "axl" and frame[1] == self._answer
        if waits_for in ("deaf", "dozing"):
            time.sleep(IDLE_SECONDS if waits_for == "dozing" else 0.04)
        elif not (is_answer or (waits_for in ("unpatched", "misfit") and letter == "p")):
            return
        self._waits_for = ""
        if waits_for == "misfit":
            tab.join_anew()
        else:
            tab.lose()

    def away(self, tab: ReturningTab) -> None:
        """Let something happen while there is no connection."""
        if not self.is_made:
            return
        absence, self._absence = self._absence, "nothing"
        if "others" in absence:
            self.meanwhile()
        if absence == "killed":
            self._site.restart(signal.SIGKILL)
        elif absence == "stopped":
            self._site.restart(signal.SIGTERM)
        elif "evicted" in absence:
            for _ in range(4):
                stranger = ReturningTab(Visitor(self._site.port), "/other")
                stranger.settle()
                stranger.lose()

    def opened(self, tab: ReturningTab, line: Line, join: str) -> None:
        """Cut, or join otherwise than is usual, as the socket is open."""
        how = self._returns.pop(0) if self.is_made and self._returns else "plain"
        self._patches = -1
        if how == "unjoined":
            raise Severed
        if how == "torn join":
            line.send(join, self._draw.random())
            raise Severed
        if how == "twice":
            other = Line(tab.visitor.port, tab.visitor.cookie)
            self._others.append(other)
            other.send(join)
        line.send(join)
        if how == "unheard join":
            line.read()
            raise Severed
        if how == "replay":
            self._patches = self._draw.randrange(3)
