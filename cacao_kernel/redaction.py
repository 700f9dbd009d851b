"""Redaction: what looks like a secret is hidden before a line reaches any log."""

from __future__ import annotations

import logging
import re
from functools import cache

HIDDEN = "•••"
SUBJECTS = (
    "components error event files link plugin reload request server session state tab themes watchdog".split()
)
"""What is logged under a name of its own, such as ``cacao.request``, so that each can be set apart."""

_SECRET_FIELD = re.compile(
    r"secret|passw|passphrase|(?:^|_)pwd$|token|credential|(?:api|access|private)[ _-]?key", re.IGNORECASE
)
_HEADERS = re.compile(r"authori[sz]ation|cookie", re.IGNORECASE)
_DONE = "_cacao_redacted"
MAX_ENTRY = 20_000  # of a line of the log; what is longer is cut

# Every repetition has an end: a text that somebody has chosen must not make this slow.
_SIGN = r"""[\w-]{0,30} (?P<closed>["']?) [ \t]{0,3} (?P<sign>[:=,]) [ \t]{0,3} (?:[bru](?=["']))?"""
_QUOTED = r"""(?P<quote>["']) (?:\\. | (?!(?P=quote))[^\\])* (?:(?P=quote) | \Z)"""
_HEADER = (  # of several words
    rf"""(?:authorization|cookie) {_SIGN} (?P<value>{_QUOTED} | [\[({{] [^\r\n]* | [^\r\n"']+)"""
)
_NAMED = rf"""(?:passw(?:or)?d|passphrase|secret|token|credential|(?:api|access|private)[_-]?key) {_SIGN}
    (?P<value>{_QUOTED} | [\[({{] [^\r\n]* | [^\s"',;&)}}\]]+)"""
_IN_ADDRESS = re.compile(r"(://[^\s/:@]{0,200}:)[^\s/@]{1,500}(?=@)")
_BEARER = re.compile(r"\b(Bearer|Basic)[ \t]{1,3}[\w.~+/=-]{8,}", re.IGNORECASE)
# What Cacao's own cookies and the signed tokens of others look like.
_SEALED = re.compile(
    r"(?<![\w-])[\w-]{43}\.[\w-]{43}(?![\w-])|\beyJ[\w-]{8,2000}\.[\w-]{1,2000}\.[\w-]{0,2000}"
)
# How the keys of widely used services begin, by the services' own documentation: Stripe, GitHub, GitLab,
# OpenAI and Anthropic, Slack, AWS, Google, Hugging Face.
_ISSUED = re.compile(
    r"(?<![\w-])(?:[rs]k_(?:live|test)_\w{10,200}|gh[oprsu]_\w{20,250}|github_pat_\w{20,250}|glpat-[\w-]{16,200}"
    r"|sk-[\w-]{20,250}|xox[abeprs]-[\w-]{10,200}|A[KS]IA[A-Z0-9]{16}|AIza[\w-]{35}|hf_\w{20,200})(?![\w-])"
)


def is_secret_name(name: str) -> bool:
    """Tell whether what a variable or an entry of this name holds is likely to be a secret."""
    return is_secret_field(name) or _HEADERS.search(name) is not None


def is_secret_field(name: str) -> bool:
    """Tell whether what a visitor types into a field of this name is a secret; a cookie is none."""
    return _SECRET_FIELD.search(name) is not None


def redact(text: str) -> str:
    """Return a text with ``•••`` in the place of passwords, tokens, keys and cookies.

    They are known by the name before them (``password=…``, ``"token": "…"``, ``Cookie: …``), by their
    place in an address (``scheme://name:…@host``) or by their shape.
    """
    for words in (_HEADER, _NAMED):
        text = _compile(words).sub(_hide_value, text)
    text = _IN_ADDRESS.sub(rf"\1{HIDDEN}", text)
    text = _BEARER.sub(rf"\1 {HIDDEN}", text)
    return _ISSUED.sub(HIDDEN, _SEALED.sub(HIDDEN, text))


@cache
def _compile(words: str) -> re.Pattern[str]:
    # When the first line is logged.
    return re.compile(words, re.IGNORECASE | re.VERBOSE | re.DOTALL)


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


def guard_logs() -> None:
    """Let no logger of Cacao's pass a secret on: each subject has one of its own, below ``cacao``."""
    names = {"cacao", *(f"cacao.{subject}" for subject in SUBJECTS)}
    known = {name for name in [*logging.root.manager.loggerDict] if name.startswith("cacao.")}
    for name in names | known:
        logging.getLogger(name).addFilter(hide_secrets)


def hide_secrets(record: logging.LogRecord) -> bool:
    """Redact a record of a log, its traceback included: a filter that lets every record pass."""
    if hasattr(record, _DONE):  # by the filter of the logger, before that of the handler
        return True
    setattr(record, _DONE, True)
    try:
        text = record.getMessage()
    except Exception:  # a wrong call of the log, which its handler tells of
        return True
    record.msg, record.args = redact(text[:MAX_ENTRY]), ()
    if record.exc_info and not record.exc_text:
        record.exc_text = redact(logging.Formatter().formatException(record.exc_info)[:MAX_ENTRY])
    return True
