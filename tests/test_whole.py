"""Whole messages: texts of one frame are read as a parser would, and all else is left to the parser."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from websockets.frames import Frame, Opcode

from cacao_kernel.whole import read_whole, write_whole

MOST = 70_000
TEXTS = ["", "a", "é" * 62, "x" * 125, "x" * 126, "ü" * 5_000, "x" * 65_535]


def frame(text: str, opcode: Opcode = Opcode.TEXT, *, fin: bool = True) -> bytes:
    """Return a frame as a browser sends it."""
    return Frame(opcode, text.encode(), fin).serialize(mask=True)


@pytest.mark.parametrize("text", TEXTS)
def test_a_whole_text_is_read_and_nothing_is_left(text: str) -> None:
    assert read_whole(frame(text), MOST) == ([text], b"")


@pytest.mark.parametrize("text", [*TEXTS, "x" * 65_536])
def test_a_text_is_written_as_websockets_writes_it(text: str) -> None:
    assert write_whole(text) == Frame(Opcode.TEXT, text.encode()).serialize(mask=False)


def test_several_are_read_in_their_order_and_what_is_unfinished_is_left() -> None:
    # Arrange
    rest = frame("unfinished")[:-1]

    # Act and assert
    assert read_whole(frame("one") + frame("two") + rest, MOST) == (["one", "two"], rest)


@pytest.mark.parametrize(
    "left",
    [
        frame("", Opcode.PING),
        frame("", Opcode.CLOSE),
        frame("bytes", Opcode.BINARY),
        frame("a piece", fin=False),
        frame("another", Opcode.CONT),
        Frame(Opcode.TEXT, b"unmasked").serialize(mask=False),
        Frame(Opcode.TEXT, b"\xff\xfe no text").serialize(mask=True),
        b"\xc1" + frame("reserved")[1:],
        b"\x81\xfe\x00\x05" + bytes(4) + b"short",  # five bytes, told in the longer way
        b"\x81\xff" + (5).to_bytes(8) + bytes(4) + b"short",
        frame("x" * (MOST + 1)),
    ],
    ids="ping close bytes piece next unmasked no-utf8 reserved longer longest too-long".split(),
)
def test_whatever_else_comes_is_left_to_the_parser_with_all_that_follows(left: bytes) -> None:
    # Arrange
    behind = frame("behind")

    # Act and assert
    assert read_whole(frame("before") + left + behind, MOST) == (["before"], left + behind)


@given(texts=st.lists(st.text(max_size=300), max_size=5), cut=st.integers(0, 2_000))
def test_wherever_the_bytes_are_cut_no_text_is_lost_or_read_twice(texts: list[str], cut: int) -> None:
    # Arrange
    data = b"".join(map(frame, texts))

    # Act
    first, rest = read_whole(data[:cut], MOST)
    second, nothing = read_whole(rest + data[cut:], MOST)

    # Assert
    assert first + second == texts
    assert nothing == b""
