"""Cookies: only those we issued are known, and each server knows its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Serve
from raw import UPGRADE, ask
from servers import ServerProcess, free_port
from visitor import Visitor

APP = 'from cacao import App\napp = App()\napp.mix("/")(lambda: {"type": "p", "props": {"content": "Hello"}})'


@pytest.fixture(scope="module")
def server(serve_once: Serve) -> ServerProcess:
    return serve_once(APP)


@pytest.fixture(scope="module")
def production(serve_once: Serve) -> ServerProcess:
    return serve_once(APP, "--production", environment={"CACAO_ALLOWED_HOSTS": "app.example, Shop.Example"})


def test_a_cookie_we_did_not_issue_is_replaced(server: ServerProcess) -> None:
    # Arrange
    name, _, value = Visitor(server.port).get().header("set-cookie").partition(";")[0].partition("=")
    session, _, proof = value.partition(".")
    mine = Visitor(server.port).get().header("set-cookie").partition("=")[2].partition(";")[0]
    wrong = [
        "A" * 43 + "." + "A" * 43,
        "A" * 43 + "." + proof,
        session + "." + proof[:-2] + ("AA" if proof[-2:] != "AA" else "BB"),
        session + "." + mine.partition(".")[2],
        session,
        value + "x",
        f"{session}.{proof}.{proof}",
        "",
        "%00",
        "../../etc/passwd",
        "a" * 5000,
    ]

    for invented in wrong:
        # Act
        answer = ask(server.port, headers={"Cookie": f"{name}={invented}"})

        # Assert
        assert answer.status == 200
        assert answer.header("set-cookie").startswith(f"{name}=")
        assert session not in answer.header("set-cookie")


def test_another_server_does_not_know_the_cookies_of_this_one(
    server: ServerProcess, production: ServerProcess
) -> None:
    value = Visitor(server.port).get().header("set-cookie").partition("=")[2].partition(";")[0]

    answer = ask(production.port, headers={"Cookie": f"cacao_session={value}"})

    assert answer.header("set-cookie").startswith("cacao_session=")


def test_over_tls_the_browser_guards_the_cookie(tmp_path: Path) -> None:
    # Arrange: uvicorn believes a proxy on this machine
    (tmp_path / "main.py").write_text(APP)
    server = ServerProcess(["-m", "uvicorn", "main:app", "--port", str(free_port())], tmp_path)
    secure = {"X-Forwarded-Proto": "https"}

    # Act
    page = ask(server.port, headers=secure)
    own = ask(
        server.port,
        "/_cacao/socket",
        headers=[*UPGRADE, ("X-Forwarded-Proto", "https"), ("Origin", f"https://127.0.0.1:{server.port}")],
    )
    plain = ask(
        server.port,
        "/_cacao/socket",
        headers=[*UPGRADE, ("X-Forwarded-Proto", "https"), ("Origin", f"http://127.0.0.1:{server.port}")],
    )
    server.stop()

    # Assert
    assert page.header("set-cookie").startswith("__Host-cacao_session=")
    assert "Secure" in page.header("set-cookie").split("; ")
    assert "Domain" not in page.header("set-cookie")
    assert (own.status, plain.status) == (101, 403)
