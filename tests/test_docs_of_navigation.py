"""docs/navigation.md: its examples run, and what it lists is what there is."""

from __future__ import annotations

import re

import pytest
from doc_pages import ROOT, code_blocks, run_block

from cacao_kernel.convertor import CONVERTORS

pytestmark = pytest.mark.usefixtures("clean_modules")


def test_the_page_on_navigation_reads_paths_and_queries(cacao_app):
    # Arrange
    user = cacao_app(run_block(code_blocks("docs/navigation.md")[0], "main").app).open("/")

    # Act
    user.follow("A book")

    # Assert
    user.sees("Book 7, page 1, old, rare")
    assert user.title == "Book 7"


def test_the_page_on_navigation_searches_by_the_address(cacao_app):
    # Arrange
    user = cacao_app(run_block(code_blocks("docs/navigation.md")[1], "main").app).open("/?q=te")

    # Act
    user.sees("tea").misses("milk").clear("Search").type("Search", "milk")

    # Assert
    user.sees("milk")
    assert user.path == "/?q=milk"


def test_the_page_on_navigation_guards_a_page_and_its_test_passes(cacao_app):
    # Arrange
    _, _, guarded, _, test = code_blocks("docs/navigation.md")
    run_block(guarded, "main")

    # Act and assert: the example's own test
    run_block(test, "example_test").test_logging_in(cacao_app)


def test_the_page_on_navigation_mounts_an_app(cacao_app):
    # Arrange
    outer = run_block(code_blocks("docs/navigation.md")[3], "main").app

    # Act
    user = cacao_app(outer).open("/inner/").follow("About")

    # Assert
    user.sees("About")
    assert user.path == "/inner/about"


def test_the_page_on_navigation_lists_every_convertor():
    # Act
    page = (ROOT / "docs" / "navigation.md").read_text("utf-8")
    table = page[page.index("| convertor |") :].split("\n\n")[0]

    # Assert
    assert set(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) == set(CONVERTORS)
