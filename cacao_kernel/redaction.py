"""Redaction: what looks like a secret is hidden before a line reaches any log."""

from __future__ import annotations

import logging
import re

HIDDEN = "•••"
MAX_ENTRY = 20_000  # of a line of the log; what is longer is cut

# Every repetition has an end: a text that somebody has chosen must not make this slow.
_SIGN = r"""[\w-]{0,30} (?P<closed>["']?) [ \t]{0,3} (?P<sign>[:=,]) [ \t]{0,3} (?:[bru](?=["']))?"""
_QUOTED = r"""(?P<quote>["']) (?:\\. | (?!(?P=quote))[^\\])* (?:(?P=quote) | \Z)"""
_FLAGS = re.IGNORECASE | re.VERBOSE | re.DOTALL
_HEADER = re.compile(  # of several words
    rf"""(?:authorization|cookie) {_SIGN} (?P<value>{_QUOTED} | [\[({{] [^\r\n]* | [^\r\n"']+)""",
    _FLAGS,
)
_NAMED = re.compile(
    rf"""(?:passw(?:or)?d|passphrase|secret|token|credential|(?:api|access|private)[_-]?key) {_SIGN}
    (?P<value>{_QUOTED} | [\[({{] [^\r\n]* | [^\s"',;&)}}\]]+)""",
    _FLAGS,
)
_IN_ADDRESS = re.compile(r"(://[^\s/:@]{0,200}:)[^\s/@]{1,500}(?=@)")
_BEARER = re.compile(r"\b(Bearer|Basic)[ \t]{1,3}[\w.~+/=-]{8,}", re.IGNORECASE)
# What Cacao's own cookies and the signed tokens of others look like.
_SEALED = re.compile(
    r"(?<![\w-])[\w-]{43}\.[\w-]{43}(?![\w-])|\beyJ[\w-]{8,2000}\.[\w-]{1,2000}\.[\w-]{0,2000}"
)


def redact(text: str) -> str:
    """Return a text with ``•••`` in the place of passwords, tokens, keys and cookies.

    They are known by the name before them (``password=…``, ``"token": "…"``, ``Cookie: …``), by their
    place in an address (``scheme://name:…@host``) or by their shape.
    """
    text = _HEADER.sub(_hide_value, text)
    text = _NAMED.sub(_hide_value, text)
    text = _IN_ADDRESS.sub(rf"\1{HIDDEN}", text)
    text = _BEARER.sub(rf"\1 {HIDDEN}", text)
    return _SEALED.sub(HIDDEN, text)


def _hide_value(found: re.Match[str]) -> str:
    quote, sign = found["quote"] or "", found["sign"]
    if sign == "," and not (found["closed"] and quote):
        return found[0]  # words of a sentence or a list
    if sign == ":" and not found["closed"] and _is_setting(found.string, found.start()):
        return found[0]
    before = found.string[found.start() : found.start("value")]
    return f"{before}{quote}{HIDDEN}{quote}"


def _is_setting(text: str, start: int) -> bool:
    """Tell whether a name stands behind a dot, as in a message about a setting: ``mail.smtp_password: …``."""
    while start > 0 and (text[start - 1].isalnum() or text[start - 1] in "_-"):
        start -= 1
    return text[start - 1 : start] == "."


def hide_secrets(record: logging.LogRecord) -> bool:
    """Redact a record of a log, its traceback included: a filter that lets every record pass."""
    try:
        text = record.getMessage()
    except Exception:  # a wrong call of the log, which its handler tells of
        return True
    record.msg, record.args = redact(text[:MAX_ENTRY]), ()
    if record.exc_info and not record.exc_text:
        record.exc_text = redact(logging.Formatter().formatException(record.exc_info)[:MAX_ENTRY])
    return True
