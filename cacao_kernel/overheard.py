"""Overheard: what a real browser and the App say to each other, as the test kit listens in."""

from __future__ import annotations

from typing import Any

from . import wire
from .window import FAULTS


class Overheard:
    """What travels over the sockets of one tab, one after another.

    Attributes:
        tab: the id that the tab has drawn.
        pending: the events and links without an answer yet.
        errors: the texts of the errors the server has reported.
        unseen: those of them that are faults of the app's code and that nobody has looked at.
        frames: every frame the server has sent, as text.
        reply: what the last query was answered.
        called: what the app has called: place, method, arguments.
    """

    def __init__(self) -> None:
        self.tab = ""
        self.pending: set[tuple[str, int]] = set()
        self.errors: list[str] = []
        self.unseen: list[str] = []
        self.frames: list[str] = []
        self.reply: Any = None
        self.called: list[tuple[Any, str, list[Any]]] = []

    def watch(self, socket: Any) -> None:
        """Listen to a socket of Playwright's."""
        socket.on("framesent", self._note_sent)
        socket.on("framereceived", self._note_received)

    def _note_sent(self, text: Any) -> None:
        for frame in wire.unbundle(text) if isinstance(text, str) else ():
            if frame[0] == wire.JOIN:
                if frame[2] != self.tab:
                    self.pending.clear()
                self.tab = frame[2]
            elif frame[0] in (wire.EVENT, wire.LINK):
                self.pending.add((frame[0], frame[1]))

    def _note_received(self, text: Any) -> None:
        for frame in wire.unbundle(text) if isinstance(text, str) else ():
            self.frames.append(wire.encode(*frame))
            self._take(frame)

    def _take(self, frame: list[Any]) -> None:
        if frame[0] == wire.ACK:
            self.pending.discard((wire.EVENT, frame[1]))
            self.reply = frame[2] if len(frame) > 2 else self.reply
        elif frame[0] == wire.ERROR:
            self.pending.discard((wire.EVENT, frame[1]))
            if frame[2] != "forbidden":
                self.errors.append(frame[3])
                self.unseen += [frame[3]] if frame[2] in FAULTS else []
        elif frame[0] == wire.LINK:
            self.pending.discard((wire.LINK, frame[1]))
        elif frame[0] == wire.PATCH:
            self.called += [(op[1], op[2], op[3]) for op in frame[2] if op[0] == wire.OP_CALL]
