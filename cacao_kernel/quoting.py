"""Quoting: lines of Python as they are written, but for the literals in them that are secrets."""

from __future__ import annotations

import re

from .redaction import HIDDEN

_NAME = (
    r"(?:passw(?:or)?d|passphrase|secret|token|credential|authori[sz]ation|(?:api|access|private)[_-]?key)"
    r"[\w-]{0,30}"
)
_LITERAL = (
    r'[bru]{0,2}(?:"""[\s\S]*?(?:"""|\Z)' + r"|'''[\s\S]*?(?:'''|\Z)"
    r'|"(?:\\.|[^"\\\n])*(?:"|$)' + r"|'(?:\\.|[^'\\\n])*(?:'|$))"
)
_GAP = r"\s{0,200}"
# `key="…"`, `key.set("…")`, `password: str = "…"`, `{"password": "…"}`, `token = State("…")`, `keys = ["…"]`
_GIVEN = re.compile(
    rf"""({_NAME}["']?\]?(?:\s{{0,3}}:\s{{0,3}}[\w.\[\]| ]{{1,60}})?"""
    r"(?:\s{0,3}(?:=|==|!=|:)\s{0,3}|\.set\()"
    rf"(?:\w{{0,40}}(?:State|Secret)\w{{0,40}}(?:\[\w{{1,40}}\])?\({_GAP})?)"
    rf"({_LITERAL}|[(\[{{]{_GAP}{_LITERAL}(?:{_GAP}[,:]?{_GAP}{_LITERAL})*)",
    re.IGNORECASE | re.MULTILINE,
)
_ANY = re.compile(_LITERAL, re.IGNORECASE | re.MULTILINE)
_INNER = re.compile(r"""^[bru]{0,2}(["']{3}|["'])""", re.IGNORECASE)
_IN_TEXT = re.compile(rf"""({_NAME}=)[^\s"'{{}}&;,)]+""", re.IGNORECASE)
_SHAPES = (
    re.compile(r"""(://[^\s/:@"']{0,200}:)[^\s/@"'{}]{1,500}(?=@)"""),
    re.compile(r"\b((?:Bearer|Basic)[ \t]{1,3})(?=[\w.~+/=-]*\d)[\w.~+/=-]{8,}", re.IGNORECASE),
    re.compile(r"\b()eyJ[\w-]{8,2000}\.[\w-]{1,2000}\.[\w-]{0,2000}"),
)


def quote_source(text: str) -> str:
    """Return lines of Python as they are written, with ``•••`` in literals that are secrets.

    These are what is given to a name that says so (``api_key = "…"``, ``{"password": "…"}``,
    ``token="…"``), and what is known by its place in an address or by its shape. Names, types and
    other literals stay as they are: ``{"type": "password"}`` is no secret.
    """
    text = _GIVEN.sub(lambda found: found[1] + _ANY.sub(_empty, found[2]), text)
    text = _ANY.sub(lambda found: _IN_TEXT.sub(rf"\1{HIDDEN}", found[0]), text)
    for shape in _SHAPES:
        text = shape.sub(rf"\1{HIDDEN}", text)
    return text


def _empty(literal: re.Match[str]) -> str:
    """Return a literal without what stands in it, on as many lines as before."""
    start = _INNER.match(literal[0])
    if start is None or literal[0] in (start[0] * 2, start[0]):
        return literal[0]
    return start[0] + HIDDEN + "\n" * literal[0].count("\n") + start[1]
