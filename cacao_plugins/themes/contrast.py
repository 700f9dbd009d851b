"""Contrast: how well a colour stands out from others, as WCAG counts it, and the search for one that does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .colour import Colour

TEXT = 4.5
"""What text needs at least, by WCAG's level AA."""
SHAPE = 3.0
"""What an icon, or the edge of a control, needs at least."""

_STEP = 0.004  # of lightness: about one step of a channel
_LEEWAY = 0.02


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast of two colours, from 1 to 21; the first lies on the other if it is translucent."""
    first, second = one.over(other).luminance, other.luminance
    low, high = sorted((first, second))
    return (high + 0.05) / (low + 0.05)


def least(colour: Colour, grounds: Iterable[Colour]) -> float:
    """Return the contrast to that of the grounds from which it stands out least."""
    return min(contrast(colour, ground) for ground in grounds)


def stand_out(colour: Colour, grounds: Sequence[Colour], ratio: float) -> Colour:
    """Return the colour, made as much lighter or darker as it takes to stand out from all the grounds.

    Of the two ways the shorter one is taken. Where no shade of it is enough, it is black or white.
    """
    wanted = ratio + _LEEWAY
    if least(colour, grounds) >= wanted:
        return colour
    start = colour.oklch[0]
    for number in range(1, round(1 / _STEP) + 1):
        for lightness in (start - number * _STEP, start + number * _STEP):
            if 0 <= lightness <= 1:
                found = colour.at(lightness)
                if least(found, grounds) >= wanted:
                    return found
    return max((Colour(0, 0, 0), Colour(1, 1, 1)), key=lambda end: least(end, grounds))
