"""Signer: a session id is taken from a cookie only if we have issued it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from search import examples

from cacao_kernel.cookie import MAX_AGED, Signer, cookie_header, cookie_name

SIGNER = Signer(b"the secret of one app")


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
    assert cookie_header(cookie_name(secure=False, tag="8000_ab"), "v", secure=False, lifetime=60) == (
        "cacao_session_8000_ab=v; Max-Age=60; Path=/; HttpOnly; SameSite=Lax"
    )
    assert cookie_header(cookie_name(secure=True, tag=""), "v", secure=True, lifetime=60) == (
        "__Host-cacao_session=v; Max-Age=60; Path=/; HttpOnly; SameSite=Lax; Secure"
    )


def test_a_cookie_of_an_older_key_is_taken_until_it_is_handed_out_anew() -> None:
    # Arrange
    older, newer = (
        Signer(b"the key of before"),
        Signer(b"the key of today", [b"another", b"the key of before"]),
    )
    session_id = older.issue()
    token = older.tab_token(session_id, "tab", "place")

    # Act
    known = newer.read(older.seal(session_id))
    keys = [newer.mark_key(session_id)]
    is_renewed = [newer.renew(session_id), newer.renew(session_id)]
    keys.append(newer.mark_key(session_id))

    # Assert: with the old cookie go the old marks, with the new one new ones
    assert known == session_id
    assert is_renewed == [True, False]
    assert keys == [older.mark_key(session_id), Signer(b"the key of today").mark_key(session_id)]
    assert newer.is_tab_token(token, session_id, "tab", "place")
    assert not newer.is_tab_token(token, session_id, "tab", "elsewhere")
    assert newer.seal(session_id) == Signer(b"the key of today").seal(session_id)


def test_a_cookie_of_the_present_key_is_not_handed_out_anew() -> None:
    # Arrange
    signer = Signer(b"the key of today", [b"the key of before"])
    session_id = signer.issue()

    # Act and assert
    assert signer.read(Signer(b"the key of before").seal(session_id)) == session_id
    assert signer.read(signer.seal(session_id)) == session_id
    assert not signer.renew(session_id)
    assert Signer(b"a third key").read(signer.seal(session_id)) is None


def test_old_cookies_that_are_remembered_have_a_bound() -> None:
    # Arrange
    older, newer = Signer(b"the key of before"), Signer(b"the key of today", [b"the key of before"])
    ids = [f"{number:043}" for number in range(MAX_AGED + 1)]

    # Act
    for session_id in ids:
        newer.read(older.seal(session_id))

    # Assert: what is forgotten has marks of the new key, and its page is sent anew
    assert not newer.renew(ids[0])
    assert newer.renew(ids[1])
