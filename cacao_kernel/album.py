"""Album: what pages looked like when a test was right, kept in files beside it."""

from __future__ import annotations

import difflib
import re
from pathlib import Path

FOLDER = "__snapshots__"
_MODES = re.compile(r"\[(?:process|browser)\]|(?<=\[)(?:process|browser)-|-(?:process|browser)(?=\])")
_UNFIT = re.compile(r"[^\w.\-\[\]]+")


class Album:
    """The snapshots of one test, a file each.

    Args:
        file: the test's.
        test: its name.
        updates: whether what is seen is kept instead of compared.
    """

    def __init__(self, file: Path, test: str, *, updates: bool = False) -> None:
        self._folder = file.parent / FOLDER / file.stem
        self._test = _UNFIT.sub("_", _MODES.sub("", test))
        self._updates = updates

    def compare(self, shown: str, name: str = "") -> None:
        """Compare what is shown with what is kept.

        Args:
            shown: the page as text.
            name: tells several of one test apart.

        Raises:
            AssertionError: if it differs, or nothing is kept.
        """
        file = self._folder / f"{self._test}{f'.{name}' if name else ''}.txt"
        if self._updates:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f"{shown}\n", "utf-8")
            return
        cure = "pytest --cacao-snapshots=update keeps what is shown"
        if not file.exists():
            raise AssertionError(f"there is no snapshot {file.name} yet; {cure}. The page shows:\n{shown}")
        expect(shown, file.read_text("utf-8"), f"the page is not as in {file.name}; {cure}")


def expect(shown: str, expected: str, failure: str) -> None:
    """Compare two texts, but for the room around them.

    Raises:
        AssertionError: with the lines that differ.
    """
    wanted = _trim(expected)
    got = _trim(shown)
    if wanted != got:
        lines = difflib.unified_diff(wanted, got, "expected", "shown", lineterm="")
        raise AssertionError("\n".join([f"{failure}:", *lines]))


def _trim(text: str) -> list[str]:
    import textwrap

    return [line.rstrip() for line in textwrap.dedent(text).strip("\n").rstrip().splitlines()]
