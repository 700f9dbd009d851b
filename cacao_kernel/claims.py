"""Claims: of the runs of one node's handler the newest counts, in whatever order they end."""

from __future__ import annotations

import asyncio
from typing import Any, Protocol

from . import wire
from .handler import Handler
from .node import Node


class Overtakable(Protocol):
    """What runs for an event, and may be told that it counts no more.

    Attributes:
        is_over: whether it has ended.
    """

    is_over: bool

    def overtake(self) -> None:
        """Drop what it has written, and refuse what it still writes."""
        ...


class Claim:
    """That what an event does is what counts; as long as no newer one has come for its node and handler.

    Args:
        message: the event.
        page: the address of what was shown as it came.
        node: what it happened on, as it stood then.
        handler: what is to run for it.
        before: those of the same that have not ended.

    Attributes:
        message: the event.
        is_lost: whether a newer one has come.
        is_query: whether its handler only reads.
        task: what handles the event.
    """

    __slots__ = ("_before", "_handler", "_node", "_page", "_turn", "is_lost", "is_query", "message", "task")

    def __init__(
        self, message: wire.Input, page: str, node: Node, handler: Handler, before: list[Claim]
    ) -> None:
        self.message = message
        self.is_query = handler.is_query
        self.is_lost = False
        self.task: asyncio.Task[Any] | None = None
        self._page = page
        self._node = node
        self._handler = handler
        self._before = before
        self._turn: Overtakable | None = None

    @property
    def is_waiting(self) -> bool:
        """Whether others have to end before it."""
        return bool(self._before)

    def begin(self, turn: Overtakable) -> None:
        """Note what runs for the event."""
        self._turn = turn

    def lose(self) -> None:
        """Give way to a newer one: what can be stopped is; of the rest nothing counts.

        What is over has done all it does; it only waits to be stored, and then to be answered.
        """
        if self._turn is not None and self._turn.is_over:
            return
        self.is_lost = True
        if self._turn is not None:
            self._turn.overtake()
        if self.task is not None and (self._handler.is_async or self._turn is None):
            self.task.cancel()

    def is_of(self, message: wire.Input, page: str, node: Node, handler: Handler) -> bool:
        """Tell whether an event is for the same handler of the same node, or is the very same event.

        A field is known by its edits, wherever it stands by now. Anything else stands at the same place of
        the same page, and bears the same mark: another row may have taken the place.
        """
        if self.message.number == message.number:
            return True
        mine = self._handler
        is_alike = self.message.kind == message.kind and mine.name == handler.name
        if not (is_alike or mine == handler):
            return False
        if self._node.edits is not None and node.edits is not None:
            return self._node.edits is node.edits
        other = self.message
        return (self._page, other.node, other.mark) == (page, message.node, message.mark)

    async def comes_due(self) -> None:
        """Wait for those before it: what cannot be stopped would run as often as somebody types a letter."""
        while running := [each.task for each in self._before if each.task and not each.task.done()]:
            await asyncio.wait(running)
        self._before = []


class Claims:
    """The claims of one tab, on whatever connection it is."""

    __slots__ = ("_held",)

    def __init__(self) -> None:
        self._held: list[Claim] = []

    def stake(self, message: wire.Input, page: str, node: Node, handler: Handler) -> Claim:
        """Return the claim of an event; older ones for the same handler of a node have lost by that.

        Args:
            message: the event. One that is sent again claims nothing anew, but for a query.
            page: the address of what was shown as it came.
            node: what it happened on.
            handler: what is to run for it.
        """
        before = [each for each in self._held if each.is_of(message, page, node, handler)]
        claim = Claim(message, page, node, handler, before)
        number = message.number
        for each in before:
            if each.message.number < number or (claim.is_query and each.message.number == number):
                each.lose()
            elif each.message.number > number:
                claim.is_lost = True
        self._held.append(claim)
        return claim

    def drop(self, claim: Claim) -> None:
        """Forget a claim: what runs for it has ended."""
        self._held.remove(claim)
