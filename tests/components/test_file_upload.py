"""File uploads on a real server: sent in pieces, cut off, begun anew, and handed over once."""

from __future__ import annotations

import hashlib
import os
import re
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sending import Sender, begin, lying
from servers import ServerProcess, free_port
from visitor import Visitor

from cacao.ui import FileUpload
from cacao_kernel import CacaoError, State
from cacao_plugins.components.files.content import find_type, is_accepted, keeps_promise
from cacao_plugins.components.files.depot import Depot, Room
from cacao_plugins.components.files.names import clean_name, clean_type
from cacao_plugins.components.files.slot import Wish
from cacao_plugins.components.files.word import Word, read_word
from cacao_plugins.components.inputs.file_row import spell_size

SOURCE = """
import hashlib
from pathlib import Path
from cacao import App, Event, State
from cacao.ui import FileUpload

app = App()
files, photo = State([]), State(None)
log = State([])
trouble = State(False)

@app.event("note")
def note(event: Event):
    if trouble.value:
        raise ValueError("no")
    file = event["file"]
    log.set([*log.value, f"{event.kind} {file.name} {file.size} {hashlib.sha256(file.read()).hexdigest()}"])

@app.event("spoil")
def spoil():
    trouble.set(not trouble.value)

@app.event("save")
def save():
    log.set([str(file.save(Path("kept") / str(number)).exists()) for number, file in enumerate(files.value)])
    files.set([])

def page(*children):
    shown = [{"type": "p", "children": [line]} for line in log.value]
    spoiling = {"type": "button", "props": {"label": "Spoil", "action": "spoil"}}
    saving = {"type": "button", "props": {"label": "Save", "action": "save"}}
    return {"type": "main", "children": [spoiling, saving, *children, *shown]}

@app.mix("/")
def home():
    return page(FileUpload("Files", bind=files, multiple=True, on_upload="note"))

@app.mix("/photo")
def one():
    return page(FileUpload("Photo", bind=photo, accept="image/*", on_upload=note, max_bytes=1000))

@app.mix("/few")
def few():
    return page(FileUpload("Few", multiple=True, max_files=2))

@app.mix("/closed")
def closed():
    return page(FileUpload("Closed", disabled=True))
"""

DATA = os.urandom(300_000)
HASH = hashlib.sha256(DATA).hexdigest()
PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)

Start = Callable[..., ServerProcess]


@pytest.fixture(scope="module")
def server(serve_once: Start) -> ServerProcess:
    return serve_once(SOURCE)


def sender(server: ServerProcess, path: str = "/") -> Sender:
    return Sender(Visitor(server.port).visit(path))


def shows(sender: Sender, text: str) -> bool:
    return text in sender.tab.page.text


def test_a_file_comes_in_pieces_and_is_handed_over(server: ServerProcess) -> None:
    # Arrange
    ann = sender(server)
    file = ann.announce("../Report.pdf", len(DATA), "application/pdf")
    ticket = ann.ticket(file)

    # Act and assert: nothing is handed over before all of it is there
    assert ann.offset(ticket) == 0
    assert ann.patch(ticket, 0, DATA[:100_000]).header("upload-offset") == "100000"
    ann.patch(ticket, 100_000, DATA[100_000:])
    assert ann.there() == [] and not shows(ann, "upload ")
    ann.done(file)
    assert ann.there() == ["Report.pdf"]
    assert ann.row(file) is None
    assert shows(ann, f"upload Report.pdf 300000 {HASH}")


def test_an_empty_file_is_one(server: ServerProcess) -> None:
    ann = sender(server)

    ann.upload("nothing.txt", b"")

    assert ann.there() == ["nothing.txt"]


def test_it_is_handed_over_once_however_often_that_is_told(server: ServerProcess) -> None:
    # Arrange
    ann = sender(server)
    file = ann.announce("a.bin", 3)
    ticket = ann.ticket(file)
    ann.patch(ticket, 0, b"abc")

    # Act
    for _ in range(3):
        ann.done(file, ticket)

    # Assert
    assert ann.there() == ["a.bin"]
    assert ann.tab.page.text.count("upload a.bin") == 1
    assert ann.offset(ticket) == -1
    assert ann.patch(ticket, 0, b"").status == 404


def test_what_is_not_all_there_is_not_handed_over(server: ServerProcess) -> None:
    # Arrange
    ann = sender(server)
    file = ann.announce("a.bin", 4)
    ann.patch(ann.ticket(file), 0, b"abc")

    # Act
    ann.done(file)

    # Assert
    assert ann.there() == []
    assert "did not arrive" in (ann.row(file) or {})["text"]


def test_a_handler_that_fails_leaves_the_file_where_it_was_and_it_can_be_told_again(
    server: ServerProcess,
) -> None:
    # Arrange
    ann = sender(server)
    ann.tab.click("Spoil")
    file = ann.announce("a.bin", 3)
    ann.patch(ann.ticket(file), 0, b"abc")

    # Act
    answer = ann.done(file)

    # Assert
    assert answer[0] == "x" and ann.there() == []
    ann.tab.click("Spoil")
    ann.done(file)
    assert ann.there() == ["a.bin"] and ann.tab.page.text.count("upload a.bin") == 1


def test_a_piece_goes_where_the_file_ends_and_nowhere_else(server: ServerProcess) -> None:
    # Arrange
    ann = sender(server)
    ticket = ann.ticket(ann.announce("a.bin", 10))
    ann.patch(ticket, 0, b"abcde")

    for offset, status in (
        ("0", 409),
        ("4", 409),
        ("6", 409),
        ("-1", 400),
        ("", 400),
        ("5x", 400),
        ("٥", 400),
    ):
        # Act
        answer = ann.patch(ticket, offset.encode().decode("latin-1"), b"f")

        # Assert
        assert answer.status == status, offset
        assert answer.header("upload-offset") == ("5" if status == 409 else ""), offset
    assert ann.offset(ticket) == 5


def test_a_connection_that_is_cut_goes_on_from_what_came(server: ServerProcess) -> None:
    # Arrange
    ann = sender(server)
    file = ann.announce("a.bin", len(DATA))
    ticket, visitor = ann.ticket(file), ann.tab.visitor
    begin(visitor.port, visitor.cookie, ticket, 0, DATA[:70_000], 100_000).close()

    # Act
    there = until(lambda: ann.offset(ticket), lambda offset: offset == 70_000)
    ann.patch(ticket, there, DATA[there:])
    ann.done(file)

    # Assert
    assert shows(ann, HASH)


def test_who_goes_on_takes_over_from_a_connection_that_hangs(server: ServerProcess) -> None:
    # Arrange
    ann = sender(server)
    file = ann.announce("a.bin", len(DATA))
    ticket, visitor = ann.ticket(file), ann.tab.visitor
    hanging = begin(visitor.port, visitor.cookie, ticket, 0, DATA[:70_000], 100_000)
    there = until(lambda: ann.offset(ticket), lambda offset: offset == 70_000)

    # Act
    answer = ann.patch(ticket, there, DATA[there:200_000])
    hanging.sendall(DATA[70_000:100_000])

    # Assert
    assert answer.status == 204
    assert b"409" in hanging.recv(100)
    hanging.close()
    ann.patch(ticket, 200_000, DATA[200_000:])
    ann.done(file)
    assert shows(ann, HASH)


def test_a_file_that_is_taken_off_the_list_is_deleted(server: ServerProcess) -> None:
    # Arrange
    ann = sender(server, "/few")
    file = ann.announce("a.bin", 10)
    ticket = ann.ticket(file)
    ann.upload("b.bin", b"b")

    # Act
    remove(ann, "Cancel a.bin")
    remove(ann, "Remove b.bin")

    # Assert
    assert ann.row(file) is None and ann.offset(ticket) == -1 and ann.there() == []


def test_what_is_not_wanted_is_told_before_a_byte_is_sent(server: ServerProcess) -> None:
    # Arrange
    photo, few, closed = sender(server, "/photo"), sender(server, "/few"), sender(server, "/closed")
    few.upload("1", b"1")
    few.announce("2", 2)

    # Act
    refused = {
        "too large": (photo, photo.announce("a.png", 1_001)),
        "of this kind": (photo, photo.announce("a.pdf", 10, "image/png")),
        "enough files": (few, few.announce("3", 1)),
    }

    # Assert
    for words, (who, file) in refused.items():
        row = who.row(file)
        if row is not None:  # a photo takes the place of the one before
            assert words in row["text"] and "data-ticket" not in row
    assert closed.row(closed.announce("a", 1)) is None


def test_a_photo_is_what_its_name_says_and_takes_the_place_of_the_one_before(server: ServerProcess) -> None:
    # Arrange
    ann = sender(server, "/photo")
    ann.upload("first.png", PNG, "image/png")

    # Act
    bad = ann.upload("page.png", b"<html><script>1</script>", "image/png")

    # Assert
    assert "not what its name says" in (ann.row(bad) or {})["text"]
    assert ann.there() == ["first.png"]
    ann.upload("second.png", PNG + b"2", "image/png")
    assert ann.there() == ["second.png"]


@pytest.mark.parametrize("storage", ["memory", "file"])
def test_a_server_that_is_killed_goes_on_with_what_it_has(serve: Start, tmp_path: Path, storage: str) -> None:
    # Arrange
    (tmp_path / "cacao.json").write_text(f'{{"session": {{"storage": "{storage}"}}}}')
    port, secret = free_port(), {"CACAO_SECRET": "the key of this test, and no other"}
    server = serve(SOURCE, port=port, environment=secret)
    ann = sender(server)
    file = ann.announce("a.bin", len(DATA), modified=77)
    ticket = ann.ticket(file)
    ann.patch(ticket, 0, DATA[:120_000])

    # Act
    server.stop(signal.SIGKILL)
    ann.tab.close()
    serve(SOURCE, port=port, environment=secret)
    ann.tab.join()
    if ann.row(file) is None:  # what is in memory alone is announced anew
        ann.announce("a.bin", len(DATA), modified=77, file=file)

    # Assert
    ticket = ann.ticket(file)
    assert ann.offset(ticket) == 120_000
    ann.patch(ticket, 120_000, DATA[120_000:])
    ann.done(file)
    assert shows(ann, f"upload a.bin 300000 {HASH}")
    assert lying(tmp_path / ".cacao" / "uploads") == [".file", ".json"]


def test_a_file_that_was_all_there_when_the_server_was_killed_is_handed_over_once(
    serve: Start, tmp_path: Path
) -> None:
    # Arrange: the browser has told that it is there, and knows of no answer
    port, secret = free_port(), {"CACAO_SECRET": "the key of this test, and no other"}
    server = serve(SOURCE, port=port, environment=secret)
    ann = sender(server)
    file = ann.announce("a.bin", 3)
    ticket = ann.ticket(file)
    ann.patch(ticket, 0, b"abc")
    server.stop(signal.SIGKILL)
    ann.tab.close()

    # Act
    serve(SOURCE, port=port, environment=secret)
    ann.tab.join()
    ann.done(file, ticket)
    ann.done(file, ticket)

    # Assert
    assert ann.there() == ["a.bin"] and ann.tab.page.text.count("upload a.bin") == 1


def test_a_file_that_is_there_outlives_a_restart(serve: Start, tmp_path: Path) -> None:
    # Arrange
    (tmp_path / "cacao.json").write_text('{"session": {"storage": "file"}}')
    (tmp_path / "kept").mkdir()
    port, secret = free_port(), {"CACAO_SECRET": "the key of this test, and no other"}
    server = serve(SOURCE, port=port, environment=secret)
    ann = sender(server)
    ann.upload("a.bin", b"abc")
    server.stop()
    ann.tab.close()

    # Act
    serve(SOURCE, port=port, environment=secret)
    back = Sender(ann.tab.visitor.visit())

    # Assert
    assert back.there() == ["a.bin"]
    back.tab.click("Save")
    assert (tmp_path / "kept" / "0").read_bytes() == b"abc"
    assert lying(tmp_path / ".cacao" / "uploads") == [".json"]


def test_a_folder_that_cannot_be_used_is_told_or_replaced(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    # Arrange
    (tmp_path / "file").write_text("")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    room = Room(100, 10, 100, 10, 10)

    for name in ("file", "link"):
        # Act
        strict, lax = Depot(room), Depot(room)
        strict.open(tmp_path / name, may_move=False)
        lax.open(tmp_path / name, may_move=True)
        _, slot = lax.reserve("ann", "here", Wish("a", 1))

        # Assert
        with pytest.raises(CacaoError, match="no file can be kept"):
            strict.reserve("ann", "here", Wish("a", 1))
        assert not slot.path.is_relative_to(tmp_path) and slot.folder.stat().st_mode & 0o777 == 0o700
        slot.remove()
        slot.folder.rmdir()
    assert "temporary folder" in caplog.text
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_what_the_app_saves_is_its_own_and_makes_room(serve: Start, tmp_path: Path) -> None:
    # Arrange
    (tmp_path / "kept").mkdir()
    ann = sender(serve(SOURCE, environment={"CACAO_COMPONENTS_UPLOAD_SESSION_FILES": "2"}))
    for name in ("a", "b"):
        ann.upload(name, name.encode())
    assert "no room" in (ann.row(ann.announce("c", 1)) or {})["text"]

    # Act
    ann.tab.click("Save")

    # Assert
    assert [(tmp_path / "kept" / name).read_bytes() for name in ("0", "1")] == [b"a", b"b"]
    assert ann.there() == []
    ann.upload("c", b"c")
    assert ann.there() == ["c"]


def test_files_lie_where_nobody_else_can_look(server: ServerProcess, tmp_path: Path) -> None:
    sender(server).upload("a.bin", b"abc")

    folder = Path(f"/proc/{server.process.pid}/cwd").readlink() / ".cacao" / "uploads"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in folder.iterdir()} == {0o600}
    assert all(len(file.stem) == 32 for file in folder.iterdir())


def test_the_page_on_uploads_shows_what_works(serve: Start, tmp_path: Path) -> None:
    # Arrange
    page = (Path(__file__).parent.parent.parent / "docs" / "uploads.md").read_text("utf-8")
    (source,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    server = serve(source)
    ann = sender(server)

    # Act
    ann.upload("Lunch.pdf", b"%PDF-1.7", "application/pdf")
    refused = ann.announce("Lunch.exe", 3)

    # Assert
    assert ann.there() == ["Lunch.pdf"] and shows(ann, "1 receipts")
    assert until(lambda: server.output, lambda said: "Lunch.pdf: 8 bytes of application/pdf" in said)
    assert "not taken here" in (ann.row(refused) or {})["text"]
    ann.tab.click("Keep them")
    assert [file.read_bytes() for file in (tmp_path / "archive").iterdir()] == [b"%PDF-1.7"]
    assert ann.there() == [] and shows(ann, "0 receipts")


def until(ask: Callable[[], Any], is_so: Callable[[Any], bool]) -> Any:
    """Ask again until an answer will do, for ten seconds at most."""
    end = time.monotonic() + 10
    while not is_so(found := ask()):
        assert time.monotonic() < end, found
        time.sleep(0.01)
    return found


def remove(sender: Sender, name: str) -> None:
    """Click what takes a file off the list."""
    tree = sender.tab.page.tree
    steps, mark = next(found for found in _buttons(tree, []) if found[2] == name)[:2]
    sender.tab.answer(sender.tab.send_event(steps, mark))


def _buttons(node: Any, steps: list[int | str]) -> Any:
    for index, child in enumerate(node[2]):
        if isinstance(child, list):
            key = child[1].get("data-cacao-key")
            there: list[int | str] = [*steps, index if key is None else key]
            yield there, child[1].get("data-cacao-mark", ""), child[1].get("aria-label")
            yield from _buttons(child, there)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"value": "x"}, "value is not for files"),
        ({"name": "x"}, "name is not for files"),
        ({"max_bytes": 0}, "max_bytes"),
        ({"max_files": 2}, "several files"),
        ({"accept": "pdf"}, "accept"),
        ({"bind": State([]), "accept": ["image/*", "x"]}, "accept"),
    ],
)
def test_what_makes_no_sense_is_told(given: dict[str, Any], told: str) -> None:
    with pytest.raises(CacaoError, match=told):
        FileUpload("Files", **given)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a.txt", "a.txt"),
        ("../../x", "x"),
        ("..\\x", "x"),
        ("/abs/y.pdf", "y.pdf"),
        ("C:\\z.doc", "z.doc"),
        ("a\x00b\r\nSet-Cookie: x", "abSet-Cookie: x"),
        ("photo\u202egnp.exe", "photognp.exe"),
        ("half \ud800 of one", "half of one"),
        (".htaccess", "htaccess"),
        ("..", "file"),
        ("", "file"),
        ("a" * 500 + ".txt", "a" * 160 + "…" + "a" * 35 + ".txt"),
        ("<b>.png", "<b>.png"),
    ],
)
def test_a_name_is_one_line_to_be_shown(name: str, shown: str) -> None:
    assert clean_name(name) == shown


def test_a_type_is_one_or_unknown() -> None:
    assert clean_type("Image/PNG") == "image/png"
    assert {clean_type(said) for said in ("", "x", "a/b; c", "a/b\r\n")} == {"application/octet-stream"}


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "{",
        "[]",
        "1",
        "{}",
        '{"add": 1}',
        '{"add": [1, [], ["id"], ["abcdefgh", 1, 1, "", 1]]}',
        '{"add": [["abcdefgh", "a", -1, "", 1], ["abcdefgh", "a", true, "", 1]]}',
        '{"add": [["abcdefgh", "a", 1e400, "", 1], ["ABCDEFGH", "a", 1, "", 1]]}',
        '{"add": [["abcdefgh", "' + "a" * 1_001 + '", 1, "", 1]]}',
        '{"add": [' + ",".join(['["abcdefgh", "a", 1, "", 1]'] * 51) + "]}",
        '{"done": "abcdefgh"}',
        '{"done": ["abcdefgh", "../x"]}',
        '{"fail": "x"}',
        "[" * 100_000,
        '"' + "a" * 70_000 + '"',
    ],
)
def test_a_word_that_is_none_says_nothing(text: str | None) -> None:
    assert read_word(text) in (Word(), Word(chosen=[]))


def test_files_are_known_by_how_they_begin() -> None:
    assert find_type(PNG) == "image/png"
    assert find_type(b"RIFF....WAVEfmt ") == "audio/wav"
    assert find_type(b"  <svg xmlns=") == "image/svg+xml"
    assert find_type(b"<html>") is find_type(b"") is None
    assert keeps_promise("a.png", PNG) and keeps_promise("a.unknown", b"x")
    assert not keeps_promise("a.PNG", b"<html>") and not keeps_promise("a.pdf", PNG)
    assert is_accepted([".pdf", "image/*"], "A.PDF", "") and is_accepted(["image/*"], "a.jpg", "text/html")
    assert not is_accepted(["image/*"], "a.html", "image/png")


def test_sizes_are_spelled_for_people() -> None:
    sizes = {
        0: "0 B",
        1_023: "1023 B",
        1_024: "1 kB",
        1_300_000: "1.2 MB",
        104_857_600: "100 MB",
        2**40: "1 TB",
    }
    assert {size: spell_size(size) for size in sizes} == sizes
