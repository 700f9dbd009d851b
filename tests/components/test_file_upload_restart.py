"""File uploads whose server is killed or started anew, and the folder where files lie."""

from __future__ import annotations

import re
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from components.uploading import DATA, HASH, SOURCE, shows, until
from sending import Sender, lying, sender
from servers import ServerProcess, free_port

from cacao_kernel import CacaoError
from cacao_plugins.components.files.depot import Depot, Room
from cacao_plugins.components.files.slot import Wish

Start = Callable[..., ServerProcess]


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
