"""Handled: which events of a tab have been handled, and what they were answered."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Mapping

from .claims import Claims
from .redirect import Redirect

MAX_ANSWERS = 64  # of a tab: what events were answered beside "done", should they be sent again
MAX_LENGTH = 65_536  # of all of them: they are stored with every event
MAX_ABOVE = 1_000

Answer = tuple[str, str] | Redirect


class Handled:
    """The events of one tab that have been handled, so that one sent again is not run again.

    Attributes:
        underway: the events that are being handled, each with what is set once it has been, if
            somebody waits for that.
        claims: which of those that run beside the queue count.
        begun: those of them of which a part has been committed.
        kept: those that are being stored as handled, with their answers. Others may be stored meanwhile.
    """

    __slots__ = ("_above", "_answers", "_below", "begun", "claims", "kept", "underway")

    def __init__(self, below: int = 0, answers: Mapping[int, Answer] | None = None) -> None:
        self.underway: dict[int, asyncio.Event | None] = {}
        self.claims = Claims()
        self.begun: set[int] = set()
        self.kept: dict[int, Answer | None] = {}
        self._below = below  # every number up to this one
        self._above: set[int] = set()  # those that were quicker than one before them
        self._answers: OrderedDict[int, Answer] = OrderedDict(answers or {})

    def __contains__(self, number: int) -> bool:
        return number <= self._below or number in self._above

    def settle(self, number: int, *, is_safe: bool) -> None:
        """Note what has become of an event that was being stored as handled."""
        answer = self.kept.pop(number, None)
        if is_safe:
            self.add(number, answer)

    async def until_done(self, number: int) -> None:
        """Wait for the end of an event that is being handled."""
        is_done = self.underway[number] = self.underway[number] or asyncio.Event()
        await is_done.wait()

    def add(self, number: int, answer: Answer | None = None) -> None:
        """Note that this event has been handled.

        Args:
            number: the event.
            answer: the code and text of its error, or where it has sent the tab; None for neither.
        """
        if number <= self._below or number in self._above:
            return
        self.begun.discard(number)
        if answer is None and number == self._below + 1 and not self._above:
            self._below = number
            return
        if answer is not None:
            self._answers[number] = answer
            while len(self._answers) > MAX_ANSWERS or self._is_too_long():
                self._answers.popitem(last=False)
        self._above.add(number)
        if len(self._above) > MAX_ABOVE:  # numbers are left out by no browser of ours
            self._below = min(self._above) - 1
        while self._below + 1 in self._above:
            self._below += 1
            self._above.remove(self._below)

    def _is_too_long(self) -> bool:
        answers = self._answers.values()
        return sum(len(each.url if isinstance(each, Redirect) else each[1]) for each in answers) > MAX_LENGTH

    @property
    def content(self) -> tuple[int, set[int], Mapping[int, Answer]]:
        """All that is known: up to where all have been handled, which of those above, and the answers."""
        return self._below, self._above, self._answers

    @property
    def last(self) -> int:
        """The newest of them."""
        return max(self._above, default=self._below)

    def answer(self, number: int) -> Answer | None:
        """Return what a handled event was answered, one of the newest; None if it was just done."""
        return self._answers.get(number)
