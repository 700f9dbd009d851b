"""Annals: a chronicle with all that is needed to look at what has happened, and to go back to it."""

from __future__ import annotations

import itertools
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .cells import Cell, Key, is_same
from .chronicle import MAX_HAPPENINGS, Chronicle, Happening


@dataclass(slots=True)
class Traffic:
    """What browsers were sent for something that has happened.

    Attributes:
        painting: how many seconds pages have been rendered for it.
        patches: how many patches were sent for it.
        ops: how many changes to nodes stood in them.
        sent: how many bytes they had.
    """

    painting: float = 0.0
    patches: int = 0
    ops: int = 0
    sent: int = 0


@dataclass(slots=True)
class Deed:
    """What a visitor has done on a page.

    Attributes:
        kind: the event as the node listens to it, such as ``"click"``; ``"link"`` for another page.
        path: the address of the page it was done on; of a link, the one it leads to.
        tab: which tab it was done in; see ``own_tab``.
        tag: the element.
        label: what a visitor calls the element; empty if nothing names it alone.
        within: a text beside it that tells it from others of the same label; empty if none is needed.
        told: what the browser tells of it, such as ``value``.
        name: the field's own name in its form.
        fields: of a form, its fields, each as if it had been used.
        options: of a select, the texts of its options by their values.
        type: of an input, its type.
        before: what a field held when the page was painted last; of a box that was checked, ``"on"``.
        seen: a text that could be read once it was done, and not before; empty for none.
        is_private: whether it is a field whose content is not to be told.
        is_sent_on: whether it has led the tab to another page.
        seconds: how long handling it took; None while that goes on.
        traffic: what was sent for it.
    """

    kind: str
    path: str
    tab: str
    tag: str = ""
    label: str = ""
    within: str = ""
    told: Mapping[str, Any] = field(default_factory=dict[str, Any])
    name: str = ""
    fields: Sequence[Deed] = ()
    options: Mapping[str, str] = field(default_factory=dict[str, str])
    type: str = ""
    before: str = ""
    seen: str = ""
    is_private: bool = False
    is_sent_on: bool = False
    seconds: float | None = None
    traffic: Traffic = field(default_factory=Traffic)


@dataclass(slots=True)
class Moment:
    """One thing that has happened, with what is known beside its :class:`Happening`.

    Attributes:
        number: counts all moments of an App, so that they have an order.
        at: when it was, in seconds of the epoch.
        happening: the cause, and what it has changed.
        cells: the cells it has changed, before and after, by their keys.
        deed: what the visitor did; None if no event has set it off.
        is_past: whether it was in an edition of the code before this one, so that nothing leads back to it.
        traffic: what was sent for it.
    """

    number: int
    at: float
    happening: Happening
    cells: Mapping[Key, tuple[Cell, Cell]]
    deed: Deed | None
    traffic: Traffic
    is_past: bool = False


class Annals(Chronicle):
    """The newest of what has happened in a session, or for everybody, the oldest first.

    Args:
        numbers: counts the moments of the App.
        tell: is called after each.

    Attributes:
        moments: all that is remembered.
        deeds: what is being handled, by the tab's id and the event's number.
    """

    __slots__ = ("_numbers", "_tell", "deeds", "moments")

    def __init__(self, numbers: itertools.count[int], tell: Callable[[], None]) -> None:
        super().__init__()
        self._numbers = numbers
        self._tell = tell
        self.moments: deque[Moment] = deque(maxlen=MAX_HAPPENINGS)
        self.deeds: dict[tuple[str, int], Deed] = {}

    def add(self, happening: Happening, deed: Deed | None = None) -> None:
        """Note something that has changed nothing."""
        self._add(happening, {}, {}, deed)

    def inherit(self, before: Chronicle) -> None:
        """Go on with what another edition of the code has recorded, as far as that is plain data."""
        told = before.passed_on().happenings
        super().inherit(before)
        moments = list(before.moments) if isinstance(before, Annals) else []
        for moment, happening in zip(reversed(moments), reversed(told), strict=False):
            number, at, deed, traffic = next(self._numbers), moment.at, moment.deed, moment.traffic
            self.moments.appendleft(Moment(number, at, happening, {}, deed, traffic, is_past=True))
        for moment, number in zip(self.moments, sorted(each.number for each in self.moments), strict=True):
            moment.number = number

    def _add(
        self,
        happening: Happening,
        changed: Mapping[Key, Cell],
        replaced: Mapping[Key, Cell],
        deed: Deed | None = None,
    ) -> None:
        super()._add(happening, changed, replaced)
        cells = {key: (replaced.get(key) or key.first_cell(), cell) for key, cell in changed.items()}
        cells = {key: pair for key, pair in cells.items() if not is_same(pair[0].value, pair[1].value)}
        if deed is None and happening.event is not None:
            deed = self.deeds.get(happening.event)
        traffic = Traffic() if deed is None else deed.traffic
        self.moments.append(Moment(next(self._numbers), time.time(), happening, cells, deed, traffic))
        self._tell()
