"""However grains, lists and scopes are mixed, after every write each tab is what a new one would be."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import orjson
import pytest
from hypothesis import Phase, example, given, seed, settings
from medley import EDITINGS, MEDLEYS, Edit, Piece, check
from search import examples

from cacao_kernel import readers, revision, roster, snapshot
from cacao_kernel.binding import Binding
from cacao_kernel.cells import Key
from cacao_kernel.computed import Computed
from cacao_kernel.node import Action, Kept, Node
from cacao_kernel.readers import Readers
from cacao_kernel.region import Region, Rows
from cacao_kernel.render import Rendering
from cacao_kernel.roster import Roster
from cacao_kernel.rows import For
from cacao_kernel.run import Run
from cacao_kernel.snapshot import Speller


def two_parts(first: Piece, second: Piece) -> list[Piece]:
    """Return a page whose two components change places with a State."""
    return [
        Piece("text", "text", 0, 0, "instance"),
        Piece("order", "text", 1, 0, "instance", (first, second)),
    ]


def part(use: str, other: int, kind: str) -> Piece:
    """Return a component with a list."""
    inner = Piece(kind, "text", 0, other, "instance")
    return Piece("part", "text", 0, 0, use, (inner,))


@examples(300)
@example(two_parts(part("instance", 0, "lists"), part("copy", 0, "lists")), [Edit("set", 1, 0, "one")])
@example(two_parts(part("instance", 1, "for"), part("dict", 0, "for")), [Edit("set", 1, 0, "one")])
@given(MEDLEYS, EDITINGS)
def test_every_change_of_every_medley_is_shown(pieces: list[Piece], edits: list[Edit]) -> None:
    check(pieces, edits)


real_result = Computed.result
real_of_value = snapshot.of_value
real_take = Speller.take
real_keep = Rendering.keep


class Itself:
    """A snapshot that is none: it holds the user's own object."""

    def __init__(self, value: object) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Itself) and bool(self.value == other.value)

    __hash__ = None  # type: ignore[assignment]


def keep_tree(self: Speller, value: object, *, values: bool) -> Any:
    """Compare a row with what it holds itself."""
    taken = real_take(self, value, values=values)
    return taken and Itself(value)


def trust_identity(items: list[Any]) -> bytes:
    """Take every item for unchanged that is the same object."""
    return orjson.dumps([0] * len(items))


def trust_code(value: object) -> Any:
    """Take what renders rows for unchanged whatever it closes over."""
    return b"functions" if isinstance(value, list) and callable(value[0]) else real_of_value(value)


def ignore_closures(self: Speller, value: object, *, values: bool) -> Any:
    """Take functions for unchanged whatever they close over, also where no key stands."""
    return real_take(self, value, values=False)


def forget_functions(
    self: Rendering, kept: Kept, functions: list[Any], taken: bytes, amendments: Any
) -> None:
    """Keep a row with the functions it had."""
    real_keep(self, kept, functions, taken, amendments)
    self._kept[-1] = kept, [], taken, amendments, self.region


def forget_bindings(self: Rendering, kept: Kept, functions: list[Any], taken: bytes, amendments: Any) -> None:
    """Keep a row, but not what keeps its texts up to date."""
    real_keep(self, kept, functions, taken, amendments)
    self.region.bindings = [binding for binding in self.region.bindings if binding not in kept.bindings]


def forget_due(listed: For, rows: Rows, now: Roster, changed: Iterable[int]) -> list[Region]:
    """Note the items that have changed, but let no row run."""
    rows.roster = now
    return []


def hand_nothing(rows: object, functions: object) -> list[Any]:
    """Keep the rows of a list with the functions they had."""
    return []


def never_stale(self: Computed[Any], run: Run) -> Any:
    """Keep a Computed for ever."""
    known = run.cells.home(self).results.get(self.key(run))
    return real_result(self, run) if known is None else known


def for_everybody(self: Binding) -> bool:
    """Share what a binding gave with every tab, whatever it read."""
    return True


def settle_parents(self: Node) -> None:
    """Tell children who stands above, but not where they stand."""
    for child in self.children:
        child.parent = self


def do_nothing(self: object, *given: object) -> None:
    """Leave out what was to be done."""


def first_only(reader: Any, run: Run) -> set[Key]:
    """Follow the first State that was read."""
    return set(list(reader.reads)[:1])


# Each with the seed of a search that comes upon it soon.
BROKEN: list[tuple[Any, str, Callable[..., Any], int]] = [
    (roster, "_take", trust_identity, 2),
    (snapshot, "of_value", trust_code, 1),
    (Speller, "take", keep_tree, 1),
    (Speller, "take", ignore_closures, 3),
    (revision, "_let_run", forget_due, 2),
    (revision, "_hand", hand_nothing, 4),
    (Rendering, "keep", forget_functions, 2),
    (Rendering, "keep", forget_bindings, 2),
    (Action, "hand", do_nothing, 2),
    (Binding, "hand", do_nothing, 1),
    (Computed, "result", never_stale, 1),
    (Binding, "is_for_everybody", property(for_everybody), 3),  # type: ignore[list-item]
    (Region, "absorb_lost", do_nothing, 4),
    (Node, "settle", settle_parents, 1),
    (Readers, "drop", do_nothing, 1),
    (Readers, "_forget", do_nothing, 1),
    (readers, "find_leaves", first_only, 1),
    (readers, "is_stale", lambda reader, run: len(reader.reads) > 1, 2),
]


@pytest.mark.parametrize(("owner", "name", "broken", "first"), BROKEN)
def test_a_tracker_or_snapshot_that_misses_changes_is_caught(
    monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, broken: Any, first: int
) -> None:
    # Arrange
    monkeypatch.setattr(owner, name, broken)

    @seed(first)
    @settings(examples(1_000), database=None, phases=[Phase.generate], report_multiple_bugs=False)
    @given(MEDLEYS, EDITINGS)
    def search(pieces: list[Piece], edits: list[Edit]) -> None:
        check(pieces, edits)

    # Act and assert
    with pytest.raises(AssertionError):
        search()
