"""Mutated frames from one seed: nothing comes of them. That they find what is broken, ``test_mutants`` shows.

``CACAO_FUZZ_SEED`` and ``CACAO_FUZZ_FRAMES`` set others; ``python tests/fuzz.py`` sends a million.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from security.fuzz import Fuzzer
from security.oracles import memory_within
from security.target import Target

FRAMES = int(os.environ.get("CACAO_FUZZ_FRAMES", "10000"))
SEED = int(os.environ.get("CACAO_FUZZ_SEED", "1"))
UNBOUND = {"max_events_per_second": 0}


@pytest.fixture
def unbound(tmp_path: Path) -> Iterator[Target]:
    """Serve the fixture app to visitors who may be as quick as they like."""
    target = Target(tmp_path, settings=UNBOUND)
    yield target
    target.stop()


def test_nothing_comes_of_mutated_frames(unbound: Target) -> None:
    # Arrange: what the first frames bring into memory stays there
    Fuzzer(unbound, SEED - 1).run(500)

    # Act
    with memory_within(unbound, 40):
        report = Fuzzer(unbound, SEED).run(FRAMES)

    # Assert: they have reached every part of the protocol, and other visitors have not noticed
    print(report)
    assert report.frames >= FRAMES
    assert report.clicks > 10
    for answer in ("a", "j", "l", "p", "stale", "bad_json", "bad_message"):
        assert report.answers[answer] > 2, f"hardly any {answer}: {report}"
    for code in (1002, 1007, 1008, 1009):
        assert report.answers[f"close {code}"], f"no close {code}: {report}"


def test_the_same_seed_sends_the_same_frames(unbound: Target) -> None:
    # Arrange: marks and ids are the server's own, so that all else is compared
    def draw(seed: int) -> list[list[int]]:
        fuzzer = Fuzzer(unbound, seed)
        return [[len(shot) for shot in fuzzer.play(0, number).sent] for number in range(20)]

    # Act and assert
    assert draw(7) == draw(7) != draw(8)
