"""Sight: the cells that a tab shows: those committed, the progress of handlers, or those of a past moment."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .cells import Cells, Key, Overlay
from .shared import Shared


def see_cells(
    below: Cells, shared: Shared, running: Iterable[Overlay], past: dict[Key, Any] | None, *, apart: bool
) -> tuple[Overlay, dict[Key, Any]]:
    """Return the cells that a tab shows, and which of them are others than those committed.

    Args:
        below: the session's committed cells.
        shared: those for everybody.
        running: what handlers that run have written so far.
        past: the cells as they were, for a tab that shows a past moment.
        apart: whether they are to stay as they stand, for a thread.
    """
    cells = Overlay(below.copy(), shared.cells.copy()) if apart else Overlay(below, shared.cells)
    if past is not None:
        cells.writes.update(past)
    else:
        for overlay in running:
            cells.writes.update(overlay.copy_writes())
    return cells, dict(cells.writes) if cells.writes else {}
