"""Frames: what is none of ours is refused by a code, and harms neither tab nor server."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import Serve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from servers import ServerProcess
from visitor import Tab, Visitor
from websockets.exceptions import ConnectionClosed

APP = """
from cacao import App, State
app = App()
count = State(0)

@app.event("add")
def add():
    count.value += 1

@app.mix("/")
def home():
    return {"type": "div", "children": [
        {"type": "p", "props": {"content": f"count {count.value}."}},
        {"type": "button", "props": {"label": "Add", "action": "add"}},
    ]}
"""

DEEP = "[" * 100_000 + "]" * 100_000
WRONG_FRAMES: list[tuple[str | bytes, str]] = [
    ("", "bad_json"),
    ("{", "bad_json"),
    ("null", "bad_message"),
    ("[]", "bad_message"),
    ('"x"', "bad_message"),
    ("7", "bad_message"),
    ("{}", "bad_message"),
    ("\ufeff[]", "bad_json"),
    ('["a",1] ["a",1]', "bad_json"),
    ('["a",NaN]', "bad_json"),
    ('["a",1e400]', "bad_json"),
    ('["e",1,[0],"\\ud800","click",{}]', "bad_json"),
    (DEEP, "bad_json"),
    ('["a",' + "9" * 5000 + "]", "bad_json"),
    (b"[]", "bad_message"),
    (b"\xff\xfe", "bad_message"),
    ('["p",1,[]]', "bad_message"),
    ('["x",1,"a","b"]', "bad_message"),
    ('["nothing"]', "bad_message"),
    ('["a"]', "bad_message"),
    ('["a",-1]', "bad_message"),
    ('["a",true]', "bad_message"),
    ('["a",1.5]', "bad_message"),
    ('["a",1,2]', "bad_message"),
    ('["e",1,[0],"m","click"]', "bad_message"),
    ('["e","1",[0],"m","click",{}]', "bad_message"),
    ('["e",1,[-1],"m","click",{}]', "bad_message"),
    ('["e",1,[true],"m","click",{}]', "bad_message"),
    ('["e",1,{"0":0},"m","click",{}]', "bad_message"),
    ('["e",1,[0],"m","click",[]]', "bad_message"),
    ('["e",1,[0],null,"click",{}]', "bad_message"),
    ('["e",9007199254740993,[0],"m","click",{}]', "bad_message"),
    ('["e",1,[0],"m","click",{"a":' + "[" * 100 + "]" * 100 + "}]", "bad_message"),
    ('["e",1,[' + "0," * 200 + '0],"m","click",{}]', "bad_message"),
]


@pytest.fixture(scope="module")
def server(serve_once: Serve) -> ServerProcess:
    return serve_once(APP)


def closing_code(tab: Tab) -> int:
    """Read to the end and return the code the server closed with."""
    try:
        while True:
            tab.receive()
    except ConnectionClosed as closed:
        return closed.rcvd.code if closed.rcvd else 0


@pytest.mark.parametrize(("frame", "code"), WRONG_FRAMES, ids=lambda value: str(value)[:30])
def test_a_wrong_frame_is_refused_by_a_code_and_the_tab_goes_on(
    tab: Tab, frame: str | bytes, code: str
) -> None:
    # Act
    tab.socket.send(frame)

    # Assert
    assert tab.receive()[:3] == ["x", 0, code]
    assert tab.click("Add") == ["a", 1]


def test_too_many_wrong_frames_close_the_socket(tab: Tab) -> None:
    for _ in range(11):
        tab.socket.send("garbage")

    assert closing_code(tab) == 1008
    assert 1 <= len(tab.errors) <= 10


@pytest.mark.parametrize(
    "frame",
    [["e", 1, [2], "mark", "click", {}], ["a", 0], ["nothing"], []],
    ids=lambda frame: str(frame)[:12],
)
def test_what_comes_before_the_join_closes_the_socket(visitor: Visitor, frame: list[Any]) -> None:
    tab = visitor.open()

    tab.send(*frame)

    assert closing_code(tab) == 1008
    assert tab.errors[0][2] == "bad_message"
    assert "count 0." in visitor.get().text


def test_a_second_join_is_refused_and_the_tab_goes_on(tab: Tab) -> None:
    tab.send("j", 1, tab.id, "/", tab.page.hash)

    assert tab.receive()[:3] == ["x", 0, "bad_message"]
    assert tab.click("Add") == ["a", 1]


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        (["j", 1, "t" * 32, "/nowhere", ""], "no_page"),
        (["j", 1, "t" * 32, "//evil.example/", ""], "no_page"),
        (["j", 1, "t" * 32, "/_cacao/cacao.js", ""], "no_page"),
        (["j", 2, "t" * 32, "/", ""], "version"),
        (["j", 1, "short", "/", ""], "bad_message"),
        (["j", 1, "t" * 65, "/", ""], "bad_message"),
        (["j", 1, "t" * 32, "nowhere", ""], "bad_message"),
        (["j", 1, "t" * 32, "/" + "a" * 9000, ""], "bad_message"),
        (["j", 1, "t" * 32, "/", "h" * 65], "bad_message"),
        (["j", True, "t" * 32, "/", ""], "bad_message"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_wrong_join_closes_the_socket(visitor: Visitor, frame: list[Any], code: str) -> None:
    tab = visitor.open()

    tab.send(*frame)

    assert closing_code(tab) == 1008
    assert tab.errors[0][2] == code


def test_a_frame_that_is_too_large_closes_the_socket(tab: Tab) -> None:
    tab.socket.send('["e",1,[0],"m","click",{"value":"' + "a" * 300_000 + '"}]')

    assert closing_code(tab) == 1009


def test_the_same_tab_joining_again_takes_over(visitor: Visitor) -> None:
    # Arrange
    first, second = visitor.visit(), visitor.open()
    second.id = first.id

    # Act
    second.join()

    # Assert
    assert closing_code(first) == 4409
    assert second.click("Add") == ["a", 1]


def test_a_tab_id_of_another_visitor_takes_over_nothing(server: ServerProcess, tab: Tab) -> None:
    # Arrange
    other = Visitor(server.port)
    thief = other.open()
    thief.id = tab.id

    # Act
    thief.join()
    thief.click("Add")
    other.leave()

    # Assert
    assert tab.click("Add") == ["a", 1]
    assert "count 1." in tab.page.text


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
FRAME = st.tuples(st.sampled_from("jeapx") | st.text(), *[JSON] * 5).flatmap(
    lambda parts: st.integers(0, 6).map(lambda count: parts[:count])
)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(frame=FRAME)
def test_no_frame_of_json_brings_the_tab_down(server: ServerProcess, frame: tuple[Any, ...]) -> None:
    visitor = Visitor(server.port)
    tab = visitor.visit()
    try:
        tab.send(*frame)

        assert tab.click("Add")[0] in ("a", "x")
        assert "Traceback" not in server.output
    finally:
        visitor.leave()
