"""What a log may not hold: passwords, tokens, keys and cookies are hidden, whatever they stand in."""

from __future__ import annotations

import logging
import time

import pytest

from cacao_kernel.redaction import hide_secrets, redact


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("password=hunter2 in a page", "password=••• in a page"),
        ("DB_PASSWORD: hunter2", "DB_PASSWORD: •••"),
        ("{'password': 'hun \\'ter2', 'x': 1}", "{'password': '•••', 'x': 1}"),
        ('{"token": "a b", "x": 1}', '{"token": "•••", "x": 1}'),
        ('{"token": "cut off', '{"token": "•••"'),
        ("Authorization: Bearer abc.def, again\nnext", "Authorization: •••\nnext"),
        ("Cookie: a=b; c=d\nnext", "Cookie: •••\nnext"),
        ("headers={b'cookie': b'a=b'}", "headers={b'cookie': b'•••'}"),
        ("(b'authorization', b'Basic abc')", "(b'authorization', b'•••')"),
        ("connect(api_key=['a', 'b'])", "connect(api_key=•••"),
        ("GET /reset?token=abc&x=1", "GET /reset?token=•••&x=1"),
        ("postgres://ann:hunter2@host/db", "postgres://ann:•••@host/db"),
        ("sent Bearer abcdefghijkl to it", "sent Bearer ••• to it"),
        (f"session {'A' * 43}.{'b' * 43} is old", "session ••• is old"),
        ("a JWT eyJhbGciOiJI.eyJzdWIiOiIx.abc-def", "a JWT •••"),
        (f"charge('sk_live_{'5' * 24}')", "charge('•••')"),
        (f"push by ghp_{'a1B2' * 9} failed", "push by ••• failed"),
        (f"AKIA{'Q7' * 8} has no rights", "••• has no rights"),
        (f"model: sk-ant-{'x-Y' * 12}", "model: •••"),
    ],
)
def test_a_secret_is_hidden(text: str, told: str) -> None:
    assert redact(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "the secret is in the file",
        "mail.smtp_password: this setting has the wrong type",
        "KeyError: 'password'",
        "key='row 7', id=3",
        "wrong password, try again",
        "http://127.0.0.1:8000/path",
        "sk-1 and task_live_table_of_the_kitchen",
    ],
)
def test_what_is_no_secret_is_kept(text: str) -> None:
    assert redact(text) == text


def test_a_record_is_hidden_with_its_traceback_for_every_handler() -> None:
    # Arrange
    try:
        raise ValueError("password=hunter2")
    except ValueError as error:
        record = logging.LogRecord(
            "x", 40, "f", 1, "token=%s", ("abc",), (ValueError, error, error.__traceback__)
        )

    # Act
    is_kept = hide_secrets(record)
    text = logging.Formatter("%(message)s").format(record)

    # Assert
    assert is_kept
    assert "token=•••" in text
    assert "ValueError: password=•••" in text
    assert "hunter2" not in text
    assert "abc" not in text


def test_no_text_makes_it_slow() -> None:
    begin = time.monotonic()
    for text in (
        "password" * 2_500,
        "token" + " " * 20_000,
        "'\"" * 10_000,
        "a://b:" * 3_300,
        "eyJ-" * 5_000,
    ):
        redact(text)
    redact("cookie=\\'" * 2_500 + "secret=['" * 2_000)

    assert time.monotonic() - begin < 5  # it takes a tenth of a second; what backtracks takes minutes
