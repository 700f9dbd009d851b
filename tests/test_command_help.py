"""What commands tell of themselves: it fits a screen, knows every word, and names the nearest to a slip."""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import Terminal

from cacao_kernel import Commands, Host
from cacao_kernel.cli import _add_own, _Parser
from cacao_plugins import session, workbench

OWN = ["serve", "dev", "plugins", "hooks", "schema", "version"]
WORKBENCH = ["new", "check", "routes", "doctor", "config", "completion"]


def every_command() -> list[tuple[str, ...]]:
    """Return the words of every command there is, with those below others."""
    parser = _Parser(prog="cacao")
    commands = Commands(parser.add_subparsers())
    _add_own(commands)
    settings = {kind: kind() for kind in (session.Config, workbench.Config)}
    for plugin in (session, workbench):
        plugin.register_commands(commands, Host("Cacao", settings))
    return [(), *_below((), dict(commands.parsers))]


def _below(words: tuple[str, ...], parsers: dict[str, argparse.ArgumentParser]) -> Iterator[tuple[str, ...]]:
    for name, parser in parsers.items():
        yield (*words, name)
        for action in parser._actions:
            if isinstance(action.choices, dict):
                yield from _below((*words, name), action.choices)


@pytest.mark.parametrize("words", every_command(), ids=" ".join)
def test_help_fits_a_screen_and_says_what_the_command_is_for(
    terminal: Terminal, words: tuple[str, ...]
) -> None:
    # Act
    lines = terminal.prints(*words, "--help")

    # Assert
    assert len(lines) <= 24
    assert max(map(len, lines)) <= 80
    assert lines[0].startswith(f"usage: {' '.join(('cacao', *words))} ")
    assert any(line.endswith(".") and line[0].isupper() for line in lines)


def test_help_lists_every_command(terminal: Terminal) -> None:
    lines = terminal.prints("--help")

    for name in [*OWN, *WORKBENCH, "sessions"]:
        assert [line for line in lines if line.startswith(f"  {name} ")]
    assert terminal.prints() == lines


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("devv", 'there is no command "devv". Did you mean "dev"?'),
        ("chekc", 'there is no command "chekc". Did you mean "check"?'),
        ("sessions shwo", 'cacao sessions: there is no "shwo". Did you mean "show"?'),
        ("completion basch", 'cacao completion: there is no "basch". Did you mean "bash"?'),
        ("completion powershell", 'cacao completion: there is no "powershell". There are bash, zsh, fish.'),
        ("dev --prot 1", 'cacao dev does not know "--prot". Did you mean "--port"?'),
        ("check --xyzzy", 'cacao check does not know "--xyzzy". cacao check --help tells more.'),
        ("config", "the following arguments are required: ACTION. cacao config --help tells more."),
        ("dev --port x", "argument --port: invalid int value: 'x'. cacao dev --help tells more."),
    ],
)
def test_a_slip_is_told_in_one_line_with_the_nearest_word(terminal: Terminal, words: str, told: str) -> None:
    assert terminal.refuses(*words.split()) == told


def test_where_cacao_json_is_wrong_commands_that_need_it_say_so_and_the_others_run(
    terminal: Terminal,
) -> None:
    # Arrange
    (terminal.folder / "cacao.json").write_text('{"server": {"prot": 1}}')
    told = 'cacao.json: server.prot: there is no such setting. Did you mean "port"?'

    # Act and assert
    assert terminal.refuses("routes") == told
    assert terminal.refuses("sessions") == told
    assert terminal.refuses("config", "show") == told
    assert terminal.refuses("nothing") == told
    assert terminal.prints("check", code=1)[0] == told.replace("json:", "json:1:", 1)
    assert "amiss  " + told[:40] in "\n".join(terminal.prints("doctor", code=1))
    assert "Made shop" in terminal.prints("new", "shop")[0]


def test_a_reader_who_has_read_enough_is_no_fault(tmp_path: Path) -> None:
    script = f"{sys.executable} -m cacao hooks | head -1; exit ${{PIPESTATUS[0]}}"

    done = subprocess.run(["bash", "-c", script], cwd=tmp_path, capture_output=True, text=True, timeout=60)

    assert done.stderr == ""
    assert done.stdout.startswith("register_")


def test_a_server_imports_nothing_of_the_workbench_but_one_small_module(tmp_path: Path) -> None:
    # Arrange
    (tmp_path / "main.py").write_text("import cacao\napp = cacao.App()\n")
    code = (
        "import sys, main; main.app.prepare(development=True)\n"
        "print([name for name in sys.modules if 'workbench' in name])\n"
        "print([name for name in ('argparse', 'cacao_kernel.survey', 'cacao_kernel.provenance')\n"
        "       if name in sys.modules])"
    )

    # Act
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True)

    # Assert
    assert done.stdout.splitlines() == ["['cacao_plugins.workbench']", "[]"], done.stderr
