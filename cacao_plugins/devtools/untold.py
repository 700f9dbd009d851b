"""Untold: names that stand in a test for what was typed and is not told."""

from __future__ import annotations

WORDS = "# What was typed is not told. If it matters, write it here."


class Word(str):
    """A name of the test, which stands there without quotes."""

    __slots__ = ()


class Untold:
    """The names of one test: the same text has the same name, as where a password is to be repeated."""

    def __init__(self) -> None:
        self._names: dict[str, Word] = {}

    def name(self, value: str) -> Word:
        """Return the name for what was typed."""
        count = len(self._names) + 1
        return self._names.setdefault(value, Word("SECRET" if count == 1 else f"SECRET_{count}"))

    def spell(self) -> str:
        """Return the lines that give the names something to stand for; nothing if there are none."""
        if not self._names:
            return ""
        lines = [f'{name} = "Not-told-{number}"' for number, name in enumerate(self._names.values(), 1)]
        return "\n".join(["", WORDS, *lines, ""])
