"""Files that people send: names, types, sizes, and what is told of them."""

from __future__ import annotations

from typing import Any

import pytest
from components.uploading import PNG

from cacao.ui import FileUpload
from cacao_kernel import CacaoError, State
from cacao_plugins.components.files.content import find_type, is_accepted, keeps_promise
from cacao_plugins.components.files.names import clean_name, clean_type
from cacao_plugins.components.files.word import Word, read_word
from cacao_plugins.components.inputs.file_row import spell_size
from cacao_plugins.components.texts import Texts


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
        999: "999 B",
        1_000: "1 kB",
        200_000: "200 kB",
        1_250_000: "1.2 MB",
        100_000_000: "100 MB",
        10**12: "1 TB",
    }
    assert {size: spell_size(Texts().say, size) for size in sizes} == sizes
