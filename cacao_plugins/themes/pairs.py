"""Pairs: what a theme lets stand on what, and the contrast that WCAG's level AA asks for there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from .colour import Colour
from .contrast import SHAPE, TEXT, contrast
from .tokens import BRANDS

PAGE = ("background", "content_bg", "card_bg")
_CODE = ("code_text", "code_keyword", "code_string", "code_comment", "code_number", "code_name")


class Pair(NamedTuple):
    """Two tokens, of which one stands on the other.

    Args:
        ink: the token of what stands there.
        ground: the token of what it stands on.
        ratio: the contrast it needs.
    """

    ink: str
    ground: str
    ratio: float


class Weakness(NamedTuple):
    """A pair whose contrast is too low.

    Args:
        pair: the two tokens.
        contrast: what it is.
    """

    pair: Pair
    contrast: float

    def __str__(self) -> str:
        # Rounded down: 4.497 is not the 4.5 that is asked for.
        return (
            f"colors.{self.pair.ink} on colors.{self.pair.ground} has a contrast of "
            f"{int(self.contrast * 100) / 100:g}, and WCAG AA asks for {self.pair.ratio:g}"
        )


def _all_pairs() -> Iterator[Pair]:
    for ground in (*PAGE, "field"):
        yield from (Pair(ink, ground, TEXT) for ink in ("text", "quiet"))
        yield Pair("edge", ground, SHAPE)
    for ground in PAGE:
        yield Pair("link", ground, TEXT)
        yield Pair("focus", ground, SHAPE)
    for part in ("sidebar", "sidebar_header"):
        yield Pair(f"{part}_text", f"{part}_bg", TEXT)
    yield from (Pair(ink, "code_bg", TEXT) for ink in _CODE)
    for name in BRANDS:
        yield from (Pair(f"on_{name}", ground, TEXT) for ground in (name, f"{name}_hover", f"{name}_active"))
        yield Pair("text", f"{name}_soft", TEXT)
        for ground in (*PAGE, f"{name}_soft"):
            yield Pair(f"{name}_text", ground, TEXT)
            yield Pair(f"{name}_edge", ground, SHAPE)


PAIRS = tuple(_all_pairs())
"""All pairs that components rely on."""


def find_weaknesses(colours: Mapping[str, Colour]) -> list[Weakness]:
    """Return the pairs of a palette whose contrast is too low."""
    background = colours["background"]
    weak: list[Weakness] = []
    for pair in PAIRS:
        found = contrast(colours[pair.ink], colours[pair.ground].over(background))
        if found < pair.ratio:
            weak.append(Weakness(pair, found))
    return weak
