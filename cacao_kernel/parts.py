"""Parts: what a turn passes on, each with a time limit of its own, and some that only read."""

from __future__ import annotations

from contextvars import ContextVar

from .cells import Key
from .errors import StateError
from .late import refuse_query


class Part:
    """A part of a turn's code.

    Args:
        around: the part that it is in, if it is in one.
        seconds: how long it may show no progress; None for as long as it likes.
        is_query: whether it only reads.

    Attributes:
        inner: how many parts are running in it.
        is_over: whether it has ended.
    """

    __slots__ = ("around", "inner", "is_over", "is_query", "seconds")

    def __init__(self, around: Part | None, seconds: float | None, *, is_query: bool) -> None:
        self.around = around
        self.seconds = seconds
        self.is_query = is_query
        self.inner = 0
        self.is_over = False


# A task has the part that it was started in, and from then on its own.
_part: ContextVar[Part | None] = ContextVar("cacao_part", default=None)


def _present() -> Part | None:
    """Return the innermost part that is running here."""
    part = _part.get()
    while part is not None and part.is_over:
        part = part.around
    return part


def refuse_in_query(key: Key) -> StateError | None:
    """Return why it may not be written here; None outside of a query. What runs beside one may write."""
    part = _present()
    return refuse_query(key) if part is not None and part.is_query else None


class Parts:
    """The parts of one turn that are running: in each other, or beside each other."""

    __slots__ = ("_running",)

    def __init__(self) -> None:
        self._running: dict[Part, None] = {}

    def begin(self, seconds: float | None, *, is_query: bool) -> Part:
        """Return a part that begins here."""
        around = _present()
        if around not in self._running:  # it is another turn's, which has started this one
            around = None
        part = Part(around, seconds, is_query=is_query or (around is not None and around.is_query))
        if around is not None:
            around.inner += 1
        self._running[part] = None
        _part.set(part)
        return part

    def end(self, part: Part) -> None:
        """Note that a part has ended, in whatever order they do."""
        part.is_over = True
        if part.around is not None:
            part.around.inner -= 1
        del self._running[part]

    def limit(self, seconds: float | None) -> float | None:
        """Return the time limit that holds now: of the innermost parts, the longest.

        Args:
            seconds: the turn's own, which holds where none runs.
        """
        limits = [part.seconds for part in self._running if not part.inner]
        longest = 0.0
        for each in limits or [seconds]:
            if each is None:
                return None
            longest = max(longest, each)
        return longest
