"""Bundle: the client's modules joined into one script, and all stylesheets into one file.

The modules are plain ES modules that import each other by relative path and share no top-level
name, so that joining them is taking the imports out and putting them in order. What is joined is squeezed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from .squeeze import squeeze_script

CLIENT = Path(__file__).parent / "client"
ENTRY = "main.js"

# A stylesheet up to this length comes with each page: to ask for it would cost a first visitor a round trip
# before anything is seen, and that is more than these bytes cost those who come again.
MAX_IN_PAGE = 12_288  # the kernel's own, that of an app's theme, and a few kB more

_IMPORT = re.compile(r'^import\s*\{[^}]*\}\s*from\s*"\./([\w.]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=const|let|function|class|async)", re.MULTILINE)
_COMMENT = re.compile(r"^[ \t]*/\*\*?(?:[^*]|\*(?!/))*\*/[ \t]*\n", re.MULTILINE)
_INDENT = re.compile(r"^[ \t]+|[ \t]+$", re.MULTILINE)
# What would end a style block, be read otherwise by the parser, or mean another file beside another address.
_OF_A_FILE = re.compile(r"</|[\r\0]|url\(|src\(|image-set\(|@import", re.IGNORECASE)
_BLANK = re.compile(r"\n{2,}")


def join_scripts(folder: Path = CLIENT, entry: str = ENTRY) -> str:
    """Return the entry module and all it imports as one module, in as few letters as do the same."""
    return squeeze_script(join_modules(folder, entry))


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
    """Return the kernel's stylesheet and the plugins', in their order, comments and indents left out."""
    return shorten_style("\n".join([(folder / "cacao.css").read_text("utf-8"), *extra]))


@lru_cache(maxsize=256)
def shorten_style(text: str) -> str:
    """Return a stylesheet without comments and indents."""
    return _shorten(text)


def fits_into_page(sheet: str) -> bool:
    """Tell whether a stylesheet is short enough to stand in each page, and means the same there."""
    return len(sheet.encode()) <= MAX_IN_PAGE and not _OF_A_FILE.search(sheet)


def _shorten(text: str) -> str:
    return _BLANK.sub("\n", _INDENT.sub("", _COMMENT.sub("", text))).strip() + "\n"
