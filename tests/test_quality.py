"""The tools that read the code: each is one test, and its output is the failure's message."""

from __future__ import annotations

import importlib.util
import os
import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from require import require_tool

ROOT = Path(__file__).resolve().parent.parent
TEST_COMMAND = "pip install -e '.[dev]' && python test.py"


def run(*command: str) -> None:
    """Run a tool in the project's root and fail with what it says, unless it is content."""
    environment = os.environ | {"PYRIGHT_PYTHON_IGNORE_WARNINGS": "1", "NO_COLOR": "1"}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    if done.returncode:
        pytest.fail(f"{' '.join(command)}\n{done.stdout}{done.stderr}", pytrace=False)


def python_tool(name: str) -> tuple[str, ...]:
    """Return the command for a tool of the dev extra, or skip the test."""
    require_tool(name, importlib.util.find_spec(name) is not None, "pip install -e '.[dev]'")
    return sys.executable, "-m", name


def test_ruff_finds_nothing() -> None:
    run(*python_tool("ruff"), "check", ".")


def test_code_is_formatted_by_ruff() -> None:
    run(*python_tool("ruff"), "format", "--check", ".")


def test_mypy_finds_nothing() -> None:
    run(*python_tool("mypy"))


def test_pyright_finds_nothing() -> None:
    # Without Node on the machine pyright would fetch one from the net in the middle of a test.
    require_tool("node", shutil.which("node") is not None, "pyright runs on Node.js; install it")
    run(*python_tool("pyright"), "--pythonpath", sys.executable)


def test_the_client_is_typed() -> None:
    in_project = ROOT / "node_modules" / ".bin" / "tsc"
    tsc = str(in_project) if in_project.exists() else shutil.which("tsc")
    require_tool("tsc", tsc is not None, "npm install")
    run(tsc or "", "-p", ".")


def test_the_readme_says_how_to_test_in_its_second_block() -> None:
    blocks = re.findall(r"^```bash\n(.*?)^```", (ROOT / "README.md").read_text("utf-8"), re.M | re.S)

    assert blocks[1].strip() == TEST_COMMAND


def test_ci_runs_the_command_of_the_readme_and_nothing_after_it() -> None:
    script = ROOT / ".ci" / "run"

    printed = subprocess.run([script, "--command"], capture_output=True, text=True, check=True).stdout

    assert printed.strip() == TEST_COMMAND
    assert script.read_text("utf-8").splitlines()[-1] == 'eval "$test_command"'
    assert os.access(script, os.X_OK)


def run_tests(*arguments: str, directory: Path = ROOT) -> tuple[int, str]:
    """Run test.py as a person would and return its exit code and its last line."""
    command = [sys.executable, str(ROOT / "test.py"), *arguments]
    done = subprocess.run(command, cwd=directory, capture_output=True, text=True)
    return done.returncode, (done.stdout + done.stderr).strip().splitlines()[-1]


def test_the_runner_finds_a_test_from_anywhere_and_ends_with_the_summary(tmp_path: Path) -> None:
    code, last = run_tests("-q", "test/test_architecture.py", "-k", "healthy", directory=tmp_path)

    assert code == 0
    assert re.match(r"1 passed, \d+ deselected in ", last)


def test_the_runner_names_the_nearest_file() -> None:
    code, last = run_tests("test/test_qualty.py")

    assert code == 2
    assert last == (
        'test.py: there is no test file "test/test_qualty.py". Did you mean "tests/test_quality.py"?'
    )


def test_the_runner_hands_on_the_exit_code_of_pytest() -> None:
    code, _ = run_tests("test/test_architecture.py", "-k", "no_test_is_called_this")

    assert code == pytest.ExitCode.NO_TESTS_COLLECTED


@pytest.mark.parametrize(
    ("arguments", "is_spread"),
    [
        ([], True),
        (["-x", "-k", "component"], True),
        (["-n", "0"], False),
        (["-n3"], False),
        (["test/test_state.py"], False),
        (["tests/browser", "-q"], False),
    ],
)
def test_the_runner_spreads_all_tests_unless_it_is_told_which_or_how(
    arguments: list[str], is_spread: bool
) -> None:
    pytest.importorskip("xdist", reason="it comes with pip install -e '.[dev]'")
    runner = runpy.run_path(str(ROOT / "test.py"))

    given = runner["pytest_arguments"](arguments)

    assert (given[:2] == ["-n", "auto"]) is is_spread
    assert given[len(given) - len(arguments) :] == [each.replace("test/", "tests/") for each in arguments]
