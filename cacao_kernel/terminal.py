"""Terminal: what the log of a server looks like, and what is left out of it."""

from __future__ import annotations

import json
import logging
import re
import time
from collections import Counter
from datetime import UTC, datetime

from .redaction import MAX_ENTRY, guard_logs, hide_secrets, redact

QUIET_SECONDS = 1.0

_CONTROL = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u2028\\u2029]")


def log_to_terminal(*, verbose: bool, log_format: str = "text") -> None:
    """Write to stderr what Cacao, uvicorn and asyncio log, unless the app has its own way.

    Args:
        verbose: whether a line for each request and event is written, too.
        log_format: ``"text"`` for people, ``"json"`` for a line of JSON each.
    """
    guard_logs()
    logging.getLogger("cacao").setLevel(logging.INFO if verbose else logging.WARNING)
    uvicorn_logger = logging.getLogger("uvicorn.error")
    uvicorn_logger.setLevel(logging.WARNING)
    uvicorn_logger.addFilter(News())
    handler = logging.StreamHandler()
    handler.addFilter(hide_secrets)  # of loggers that others have made below "cacao", too
    text = _Formatter("%(asctime)s %(levelname)s %(message)s", "%H:%M:%S")
    handler.setFormatter(_JsonFormatter() if log_format == "json" else text)
    for logger in (logging.getLogger("cacao"), uvicorn_logger, logging.getLogger("asyncio")):
        logger.addFilter(hide_secrets)
        if not logger.handlers and not logging.getLogger().handlers:
            logger.addHandler(handler)


class News(logging.Filter):
    """Lets a warning that strangers can cause pass once a second, with how often it was left out."""

    def __init__(self) -> None:
        super().__init__()
        self._last: dict[str, float] = {}
        self._left_out: Counter[str] = Counter()

    def filter(self, record: logging.LogRecord) -> bool:
        """Tell whether a record is written."""
        if "without completing handshake" in record.getMessage():
            return False  # uvicorn's word on every socket that is refused by a full answer
        if record.levelno != logging.WARNING:
            return True
        told, now = str(record.msg), time.monotonic()
        if now - self._last.get(told, -QUIET_SECONDS) < QUIET_SECONDS:
            self._left_out[told] += 1
            return False
        self._last[told] = now
        before = self._left_out.pop(told, 0)
        if before:
            record.msg = f"{record.getMessage()} ({before} more before this one)"
            record.args = None
        return True


class _Formatter(logging.Formatter):
    """Spells out control characters, and indents further lines: a visitor's text cannot pass for an entry."""

    def format(self, record: logging.LogRecord) -> str:
        text = super().format(record)[:MAX_ENTRY].replace("\n", "\n  ")
        return _CONTROL.sub(lambda found: ascii(found[0])[1:-1], text)


class _JsonFormatter(logging.Formatter):
    """Makes one line of JSON of an entry, of ASCII alone: nothing in it can end or colour a line."""

    def format(self, record: logging.LogRecord) -> str:
        time_of_day = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        details = getattr(record, "cacao", None)
        told = {
            "time": time_of_day.replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage()[:MAX_ENTRY],
            **({} if details is None else {name: _redacted(value) for name, value in details.items()}),
        }
        if record.exc_info:
            told["traceback"] = record.exc_text or redact(self.formatException(record.exc_info)[:MAX_ENTRY])
        return json.dumps(told, default=str)


def _redacted(value: object) -> object:
    return redact(value[:MAX_ENTRY]) if isinstance(value, str) else value
