"""Headline: the title of what a tab shows, and the States it follows."""

from __future__ import annotations

from . import wire
from .cells import Key, Overlay, note_shown
from .computed import leaves, version_of
from .diff import Op
from .errors import is_cancelling
from .props import clean
from .run import Run, entered
from .visit import Visit

MAX_TITLE = 500


class Headline:
    """The title in the browser's tab.

    Args:
        visit: what is shown.
        default: the App's title, for a page without one.
        tab: what the cells of the tab are found under.

    Attributes:
        text: the title as it stands.
        reads: the versions it saw.
        leaves: the States' keys behind what it read.
        is_untold: whether the browser may show another, so that the next update brings it.
    """

    def __init__(self, visit: Visit, default: str, tab: str) -> None:
        self._visit = visit
        self._default = default
        self.text = default
        self.reads: dict[Key, int] = {}
        self.leaves: set[Key] = set()
        self._tab = tab
        self.is_untold = False

    def first(self, cells: Overlay) -> None:
        """Make the title.

        Raises:
            Exception: whatever the page's own function for it raises.
        """
        run = Run(cells, tab=self._tab, session=self)
        run.reads = self.reads = {}
        with entered(run):
            self.text = clean(" ".join(self._visit.title(self._default).split()))[:MAX_TITLE]
        self.leaves = leaves(self.reads, run)
        note_shown(self.leaves)

    def update(self, cells: Overlay) -> tuple[list[Op], list[BaseException]]:
        """Make the title anew if a State it read has another version by now.

        Returns:
            The op that shows it, and what was raised; then the title stays as it was.
        """
        if not (self.reads or self.is_untold):
            return [], []
        before = None if self.is_untold else self.text
        self.is_untold = False
        try:
            run = Run(cells, tab=self._tab, session=self)
            with entered(run):
                is_right = all(version_of(key, run) == version for key, version in self.reads.items())
            if before is not None and is_right:
                return [], []
            self.first(cells)
        except BaseException as error:
            if is_cancelling(error):
                raise
            return [], [error]
        return ([] if self.text == before else [[wire.OP_TITLE, self.text]]), []
