"""Glance: what somebody who looks after a server may see of cells as they are stored."""

from __future__ import annotations

from collections.abc import Mapping

from .store import BETWEEN

MAX_READ = 5_000  # of a value's text; what is longer is cut before it is looked through


def describe_cells(cells: Mapping[str, bytes]) -> list[tuple[str, str]]:
    """Return names and values of stored cells as text, sorted, each in a line of its own.

    What looks like a secret is hidden as in a log. A value of a type that only the app's own code knows
    is shown as it is stored.

    Args:
        cells: as a ``Record`` has them.
    """
    from .codec import CodecError, Codecs  # not before they are needed: the front door imports this module
    from .redaction import redact

    codecs = Codecs()
    found: list[tuple[str, str]] = []
    for name, data in sorted(cells.items()):
        title, _, place = name.partition(BETWEEN)
        try:
            value = repr(codecs.decode(data, title))
        except (CodecError, ValueError, RecursionError):  # a number of too many digits, say
            value = data[:MAX_READ].decode("utf-8", "replace")
        start = f"{title} = "
        shown = redact(start + value[:MAX_READ]).removeprefix(start)
        found.append((_in_one_line(f"{title} of {place}" if place else title), _in_one_line(shown)))
    return found


def _in_one_line(text: str) -> str:
    """Return a text without what a terminal would obey."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)
