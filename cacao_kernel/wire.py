"""The wire: every frame that travels between browser and server, version 1.

A frame is a JSON array whose first item is one letter. Each letter, of frames and of patch ops
alike, has one meaning. ``client/wire.js`` says the same for the browser; a test compares them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import orjson

from .errors import WireError

VERSION = 1

# Frames. Browser to server: join, event, ack, link, knock, bye. Server to browser: join, ack, patch, error,
# link, knock, bye.
# up: version, tab, path, hash of the painted tree; of a tab that comes back also its token and the sequence
# of the last applied patch · down: sequence, tree or nothing, token unless the tab goes on where it stopped,
# the kits that the tree needs, if any
JOIN = "j"
EVENT = "e"  # event number, node id, mark, kind (with a key filter: "keydown.enter"), payload
ACK = "a"  # up: sequence of the last applied patch · down: event number, the reply of a query if any
# up: link number, path · down: link number or 0, path, title, tree, sequence, the kits that the tree needs;
# no tree: load it in full
LINK = "l"
KNOCK = "k"  # up: is anybody there? · down: yes
BYE = "b"  # up: the document is gone for good · down: the server stops, and may be back soon
PATCH = "p"  # sequence, ops
ERROR = "x"  # event number or 0, code, message

# Ops of a patch; each addresses the tree as it stands before it.
OP_TEXT = "t"  # place, text
OP_NAMES = "n"  # place, {attribute: text or null}, the count of edits it answers if it is a field
OP_STYLE = "s"  # place, {property: value, ":hover": {property: value}}, the whole new style
OP_INSERT = "i"  # place, node
OP_REMOVE = "r"  # place
OP_MOVE = "m"  # place of the parent, index before, index after
OP_SWAP = "w"  # place, node that replaces what is there
OP_TITLE = "h"  # the page's new title
OP_URL = "u"  # the new query string of the address, with its question mark, or nothing
OP_CALL = "c"  # place, a method on the list of its node type, arguments; no place: a method of the page
OP_KITS = "g"  # stylesheets, addresses of scripts: what the nodes of the ops behind it need

# The kinds of event a node can listen to, as the DOM names them.
KINDS = (
    "click dblclick contextmenu input change submit keydown keyup focusin focusout toggle close "
    "play pause ended"
)

# A patch is acknowledged whenever its sequence is a multiple of this.
ACK_EVERY = 16

# The longest frame a browser may send.
FRAME_BYTES = 262_144

MAX_JSON_DEPTH = 64
MAX_STEPS = 160  # of a node id
MAX_PATH = 8_192
MAX_NUMBER = 2**53
_MAX_PACKED_DEPTH = 280
_PIECE = 100


class Join(NamedTuple):
    """A tab introduces itself: first thing on every socket.

    Attributes:
        tab: the id that the browser drew when it loaded the document.
        path: what its address bar shows.
        hash: that of the painted tree; empty if the page is not as it was painted any more.
        token: what the server gave the tab when it let it in; empty if it never has.
        sequence: that of the last patch it has applied; -1 if it needs the whole tree.
    """

    tab: str
    path: str
    hash: str
    token: str = ""
    sequence: int = -1


class Input(NamedTuple):
    """Something the user did on a node: the event as it came over the wire."""

    number: int
    node: list[int | str]
    mark: str
    kind: str
    payload: Mapping[str, Any]


class Link(NamedTuple):
    """The user follows a link, or goes back or forward, to another page of the app."""

    number: int
    path: str


class Ack(NamedTuple):
    """The browser has applied every patch up to this sequence."""

    sequence: int


class Knock(NamedTuple):
    """The browser has heard nothing for a while, and asks whether the server is there."""


class Bye(NamedTuple):
    """The document is gone, and its tab with it."""


# What a browser may send.
Up = Join | Input | Link | Ack | Knock | Bye


def decode(frame: str | bytes, max_bytes: int = FRAME_BYTES, max_depth: int = MAX_JSON_DEPTH) -> Up:
    """Return the message in a frame from the browser.

    Args:
        frame: as it came.
        max_bytes: how long it may be.
        max_depth: how deep the payload of an event may nest.

    Raises:
        WireError: with code ``too_large``, ``bad_json``, ``bad_message`` or ``version``.
    """
    if len(frame) > max_bytes // 4 and _is_too_large(frame, max_bytes):
        raise WireError("too_large", f"a frame may hold {max_bytes} bytes")
    try:
        message = orjson.loads(frame)
    except orjson.JSONDecodeError:
        raise WireError("bad_json", "the frame is no JSON") from None
    if not isinstance(message, list):
        raise WireError("bad_message", "a frame is an array")
    if len(message) == 6 and message[0] == EVENT:
        return _read_event(message, max_depth)
    match message:
        case [letter, int(version), str(tab), str(path), str(hashed), *back] if (
            letter == JOIN and type(version) is int
        ):
            if version != VERSION:
                raise WireError("version", f"this server speaks version {VERSION}")
            if (
                not 8 <= len(tab) <= 64
                or not path.startswith("/")
                or len(path) > MAX_PATH
                or len(hashed) > 64
            ):
                raise WireError("bad_message", "a join with a wrong tab, path or hash")
            token, sequence = _read_return(back)
            return Join(tab, path, hashed, token, sequence)
        case [letter, int(number), str(path)] if letter == LINK and _is_count(number):
            if not path.startswith("/") or len(path) > MAX_PATH:
                raise WireError("bad_message", "a link with a wrong path")
            return Link(number, path)
        case [letter, int(sequence)] if letter == ACK and _is_count(sequence):
            return Ack(sequence)
        case [letter] if letter == KNOCK:
            return Knock()
        case [letter] if letter == BYE:
            return Bye()
        case _:
            raise WireError("bad_message", "no frame that a browser sends")


def _read_return(back: list[Any]) -> tuple[str, int]:
    """Return the token and the sequence of a tab that comes back; no token if it joins for the first time."""
    match back:
        case []:
            return "", -1
        case [str(token), int(sequence)] if len(token) <= 64 and (sequence == -1 or _is_count(sequence)):
            return token, sequence
        case _:
            raise WireError("bad_message", "a join with a wrong token or sequence")


def _read_event(message: list[Any], max_depth: int) -> Input:
    """Return an event; most of what comes is one, so this is spelled for speed."""
    _, number, steps, mark, kind, payload = message
    if type(number) is not int or not 0 <= number <= MAX_NUMBER or type(payload) is not dict:
        raise WireError("bad_message", "an event with a wrong number or payload")
    if type(steps) is not list or len(steps) > MAX_STEPS:
        raise WireError("bad_message", "an event with a wrong node id")
    for step in steps:
        if type(step) is not str and (type(step) is not int or not 0 <= step <= MAX_NUMBER):
            raise WireError("bad_message", "an event with a wrong node id")
    if type(mark) is not str or type(kind) is not str or len(mark) > 64 or len(kind) > 32:
        raise WireError("bad_message", "an event with a wrong mark or kind")
    if payload:
        _check_depth(payload, max_depth)
    return Input(number, steps, mark, kind, payload)


def encode(*frame: Any) -> str:
    """Return a frame for the browser: its letter, then what the letter's line above names."""
    return pack(frame).decode()


def pack(value: object) -> bytes:
    """Return what a frame holds as JSON.

    Raises:
        TypeError: if it is none, or holds itself.
    """
    try:
        return orjson.dumps(value)
    except TypeError:  # deeper than orjson goes, as a deep tree is: every element is two lists
        return orjson.dumps(_in_pieces(value, 0))


def _in_pieces(value: object, depth: int) -> Any:
    """Return the same value, every so many lists and dicts of which are JSON by now."""
    if depth >= _MAX_PACKED_DEPTH:
        raise TypeError("it stands too deep in itself")
    if isinstance(value, dict):
        told: Any = {name: _in_pieces(inner, depth + 1) for name, inner in value.items()}
    elif isinstance(value, list | tuple):
        told = [_in_pieces(inner, depth + 1) for inner in value]
    else:
        return value
    return orjson.Fragment(orjson.dumps(told)) if depth and depth % _PIECE == 0 else told


def pack_once(value: Any, memo: dict[Any, Any]) -> Any:
    """Return a value as JSON that may stand in a frame, made once for all who share the memo."""
    told = repr(value)
    known = memo.get(told)
    if known is None:
        known = memo[told] = orjson.Fragment(pack(value))
    return known


def bundle(frames: Iterable[str]) -> str:
    """Return one message of several frames that leave together: a list of them."""
    return f"[{','.join(frames)}]"


def unbundle(message: str | bytes) -> list[list[Any]]:
    """Return the frames of a message of the server's: one, or those of a list."""
    found: list[Any] = orjson.loads(message)
    return found if isinstance(found[0], list) else [found]


def _is_too_large(frame: str | bytes, limit: int) -> bool:
    if isinstance(frame, str) and len(frame) <= limit:
        return len(frame.encode("utf-8", "surrogatepass")) > limit
    return len(frame) > limit


def _is_count(value: object) -> bool:
    return type(value) is int and 0 <= value <= MAX_NUMBER


def _check_depth(payload: dict[str, Any], limit: int) -> None:
    level: list[Any] = [payload]
    for _ in range(limit):
        level = [
            inner
            for value in level
            for inner in (value.values() if isinstance(value, dict) else value)
            if isinstance(inner, dict | list)
        ]
        if not level:
            return
    raise WireError("bad_message", f"JSON deeper than {limit}")
