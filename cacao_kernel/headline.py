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
        self._begins = ""

    def begin(self, text: str) -> None:
        """Put words before the title, from the next time on that it is made.

        Args:
            text: the words; empty for none.
        """
        self.is_untold = self.is_untold or text != self._begins
        self._begins = text

    def first(self, cells: Overlay) -> None:
        """Make the title.

        Raises:
            Exception: whatever the page's own function for it raises.
        """
        run = Run(cells, tab=self._tab, session=self)
        run.reads = self.reads = {}
        with entered(run):
            title = self._visit.title(self._default)
            begun = f"{self._begins} · {title}" if self._begins else title
            self.text = clean(" ".join(begun.split()))[:MAX_TITLE]
        self.is_untold = False
        self.leaves = leaves(self.reads, run)
        note_shown(self.leaves)

    def doubt(self, shown: str | None) -> None:
        """Let the title be told to a browser that may show another.

        Args:
            shown: what it shows by the code that served before; None if that is not known.
        """
        self.is_untold = bool(self.reads) or shown not in (None, self.text)

    def take_news(self) -> list[Op]:
        """Return the op that tells the title as it stands, once, if no State will have it told."""
        if self.reads or not self.is_untold:
            return []
        self.is_untold = False
        return [[wire.OP_TITLE, self.text]]

    def update(self, cells: Overlay) -> tuple[list[Op], list[BaseException]]:
        """Make the title anew if a State it read has another version by now.

        Returns:
            The op that shows it, and what was raised; then the title stays as it was.
        """
        if not (self.reads or self.is_untold):
            return [], []
        before = None if self.is_untold else self.text
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
