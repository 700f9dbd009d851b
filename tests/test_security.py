"""Who may talk to the server: whose site a request comes from, and what it may look like."""

from __future__ import annotations

import pytest
from conftest import Serve
from raw import UPGRADE, Answer, ask, send
from servers import ServerProcess

APP = 'from cacao import App\napp = App()\napp.mix("/")(lambda: {"type": "p", "props": {"content": "Hello"}})'


@pytest.fixture(scope="module")
def server(serve_once: Serve) -> ServerProcess:
    return serve_once(APP)


@pytest.fixture(scope="module")
def production(serve_once: Serve) -> ServerProcess:
    return serve_once(APP, "--production", environment={"CACAO_ALLOWED_HOSTS": "app.example, Shop.Example"})


def upgrade(server: ServerProcess, *origins: str, host: str | None = None) -> Answer:
    headers = [*UPGRADE, *(("Origin", origin) for origin in origins)]
    return ask(server.port, "/_cacao/socket", host=host, headers=headers)


def test_the_own_origin_opens_a_socket_however_it_is_written(server: ServerProcess) -> None:
    assert upgrade(server, server.url).status == 101
    assert upgrade(server, server.url.upper()).status == 101


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "null",
        "",
        "http://127.0.0.1.evil.example",
        "http://127.0.0.1.evil.example:{port}",
        "http://evil127.0.0.1:{port}",
        "http://127.0.0.1:{port}@evil.example",
        "http://127.0.0.1:{port}.evil.example",
        "http://evil.example/127.0.0.1:{port}",
        "http://127.0.0.1:{port}/",
        "http://127.0.0.1:1{port}",
        "http://127.0.0.1:{port}0",
        "http://127.0.0.1",
        "http://127.0.0.1.:{port}",
        "https://127.0.0.1:{port}",
        "ws://127.0.0.1:{port}",
        "file://",
        "http://localhost:{port}",
        "http://[::1]:{port}",
        "http://127.0.0.1:{port} http://evil.example",
    ],
)
def test_a_socket_for_another_origin_is_refused(server: ServerProcess, origin: str) -> None:
    answer = upgrade(server, origin.format(port=server.port))

    assert answer.status == 403
    assert answer.all("set-cookie") == []


def test_a_socket_with_two_origins_or_none_is_refused(server: ServerProcess) -> None:
    assert upgrade(server, server.url, "https://evil.example").status in (400, 403)
    assert upgrade(server, "https://evil.example", server.url).status in (400, 403)
    assert upgrade(server).status == 403


@pytest.mark.parametrize(
    "target", ["/", "/socket", "/_cacao/", "/_cacao/cacao.js", "/_cacao/socket/", "/nowhere"]
)
def test_no_other_path_opens_a_socket(server: ServerProcess, target: str) -> None:
    answer = ask(server.port, target, headers=[*UPGRADE, ("Origin", server.url)])

    assert answer.status in (403, 404)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize("target", ["/", "/_cacao/socket", "/_cacao/cacao.js", "/nowhere"])
def test_an_unsafe_request_of_another_site_is_refused(
    server: ServerProcess, method: str, target: str
) -> None:
    for headers in ({"Origin": "https://evil.example"}, {"Origin": "null"}, {}):
        answer = ask(server.port, target, method, headers={**headers, "Content-Length": "0"})

        assert answer.status == 403


def test_no_other_site_is_allowed_to_read_an_answer(server: ServerProcess) -> None:
    for method in ("GET", "OPTIONS"):
        answer = ask(server.port, "/", method, headers={"Origin": "https://evil.example"})

        assert not [name for name, _ in answer.headers if name.lower().startswith("access-control")]


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:{port}",
        "127.0.0.1.evil.example:{port}",
        "evil/admin?",
        "127.0.0.1:{port}/x",
        "127.0.0.1:{port}@evil.example",
        "user@127.0.0.1:{port}",
        "127.0.0.1:{port}, evil.example",
        "127.0.0.1 evil.example",
        "127.0.0.1:",
        "127.0.0.1:port",
        "127.0.0.1:999999",
        "local\u00adhost",
        "localhost.",
        "[::1",
        "[::2]:{port}",
        "10.0.0.1:{port}",
        "0.0.0.0:{port}",
        "2130706433:{port}",
        "*",
        "'",
    ],
)
def test_a_name_that_is_not_the_apps_is_refused(server: ServerProcess, host: str) -> None:
    name = host.format(port=server.port)

    assert ask(server.port, host=name).status == 400
    assert upgrade(server, f"http://{name}".encode("ascii", "ignore").decode(), host=name).status in (
        400,
        403,
    )


@pytest.mark.parametrize(
    "host", ["localhost:{port}", "LOCALHOST", "127.0.0.1", "[::1]:{port}", "127.0.0.2:80"]
)
def test_names_of_this_machine_are_served_in_development(server: ServerProcess, host: str) -> None:
    assert ask(server.port, host=host.format(port=server.port)).status == 200


def test_a_refused_name_is_told_how_to_allow_it(server: ServerProcess, production: ServerProcess) -> None:
    assert '"allowed_hosts"' in ask(server.port, host="app.example").text
    assert "--production" in ask(server.port, host="app.example").text
    assert "CACAO_ALLOWED_HOSTS" in ask(production.port, host="other.example").text


def test_in_production_the_named_hosts_are_served(production: ServerProcess) -> None:
    assert ask(production.port, host="app.example").status == 200
    assert ask(production.port, host="SHOP.example:8080").status == 200
    assert ask(production.port, host="other.example").status == 400
    assert ask(production.port, host="app.example.evil.example").status == 400


@pytest.mark.parametrize("lines", ["", "Host: 127.0.0.1\r\nHost: evil.example\r\n", "Host: \r\n"])
def test_a_request_without_one_host_is_refused(server: ServerProcess, lines: str) -> None:
    request = f"GET / HTTP/1.1\r\n{lines}Connection: close\r\n\r\n"

    assert send(server.port, request.encode()).status == 400


def test_an_old_request_without_a_host_is_refused(server: ServerProcess) -> None:
    assert send(server.port, b"GET / HTTP/1.0\r\n\r\n").status == 400


@pytest.mark.parametrize(
    "target",
    ["@evil", "//evil/x", "//", "https://evil.example/", "http://127.0.0.1/", "evil.example:80", "*"],
)
def test_a_target_that_is_no_path_finds_no_page(server: ServerProcess, target: str) -> None:
    answer = ask(server.port, target)

    assert answer.status in (400, 404)
    assert answer.all("location") == []


@pytest.mark.parametrize("header", ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "x-forwarded-proto"])
def test_in_development_a_request_through_a_proxy_is_refused(server: ServerProcess, header: str) -> None:
    answer = ask(server.port, headers={header: "127.0.0.1"})

    assert answer.status == 400
    assert header.lower() in answer.text
    assert "--production" in answer.text
    assert '"allowed_hosts"' in answer.text


def test_in_production_what_a_stranger_forwards_is_ignored(production: ServerProcess) -> None:
    answer = ask(
        production.port,
        headers=[
            ("X-Forwarded-For", "10.9.8.7"),
            ("X-Forwarded-Proto", "https"),
            ("X-Forwarded-Host", "evil.example"),
            ("X_Forwarded_For", "10.9.8.7"),
            ("Forwarded", "for=10.9.8.7;proto=https;host=evil.example"),
        ],
    )

    assert answer.status == 200
    assert "Secure" not in answer.header("set-cookie")
    assert "evil.example" not in answer.text
    assert "10.9.8.7" not in production.output


@pytest.mark.parametrize(
    "lines",
    [
        "Content-Length: 5\r\nTransfer-Encoding: chunked",
        "Content-Length: 5\r\nContent-Length: 6",
        "Content-Length: +5",
        "Content-Length: 5_0",
        "Content-Length: 0x5",
        "Transfer-Encoding: gzip, chunked",
        "X-Split : name",
        "X-Control: a\x00b",
    ],
)
def test_a_request_that_can_be_read_in_two_ways_is_refused_and_the_line_closed(
    server: ServerProcess, lines: str
) -> None:
    own = f"Host: 127.0.0.1:{server.port}\r\nOrigin: {server.url}"
    request = f"POST / HTTP/1.1\r\n{own}\r\n{lines}\r\n\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\n{own}\r\n\r\n"

    answer = send(server.port, request.encode())

    assert answer.status in (400, 501)
    assert answer.header("connection") == "close"
