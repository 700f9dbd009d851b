"""Static files: those of the manifest and no other, whatever the path looks like."""

from __future__ import annotations

import gzip
import re

import pytest
from conftest import ROOT, Serve
from raw import Answer, ask
from servers import ServerProcess
from starlette.requests import Request
from starlette.responses import Response

from cacao import App
from cacao_kernel.static import MOST_FOUND, File, Manifest
from cacao_kernel.testing import ServeForTest

CANARY = "CANARY-7f3a"

# SECURITY: ways out of a folder that have worked somewhere.
ESCAPES = [
    "../canary.txt",
    "../../canary.txt",
    "%2e%2e/canary.txt",
    "..%2fcanary.txt",
    "%2e%2e%2fcanary.txt",
    "%252e%252e%252fcanary.txt",
    "..;/canary.txt",
    "....//canary.txt",
    "..\\canary.txt",
    "..%5ccanary.txt",
    "%c0%ae%c0%ae/canary.txt",
    "/etc/passwd",
    "%2fetc%2fpasswd",
    "C:/canary.txt",
    "\\\\127.0.0.1\\share\\canary.txt",
    "cacao.js%00.png",
    "cacao.js.",
    "cacao.js%20",
    "cacao.js::$DATA",
    "",
    ".",
    "..",
    ".env",
    ".git/config",
    "main.py",
    "cacao.json",
    "secret",
    ".cacao/secret",
    "cacao.js",
    "cacao.js.map",
    "main.js",
    "__init__.py",
    "static",
    "respond",
    "__class__",
]


@pytest.fixture(scope="module")
def server(serve_once: Serve, tmp_path_factory: pytest.TempPathFactory) -> ServerProcess:
    folder = tmp_path_factory.getbasetemp()
    for place in (folder, folder.parent):
        (place / "canary.txt").write_text(CANARY)
    return serve_once(ROOT / "examples" / "counter_example.py")


def script_of(server: ServerProcess) -> str:
    found = re.search(r'src="([^"]+\.js)"', ask(server.port).text)
    assert found is not None
    return found[1]


def holds_no_file(answer: Answer) -> bool:
    text = answer.body.decode("utf-8", "replace")
    return not any(leak in text for leak in (CANARY, "root:", "import cacao", "import {", "[core]"))


@pytest.mark.parametrize("escape", ESCAPES)
@pytest.mark.parametrize("prefix", ["/_cacao/", "/"])
def test_no_path_leads_out_of_the_manifest(server: ServerProcess, prefix: str, escape: str) -> None:
    if prefix + escape == "/":
        return  # the page itself

    answer = ask(server.port, prefix + escape)

    assert answer.status in (400, 404)
    assert holds_no_file(answer)


def test_a_name_in_other_letters_is_another_name(server: ServerProcess) -> None:
    script = script_of(server)

    assert ask(server.port, script.upper()).status == 404
    assert ask(server.port, script.replace("/_cacao/", "/_CACAO/")).status == 404
    assert ask(server.port, script + "/").status == 404
    assert ask(server.port, script.replace("/_cacao/", "/_cacao//")).status == 404


def test_a_file_may_be_kept_for_ever_since_its_name_tells_its_content(server: ServerProcess) -> None:
    answer = ask(server.port, script_of(server))

    assert answer.status == 200
    assert answer.header("content-type").startswith("text/javascript")
    assert "immutable" in answer.header("cache-control")
    assert answer.all("set-cookie") == []


@pytest.mark.parametrize("accepted", ["gzip", "deflate, gzip;q=0.5", "br;q=1.0, GZIP"])
def test_a_file_is_packed_for_who_accepts_it(server: ServerProcess, accepted: str) -> None:
    answer = ask(server.port, script_of(server), headers={"Accept-Encoding": accepted})

    assert answer.header("content-encoding") == "gzip"
    assert gzip.decompress(answer.body) == ask(server.port, script_of(server)).body
    assert answer.header("vary") == "Accept-Encoding"


@pytest.mark.parametrize("accepted", [None, "", "identity", "br", "gzip;q=0", "gzip; q=0.000", "nogzip"])
def test_a_file_is_not_packed_for_who_does_not(server: ServerProcess, accepted: str | None) -> None:
    headers = {} if accepted is None else {"Accept-Encoding": accepted}

    answer = ask(server.port, script_of(server), headers=headers)

    assert answer.status == 200
    assert answer.header("content-encoding") == ""
    assert b"WebSocket" in answer.body


@pytest.mark.parametrize("wanted", ["bytes=0-0", "bytes=-99999999999", "bytes=" + "0-0," * 1500 + "0-0", "x"])
def test_ranges_bring_the_whole_file(server: ServerProcess, wanted: str) -> None:
    answer = ask(server.port, script_of(server), headers={"Range": wanted, "If-Range": "garbage"})

    assert answer.status == 200
    assert answer.body == ask(server.port, script_of(server)).body


def test_a_script_never_holds_what_would_end_it_or_load_from_elsewhere(server: ServerProcess) -> None:
    script = ask(server.port, script_of(server)).text.replace('"http://www.w3.org/2000/svg"', '"SVG"')

    for word in ("import ", "export ", "eval(", "innerHTML", "document.write", "http://", "https://", "</"):
        assert word not in script


def answer_of(manifest: Manifest, name: str) -> Response:
    return manifest.respond(Request({"type": "http", "headers": [], "path_params": {"name": name}}))


def test_names_that_strangers_make_up_push_no_found_file_out() -> None:
    # Arrange
    made: list[str] = []
    file = File("joined.css", "p{margin:0}")

    def find(name: str) -> File | None:
        made.append(name)
        return file if name == file.plain_name else None

    manifest = Manifest([], find)
    assert answer_of(manifest, file.name).status_code == 200
    made.clear()

    # Act
    strange = {answer_of(manifest, f"other{number}.x.css").status_code for number in range(2 * MOST_FOUND)}
    found = answer_of(manifest, file.name)

    # Assert
    assert strange == {404}
    assert found.status_code == 200
    assert file.plain_name not in made


def test_what_is_made_of_a_file_is_made_when_it_is_first_asked_for_and_once() -> None:
    # Arrange
    made: list[str] = []

    def shorten(source: str) -> str:
        made.append(source)
        return source.replace(" ", "")

    file = File("slow.js", "let a = 1", shorten)
    manifest = Manifest([file])
    assert (manifest.url("slow.js"), made) == (file.url, [])

    # Act
    bodies = [answer_of(manifest, file.name).body for _ in range(3)]

    # Assert
    assert bodies == [b"leta=1"] * 3
    assert made == ["let a = 1"]


def test_a_file_that_is_made_of_another_source_or_in_another_way_has_another_name() -> None:
    names = {File("a.js", source, str, edition).name for source in ("1", "2") for edition in ("a", "b")}

    assert len(names) == 4


def test_the_start_of_an_app_waits_for_no_script(
    monkeypatch: pytest.MonkeyPatch, cacao_app: ServeForTest
) -> None:
    # Arrange
    made: list[str] = []

    def squeeze(script: str) -> str:
        made.append(script)
        return "made"

    monkeypatch.setattr("cacao_kernel.squeeze.squeeze_script", squeeze)
    app = App()
    app.mix("/")(lambda: {"type": "p"})
    user = cacao_app(app).open("/")
    assert made == []

    # Act
    (address,) = re.findall(r'src="([^"]+\.js)"', user.get("/")[1])
    script = user.get(address)[1]

    # Assert
    assert (script, len(made)) == ("made", 1)
