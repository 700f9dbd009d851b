"""What answers say beside their content: headers on each of them, and nothing of how the server is made."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterator

import pytest
from raw import UPGRADE, Answer, ask, send

from security.line import Line
from security.oracles import assert_discloses_nothing, assert_logged_once, wait_for_lines
from security.target import SECRET, Target

Ask = Callable[[Target], Answer]


@pytest.fixture(scope="module")
def verbose(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    """Serve the fixture app with a line of log for each request and event."""
    served = Target(tmp_path_factory.mktemp("verbose"), "--production", "-v")
    yield served
    served.stop()


def own(target: Target) -> dict[str, str]:
    return {"Origin": target.url, "Content-Length": "0"}


def link(target: Target, suffix: str, path: str = "/") -> str:
    found = re.search(rf'(?:src|href)="([^"]+\.{suffix})"', target.ask(path).text)
    assert found is not None
    return found[1]


def raw(request: str) -> Ask:
    def send_it(target: Target) -> Answer:
        return send(target.port, request.replace("PORT", str(target.port)).encode("latin-1"))

    return send_it


HOST = "Host: 127.0.0.1:PORT\r\n"

# Every kind of answer there is, by what makes it.
ANSWERS: dict[str, Ask] = {
    "a page": lambda target: target.ask(),
    "a page's head": lambda target: target.ask("/", "HEAD"),
    "a script": lambda target: target.ask(link(target, "js")),
    "a packed script": lambda target: target.ask(link(target, "js"), headers={"Accept-Encoding": "gzip"}),
    "a style sheet": lambda target: target.ask(link(target, "css", "/nowhere")),
    "no page": lambda target: target.ask("/nowhere"),
    "no file": lambda target: target.ask("/_cacao/none.js"),
    "no path": lambda target: target.ask("*"),
    "no number": lambda target: target.ask("/item/seven/x"),
    "a redirect": lambda target: target.ask("/admin"),
    "a slash too many": lambda target: target.ask("/login/"),
    "a wrong method": lambda target: target.ask("/", "POST", headers=own(target)),
    "an unknown method": lambda target: target.ask("/", "FOO", headers=own(target)),
    "options": lambda target: target.ask("/", "OPTIONS"),
    "a page that fails": lambda target: target.ask("/crash"),
    "a plugin's answer": lambda target: target.ask("/extras/form", "POST", headers=own(target)),
    "a plugin's stream": lambda target: target.ask("/extras/events"),
    "a plugin that fails": lambda target: target.ask("/extras/fail"),
    "a foreign host": lambda target: ask(target.port, host="evil.example"),
    "a foreign site": lambda target: target.ask("/", "POST", headers={"Origin": "https://evil.example"}),
    "a socket refused": lambda target: target.ask("/_cacao/socket", headers=UPGRADE),
    "a socket elsewhere": lambda target: target.ask("/", headers=[*UPGRADE, ("Origin", target.url)]),
    "a socket of an old version": lambda target: target.ask(
        "/_cacao/socket",
        headers=[*UPGRADE[:2], ("Sec-WebSocket-Version", "8"), UPGRADE[3], ("Origin", target.url)],
    ),
    "a socket without a key": lambda target: target.ask(
        "/_cacao/socket", headers=[*UPGRADE[:3], ("Origin", target.url)]
    ),
    "a socket's path without one": lambda target: target.ask("/_cacao/socket"),
    "no request": raw("nonsense\r\n\r\n"),
    "no host": raw("GET / HTTP/1.1\r\n\r\n"),
    "two hosts": raw(f"GET / HTTP/1.1\r\n{HOST}Host: evil.example\r\n\r\n"),
    "an old version": raw("GET / HTTP/1.0\r\n\r\n"),
    "a header too long": raw(f"GET / HTTP/1.1\r\n{HOST}X: {'x' * 70_000}\r\n\r\n"),
    "a path too long": raw(f"GET /{'x' * 70_000} HTTP/1.1\r\n{HOST}\r\n"),
    "too many headers": raw(f"GET / HTTP/1.1\r\n{HOST}" + "A: b\r\n" * 300 + "\r\n"),
    "two lengths": raw(f"POST / HTTP/1.1\r\n{HOST}Content-Length: 1\r\nContent-Length: 2\r\n\r\nx"),
    "a body too long": raw(
        f"POST /extras/form HTTP/1.1\r\n{HOST}Origin: http://127.0.0.1:PORT\r\nContent-Length: 9999999\r\n"
        "\r\n"
    ),
}


def policy(answer: Answer) -> dict[str, list[str]]:
    """Return the Content-Security-Policy by directive."""
    parts = (part.split() for part in answer.header("content-security-policy").split(";"))
    return {name: sources for name, *sources in parts}


@pytest.mark.parametrize("kind", ANSWERS)
def test_every_answer_has_the_headers(target: Target, production: Target, kind: str) -> None:
    """HDR-01, HDR-02, HDR-04: whatever is answered, and whoever of the server's parts answers it."""
    for each in (target, production):
        # Act
        answer = ANSWERS[kind](each)
        rules = policy(answer)

        # Assert
        assert answer.status >= 200
        assert answer.header("x-content-type-options") == "nosniff"
        assert answer.header("referrer-policy") in (
            "same-origin",
            "no-referrer",
            "strict-origin-when-cross-origin",
        )
        assert answer.header("cross-origin-opener-policy") == "same-origin"
        assert answer.header("cross-origin-resource-policy") == "same-origin"
        assert {"camera=()", "geolocation=()"} <= set(answer.header("permissions-policy").split(", "))
        assert rules["frame-ancestors"] == rules["form-action"] == rules["connect-src"] == ["'self'"]
        assert rules["default-src"] == rules["base-uri"] == rules["object-src"] == ["'none'"]
        assert rules["script-src"] == ["'self'"]
        assert not {"'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'", "*"} & {
            source for sources in rules.values() for source in sources
        }
        assert "data:" not in rules["style-src"] + rules["script-src"]
        assert not [name for name, _ in answer.headers if name.lower() in ("server", "x-powered-by", "via")]
        if each.is_production:
            assert_discloses_nothing(each, answer)
            for name in ("uvicorn", "starlette", "python", "h11", "websockets", "cacao_kernel"):
                assert name not in answer.text.lower().replace("/_cacao/", ""), name


def test_the_answer_that_opens_a_socket_names_nothing(production: Target) -> None:
    """HDR-01: no software and no version in the handshake."""
    answer = production.ask("/_cacao/socket", headers=[*UPGRADE, ("Origin", production.url)])

    assert answer.status == 101
    assert answer.all("server") == []
    assert answer.all("sec-websocket-extensions") == []
    assert not re.search("uvicorn|websockets|python", str(answer.headers), re.IGNORECASE)


@pytest.mark.parametrize("path", ["/", "/theme?c=red", "/xss", "/form"])
def test_what_the_policy_allows_is_the_pages_own_block(production: Target, path: str) -> None:
    """HDR-02: one hash, of what stands in the page, and no script or handler beside it."""
    # Act
    answer = production.ask(path)

    # Assert
    blocks = re.findall("<style>(.*?)</style>", answer.text, re.DOTALL)
    hashes = [base64.b64encode(hashlib.sha256(block.encode()).digest()).decode() for block in blocks]
    assert policy(answer)["style-src"] == ["'self'", *(f"'sha256-{digest}'" for digest in hashes)]
    assert re.findall(r"<script(?![^>]* src=)", answer.text) == []
    assert re.findall(r"<[^>]+\s(?:style|on\w+)=", answer.text) == []


DOORS = """
    /__debug /_debug /debug /docs /redoc /openapi.json /metrics /health/env /admin/console /console
    /_cacao/reload /_cacao/dev /_cacao/debug /_cacao/cacao.js.map /_cacao/cacao.css.map /server-status
    /.well-known/x /graphql /_profiler /actuator/env /phpinfo.php /static/ /favicon.ico /robots.txt
    /_cacao/ /_cacao /__pycache__/ /package.json
""".split()


@pytest.mark.parametrize("asked", ["?debug=1", "?__debug__=1&traceback=1", "?edit", ""])
def test_production_has_no_door_for_developers(production: Target, asked: str) -> None:
    """HDR-04: neither a path nor a word in the query opens one."""
    for door in DOORS:
        answer = production.ask(door + asked)

        assert answer.status == 404, door
        assert_discloses_nothing(production, answer)
    for path in ("/crash", "/extras/fail"):
        answer = production.ask(path + asked, headers={"X-Debug": "1", "Cookie": "debug=1"})

        assert answer.status == 500
        assert "RuntimeError" not in answer.text
        assert_discloses_nothing(production, answer)


def test_a_fault_is_logged_once_and_its_secret_never(production: Target) -> None:
    """HDR-04, FLT-07: of a page, of a plugin's route."""
    for path in ("/crash", "/extras/fail"):
        # Arrange
        before = len(production.log)

        # Act
        production.ask(path)

        # Assert
        assert_logged_once(production, before, "RuntimeError: ")
        assert SECRET not in "\n".join(production.log[before:])


def test_in_production_wrong_frames_tell_nothing(production: Target) -> None:
    """HDR-04: an answer to nonsense is a code and a word of ours."""
    for frame in ("{", "[]", '["e"]', '["j", 2, "12345678", "/", ""]', '["j", 1, "12345678", "/crash", ""]'):
        tab = production.visitor().open()
        tab.socket.send(frame)

        assert_discloses_nothing(production, str(tab.socket.recv(10)))


MARKUP = (
    "<script>window.__pwn = 1</script>",
    "</pre></p></main><script>x</script>",
    "<img src=x onerror=x>",
    "-->\"'><svg onload=x>",
    "&lt;script&gt;",
)


@pytest.mark.parametrize("path", ["/fragile", "/faults"])
def test_what_an_error_says_is_text_for_a_developer_too(target: Target, path: str) -> None:
    """HDR-05: in the page of an error and in the line at the foot of a page, which a frame brings as text."""
    for markup in MARKUP:
        # Act: the component raises with what a visitor typed
        visitor = target.visitor()
        tab = visitor.visit("/fragile")
        tab.answer(tab.fire("break", "input", value=markup))
        told = (
            visitor.get("/fragile").text
            if path == "/fragile"
            else target.ask(f"/{markup.replace(' ', '%20')}").text
        )

        # Assert
        assert "<script>" not in told
        assert "<img" not in told
        assert "<svg" not in told
        assert len(re.findall("</main>", told)) <= 1


CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")

# What could forge a line of a log, colour it, or end a header.
CONTROLS = (
    "x%0d%0aSet-Cookie:%20a=b",
    "%0aERROR%20forged",
    "%1b[2J%1b[31m",
    "%e2%80%a8forged",
    "%00",
    "%c2%85x",
    "%7f",
)


@pytest.mark.parametrize("text", CONTROLS)
def test_no_address_forges_a_header_or_a_line_of_the_log(verbose: Target, text: str) -> None:
    """HDR-06: in the path, in the query, in a redirect, of pages that are there, fail or are not."""
    for path in (
        f"/{text}",
        f"/?{text}",
        f"/item/1/{text}",
        f"/login/{text}",
        f"/crash?{text}",
        f"/{text}/",
        f"/theme?c={text}",
    ):
        # Arrange
        before = len(verbose.log)

        # Act
        answer = verbose.ask(path)

        # Assert
        assert [value for value in answer.all("set-cookie") if not value.startswith("cacao_session")] == []
        assert not re.search("[\r\n]", "".join(f"{name}{value}" for name, value in answer.headers))
        verbose.ask("/calls")
        wait_for_lines(verbose, before, "GET /calls 200")
        entries = [line for line in verbose.log[before:] if re.match(r"[\d:]{8} (?:INFO|ERROR) ", line)]
        assert len(entries) == (3 if path.startswith("/crash") else 2), entries
        assert not [line for line in verbose.log[before:] if CONTROL.search(line)]
        assert not [line for line in verbose.log[before:] if line.startswith("ERROR")]


def test_no_frame_or_header_forges_a_line_of_the_log(verbose: Target) -> None:
    """HDR-06: values, names of actions and kinds, tabs, headers and methods."""
    # Arrange
    before = len(verbose.log)
    forged = "x\n00:00:00 ERROR forged \x1b[2J\u2028 \x85 \x00"
    tab = verbose.visitor().visit("/faults")

    # Act
    for field in ("at once", "later", "callback", "arm"):
        tab.answer(tab.fire(field, "input", value="KeyError"))
    tab.answer(tab.fire("at once", "input", value=forged))
    steps, mark = tab.page.find("Add")
    tab.answer(tab.send_event(steps, forged))
    tab.answer(tab.send_event(steps, mark, forged[:32]))
    tab.answer(tab.send_event([forged], mark))
    tab.send("l", 1, f"/nowhere?{forged}")
    tab.receive()
    with Line(verbose.port) as line:
        line.send(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: \x1b[2J\r\nCookie: \xe2\x80\xa8\r\n\r\n")
        line.read_head()

    # Assert
    verbose.ask("/calls")
    wait_for_lines(verbose, before, "GET /calls 200")
    assert not [line for line in verbose.log[before:] if line.startswith("00:00:00")]
    assert not [line for line in verbose.log[before:] if CONTROL.search(line)]


def test_a_query_is_in_no_log(verbose: Target) -> None:
    """HDR-06, FLT-07: what stands in an address may be a secret, on a load and over a link."""
    # Arrange
    before = len(verbose.log)
    tab = verbose.visitor().visit()

    # Act
    verbose.ask("/login?code=a-secret-of-mine")
    tab.send("l", 1, "/login?code=a-secret-of-mine")
    tab.receive()
    verbose.ask("/calls")

    # Assert
    wait_for_lines(verbose, before, "GET /calls 200")
    assert "a-secret-of-mine" not in "\n".join(verbose.log[before:])
