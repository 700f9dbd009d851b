"""Revision: what little a run of a page has changed, found without building the rest anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import islice
from typing import Any, NamedTuple

from . import snapshot
from .amendment import Amendment, apply_amendments, find_amendments
from .contributions import NodeType
from .node import Kept, Node
from .outline import cut
from .region import Region, Rows
from .roster import Roster
from .rows import For

# So many rows of a keyed list run one by one; if more have changed, all is built in one pass.
MAX_DUE = 64

_Types = Mapping[str, NodeType]
_Change = tuple[Kept, bytes, Sequence[Amendment]]


class Revised(NamedTuple):
    """What a run has changed.

    Attributes:
        amended: the nodes of texts that are others now.
        functions: all that the page has handed over.
        rebound: the bindings that have got another function.
        due: the rows of keyed lists whose items have changed, and that must run next.
    """

    amended: Sequence[Node]
    functions: Sequence[Callable[..., Any]]
    rebound: list[Any]
    due: Sequence[Region]


def revise(kept: Kept, returned: dict[Any, Any], types: _Types) -> Revised | None:
    """Bring up to date what a region was built of, if nothing but texts and items have changed.

    Args:
        kept: what it was built of, with a snapshot.
        returned: what it has returned now.
        types: the node types that plugins contributed, by name.

    Returns:
        None if anything else has changed; then all is as before.

    Raises:
        TreeError: if the items of a keyed list are none.
    """
    if kept.lists:
        return _revise_lists(kept, returned, types)
    taken, functions = snapshot.of_tree(returned, values=not kept.keyed)
    if taken is None:
        return None
    amended: Sequence[Node] = ()
    if taken != kept.snapshot:
        plain = None if functions or kept.bindings else returned
        amendments = find_amendments(kept, taken, plain, types)
        if amendments is None:
            return None
        amended = apply_amendments(kept, taken, amendments)
    return Revised(amended, functions, kept.hand(functions) if functions else [], ())


def _revise_lists(kept: Kept, returned: dict[Any, Any], types: _Types) -> Revised | None:
    rest, lists = cut(returned)
    speller = snapshot.Speller()
    taken = speller.take(rest, values=not kept.keyed)
    if taken is None or len(lists) != len(kept.lists):
        return None
    around = len(speller.functions)
    changes: list[_Change] = []
    if taken != kept.snapshot:
        amendments = find_amendments(kept, taken, None, types)
        if amendments is None:
            return None
        changes.append((kept, taken, amendments))
    keyed: list[tuple[For, Rows, Roster, list[int]]] = []
    plain: list[list[Kept]] = []
    for listed, before in zip(lists, kept.lists, strict=True):
        if isinstance(listed, For) and isinstance(before, Rows):
            found = _compare_items(listed, before)
            if found is None:
                return None
            keyed.append((listed, before, *found))
            continue
        if isinstance(listed, For) or isinstance(before, Rows):
            return None
        if not _compare_rows(listed, before, speller, types, changes):
            return None
        plain.append(before)
    # Nothing can keep it from being so any more.
    functions = iter(speller.functions)
    rebound = kept.hand([*islice(functions, around)])
    rebound += [binding for rows in plain for binding in _hand(rows, functions)]
    amended = [node for change in changes for node in apply_amendments(*change)]
    due = [row for each in keyed for row in _let_run(*each)]
    return Revised(amended, speller.functions, rebound, due)


def _compare_rows(
    rows: Sequence[dict[Any, Any]],
    before: Sequence[Kept],
    speller: snapshot.Speller,
    types: _Types,
    changes: list[_Change],
) -> bool:
    """Add what has changed in rows; return whether that is all."""
    if len(rows) != len(before):
        return False
    for row, kept in zip(rows, before, strict=True):
        taken = speller.take(row, values=not kept.keyed)
        if taken == kept.snapshot:
            continue
        amendments = None if taken is None else find_amendments(kept, taken, None, types)
        if taken is None or amendments is None:
            return False
        changes.append((kept, taken, amendments))
    return True


def _hand(rows: Iterable[Kept], functions: Iterable[Callable[..., Any]]) -> list[Any]:
    """Hand over the functions of rows, in their order; return the bindings that have got another."""
    functions = iter(functions)
    rebound: list[Any] = []
    for kept in rows:
        if kept.holders:
            rebound += kept.hand([*islice(functions, len(kept.holders))])
    return rebound


def _compare_items(listed: For, before: Rows) -> tuple[Roster, list[int]] | None:
    """Return the items of now and the places of those that have changed; None if there is more to it."""
    like = snapshot.of_value([listed.render, listed.key])
    if before.keys_read:
        return None  # other items may be of other keys by now
    items = listed.read()
    if like is None or like != before.like or len(items) != len(before.roster.items):
        return None
    keys = before.roster.keys
    now = Roster(items, keys)
    changed = before.roster.find_changed(now)
    if len(changed) > MAX_DUE or any(listed.key_of(items[place]) != keys[place] for place in changed):
        return None
    return now, changed


def _let_run(listed: For, rows: Rows, now: Roster, changed: Iterable[int]) -> list[Region]:
    rows.roster = now
    due = [rows.by_key[now.keys[place]] for place in changed]
    for place, row in zip(changed, due, strict=True):
        row.call = partial(listed.render, now.items[place])
        row.is_due = True
    return due
