"""Trees past all measure: an error for their author, a line for their visitor, nothing for anybody else."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from security.oracles import assert_discloses_nothing, wait_for_lines
from security.target import Target

# Far above what it takes, even on a machine that is busy: a server that stood still would take longer.
LONGEST = 5.0


@pytest.fixture
def waits(target: Target) -> Iterator[list[float]]:
    """Return how long each click of another visitor takes meanwhile, in seconds."""
    seconds: list[float] = []
    is_over = threading.Event()
    tab = target.visitor().visit()

    def click() -> None:
        while not is_over.is_set():
            begin = time.monotonic()
            assert tab.click("Add")[0] == "a"
            seconds.append(time.monotonic() - begin)
            is_over.wait(0.03)

    clicking = threading.Thread(target=click, daemon=True)
    clicking.start()
    yield seconds
    is_over.set()
    clicking.join(30)


def test_a_page_of_too_many_nodes_is_told_to_its_author_alone(
    target: Target, production: Target, waits: list[float]
) -> None:
    # Arrange: DOS-13
    before = len(target.log)

    # Act
    told, kept = target.ask("/huge?nodes=120000"), production.ask("/huge?nodes=120000")

    # Assert
    assert told.status == kept.status == 500
    cure = "Show fewer of them at a time, or raise server.max_tree_nodes in cacao.json."
    assert "the page has too many nodes; expected up to 100000" in told.text and cure in told.text
    assert_discloses_nothing(production, kept)
    assert "max_tree_nodes" not in kept.text
    assert wait_for_lines(target, before, "the page has too many nodes")
    assert waits and max(waits) < LONGEST


def test_a_page_that_grows_too_large_stays_as_it_was_and_goes_on(target: Target, waits: list[float]) -> None:
    # Arrange
    tab = target.visitor().visit("/huge")

    # Act
    tab.click("Enlarge")

    # Assert: the visitor is told a code, and the tab lives
    tab.until(lambda: any(error[2] == "render_failed" for error in tab.errors))
    assert "size 0." in tab.page.text
    tab.click("Shrink")
    tab.sees("size 3.")
    assert max(waits) < LONGEST


def test_a_page_that_is_too_deep_is_told(target: Target) -> None:
    assert target.ask("/huge?depth=126").status == 200
    answer = target.ask("/huge?depth=128")

    assert answer.status == 500
    assert "the tree is deeper than 128 nodes" in answer.text
