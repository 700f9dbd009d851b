"""Recall: what fields hold by events that are sent again, but were handled on a tree that is no more."""

from __future__ import annotations

import asyncio

from . import wire
from .correction import take_edits
from .edits import Edits
from .meant import find_meant
from .payload import read_payload
from .screen import Screen
from .tab import Tab

SECONDS = 0.5  # after which all that goes again has come, should it not be told by the numbers


class Recall:
    """Tells fields again what they were answered.

    A tree that is made anew knows nothing of what its browser's fields hold. A box that was emptied when its
    text was sent would stay full if that was lost on the way, and what was typed behind it be sent with it.

    Args:
        tab: the tab.
    """

    def __init__(self, tab: Tab) -> None:
        self._tab = tab
        self._edits: list[Edits] = []

    def note(self, message: wire.Input, screen: Screen) -> None:
        """Note what a field holds by an event that has been handled, if the tree does not know.

        Args:
            message: the event.
            screen: what was shown as it came.
        """
        count = message.payload.get("edits")
        if type(count) is not int:
            return
        meant = find_meant(message, screen, self._tab.app.handler)
        if meant is None:
            return
        node = meant[0]
        if node.edits is None or node.edits.count < count:
            take_edits(node, message.payload, read_payload(message.payload))
            if node.edits is not None and node.edits not in self._edits:
                if not self._edits:  # what ran beside the others may have been answered already
                    asyncio.get_running_loop().call_later(SECONDS, self.answer)
                self._edits.append(node.edits)

    def answer(self) -> None:
        """Put those fields right, now that everything that was handled has been noted."""
        noted, self._edits = self._edits, []
        for edits in noted:
            self._tab.doubt(edits)
