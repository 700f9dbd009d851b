"""The stylesheets: spaces, letters, corners and movements are measured by the theme's tokens."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import cacao_plugins.components

FOLDER = Path(cacao_plugins.components.__file__).parent
SHEETS = [path for path in sorted(FOLDER.rglob("*.css")) if path.name != "tokens.css"]

# A value as a whole has to be measured by tokens, or a part of it may be a hard one beside them.
WHOLE = re.compile(r"(?:scroll-)?(?:margin|padding)[\w-]*|(?:row-|column-)?gap|font-size")
PARTLY = re.compile(r"border[\w-]*-radius|transition(?:-duration)?")
LENGTH = re.compile(r"\drem|\d{2,}px")
HARD = re.compile(r"[1-9]\d*(?:rem|px|ms|s)\b")


def find_hard(text: str) -> list[str]:
    """Return the declarations of a stylesheet that no theme could change."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    found: list[str] = []
    for name, value in re.findall(r"(?<![\w-])([\w-]+)\s*:\s*([^;{}]+);", text):
        measured = re.sub(r"(var\(--[\w-]+), [^()]*\)", r"\1)", value)  # without what stands in for a token
        parts = re.split(r",\s(?![^()]*\))", measured) if PARTLY.fullmatch(name) else []
        if (WHOLE.fullmatch(name) and LENGTH.search(measured)) or any(
            HARD.search(part) and "var(--cacao-" not in part for part in parts
        ):
            found.append(f"{name}: {value}")
    return found


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_a_stylesheet_measures_by_tokens(path: Path) -> None:
    assert find_hard(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "declaration",
    [
        "padding: 0 1rem",
        "margin-block-end: calc(1lh + 0.5rem)",
        "row-gap: 2rem",
        "font-size: 14px",
        "border-radius: 4px",
        "border-start-end-radius: 0.5rem",
        "transition: color var(--cacao-motion) ease-in, opacity 150ms",
    ],
)
def test_a_hard_value_is_seen(declaration: str) -> None:
    assert find_hard(f".a {{\n  color: red;\n  {declaration};\n}}") == [declaration]


def test_what_stands_in_for_a_token_is_none() -> None:
    assert (
        find_hard(".a { padding: calc(var(--cacao-space, 1rem) * 2) 2px 0.5em; border-radius: 50%; }") == []
    )
