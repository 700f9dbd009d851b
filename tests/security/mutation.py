"""Mutation: frames that a browser may send, and what a stranger makes of them, all drawn from one seed."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from random import Random
from typing import Any

from security.line import TEXT, make_frame

MASK = b"\x37\xfa\x21\x3d"

# What no field should hold, and every field is given.
ODD: Sequence[Any] = (
    None,
    True,
    False,
    0,
    -1,
    1.5,
    -0.0,
    2**53,
    2**53 + 1,
    2**63,
    -(2**63),
    10**40,
    1e308,
    float("nan"),
    float("inf"),
    "",
    " ",
    "x" * 300,
    "x" * 9_000,
    "\0",
    "a\r\nb",
    "\u2028",
    "\ud800",
    "\U0001f47e",
    "__proto__",
    "constructor",
    "length",
    "../..",
    "/crash\0",
    "9" * 5_000,
    [],
    {},
    [[]],
    [None],
    [0] * 200,
    {"__proto__": {"admin": True}},
    {"constructor": {"prototype": 1}},
    {"": ""},
    {"\ud800": 1},
    {str(number): number for number in range(300)},
)
NAMES = (
    "value",
    "values",
    "checked",
    "name",
    "bad",
    "key",
    "open",
    "fields",
    "edits",
    "seen",
    "__proto__",
    "",
)
LETTERS = (
    "j",
    "e",
    "a",
    "l",
    "k",
    "b",
    "p",
    "x",
    "t",
    "n",
    "J",
    "",
    "ee",
    "__proto__",
    "\0",
    0,
    None,
    ["e"],
    {"e": 1},
)
KINDS = ("click", "input", "change", "submit", "keydown.enter", "focusin", "constructor", "", "click ")
PATHS = ("/", "/actions", "/form", "/shared", "/task", "/item/5/x", "/nowhere", "/admin", "/login", "/?a=1")


@dataclass(frozen=True)
class Listening:
    """A node that listens, as a page has painted it."""

    steps: list[Any]
    mark: str
    kinds: Sequence[str]


@dataclass(frozen=True)
class Shot:
    """What is sent in one go.

    Attributes:
        data: the bytes as they go over the line.
        is_torn: whether the server may wait for more of it, so that nothing after it can be answered.
    """

    data: bytes
    is_torn: bool = False


class Mutation:
    """Makes frames, good ones and bad ones.

    Args:
        random: where chance comes from.
        tab: the id of the tab that is joined.
        path: what it joins.
        own: what may be clicked there.
        others: what may be clicked elsewhere, and by other visitors.
        framings: further ways to put a message on the line.
    """

    def __init__(
        self,
        random: Random,
        tab: str,
        path: str,
        own: Sequence[Listening],
        others: Sequence[Listening],
        framings: Sequence[Callable[[Mutation], Shot]],
    ) -> None:
        self.random = random
        self.tab = tab
        self.path = path
        self.own = own
        self.others = others
        self.framings = framings
        self.number = 0

    def draw(self) -> Shot:
        """Return the next thing to send."""
        way = self.random.random()
        if way < 0.35:
            return text(json.dumps(self.good()).encode())
        if way < 0.8:
            return text(self.spell(self.bent(self.good())))
        if way < 0.93:
            return text(self.garbled(self.spell(self.bent(self.good()))))
        return self.random.choice(self.framings)(self)

    def join(self) -> Any:
        """Return a join that is let in."""
        return ["j", 1, self.tab, self.path, ""]

    def node(self) -> Listening:
        """Return a node that listens, of the joined page if it is not one of another or another's."""
        return self.random.choice(self.own if self.random.random() < 0.85 else self.others)

    def good(self) -> Any:
        """Return a frame that a browser could send."""
        random = self.random
        self.number += random.choice((0, 1, 1, 1, 1, 2, 1_000))
        match random.choice("jeeeeeallk"):
            case "j":
                return self.join() + random.choice(([], ["x" * 43, random.choice((-1, 0, 3, 2**53))]))
            case "k":
                return ["k"]
            case "a":
                return ["a", random.choice((0, 1, 16, 17, 10**6, 2**53))]
            case "l":
                return ["l", self.number, random.choice(PATHS)]
            case _:
                node = self.node()
                payload = random.choice(
                    ({}, {"value": "typed", "edits": 1, "seen": 0}, {"fields": {"user": "x"}})
                )
                return ["e", self.number, [*node.steps], node.mark, random.choice(node.kinds), dict(payload)]

    def bent(self, frame: Any) -> Any:
        """Return a frame with one thing or a few about it changed."""
        for _ in range(self.random.choice((1, 1, 1, 2, 3))):
            frame = self.random.choice(BENDS)(self, frame)
        return frame

    def odd(self) -> Any:
        """Return a value that fits nowhere."""
        if self.random.random() < 0.1:
            return nested(self.random.choice((3, 63, 65, 200, 900)), self.random.choice(([], {}, "x")))
        return deepcopy(self.random.choice(ODD))

    def spell(self, frame: Any) -> bytes:
        """Return a frame as JSON, now and then in an odd spelling."""
        random = self.random
        told = json.dumps(frame, ensure_ascii=random.random() < 0.7).encode("utf-8", "surrogatepass")
        if random.random() < 0.1 and b"{" in told:  # a key that stands twice
            told = told.replace(b"{", b'{"value": "first", "value": "second", ', 1)
        if random.random() < 0.1:
            told = random.choice(
                (b"\xef\xbb\xbf%s", b" \n%s\t", b"%s%s", b"%s]", b"[%s]", b"%s\x00", b"(%s)")
            ).replace(b"%s", told)
        return told

    def garbled(self, data: bytes) -> bytes:
        """Return bytes with a few of them changed, lost or doubled."""
        random = self.random
        made = bytearray(data)
        for _ in range(random.choice((1, 1, 2, 5))):
            place = random.randrange(len(made) + 1)
            match random.randrange(5):
                case 0 if place < len(made):
                    made[place] ^= 1 << random.randrange(8)
                case 1:
                    del made[place:]
                case 2:
                    made[place:place] = random.choice(
                        (b"\xff", b"\xc0\xaf", b"\xed\xa0\x80", b"\x00", b'"', b"[", b"\\")
                    )
                case 3:
                    made[place:place] = made[: place // 2]
                case _:
                    del made[place : place + random.randrange(1, 9)]
        return bytes(made[:100_000])


def nested(depth: int, core: Any) -> Any:
    """Return a value in so many lists and objects."""
    for level in range(depth):
        core = [core] if level % 2 else {"a": core}
    return core


def text(data: bytes) -> Shot:
    """Return a whole text frame."""
    return Shot(make_frame(data, TEXT, mask=MASK))


# How a frame is bent.
def _replace(mutation: Mutation, frame: Any) -> Any:
    if isinstance(frame, list) and frame:
        place = mutation.random.randrange(len(frame))
        frame[place] = mutation.odd()
        return frame
    return mutation.odd()


def _replace_inside(mutation: Mutation, frame: Any) -> Any:
    """Change something in the node's id, or in the payload."""
    inner = [part for part in frame if isinstance(part, list | dict)] if isinstance(frame, list) else []
    if not inner:
        return _replace(mutation, frame)
    part = mutation.random.choice(inner)
    if isinstance(part, dict):
        part[mutation.random.choice(NAMES)] = mutation.odd()
    elif part and mutation.random.random() < 0.7:
        part[mutation.random.randrange(len(part))] = mutation.odd()
    else:
        part.insert(mutation.random.randrange(len(part) + 1), mutation.odd())
    return frame


def _remove(mutation: Mutation, frame: Any) -> Any:
    if isinstance(frame, list) and frame:
        del frame[mutation.random.randrange(len(frame))]
    return frame


def _insert(mutation: Mutation, frame: Any) -> Any:
    if isinstance(frame, list):
        frame.insert(mutation.random.randrange(len(frame) + 1), mutation.odd())
    return frame


def _swap(mutation: Mutation, frame: Any) -> Any:
    if isinstance(frame, list) and frame:
        one, two = (mutation.random.randrange(len(frame)) for _ in range(2))
        frame[one], frame[two] = frame[two], frame[one]
    return frame


def _readdress(mutation: Mutation, frame: Any) -> Any:
    """Let an event name another node, mark or kind; another frame, another letter."""
    if not isinstance(frame, list) or len(frame) < 5:
        return _relabel(mutation, frame)
    node = mutation.node()
    match mutation.random.randrange(3):
        case 0:
            frame[2] = [*node.steps]
        case 1:
            frame[3] = node.mark
        case _:
            frame[4] = mutation.random.choice(KINDS)
    return frame


def _relabel(mutation: Mutation, frame: Any) -> Any:
    if isinstance(frame, list) and frame:
        frame[0] = mutation.random.choice(LETTERS)
    return frame


def _wrap(mutation: Mutation, frame: Any) -> Any:
    wrapped: list[Any] = [
        [frame],
        {"op": frame},
        {str(place): frame for place in range(3)},
        json.dumps(frame),
        [frame] * 9,
    ]
    return mutation.random.choice(wrapped)


BENDS: Sequence[Callable[[Mutation, Any], Any]] = (
    _replace,
    _replace,
    _replace_inside,
    _replace_inside,
    _remove,
    _insert,
    _swap,
    _readdress,
    _relabel,
    _wrap,
)
