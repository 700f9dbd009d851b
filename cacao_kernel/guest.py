"""Guest: what the tabs of one visitor in a real browser share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .album import Album
from .chromium import Chromium
from .hall import Hall
from .line import Loop


@dataclass
class Guest:
    """What the tabs of one visitor in a real browser share; as :class:`Browser` does without one."""

    chromium: Chromium
    hall: Hall
    loop: Loop
    wait: float
    live: Any
    album: Album | None
    context: Any
    panes: list[Any]

    @property
    def cookies(self) -> dict[str, str]:
        """The visitor's cookies."""
        found = self.chromium.run(self.context.cookies)
        return {each["name"]: each["value"] for each in found}
