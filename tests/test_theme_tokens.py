"""The tokens: each has a value in every theme, and components have those of Cacao's own at hand."""

from __future__ import annotations

from tokens import FILE, make_tokens

from cacao_plugins.themes.builtin import cacao
from cacao_plugins.themes.tokens import SECTIONS, variable


def test_the_tokens_of_components_are_those_of_the_theme_cacao() -> None:
    assert FILE.read_text("utf-8") == make_tokens(), "write it anew: python tests/tokens.py"


def test_the_theme_cacao_has_a_value_for_every_token() -> None:
    variables = cacao().variables

    tokens = [variable(token) for section in SECTIONS.values() for token in section]
    assert [*variables] == ["color-scheme", *tokens]
    assert all(variables.values())
