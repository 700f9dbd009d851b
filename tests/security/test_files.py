"""Files: what is served is a list made at the start, and no spelling of a path leads past it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from raw import Answer

from security.oracles import assert_discloses_nothing, nothing_called
from security.target import CANARY, SECRET, Target

PREFIXES = (
    "/_cacao/",
    "/",
    "/extras/",
    "/extras/part/",
    "/item/1/",
    "/_cacao/socket/",
    "/static/",
    "/assets/",
)

# Ways up, out and around; CANARY.TXT lies beside the app's folder.
ESCAPES = (
    "../canary.txt",
    "../../canary.txt",
    "../" * 12 + "etc/passwd",
    "..%2fcanary.txt",
    "%2e%2e/canary.txt",
    "%2e%2e%2fcanary.txt",
    "%252e%252e%252fcanary.txt",
    "..%252fcanary.txt",
    "..;/canary.txt",
    "....//canary.txt",
    "..././canary.txt",
    "..\\canary.txt",
    "..%5ccanary.txt",
    "%2e%2e%5ccanary.txt",
    "%c0%ae%c0%ae/canary.txt",
    "%c0%ae%c0%ae%c0%afcanary.txt",
    "%e0%80%ae/canary.txt",
    "%uff0e%uff0e/canary.txt",
    "\uff0e\uff0e/canary.txt".encode().decode("latin-1"),
    "/etc/passwd",
    "//etc/passwd",
    "%2fetc%2fpasswd",
    "file:///etc/passwd",
    "C:/canary.txt",
    "C:%5ccanary.txt",
    "\\\\127.0.0.1\\x\\canary.txt",
    "%5c%5c127.0.0.1%5cx",
    "//127.0.0.1/x",
    "../canary.txt%00.png",
    "../canary.txt%00",
    "../canary.txt.",
    "../canary.txt%20",
    "../canary.txt::$DATA",
    "../CANARY.TXT",
    "../canary.txt?x=.js",
    "../canary.txt#x",
    "~/canary.txt",
    "./main.py",
    "main.py",
    "../app/main.py",
)

# What stands in the folder of the app, or may.
PLANTED = (
    "main.py",
    "cacao.json",
    ".env",
    ".git/config",
    ".git/",
    ".cacao/secret",
    ".cacao/",
    ".htpasswd",
    "secret.key",
    "link.txt",
    "link.js",
    "links/canary.txt",
    "pipe",
    "empty.js",
    "folder/",
    "folder",
    "__pycache__/",
    "cacao.js.map",
    "cacao.css.map",
    "%00",
    "%20",
    ".",
    "..",
    "dev/null",
    "CON",
    "NUL.js",
    "COM1",
)


@pytest.fixture(scope="module", autouse=True)
def planted(target: Target) -> Iterator[None]:
    """Put into the app's folder what must not be served from it."""
    folder = target.folder
    for name in (".env", ".htpasswd", "secret.key"):
        (folder / name).write_text(CANARY)
    for name in (".git", "folder", ".cacao", "links"):
        (folder / name).mkdir(exist_ok=True)
    (folder / ".git" / "config").write_text(f"[core] {CANARY}")
    (folder / ".cacao" / "secret").write_text(CANARY)
    (folder / "folder" / "index.html").write_text(CANARY)
    (folder / "empty.js").touch()
    for name in ("link.txt", "link.js"):
        (folder / name).symlink_to(folder.parent / "canary.txt")
    (folder / "links" / "canary.txt").symlink_to(folder.parent / "canary.txt")
    os.mkfifo(folder / "pipe")
    yield
    (folder / "pipe").unlink()


def assert_nothing_of_a_file(target: Target, answer: Answer, path: str) -> None:
    assert answer.status in (400, 404), path
    assert_discloses_nothing(target, answer)
    for leak in ("root:", "import asyncio", "[core]", "Traceback", str(target.folder), SECRET):
        assert leak not in answer.text, path


@pytest.mark.parametrize("prefix", PREFIXES)
def test_no_spelling_of_a_path_leads_out(target: Target, prefix: str) -> None:
    """TRV-01: up, encoded once and twice, absolute, and as other systems write it."""
    for escape in ESCAPES:
        path = prefix + escape
        answer = target.ask(path)

        if prefix == "/item/1/" and answer.status == 200:  # a page whose last part may be any text
            assert_discloses_nothing(target, answer)
            continue
        assert_nothing_of_a_file(target, answer, path)


@pytest.mark.parametrize("prefix", ["/_cacao/", "/", "/extras/", "/static/"])
def test_nothing_that_lies_in_the_folder_is_served(target: Target, prefix: str) -> None:
    """TRV-03, TRV-04: links, hidden files, keys, sources, folders, pipes and devices."""
    for name in PLANTED:
        if prefix + name in ("/.", "/.."):
            continue  # which a browser would take for the page itself
        assert_nothing_of_a_file(target, target.ask(prefix + name), prefix + name)


def test_no_name_of_a_file_connects_to_another_machine(target: Target) -> None:
    """TRV-01: a path in the style of a file server opens no connection from here."""
    for path in ("/\\\\127.0.0.1\\x", "/%5c%5c127.0.0.1%5cx", "//127.0.0.1/x", "/_cacao/\\\\127.0.0.1\\x"):
        target.ask(path)

    for kind in ("tcp", "tcp6"):
        lines = Path(f"/proc/{target.server.process.pid}/net/{kind}").read_text().splitlines()[1:]
        assert not [line for line in lines if line.split()[2].endswith(":01BD")]  # the port of file servers


def script_of(target: Target) -> str:
    found = re.search(r'src="([^"]+\.js)"', target.ask().text)
    assert found is not None
    return found[1]


def test_ranges_cost_nothing(target: Target) -> None:
    """TRV-05: thousands of them, negative and overlapping ones: the whole file, at the cost of one."""
    # Arrange
    script = script_of(target)
    whole = target.ask(script)
    begin = target.cpu_seconds()
    wanted = [
        "bytes=" + ",".join(["0-0"] * 5_000),
        "bytes=" + "0-," * 2_000 + "0-",
        "bytes=-99999999999",
        "bytes=99999999999-",
        "bytes=0-99999999999999999999999999",
        "bytes=5-1",
        "bytes=--1",
        "bytes=a-b",
        "lines=1-2",
        "bytes=" + "-" * 5_000,
    ]

    for text in wanted * 3:
        # Act
        answer = target.ask(script, headers={"Range": text, "If-Range": '"garbage'})

        # Assert
        assert answer.status in (200, 416, 431)
        assert answer.status != 200 or answer.body == whole.body
    assert (target.cpu_seconds() - begin) / (3 * len(wanted)) < 0.05


VERBS = "HEAD OPTIONS TRACE CONNECT FOO get head Get POST DELETE __init__ respond serve_page dispatch _notice"


@pytest.mark.parametrize("verb", VERBS.split())
def test_a_verb_that_is_none_calls_nothing(target: Target, verb: str) -> None:
    """TRV-07: neither a made-up one nor one that is called like a function of ours."""
    with nothing_called(target, "form taken", "events read", "add"):
        for path in ("/", script_of(target), "/_cacao/socket", "/_cacao/none", "/admin", "/nowhere"):
            # Act
            answer = target.ask(path, verb, headers={"Origin": target.url, "Content-Length": "0"})

            # Assert
            allowed = {200, 303, 400, 404} if verb == "HEAD" else {400, 405}
            assert answer.status in allowed, (verb, path)
            assert answer.body == b"" or verb != "HEAD"
            assert verb not in answer.text or verb == "HEAD"


def test_a_verb_of_any_length_is_answered(target: Target) -> None:
    """TRV-07: thousands of letters, and signs that no verb has."""
    for verb in ("A" * 8_000, "GET\t", "G(ET", "G\x00T", "GÉT", ""):
        answer = target.ask("/", verb, headers={"Origin": target.url})

        assert answer.status in (400, 405, 431)
        assert_discloses_nothing(target, answer)
