"""The security headers, on every kind of answer."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable

import pytest
from conftest import Serve
from raw import UPGRADE, Answer, ask
from servers import ServerProcess

APP = """
from cacao import App
app = App()

@app.mix("/")
def home():
    return {"type": "main", "props": {"style": {"padding": 4, "fontFamily": "'A & B', serif"}}, "children": [
        {"type": "p", "props": {"content": "x", "style": {"margin": "1px\\r\\n 2px"}}}]}

@app.mix("/plain")
def plain():
    return {"type": "p", "props": {"content": "no style"}}

@app.mix("/broken")
def broken():
    raise ValueError("<script>alert(1)</script> in the message")
"""

Kind = Callable[[ServerProcess], Answer]

KINDS: dict[str, tuple[int, Kind]] = {
    "page": (200, lambda server: ask(server.port)),
    "head": (200, lambda server: ask(server.port, "/", "HEAD")),
    "script": (200, lambda server: ask(server.port, link(server, "js"))),
    "style sheet": (200, lambda server: ask(server.port, link(server, "css", "/nowhere"))),
    "no page": (404, lambda server: ask(server.port, "/nowhere")),
    "no file": (404, lambda server: ask(server.port, "/_cacao/nothing.js")),
    "no path": (400, lambda server: ask(server.port, "https://evil.example/")),
    "method": (405, lambda server: ask(server.port, "/", "OPTIONS")),
    "fault": (500, lambda server: ask(server.port, "/broken")),
    "foreign host": (400, lambda server: ask(server.port, host="evil.example")),
    "foreign site": (403, lambda server: ask(server.port, "/", "POST", headers={"Content-Length": "0"})),
    "socket refused": (403, lambda server: ask(server.port, "/_cacao/socket", headers=UPGRADE)),
    "no socket": (
        404,
        lambda server: ask(server.port, "/_cacao/socket", headers={"Origin": server.url}),
    ),
}


@pytest.fixture(scope="module")
def development(serve_once: Serve) -> ServerProcess:
    return serve_once(APP)


@pytest.fixture(scope="module")
def production(serve_once: Serve) -> ServerProcess:
    return serve_once(APP, "--production")


@pytest.fixture(params=["development", "production"])
def server(request: pytest.FixtureRequest) -> ServerProcess:
    server: ServerProcess = request.getfixturevalue(request.param)
    return server


def link(server: ServerProcess, suffix: str, target: str = "/") -> str:
    found = re.search(rf'(?:src|href)="([^"]+\.{suffix})"', ask(server.port, target).text)
    assert found is not None
    return found[1]


def policy(answer: Answer) -> dict[str, list[str]]:
    """Return the Content-Security-Policy by directive."""
    parts = (part.split() for part in answer.header("content-security-policy").split(";"))
    return {name: sources for name, *sources in parts}


@pytest.mark.parametrize("kind", KINDS)
def test_every_answer_is_guarded(server: ServerProcess, kind: str) -> None:
    # Act
    status, answer = KINDS[kind][0], KINDS[kind][1](server)

    # Assert
    assert answer.status == status
    assert answer.header("x-content-type-options") == "nosniff"
    assert answer.header("referrer-policy") in (
        "same-origin",
        "no-referrer",
        "strict-origin-when-cross-origin",
    )
    assert answer.header("cross-origin-opener-policy") == "same-origin"
    assert "camera=()" in answer.header("permissions-policy")
    assert answer.all("server") == answer.all("x-powered-by") == []
    assert policy(answer)["frame-ancestors"] == ["'self'"]


def test_a_refused_socket_is_no_error_of_the_server(server: ServerProcess) -> None:
    ask(server.port, "/_cacao/socket", headers=UPGRADE)

    assert "handshake" not in server.output


@pytest.mark.parametrize("kind", KINDS)
def test_every_policy_is_strict(server: ServerProcess, kind: str) -> None:
    # Act
    rules = policy(KINDS[kind][1](server))

    # Assert
    sources = {source for listed in rules.values() for source in listed}
    assert not {"'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'", "*", "http:", "https:"} & sources
    assert rules["default-src"] == rules["base-uri"] == rules["object-src"] == ["'none'"]
    assert rules["script-src"] == rules["connect-src"] == rules["form-action"] == ["'self'"]
    assert "data:" not in rules["style-src"]
    assert "trusted-types" in rules


def test_the_policy_allows_the_very_style_blocks_of_the_page(server: ServerProcess) -> None:
    # Act
    answer = ask(server.port)

    # Assert: a browser hashes what its parser has read, where line ends are one character
    blocks = re.findall(r"<style>(.*?)</style>", answer.text, re.DOTALL)
    read = [re.sub("\r\n?", "\n", block) for block in blocks]
    digests = [base64.b64encode(hashlib.sha256(block.encode()).digest()).decode() for block in read]
    assert len(blocks) >= 2  # of the looks, and of the tree
    assert policy(answer)["style-src"] == ["'self'", *[f"'sha256-{digest}'" for digest in digests]]


def test_a_page_that_names_its_stylesheet_has_no_block(server: ServerProcess) -> None:
    answer = ask(server.port, "/nowhere")

    assert "<style" not in answer.text
    assert policy(answer)["style-src"] == ["'self'"]


@pytest.mark.parametrize("target", ["/", "/plain", "/nowhere", "/broken"])
def test_no_page_holds_a_script_or_a_style_of_its_own(server: ServerProcess, target: str) -> None:
    text = ask(server.port, target).text

    assert re.findall(r"<script(?![^>]* src=)", text) == []
    assert re.findall(r"<[^>]+ (?:style|on\w+)=", text) == []


def test_a_traceback_is_shown_as_text_in_development_alone(
    development: ServerProcess, production: ServerProcess
) -> None:
    seen, unseen = ask(development.port, "/broken").text, ask(production.port, "/broken").text

    assert "&lt;script&gt;alert(1)" in seen
    assert "main.py" in seen
    for leak in ("alert(1)", "main.py", "ValueError", "Traceback", "cacao_kernel"):
        assert leak not in unseen


@pytest.mark.parametrize(
    "target",
    ["/?debug=1", "/__debug", "/docs", "/metrics", "/openapi.json", "/_cacao/reload", "/_cacao/cacao.js.map"],
)
def test_production_has_no_doors_for_developers(production: ServerProcess, target: str) -> None:
    answer = ask(production.port, target)

    assert answer.status == (200 if target == "/?debug=1" else 404)
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("value", ["x%0d%0aSet-Cookie:%20a=b", "%E2%80%A8", "%1b[2J", "%00"])
def test_an_address_forges_neither_headers_nor_log_lines(serve: Serve, value: str) -> None:
    # Arrange
    server = serve(APP, "-v")

    # Act
    answer = ask(server.port, f"/{value}?{value}")
    ask(server.port, "/plain")

    # Assert
    server.stop()
    logged = [line for line in server.lines if "GET" in line]
    assert answer.status == 404
    assert answer.all("set-cookie") == []
    assert len(logged) == 2
    assert "GET /plain 200" in logged[1]
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028]", "".join(logged))
