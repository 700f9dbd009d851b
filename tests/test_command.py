"""Mistakes at the keyboard: each is one line that says what and where, and an exit code."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

PAGE = """
import cacao
app = cacao.App()
app.mix("/")(lambda: {"type": "p"})
"""

# What cacao.json holds, and what the line says.
WRONG_CONFIGS = {
    "no theme": (
        '{"themes": {"theme": "osean"}}',
        'themes.theme: there is no theme "osean". Did you mean "ocean"?',
    ),
    "empty": ("", "cacao.json:1:1: this is no JSON"),
    "trailing comma": ('{"server": {},\n  }', ": this is no JSON"),
    "no colon": ('{"server": {},\n  "a" 1}', "cacao.json:2:7: this is no JSON"),
    "cut off": ('{"server": ', "cacao.json:1:12: this is no JSON"),
    "no JSON": ("server = 1", "cacao.json:1:1: this is no JSON"),
    "not a number": ('{"server": {"port": NaN}}', "cacao.json: this is no JSON: NaN"),
    "endless number": ('{"server": {"port": 1' + "0" * 5000 + "}}", "cacao.json: this is no JSON"),
    "list": ("[]", "cacao.json: the whole file; expected an object, got list []"),
    "null": ("null", "cacao.json: the whole file; expected an object, got None"),
    "wrong type": ('{"server": 7}', "cacao.json: server; expected an object, got int 7"),
    "unknown setting": ('{"server": {"prot": 1}}', 'server.prot: there is no such setting. Did you mean'),
    "far off": ('{"server": {"xyzzy": 1}}', "The settings are entry, host, port"),
    "twice": ('{"server": {}, "server": {}}', 'cacao.json: the key "server" stands twice'),
    "twice inside": ('{"server": {"port": 1, "port": 2}}', 'the key "port" stands twice'),
    "deep": ("[" * 100_000 + "]" * 100_000, "cacao.json: the JSON is nested too deeply"),
    "large": ('{"a": "' + "b" * 2_000_000 + '"}', "cacao.json: the file is larger than 1000000 bytes"),
    "port too high": ('{"server": {"port": 99999}}', "cacao.json: server.port: no port of that number"),
    "port below": ('{"server": {"port": -1}}', "cacao.json: server.port: no port of that number"),
    "port as text": ('{"server": {"port": "x"}}', "server.port: this setting has the wrong type"),
    "port as truth": ('{"server": {"port": true}}', "expected a whole number, got bool True"),
    "hosts as text": ('{"server": {"allowed_hosts": "a.b"}}', "server.allowed_hosts: this setting is a list"),
    "no host": ('{"server": {"host": ""}}', "the address to bind is empty"),
    "a host that is none": ('{"server": {"host": "no such host"}}', "no such host"),
    "unknown plugin": ('{"componets": {}}', 'cacao.json: "componets": no plugin of that name is installed'),
    "near plugin": ('{"componets": {}}', 'Did you mean "components"?'),
    "plugin to install": ('{"auth": {}}', "Perhaps: pip install 'cacao[auth]'"),
    "plugin of a number": ('{"components": 1}', 'the value of "components"; expected an object'),
    "plugin setting": ('{"components": {"colour": "red"}}', "components.colour: there is no such setting."),
}  # fmt: skip


def run(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run ``python`` with these words; the test fails if it does not end by itself."""
    return subprocess.run(
        [sys.executable, *words],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=30,
    )


def mistake(folder: Path, *words: str, **environment: str) -> str:
    """Run ``cacao serve`` and return the one line it says; it must exit with code 2."""
    done = run(folder, "-m", "cacao", "serve", *words, **environment)
    assert done.returncode == 2, done
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1, done.stderr
    return done.stderr.removeprefix("cacao: ").strip()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "main.py").write_text(PAGE)
    return tmp_path


@pytest.mark.parametrize("name", WRONG_CONFIGS)
def test_a_wrong_cacao_json_is_told_in_one_line(folder: Path, name: str) -> None:
    text, part = WRONG_CONFIGS[name]
    (folder / "cacao.json").write_text(text)

    line = mistake(folder)

    assert part in line
    assert len(line) < 800


def test_a_cacao_json_that_cannot_be_read_is_told_in_one_line(folder: Path) -> None:
    (folder / "cacao.json").write_bytes(b'{"server": "\xff\xfe"}')
    assert "cacao.json: the file cannot be read" in mistake(folder)

    (folder / "cacao.json").unlink()
    (folder / "cacao.json").mkdir()
    assert "cacao.json: the file cannot be read" in mistake(folder)


def test_a_file_that_serves_itself_tells_the_same_line(folder: Path) -> None:
    (folder / "cacao.json").write_text('{"server": {"prot": 1}}')
    (folder / "main.py").write_text(PAGE + "app.brew()\n")

    done = run(folder, "main.py")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == 'cacao: cacao.json: server.prot: there is no such setting. Did you mean "port"?\n'


@pytest.mark.parametrize(
    ("name", "value", "part"),
    [
        ("CACAO_PORT", "x", "CACAO_PORT: no port of that number; expected 0 to 65535, got str 'x'"),
        ("CACAO_PORT", "70000", "CACAO_PORT: no port of that number"),
        ("CACAO_PORT", "", "CACAO_PORT: no port of that number"),
        ("CACAO_PORT", "8" * 10_000, "CACAO_PORT: no port of that number"),
        ("CACAO_PORT", "१६३४", "CACAO_PORT: no port of that number"),
        ("CACAO_HOST", "", "the address to bind is empty"),
        ("CACAO_HOST", "256.256.256.256", "256.256.256.256"),
        ("CACAO_HOST", "ä..ö", "CACAO_HOST: this is no address; got str 'ä..ö'"),
        ("CACAO_SECRET", "short", "the secret is too short; expected at least 16 characters, got 5"),
    ],
)  # fmt: skip
def test_a_wrong_variable_is_told_in_one_line(folder: Path, name: str, value: str, part: str) -> None:
    line = mistake(folder, **{name: value})

    assert part in line
    assert "secrets.token_urlsafe" in line or name != "CACAO_SECRET"


def test_a_short_secret_is_never_printed(folder: Path) -> None:
    assert "hush-hush" not in mistake(folder, "--production", CACAO_SECRET="hush-hush")


def test_a_chosen_port_that_is_taken_is_told_in_one_line(folder: Path) -> None:
    with socket.socket() as occupier:
        occupier.bind(("127.0.0.1", 0))
        occupier.listen()
        port = occupier.getsockname()[1]

        line = mistake(folder, "--port", str(port))
        same = mistake(folder, CACAO_PORT=str(port))

    assert same == line
    assert line == f"127.0.0.1:{port}: the port is taken. Choose another with --port or port=."


def test_a_foreign_address_is_told_in_one_line(folder: Path) -> None:
    line = mistake(folder, "--host", "192.0.2.1", "--port", "0")

    assert line.startswith("192.0.2.1:0: the address cannot be bound")
    assert line.endswith("The host was set by --host or host=….")


def test_a_port_that_is_none_is_told_with_what_has_named_it(folder: Path) -> None:
    assert mistake(folder, "--port", "70000").startswith("--port: no port of that number")

    (folder / "main.py").write_text(PAGE + "app.brew(port=70000)\n")
    assert mistake(folder).startswith("port=…: no port of that number")


@pytest.mark.parametrize("words", [["nowhere.py"], ["."]])
def test_a_file_that_is_not_there_is_told_in_one_line(folder: Path, words: list[str]) -> None:
    assert mistake(folder, *words).startswith(f"{words[0]}: there is no such file")


def test_a_folder_with_nothing_to_serve_is_told_in_one_line(tmp_path: Path) -> None:
    line = mistake(tmp_path)

    assert "there is nothing to serve here; expected main.py or app.py" in line
    assert "cacao serve FILE" in line


def test_an_entry_that_is_not_there_is_told_in_one_line(folder: Path) -> None:
    (folder / "cacao.json").write_text('{"server": {"entry": "shop.py"}}')

    assert "cacao.json: server.entry: there is no such file; got shop.py" in mistake(folder)


def test_a_file_without_an_app_is_told_in_one_line(folder: Path) -> None:
    (folder / "main.py").write_text("print")

    assert "there is no App to serve" in mistake(folder)


def test_a_mistake_in_the_use_of_cacao_is_told_in_one_line(folder: Path) -> None:
    (folder / "main.py").write_text(PAGE + 'app.mix("/")(lambda: {})\n')

    assert 'main.py:5: there are two pages at "/"' in mistake(folder)


def test_persisting_sessions_is_yes_or_no_and_nothing_else(folder: Path) -> None:
    (folder / "main.py").write_text('import cacao\ncacao.run(persist_sessions="yes")\n')

    done = run(folder, "main.py")

    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "persist_sessions: " in done.stderr
    assert "expected True or False, got str 'yes'" in done.stderr


@pytest.mark.parametrize("window", ["", ", width=800, height=600, resizable=True, fullscreen=False"])
def test_brewing_what_nothing_serves_is_told_in_one_line(folder: Path, window: str) -> None:
    (folder / "main.py").write_text(PAGE + f'app.brew(type="desktop"{window})\n')

    done = run(folder, "main.py")

    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert 'nothing here serves the type "desktop"; expected "web"' in done.stderr
    assert "pip install 'cacao[desktop]'" in done.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("widht=800", 'brew(widht=…): brew() knows no such word. Did you mean "width"?'),
        ("width=0", "brew(width=…): a length of a window; expected pixels, got int 0"),
        ("fullscreen=1", "brew(fullscreen=…): a window is so or not; expected True or False, got int 1"),
    ],
)
def test_a_wrong_word_for_a_window_is_told_in_one_line(folder: Path, words: str, told: str) -> None:
    (folder / "main.py").write_text(PAGE + f"app.brew({words})\n")

    done = run(folder, "main.py")

    assert done.returncode == 2
    assert done.stderr.startswith(f"cacao: {told}")
    assert done.stderr.count("\n") == 1


def test_words_for_a_window_let_a_browser_be_and_its_title_is_the_pages(serve: Any) -> None:
    served = serve(PAGE + 'app.brew(type="web", title="Example", width=800, resizable=True)\n')

    assert "<title>Example</title>" in urlopen(served.url).read().decode()


@pytest.mark.parametrize(
    ("source", "last"),
    [
        ("x = (1,\n", "SyntaxError: '(' was never closed"),
        ("def f():\n    return missing\nf()\n", "NameError: name 'missing' is not defined"),
        ("import no_such_module\n", "ModuleNotFoundError: No module named 'no_such_module'"),
        ("raise RuntimeError('mine')\n", "RuntimeError: mine"),
    ],
)
def test_a_file_that_fails_shows_its_own_traceback_alone(folder: Path, source: str, last: str) -> None:
    (folder / "main.py").write_text(source)

    done = run(folder, "-m", "cacao", "serve")

    assert done.returncode == 1
    assert done.stderr.strip().endswith(last)
    assert str(folder / "main.py") in done.stderr
    assert "cacao_kernel" not in done.stderr
    assert "<frozen" not in done.stderr


def test_a_file_that_exits_keeps_its_exit_code(folder: Path) -> None:
    (folder / "main.py").write_text("raise SystemExit(3)")

    assert run(folder, "-m", "cacao", "serve").returncode == 3


def test_an_interrupt_while_the_file_loads_shows_no_traceback(folder: Path) -> None:
    # Arrange
    (folder / "main.py").write_text('import time\nprint("loading", flush=True)\ntime.sleep(60)\n')
    command = [sys.executable, "-m", "cacao", "serve"]
    with subprocess.Popen(command, cwd=folder, stdout=-1, stderr=-1, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.1)

        # Act
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=20)

    # Assert
    assert process.returncode == 130
    assert errors == ""


def test_a_byte_order_mark_is_no_mistake(folder: Path) -> None:
    (folder / "cacao.json").write_text("\ufeff" + json.dumps({"server": {"prot": 1}}), "utf-8")

    assert "server.prot" in mistake(folder)
