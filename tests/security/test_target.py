"""The fixture app stands: every page of it is served, and the oracles can fail."""

from __future__ import annotations

import pytest
from raw import Answer

from security.line import CLOSE, Line
from security.oracles import (
    assert_alive,
    assert_clean_log,
    assert_discloses_nothing,
    assert_logged_once,
    assert_refused,
    memory_within,
    nothing_called,
)
from security.target import ADAPTER, CANARY, Target

PAGES = (
    "/ /xss /addresses /theme /login /actions /fragile /hang /cpu /stream /task /shared /form /item/7/of/all "
    "/calls /census /settle/now"
).split()


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_served(target: Target, production: Target, path: str) -> None:
    for each in (target, production):
        tab = each.visitor().visit(path)

        assert tab.page.tree


def test_a_page_that_crashes_and_one_that_is_closed_are_there(target: Target) -> None:
    assert target.ask("/crash").status == 500
    assert target.ask("/admin").status == 303


def test_the_adapter_says_how_the_target_is_reached(target: Target) -> None:
    # Act
    cookie = target.ask(ADAPTER["health"]).header("set-cookie")
    with Line(target.port) as line:
        status = line.upgrade(path=ADAPTER["socket"])
        line.send_frame(b"\x03\xe8", CLOSE)
        code = line.read_close()

    # Assert
    assert cookie.startswith(ADAPTER["cookie"])
    assert (status, code) == (101, 1000)


def test_the_canary_lies_beside_the_app(target: Target) -> None:
    assert CANARY in (target.folder.parent / "canary.txt").read_text("utf-8")


def test_the_oracles_can_fail(target: Target) -> None:
    with pytest.raises(AssertionError, match="not served"):
        assert_discloses_nothing(target, f"so much for {CANARY}")
    with pytest.raises(AssertionError, match="control character"):
        assert_clean_log(["a line \x1b[2J"])
    with pytest.raises(AssertionError):
        assert_refused(Answer(403, [("Set-Cookie", "session=1")], b""))
    with pytest.raises(AssertionError, match="more than before"), memory_within(target, -1000):
        pass
    with pytest.raises(AssertionError, match="were called"), nothing_called(target, "add"):
        assert_alive(target)
    before = len(target.log)
    for _ in range(2):
        target.ask("/crash")
    with pytest.raises(AssertionError, match="2 lines tell it"):
        assert_logged_once(target, before, "error [0-9a-f]{8} in ")
