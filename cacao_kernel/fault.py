"""Faults: errors of the user's code, logged in full under an id, told as far as a visitor may know."""

from __future__ import annotations

import logging
import secrets

from .errors import describe
from .props import clean

log = logging.getLogger("cacao")

MAX_TOLD = 500


def log_fault(error: BaseException, where: str) -> str:
    """Log an error with the developer's own frames and return the id it is logged under."""
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
