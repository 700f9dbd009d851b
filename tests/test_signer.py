"""Signer: a session id is taken from a cookie only if we have issued it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from search import examples

from cacao_kernel.cookie import Signer, cookie_header, cookie_name

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
    assert cookie_header(cookie_name(secure=False, tag="8000_ab"), "v", secure=False) == (
        "cacao_session_8000_ab=v; Max-Age=86400; Path=/; HttpOnly; SameSite=Lax"
    )
    assert cookie_header(cookie_name(secure=True, tag=""), "v", secure=True) == (
        "__Host-cacao_session=v; Max-Age=86400; Path=/; HttpOnly; SameSite=Lax; Secure"
    )
