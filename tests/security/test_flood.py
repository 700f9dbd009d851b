"""Floods: more frames, sockets and mistakes than anybody needs cost little, and nobody else notices."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress

import pytest
from websockets.exceptions import ConnectionClosed

from cacao_kernel.config import Server
from cacao_kernel.websocket import MAX_BAD_FRAMES
from security.line import BINARY, CLOSE, CONTINUATION, PING, PONG, Line, make_frame
from security.oracles import assert_alive, eventually, memory_within
from security.target import Target

LIMITS = Server()
EMPTY_PIECE = make_frame(b"", CONTINUATION, fin=False)

# What is sent as long as it is taken, and may be closed with.
FLOODS: dict[str, tuple[bytes, bytes, int, set[int]]] = {
    "sixteen megabytes in single bytes": (
        make_frame(b"x", fin=False),
        make_frame(b"x", CONTINUATION, fin=False),
        16 * 1024 * 1024,
        {1008},
    ),
    "two million pieces of nothing": (make_frame(b"", fin=False), EMPTY_PIECE, 2_000_000, {1008}),
    "pieces of what is no text": (make_frame(b"", BINARY, fin=False), EMPTY_PIECE, 2_000_000, {1008}),
    "large pieces": (
        make_frame(b"x" * 60_000, fin=False),
        make_frame(b"x" * 60_000, CONTINUATION, fin=False),
        1_000,
        {1009},
    ),
    "pings": (b"", make_frame(b"x" * 125, PING), 300_000, {1008}),
    "pings of nothing": (b"", make_frame(b"", PING), 1_000_000, {1008}),
    "pongs that nobody asked for": (b"", make_frame(b"x" * 125, PONG), 300_000, {1008}),
    "pings between pieces": (make_frame(b"x", fin=False), make_frame(b"x" * 125, PING), 300_000, {1008}),
    "frames that are too long": (b"", make_frame(b"x" * 300_000), 100, {1009}),
    "messages of nothing": (b"", make_frame(b""), 100_000, {1008}),
    "binary messages": (b"", make_frame(b"x", BINARY), 100_000, {1008}),
}


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    """Serve the fixture app to few tabs and few sockets."""
    limits = {"max_sockets_per_address": 12, "max_tabs_per_session": 2}
    served = Target(tmp_path_factory.mktemp("crowded"), settings=limits)
    yield served
    served.stop()


def is_served(target: Target) -> bool:
    """Tell whether there is room for one more socket."""
    with Line(target.port) as line:
        line.upgrade()
        line.send_frame(b"[]")
        frame = line.read_frame()
        return frame is not None and b"too_many_sockets" not in frame.payload


def pour(line: Line, data: bytes, times: int) -> None:
    """Send something again and again, as long as it is taken."""
    together = max(1, 60_000 // len(data))
    with suppress(OSError):
        for _ in range(times // together + 1):
            line.send(data * together)


@pytest.mark.parametrize("kind", FLOODS)
def test_a_flood_of_frames_ends_its_connection_at_little_cost(target: Target, kind: str) -> None:
    # WSP-03 and WSP-04. Arrange
    begun, piece, times, codes = FLOODS[kind]
    visitor = target.visitor()
    visitor.get()

    # Act
    with memory_within(target, 10), Line(target.port) as line:
        assert line.upgrade(visitor.cookie) == 101
        line.send(begun)
        sent = time.monotonic()
        pour(line, piece, times)
        took = time.monotonic() - sent
        code = line.read_close()

    # Assert: the end may overtake its code, where more is sent than is read.
    assert code in codes | {1006}
    assert took < 10


def test_pings_within_reason_are_answered(target: Target) -> None:
    with Line(target.port) as line:
        line.upgrade()
        for number in range(4 * LIMITS.max_control_frames):
            line.send_frame(b"%d" % number, PING)

        for number in range(4 * LIMITS.max_control_frames):
            frame = line.read_frame()
            assert frame is not None and (frame.opcode, frame.payload) == (PONG, b"%d" % number)


def test_frames_that_come_byte_by_byte_are_understood(target: Target) -> None:
    # WSP-15. Arrange
    visitor = target.visitor()
    visitor.get()
    before = target.cpu_seconds()
    begun = time.monotonic()
    frame = make_frame(b'["a",0]')
    with ExitStack() as open_lines:
        lines = [open_lines.enter_context(Line(target.port)) for _ in range(100)]
        for line in lines:
            assert line.upgrade(visitor.cookie) == 101

        # Act
        for at in range(len(frame)):
            for line in lines:
                line.send(frame[at : at + 1])
            time.sleep(0.05)

        # Assert: each is told that it should join first.
        for line in lines:
            answer = line.read_frame()
            assert answer is not None and json.loads(answer.payload)[2] == "bad_message"
    assert target.cpu_seconds() - before < 0.2 * (time.monotonic() - begun) + 1


def test_sockets_that_come_and_go_or_break_off_leave_nothing_behind(target: Target) -> None:
    # DOS-05. Arrange
    assert_alive(target)
    target.leave()
    before, files = target.census(), target.descriptors()
    lines = len(target.log)
    visitor = target.visitor()
    visitor.get()

    # Act: closed politely, closed, reset; before the handshake, in it, after it.
    for number in range(600):
        line = Line(target.port)
        if number % 6 == 0:
            line.upgrade(visitor.cookie)
            line.send_frame(b"\x03\xe8", CLOSE)
            assert line.read_close() == 1000
            line.close()
        elif number % 6 == 1:
            line.upgrade(visitor.cookie)
            line.close()
        elif number % 6 == 2:
            line.upgrade(visitor.cookie)
            line.reset()
        elif number % 6 == 3:
            line.ask_for_socket(visitor.cookie)
            line.reset()
        elif number % 6 == 4:
            line.send(b"GET /_cacao/socket HTTP/1.1\r\nHost: loc")
            line.reset()
        else:
            line.ask_for_socket(visitor.cookie)
            line.send(b"\xff" * 100)
            line.reset()

    # Assert
    eventually(lambda: target.descriptors() <= files + 5)
    eventually(lambda: all(number <= before[name] + 5 for name, number in target.census().items()))
    assert not [line for line in target.log[lines:] if "Traceback" in line or "Exception" in line]


def test_tabs_that_break_off_leave_nothing_behind(target: Target) -> None:
    # Arrange
    visitor = target.visitor()
    before = target.census()

    # Act
    for _ in range(30):
        tab = visitor.visit()
        tab.fire("Add")
        tab.close()

    # Assert
    eventually(lambda: target.census()["tabs"] <= before["tabs"])
    eventually(lambda: target.census()["tasks"] <= before["tasks"] + 5)


def test_a_flood_of_bad_messages_is_told_to_nobody_but_its_sender(target: Target) -> None:
    # DOS-12. Arrange
    lines = len(target.log)
    visitor = target.visitor()

    # Act
    for _ in range(20):
        tab = visitor.visit()
        with suppress(ConnectionClosed):
            for _ in range(500):
                tab.socket.send("garbage")
        with pytest.raises(ConnectionClosed):
            while True:
                tab.receive()
        assert len(tab.errors) == MAX_BAD_FRAMES
    visitor.leave()

    # Assert
    assert len(target.log[lines:]) <= 20


def test_a_flood_of_bad_requests_is_told_once_a_second(target: Target) -> None:
    # Arrange
    lines = len(target.log)
    begun = time.monotonic()

    # Act
    for _ in range(500):
        with Line(target.port) as line:
            line.send(b"nonsense\r\n\r\n")
            assert b" 400 " in line.read_head()

    # Assert
    told = [line for line in target.log[lines:] if "Invalid HTTP" in line]
    assert len(told) <= time.monotonic() - begun + 2


def test_a_flood_of_sockets_too_many_is_told_once_a_second(crowded: Target) -> None:
    # Arrange
    lines = len(crowded.log)
    begun = time.monotonic()

    # Act
    with ExitStack() as open_lines:
        for _ in range(150):
            line = open_lines.enter_context(Line(crowded.port))
            assert line.upgrade() == 101

        # Assert
        told = [line for line in crowded.log[lines:] if "sockets open" in line]
        assert len(told) <= time.monotonic() - begun + 2
    eventually(lambda: is_served(crowded))


def test_so_many_sockets_of_an_address_and_tabs_of_a_visitor_and_no_more(crowded: Target) -> None:
    # DOS-04. Arrange
    visitor = crowded.visitor()

    # Act: a third tab of one visitor, and sockets beyond what an address may have.
    tabs = [visitor.visit() for _ in range(2)]
    third = visitor.open()
    third.send("j", 1, third.id, third.path, third.page.hash)
    refused = third.receive()
    with memory_within(crowded, 5), ExitStack() as open_lines:
        lines = [open_lines.enter_context(Line(crowded.port)) for _ in range(300)]
        codes = []
        for line in lines:
            assert line.upgrade(visitor.cookie) == 101
        for line in lines[-290:]:
            codes.append(line.read_close())

        # Assert
        assert refused[2] == "too_many_tabs"
        assert set(codes) == {1013}
        assert tabs[0].click("Add")[0] == "a"
    visitor.leave()
    eventually(lambda: is_served(crowded))


def test_keys_that_collide_and_a_million_of_them_cost_no_more_than_their_frame(target: Target) -> None:
    # DOS-14. Arrange: as many keys as fit into a frame, and such as are told apart late.
    tab = target.visitor().visit("/form")
    steps, mark = tab.page.find("Send")
    room = LIMITS.max_frame_bytes - 1_000
    many = {f"{number:x}": 0 for number in range(room // 13)}
    alike = {"a" * 60 + f"{number:06}": 0 for number in range(room // 80)}
    numbers = {str(number * (2**61 - 1)): 0 for number in range(room // 36)}
    before = target.cpu_seconds()

    # Act
    with memory_within(target, 30):
        for keys in (many, alike, numbers):
            for payload in (keys, {"fields": keys}, {"value": keys}):
                tab.number += 1
                tab.send("e", tab.number, steps, mark, "click", payload)
                assert tab.answer(tab.number)[0] in ("a", "x")
        for _ in range(5):
            with Line(target.port) as line:
                line.upgrade()
                line.send_frame(b'["a",{' + b'"a":0,' * 40_000 + b'"b":0}]')
                answer = line.read_frame()
                assert answer is not None and b"bad_message" in answer.payload

    # Assert
    assert target.cpu_seconds() - before < 5


def test_no_text_makes_a_pattern_slow(target: Target) -> None:
    # DOS-10. Arrange: texts that patterns with two ways through them take for ever to refuse.
    texts = [
        "a" * 20_000 + "!",
        '"' * 10_000 + "\\" * 10_000,
        "(" * 20_000,
        " \t" * 10_000 + "x",
        "1" * 20_000 + ".",
        "/" * 20_000 + "\n",
        "a=" * 10_000 + ";",
        "url(" * 5_000,
        "-" * 20_000,
    ]
    tabs = {path: target.visitor().visit(path) for path in ("/theme", "/xss", "/addresses")}
    fields = {"/theme": "colour", "/xss": "text", "/addresses": "text"}
    before = target.cpu_seconds()
    asked = 0

    # Act: as a style, a text, an address; as a header, a path and a query.
    for text in texts:
        for path, tab in tabs.items():
            number = tab.fire(fields[path], "input", value=text)
            assert tab.answer(number)[0] == "a"
            asked += 1
        short = re.sub(r"[^!-~]|[?#%]", "_", text)[:8_000]
        for name in ("User-Agent", "Cookie", "Host", "X-Forwarded-For", "Origin"):
            target.ask("/", headers=[(name, short)])
            asked += 1
        for way in (f"/item/{short}/x", f"/item/1/{short}", f"/theme?c={short}", f"/{short}"):
            target.ask(way)
            asked += 1

    # Assert
    assert target.cpu_seconds() - before < 0.05 * asked
