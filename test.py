"""Run the tests: ``python test.py``, from any directory.

Give it files, where ``test/`` means ``tests/`` (``test/test_state.py``, ``test/test_state.py::test_x``),
and any option of pytest's (``-k "component"``, ``-x``). Without files it runs everything, in as many
processes as there are cores, if pytest-xdist is installed; ``-n 0`` keeps it in one.
"""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path

ROOT = Path(__file__).resolve().parent

# Options of pytest whose value is the next argument, and could be taken for a test file.
PATH_OPTIONS = frozenset({"--basetemp", "--confcutdir", "--deselect", "--ignore", "--junitxml", "--rootdir"})
SHORT_OPTIONS = re.compile(r"-[a-zA-Z]*[ckmnopW]")

# A file stays in one process, as its tests share servers; the browser's files come last in each.
SPREAD = ("-n", "auto", "--maxprocesses", "4", "--dist", "loadfile", "--no-loadscope-reorder")


class Mistake(Exception):
    """Something the person at the keyboard can put right, told in one line."""


def main(arguments: Sequence[str]) -> int:
    """Run pytest in the project's root and return its exit code, or 2 after one line about a mistake."""
    try:
        command = [sys.executable, "-m", "pytest", *pytest_arguments(arguments)]
    except Mistake as mistake:
        print(f"test.py: {mistake}", file=sys.stderr)
        return 2
    with subprocess.Popen(command, cwd=ROOT) as process:
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:
                continue  # pytest hears Ctrl-C too: let it print its summary


def pytest_arguments(arguments: Sequence[str]) -> list[str]:
    """Return the arguments for pytest, each test file found and spelled as pytest wants it."""
    if importlib.util.find_spec("pytest") is None:
        raise Mistake("pytest is not installed. Run: pip install -e '.[dev]'")
    translated = list(_translate(arguments))
    return [*SPREAD, *translated] if _is_spread(arguments) else translated


def _is_spread(arguments: Sequence[str]) -> bool:
    """Tell whether the tests go to several processes: all do, unless it is said how; a few need none."""
    befores = ["", *arguments]
    if any(_is_file(argument, before) for argument, before in zip(arguments, befores, strict=False)):
        return False
    return importlib.util.find_spec("xdist") is not None and not any(
        re.match(r"-n|--numprocesses|--dist|--tx", argument) for argument in arguments
    )


def _translate(arguments: Sequence[str]) -> Iterator[str]:
    before = ""
    for argument in arguments:
        yield find_file(argument) if _is_file(argument, before) else argument
        before = argument


def _is_file(argument: str, before: str) -> bool:
    """Tell a test file from an option and from the value of the option before it."""
    if argument.startswith("-") or before in PATH_OPTIONS or SHORT_OPTIONS.fullmatch(before):
        return False
    if before.startswith("--") and "=" not in before:  # the option may take a value, such as --maxfail 2
        return ".py" in argument or Path(argument).parts[:1] in {("test",), ("tests",)}
    return True


def find_file(argument: str) -> str:
    """Return the path, from the project's root, of a file or directory of tests.

    ``test/test_state.py``, ``tests/test_state.py`` and ``test_state.py`` are the same file. What
    stands behind ``::`` is kept.
    """
    name, colons, test = argument.partition("::")
    path = Path(name)
    inside = path.relative_to("test") if path.parts[:1] == ("test",) else path
    for candidate in (path.absolute(), ROOT / path, ROOT / "tests" / inside):
        if candidate.exists():
            found = candidate.resolve()
            return f"{found.relative_to(ROOT) if found.is_relative_to(ROOT) else found}{colons}{test}"
    raise Mistake(f'there is no test file "{name}".{_nearest(inside)}')


def _nearest(path: Path) -> str:
    """Return the test file most like a path that does not exist, as a question."""
    files = sorted((ROOT / "tests").rglob("test_*.py"))
    names = {file.relative_to(ROOT / "tests").as_posix(): file for file in files}
    wanted = path.as_posix().removeprefix("tests/")
    close = get_close_matches(wanted, names, n=1) or get_close_matches(f"test_{wanted}.py", names, n=1)
    return f' Did you mean "{names[close[0]].relative_to(ROOT).as_posix()}"?' if close else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
