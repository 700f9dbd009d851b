"""Crowd: visitors who click all at once, each as soon as the last click is answered."""

from __future__ import annotations

import selectors
import time
from collections.abc import Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from typing import Self

from .served import Served
from .visitor import Visitor


@dataclass(frozen=True)
class Load:
    """What a number of events cost.

    Attributes:
        events: how many there were.
        cpu: the server's CPU seconds for each.
        received: the bytes of payload that came down for each.
        seconds: how long each click waited for its answer.
    """

    events: int
    cpu: float
    received: float
    seconds: Sequence[float]


class Crowd:
    """Visitors of one server, each with a session of their own.

    Args:
        served: the server.
        size: how many visitors.
    """

    def __init__(self, served: Served, size: int) -> None:
        self._served = served
        self._open = ExitStack()
        self.visitors = [
            self._open.enter_context(closing(Visitor(served, first=number * 101))) for number in range(size)
        ]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def click(self, events: int, budget: float = 3.0) -> Load:
        """Let everybody click until there were so many clicks in all, each answered.

        Args:
            events: how many clicks.
            budget: the server's CPU seconds after which it is enough.
        """
        received = sum(visitor.received for visitor in self.visitors)
        began = self._served.cpu()
        seconds: list[float] = []
        batch = max(len(self.visitors), events // 10)
        while len(seconds) < events and self._served.cpu() - began < budget:
            seconds += self._run(min(batch, events - len(seconds)))
        cpu = self._served.cpu() - began
        events = len(seconds)
        received = sum(visitor.received for visitor in self.visitors) - received
        return Load(events, cpu / events, received / events, seconds)

    def click_calmly(self, seconds: float, pause: float) -> list[float]:
        """Let everybody click for a while, each a pause after the last click was answered.

        Returns:
            How many seconds each click waited for its answer.
        """
        waits: list[float] = []
        end = time.perf_counter() + seconds
        due = {
            visitor: time.perf_counter() + pause * place / len(self.visitors)
            for place, visitor in enumerate(self.visitors)
        }
        begun: dict[Visitor, float] = {}
        with self._selector() as selector:
            while (now := time.perf_counter()) < end or begun:
                for visitor in [visitor for visitor, at in due.items() if at <= now < end]:
                    del due[visitor]
                    begun[visitor] = time.perf_counter()
                    visitor.click()
                rest = min(due.values(), default=end) - time.perf_counter()
                for key, _ in selector.select(max(0.0, rest) if now < end else None):
                    visitor = key.data
                    if visitor.take():
                        answered = time.perf_counter()
                        waits.append(answered - begun.pop(visitor))
                        due[visitor] = answered + pause
        return waits

    def click_on_time(self, seconds: float, rate: float) -> list[float]:
        """Let so many clicks a second come for a while, evenly from all, whatever becomes of those before.

        Returns:
            How many seconds each took from when it was due to its answer.
        """
        waits: list[float] = []
        begun: dict[Visitor, float] = {}
        began, number, clicks = time.perf_counter(), 0, round(seconds * rate)
        late: list[tuple[Visitor, float]] = []
        with self._selector() as selector:
            while number < clicks or begun or late:
                now = time.perf_counter()
                while number < clicks and began + number / rate <= now:
                    late.append((self.visitors[number % len(self.visitors)], began + number / rate))
                    number += 1
                for visitor, due in late:
                    if visitor not in begun:
                        begun[visitor] = due
                        visitor.click()
                late = [(visitor, due) for visitor, due in late if begun[visitor] != due]
                rest = began + number / rate - time.perf_counter() if number < clicks else None
                for key, _ in selector.select(None if rest is None else max(0.0, rest)):
                    visitor = key.data
                    if visitor.take():
                        waits.append(time.perf_counter() - begun.pop(visitor))
        return waits

    def _selector(self) -> selectors.DefaultSelector:
        selector = selectors.DefaultSelector()
        for visitor in self.visitors:
            selector.register(visitor.line, selectors.EVENT_READ, visitor)
        return selector

    def _run(self, events: int) -> list[float]:
        seconds: list[float] = []
        begun: dict[Visitor, float] = {}
        with self._selector() as selector:
            for visitor in self.visitors[:events]:
                begun[visitor] = time.perf_counter()
                visitor.click()
            left = events - len(begun)
            while begun:
                for key, _ in selector.select():
                    visitor = key.data
                    if not visitor.take():
                        continue
                    now = time.perf_counter()
                    seconds.append(now - begun.pop(visitor))
                    if left:
                        left -= 1
                        begun[visitor] = now
                        visitor.click()
        return seconds
