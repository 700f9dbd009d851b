"""docs/typing.md: its examples run; that they are typed as it says is seen by test_typing.py."""

from __future__ import annotations

import pytest
from doc_pages import code_blocks, run_block

pytestmark = pytest.mark.usefixtures("clean_modules")


def test_the_page_on_types_counts_cups(cacao_app):
    user = cacao_app(run_block(code_blocks("docs/typing.md")[0], "main").app).open("/")

    user.sees("Cups").click("More").sees("1")


def test_the_page_on_types_binds_fields_to_states_of_their_types(cacao_app):
    # Arrange
    module = run_block(code_blocks("docs/typing.md")[1], "main")
    user = cacao_app(module.app).open("/")

    # Act
    user.sees("1 left").sees("milk").type("What", "tea").choose("Level", "Low")

    # Assert
    with user:
        assert (module.word.value, module.level.value, module.span.value) == ("tea", 1, (20, 80))


def test_the_page_on_types_hands_over_an_instance(cacao_app):
    user = cacao_app(run_block(code_blocks("docs/typing.md")[2], "main").app).open("/")

    user.type("Name", "Ann").click("Book").sees("Ann, 2")
