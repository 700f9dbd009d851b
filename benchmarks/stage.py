"""Stage: which page is served, and how a visitor of it speaks."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import orjson

ACK_EVERY = 16

_HASH = re.compile(rb'data-cacao-hash="([^"]+)"')
_MARK = re.compile(rb'data-cacao-mark="([^"]+)"')

Side = Literal["bare", "cacao"]
Node = Sequence[int | str]


@dataclass(frozen=True)
class Stage:
    """A page on one side.

    Attributes:
        side: whether it is written by hand or on Cacao.
        file: its file among the apps.
        path: its address.
        loop: the event loop of its server.
        settings: what its server finds in the environment.
        buttons: for Cacao, the ids of the nodes that are clicked, each with its place among the page's marks.
    """

    side: Side
    file: str
    path: str = "/"
    loop: str = "asyncio"
    settings: Mapping[str, str] = field(default_factory=dict[str, str])
    buttons: Sequence[tuple[Node, int]] = ()

    def voice(self, page: bytes, first: int = 0) -> Voice:
        """Return how the visitor who was sent this page speaks.

        Args:
            page: the answer to their GET.
            first: how many clicks others have made, so that each clicks another button.
        """
        return Bare(first) if self.side == "bare" else Cacao(self, page, first)


class Voice:
    """What one visitor sends, and how they know that they were answered.

    Attributes:
        socket: the path of the socket.
    """

    socket = "/socket"

    def greeting(self) -> bytes | None:
        """Return what is sent first, and answered before anything else; None for nothing."""
        return None

    def event(self) -> bytes:
        """Return the next click."""
        raise NotImplementedError

    def hears(self, payload: bytes) -> tuple[bool, bytes | None]:
        """Return whether this answers the click, and what is sent back without waiting."""
        raise NotImplementedError


class Bare(Voice):
    """A visitor of a page by hand: a click, a number.

    Args:
        first: the number of the first click.
    """

    def __init__(self, first: int = 0) -> None:
        self._number = first

    def event(self) -> bytes:
        """Return the next click."""
        self._number += 1
        return orjson.dumps({"action": "increment"})

    def hears(self, payload: bytes) -> tuple[bool, bytes | None]:
        """Take the new number for the answer."""
        return True, None


class Cacao(Voice):
    """A visitor of Cacao: a join, then events, each answered by a patch and an acknowledgement.

    Args:
        stage: the page.
        page: what the visitor was sent.
        first: how many clicks others have made.
    """

    socket = "/_cacao/socket"

    def __init__(self, stage: Stage, page: bytes, first: int) -> None:
        self._path = stage.path
        self._first = first
        self._number = 0
        found = _HASH.search(page)
        assert found is not None, page[:500]
        self._hash = found[1].decode()
        marks = [mark.decode() for mark in _MARK.findall(page)]
        self._buttons = [(node, marks[place]) for node, place in stage.buttons]

    def greeting(self) -> bytes:
        """Return the join."""
        return orjson.dumps(["j", 1, secrets.token_hex(16), self._path, self._hash])

    def event(self) -> bytes:
        """Return the next click, on another button than the last if there are several."""
        self._number += 1
        node, mark = self._buttons[(self._first + self._number) * 7919 % len(self._buttons)]
        return orjson.dumps(["e", self._number, node, mark, "click", {}])

    def hears(self, payload: bytes) -> tuple[bool, bytes | None]:
        """Read one frame or several, and acknowledge every sixteenth patch, as the browser does.

        Raises:
            RuntimeError: if the server refuses the click.
        """
        frames = orjson.loads(payload)
        answered, reply = False, None
        for letter, number, *rest in frames if isinstance(frames[0], list) else [frames]:
            if letter == "x":
                raise RuntimeError(f"refused: {rest}")
            if letter == "p" and number % ACK_EVERY == 0:
                reply = orjson.dumps(["a", number])
            answered = answered or (letter == "a" and number == self._number)
        return answered, reply
