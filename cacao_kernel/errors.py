"""The errors a developer meets: each says what, where, expected, got, and what to do next."""

from __future__ import annotations

import asyncio
import inspect
import re
import traceback
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path

_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


class CacaoError(Exception):
    """A mistake in an app, a plugin or a setting, told in one line.

    Args:
        what: what went wrong, a short sentence without a full stop.
        where: the place: file and line, a path in the tree, a key of cacao.json.
        expected: what would have been right.
        got: what came instead.
        cure: what to do next, a full sentence.

    Attributes:
        told: the id that it was logged under already; empty if it was not.
        where: the place; empty if none is told.
    """

    told = ""
    where = ""

    def __init__(
        self, what: str, *, where: str = "", expected: str = "", got: str = "", cure: str = ""
    ) -> None:
        line = f"{where}: {what}" if where else what
        if expected:
            line += f"; expected {expected}"
        if got:
            line += f"{',' if expected else ';'} got {got}"
        self.where = where
        line = line if line.endswith(("?", "!")) else f"{line}."
        super().__init__(one_line(f"{line} {cure}" if cure else line))

    def place(self, where: str) -> None:
        """Say where it happened, if that is known and not told yet."""
        if where and not self.where:
            self.where = where
            self.args = (one_line(f"{where}: {self}"),)


class StateError(CacaoError):
    """A State was read or written where it cannot be."""


class TreeError(CacaoError):
    """A page or component returned something that is no UI tree."""


class RouteError(CacaoError):
    """A page or event handler cannot be registered as asked."""


class ConfigError(CacaoError):
    """cacao.json, the environment or a setting in code is wrong."""


class PluginError(CacaoError):
    """A plugin cannot be loaded, or contributed something wrong."""


class ServeError(CacaoError):
    """The server cannot start."""


class WireError(CacaoError):
    """The browser sent a frame that breaks the protocol.

    Attributes:
        code: the stable machine code sent back, such as ``bad_json``.
    """

    def __init__(self, code: str, what: str) -> None:
        super().__init__(what)
        self.code = code


def is_cancelling(error: BaseException) -> bool:
    """Tell whether an exception is the cancelling of the running task itself, which must end it.

    All else that a user's function raises, the cancelling of a task it awaits included, fails
    the one event or render it ran for.
    """
    if not isinstance(error, asyncio.CancelledError):
        return False
    try:
        task = asyncio.current_task()
    except RuntimeError:  # in a thread
        return False
    return task is not None and task.cancelling() > 0


@contextmanager
def contained() -> Generator[None, None, None]:
    """Let what user code raises on the event loop fail that code alone: SystemExit would end the loop.

    Raises:
        RuntimeError: in place of what is no Exception; the cancelling of the running task passes.
    """
    try:
        yield
    except BaseException as error:
        if isinstance(error, Exception) or is_cancelling(error):
            raise
        raise RuntimeError(f"{type(error).__name__} was raised: {error}") from error


def describe(error: BaseException) -> str:
    """Return an error as a developer wants to read it.

    One of Cacao's own is a line. Any other is a traceback of the developer's frames alone.
    """
    if isinstance(error, CacaoError):
        return f"{type(error).__name__}: {error}"
    told = traceback.TracebackException.from_exception(error)
    link: traceback.TracebackException | None = told
    while link is not None:
        theirs = [frame for frame in link.stack if not _is_ours(frame.filename)]
        if theirs or isinstance(error, SyntaxError):  # else the fault is Cacao's own
            link.stack = traceback.StackSummary.from_list(theirs)
        link = link.__cause__ or link.__context__
    return "".join(told.format()).rstrip()


def _is_ours(file: str) -> bool:
    path = Path(file)
    return path.parent.name == "cacao_kernel" or "concurrent" in path.parts or path.parent.name == "asyncio"


def nearest(name: str, names: Iterable[str], *, alike: float = 0.65) -> str:
    """Return ``Did you mean "…"?`` for the name most like the given one, or an empty string if none is."""
    close = get_close_matches(name, list(names), n=1, cutoff=alike)
    return f'Did you mean "{close[0]}"?' if close else ""


def one_line(text: str) -> str:
    """Return a text with its line ends and control characters spelled out, as a log may hold it."""
    return _UNSEEN.sub(lambda found: repr(found[0])[1:-1], text)


def shorten(value: object, limit: int = 60) -> str:
    """Return the value's type and a short form of its text, for the ``got`` of an error."""
    try:
        text = repr(value[:limit] if isinstance(value, str | bytes) else value)
    except Exception:
        text = "…"
    text = text if len(text) <= limit else f"{text[: limit - 1]}…"
    return f"{type(value).__name__} {text}" if value is not None else "None"


def cure_for(value: object) -> str:
    """Return what to do about a value that is no part of a page, or an empty string."""
    if value is None:
        return 'Is a "return" missing?'
    if isinstance(value, type):
        return f"Make an instance of it: {value.__name__}()."
    if isinstance(value, set | frozenset | Iterator):
        return "Make it a list."
    if isinstance(value, bytes | bytearray):
        return "Decode it to a string."
    if inspect.iscoroutine(value):
        value.close()  # else Python would warn of it, too
        return "It comes from an async function: await that first."
    return "Call it, and place what it returns." if callable(value) else ""
