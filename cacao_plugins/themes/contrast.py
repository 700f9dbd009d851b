"""Contrast: how well a colour stands out from others, as WCAG counts it, and the search for one that does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .colour import Colour

TEXT = 4.5
"""What text needs at least, by WCAG's level AA."""
SHAPE = 3.0
"""What an icon, or the edge of a control, needs at least."""

_STEPS = 9  # halvings of the way to black or white: about one step of a channel
_LEEWAY = 0.02


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast of two colours, from 1 to 21; the first lies on the other if it is translucent."""
    return _ratio(one.over(other).luminance, other.luminance)


def least(colour: Colour, grounds: Iterable[Colour]) -> float:
    """Return the contrast to that of the grounds from which it stands out least."""
    return min(contrast(colour, ground) for ground in grounds)


def stand_out(colour: Colour, grounds: Iterable[Colour], ratio: float) -> Colour:
    """Return the colour, made as much lighter or darker as it takes to stand out from all the grounds.

    Of the two ways the shorter one is taken. Where no shade of it is enough, it is black or white.
    All of them are opaque.
    """
    luminances = [ground.luminance for ground in grounds]
    wanted = ratio + _LEEWAY
    if _least(colour, luminances) >= wanted:
        return colour
    best: tuple[float, Colour] | None = None
    for end in (0.0, 1.0):
        found = _find_on_way(colour, end, luminances, wanted)
        if found is not None and (best is None or found[0] < best[0]):
            best = found
    if best is not None:
        return best[1]
    return max((Colour(0, 0, 0), Colour(1, 1, 1)), key=lambda extreme: _least(extreme, luminances))


def _find_on_way(
    colour: Colour, end: float, luminances: Sequence[float], wanted: float
) -> tuple[float, Colour] | None:
    """Return how far it is to a lightness where a colour stands out, and the colour there, if it ever does.

    Args:
        colour: the colour, which does not stand out.
        end: the lightness it is moved to: 0 or 1.
        luminances: those of the grounds.
        wanted: the contrast it is to have.
    """
    here, chroma, _ = colour.oklch
    found = colour.at(end, chroma)
    if _least(found, luminances) < wanted:
        return None
    near, far = 0.0, 1.0  # how much of the way: so far it does not stand out, and so far it does
    for _ in range(_STEPS):
        middle = (near + far) / 2
        tried = colour.at(here + (end - here) * middle, chroma)
        if _least(tried, luminances) >= wanted:
            far, found = middle, tried
        else:
            near = middle
    return far * abs(end - here), found


def _least(colour: Colour, luminances: Iterable[float]) -> float:
    own = colour.luminance
    return min(_ratio(own, other) for other in luminances)


def _ratio(one: float, other: float) -> float:
    low, high = sorted((one, other))
    return (high + 0.05) / (low + 0.05)
