"""Code: pieces in colours, lines with numbers, and nothing of it but text."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from screens import Shown

from cacao import State
from cacao.ui import Code
from cacao_kernel import CacaoError
from cacao_plugins.components.text.highlight import LANGUAGES, MAX_CHARACTERS, highlight


def pieces(code: str, language: str) -> dict[str, str]:
    """Return the class of each piece of a code that has one."""
    return {text.strip(): colour for line in highlight(code, language) for colour, text in line if colour}


@pytest.mark.parametrize(
    ("language", "code", "expected"),
    [
        ("python", "def go(): return 'x' # no", {"def": "k", "go": "f", "'x'": "s", "# no": "c"}),
        ("json", '{"a": 1, "b": true}', {'"a"': "f", "1": "n", "true": "k"}),
        ("sql", "SELECT 1 -- one", {"SELECT": "k", "1": "n", "-- one": "c"}),
        ("bash", 'echo "x" # no', {"echo": "f", '"x"': "s", "# no": "c"}),
        ("javascript", "const a = 1 // one", {"const": "k", "1": "n", "// one": "c"}),
        ("html", '<a href="x">', {"a href": "f", '"x"': "s"}),
        ("css", "a { color: #fff }", {"a": "f", "color": "k", "#fff": "n"}),
        ("yaml", "a: 1 # one", {"a": "f", "# one": "c"}),
    ],
)
def test_languages_have_their_colours(language: str, code: str, expected: dict[str, str]) -> None:
    assert (
        pieces(code, language).items() >= {text: f"cacao-code-{of}" for text, of in expected.items()}.items()
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", ["", "a", "a\n", "a\n\n  b", "<script>\n'", "\t\n x"])
def test_no_letter_of_a_code_is_lost(language: str, code: str) -> None:
    lines = highlight(code, language)

    assert "\n".join("".join(text for _, text in line) for line in lines) == code


def test_code_is_text_and_holds_no_icons() -> None:
    # Act
    shown = Shown(Code("x = '<b>{%icon-home%}'", "python")).packed

    # Assert
    *_, pre = shown[2]
    said = "".join(piece if isinstance(piece, str) else piece[2][0] for piece in pre[2][0][2] if piece)
    assert said == "x = '<b>{%icon-home%}'"


def test_lines_are_numbered_and_stand_out() -> None:
    # Act
    shown = Shown(Code("\none\n\nthree\n", line_numbers=True, start=9, marked=[11], title="a.txt")).packed

    # Assert
    title, pre = shown[2]
    lines = pre[2][0][2]
    assert title[2] == ["a.txt"]
    assert [line[1]["data-number"] for line in lines] == [" 9", "10", "11"]
    assert [line[1].get("data-marked") for line in lines] == [None, None, "true"]
    assert [line[2][-1] for line in lines] == ["one\n", "\n", "three\n"] or lines[0][2] == ["one", 0, "\n"]


def test_a_plain_code_element_stays_plain() -> None:
    # Act
    shown = Shown({"type": "code", "props": {"content": "x"}})

    # Assert
    assert shown.packed == ["code", {}, ["x"]]
    assert not shown.screen.kits


def test_code_follows_its_state() -> None:
    # Arrange
    source = State("1", name="source")
    shown = Shown(lambda: {"type": "main", "children": [Code(source, "python")]})

    # Act
    shown.change((source, "'2'"))

    # Assert
    assert "cacao-code-s" in str(shown.packed)


def test_what_is_very_long_has_one_colour() -> None:
    assert highlight("def\n" * (MAX_CHARACTERS // 4 + 1), "python")[0] == (("", "def"),)


def test_an_unknown_language_is_told_with_the_nearest() -> None:
    with pytest.raises(CacaoError, match='Did you mean "python"'):
        Code("x", "pyton")


def test_nothing_is_loaded_until_it_is_needed() -> None:
    script = (
        "import sys, cacao.ui, cacao_plugins.components\n"
        "print([name for name in ('pygments', 'markdown_it', 'nh3') if name in sys.modules])"
    )

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=30)

    assert done.stdout.strip() == "[]", done.stderr


def test_a_region_of_code_that_is_the_same_is_made_once(monkeypatch: Any) -> None:
    # Arrange
    highlight("once = 1", "python")
    before = highlight.cache_info().hits

    # Act
    Shown(Code("once = 1", "python"))

    # Assert
    assert highlight.cache_info().hits == before + 1
