"""Faults: errors of the user's code, logged in full under an id, told as far as a visitor may know."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .errors import CacaoError, blamed, describe
from .props import clean

log = logging.getLogger("cacao.error")

APOLOGY = "Something went wrong here. Nothing was changed."
APOLOGY_FOR_A_PART = "Something went wrong here. What was done before that stays."
APOLOGY_FOR_A_PAGE = "A part of this page could not be brought up to date."
MAX_TOLD = 500
MAX_WARNINGS = 1_000
MAX_LINES = 50  # of warnings that are told with their line: to look for it takes milliseconds
TOLD_SECONDS = 60.0  # how seldom it is told what goes on failing of one cause


@dataclass(frozen=True)
class FaultEvent:
    """The event that a fault came of.

    Attributes:
        kind: such as ``"click"``.
        node: the HTML element it happened on, such as ``"button"``.
        label: what a visitor calls that; empty for nothing.
        handler: the name of what was to handle it; empty if it only set what is bound.
        params: what the page gave the node for it.
        payload: what the browser told; without what was typed into a password's field.
    """

    kind: str
    node: str
    label: str = ""
    handler: str = ""
    params: Mapping[str, Any] = field(default_factory=dict[str, Any])
    payload: Mapping[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True)
class Fault:
    """An error of the app's code, as those are told of it who watch for faults in development.

    It leads to the frames in which the error was raised, and to all they hold: keep what it says,
    and not the fault.

    Attributes:
        error: what was raised.
        id: what it is logged under.
        where: the handler, page, timer or task.
        event: the event that it came of; None for none.
        session: what tells the visitor's session apart, as ``visitor()`` does; empty for nobody's.
        tab: the id of the tab; empty if it is not one's.
        place: the node on the page of that tab that it has to do with: the index of each step from the
            root; None if the page shows none.
        in_page: whether it stands in the place of the page that was asked for.
        private: what has been typed into passwords' fields so far, which is not to be told.
    """

    error: BaseException
    id: str
    where: str
    event: FaultEvent | None = None
    session: str = ""
    tab: str = ""
    place: tuple[int, ...] | None = None
    in_page: bool = False
    private: tuple[str, ...] = field(default=(), repr=False)


class Warnings:
    """What a developer is told once, however often it happens, and of which there is an end.

    What is warned of may come from data; a log that a visitor could fill at will would be none.

    Args:
        find_line: returns the line of the app that a message is to blame on; empty if nobody knows.
    """

    def __init__(self, find_line: Callable[[str], str] | None = None) -> None:
        self._told: set[str] = set()
        self._find_line = find_line

    def tell(self, message: str) -> None:
        """Log a message, unless it was logged before or too many others were."""
        message = message[:MAX_TOLD]
        if message in self._told or len(self._told) >= MAX_WARNINGS:
            return
        find = self._find_line if len(self._told) < MAX_LINES else None
        line = "" if find is None else find(message)
        log.warning("%s", f"{line}: {message}" if line else message)
        self._told.add(message)
        if len(self._told) == MAX_WARNINGS:
            log.warning(
                "%d different warnings have been told; no more are until the next start", MAX_WARNINGS
            )


class Recurring:
    """What goes on failing of one cause: told once a minute, with how often it has failed meanwhile.

    A disk that is full fails every event there is.
    """

    def __init__(self) -> None:
        self._told: dict[str, tuple[float, str]] = {}
        self._counts: dict[str, int] = {}

    def tell(self, message: str) -> str:
        """Log a message, unless it was logged within a minute; return the id it is logged under."""
        now = time.monotonic()
        before, error_id = self._told.get(message, (0.0, ""))
        if error_id and now - before < TOLD_SECONDS:
            self._counts[message] += 1
            return error_id
        count = self._counts.get(message, 0)
        if len(self._told) >= MAX_WARNINGS:
            self._told.clear()
            self._counts.clear()
        error_id = secrets.token_hex(4)
        self._told[message], self._counts[message] = (now, error_id), 0
        again = f" ({count:,} more attempts since that was last said)" if count else ""
        log.error("error %s: %s%s", error_id, message, again)
        return error_id


def log_fault(error: BaseException, where: str, hide: Callable[[str], str] = str) -> str:
    """Log an error with the developer's own frames, unless it was, and return the id it is logged under.

    Args:
        error: what was raised.
        where: the handler, page, timer or task.
        hide: takes out of what is logged what nobody is to be told.
    """
    if isinstance(error, CacaoError) and error.told:
        return error.told
    error_id = secrets.token_hex(4)
    where = blamed(error) or where
    told = {"id": error_id, "where": where, "type": type(error).__name__}
    log.error("error %s in %s: %s", error_id, where, hide(describe(error)), extra={"cacao": told})
    return error_id


def spell_fault(error: BaseException, where: str, apology: str, error_id: str, *, development: bool) -> str:
    """Return what the visitor is told of an error.

    Args:
        error: what the user's code raised.
        where: the handler or page, if nothing else is to blame.
        apology: all that a visitor of a production server learns, beside the id.
        error_id: what it is logged under.
        development: whether the visitor is the developer.
    """
    if not development:
        return f"{apology} (error {error_id})"
    return (
        clean(f"{blamed(error) or where}: {type(error).__name__}: {error}"[:MAX_TOLD])
        + f" (error {error_id}, see the terminal)"
    )


def distinct(errors: Iterable[BaseException]) -> Iterable[BaseException]:
    """Return each fault once, although a region and those around it have failed by it."""
    return {(repr(error), _origin(error)): error for error in errors}.values()


def forget_frames(error: BaseException) -> None:
    """Let go of the frames that an error was raised in, and of all they hold, now that it has been told."""
    waiting: list[BaseException | None] = [error]
    seen: set[int] = set()
    while waiting:
        each = waiting.pop()
        if each is not None and id(each) not in seen:
            seen.add(id(each))
            each.__traceback__ = None
            waiting += [each.__cause__, each.__context__]


def _origin(error: BaseException) -> tuple[str, int]:
    """Return file and line that an error was raised in."""
    link = error.__traceback__
    if link is None:
        return "", 0
    while link.tb_next is not None:
        link = link.tb_next
    return link.tb_frame.f_code.co_filename, link.tb_lineno


class ToldFaults:
    """What a page raised over the progress of a handler, told once and not again when that is published."""

    def __init__(self) -> None:
        self._told: set[str] = set()

    def is_news(self, error: BaseException, *, is_progress: bool) -> bool:
        """Tell whether an error is to be told.

        Args:
            error: what the page raised.
            is_progress: whether it was shown what a handler has written that had not ended.
        """
        text = repr(error)
        if text in self._told:
            self._told = self._told if is_progress else self._told - {text}
            return False
        if is_progress:
            self._told.add(text)
        return True
