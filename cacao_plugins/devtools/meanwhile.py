"""Meanwhile: what timers and other visitors have set between two steps of a test, as far as it matters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

OFTEN = 3  # so often timers have set a State that goes on and on by itself
MAX_PARTS = 200  # of a value, that are looked for in what a step speaks of


class Meanwhile:
    """Gathers what has been set since the last step, and hands over the last values that the next one needs.

    A State that goes on and on by itself, such as a clock, is needed where a step changes it, or speaks of
    its value; any other wherever it was set.

    Args:
        moments: all that is told.
    """

    def __init__(self, moments: Iterable[Any]) -> None:
        counts = Counter(key for moment in moments if moment.deed is None for key in moment.cells)
        self._ticking = {key for key, count in counts.items() if count >= OFTEN}
        self._values: dict[Any, Any] = {}
        self._by_itself: dict[Any, None] = {}

    def note(self, moment: Any) -> None:
        """Note what a moment has set, that is no step."""
        for key, (_, after) in moment.cells.items():
            self._values[key] = after.value
            if moment.deed is None and key in self._ticking:
                self._by_itself[key] = None
            else:
                self._by_itself.pop(key, None)

    def take(self, steps: Sequence[Any]) -> dict[Any, Any]:
        """Return what is to be set before these steps; what they do not need waits for the next ones."""
        text = " ".join(_words(step.deed) for step in steps)
        changed = {key for step in steps for key in step.cells}
        needed = {
            key: value
            for key, value in self._values.items()
            if key not in self._by_itself or key in changed or _speaks_of(text, value)
        }
        for key in needed:
            del self._values[key]
            self._by_itself.pop(key, None)
        return needed

    def rest(self) -> tuple[dict[Any, Any], list[Any]]:
        """Return what else was set, and the keys of what no step has needed."""
        others = {key: value for key, value in self._values.items() if key not in self._by_itself}
        return others, [*self._by_itself]


def _words(deed: Any) -> str:
    """Return all that a step speaks of."""
    return " ".join((deed.seen, deed.label, deed.within))


def _speaks_of(text: str, value: object) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(part)}(?!\w)", text) for part in _parts(value))


def _parts(value: object) -> Iterator[str]:
    """Yield the texts and numbers in a value, the last ones of a long one."""
    if isinstance(value, Mapping):
        value = [*value.values()]
    if isinstance(value, list | tuple | set | frozenset):
        for each in [*value][-MAX_PARTS:]:
            yield from _parts(each)
    elif isinstance(value, str | int | float) and str(value).strip():
        yield str(value)
