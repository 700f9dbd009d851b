"""The wire: good frames are read, and every other one is told apart by a code and nothing else."""

from __future__ import annotations

import copy
from typing import Any

import orjson
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from screens import Shown
from search import examples

from cacao import Component, State
from cacao_kernel import wire
from cacao_kernel.errors import WireError
from cacao_kernel.wire import Ack, Input, Join, decode, encode

CODES = {"too_large", "bad_json", "bad_message", "version"}
TAB = "0123456789abcdef"
GOOD: list[list[Any]] = [
    ["j", 1, TAB, "/", "hash"],
    ["e", 7, [0, "key", 2], "mark", "click", {"value": "a", "deep": [{"b": None}]}],
    ["a", 16],
]


def code_of(frame: Any) -> str:
    """Return the code a frame is refused with."""
    with pytest.raises(WireError) as raised:
        decode(frame if isinstance(frame, str | bytes) else orjson.dumps(frame))
    return raised.value.code


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        ('["j",1,"0123456789abcdef","/a?b=c","hash"]', Join(TAB, "/a?b=c", "hash")),
        ('["j",1,"0123456789abcdef","/",""]', Join(TAB, "/", "")),
        ('["e",1,[],"","click",{}]', Input(1, [], "", "click", {})),
        (
            '["e",2,[0,"a",3],"AbCd_-12","input",{"value":"é😀"}]',
            Input(2, [0, "a", 3], "AbCd_-12", "input", {"value": "é😀"}),
        ),
        ('["a",0]', Ack(0)),
        (b' ["a", 9007199254740992]\n', Ack(2**53)),
    ],
)
def test_a_good_frame_is_read(frame: str | bytes, message: Any) -> None:
    assert decode(frame) == message


@pytest.mark.parametrize(
    "frame",
    [
        "",
        " ",
        "x",
        "[",
        '["a",1]x',
        '["a",1]["a",1]',
        '["a",1],',
        "['a',1]",
        '["a",01]',
        '["a",NaN]',
        '["a",1e400]',
        '["a",Infinity]',
        '\ufeff["a",1]',
        b"\xef\xbb\xbf[]",
        b'["\xff",1]',
        '["\\ud800",1]',
        '{"\\udc00":1}',
        '["\ud800",1]',
        '["\x00"]',
        "[" * 100_000,
        "[" * 100_000 + "]" * 100_000,
        '{"a":' * 40_000 + "1" + "}" * 40_000,
    ],
)
def test_what_is_no_json_is_refused(frame: str | bytes) -> None:
    assert code_of(frame) == "bad_json"


@pytest.mark.parametrize(
    "frame", [None, True, 1, "a", {}, {"0": "a", "1": 1}, [], [[]], ["a"], [1, "a"], [None]]
)
def test_json_that_is_no_frame_is_refused(frame: Any) -> None:
    assert code_of(orjson.dumps(frame)) == "bad_message"


@pytest.mark.parametrize(
    "frame",
    [
        ["p", 1, []],
        ["x", 1, "code", "text"],
        ["j", 0, None],
        ["reload"],
        ["A", 1],
        ["", 1],
        ["a\0", 1],
    ],
)
def test_a_frame_of_the_server_or_of_no_one_is_refused(frame: Any) -> None:
    assert code_of(frame) == "bad_message"


@pytest.mark.parametrize("version", [0, 2, 2**40, -1])
def test_another_version_is_told_apart(version: int) -> None:
    assert code_of(["j", version, TAB, "/", ""]) == "version"


@pytest.mark.parametrize(
    "frame",
    [
        ["j", 1, "short", "/", ""],
        ["j", 1, "a" * 65, "/", ""],
        ["j", 1, TAB, "", ""],
        ["j", 1, TAB, "about", ""],
        ["j", 1, TAB, "/" * 8_193, ""],
        ["j", 1, TAB, "/", "a" * 65],
        ["j", True, TAB, "/", ""],
        ["j", 1.0, TAB, "/", ""],
        ["e", -1, [], "", "click", {}],
        ["e", True, [], "", "click", {}],
        ["e", 2**53 + 1, [], "", "click", {}],
        ["e", 1, [-1], "", "click", {}],
        ["e", 1, [True], "", "click", {}],
        ["e", 1, [0.0], "", "click", {}],
        ["e", 1, [None], "", "click", {}],
        ["e", 1, [[0]], "", "click", {}],
        ["e", 1, [0] * 161, "", "click", {}],
        ["e", 1, [], "a" * 65, "click", {}],
        ["e", 1, [], "", "a" * 33, {}],
        ["e", 1, [], "", "click", []],
        ["e", 1, [], "", "click", None],
        ["e", 1, [], "", "click"],
        ["e", 1, [], "", "click", {}, 1],
        ["a", -1],
        ["a", True],
        ["a", "1"],
        ["a", 1, 2],
    ],
)
def test_a_field_that_is_missing_too_much_or_wrong_is_refused(frame: Any) -> None:
    assert code_of(frame) == "bad_message"


def nested(depth: int) -> dict[str, Any]:
    payload: dict[str, Any] = {}
    for _ in range(depth - 1):
        payload = {"a": payload}
    return payload


def test_a_payload_may_be_as_deep_as_the_limit() -> None:
    good = orjson.dumps(["e", 1, [], "", "click", nested(64)])

    assert isinstance(decode(good), Input)
    assert code_of(["e", 1, [], "", "click", nested(65)]) == "bad_message"


def test_a_frame_may_be_as_long_as_the_limit() -> None:
    frame = '["a",1]'

    assert decode(frame.ljust(wire.FRAME_BYTES)) == Ack(1)
    assert code_of(frame.ljust(wire.FRAME_BYTES + 1)) == "too_large"
    assert code_of(b" " * (wire.FRAME_BYTES + 1)) == "too_large"


def test_the_length_of_a_frame_is_counted_in_bytes_whatever_it_is_written_in() -> None:
    def frame(length: int) -> str:
        return '["e",1,[],"","input",{"value":"' + "é" * length + '"}]'

    fits = (wire.FRAME_BYTES - len(frame(0))) // 2

    assert isinstance(decode(frame(fits)), Input)
    assert code_of(frame(fits + 1)) == "too_large"
    assert code_of("\ud800" * wire.FRAME_BYTES) == "too_large"


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["j", "e", "a", "click"]),
    lambda inner: st.lists(inner, max_size=6) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=20,
)


def read(frame: str | bytes) -> Any:
    """Decode a frame; a refusal is its code. Anything else that is raised fails the test."""
    try:
        return decode(frame)
    except WireError as error:
        assert error.code in CODES
        assert len(str(error)) < 100
        return error.code


@examples(200)
@given(st.one_of(st.text(), st.binary()))
def test_no_text_and_no_bytes_do_harm(frame: str | bytes) -> None:
    read(frame)


@examples(500)
@given(JSON)
def test_no_json_does_harm(value: Any) -> None:
    read(orjson.dumps(value) if _fits(value) else b"")


@examples(1_000)
@given(st.sampled_from(GOOD), st.lists(st.tuples(st.integers(0, 9), JSON), min_size=1, max_size=3), st.data())
@example(GOOD[1], [(2, ["__proto__", "constructor"])], None)
def test_no_edited_frame_is_more_than_a_frame_or_a_refusal(
    good: list[Any], edits: list[tuple[int, Any]], data: st.DataObject | None
) -> None:
    # Arrange
    frame = copy.deepcopy(good)
    for place, value in edits:
        if place < len(frame):
            frame[place] = value
        elif place % 2:
            frame.append(value)
        else:
            frame.pop() if frame else None
    text = orjson.dumps(frame) if _fits(frame) else b""
    if data is not None and data.draw(st.booleans()):
        cut = data.draw(st.integers(0, len(text)))
        text = text[:cut] + data.draw(st.binary(max_size=3)) + text[cut:]

    # Act
    message = read(text)

    # Assert: what is taken has the types it promises.
    if isinstance(message, Input):
        assert type(message.number) is int
        assert all(type(step) in (int, str) for step in message.node)
        assert (type(message.mark), type(message.kind), type(message.payload)) == (str, str, dict)
    elif isinstance(message, Join):
        assert message.path.startswith("/")
    else:
        assert isinstance(message, Ack | str)


def _fits(value: Any) -> bool:
    """Tell whether orjson can write a value: it refuses integers past 64 bits and halves of characters."""
    try:
        orjson.dumps(value)
    except TypeError:
        return False
    return True


@pytest.mark.parametrize(
    ("frame", "text"),
    [
        ((wire.JOIN, 0, None), '["j",0,null]'),
        ((wire.JOIN, 0, ["p", {"title": "é"}, ["a", 0]]), '["j",0,["p",{"title":"é"},["a",0]]]'),
        ((wire.ACK, 7), '["a",7]'),
        ((wire.ERROR, 7, "stale", "Please try again."), '["x",7,"stale","Please try again."]'),
        ((wire.PATCH, 3, [[wire.OP_TEXT, [0, 1], "2"]]), '["p",3,[["t",[0,1],"2"]]]'),
        ((wire.PATCH, 3, [[wire.OP_NAMES, [], {"title": None}]]), '["p",3,[["n",[],{"title":null}]]]'),
        ((wire.PATCH, 3, [[wire.OP_STYLE, [0], {"color": "red"}]]), '["p",3,[["s",[0],{"color":"red"}]]]'),
        ((wire.PATCH, 3, [[wire.OP_INSERT, [0, 2], ["b", {}, []]]]), '["p",3,[["i",[0,2],["b",{},[]]]]]'),
        ((wire.PATCH, 3, [[wire.OP_REMOVE, [0, 2]]]), '["p",3,[["r",[0,2]]]]'),
        ((wire.PATCH, 3, [[wire.OP_MOVE, [0], 2, 0]]), '["p",3,[["m",[0],2,0]]]'),
        ((wire.PATCH, 3, [[wire.OP_SWAP, [0], 0]]), '["p",3,[["w",[0],0]]]'),
    ],
)
def test_a_frame_of_the_server_as_it_travels(frame: tuple[Any, ...], text: str) -> None:
    assert encode(*frame) == text


def test_one_click_on_a_counter_travels_in_sixty_bytes() -> None:
    # Arrange
    count = State(0)

    class Counter(Component):
        def render(self) -> dict[str, Any]:
            heading = {"type": "text", "props": {"content": f"Counter: {count.value}"}}
            button = {"type": "button", "props": {"label": "Increment", "action": "increment"}}
            return {"type": "section", "props": {"children": [heading, button]}}

    shown = Shown(lambda: {"type": "main", "children": [{"type": "h1"}, Counter()]})

    # Act
    frame = encode(wire.PATCH, 1, shown.change((count, 1)))

    # Assert
    assert frame == '["p",1,[["t",[1,0,0],"Counter: 1"]]]'
    assert len(frame.encode()) <= 60
