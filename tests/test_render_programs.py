"""Whatever a page is made of, after every change it is what a new tab would see."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import Phase, given, seed, settings
from programs import PROGRAMS, WRITES, Step, Writes, check
from search import examples

from cacao_kernel import readers
from cacao_kernel.readers import Readers
from cacao_kernel.region import Region
from cacao_kernel.render import Rendering
from cacao_kernel.run import Run


@examples(500)
@given(PROGRAMS, WRITES)
def test_every_change_of_every_program_is_shown(steps: list[Step], writes: Writes) -> None:
    check(steps, writes)


def absorb_nothing(self: Region) -> None:
    """Forget what copied and edited components read."""
    self.called = []


def find_anywhere(self: Rendering, value: object) -> Region | None:
    """Take a dict for its component's wherever it stands, as if nobody kept it longer than a run."""
    region, _, _ = self._returned.pop(id(value), (None, None, None))
    return region


def forget_inner(self: Readers, region: Region, run: Run) -> None:
    """Note the reads of a part, but not of the parts in it."""
    self.follow(region, run)


@pytest.mark.parametrize(
    ("owner", "name", "broken"),
    [
        (Region, "absorb_lost", absorb_nothing),
        (Rendering, "_find_returned", find_anywhere),
        (Readers, "add", forget_inner),
        (readers, "is_stale", lambda reader, run: len(reader.reads) > 1),
        (readers, "find_leaves", lambda reader, run: set(list(reader.reads)[:1])),
    ],
)
def test_a_tracker_that_misses_changes_is_caught(
    monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, broken: Any
) -> None:
    # Arrange
    monkeypatch.setattr(owner, name, broken)

    @seed(1)
    @settings(examples(1_500), database=None, phases=[Phase.generate], report_multiple_bugs=False)
    @given(PROGRAMS, WRITES)
    def search(steps: list[Step], writes: Writes) -> None:
        check(steps, writes)

    # Act and assert
    with pytest.raises(AssertionError):
        search()
