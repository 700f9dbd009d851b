"""Whoever sends slowly, or nothing, or takes nothing, is cut off; who is only slow is not."""

from __future__ import annotations

import re
import time
from contextlib import ExitStack

import pytest

from security.line import BINARY, CONTINUATION, PING, PONG, TEXT, Line, make_frame
from security.oracles import eventually
from security.target import Target

EACH = 100
PATIENCE = 30.0  # for a machine that is busy; a server without deadlines is silent for ever
HEAD = b"GET / HTTP/1.1\r\nHost: localhost\r\n"
BODY = b"POST / HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\nContent-Length: 100000\r\n\r\n"
UPGRADE = b"GET /_cacao/socket HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"

# What is sent before nothing comes any more, and what is answered: a status, or 0 for just the end.
BEGUN = {
    "nothing": (b"", 0),
    "a letter": (b"G", 408),
    "half a line": (b"GET / HT", 408),
    "half a head": (HEAD + b"X: ", 408),
    "a head without its end": (HEAD, 408),
    "half an upgrade": (UPGRADE + b"Sec-WebSocket-Ver", 408),
}


def wait_for_end(line: Line) -> int:
    """Return the status of what is answered before the connection ends; 0 for none."""
    line.socket.settimeout(PATIENCE)
    try:
        head = line.read_head()
    except ConnectionError:
        return 0
    return int(head.split(b" ", 2)[1]) if head else 0


def trickle(line: Line, data: bytes, seconds: float) -> float:
    """Send byte after byte until the connection ends; return for how long it has gone on."""
    begun = time.monotonic()
    try:
        for at in range(len(data)):
            line.send(data[at : at + 1])
            time.sleep(seconds)
            if time.monotonic() - begun > PATIENCE:
                break
    except ConnectionError:
        pass
    return time.monotonic() - begun


def test_hundreds_who_begin_and_send_no_more_are_cut_off_and_keep_nobody_out(hurried: Target) -> None:
    # DOS-06. Arrange
    before = hurried.descriptors()
    with ExitStack() as open_lines:
        waiting: dict[str, list[Line]] = {}
        for kind, (begun, _) in BEGUN.items():
            waiting[kind] = [open_lines.enter_context(Line(hurried.port)) for _ in range(EACH)]
            for line in waiting[kind]:
                line.send(begun)

        # Act: somebody else comes meanwhile.
        answer = hurried.ask()
        told = {kind: {wait_for_end(line) for line in lines} for kind, lines in waiting.items()}

    # Assert
    assert answer.status == 200
    assert told == {kind: {status} for kind, (_, status) in BEGUN.items()}
    eventually(lambda: hurried.descriptors() <= before + 5)


def test_a_second_request_has_no_more_time_than_the_first(hurried: Target) -> None:
    with Line(hurried.port) as line:
        line.send(HEAD + b"\r\n")
        first = line.read_head()
        line.read_exactly(int(re.findall(rb"content-length: (\d+)", first)[0]))
        line.send(HEAD)

        assert wait_for_end(line) == 408


@pytest.mark.parametrize("request_line", [HEAD + b"X: " + b"y" * 500, BODY + b"x" * 500])
def test_a_byte_now_and_then_buys_no_time(hurried: Target, request_line: bytes) -> None:
    with Line(hurried.port) as line:
        line.send(request_line[:-500])

        assert trickle(line, request_line[-500:], 0.1) < PATIENCE


def test_a_body_that_does_not_come_is_not_waited_for(hurried: Target) -> None:
    with Line(hurried.port) as line:
        line.send(BODY)
        assert b" 405 " in line.read_head()

        assert wait_for_end(line) == 0


def test_a_body_that_keeps_coming_is_read_to_its_end(hurried: Target) -> None:
    # Arrange: slower than a body has time to stand still.
    with Line(hurried.port) as line:
        line.send(BODY)
        refused = line.read_head()
        line.read_exactly(int(re.findall(rb"content-length: (\d+)", refused)[0]))

        # Act
        for _ in range(50):
            line.send(b"x" * 2_000)
            time.sleep(0.05)
        line.send(HEAD + b"\r\n")

        # Assert
        assert b" 200 " in line.read_head()


def test_whoever_takes_nothing_of_what_they_asked_for_is_cut_off(hurried: Target) -> None:
    # Arrange
    script = re.findall(r'src="(/_cacao/[^"]+)"', hurried.ask().text)[0].encode()
    request = b"GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n" % script
    before = hurried.descriptors()

    # Act: more is asked for than the system takes for somebody who does not read.
    with ExitStack() as open_lines:
        for _ in range(20):
            line = open_lines.enter_context(Line(hurried.port, receive_buffer=4_096))
            line.send_beside(request * 1_000)

        # Assert
        eventually(lambda: hurried.descriptors() > before + 15)
        eventually(lambda: hurried.descriptors() <= before + 5)


UNFINISHED: dict[str, bytes] = {
    "the first half of a head": make_frame(b"x" * 200)[:1],
    "a head": make_frame(b"x" * 200)[:8],
    "half a frame": make_frame(b"x" * 200_000)[:100_000],
    "a first fragment": make_frame(b"x", TEXT, fin=False),
    "a first fragment of nothing": make_frame(b"", BINARY, fin=False),
    "two fragments": make_frame(b"x", TEXT, fin=False) + make_frame(b"x", CONTINUATION, fin=False),
    "a message and a half": make_frame(b"[]") + make_frame(b"x" * 200)[:100],
    "half a ping": make_frame(b"x" * 20, PING)[:10],
}


def test_a_message_that_is_begun_and_does_not_go_on_ends_the_connection(hurried: Target) -> None:
    # WSP-03. Act
    visitor = hurried.visitor()
    visitor.get()
    codes = {}
    with ExitStack() as open_lines:
        lines = {kind: open_lines.enter_context(Line(hurried.port)) for kind in UNFINISHED}
        for kind, line in lines.items():
            line.upgrade(visitor.cookie)
            line.send(UNFINISHED[kind])
        for kind, line in lines.items():
            line.socket.settimeout(PATIENCE)
            codes[kind] = line.read_close()

    # Assert
    assert codes == dict.fromkeys(UNFINISHED, 1008)


@pytest.mark.parametrize(
    "piece",
    [make_frame(b"", CONTINUATION, fin=False), make_frame(b"", PONG)],
    ids=["fragments", "pongs"],
)
def test_pieces_and_pongs_in_between_buy_a_message_no_time(hurried: Target, piece: bytes) -> None:
    with Line(hurried.port) as line:
        line.upgrade()
        line.send_frame(b"[", fin=False)
        begun = time.monotonic()
        with pytest.raises(ConnectionError):
            while time.monotonic() - begun < PATIENCE:
                line.send(piece)
                time.sleep(0.15)
        assert line.read_close() in (1008, 1006)


def test_a_socket_between_two_messages_has_all_the_time(hurried: Target) -> None:
    # Arrange
    tab = hurried.visitor().visit()
    tab.click("Add")

    # Act: longer than any deadline.
    time.sleep(2.5)

    # Assert
    assert tab.click("Add")[0] == "a"


def test_a_message_in_many_pieces_that_comes_in_time_is_whole(hurried: Target) -> None:
    # Arrange
    with Line(hurried.port) as line:
        line.upgrade()

        # Act
        line.send_frame(b'["a"', fin=False)
        for _ in range(500):
            line.send_frame(b" ", CONTINUATION, fin=False)
        line.send_frame(b",0]", CONTINUATION)

        # Assert: it is understood, and comes too early.
        frame = line.read_frame()
        assert frame is not None and b"bad_message" in frame.payload
