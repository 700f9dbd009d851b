"""``cacao doctor``: says what is well, and of what is not the command that mends it."""

from __future__ import annotations

import os
import socket
import stat
from importlib import metadata
from itertools import pairwise
from pathlib import Path

import pytest
from commands import Terminal

PAGE = 'import cacao\napp = cacao.App()\napp.mix("/")(lambda: {"type": "p"})\n'


def test_where_all_is_well_it_says_so(terminal: Terminal) -> None:
    # Arrange
    (terminal.folder / "main.py").write_text(PAGE)

    # Act
    lines = terminal.prints("doctor", "--port", str(free_port()))

    # Assert
    assert lines[0].startswith(f"ok     Cacao {metadata.version('cacao')} on Python 3.")
    assert "starlette" in "\n".join(lines)
    assert "ok     the file system says when a file has changed" in lines
    assert lines[-1] == "All that is needed is well."
    assert not [line for line in lines if line.startswith("amiss")]
    assert [*terminal.folder.iterdir()] == [terminal.folder / "main.py"]


def test_a_port_that_is_taken_is_told_with_one_that_is_free(terminal: Terminal) -> None:
    with socket.socket() as occupier:
        occupier.bind(("127.0.0.1", 0))
        occupier.listen()
        port = occupier.getsockname()[1]

        asked = terminal.prints("doctor", "--port", str(port), code=1)
        (terminal.folder / "cacao.json").write_text(f'{{"server": {{"port": {port}}}}}')
        written = terminal.prints("doctor", code=1)

    for lines in (asked, written):
        place = lines.index(f"amiss  port {port} is taken")
        word, other = lines[place + 1].strip().rsplit(" ", 1)
        assert word == "cacao dev --port" and int(other) > port
        assert lines[-1] == "1 thing has to be mended."


def test_a_default_port_that_is_taken_is_no_more_than_a_note(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cacao_plugins.workbench import ports

    monkeypatch.setattr(ports, "_is_free", lambda port: port > 1635)

    told = "\n".join(terminal.prints("doctor"))

    assert "note   port 1634 is taken; in development Cacao takes the next, 1636" in told


def test_what_is_wrong_in_cacao_json_is_told(terminal: Terminal) -> None:
    (terminal.folder / "cacao.json").write_text('{"themes": {"theem": "ocean"}}')

    lines = terminal.prints("doctor", code=1)

    place = lines.index('amiss  cacao.json: themes.theem: there is no such setting. Did you mean "theme"?')
    assert lines[place + 1] == "         cacao check"


@pytest.mark.skipif(os.name != "posix", reason="where files have other permissions")
def test_a_secret_that_others_can_read_is_told_and_what_is_told_mends_it(terminal: Terminal) -> None:
    # Arrange
    folder = terminal.folder / ".cacao"
    folder.mkdir(mode=0o700)
    (folder / "secret").write_bytes(b"x" * 32)
    (folder / "secret").chmod(0o644)

    # Act
    lines = terminal.prints("doctor", code=1)
    cure = next(line.strip() for line in lines if "chmod" in line)
    assert cure == "chmod 600 .cacao/secret"
    Path(folder / "secret").chmod(int(cure.split()[1], 8))
    after = terminal.prints("doctor")

    # Assert
    assert "ok     what is in .cacao is for its owner alone" in after
    assert stat.S_IMODE((folder / "secret").stat().st_mode) == 0o600


def test_a_secret_that_is_too_short_is_told_and_not_shown(terminal: Terminal) -> None:
    told = "\n".join(terminal.prints("doctor", code=1, CACAO_SECRET="hush"))

    assert "amiss  CACAO_SECRET has 4 characters, and needs at least 16" in told
    assert "secrets.token_urlsafe(32)" in told
    assert "hush" not in told


def test_packages_that_are_missing_or_old_are_told_with_what_installs_them(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Arrange
    from cacao_plugins.workbench import packages

    installed = packages._version

    def version(name: str) -> str:
        return {"uvicorn": "0.1", "nh3": "", "cryptography": ""}.get(name, installed(name))

    monkeypatch.setattr(packages, "_version", version)

    # Act
    lines = terminal.prints("doctor", code=1)

    # Assert
    told = {line: cure.strip() for line, cure in pairwise(lines)}
    assert told["amiss  nh3 is not installed"].startswith("pip install 'nh3<")
    assert told["amiss  uvicorn 0.1 is too old or too new"].startswith("pip install 'uvicorn")
    assert told["note   the optional part session lacks cryptography"] == "pip install 'cacao[session]'"
    assert lines[-1] == "2 things have to be mended."


def test_a_folder_where_changes_are_not_seen_is_told(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cacao_plugins.workbench import health

    monkeypatch.setattr(health, "_notices_change", lambda folder: False)

    lines = terminal.prints("doctor")

    assert "         export WATCHFILES_FORCE_POLLING=1" in lines


@pytest.mark.parametrize(
    ("found", "bounds", "is_right"),
    [
        ("1.3.1", ">=1.3.1,<2", True),
        ("1.3", ">=1.3.1,<2", False),
        ("2.0", ">=1.3.1,<2", False),
        ("2.0", "==2", True),
        ("2.0rc1", ">=2", True),
        ("0.60", ">=0.52.1,<0.55", False),
        ("1.10", ">=1.9", True),
        ("3.1", "", True),
        ("1.2", "!=1.2.0", False),
    ],
)
def test_versions_are_compared_as_numbers(found: str, bounds: str, is_right: bool) -> None:
    from cacao_plugins.workbench import packages

    assert packages._fits(found, bounds) is is_right


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
