"""``cacao completion``: what a shell offers behind ``cacao``, asked of the shell itself where it is there."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from commands import Terminal
from distributions import Distributions
from require import require_tool

ASK = """
{script}
COMP_WORDS=({words})
COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
_cacao
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


# A shell within a shell, as at a terminal: what it offers at the Tab key stands between two marks.
ASK_ZSH = r"""
zmodload zsh/zpty
zpty inner zsh -f -i
zpty -w inner "source $1"
repeat 9; do zpty -r inner line; [[ $line == ready* ]] && break; done
zpty -w inner "$2"$'\t'
zpty -r inner line $'*\0*\0'
print -r -- "${${line#*$'\0'}%$'\0'*}"
zpty -d inner
"""
WITHIN_ZSH = r"""
PROMPT=
autoload -U compinit
compinit -u -D
bindkey '^I' complete-word
mark() { print -rn -- $'\0' }
compprefuncs=(mark)
comppostfuncs=(mark exit)
zstyle ':completion:*' insert-tab false
compadd() {
  if [[ ${@[1,(i)(-|--)]} != *-(O|A|D)\ * ]]; then
    local -a found
    builtin compadd -A found "$@"
    (( $#found )) && print -rl -- $found
  fi
  builtin compadd "$@"
}
"""


def run_shell(shell: str, *words: str, script: str | None = None, folder: Path) -> list[str]:
    """Run a shell without any settings of somebody's own, and return the lines it prints."""
    require_tool(shell, shutil.which(shell) is not None, f"apt-get install {shell}")
    own = {"bash": "--norc", "zsh": "-f", "fish": "--no-config"}[shell]
    done = subprocess.run(
        [shell, own, *words], input=script, cwd=folder, capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")
    return [line for line in done.stdout.splitlines() if line]


def offers(terminal: Terminal, *words: str) -> list[str]:
    """Return what bash offers for the last of these words."""
    script = "\n".join(terminal.prints("completion", "bash"))
    asked = ASK.format(script=script, words=" ".join(f"'{word}'" for word in ("cacao", *words)))
    return run_shell("bash", script=asked, folder=terminal.folder)


def offers_of_zsh(terminal: Terminal, *words: str) -> list[str]:
    """Return what zsh offers at the Tab key behind these words."""
    aside = terminal.folder / ".aside"
    aside.mkdir()
    script = "\n".join(terminal.prints("completion", "zsh"))
    (aside / "within").write_text(f"{WITHIN_ZSH}\n{script}\nprint ready\n")
    (aside / "ask").write_text(ASK_ZSH)
    within = str(aside / "within")
    return run_shell("zsh", str(aside / "ask"), within, " ".join(("cacao", *words)), folder=terminal.folder)


def offers_of_fish(terminal: Terminal, *words: str) -> list[str]:
    """Return what fish offers behind these words."""
    script = "\n".join(terminal.prints("completion", "fish"))
    asked = f"{script}\ncomplete -C '{' '.join(('cacao', *words))}'\n"
    return [line.split("\t")[0] for line in run_shell("fish", script=asked, folder=terminal.folder)]


QUESTIONS: list[tuple[list[str], list[str]]] = [
    (["ch"], ["check"]),
    (["--ver"], ["--version"]),
    (["new", "--te"], ["--template"]),
    (["new", "--template", ""], ["minimal", "counter", "dashboard", "crud", "multipage"]),
    (["new", "shop", "--template", "c"], ["counter", "crud"]),
    (["serve", "--pro"], ["--production"]),
    (["dev", "--pro"], []),
    (["dev", "--port", ""], []),
    (["config", ""], ["show", "-h", "--help"]),
    (["config", "show", "--a"], ["--all"]),
    (["completion", "z"], ["zsh"]),
    (["sessions", "ex"], ["expire"]),
    (["sessions", "expire", "--o"], ["--older"]),
    (["nothing"], []),
]


@pytest.mark.parametrize(("words", "offered"), QUESTIONS)
def test_bash_offers_commands_options_and_values(
    terminal: Terminal, words: list[str], offered: list[str]
) -> None:
    assert offers(terminal, *words) == offered


def test_bash_offers_all_commands_and_python_files(terminal: Terminal) -> None:
    # Arrange
    for name in ("main.py", "notes.txt"):
        (terminal.folder / name).touch()
    (terminal.folder / "pages").mkdir()

    # Act and assert
    assert {"new", "dev", "serve", "check", "sessions", "hooks", "--help"} <= {*offers(terminal, "")}
    assert offers(terminal, "check", "") == ["main.py", "pages/"]
    assert offers(terminal, "doctor", "") == ["-h", "--help", "--port"]


def test_the_commands_of_other_plugins_are_offered_too(terminal: Terminal, plugins: Distributions) -> None:
    # Arrange
    plugins.install(
        "weather",
        "@hookimpl\ndef register_commands(commands):\n"
        "    parser = commands.add('rain', print, help=\"tell where it's raining: today\")\n"
        "    parser.add_argument('--city', choices=['Bern', 'Oslo'])\n",
    )
    (terminal.folder / "cacao.json").write_text('{"weather": true}')

    # Act and assert
    assert offers(terminal, "ra") == ["rain"]
    assert offers(terminal, "rain", "--city", "O") == ["Oslo"]
    for shell in ("zsh", "fish"):
        assert "where it" in "\n".join(terminal.prints("completion", shell))


@pytest.mark.parametrize("ask", [offers_of_zsh, offers_of_fish], ids=["zsh", "fish"])
@pytest.mark.parametrize(("words", "offered"), QUESTIONS)
def test_zsh_and_fish_offer_commands_options_and_values(
    terminal: Terminal, ask: Callable[..., list[str]], words: list[str], offered: list[str]
) -> None:
    # These two offer options only to who has begun to write one.
    wanted = offered if words[-1].startswith("-") else [each for each in offered if not each.startswith("-")]

    assert sorted(ask(terminal, *words)) == sorted(wanted)


@pytest.mark.parametrize("ask", [offers_of_zsh, offers_of_fish], ids=["zsh", "fish"])
def test_zsh_and_fish_offer_python_files_and_folders(
    terminal: Terminal, ask: Callable[..., list[str]]
) -> None:
    # Arrange
    for name in ("main.py", "notes.txt"):
        (terminal.folder / name).touch()
    (terminal.folder / "pages").mkdir()

    # Act
    found = {each.rstrip("/") for each in ask(terminal, "check", "")}

    # Assert
    assert found == {"main.py", "pages"}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_shell_can_read_its_script(terminal: Terminal, shell: str, tmp_path: Path) -> None:
    lines = terminal.prints("completion", shell)

    assert f"completion {shell}" in "".join(lines[:4])  # how it is switched on
    assert sum("multipage" in line for line in lines) == 1
    (tmp_path / "script").write_text("\n".join(lines))
    assert run_shell(shell, "-n", str(tmp_path / "script"), folder=tmp_path) == []
