"""Uploads under attack: names, sizes that lie, floods, what is in a file, and who may send it."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from raw import ask
from sending import PATH, begin, lying, patch, sender
from servers import ServerProcess, memory

SOURCE = """
from cacao import App, State
from cacao.ui import FileUpload, Image, download

app = App()
files = State([])

@app.event("fetch")
def fetch():
    download(files.value[-1].path, files.value[-1].name)

@app.mix("/")
def home():
    return {"type": "main", "children": [
        FileUpload("Files", bind=files, multiple=True, max_bytes=50_000_000),
        {"type": "button", "props": {"label": "Fetch", "action": "fetch"}},
    ]}

@app.mix("/shown")
def shown():
    return {"type": "main", "children": [Image(file, "What was sent") for file in files.value]}

@app.mix("/plain")
def plain():
    return {"type": "main", "children": [{"type": "input", "props": {"type": "hidden", "on_change": print}}]}
"""

MEBIBYTE = 1_048_576
NAMES = {
    "up": ("../../x", "x"),
    "up, backwards": ("..\\x", "x"),
    "from the root": ("/etc/passwd", "passwd"),
    "NUL and lines": ("a\x00b\r\nX: y", "abX: y"),
    "four kilobytes of letters": ("a" * 1_000, "a" * 160 + "…" + "a" * 39),
    "encoded": ("..%2f..%2fx", "%2f..%2fx"),
    "turned around": ("photo\u202egpj.exe", "photogpj.exe"),
    "a device": ("CON", "CON"),
    "hidden": (".htaccess", "htaccess"),
    "none": ("", "file"),
    "markup": ("<img src=x onerror=1>", "<img src=x onerror=1>"),
    "an icon": ("{%icon-home%}", "{%icon-home%}"),
}
POLYGLOT = b"<html><script>alert(1)</script></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'

Start = Callable[..., ServerProcess]


@pytest.fixture(scope="module")
def server(serve_once: Start) -> ServerProcess:
    return serve_once(SOURCE)


def folder_of(server: ServerProcess) -> Path:
    return Path(f"/proc/{server.process.pid}/cwd").readlink() / ".cacao" / "uploads"


@pytest.mark.parametrize(("name", "shown"), NAMES.values(), ids=list(NAMES))
def test_a_name_is_a_label_and_never_a_path(server: ServerProcess, name: str, shown: str) -> None:
    """UPL-01: whatever a file is called, it lies under a random name."""
    # Arrange
    ann, home = sender(server), folder_of(server).parent.parent
    before = {path for path in home.rglob("*") if path.parent != folder_of(server)}

    # Act
    ann.upload(name, b"abc")

    # Assert
    assert ann.there() == [shown]
    new = {path.name for path in home.rglob("*") if path.is_file()} - {path.name for path in before}
    assert new and all(re.fullmatch(r"[0-9a-f]{32}\.(file|json|part)", name) for name in new)
    assert "Traceback" not in server.output


def test_what_is_more_than_was_announced_is_refused_and_deleted(server: ServerProcess) -> None:
    """UPL-02: by its length, in chunks of no length, at once or in the end."""
    ann = sender(server)
    tails = {
        "one byte": (b"x" * 1_001, {}, None),
        "a length that is too high": (b"x", {}, 900_000),
        "chunks": (b"44c\r\n" + b"x" * 1_100 + b"\r\n0\r\n\r\n", {"Transfer-Encoding": "chunked"}, 0),
    }
    for case, (body, headers, length) in tails.items():
        # Arrange
        ticket = ann.ticket(ann.announce("a.bin", 1_000))
        before = lying(folder_of(server)).count(".part")
        if headers:
            headers = {**headers, "Content-Length": ""}

        # Act
        answer = ann.patch(ticket, 0, body, headers, length=length)

        # Assert
        assert answer.status == 413, case
        assert ann.offset(ticket) == -1, case
        assert lying(folder_of(server)).count(".part") == before - 1, case


def test_a_length_that_is_too_low_or_never_comes_puts_nothing_wrong_into_a_file(
    server: ServerProcess,
) -> None:
    """UPL-02: what stands behind the length is no part of the file."""
    # Arrange
    ann = sender(server)
    ticket, visitor = ann.ticket(ann.announce("a.bin", 1_000)), ann.tab.visitor

    # Act
    ann.patch(ticket, 0, b"x" * 500 + b"GET / HTTP/1.1\r\n\r\n", length=500)
    begin(visitor.port, visitor.cookie, ticket, 500, b"y" * 100, 500).close()

    # Assert
    end = time.monotonic() + 10
    while ann.offset(ticket) != 600:
        assert time.monotonic() < end
        time.sleep(0.02)
    assert ann.patch(ticket, 600, b"z" * 400).status == 204


def test_a_large_file_goes_to_the_disk_and_not_into_memory(server: ServerProcess) -> None:
    """UPL-02: the server holds a piece of it at most."""
    # Arrange
    ann, piece = sender(server), bytes(1_000_000)
    ann.upload("small", b"abc")
    ticket = ann.ticket(ann.announce("large", 40_000_000))
    for number in range(8):
        ann.patch(ticket, number * len(piece), piece)
    before = memory(server.process.pid)

    # Act
    for number in range(8, 40):
        assert ann.patch(ticket, number * len(piece), piece).status == 204

    # Assert
    assert memory(server.process.pid) - before <= 2 * MEBIBYTE


def test_fifty_at_once_keep_to_the_room_there_is(serve: Start, tmp_path: Path) -> None:
    """UPL-04: room is set aside when a file is announced, for each visitor and for all."""
    # Arrange
    limits = {"SESSION_BYTES": "2000000", "TOTAL_BYTES": "5000000"}
    server = serve(
        SOURCE, environment={f"CACAO_COMPONENTS_UPLOAD_{key}": text for key, text in limits.items()}
    )
    visitors = [sender(server) for _ in range(5)]

    # Act
    files = [(ann, ann.announce(f"{number}.bin", 200_000)) for number in range(10) for ann in visitors]
    more = [(ann, ann.announce("more.bin", 1)) for ann in visitors]
    let = [(ann, ann.ticket(file)) for ann, file in files if "data-ticket" in (ann.row(file) or {})]
    with ThreadPoolExecutor(50) as pool:
        sent = [
            pool.submit(patch, server.port, ann.tab.visitor.cookie, ticket, 0, bytes(200_000))
            for ann, ticket in let
        ]
        statuses = {each.result().status for each in sent}

    # Assert
    assert len(let) == 25 and statuses == {204}
    assert all("no room" in (ann.row(file) or {})["text"] for ann, file in more)
    parts = (tmp_path / ".cacao" / "uploads").glob("*.part")
    assert sum(file.stat().st_size for file in parts) == 5_000_000


def test_what_a_hundred_have_abandoned_is_deleted(serve: Start, tmp_path: Path) -> None:
    """UPL-04: nothing is left of it after a while, and none of the room is lost."""
    # Arrange
    server = serve(SOURCE, environment={"CACAO_COMPONENTS_UPLOAD_IDLE": "1"})
    ann = sender(server)
    for number in range(100):
        ann.patch(ann.ticket(ann.announce(f"{number}.bin", 1_000)), 0, b"abc")

    # Act
    end = time.monotonic() + 20
    while lying(tmp_path / ".cacao" / "uploads"):
        assert time.monotonic() < end, "the files are still there"
        time.sleep(0.1)

    # Assert
    assert "data-ticket" in (ann.row(ann.announce("next.bin", 1)) or {})


def test_what_was_left_before_a_start_is_deleted_and_files_of_others_are_not(
    serve: Start, tmp_path: Path
) -> None:
    """UPL-04: pieces without a word about them, words without pieces."""
    # Arrange
    folder = tmp_path / ".cacao" / "uploads"
    folder.mkdir(parents=True)
    for name in ("0" * 32 + ".part", "1" * 32 + ".json", "2" * 32 + ".new", "notes.txt"):
        (folder / name).write_text("{}")

    # Act
    serve(SOURCE)

    # Assert
    assert [file.name for file in folder.iterdir()] == ["notes.txt"]


@pytest.mark.parametrize("name", ["page.html", "picture.svg", "run.js", "a.pdf", "photo.png"])
def test_what_was_uploaded_is_fetched_as_a_file_that_runs_nothing(server: ServerProcess, name: str) -> None:
    """UPL-05: whatever it is called and holds."""
    # Arrange
    ann = sender(server)
    ann.upload(name, POLYGLOT, "text/html")

    # Act
    number = ann.tab.fire("Fetch")
    frames = [ann.tab.receive()]
    while frames[-1][:2] != ["a", number]:
        frames.append(ann.tab.receive())
    token = next(found[0] for frame in frames if (found := re.findall(r"[\w-]{43}", str(frame))))
    answer = ann.tab.visitor.get(f"/_components/download/{token}")

    # Assert
    assert answer.status == 200 and answer.body == POLYGLOT
    assert answer.header("content-disposition").startswith("attachment")
    assert answer.header("x-content-type-options") == "nosniff"
    assert "html" not in answer.header("content-type") and "script" not in answer.header("content-type")
    assert "sandbox" in answer.header("content-security-policy")


def test_what_is_shown_is_a_picture_for_its_own_visitor_and_runs_nothing(server: ServerProcess) -> None:
    """UPL-05, UPL-06: a drawing that holds a script is one, too."""
    # Arrange
    ann, bob = sender(server), sender(server)
    ann.upload("a.svg", SVG, "image/svg+xml")
    html = ann.tab.visitor.get("/shown").text
    url = re.findall(r'src="(/_cacao-files/shown/[0-9a-f]{64})"', html)[0]

    # Act
    answer = ann.tab.visitor.get(url)

    # Assert
    assert answer.body == SVG and answer.header("content-type") == "image/svg+xml"
    assert answer.header("content-disposition") == "attachment"
    policy = answer.header("content-security-policy")
    assert "sandbox" in policy and "default-src 'none'" in policy and "script" not in policy
    assert bob.tab.visitor.get(url).status == ask(server.port, url).status == 404


def test_what_is_no_picture_is_not_shown(server: ServerProcess) -> None:
    """UPL-05: a page that is called a picture is none."""
    ann = sender(server)
    ann.upload("a.png", POLYGLOT, "image/png")

    assert ann.tab.visitor.get("/shown").status == 500
    assert "this cannot be shown here" in server.output


def test_nobody_sends_what_they_have_no_ticket_for(server: ServerProcess) -> None:
    """UPL-06: no session, another's, a ticket that was made up, or used, and a page without uploads."""
    # Arrange
    ann, bob = sender(server), sender(server)
    file = ann.announce("a.bin", 3)
    ticket, port = ann.ticket(file), server.port
    made_up = [
        "x",
        "A" * 43,
        "..",
        "%2e%2e",
        "a/b",
        "..%2f..%2fcacao.json",
        "0" * 32,
        ticket[:-1],
        ticket + "a",
    ]

    # Act and assert
    assert patch(port, "", ticket, 0, b"abc").status == 404
    assert patch(port, "cacao_session=" + "A" * 60, ticket, 0, b"abc").status == 404
    assert bob.patch(ticket, 0, b"abc").status == 404 and bob.offset(ticket) == -1
    assert {ann.patch(other, 0, b"abc").status for other in made_up} <= {404, 405}
    bob.done(file, ticket)
    assert bob.there() == []
    assert ann.patch(ticket, 0, b"abc").status == 204
    ann.done(file)
    assert ann.there() == ["a.bin"] and ann.patch(ticket, 0, b"abc").status == 404
    plain = sender(server, "/plain")
    plain.tell({"add": [["abcdefgh", "a.bin", 1, "", 1]]})
    assert plain.row("abcdefgh") is None


def test_nobody_sends_for_a_visitor_from_another_site(server: ServerProcess) -> None:
    """UPL-06: with the visitor's own cookie and ticket."""
    ann = sender(server)
    ticket = ann.ticket(ann.announce("a.bin", 3))

    for origin in ("https://evil.example", "null", ""):
        assert ann.patch(ticket, 0, b"abc", {"Origin": origin}).status == 403
    assert ann.offset(ticket) == 0


def test_only_what_uploads_need_is_answered(server: ServerProcess) -> None:
    """UPL-06: other methods do nothing."""
    ann = sender(server)
    ticket = ann.ticket(ann.announce("a.bin", 3))

    for method in ("GET", "POST", "PUT", "DELETE"):
        headers = {"Cookie": ann.tab.visitor.cookie, "Origin": server.url}
        assert ask(server.port, PATH + ticket, method, headers=headers).status in (404, 405)
    assert ann.offset(ticket) == 0
