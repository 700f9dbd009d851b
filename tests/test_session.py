"""Session: one visitor, known by a cookie that only we can issue, kept while it is used."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from search import examples

from cacao import State
from cacao_kernel.cells import Cell, Overlay
from cacao_kernel.cookie import Signer, cookie_header, cookie_name
from cacao_kernel.session import MAX_REMEMBERED_TABS, Session, Sessions

KEY = b"key"
SIGNER = Signer(b"the secret of one app")


class Clock:
    """Seconds that a test sets."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


class FakeTab:
    """Notes what it is told."""

    def __init__(self) -> None:
        self.told: list[list[State[Any]]] = []

    def flush(self, changed: Iterable[State[Any]], progress: Overlay | None = None) -> None:
        self.told.append(list(changed))


def test_an_issued_id_comes_back_from_its_cookie() -> None:
    # Arrange
    session_id = SIGNER.issue()

    # Act
    cookie = SIGNER.seal(session_id)

    # Assert
    assert SIGNER.read(cookie) == session_id
    assert len(session_id) == 43  # 256 bits
    assert cookie == SIGNER.seal(session_id)


def test_no_two_ids_are_alike() -> None:
    assert len({SIGNER.issue() for _ in range(1_000)}) == 1_000


def test_another_apps_cookie_is_none_of_ours() -> None:
    # Arrange
    other = Signer(b"the secret of another app")
    session_id = SIGNER.issue()

    # Act and assert
    assert other.read(SIGNER.seal(session_id)) is None
    assert other.mark_key(session_id) != SIGNER.mark_key(session_id)
    assert Signer(b"the secret of one app").read(SIGNER.seal(session_id)) == session_id


@pytest.mark.parametrize(
    "value",
    [
        None,
        "",
        ".",
        "A" * 43,
        f"{'A' * 43}.",
        f"{'A' * 43}.{'A' * 43}",
        f".{'A' * 43}",
        f"{'A' * 42}.{'A' * 43}",
        f"{'A' * 43}.{'A' * 44}",
        f"{'A' * 43}.{'A' * 43}\n",
        f"{'ä' * 43}.{'A' * 43}",
        "../../etc/passwd",
        "x" * 100_000,
    ],
)
def test_a_cookie_made_up_by_a_browser_is_none_of_ours(value: str | None) -> None:
    assert SIGNER.read(value) is None


def test_a_cookie_with_any_character_edited_is_none_of_ours() -> None:
    # Arrange
    cookie = SIGNER.seal("A" * 43)

    # Act
    edited = [f"{cookie[:i]}{'B' if cookie[i] != 'B' else 'C'}{cookie[i + 1 :]}" for i in range(len(cookie))]
    swapped = f"{SIGNER.issue()}.{cookie.partition('.')[2]}"

    # Assert
    read = [SIGNER.read(value) for value in [*edited, swapped, f"{cookie} ", f" {cookie}", cookie[:-1]]]
    assert set(read) == {None}


@examples(300)
@given(st.text())
def test_no_text_in_a_cookie_does_harm(value: str) -> None:
    assert SIGNER.read(value) is None


def test_the_marks_key_does_not_give_the_cookie_away() -> None:
    session_id = SIGNER.issue()

    assert SIGNER.mark_key(session_id).decode() not in SIGNER.seal(session_id)
    assert SIGNER.mark_key(session_id) != SIGNER.mark_key(SIGNER.issue())


def test_a_cookie_is_for_the_server_alone() -> None:
    assert cookie_header(cookie_name(secure=False, tag="8000_ab"), "v", secure=False) == (
        "cacao_session_8000_ab=v; Max-Age=86400; Path=/; HttpOnly; SameSite=Lax"
    )
    assert cookie_header(cookie_name(secure=True, tag=""), "v", secure=True) == (
        "__Host-cacao_session=v; Max-Age=86400; Path=/; HttpOnly; SameSite=Lax; Secure"
    )


def test_a_session_is_opened_once_and_found_again() -> None:
    # Arrange
    sessions = Sessions(Clock())

    # Act
    before, opened, again = sessions.find("a"), sessions.open("a", KEY), sessions.open("a", KEY)

    # Assert
    assert before is None
    assert opened is again is sessions.find("a")
    assert len(sessions) == 1


def test_a_session_is_forgotten_when_its_time_is_over() -> None:
    # Arrange
    clock = Clock()
    sessions = Sessions(clock, lifetime=60)
    first = sessions.open("a", KEY)

    # Act
    clock.now += 59.9
    kept = sessions.find("a")
    clock.now += 0.1
    gone = sessions.find("a")

    # Assert
    assert (kept, gone) == (first, None)
    assert len(sessions) == 0
    assert sessions.open("a", KEY) is not first


def test_a_clock_that_stands_still_or_jumps_back_forgets_nobody() -> None:
    # Arrange
    clock = Clock()
    sessions = Sessions(clock, lifetime=60)
    opened = sessions.open("a", KEY)

    # Act
    clock.now -= 3_600

    # Assert
    assert sessions.find("a") is opened


def test_a_live_tab_keeps_its_session_however_long_it_lasts() -> None:
    # Arrange
    clock = Clock()
    sessions = Sessions(clock, lifetime=60, capacity=1)
    session = sessions.open("a", KEY)
    session.tabs["tab"] = FakeTab()

    # Act
    clock.now += 3_600
    sessions.open("b", KEY)
    sessions.open("c", KEY)
    kept = sessions.find("a")
    del session.tabs["tab"]

    # Assert
    assert kept is session
    assert sessions.find("a") is None


def test_the_least_recently_used_go_first_when_there_are_too_many() -> None:
    # Arrange
    clock = Clock()
    sessions = Sessions(clock, capacity=3)
    for name in "abc":
        clock.now += 1
        sessions.open(name, KEY)

    # Act
    sessions.find("a")
    sessions.open("d", KEY)
    sessions.open("e", KEY)

    # Assert
    assert [name for name in "abcde" if sessions.find(name) is not None] == ["a", "d", "e"]
    assert len(sessions) == 3


def test_a_newcomer_is_kept_also_when_all_others_have_live_tabs() -> None:
    # Arrange
    sessions = Sessions(Clock(), capacity=2)
    for name in "ab":
        sessions.open(name, KEY).tabs["tab"] = FakeTab()

    # Act
    newcomer = sessions.open("c", KEY)

    # Assert
    assert sessions.find("c") is newcomer
    assert len(sessions) == 3


def test_sessions_whose_time_is_over_make_room_before_there_are_too_many() -> None:
    # Arrange
    clock = Clock()
    sessions = Sessions(clock, lifetime=60)
    for name in "abc":
        sessions.open(name, KEY)

    # Act
    clock.now += 60
    sessions.open("d", KEY)

    # Assert
    assert len(sessions) == 1


def test_a_commit_is_told_to_every_tab() -> None:
    # Arrange
    count, other = State(0), State(0)
    session = Session("a", KEY, 0)
    session.cells[other] = Cell(1, 1)
    tabs = [FakeTab(), FakeTab()]
    session.tabs.update(zip("xy", tabs, strict=True))

    # Act
    session.commit({count: Cell(5, 2)})

    # Assert
    assert session.cells == {other: Cell(1, 1), count: Cell(5, 2)}
    assert [tab.told for tab in tabs] == [[[count]], [[count]]]


def test_a_tab_may_leave_while_it_is_told() -> None:
    # Arrange
    session = Session("a", KEY, 0)
    told: list[str] = []

    class Leaving:
        def flush(self, changed: Iterable[State[Any]], progress: Overlay | None = None) -> None:
            told.append("told")
            session.tabs.clear()

    session.tabs.update(x=Leaving(), y=Leaving())

    # Act
    session.commit({})

    # Assert
    assert told == ["told", "told"]


def test_the_last_event_of_a_tab_is_remembered_longest_for_live_tabs() -> None:
    # Arrange
    session = Session("a", KEY, 0)
    session.tabs["live"] = FakeTab()
    session.remember("live", 7)

    # Act
    for number in range(MAX_REMEMBERED_TABS + 10):
        session.remember(f"gone {number}", number)
    session.remember("gone 20", 99)

    # Assert
    assert session.handled["live"] == 7
    assert session.handled["gone 20"] == 99
    assert "gone 0" not in session.handled
    assert len(session.handled) == MAX_REMEMBERED_TABS


def test_handlers_of_a_session_take_turns() -> None:
    # Arrange
    session = Session("a", KEY, 0)
    told: list[str] = []

    async def handle(name: str) -> None:
        async with session.lock:
            told.append(f"{name} begins")
            await asyncio.sleep(0)
            told.append(f"{name} ends")

    async def both() -> None:
        await asyncio.gather(handle("one"), handle("two"))

    # Act
    asyncio.run(both())

    # Assert
    assert told == ["one begins", "one ends", "two begins", "two ends"]
