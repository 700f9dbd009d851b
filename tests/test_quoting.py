"""Source is shown as it is written, but for literals that are secrets."""

from __future__ import annotations

import time

import pytest

from cacao_kernel.quoting import quote_source


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("api_key = 'k-1'", "api_key = '•••'"),
        ('api_key.set("k-1")', 'api_key.set("•••")'),
        ('password: str = "x"', 'password: str = "•••"'),
        ('self.db_password = b"x"; y = "z"', 'self.db_password = b"•••"; y = "z"'),
        ("{'password': 'p-2', 'city': 'Basel'}", "{'password': '•••', 'city': 'Basel'}"),
        ('fields["token"] = "x"', 'fields["token"] = "•••"'),
        ('connect(secret="x", port="1")', 'connect(secret="•••", port="1")'),
        ('if password == "hunter2":', 'if password == "•••":'),
        ('token = State("s3cr3t")', 'token = State("•••")'),
        ('api_keys = ["a-1", "b-2"]', 'api_keys = ["•••", "•••"]'),
        ('api_key = (\n    "k-1"\n    "k-2"\n)', 'api_key = (\n    "•••"\n    "•••"\n)'),
        ('token = """a\nb\n""" + x', 'token = """•••\n\n""" + x'),
        ("raise ValueError('token=t-4')", "raise ValueError('token=•••')"),
        ("x = 'postgres://ann:p-3@host/db'", "x = 'postgres://ann:•••@host/db'"),
        ('f"postgres://{user}:p-3@host"', 'f"postgres://{user}:•••@host"'),
        ("'Bearer abcdefgh1'", "'Bearer •••'"),
        ("'eyJhbGciOiJI.eyJzdWIiOiIx.abc-def'", "'•••'"),
    ],
)
def test_a_literal_that_is_a_secret_is_hidden(source: str, shown: str) -> None:
    assert quote_source(source) == shown


@pytest.mark.parametrize(
    "source",
    [
        '{"type": "password", "aria_label": "Pin"}',
        'TextInput(name="password", label="Password")',
        "def f(password: str, name='x'):",
        "connect(password=typed, city='Basel')",
        'token = ""',
        'key = os.environ["DB_PASSWORD"]',
        'f"postgres://{user}:{password}@host"',
        '{"Authorization": f"Bearer {token}"}',
        "# Basic ingredients and such",
        'secret=True, name="x"',
        'kind == "password" and name == "x"',
    ],
)
def test_all_else_is_as_it_is_written(source: str) -> None:
    assert quote_source(source) == source


def test_no_source_makes_it_slow() -> None:
    begin = time.monotonic()
    for source in (
        "password" * 3_000,
        "'\"" * 10_000,
        "token = [" + "'a'," * 5_000,
        "secret" + " " * 5_000 + "=" + "(" * 3_000,
        "token: " + "[ " * 4_000,
        "token = (" + ("'" + " " * 199) * 100,
    ):
        quote_source(source)

    assert time.monotonic() - begin < 5  # it takes a tenth of a second; what backtracks takes minutes
