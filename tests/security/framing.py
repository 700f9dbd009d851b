"""Framing: how a message goes over the line, in pieces, in disguise, or by breaking the rules of RFC 6455."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from security.line import BINARY, CLOSE, CONTINUATION, PING, PONG, TEXT, make_frame
from security.mutation import MASK, Mutation, Shot


def _fragments(mutation: Mutation) -> Shot:
    """Cut a good message in pieces, with a ping between them."""
    data = mutation.spell(mutation.good())
    cuts = sorted(mutation.random.randrange(len(data) + 1) for _ in range(mutation.random.randrange(1, 6)))
    pieces = [data[begin:end] for begin, end in zip([0, *cuts], [*cuts, len(data)], strict=True)]
    made = [
        make_frame(piece, CONTINUATION if place else TEXT, fin=place == len(pieces) - 1, mask=MASK)
        for place, piece in enumerate(pieces)
    ]
    if mutation.random.random() < 0.5:
        made.insert(1, make_frame(b"between", PING, mask=MASK))
    return Shot(b"".join(made))


def _odd_header(mutation: Mutation) -> Shot:
    """Break a rule of the frame itself: opcode, reserved bits, mask, length of a control frame."""
    random = mutation.random
    data = mutation.spell(mutation.good())
    return Shot(
        make_frame(
            random.choice((data, b"", b"x" * 126, b"\xff\xfe")),
            random.choice((*range(3, 8), *range(11, 16), TEXT, BINARY, CONTINUATION, PING, PONG)),
            fin=random.random() < 0.7,
            reserved=random.choice((0, 0, 1, 2, 4, 7)),
            mask=random.choice((MASK, MASK, None)),
        ),
        is_torn=True,  # what follows may be read as the rest of a message
    )


def _close(mutation: Mutation) -> Shot:
    random = mutation.random
    code = random.choice((0, 999, 1000, 1001, 1004, 1005, 1006, 1015, 2999, 3000, 4000, 5000, 65_535))
    payload = random.choice(
        (
            b"",
            b"\x03",
            code.to_bytes(2, "big"),
            code.to_bytes(2, "big") + b"\xff\xfe",
            b"\x03\xe8" + b"x" * 124,
        )
    )
    return Shot(make_frame(payload, CLOSE, mask=MASK), is_torn=True)


def _control(mutation: Mutation) -> Shot:
    opcode = mutation.random.choice((PING, PONG))
    return Shot(make_frame(b"p" * mutation.random.randrange(126), opcode, mask=MASK))


def _binary(mutation: Mutation) -> Shot:
    return Shot(make_frame(mutation.spell(mutation.good()), BINARY, mask=MASK))


def _lying_length(mutation: Mutation) -> Shot:
    """Claim more bytes than are sent, or than there can be."""
    claimed = mutation.random.choice((2**17, 2**18 + 1, 2**31, 2**62, 2**63, 2**64 - 1))
    return Shot(bytes([0x81, 0xFF]) + claimed.to_bytes(8, "big") + MASK + b"short", is_torn=True)


def _torn(mutation: Mutation) -> Shot:
    """Flip and cut bytes of the line itself."""
    whole = make_frame(mutation.spell(mutation.good()), TEXT, mask=MASK)
    return Shot(mutation.garbled(whole), is_torn=True)


def _too_large(mutation: Mutation) -> Shot:
    size = mutation.random.choice((262_144, 262_145, 400_000))
    return Shot(
        make_frame(b'["e",1,[0],"m","click",{"value":"' + b"a" * size + b'"}]', TEXT, mask=MASK), is_torn=True
    )


FRAMINGS: Sequence[Callable[[Mutation], Shot]] = (
    _fragments,
    _fragments,
    _odd_header,
    _odd_header,
    _close,
    _control,
    _control,
    _binary,
    _lying_length,
    _torn,
    _torn,
    _too_large,
)
