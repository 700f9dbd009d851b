"""What is tracked says nothing about the machine it was written on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from .reading import Files

# Put together here, so that this file does not hold what it looks for.
BESIDE = "../" + "shared"
HOMES = r"(?<![\w.:/}-])/(?:home|Users)/\w[\w.-]*/"


def no_machine_paths(files: Files, places: Iterable[str] = ()) -> list[str]:
    """No file names a file beside the project, somebody's home, or one of the given absolute paths."""
    given = [rf"(?<![\w.:/}}-]){re.escape(place)}(?![\w.-])" for place in places]
    forbidden = re.compile("|".join([re.escape(BESIDE), HOMES, *given]))
    return [
        f'{path}:{number}: "{found[0]}" is a path of one machine; take it out'
        for path, source in files.items()
        for number, line in enumerate(source.splitlines(), 1)
        if (found := forbidden.search(line))
    ]


def places_of(root: Path) -> list[str]:
    """Return absolute paths that this machine alone has: the project, what lies beside it, what is at home.

    What lies directly under the file system's root is left out: a route may be called ``/app``.
    """
    beside = [root, *sorted(root.parent.glob("*"))]
    return [str(place) for place in [*beside, *Path.home().glob("*")] if len(place.parts) > 2]
