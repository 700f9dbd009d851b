"""RFC 6455 as a table: what a client sends, what an echo must answer, and how the connection ends.

The cases are those that the Autobahn test suite publishes as its cases 1 to 7, under their ids, written
anew: the suite itself needs a Python that is no more. A case that may end in two ways there ("non-strict")
may do so here.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from security.line import BINARY, CLOSE, CONTINUATION, PING, PONG, TEXT, Frame, make_frame

NORMAL, PROTOCOL_ERROR, NO_TEXT = 1000, 1002, 1007

# What a client does next: send these bytes in one piece, or read this frame.
Step = bytes | Frame


@dataclass(frozen=True)
class Conformance:
    """One case.

    Attributes:
        id: as the suite calls it.
        words: what it is about.
        steps: what the client does, in order.
        ends: the codes it may end with; of a clean end, the client closes once all steps are done.
        is_clean: whether all steps must succeed before the end.
    """

    id: str
    words: str
    steps: tuple[Step, ...]
    ends: frozenset[int] = field(default=frozenset({NORMAL}))
    is_clean: bool = True


def table() -> dict[str, Conformance]:
    """Return all cases by id."""
    parts = (_sizes, _pings, _reserved_bits, _opcodes, _fragments, _texts, _closes)
    return {case.id: case for part in parts for case in part()}


def _clean(name: str, words: str, *steps: Step) -> Conformance:
    return Conformance(name, words, steps)


def _fails(name: str, words: str, *steps: Step, code: int = PROTOCOL_ERROR) -> Conformance:
    return Conformance(name, words, steps, frozenset({code}), is_clean=False)


def _text(data: bytes = b"Hello, world!") -> bytes:
    return make_frame(data)


def _cut(data: bytes, length: int = 1) -> tuple[bytes, ...]:
    return tuple(data[at : at + length] for at in range(0, len(data), length))


def _in_pieces(parts: Iterable[bytes], opcode: int = TEXT) -> list[bytes]:
    """Return the frames of one message in these fragments."""
    all_parts = list(parts)
    return [
        make_frame(part, CONTINUATION if number else opcode, fin=number == len(all_parts) - 1)
        for number, part in enumerate(all_parts)
    ]


def _sizes() -> Iterator[Conformance]:
    for group, opcode, letter in ((1, TEXT, b"*"), (2, BINARY, b"\xfe")):
        for number, length in enumerate((0, 125, 126, 127, 128, 65_535, 65_536), 1):
            data = letter * length
            words = f"a message of {length} bytes"
            yield _clean(f"1.{group}.{number}", words, make_frame(data, opcode), Frame(opcode, data))
        data = letter * 65_536
        sent = _cut(make_frame(data, opcode), 997)
        yield _clean(f"1.{group}.8", "a long message cut into many segments", *sent, Frame(opcode, data))


def _pings() -> Iterator[Conformance]:
    binary = bytes(range(125, 250))
    for number, (words, data) in enumerate(
        (
            ("a ping of nothing", b""),
            ("a ping with text", b"Hello, world!"),
            ("a ping with bytes that are no text", b"\x00\xff\xfe\xfd\xfc\xfb\x00\xff"),
            ("a ping as long as may be", binary),
        ),
        1,
    ):
        yield _clean(f"2.{number}", words, make_frame(data, PING), Frame(PONG, data))
    yield _fails("2.5", "a ping that is too long", make_frame(b"\xfe" * 126, PING))
    yield _clean("2.6", "a long ping byte by byte", *_cut(make_frame(binary, PING)), Frame(PONG, binary))
    yield _clean("2.7", "a pong of nothing that nobody asked for", make_frame(b"", PONG))
    yield _clean("2.8", "a pong that nobody asked for", make_frame(b"unasked", PONG))
    asked = make_frame(b"unasked", PONG) + make_frame(b"asked", PING)
    yield _clean("2.9", "a pong that nobody asked for, and a ping", asked, Frame(PONG, b"asked"))
    pings = [b"payload-%d" % number for number in range(10)]
    sent, told = b"".join(make_frame(data, PING) for data in pings), [Frame(PONG, data) for data in pings]
    yield _clean("2.10", "ten pings at once", sent, *told)
    yield _clean("2.11", "ten pings byte by byte", *_cut(sent), *told)


def _odd(first: int, ids: Iterable[str], odd: list[tuple[str, bytes]]) -> Iterator[Conformance]:
    """Yield what fails alone, and behind a message that may still be sent back."""
    for number, (name, (words, frame)) in enumerate(zip(ids, odd, strict=True), first):
        before, behind = _text(), make_frame(b"", PING)
        if number in (1, 2):
            yield _fails(name, words, frame)
        elif number == 5:
            yield _fails(name, f"{words}, byte by byte", *_cut(before + frame + behind))
        else:
            yield _fails(name, f"{words}, behind a message", before, frame, behind)


def _reserved_bits() -> Iterator[Conformance]:
    def odd(opcode: int, bits: int, data: bytes = b"Hello, world!") -> bytes:
        return make_frame(data, opcode, reserved=bits)

    before, behind = _text(), make_frame(b"", PING)
    yield _fails("3.1", "a text with bit 1", odd(TEXT, 1))
    yield _fails("3.2", "a text with bit 2 behind another", before + odd(TEXT, 2) + behind)
    yield _fails("3.3", "a text with bits 3 behind another, frame by frame", before, odd(TEXT, 3), behind)
    yield _fails("3.4", "a text with bit 4, byte by byte", *_cut(before + odd(TEXT, 4) + behind))
    yield _fails("3.5", "bytes with bits 5", odd(BINARY, 5))
    yield _fails("3.6", "a ping with bits 6", odd(PING, 6))
    yield _fails("3.7", "a close with bits 7", odd(CLOSE, 7, b"\x03\xe8"))


def _opcodes() -> Iterator[Conformance]:
    for group, first in ((1, 3), (2, 11)):
        odd = [
            (f"opcode {first + at}", make_frame(b"" if at in (0, 2) else b"reserved", first + at))
            for at in range(5)
        ]
        yield from _odd(1, [f"4.{group}.{number}" for number in range(1, 6)], odd)


def _fragments() -> Iterator[Conformance]:
    parts = [b"fragment%d" % number for number in range(1, 6)]
    two, whole = _in_pieces(parts[:2]), Frame(TEXT, b"".join(parts[:2]))
    ping, pong = make_frame(b"ping", PING), Frame(PONG, b"ping")
    rest = make_frame(b"more", CONTINUATION)
    rest_of_more = make_frame(b"more", CONTINUATION, fin=False)
    for number, opcode in ((1, PING), (2, PONG)):
        sent = b"".join(_in_pieces(parts[:2], opcode))
        yield _fails(f"5.{number}", "a control frame in two pieces", sent)
    for number, words, sent_in in _ways(3, two):
        yield _clean(f"5.{number}", f"a text in two pieces, {words}", *sent_in, whole)
    for number, words, sent_in in _ways(6, [two[0], ping, two[1]]):
        yield _clean(f"5.{number}", f"a ping between two pieces, {words}", *sent_in, pong, whole)
    for number, words, sent_in in _ways(9, [rest, _text()]):
        yield _fails(f"5.{number}", f"an end of nothing, {words}", *sent_in)
    for number, words, sent_in in _ways(12, [rest_of_more, _text()]):
        yield _fails(f"5.{number}", f"a middle of nothing, {words}", *sent_in)
    yield _fails(
        "5.15", "a middle of nothing behind a text in pieces", b"".join([*two, rest_of_more, _text()])
    )
    start = make_frame(b"start", TEXT, fin=False)
    yield _fails(
        "5.16", "a middle of nothing before a text, twice", b"".join([rest_of_more, start, rest] * 2)
    )
    yield _fails("5.17", "an end of nothing before a text, twice", b"".join([rest, start, rest] * 2))
    yield _fails("5.18", "a text that begins twice", make_frame(parts[0], fin=False) + make_frame(parts[1]))
    five, pings = _in_pieces(parts), [b"pongme 1!", b"pongme 2!"]
    first, second = [*five[:2], make_frame(pings[0], PING)], [*five[2:4], make_frame(pings[1], PING), five[4]]
    told = [Frame(PONG, pings[1]), Frame(TEXT, b"".join(parts))]
    for number, words, cut in ((19, "at once", False), (20, "frame by frame", True)):
        begun, ended = (first, second) if cut else ([b"".join(first)], [b"".join(second)])
        steps = (*begun, Frame(PONG, pings[0]), *ended, *told)
        yield _clean(f"5.{number}", f"five pieces and two pings, each answered at once, {words}", *steps)


def _ways(first: int, frames: list[bytes]) -> Iterator[tuple[int, str, tuple[bytes, ...]]]:
    """Yield the three ways of sending frames, each with its number and its name."""
    together = b"".join(frames)
    yield first, "at once", (together,)
    yield first + 1, "frame by frame", tuple(frames)
    yield first + 2, "byte by byte", _cut(together)


def _texts() -> Iterator[Conformance]:
    yield _clean("6.1.1", "a text of nothing", _text(b""), Frame(TEXT, b""))
    for number, parts in ((2, [b"", b"", b""]), (3, [b"", b"middle", b""])):
        sent = b"".join(_in_pieces(parts))
        yield _clean(f"6.1.{number}", "pieces of nothing", sent, Frame(TEXT, b"".join(parts)))
    word = "Hello-\u00b5@\u00df\u00f6\u00e4\u00fc\u00e0\u00e1-UTF-8!!".encode()
    greek = "\u03ba\u1f79\u03c3\u03bc\u03b5".encode()
    yield _clean("6.2.1", "a text with umlauts", _text(word), Frame(TEXT, word))
    halves = b"".join(_in_pieces([word[:8], word[8:]]))
    yield _clean("6.2.2", "a text in two pieces", halves, Frame(TEXT, word))
    for number, data in ((3, word), (4, greek)):
        sent = b"".join(_in_pieces(_cut(data)))
        yield _clean(f"6.2.{number}", "pieces that are no characters", sent, Frame(TEXT, data))
    wrong = greek + b"\xed\xa0\x80edited"
    yield _fails("6.3.1", "a text that is none", _text(wrong), code=NO_TEXT)
    sent = b"".join(_in_pieces(_cut(wrong)))
    yield _fails("6.3.2", "a text that is none in pieces", sent, code=NO_TEXT)
    # Beyond the last character: the first byte may stand, the second may not.
    beyond = greek + b"\xf4\x90\x80\x80edited"
    for number, (start, end) in enumerate(((11, 15), (12, 13)), 1):
        frames = _in_pieces([beyond[:start], beyond[start:end], beyond[end:]])
        quick = (frames[0], make_frame(b"", PING), Frame(PONG, b""), frames[1])
        yield _fails(f"6.4.{number}", "what is no text is told before its end", *quick, code=NO_TEXT)
        whole = make_frame(beyond)
        head = len(whole) - len(beyond)
        chops = (whole[: head + start], whole[head + start : head + end], whole[head + end :])
        yield _fails(f"6.4.{number + 2}", "one frame in chops that is no text", *chops, code=NO_TEXT)
    for group, sequences in enumerate(_sequences(greek), 5):
        for number, data in enumerate(sequences, 1):
            if _is_text(data):
                yield _clean(f"6.{group}.{number}", f"the text {data!r}", _text(data), Frame(TEXT, data))
            else:
                yield _fails(f"6.{group}.{number}", f"no text: {data!r}", _text(data), code=NO_TEXT)


def _pack(point: int, length: int) -> bytes:
    """Return a number in as many bytes as UTF-8 would have for it if it had that many."""
    if length == 1:
        return bytes([point])
    rest = [0x80 | point >> 6 * at & 0x3F for at in reversed(range(length - 1))]
    return bytes([(0xFF00 >> length & 0xFF) | point >> 6 * (length - 1), *rest])


def _most(length: int) -> int:
    """Return the largest number that fits into so many bytes."""
    return 0x7F if length == 1 else (1 << 5 * length + 1) - 1


def _sequences(greek: bytes) -> Iterator[list[bytes]]:
    """Yield the groups of texts and of what is none, as they follow in section 6 from 6.5 on."""
    many = range(2, 7)
    least = {length: _pack(_most(length - 1) + 1, length) for length in many}
    yield [f"hello{letter}world".encode() for letter in "$\u00a2\u20ac\U00024b62"] + [greek]
    yield [greek[:end] for end in range(1, len(greek) + 1)]
    yield [b"\0", least[2], least[3], least[4]]
    yield [least[5], least[6]]
    yield [_pack(0x7F, 1), _pack(0x7FF, 2), _pack(0xFFFF, 3), _pack(0x10FFFF, 4)]
    yield [_pack(_most(length), length) for length in (4, 5, 6)]
    yield [_pack(0xD7FF, 3), _pack(0xE000, 3), _pack(0xFFFD, 3), _pack(0x10FFFF, 4), _pack(0x110000, 4)]
    ends = b"\x80\xbf" * 3
    yield [b"\x80", b"\xbf", *(ends[:length] for length in many), bytes(range(0x80, 0xBF))]
    lonely = [(0xC0, 0xDF), (0xE0, 0xEF), (0xF0, 0xF7), (0xF8, 0xFB), (0xFC, 0xFD)]
    yield [b"".join(b"%c " % byte for byte in range(*span)) for span in lonely]
    short = [
        _pack(point, length)[:-1]
        for points in (_zero, _most)
        for length in many
        for point in [points(length)]
    ]
    yield short
    yield [b"".join(short)]
    yield [b"\xfe", b"\xff", b"\xfe\xfe\xff\xff"]
    yield [_pack(ord("/"), length) for length in many]
    yield [_pack(_most(length - 1), length) for length in many]
    yield [_pack(0, length) for length in many]
    yield [_pack(point, 3) for point in (0xD800, 0xDB7F, 0xDB80, 0xDBFF, 0xDC00, 0xDF80, 0xDFFF)]
    highs, lows = (0xD800, 0xDB7F, 0xDB80, 0xDBFF), (0xDC00, 0xDFFF)
    yield [_pack(high, 3) + _pack(low, 3) for high in highs for low in lows]
    yield [chr(plane << 16 | end).encode() for plane in range(17) for end in (0xFFFE, 0xFFFF)]
    yield [chr(point).encode() for point in range(0xFFF9, 0x10000)]


def _zero(length: int) -> int:
    return 0


def _is_text(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _closes() -> Iterator[Conformance]:
    def close(code: int = NORMAL, reason: bytes = b"") -> bytes:
        return make_frame(struct.pack("!H", code) + reason, CLOSE)

    def ends(name: str, words: str, sent: bytes, *codes: int) -> Conformance:
        return Conformance(name, words, (sent,), frozenset(codes), is_clean=False)

    yield _clean("7.1.1", "a message, and the end", _text(), Frame(TEXT, b"Hello, world!"))
    yield ends("7.1.2", "two ends", close() * 2, NORMAL)
    yield ends("7.1.3", "a ping behind the end", close() + make_frame(b"", PING), NORMAL)
    yield ends("7.1.4", "a message behind the end", close() + _text(), NORMAL)
    # RFC 6455 leaves open what an end in the middle of a message is; here it is an error.
    start, rest = _in_pieces([b"fragment1", b"fragment2"])
    yield ends("7.1.5", "an end between two pieces", start + close() + rest, PROTOCOL_ERROR)
    large = make_frame(b"BAsd7&jh23" * 26_214 + b"BAsd")
    sent = large + _text() + close() + make_frame(b"", PING)
    yield ends("7.1.6", "a large message, another, the end, a ping", sent, NORMAL)
    yield ends("7.3.1", "an end of nothing", make_frame(b"", CLOSE), NORMAL, 1005)
    yield ends("7.3.2", "an end of one byte", make_frame(b"a", CLOSE), PROTOCOL_ERROR)
    yield ends("7.3.3", "an end with a code", close(), NORMAL)
    yield ends("7.3.4", "an end with code and reason", close(reason=b"Hello World!"), NORMAL)
    yield ends("7.3.5", "an end with the longest reason", close(reason=b"*" * 123), NORMAL)
    yield ends("7.3.6", "an end with a reason too long", close(reason=b"*" * 124), PROTOCOL_ERROR)
    wrong = "\u03ba\u1f79\u03c3\u03bc\u03b5".encode() + b"\xed\xa0\x80edited"
    yield ends("7.5.1", "an end with a reason that is no text", close(reason=wrong), NO_TEXT)
    right = (1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999)
    for number, code in enumerate(right, 1):
        yield ends(f"7.7.{number}", f"an end with code {code}", close(code), NORMAL, code)
    for number, code in enumerate((0, 999, 1004, 1005, 1006, 1016, 1100, 2000, 2999), 1):
        yield ends(f"7.9.{number}", f"an end with code {code}, which is none", close(code), PROTOCOL_ERROR)
    for number, code in enumerate((5000, 65_535), 1):
        yield ends(
            f"7.13.{number}", f"an end with code {code}, out of range", close(code), PROTOCOL_ERROR, code
        )
