"""Highlight: source code as pieces, each with the class of its colour; made by Pygments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType

# What is longer is shown in one colour: to read it takes long, and every piece is a node.
MAX_CHARACTERS = 50_000

# The languages there are, and what else they are called.
LANGUAGES: Mapping[str, str] = MappingProxyType(
    {
        "text": "plain txt",
        "python": "py python3",
        "pycon": "",
        "json": "jsonc",
        "sql": "postgresql",
        "bash": "sh shell zsh",
        "console": "shell-session",
        "javascript": "js mjs",
        "typescript": "ts",
        "html": "xml svg",
        "css": "",
        "yaml": "yml",
        "toml": "",
        "ini": "cfg",
        "diff": "patch",
        "docker": "dockerfile",
        "go": "",
        "rust": "rs",
        "java": "",
        "c": "",
        "cpp": "c++",
        "markdown": "md",
        "http": "",
    }
)
_NAMES = MappingProxyType(
    {called: name for name, others in LANGUAGES.items() for called in (name, *others.split())}
)

Line = tuple[tuple[str, str], ...]
"""One line of code: texts, each with the class of its colour; an empty one for none."""

# The first that fits counts: kinds of Pygments' tokens, as it spells them.
_COLOURS = (
    ("Token.Comment.Preproc", "cacao-code-k"),
    ("Token.Comment", "cacao-code-c"),
    ("Token.Keyword", "cacao-code-k"),
    ("Token.Operator.Word", "cacao-code-k"),
    ("Token.Literal.Number", "cacao-code-n"),
    ("Token.Literal.Date", "cacao-code-n"),
    ("Token.Literal", "cacao-code-s"),
    ("Token.Name.Tag", "cacao-code-f"),
    ("Token.Name.Attribute", "cacao-code-f"),
    ("Token.Name.Function", "cacao-code-f"),
    ("Token.Name.Class", "cacao-code-f"),
    ("Token.Name.Decorator", "cacao-code-f"),
    ("Token.Name.Builtin", "cacao-code-f"),
    ("Token.Name.Exception", "cacao-code-f"),
    ("Token.Generic.Inserted", "cacao-code-s"),
    ("Token.Generic.Deleted", "cacao-code-k"),
    ("Token.Generic.Prompt", "cacao-code-c"),
    ("Token.Generic.Output", "cacao-code-c"),
)


def find_language(called: str) -> str | None:
    """Return the language that is called this; None if there is none."""
    return _NAMES.get(called.strip().lower())


def language_names() -> list[str]:
    """Return everything that a language may be called."""
    return [*_NAMES]


@lru_cache(maxsize=128)
def highlight(code: str, language: str) -> tuple[Line, ...]:
    """Return the lines of a source code.

    Args:
        code: as it was written.
        language: one of :data:`LANGUAGES`.
    """
    if language == "text" or len(code) > MAX_CHARACTERS:
        return tuple((("", line),) if line else () for line in code.split("\n"))
    lines: list[Line] = []
    line: list[tuple[str, str]] = []
    for colour, text in _pieces(code, language):
        first, *more = text.split("\n")
        _add(line, colour, first)
        for part in more:
            lines.append(tuple(line))
            line = []
            _add(line, colour, part)
    return tuple(lines)  # behind the last one is nothing: it ends as the others do


def _pieces(code: str, language: str) -> Iterator[tuple[str, str]]:
    # Loaded when code is first shown: it takes a while, and most pages have none.
    from pygments.lexers import get_lexer_by_name

    lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
    for kind, text in lexer.get_tokens(f"{code}\n"):
        yield _colour(str(kind)), text


@lru_cache(maxsize=512)
def _colour(kind: str) -> str:
    return next((colour for start, colour in _COLOURS if kind.startswith(start)), "")


def _add(line: list[tuple[str, str]], colour: str, text: str) -> None:
    """Add a text to a line, to the piece before it if that has the same colour."""
    if line and (line[-1][0] == colour or not text.strip()):
        before, said = line.pop()
        line.append((before, said + text))
    elif text:
        line.append((colour, text))
