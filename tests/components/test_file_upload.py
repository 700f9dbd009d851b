"""File uploads on a real server: sent in pieces, cut off, begun anew, and handed over once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from components.uploading import DATA, HASH, PNG, SOURCE, remove, shows, until
from sending import begin, sender
from servers import ServerProcess


@pytest.fixture(scope="module")
def server(serve_once: Callable[..., ServerProcess]) -> ServerProcess:
    return serve_once(SOURCE)


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
    empty = ann.upload("empty.png", b"", "image/png")
    assert "This file is empty." in (ann.row(empty) or {})["text"]
    assert ann.there() == ["first.png"]
    ann.upload("second.png", PNG + b"2", "image/png")
    assert ann.there() == ["second.png"]


def test_files_lie_where_nobody_else_can_look(server: ServerProcess, tmp_path: Path) -> None:
    sender(server).upload("a.bin", b"abc")

    folder = Path(f"/proc/{server.process.pid}/cwd").readlink() / ".cacao" / "uploads"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in folder.iterdir()} == {0o600}
    assert all(len(file.stem) == 32 for file in folder.iterdir())
