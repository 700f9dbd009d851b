"""Whatever a page is made of, after every change it is what a new tab would see."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import Phase, given, seed, settings
from programs import PROGRAMS, WRITES, Step, Writes, check
from search import examples

from cacao_kernel.region import Region
from cacao_kernel.render import Rendering, Screen


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


def forget_inner(self: Screen, region: Region) -> None:
    """Note the reads of a part, but not of the parts in it."""
    for state in region.reads:
        self._readers.setdefault(state, {})[region] = None


@pytest.mark.parametrize(
    ("owner", "name", "broken"),
    [
        (Region, "absorb_lost", absorb_nothing),
        (Rendering, "_find_returned", find_anywhere),
        (Screen, "_add", forget_inner),
        (Region, "is_stale", lambda self, cells: len(self.reads) > 1),
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
