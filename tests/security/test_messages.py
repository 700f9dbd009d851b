"""Messages that nobody's browser sends: each is answered by a code, calls nothing, and harms nobody."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from visitor import Tab

from cacao_kernel.websocket import MAX_BAD_FRAMES
from security.line import BINARY, CONTINUATION, TEXT, Line
from security.oracles import assert_discloses_nothing, nothing_called
from security.target import Target

# Values that stand where another kind of value should.
ODD: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1, 0.5, 1e300, 2**53, 2**63, 2**64, -(2**63)),
    *("", "x", "0", "/", "//", "\0", "x" * 10_000, "\ufeff", "\u2028", "__proto__", "constructor"),
    *([], [[]], [None], [0], [-1], [0] * 200, ["x"], [[0]], [2**70], [True], {}, {"": 0}, {"__proto__": {}}),
)

# The messages a browser sends, whole; those of the server, which it does not.
THEIRS: tuple[list[Any], ...] = (
    ["j", 1, "t" * 32, "/", ""],
    ["e", 1, [0], "mark", "click", {"value": ""}],
    ["a", 1],
    ["l", 1, "/theme"],
)
OURS: tuple[list[Any], ...] = (
    ["p", 1, []],
    ["x", 0, "code", "text"],
    ["reload"],
    ["j", 0, None],
    ["l", 0, "https://evil.example/", "", None],
    ["a", 1, {"reply": 1}],
)
CODES = {"bad_message", "bad_json", "stale", "no_page", "version", "too_large", "unknown_action", "forbidden"}


def mutants() -> Iterator[list[Any]]:
    """Yield messages with one thing wrong: a field too few, a field too many, a field of another kind."""
    for message in THEIRS:
        for at in range(len(message)):
            yield message[:at]
            yield [*message[:at], *message[at + 1 :]]
            for value in ODD:
                if value != message[at]:
                    yield [*message[:at], value, *message[at + 1 :]]
        yield [*message, None]
        yield [*message, *message]
        yield [message]
    yield from OURS


class Sender:
    """Sends messages over as many joined tabs as it takes: the tenth wrong one ends a tab."""

    def __init__(self, target: Target) -> None:
        self.target = target
        self.left = 0
        self.tab: Tab | None = None

    def send(self, frame: str | bytes) -> list[list[Any]]:
        """Return what comes from when a message is sent up to the answer of an event that is stale."""
        if self.left == 0 or self.tab is None:
            self.target.leave()
            self.tab, self.left = self.target.visitor().visit(), MAX_BAD_FRAMES - 1
            self.tab.number = 1_000  # apart from what the messages call themselves
        self.left -= 1
        tab = self.tab
        tab.socket.send(frame)
        number = tab.send_event([99], "mark of none")
        answers: list[list[Any]] = []
        while True:
            answer = tab.take(20)
            if answer[0] == "x" and answer[1] == number and answer[2] == "stale":
                return answers
            answers.append(answer)


def test_whatever_is_wrong_with_a_message_it_is_answered_by_a_code(target: Target) -> None:
    # WSP-09. Arrange
    sender = Sender(target)
    wrong: dict[str, Any] = {}

    # Act
    with nothing_called(target, "add", "say"):
        for message in mutants():
            answers = sender.send(json.dumps(message))
            assert_discloses_nothing(target, json.dumps(answers))
            codes = [answer[2] for answer in answers if answer[0] == "x"]

            # Assert: one code, or what is right after all: an acknowledgement, a page, an event run before.
            is_right = message[:1] in (["a"], ["l"]) or message == ["e", 0, *THEIRS[1][2:]]
            if len(codes) > 1 or not (is_right or codes) or not CODES.issuperset(codes):
                wrong[repr(message)[:80]] = answers
    assert wrong == {}


@pytest.mark.parametrize(
    "frame",
    [
        "[" * 130_000 + "]" * 130_000,
        '{"a":' * 40_000 + "0" + "}" * 40_000,
        '["e",1,[0],"m","click",{"a":' + "[" * 5_000 + "]" * 5_000 + "}]",
        '["e",1,[0],"m","click",{"a":' + '{"a":' * 5_000 + "0" + "}" * 5_000 + "}]",
        '["e",1,' + "[" * 5_000 + "]" * 5_000 + ',"m","click",{}]',
        '["a",' + "9" * 10_000 + "]",
        '["a",1' + "0" * 400 + "]",
        '["a",-' + "0" * 10_000 + "1]",
    ],
    ids=lambda frame: frame[:36],
)
def test_json_that_is_deep_or_long_is_an_error_of_its_frame_alone(target: Target, frame: str) -> None:
    # WSP-05. Arrange
    before = len(target.log)
    tab = target.visitor().visit()

    # Act
    tab.socket.send(frame)

    # Assert
    assert tab.receive()[2] in ("bad_json", "bad_message")
    assert tab.click("Add")[0] == "a"
    assert not [line for line in target.log[before:] if "RecursionError" in line or "Traceback" in line]


HALF_CHARACTERS = ('"\\ud800"', '"\\udfff"', '"a\\ud83d"', '"\\ude00\\ud83d"')


@pytest.mark.parametrize("half", HALF_CHARACTERS)
def test_half_a_character_reaches_no_page_no_state_and_nobody_else(target: Target, half: str) -> None:
    # WSP-07. Arrange
    visitor = target.visitor()
    tab, beside = visitor.visit(), visitor.visit()
    steps, mark = tab.page.find("echo")
    place = json.dumps([steps, mark])[1:-1]

    # Act: as a value, as a key, as a mark and as the id of a node.
    with nothing_called(target, "say"):
        for frame in (
            f'["e",1,{place},"input",{{"value":{half}}}]',
            f'["e",1,{place},"input",{{"value":"x",{half}:1}}]',
            f'["e",1,{json.dumps(steps)},{half},"input",{{"value":"x"}}]',
            f'["e",1,[{half}],"m","input",{{"value":"x"}}]',
            f'["l",1,{half}]',
        ):
            tab.socket.send(frame)
            assert tab.receive()[:3] == ["x", 0, "bad_json"]

    # Assert
    tab.answer(tab.fire("echo", "input", value="whole \U0001f600"))
    beside.sees("echo: whole \U0001f600")
    assert "whole" in visitor.get().text


@pytest.mark.parametrize(
    "data", [b'["a",0]\xff', b"\xc3", b"\xed\xa0\x80", b"\xc0\xaf", b"\xf4\x90\x80\x80", b"\xe2\x82"]
)
@pytest.mark.parametrize("cut", [0, 1])
def test_text_that_is_no_utf8_ends_its_connection_alone(target: Target, data: bytes, cut: int) -> None:
    # Arrange
    beside = target.visitor().visit()
    before = len(target.log)

    # Act: whole, or cut where a character may be.
    with Line(target.port) as line:
        line.upgrade()
        if cut:
            line.send_frame(data[:cut], TEXT, fin=False)
            line.send_frame(data[cut:], CONTINUATION)
        else:
            line.send_frame(data)
        code = line.read_close()

    # Assert
    assert code == 1007
    assert beside.click("Add")[0] == "a"
    assert not [line for line in target.log[before:] if "Traceback" in line]


def test_what_is_no_message_is_answered_by_a_code_and_the_tenth_ends_the_connection(target: Target) -> None:
    # WSP-08. Arrange
    frames = [b"", b"null", b"[]", b'"x"', b"7", b"\xef\xbb\xbf[]", b'["a",0]x', b'["a",0]["a",0]', b"{}"]
    visitor = target.visitor()
    tab = visitor.visit()
    with ExitStack() as open_lines:
        line = open_lines.enter_context(Line(target.port))
        line.upgrade(visitor.cookie)
        line.send_frame(json.dumps(["j", 1, "u" * 32, "/", tab.page.hash]).encode())
        assert (joined := line.read_frame()) is not None and joined.payload.startswith(b'["j"')

        # Act
        codes = []
        for frame in frames:
            line.send_frame(frame)
            codes.append(read_code(line))
        line.send_frame(b"[]", BINARY)
        codes.append(read_code(line))

        # Assert
        assert set(codes) <= {"bad_json", "bad_message"}
        assert len(codes) == MAX_BAD_FRAMES
        assert line.read_close() == 1008


def read_code(line: Line) -> str:
    """Read on to an error and return its code."""
    while True:
        frame = line.read_frame()
        assert frame is not None, "the connection has ended"
        told = json.loads(frame.payload)
        if told[0] == "x":
            return str(told[2])
