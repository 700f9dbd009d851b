"""Log: lines that are written one after another, of which the newest are kept."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from datetime import datetime
from threading import Lock
from typing import Any, NamedTuple

from cacao_kernel import CacaoError, State, nearest

LEVELS = ("debug", "info", "warning", "error")

CHUNK = 50
"""How many lines are drawn together: a new line draws no others than those of the last chunk."""


class Line(NamedTuple):
    """A line of a log.

    Attributes:
        text: what it says.
        level: how grave it is.
        time: when it was written, as it is read.
    """

    text: str
    level: str = "info"
    time: str = ""


Chunk = tuple[int, int]
"""Lines that are drawn together: the number of the chunk, and how many lines it has by now."""


class Log(State[int]):
    """Lines for everybody, written by any code of the app and shown by a :class:`LogView`.

    To write one costs as much as that line, however many there are: it is a State of how many were
    written so far. What a handler has written stays if the handler raises.

    Args:
        most: how many lines are kept, the newest ones.
        name: what the State is called.

    Example:
        >>> log = Log()
        >>> log.write("The oven is hot.", "warning")
        >>> [line.text for line in log.lines()]
        ['The oven is hot.']
    """

    __slots__ = ("_chunks", "_lock", "_most", "_sizes", "_written")

    def __init__(self, most: int = 1_000, name: str = "log") -> None:
        super().__init__(0, scope="app", name=name, store=False)
        self._most = max(1, most)
        self._lock = Lock()
        self._written = 0
        self._chunks: dict[int, list[Line]] = {}
        # Their rows stay as they are as long as the very same object stands for them.
        self._sizes: deque[Chunk] = deque()

    def write(self, text: str, level: str = "info", *, time: str | None = None) -> None:
        """Write a line.

        Args:
            text: what it says.
            level: how grave it is: debug, info, warning or error.
            time: when that was; by default the time of day. An empty text shows none.

        Raises:
            CacaoError: if there is no such level.
        """
        if level not in LEVELS:
            expected = ", ".join(LEVELS)
            raise CacaoError("a level of a log", expected=expected, got=level, cure=nearest(level, LEVELS))
        line = Line(str(text), level, f"{datetime.now():%H:%M:%S}" if time is None else time)
        with self._lock:
            number, place = divmod(self._written, CHUNK)
            lines = self._chunks.setdefault(number, [])
            lines.append(line)
            if place:
                self._sizes.pop()
            self._sizes.append((number, place + 1))
            self._written += 1
            while len(self._sizes) > 1 and self._written - CHUNK * (self._sizes[0][0] + 1) >= self._most:
                del self._chunks[self._sizes.popleft()[0]]
            written = self._written
        self.set(written)

    def lines(self) -> list[Line]:
        """Return the lines that are kept, the oldest first; a page that reads them follows them."""
        self.follow()
        with self._lock:
            return [line for number, _ in self._sizes for line in self._chunks[number]][-self._most :]

    def follow(self) -> int:
        """Let what is being rendered follow the log, and return how many lines were written so far."""
        return self.value

    def chunks(self) -> list[Chunk]:
        """Return what stands for the lines that are kept; a page that reads it follows the log."""
        self.follow()
        with self._lock:
            return [*self._sizes]

    def lines_of(self, chunk: Chunk) -> Sequence[Line]:
        """Return the lines of a chunk; none is followed."""
        with self._lock:
            return self._chunks.get(chunk[0], [])[: chunk[1]]


def read_line(given: Any) -> Line:
    """Return a line that may be given as a text, a pair of level and text, or a dict."""
    if isinstance(given, Line):
        return given
    if isinstance(given, dict):
        return Line(**given)
    if isinstance(given, tuple) and len(given) == 2:
        level, text = given
        return Line(str(text), level)
    return Line(str(given))
