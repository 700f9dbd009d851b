"""Faults: errors of the user's code, logged in full under an id, told as far as a visitor may know."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Iterable

from .errors import CacaoError, describe
from .props import clean

log = logging.getLogger("cacao")

APOLOGY = "Something went wrong here. Nothing was changed."
APOLOGY_FOR_A_PART = "Something went wrong here. What was done before that stays."
APOLOGY_FOR_A_PAGE = "A part of this page could not be brought up to date."
MAX_TOLD = 500
MAX_WARNINGS = 1_000
TOLD_SECONDS = 60.0  # how seldom it is told what goes on failing of one cause


class Warnings:
    """What a developer is told once, however often it happens, and of which there is an end.

    What is warned of may come from data; a log that a visitor could fill at will would be none.
    """

    def __init__(self) -> None:
        self._told: set[str] = set()

    def tell(self, message: str) -> None:
        """Log a message, unless it was logged before or too many others were."""
        message = message[:MAX_TOLD]
        if message in self._told or len(self._told) >= MAX_WARNINGS:
            return
        log.warning("%s", message)
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


def log_fault(error: BaseException, where: str) -> str:
    """Log an error with the developer's own frames, unless it was, and return the id it is logged under."""
    if isinstance(error, CacaoError) and error.told:
        return error.told
    error_id = secrets.token_hex(4)
    log.error("error %s in %s: %s", error_id, where, describe(error))
    return error_id


def tell_fault(error: BaseException, where: str, apology: str, *, development: bool) -> str:
    """Log an error and return what the visitor is told.

    Args:
        error: what the user's code raised.
        where: the handler or page.
        apology: all that a visitor of a production server learns, beside the id.
        development: whether the visitor is the developer.
    """
    error_id = log_fault(error, where)
    if not development:
        return f"{apology} (error {error_id})"
    return (
        clean(f"{where}: {type(error).__name__}: {error}"[:MAX_TOLD])
        + f" (error {error_id}, see the terminal)"
    )


def distinct(errors: Iterable[BaseException]) -> Iterable[BaseException]:
    """Return each fault once, although a region and those around it have failed by it."""
    return {(repr(error), _origin(error)): error for error in errors}.values()


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
