"""What is promised is explained and proved: each line of the page names a heading and tests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from proofs import PROOF, assert_there

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "promises.md"
LINK = re.compile(r"\[[^\]]+\]\(([\w.-]+\.md)#([\w-]+)\)")


def promises() -> Iterator[tuple[str, str, str]]:
    for line in PAGE.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        if line.startswith("| ") and cells[0] not in ("promise", "---"):
            assert len(cells) == 3, f"a line of promises.md has {len(cells)} columns, not 3: {line}"
            yield cells[0], cells[1], cells[2]


@cache
def headings(page: str) -> set[str]:
    """Return the headings of a page as links spell them."""
    titles = re.findall(r"^#+ (.+)$", (ROOT / "docs" / page).read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


def test_every_part_of_the_page_promises_something() -> None:
    # Act
    parts = re.split(r"^## ", PAGE.read_text("utf-8"), flags=re.MULTILINE)[1:]

    # Assert
    assert parts
    for part in parts:
        assert PROOF.search(part), f"nothing is promised under {part.splitlines()[0]!r}"


@pytest.mark.parametrize(("promise", "page", "proof"), list(promises()))
def test_a_promise_is_explained_and_proved(promise: str, page: str, proof: str) -> None:
    # Act
    links, tests = LINK.findall(page), re.findall("`([^`]+)`", proof)

    # Assert
    assert links and tests
    for file, heading in links:
        assert heading in headings(file), f"{file} has no heading #{heading}"
    for test in tests:
        assert_there(test)
