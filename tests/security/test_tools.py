"""The tools for developers: what they answer under the development server is guarded as all else is."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator

import pytest
from commands import cacao, succeeds
from raw import UPGRADE, Answer, ask

from security.oracles import assert_refused
from security.target import FIXTURES, Target

EVIL = "https://evil.example"
REFRESH = "/_cacao-reload"
LOOK = "/_cacao-reload/look"
PANEL = "/_devtools/"
SOCKETS = ("/_cacao/socket", "/_devtools/_cacao/socket")
STRANGERS = (
    EVIL,
    "null",
    "",
    "http://127.0.0.1",
    "http://127.0.0.1:{port}0",
    "http://127.0.0.1:{port}.evil.example",
)
HOSTS = (
    "evil.example",
    "127.0.0.1.evil.example:{port}",
    "localhost.",
    "10.0.0.1:{port}",
    "127.0.0.1:{port}, evil.example",
)

# Every request that there is because of the tools, by what it asks for.
ASKED = {
    "a page": ("GET", "/"),
    "a page that fails": ("GET", "/crash"),
    "the panel": ("GET", "{panel}"),
    "the panel's head": ("HEAD", "{panel}"),
    "a panel of no tab": ("GET", "/_devtools/?tab=made-up"),
    "the panel without its slash": ("GET", "/_devtools"),
    "no page of the panel": ("GET", "/_devtools/nowhere"),
    "a script of the panel": ("GET", "{script}"),
    "no script of the panel": ("GET", "/_devtools/_cacao/none.js"),
    "the panel's socket without one": ("GET", "/_devtools/_cacao/socket"),
    "to hear again what was told": ("GET", REFRESH),
    "to run the code again": ("POST", REFRESH),
    "what a page is to wear": ("GET", LOOK),
    "what cannot be asked of that": ("PUT", REFRESH),
}


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    """Serve the fixture app as a developer does who has set nothing: with overlay, reload and devtools."""
    app = tmp_path_factory.mktemp("counted") / "app"
    shutil.copytree(FIXTURES / "app", app, ignore=shutil.ignore_patterns("__pycache__", ".cacao"))
    with (app / "main.py").open("a", encoding="utf-8") as file:
        file.write("\nwith open('runs', 'a') as runs:\n    runs.write('.')\n")
    served = Target(tmp_path_factory.mktemp("workshop"), app=app, tools=True)
    yield served
    assert served.stop() == 0, served.server.output


@pytest.fixture
def cookie(workshop: Target) -> Iterator[str]:
    """Return the cookie of a visitor whose tab is open."""
    visitor = workshop.visitor()
    visitor.visit()
    yield visitor.cookie
    workshop.leave()


def panel(workshop: Target) -> str:
    """Return the address of a panel, as a page names it."""
    found = re.search(r'data-cacao-devtools="([^"]+)"', workshop.ask().text)
    assert found is not None
    return found[1].replace("&amp;", "&")


def address(workshop: Target, path: str) -> str:
    if path == "{panel}":
        return panel(workshop)
    if path == "{script}":
        found = re.search(r'src="(/_devtools/[^"]+\.js)"', workshop.ask(panel(workshop)).text)
        assert found is not None
        return found[1]
    return path


def asks(workshop: Target, kind: str, cookie: str = "", **headers: str) -> Answer:
    """Ask as the app's own page does, unless these headers say otherwise."""
    method, path = ASKED[kind]
    own = {"Origin": workshop.url, **({"Content-Length": "0"} if method in ("POST", "PUT") else {})}
    sent = {**own, **({"Cookie": cookie} if cookie else {}), **headers}
    return workshop.ask(address(workshop, path), method, headers=sent)


def runs(workshop: Target) -> int:
    """Return how often the app's code was run in the server so far."""
    return int((workshop.folder / "runs").stat().st_size)


def test_what_is_asked_here_is_all_that_the_tools_answer(workshop: Target) -> None:
    told = succeeds(cacao(workshop.folder, "routes"))

    paths = {line.split()[0] for line in told.splitlines() if line.endswith(", in development")}
    assert paths == {REFRESH, LOOK, PANEL.rstrip("/")}


@pytest.mark.parametrize("kind", ASKED)
def test_every_answer_has_the_headers(workshop: Target, cookie: str, kind: str) -> None:
    """HDR-01, HDR-02, HDR-04: and nothing is allowed but a frame of the same address."""
    # Act
    answer = asks(workshop, kind, cookie)

    # Assert
    parts = (part.split() for part in answer.header("content-security-policy").split(";"))
    rules = {name: sources for name, *sources in parts}
    assert answer.header("x-content-type-options") == "nosniff"
    assert answer.header("cross-origin-opener-policy") == "same-origin"
    assert answer.header("cross-origin-resource-policy") == "same-origin"
    assert rules["default-src"] == rules["base-uri"] == rules["object-src"] == ["'none'"]
    assert rules["frame-ancestors"] == rules["form-action"] == rules["connect-src"] == ["'self'"]
    assert rules["script-src"] == ["'self'"]
    assert rules.get("frame-src", ["'self'"]) == ["'self'"]
    assert "trusted-types" in rules
    sources = {source for listed in rules.values() for source in listed}
    assert not {"'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'", "*", "http:", "https:"} & sources
    assert not [name for name, _ in answer.headers if name.lower().startswith(("server", "access-control"))]
    if "html" in answer.header("content-type") and answer.body:
        assert re.findall(r"<script(?![^>]* src=)", answer.text) == []
        assert re.findall(r"<[^>]+ (?:style|on\w+)=", answer.text) == []


@pytest.mark.parametrize("kind", ASKED)
def test_nothing_is_answered_under_another_name(workshop: Target, cookie: str, kind: str) -> None:
    """ORG-07: a name that was bent to this machine reaches neither the panel nor the refresh."""
    method, path = ASKED[kind]
    before = runs(workshop)

    for host in HOSTS:
        # Act
        name = host.format(port=workshop.port)
        sent = {"Origin": f"http://{name}", "Cookie": cookie}
        answer = ask(workshop.port, address(workshop, path), method, host=name, headers=sent)

        # Assert
        assert answer.status in (400, 403), host
        assert_refused(answer)
    assert runs(workshop) == before


@pytest.mark.parametrize("path", SOCKETS)
def test_no_socket_is_opened_for_another_site(workshop: Target, cookie: str, path: str) -> None:
    """ORG-01, ORG-03: nor to the panel, which can change what State holds."""
    for origin in STRANGERS:
        sent = [*UPGRADE, ("Origin", origin.format(port=workshop.port)), ("Cookie", cookie)]
        answer = workshop.ask(path, headers=sent)

        assert answer.status == 403, origin
        assert_refused(answer)
    assert workshop.ask(path, headers=[*UPGRADE, ("Cookie", cookie)]).status == 403
    assert workshop.ask(path, headers=[*UPGRADE, ("Origin", workshop.url), ("Cookie", cookie)]).status == 101


def test_no_other_site_and_no_stranger_has_the_code_run_again(workshop: Target, cookie: str) -> None:
    """CSR-01, CSR-02: with a visitor's cookie from elsewhere, or from here without one."""
    # Arrange
    before = runs(workshop)

    # Act and assert
    for origin in STRANGERS:
        sent = {"Origin": origin.format(port=workshop.port), "Cookie": cookie, "Content-Length": "0"}
        assert workshop.ask(REFRESH, "POST", headers=sent).status == 403, origin
    assert workshop.ask(REFRESH, "POST", headers={"Cookie": cookie, "Content-Length": "0"}).status == 403
    own = {"Origin": workshop.url, "Content-Length": "0"}
    assert [workshop.ask(REFRESH, method, headers=own).status for method in ("GET", "POST")] == [404, 404]
    assert workshop.ask(LOOK, headers=own).status == 404
    assert runs(workshop) == before
    assert asks(workshop, "to run the code again", cookie).status == 204
    assert runs(workshop) == before + 1
