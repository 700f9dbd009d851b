"""The limits of a server are settings: what is past them gets a code, and nobody else notices."""

from __future__ import annotations

import json
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest
from conftest import Serve
from seats import serving, story
from visitor import Visitor
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect
from websockets.typing import Origin

from cacao import App, State
from cacao_kernel.config import Server, load_config
from cacao_kernel.errors import ConfigError, WireError

SOURCE = """
from cacao import App, State
app = App()
count = State(0)
app.mix("/")(lambda: {"type": "main", "children": [f"count {count.value}.", {"type": "button", "props": {
    "label": "add", "action": lambda: count.update(lambda now: now + 1)}}]})
"""


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("max_frame_bytes", 16_384),
        ("max_json_depth", 4),
        ("max_unacknowledged", 16),
        ("max_tabs_per_session", 1),
        ("max_sockets_per_address", 1),
        ("max_tree_nodes", 100),
        ("max_tree_depth", 8),
        ("max_events_per_second", 0),
        ("max_headers", 16),
        ("max_header_bytes", 4_096),
        ("max_header_seconds", 1),
        ("max_body_bytes", 0),
        ("max_stall_seconds", 1),
        ("max_fragments", 1),
        ("max_message_seconds", 1),
        ("max_control_frames", 1),
        ("max_sessions", 1),
    ],
)
def test_every_limit_can_be_set_in_the_file_and_in_the_environment(
    tmp_path: Path, name: str, least: int
) -> None:
    # Arrange
    (tmp_path / "cacao.json").write_text(f'{{"server": {{"{name}": {least + 1}}}}}')

    # Act and assert: the environment outranks the file; the defaults are those of nobody who set any.
    assert getattr(load_config(tmp_path, {}).server, name) == least + 1
    variable = f"CACAO_{name.upper()}"
    assert getattr(load_config(tmp_path, {variable: str(least)}).server, name) == least
    assert getattr(Server(), name) > least
    for wrong in (str(least - 1), "many", "-5", "1e9", ""):
        with pytest.raises(ConfigError) as failure:
            load_config(tmp_path, {variable: wrong})
        told = str(failure.value)
        assert told.startswith(f"{variable}: no limit that can be kept; expected a whole")
        assert f"from {least}" in told


def test_a_frame_past_a_limit_of_ones_own_is_answered_by_its_code(serve: Serve) -> None:
    # Arrange
    limits = {"CACAO_MAX_FRAME_BYTES": "20000", "CACAO_MAX_JSON_DEPTH": "4"}
    visitor = Visitor(serve(SOURCE, environment=limits).port)
    tab = visitor.visit()

    # Act and assert: too deep is one error, and the tab goes on; too long closes it.
    tab.send("e", 1, [1], "mark", "click", {"a": [[[[[1]]]]]})
    assert tab.receive() == ["x", 0, "bad_message", "JSON deeper than 4."]
    assert tab.click("add")[0] == "a"
    assert 'data-cacao-frame="20000"' in visitor.get().text
    tab.send("e", 3, [1], "mark", "click", {"value": "x" * 20_000})
    with pytest.raises(ConnectionClosed) as closed:
        tab.receive()
    assert closed.value.rcvd is not None and closed.value.rcvd.code == 1009
    assert closed.value.rcvd.reason == "a message longer than this server takes"
    visitor.leave()


def test_one_address_gets_so_many_sockets_and_others_when_some_are_closed(serve: Serve) -> None:
    # Arrange
    server = serve(SOURCE, environment={"CACAO_MAX_SOCKETS_PER_ADDRESS": "2"})
    visitors = [Visitor(server.port) for _ in range(3)]
    tabs = [visitor.visit() for visitor in visitors[:2]]

    # Act
    third = visitors[2].open()

    # Assert: refused with a code, logged with the cure, and the others go on.
    assert third.receive() == [
        "x",
        0,
        "too_many_sockets",
        "Too many pages of this app are open where you are.",
    ]
    with pytest.raises(ConnectionClosed) as closed:
        third.receive()
    assert closed.value.rcvd is not None and closed.value.rcvd.code == 1013
    assert "127.0.0.1 has 2 sockets open and gets no more." in server.output
    assert tabs[1].click("add")[0] == "a"

    # Act and assert: there is room again.
    tabs[0].close()
    third.close()
    for _ in range(50):
        with suppress(ConnectionClosed):  # it may be refused already
            third.send("j", 1, third.id, "/", third.page.hash)
        if third.receive()[0] == "j":
            break
        third.close()
    else:
        raise AssertionError("the address never got a socket again")
    for visitor in visitors:
        visitor.leave()


def test_behind_a_trusted_proxy_the_visitors_address_counts(serve: Serve) -> None:
    # Arrange
    limits = {"CACAO_MAX_SOCKETS_PER_ADDRESS": "1", "CACAO_TRUSTED_PROXIES": "127.0.0.1"}
    port = serve(SOURCE, environment=limits).port

    def answer_to(address: str) -> str:
        socket = stack.enter_context(
            connect(
                f"ws://127.0.0.1:{port}/_cacao/socket",
                origin=Origin(f"http://127.0.0.1:{port}"),
                additional_headers={"X-Forwarded-For": address},
                proxy=None,
            )
        )
        with suppress(ConnectionClosed):  # it may be refused already
            socket.send('["j", 1, "a tab of a test", "/", ""]')
        return str(json.loads(socket.recv(20))[0])

    # Act and assert
    with ExitStack() as stack:
        assert [answer_to(address) for address in ("10.0.0.1", "10.0.0.2", "10.0.0.1")] == ["j", "j", "x"]


@story
async def test_a_visitor_has_so_many_tabs_and_comes_back_with_each(monkeypatch: pytest.MonkeyPatch) -> None:
    # Arrange
    monkeypatch.setenv("CACAO_MAX_TABS_PER_SESSION", "2")
    app = App()
    count = State(0, name="count")
    app.mix("/")(lambda: {"type": "p", "props": {"content": f"count {count.value}."}})
    async with serving(app) as house:
        first = await house.sit()
        second = await house.sit(first.visitor)

        # Act and assert
        with pytest.raises(WireError) as refused:
            await house.sit(first.visitor)
        assert refused.value.code == "too_many_tabs"
        assert str(refused.value) == "You have 2 tabs of this app open. Close one and reload."
        await second.rejoin()  # the same tab, on another connection
        await house.sit()  # another visitor
        house.live.leave(first.tab)
        await house.sit(first.visitor)


@story
async def test_patches_that_are_not_acknowledged_are_as_many_as_was_set(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Arrange
    monkeypatch.setenv("CACAO_MAX_UNACKNOWLEDGED", "16")
    app = App()
    count = State(0, name="count")
    button = {
        "type": "button",
        "props": {"label": "add", "action": lambda: count.update(lambda now: now + 1)},
    }
    app.mix("/")(lambda: {"type": "main", "children": [f"count {count.value}.", button]})
    async with serving(app) as house:
        seat = await house.sit()

        # Act
        for _ in range(30):
            await seat.click("add")

    # Assert
    assert len(seat.ops) == 16
