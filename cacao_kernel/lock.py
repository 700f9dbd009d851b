"""Lock: held by the one handler that runs for a session; costs next to nothing where nobody waits."""

from __future__ import annotations

import asyncio


class Lock:
    """A lock for coroutines of one event loop, given in the order it was asked for.

    It does what :class:`asyncio.Lock` does; what is free can be seized without a coroutine.

    Example:
        >>> lock = Lock()
        >>> lock.seize(), lock.seize()
        (True, False)
        >>> lock.release()
        >>> lock.is_held
        False
    """

    __slots__ = ("_waiting", "is_held")

    def __init__(self) -> None:
        self.is_held = False
        self._waiting: list[asyncio.Future[None]] = []

    def seize(self) -> bool:
        """Take the lock if it is free, and tell whether it was."""
        if self.is_held:
            return False
        self.is_held = True
        return True

    async def acquire(self) -> None:
        """Take the lock, after all who asked before."""
        if self.seize():
            return
        turn = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():  # it was handed over, and is not wanted any more
                self.release()
            raise

    def release(self) -> None:
        """Hand the lock to who has waited longest, or let it be free."""
        while self._waiting:
            turn = self._waiting.pop(0)
            if not turn.done():
                turn.set_result(None)  # it stays held: nobody may come in between
                return
        self.is_held = False

    async def __aenter__(self) -> None:
        await self.acquire()

    async def __aexit__(self, *_: object) -> None:
        self.release()
