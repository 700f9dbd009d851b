"""Requests of other sites: every road into the app asks who sent them, by which name, and through whom."""

from __future__ import annotations

import inspect
import json
import runpy
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from raw import UPGRADE, Answer, ask, send
from starlette.routing import Mount, WebSocketRoute

from cacao_kernel.guard import Guard
from cacao_kernel.static import SOCKET
from security.line import Line, make_frame
from security.oracles import assert_discloses_nothing, assert_refused, nothing_called
from security.target import FIXTURES, Target

EVIL = "https://evil.example"

# Every route of the fixture app that may be asked for a socket, and every one that takes what is sent.
SOCKETS = ("/_cacao/socket", "/extras/socket", "/extras/part/talk")
FORMS = ("/extras/form", "/extras/part/form")
OTHERS = ("/", "/login", "/admin", "/_cacao/cacao.js", "/extras/events", "/extras/fail", "/crash", "/nowhere")
UPLOADS = "/_cacao-files/uploads/{ticket}"  # what is sent there is looked at in test_uploads

# Origins that are not the app's own, though some look like it.
STRANGERS = (
    EVIL,
    "null",
    "",
    "http://127.0.0.1",
    "http://127.0.0.1.evil.example",
    "http://127.0.0.1.evil.example:{port}",
    "http://evil127.0.0.1:{port}",
    "http://127.0.0.1:{port}@evil.example",
    "http://127.0.0.1:{port}.evil.example",
    "http://127.0.0.1:1{port}",
    "http://127.0.0.1:{port}0",
    "https://127.0.0.1:{port}",
    "ws://127.0.0.1:{port}",
    "http://127.0.0.1.:{port}",
    "http://localhost:{port}",
    "{url}/",
    "{url}, {url}",
    "{url} https://evil.example",
    "chrome-extension://127.0.0.1:{port}",
    "file://",
)

# Ways to write the path of a page that a guard closes.
SPELLINGS = (
    "//admin",
    "/admin/",
    "/admin//",
    "/./admin",
    "/x/../admin",
    "/admin/.",
    "/%61dmin",
    "/admin%2f",
    "/admin%00",
    "/admin;x",
    "/ADMIN",
    "@admin",
    "admin",
    "http://127.0.0.1/admin",
    "http://evil.example/admin",
    "/login/../admin",
    "/login%2f..%2fadmin",
    "\\admin",
    "/admin?role=admin",
    "/admin#",
)

# What a form of another site can send without asking first.
SIMPLE = (
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "text/plain",
    "application/json; text/plain",
)


def upgrade(target: Target, path: str, *headers: tuple[str, str]) -> Answer:
    return target.ask(path, headers=[*UPGRADE, *headers])


def shape(origin: str, target: Target) -> str:
    return origin.format(port=target.port, url=target.url)


@pytest.mark.parametrize("path", SOCKETS)
def test_no_socket_is_opened_for_another_site(target: Target, path: str) -> None:
    """ORG-01, ORG-02, ORG-03, ORG-06: with a visitor's cookie, on every route that has a socket."""
    # Arrange
    visitor = target.visitor()
    visitor.visit()

    with nothing_called(target, "talk"):
        for origin in STRANGERS:
            # Act
            answer = upgrade(target, path, ("Origin", shape(origin, target)), ("Cookie", visitor.cookie))

            # Assert
            assert answer.status == 403, origin
            assert_refused(answer)


@pytest.mark.parametrize("path", SOCKETS)
def test_no_socket_is_opened_for_two_sites_or_for_nobody(target: Target, path: str) -> None:
    """ORG-05, ORG-06: the order makes no difference, nor does the case of the name."""
    own, evil = ("Origin", target.url), ("Origin", EVIL)

    for origins in ([own, evil], [evil, own], [own, own], [("origin", target.url), evil], []):
        assert upgrade(target, path, *origins).status in (400, 403)
    assert upgrade(target, path, own).status == 101


def test_what_follows_a_refused_upgrade_is_not_read(target: Target) -> None:
    """ORG-01: a join and an event in the same breath as the upgrade."""
    # Arrange
    visitor = target.visitor()
    tab = visitor.visit()
    steps, mark = tab.page.find("Add")
    join = json.dumps(["j", 1, "a tab of evil", "/", ""]).encode()
    event = json.dumps(["e", 1, steps, mark, "click", {}]).encode()
    head = (
        f"GET /_cacao/socket HTTP/1.1\r\nHost: 127.0.0.1:{target.port}\r\nOrigin: {EVIL}\r\n"
        f"Cookie: {visitor.cookie}\r\n" + "".join(f"{name}: {value}\r\n" for name, value in UPGRADE) + "\r\n"
    )

    with nothing_called(target, "add"), Line(target.port) as line:
        # Act
        line.send(head.encode() + make_frame(join) + make_frame(event))

        # Assert
        # Cacao's own door refuses it for what follows, before the guard could for its origin.
        assert line.read_head().split(b" ", 2)[1] == b"400"


@pytest.mark.parametrize("path", [*FORMS, *SOCKETS, *OTHERS, UPLOADS])
def test_nothing_is_taken_from_another_site(target: Target, path: str) -> None:
    """CSR-01, CSR-02: whatever is sent where, with a cookie, from another site or from nobody."""
    # Arrange
    visitor = target.visitor()
    visitor.visit()
    origins: list[dict[str, str]] = [{"Origin": EVIL}, {"Origin": "null"}, {"Origin": target.url + "0"}, {}]
    origins += [{"Sec-Fetch-Site": "same-origin"}, {"Origin": EVIL, "Sec-Fetch-Site": "same-origin"}]
    origins += [{"Referer": target.url + "/"}, {"Origin": EVIL, "X-Requested-With": "XMLHttpRequest"}]
    origins += [{"X-HTTP-Method-Override": "GET"}]

    with nothing_called(target, "form taken"):
        for method, origin in product(("POST", "PUT", "DELETE", "PATCH", "FOO", "post"), origins):
            # Act
            headers = {"Cookie": visitor.cookie, "Content-Length": "0", **origin}
            answer = target.ask(path, method, headers=headers)

            # Assert
            assert answer.status == 403, (method, origin)
            assert_refused(answer)


@pytest.mark.parametrize("path", FORMS)
@pytest.mark.parametrize("kind", SIMPLE)
def test_a_public_page_sends_nothing_to_an_app_on_this_machine(target: Target, path: str, kind: str) -> None:
    """CSR-06: what a page may send anywhere without asking, a file among it."""
    # Arrange
    file = b'--x\r\nContent-Disposition: form-data; name="f"; filename="f.txt"\r\n\r\nfile\r\n--x--\r\n'

    def sent(origin: str) -> Answer:
        head = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{target.port}\r\nContent-Type: {kind}\r\n{origin}"
            f"Content-Length: {len(file)}\r\nConnection: close\r\n\r\n"
        )
        return send(target.port, head.encode() + file, "POST")

    with nothing_called(target, "form taken"):
        # Act and assert
        for origin in (f"Origin: {EVIL}\r\n", "Origin: null\r\n", ""):
            assert sent(origin).status == 403

    # Assert: the app's own page may
    assert sent(f"Origin: {target.url}\r\n").text == f"taken {len(file)} bytes"


@pytest.mark.parametrize("path", [*FORMS, *SOCKETS, *OTHERS, UPLOADS])
def test_no_other_site_may_read_an_answer(target: Target, production: Target, path: str) -> None:
    """ORG-11: no answer of any route carries a permission, asked for or not."""
    asked = {
        "Origin": EVIL,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "cookie",
        "Access-Control-Request-Private-Network": "true",
    }
    for each in (target, production):
        for method in ("GET", "HEAD", "OPTIONS", "POST"):
            answer = each.ask(path, method, headers=asked)

            assert not [name for name, _ in answer.headers if name.lower().startswith("access-control")]
            assert answer.header("cross-origin-resource-policy") == "same-origin"


@pytest.mark.parametrize("path", [*FORMS, *SOCKETS, *OTHERS, UPLOADS])
def test_no_road_leads_in_by_another_name(target: Target, path: str) -> None:
    """ORG-07: a name of another site that is led to this machine, with that site's own origin."""
    with nothing_called(target, "talk", "form taken", "events read"):
        for host in ("evil.example", "evil.example:{port}", "127.0.0.1.evil.example", "0.0.0.0:{port}"):
            # Act
            name = shape(host, target)
            own = {"Origin": f"http://{name}", "Content-Length": "0"}
            answers = [
                ask(target.port, path, host=name),
                ask(target.port, path, "POST", host=name, headers=own),
                ask(target.port, path, host=name, headers=[*UPGRADE, ("Origin", own["Origin"])]),
            ]

            # Assert
            for answer in answers:
                assert answer.status == 400, f"the app was served as {name}"
                assert_refused(answer)


def test_no_spelling_leads_around_a_guard(target: Target) -> None:
    """ORG-09: the page is either not found or sent to the login, and never shown."""
    for where in SPELLINGS:
        answer = target.ask(where)

        assert answer.status in (303, 308, 400, 404), where
        assert "Admin only" not in answer.text
        assert answer.header("location") in ("", "/login", "/admin"), where


def test_a_path_in_the_hosts_name_opens_no_page(target: Target) -> None:
    """ORG-09: what stands in Host is never read as a path."""
    for host in ("127.0.0.1:{port}/admin?", "127.0.0.1:{port}/admin", "evil/admin?", "127.0.0.1?", "/admin"):
        for path in ("/", "/login", "/admin"):
            assert ask(target.port, path, host=shape(host, target)).status == 400, host


def test_every_route_is_known_to_these_tests() -> None:
    """ORG-06: what opens a socket or takes what is sent cannot be added and forgotten here."""
    # Arrange
    app = runpy.run_path(str(FIXTURES / "app" / "main.py"))["app"]
    sockets: set[str] = set()
    forms: set[str] = set()

    def walk(routes: Any, prefix: str = "") -> None:
        for route in routes:
            path = prefix + route.path
            if isinstance(route, Mount):
                walk(route.routes, path)
            elif isinstance(route, WebSocketRoute):
                sockets.add(path)
            elif set(route.methods or ()) - {"GET", "HEAD"}:
                forms.add(path)

    # Act
    outermost = app.prepare(development=False)
    inner = inspect.getclosurevars(outermost._app).nonlocals["inner"]
    walk(inner.routes)

    # Assert: the guard stands before all of them, and before the socket of the pages
    assert isinstance(outermost, Guard)
    assert {*sockets, SOCKET} == set(SOCKETS)
    assert forms == {*FORMS, UPLOADS}


def test_what_a_stranger_forwards_changes_nothing(production: Target) -> None:
    """ORG-10: neither cookie nor address, in any spelling of the headers."""
    # Arrange
    forged = [
        ("X-Forwarded-For", "10.9.8.7"),
        ("X-Forwarded-Proto", "https"),
        ("X-Forwarded-Host", "evil.example"),
        ("X-Forwarded-Port", "443"),
        ("X-Forwarded-Prefix", "/evil"),
        ("X_Forwarded_For", "10.9.8.7"),
        ("X-Real-IP", "10.9.8.7"),
        ("X-Original-URL", "/admin"),
        ("X-Rewrite-URL", "/admin"),
        ("Forwarded", "for=10.9.8.7;proto=https;host=evil.example"),
    ]

    # Act
    plain, told = production.ask("/login"), production.ask("/login", headers=forged)

    # Assert
    assert told.status == 200
    assert "Secure" not in told.header("set-cookie")
    assert told.header("set-cookie").startswith("cacao_session=")
    assert len(told.text) == len(plain.text)
    assert "evil" not in told.text
    assert_discloses_nothing(production, told)
    assert production.ask("/admin", headers=forged).header("location") == "/login"


def test_what_a_stranger_forwards_evades_no_limit(tmp_path: Path) -> None:
    """ORG-10: sockets are counted by where they come from, not by what they say of it."""
    # Arrange
    target = Target(tmp_path, "--production", settings={"max_sockets_per_address": 2})
    lines = [Line(target.port) for _ in range(4)]
    try:
        # Act
        answers = []
        for number, line in enumerate(lines):
            forged = [("X-Forwarded-For", f"10.0.0.{number}"), ("Forwarded", f"for=10.0.0.{number}")]
            assert line.upgrade(headers=[*UPGRADE, *forged]) == 101
            line.send_frame(json.dumps(["j", 1, f"tab number {number}", "/", ""]).encode())
            frame = line.read_frame()
            answers.append("" if frame is None else frame.payload.decode())

        # Assert
        assert [answer[:4] for answer in answers[:2]] == ['["j"', '["j"']
        for answer in answers[2:]:
            assert "too_many_sockets" in answer
    finally:
        for line in lines:
            line.close()
        target.stop()
