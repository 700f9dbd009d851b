"""The catalogue is kept: each of its cases is proved by tests that exist, or waits for what it lacks."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from proofs import TESTS, assert_there

from security.catalogue import SECTIONS, Case, read_catalogue, read_section

ID = re.compile(rf"\b(?:{'|'.join(SECTIONS)})-\d\d\b")


@pytest.mark.parametrize("section", SECTIONS)
def test_every_case_of_a_section_stands_in_its_file(section: str) -> None:
    assert list(read_section(section)) == [f"{section}-{number:02}" for number in SECTIONS[section]]


@pytest.mark.parametrize("case", read_catalogue().values(), ids=lambda case: case.id)
def test_a_case_is_proved_or_waits(case: Case) -> None:
    assert case.case.endswith(".")
    assert bool(case.tests) != bool(case.waiting), f"{case.id} needs either tests or what it waits for"
    assert not (case.waiting and case.later), f"{case.id} waits: all it lacks stands there"
    for test in case.tests:
        assert_there(test)


def test_no_test_names_a_case_that_waits() -> None:
    # Arrange
    waiting = {case.id for case in read_catalogue().values() if case.waiting}
    files = [file for file in TESTS.rglob("test_*.py") if file != Path(__file__)]

    # Act
    named = {(file.name, found) for file in files for found in ID.findall(file.read_text("utf-8"))}

    # Assert
    assert not [pair for pair in named if pair[1] in waiting], "take the case off the waiting list"


def test_so_many_cases_wait_and_no_more() -> None:
    # Act
    waiting = Counter(case.id.partition("-")[0] for case in read_catalogue().values() if case.waiting)

    # Assert: who adds what they lack takes them off; none is put back
    assert waiting == {"CSR": 2, "DUR": 3, "FLT": 1, "ISO": 2, "SES": 2}
