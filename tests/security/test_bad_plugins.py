"""Plugins and settings at fault: each is named in a line, the others go on, and no secret is told."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from distributions import HOOKS, Distributions
from raw import ask
from servers import ServerProcess

from security.oracles import CANARY, assert_clean_log
from security.target import FIXTURES

Command = Callable[..., subprocess.CompletedProcess[str]]

PAGE = (
    'import cacao\napp = cacao.App()\napp.mix("/")(lambda: {"type": "p", "props": {"content": "served"}})\n'
)
BAD = {file.stem: file.read_text("utf-8") for file in (FIXTURES / "plugins").glob("*.py")}

# A plugin that waits for nobody, served with a patience of a moment instead of ten seconds.
IMPATIENT = "import cacao_kernel.plugins as p; p.PATIENCE = 0.2; from cacao_kernel.cli import main; main()"

SECRET = "hunter2-and-more"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "main.py").write_text(PAGE)
    (tmp_path.parent / "canary.txt").write_text(CANARY)
    return tmp_path


@pytest.mark.parametrize("bad", ["raising", "leaving"])
def test_a_bad_plugin_that_was_asked_for_ends_the_start_in_one_line(
    folder: Path, plugins: Distributions, command: Command, bad: str
) -> None:
    """PLG-01: one that raises in a hook, one that ends the program as it is imported: exit code 2, always."""
    # Arrange
    plugins.install(bad, BAD[bad])
    (folder / "cacao.json").write_text(json.dumps({bad: True}))

    # Act
    done = command("serve", "--port", "0")

    # Assert
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"cacao: plugin {bad}")
    assert done.stderr.count("\n") == 1
    assert "\x1b" not in done.stderr
    assert "Traceback" not in done.stderr
    assert "00:00:00" not in done.stderr.partition("cacao:")[0]


@pytest.mark.parametrize("bad", ["raising", "leaving"])
def test_the_other_plugins_load_and_the_app_is_served(
    folder: Path, plugins: Distributions, monkeypatch: pytest.MonkeyPatch, bad: str
) -> None:
    """PLG-01: one that nobody asked for by name is warned about with its hook, in a line of the log."""
    # Arrange
    plugins.install(bad, BAD[bad])
    plugins.install("tides", HOOKS % ("sea", "*/.high-tide{color:blue}/*"))
    (folder / "cacao.json").write_text('{"tides": true}')
    start = (
        f"import cacao_kernel.app as a; a.plugins_on = lambda **_: ({bad!r},); "
        "from cacao_kernel.cli import main; main()"
    )

    # Act
    server = ServerProcess(
        ["-c", start, "serve", "main.py", "--port", "0"], folder, {"PYTHONPATH": plugins.path}
    )
    try:
        page = ask(server.port).text
    finally:
        server.stop()

    # Assert
    assert "served" in page
    assert ".high-tide{color:blue}" in re.findall("<style>(.*?)</style>", page, re.DOTALL)[0]
    told = [line for line in server.lines if bad in line]
    assert len(told) == 1
    assert "WARNING" in told[0]
    assert "its import" in told[0] or "register_node_types" in told[0] or "imported" in told[0]
    assert_clean_log(line.rstrip("\n") for line in server.lines)


def test_a_plugin_that_blocks_is_named_with_its_hook(folder: Path, plugins: Distributions) -> None:
    """PLG-01: whoever waits at the start is told for what, while it lasts."""
    # Arrange
    plugins.install("sleeping", BAD["sleeping"])
    (folder / "cacao.json").write_text('{"sleeping": true}')
    environment = {**os.environ, "PYTHONPATH": plugins.path}

    # Act
    process = subprocess.Popen(
        [sys.executable, "-u", "-c", IMPATIENT, "serve", "--port", "0"],
        cwd=folder,
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    # On a slow machine it may be told of the import of others first.
    lines = (process.stderr.readline() for _ in range(10))
    line = next((line for line in lines if "plugin sleeping" in line), "")
    process.kill()
    process.wait()
    process.stderr.close()

    # Assert
    assert re.search(r"WARNING plugin sleeping: register_node_types has taken 0\.2 seconds", line)


def test_a_plugin_that_is_installed_and_not_enabled_is_not_imported(
    folder: Path, plugins: Distributions, command: Command
) -> None:
    """PLG-03: neither as the app is served, nor as a command lists it."""
    # Arrange
    trace = folder / "it-ran"
    plugins.install("spy", f"open({str(trace)!r}, 'w').close()")
    for config in ("{}", '{"spy": false}'):
        (folder / "cacao.json").write_text(config)

        # Act
        listed = command("plugins")
        server = ServerProcess(
            ["-m", "cacao", "serve", "main.py", "--port", "0"], folder, {"PYTHONPATH": plugins.path}
        )
        ask(server.port)
        server.stop()

        # Assert
        assert "spy" in listed.stdout
        assert not trace.exists()


VAULT = """
from dataclasses import dataclass
@dataclass(frozen=True)
class Config:
    password: str = ""
    api_token: str = ""
    retries: int = 3
@hookimpl
def register_assets(app):
    app.config(Config)
    return Assets(styles=())
"""


def test_no_command_prints_a_secret(folder: Path, plugins: Distributions, command: Command) -> None:
    """PLG-05: one that others can read is warned of, and none is shown, however much is to be told."""
    # Arrange
    plugins.install("vault", VAULT)
    settings = {"vault": {"password": SECRET, "api_token": SECRET}}
    (folder / "cacao.json").write_text(json.dumps(settings))
    (folder / "cacao.json").chmod(0o644)

    # Act
    server = ServerProcess(
        ["-m", "cacao", "serve", "main.py", "--port", "0", "-v"],
        folder,
        {"PYTHONPATH": plugins.path, "CACAO_VAULT_PASSWORD": SECRET},
    )
    ask(server.port)
    server.stop()
    told = [server.output]
    for words in (["plugins"], ["hooks"], ["schema"], ["--help"], ["nonsense"], ["serve", "--nonsense"]):
        done = command(*words)
        told.append(done.stdout + done.stderr)

    # Assert
    assert len(re.findall("WARNING .*vault.password.*chmod 600", server.output)) == 1
    for text in told:
        assert SECRET not in text


@pytest.mark.parametrize(
    "vault",
    [
        {"password": [SECRET]},
        {"api_token": {"is": SECRET}},
        {"retries": "x", "password": SECRET},
        {"pasword": SECRET},
        {"password": SECRET, "unknown": 1},
    ],
)
def test_no_mistake_prints_a_secret(
    folder: Path, plugins: Distributions, command: Command, vault: dict[str, object]
) -> None:
    """PLG-04, PLG-05: a wrong type, a slip of the name, and a mistake beside it: one line, exit code 2."""
    # Arrange
    plugins.install("vault", VAULT)
    (folder / "cacao.json").write_text(json.dumps({"vault": vault}))
    (folder / "cacao.json").chmod(0o600)

    # Act
    done = command("serve", "--port", "0")

    # Assert
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert SECRET not in done.stderr


# What cacao.json may hold that is no setting, beside what tests/test_command.py has.
MISTAKES = {
    "a limit below nothing": ('{"server": {"max_sessions": -1}}', "server.max_sessions"),
    "a time that is none": ('{"session": {"expires": 0}}', "session"),
    "a time that never ends": ('{"session": {"expires": 1e400}}', "cacao.json"),
    "a time past all ends": ('{"session": {"expires": 99999999999999999999}}', "session"),
    "a time of before": ('{"server": {"session_seconds": 60}}', "server.session_seconds"),
    "half a limit": ('{"server": {"max_frame_bytes": 20000.5}}', "server.max_frame_bytes"),
    "a proxy that is none": ('{"server": {"trusted_proxies": ["everybody"]}}', "trusted_proxies"),
    "two documents": ("{} {}", "cacao.json:1:4"),
    "a comment": ('{"server": {}} // x', "cacao.json:1:16"),
    "control characters": ('{"ser\\u001b[2Jver\\n": {}}', "no plugin of that name"),
    "a key of nothing": ('{"": {}}', '""'),
    "a key of a dunder": ('{"__class__": {}}', "__class__"),
    "half a character": ('{"server": {"host": "\\ud800"}}', "this is no address"),
    "a name of thousands": ('{"' + "x" * 5_000 + '": {}}', "no plugin of that name"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_in_the_settings_is_one_line(folder: Path, command: Command, mistake: str) -> None:
    """PLG-04: place, key, and what was expected; exit code 2 and no traceback."""
    # Arrange
    text, part = MISTAKES[mistake]
    (folder / "cacao.json").write_text(text)

    # Act
    done = command("serve", "--port", "0")

    # Assert
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("cacao: ")
    assert part in done.stderr
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr
    assert_clean_log([done.stderr.rstrip("\n")])
    assert len(done.stderr) < 1_000


def test_a_file_that_may_not_be_read_is_one_line(folder: Path, command: Command) -> None:
    """PLG-04: a file that is a folder, a link to itself, and a device that never ends."""
    file = folder / "cacao.json"
    for make in (file.mkdir, lambda: file.symlink_to(file), lambda: file.symlink_to("/dev/zero")):
        make()

        done = command("serve", "--port", "0")

        assert done.returncode == 2, done.stderr
        assert done.stderr.count("\n") == 1
        assert done.stderr.startswith("cacao: cacao.json")
        file.unlink() if file.is_symlink() else file.rmdir()
