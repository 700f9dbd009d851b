"""Bundle: the client's modules joined into one script, and all stylesheets into one file.

The modules are plain ES modules that import each other by relative path and share no top-level
name, so that joining them is taking the imports out and putting them in order.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType

CLIENT = Path(__file__).parent / "client"
ENTRY = "main.js"

# A stylesheet up to this length comes with each page: to ask for it would cost a first visitor a round trip
# before anything is seen, and that is more than these bytes cost those who come again.
MAX_IN_PAGE = 12_288  # the kernel's own, that of an app's theme, and a few kB more

_IMPORT = re.compile(r'^import\s*\{[^}]*\}\s*from\s*"\./([\w.]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=const|let|function|class|async)", re.MULTILINE)
# What would end a style block, be read otherwise by the parser, or mean another file beside another address.
_OF_A_FILE = re.compile(r"</|[\r\0]|url\(|src\(|image-set\(|@import", re.IGNORECASE)
# What no rule of styles counts for: comments, texts, addresses and letters that are escaped.
_ASIDES = r"""(?P<comment>/\*.*?\*/)|
    (?P<text>"(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*' | \burl\((?:[^)"'\\]|\\.)*\) | \\.)"""
_ASIDE = re.compile(_ASIDES, re.DOTALL | re.VERBOSE | re.IGNORECASE)
# Spaces mean nothing beside these signs; before a colon they do, in a selector, and as a whole value.
_SIGNS = r"""(?P<empty>:\s+(?=[;}])) | \s*(?:;\s*)?(?P<end>\})\s* | \s*(?P<sign>[{;,])\s* |
    (?<=[\w-])(?P<colon>:)\s+ | \s+"""
_SHORTENED = re.compile(f"{_ASIDES} | {_SIGNS}", _ASIDE.flags)
_BRACKETS = re.compile(r"""[(){}\[\]"']|/\*""")
_ENDS = MappingProxyType({"(": ")", "{": "}", "[": "]"})


@cache
def squeezer_edition() -> str:
    """Return what tells the squeezer of this release from that of another: what it is written in."""
    modules = (Path(__file__).with_name(f"{name}.py") for name in ("script", "scopes", "squeeze"))
    return hashlib.sha256(b"".join(module.read_bytes() for module in modules)).hexdigest()


def join_modules(folder: Path = CLIENT, entry: str = ENTRY) -> str:
    """Return the entry module and all it imports as one module, as they are written."""
    ordered: list[str] = []
    _visit(folder, entry, ordered, set())
    return "\n".join(ordered)


def _visit(folder: Path, name: str, ordered: list[str], seen: set[str]) -> None:
    if name in seen:
        return
    seen.add(name)
    source = (folder / name).read_text("utf-8")
    for imported in _IMPORT.findall(source):
        _visit(folder, imported, ordered, seen)
    ordered.append(_EXPORT.sub("", _IMPORT.sub("", source)))


def join_styles(extra: Iterable[str], folder: Path = CLIENT) -> str:
    """Return the kernel's stylesheet and the plugins', in their order, shortened."""
    return shorten_style("\n".join([(folder / "cacao.css").read_text("utf-8"), *extra]))


@lru_cache(maxsize=256)
def shorten_style(text: str) -> str:
    """Return a stylesheet without comments, and without spaces that mean nothing."""
    return _SHORTENED.sub(_shorten, text).strip() + "\n"


def fits_into_page(sheet: str) -> bool:
    """Tell whether a stylesheet is short enough to stand in each page, and means the same there."""
    return len(sheet.encode()) <= MAX_IN_PAGE and not _OF_A_FILE.search(sheet)


def fits_others(sheet: str) -> bool:
    """Tell whether a stylesheet means the same with others before and behind it, and they with it."""
    if _OF_A_FILE.search(sheet):
        return False
    awaited: list[str] = []
    for sign in _BRACKETS.findall(_ASIDE.sub("", sheet)):
        if sign in _ENDS:
            awaited.append(_ENDS[sign])
        elif not awaited or awaited.pop() != sign:  # a text or a comment without end among them
            return False
    return not awaited


def _shorten(found: re.Match[str]) -> str:
    if found["comment"]:
        return " "  # it may stand between two words
    if found["empty"]:
        return ": "
    return found["text"] or found["end"] or found["sign"] or found["colon"] or " "
