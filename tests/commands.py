"""Commands run in a folder of their own, as somebody at a terminal would."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cacao_kernel.cli import main
from cacao_kernel.world import new_world

ROOT = Path(__file__).parent.parent

# What the present environment says of Cacao is not to count.
CLEAN = {name: value for name, value in os.environ.items() if not name.startswith("CACAO_")}


def cacao(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run ``cacao`` with these words in a folder, to its end."""
    return python(folder, "-m", "cacao", *words, **environment)


def python(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run Python with these words in a folder, to its end."""
    return subprocess.run(
        [sys.executable, *words],
        cwd=folder,
        env=CLEAN | {"COLUMNS": "80", "PYTHONPATH": str(ROOT)} | environment,
        capture_output=True,
        text=True,
        timeout=120,
    )


def succeeds(done: subprocess.CompletedProcess[str]) -> str:
    """Return what a command has printed, which must have gone well and without a warning."""
    assert (done.returncode, done.stderr) == (0, ""), f"{done.stdout}\n{done.stderr}"
    return done.stdout


def mistake(done: subprocess.CompletedProcess[str]) -> str:
    """Return the one line in which a command has told a mistake."""
    assert (done.returncode, done.stdout) == (2, ""), f"{done.stdout}\n{done.stderr}"
    assert done.stderr.count("\n") == 1, done.stderr
    return done.stderr.removeprefix("cacao: ").strip()


@contextmanager
def at(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Stand in a folder, with nothing set, and leave this process as it was."""
    modules, path, words = dict(sys.modules), [*sys.path], [*sys.argv]
    for name in {*os.environ} - {*CLEAN}:
        monkeypatch.delenv(name)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(folder)
    try:
        yield
    finally:
        sys.path[:], sys.argv[:] = path, words
        sys.modules["__main__"] = modules["__main__"]
        for name, module in list(sys.modules.items()):
            if name not in modules and str(getattr(module, "__file__", "")).startswith(str(folder)):
                del sys.modules[name]


class Terminal:
    """Runs ``cacao`` within this process, in a folder, which takes no time to start.

    Args:
        folder: where it stands.
        monkeypatch: sets the environment, and back again.
        capsys: reads what is printed.
    """

    def __init__(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.folder = folder
        self._monkeypatch = monkeypatch
        self._capsys = capsys

    def __call__(self, *words: str, **environment: str) -> tuple[int, str, str]:
        """Return the exit code of a command, and what it has printed to its two ways out."""
        with at(self.folder, self._monkeypatch), new_world():
            for name, value in environment.items():
                self._monkeypatch.setenv(name, value)
            try:
                code = main(words)
            except SystemExit as ended:  # of argparse's help
                code = int(str(ended.code or 0))
            for name in environment:
                self._monkeypatch.delenv(name)
        printed = self._capsys.readouterr()
        return code, printed.out, printed.err

    def prints(self, *words: str, code: int = 0, **environment: str) -> list[str]:
        """Return the lines that a command prints, which must end with this code and without a warning."""
        ended, out, err = self(*words, **environment)
        assert (ended, err) == (code, ""), f"{out}\n{err}"
        return out.splitlines()

    def refuses(self, *words: str, **environment: str) -> str:
        """Return the one line in which a command tells a mistake."""
        code, out, err = self(*words, **environment)
        assert (code, out, err.count("\n")) == (2, "", 1), f"{out}\n{err}"
        return err.removeprefix("cacao: ").strip()
