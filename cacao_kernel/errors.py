"""The errors a developer meets: each says what, where, expected, got, and what to do next."""

from __future__ import annotations

import asyncio
import inspect
import re
import traceback
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")

_LINE = re.compile(r"[^ ]+\.py:\d+(?::|$)")


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

    def blame(self, line: str) -> None:
        """Say which line of the app made what it happened in, if none is named yet."""
        if line and not _LINE.match(self.where):
            self.where = f"{line}: {self.where}" if self.where else line
            self.args = (one_line(f"{line}: {self}"),)

    def move(self, line: str) -> None:
        """Say which line of the app made what it happened in, in place of one that is named already."""
        named = _LINE.match(self.where)
        trail = self.where[named.end() :].lstrip() if named else self.where
        text = str(self).removeprefix(f"{self.where}: ")
        self.where = f"{line}: {trail}" if trail else line
        self.args = (one_line(f"{self.where}: {text}"),)


class StateError(CacaoError):
    """A State was read or written where it cannot be."""


class TreeError(CacaoError):
    """A page or component returned something that is no UI tree.

    Attributes:
        node: what the browser still shows in its place; None for nothing.
        makers: what has returned it, and what that stands in, innermost first: functions, and components.
    """

    node: Any = None
    makers: tuple[object, ...] = ()


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


@contextmanager
def blaming(what: str, function: object = None) -> Generator[None, None, None]:
    """Let what is raised within be told as that of a function of the app's, which something else calls.

    Args:
        what: what the function is to whoever calls it, such as ``Form.on_submit``.
        function: the function; its name and line are told, too.
    """
    try:
        yield
    except Exception as error:
        if not blamed(error):
            vars(error)["_cacao_blamed"] = f"{what}{_spell_place(function)}"
        raise


def blamed(error: BaseException) -> str:
    """Return what is to blame for an error; empty if nothing but what runs is."""
    return str(getattr(error, "_cacao_blamed", ""))


def _spell_place(function: object) -> str:
    """Return the name, file and line of a function, to stand behind what it is; empty if it has none."""
    while isinstance(function, partial):
        function = function.func
    code = getattr(inspect.unwrap(function) if callable(function) else None, "__code__", None)
    if code is None:
        return ""
    return f" ({code.co_name} in {Path(code.co_filename).name}:{code.co_firstlineno})"


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


def closest(name: str, names: Iterable[str], *, n: int = 1, alike: float = 0.65) -> list[str]:
    """Return the names that are most like one, the nearest first.

    Args:
        name: as it was written.
        names: those there are.
        n: how many at most.
        alike: how much, from 0 to 1.
    """
    from difflib import get_close_matches  # loaded at the first mistake

    return get_close_matches(name, list(names), n=n, cutoff=alike)


def nearest(name: str, names: Iterable[str], *, alike: float = 0.65) -> str:
    """Return ``Did you mean "…"?`` for the name most like the given one, or an empty string if none is."""
    close = closest(name, names, n=3, alike=alike)
    # Of equals, the one of the same letters: two have changed places.
    meant = min(close, key=lambda one: (_count_slips(name, one), sorted(name) != sorted(one)), default="")
    return f'Did you mean "{meant}"?' if meant else ""


def _count_slips(written: str, meant: str) -> int:
    """Return how many letters are too many, missing, wrong, or changed places with the next."""
    above: list[int] = []
    last = list(range(len(meant) + 1))
    for row, letter in enumerate(written, 1):
        now = [row]
        for column, other in enumerate(meant, 1):
            slips = min(last[column] + 1, now[-1] + 1, last[column - 1] + (letter != other))
            if row > 1 and column > 1 and written[row - 2 : row] == other + meant[column - 2]:
                slips = min(slips, above[column - 2] + 1)
            now.append(slips)
        above, last = last, now
    return last[-1]


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
    kind = type(value).__name__
    return text if value is None or text.startswith(f"{kind}(") else f"{kind} {text}"


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
