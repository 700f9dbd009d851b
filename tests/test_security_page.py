"""SECURITY.md promises nothing that no test proves, and names the limits as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from proofs import PROOF, assert_there

from cacao_kernel.config import Server

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "SECURITY.md").read_text("utf-8")


def rows(heading: str) -> Iterator[list[str]]:
    """Return the rows of the tables under a heading, with what stands in their columns."""
    part = re.split(r"^## ", PAGE.partition(f"\n## {heading}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]
    for line in part.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        if line.startswith("| ") and cells[0] not in ("promise", "limit", "---"):
            yield cells


def test_something_is_promised() -> None:
    assert len(list(rows("What you may rely on"))) > 25


@pytest.mark.parametrize("row", list(rows("What you may rely on")), ids=lambda row: row[0][:60])
def test_a_promise_is_proved(row: list[str]) -> None:
    promise, proof = row
    tests = re.findall("`([^`]+)`", proof)

    assert promise.endswith(".")
    assert tests
    for test in tests:
        assert_there(test)


def test_every_test_that_is_named_exists() -> None:
    for file, name in PROOF.findall(PAGE):
        assert_there(f"{file}::{name}")


def test_every_limit_is_named_with_its_default() -> None:
    # Arrange
    limits = {field.name: field.default for field in fields(Server) if field.name.startswith("max_")}

    # Act
    named = {row[2].strip("`"): row[1] for row in rows("The limits")}

    # Assert
    assert set(named) == set(limits)
    for name, default in limits.items():
        assert f"{default:,}" in named[name], name


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_it_is_found(page: str) -> None:
    assert "(SECURITY.md)" in (ROOT / page).read_text("utf-8")


def test_it_says_where_to_turn_and_when_to_expect_an_answer() -> None:
    for word in ("privately", "3 working days", "90 days"):
        assert word in PAGE
