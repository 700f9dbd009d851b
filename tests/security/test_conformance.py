"""The door's WebSockets are those of RFC 6455: the Autobahn cases 1 to 7, and what it forbids."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from servers import ServerProcess

from security.line import CLOSE, PING, TEXT, Frame, Line, make_frame
from security.rfc6455 import NORMAL, Conformance, table

TESTS = Path(__file__).parent.parent
CASES = table()

# How many cases each section of the published list has.
COUNTS = {1: 16, 2: 11, 3: 7, 4: 10, 5: 20, 6: 145, 7: 37}


@pytest.fixture(scope="module")
def echo() -> Iterator[ServerProcess]:
    """Serve an echo behind Cacao's own door, for Cacao itself takes no bytes and echoes nothing."""
    path = os.pathsep.join(filter(None, [str(TESTS), os.environ.get("PYTHONPATH")]))
    server = ServerProcess(["-m", "security.echo"], TESTS, {"PYTHONPATH": path})
    yield server
    server.stop()
    assert "Traceback" not in server.output, server.output


def test_all_cases_stand_in_the_table() -> None:
    assert Counter(int(name.split(".")[0]) for name in CASES) == COUNTS
    assert sum(COUNTS.values()) == 246
    # WSP-01
    assert all(re.fullmatch(r"[1-7](\.\d+){1,2}", name) for name in CASES)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_case_of_the_published_list(echo: ServerProcess, case: Conformance) -> None:
    # Arrange
    with Line(echo.port) as line:
        assert line.upgrade(path="/") == 101

        # Act
        read: list[Frame] = []
        for step in case.steps:
            try:
                if isinstance(step, bytes):
                    line.send(step)
                else:
                    frame = line.read_frame()
                    assert frame == step, f"{case.words}: {frame}"
            except ConnectionError:  # it has failed already, before all was sent
                assert not case.is_clean, case.words
                break
        if case.is_clean:
            line.send_frame(NORMAL.to_bytes(2, "big"), CLOSE)
        while (frame := line.read_frame()) is not None:
            read.append(frame)

    # Assert: one close, with the right code, and nothing behind it; before it what was sent back in time.
    assert read, f"{case.words}: the connection ended without a close"
    assert read[-1].opcode == CLOSE and read[-1].code in case.ends, f"{case.words}: {read[-1]}"
    assert all(frame.opcode == TEXT and frame.payload for frame in read[:-1]), f"{case.words}: {read}"
    assert not (case.is_clean and read[:-1])


FORBIDDEN = {
    "unmasked": make_frame(b"x", mask=None),
    "unmasked ping": make_frame(b"x", PING, mask=None),
    "reserved bit": make_frame(b"x", reserved=4),
    "reserved opcode": make_frame(b"x", 3),
    "reserved control opcode": make_frame(b"x", 0xB),
    "long ping": make_frame(b"x" * 126, PING),
    "ping in pieces": make_frame(b"x", PING, fin=False),
    "code that is none": make_frame((999).to_bytes(2, "big"), CLOSE),
    "half a code": make_frame(b"\x03", CLOSE),
    "end between two pieces": make_frame(b"x", fin=False) + make_frame(b"\x03\xe8", CLOSE),
    "end of no message": make_frame(b"x", 0),
}


@pytest.mark.parametrize("kind", FORBIDDEN)
def test_what_the_standard_forbids_ends_the_connection(echo: ServerProcess, kind: str) -> None:
    # WSP-12. Act
    with Line(echo.port) as line:
        line.upgrade(path="/")
        line.send(FORBIDDEN[kind])
        code = line.read_close()

    # Assert
    assert code == 1002
