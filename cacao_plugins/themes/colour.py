"""Colour: what CSS calls one, read by a grammar, and turned in the space OKLCH.

In OKLCH a colour is lightness (0 to 1), chroma (0 for grey, to about 0.3) and hue (degrees), chosen so
that equal steps look equal. The matrices are those of Björn Ottosson's Oklab.
"""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from .names import NAMES

_HEX = re.compile(r"#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})\Z")
_FUNCTION = re.compile(r"(rgba?|hsla?|oklch)\(([0-9a-z.%+,/ -]*)\)\Z")
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,6}(?:\.[0-9]{1,12})?|\.[0-9]{1,12})(%|deg)?\Z")
_STEPS = 12  # halvings: finer than a browser's 256 steps of a channel


class Colour(NamedTuple):
    """A colour of the screen.

    Args:
        red: from 0 to 1, as are the others.
        green: how much green.
        blue: how much blue.
        alpha: 1 covers what lies below.
    """

    red: float
    green: float
    blue: float
    alpha: float = 1.0

    def __str__(self) -> str:
        channels = [round(255 * min(1.0, max(0.0, each))) for each in (self.red, self.green, self.blue)]
        if self.alpha < 1:
            return f"rgb({channels[0]} {channels[1]} {channels[2]} / {round(self.alpha, 3):g})"
        text = "".join(f"{channel:02x}" for channel in channels)
        return f"#{text[::2]}" if text[::2] == text[1::2] else f"#{text}"

    @property
    def luminance(self) -> float:
        """How bright it is, from 0 to 1, as WCAG counts."""
        red, green, blue = (_linear(each) for each in (self.red, self.green, self.blue))
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    @property
    def is_dark(self) -> bool:
        """Whether white stands out from it more than black does."""
        return self.luminance < 0.179

    @property
    def oklch(self) -> tuple[float, float, float]:
        """Lightness, chroma and hue."""
        red, green, blue = (_linear(each) for each in (self.red, self.green, self.blue))
        long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
        middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
        short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
        lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
        a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
        b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
        return lightness, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360

    def at(self, lightness: float, chroma: float | None = None) -> Colour:
        """Return the colour of the same hue with this lightness, and this chroma if one is given."""
        _, own, hue = self.oklch
        return from_oklch(lightness, own if chroma is None else chroma, hue)

    def fade(self, alpha: float) -> Colour:
        """Return it translucent."""
        return Colour(self.red, self.green, self.blue, alpha)

    def over(self, ground: Colour) -> Colour:
        """Return what is seen where it lies on a ground."""
        return ground.mix(self.fade(1.0), self.alpha) if self.alpha < 1 else self

    def mix(self, other: Colour, share: float) -> Colour:
        """Return the two mixed, channel by channel, with this share of the other."""
        return Colour(
            self.red + (other.red - self.red) * share,
            self.green + (other.green - self.green) * share,
            self.blue + (other.blue - self.blue) * share,
        ).rounded()

    def rounded(self) -> Colour:
        """Return it as 256 steps of a channel hold it, so that what is counted is what is shown."""
        return Colour(_step(self.red), _step(self.green), _step(self.blue), self.alpha)


def from_oklch(lightness: float, chroma: float, hue: float) -> Colour:
    """Return the colour of this lightness and hue, with as much of the chroma as a screen can show."""
    lightness = min(1.0, max(0.0, lightness))
    found = _unbounded(lightness, chroma, hue)
    if not _is_shown(found):
        low, high = 0.0, chroma
        for _ in range(_STEPS):
            middle = (low + high) / 2
            if _is_shown(_unbounded(lightness, middle, hue)):
                low = middle
            else:
                high = middle
        found = _unbounded(lightness, low, hue)
    return Colour(*found).rounded()


def read_colour(text: str) -> Colour | None:
    """Return the colour that a text means, or None if it means none.

    It may be ``#rgb``, ``#rrggbb`` (both also with alpha), a name, ``rgb(…)``, ``hsl(…)`` or ``oklch(…)``.
    """
    if not text.isascii():
        return None  # some letters of other scripts become plain ones when they are made small
    text = text.strip(" ").lower()
    named = NAMES.get(text)
    if named is not None:
        return _from_hex(named)
    if _HEX.match(text):
        return _from_hex(text[1:])
    called = _FUNCTION.match(text)
    return _from_function(called[1], called[2]) if called else None


def _from_hex(digits: str) -> Colour:
    if len(digits) <= 4:
        digits = "".join(digit * 2 for digit in digits)
    channels = [int(digits[place : place + 2], 16) / 255 for place in range(0, len(digits), 2)]
    return Colour(*channels)


def _from_function(name: str, inside: str) -> Colour | None:
    if "," in inside:
        parts = [part.strip() for part in inside.split(",")]
    else:
        before, slash, after = inside.partition("/")
        parts = [*before.split(), *([after.strip()] if slash else [])]
        if len(parts) != (4 if slash else 3):
            return None
    if len(parts) not in (3, 4) or not all(_NUMBER.match(part) for part in parts):
        return None
    alpha = min(1.0, max(0.0, _share(parts[3], 1.0))) if len(parts) == 4 else 1.0
    if name.startswith("rgb"):
        return Colour(*(_share(part, 255.0) for part in parts[:3])).rounded().fade(alpha)
    if name == "oklch":
        return from_oklch(
            _share(parts[0], 1.0), max(0.0, _share(parts[1], 1.0, 0.4)), _degrees(parts[2])
        ).fade(alpha)
    if not (parts[1].endswith("%") and parts[2].endswith("%")):
        return None
    return _from_hsl(_degrees(parts[0]), _share(parts[1], 1.0), _share(parts[2], 1.0)).fade(alpha)


def _share(text: str, whole: float, full: float = 1.0) -> float:
    """Return a number as a part of the whole; 100% is the full one."""
    if text.endswith("%"):
        return float(text[:-1]) / 100 * full
    return float(text.removesuffix("deg")) / whole


def _degrees(text: str) -> float:
    return float(text.removesuffix("deg").removesuffix("%")) % 360


def _from_hsl(hue: float, saturation: float, lightness: float) -> Colour:
    saturation, lightness = min(1.0, max(0.0, saturation)), min(1.0, max(0.0, lightness))
    span = saturation * min(lightness, 1 - lightness)

    def channel(offset: int) -> float:
        place = (offset + hue / 30) % 12
        return lightness - span * max(-1.0, min(place - 3, 9 - place, 1.0))

    return Colour(channel(0), channel(8), channel(4)).rounded()


def _step(channel: float) -> float:
    return round(255 * min(1.0, max(0.0, channel))) / 255


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _curved(channel: float) -> float:
    return channel * 12.92 if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055


def _unbounded(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    """Return red, green and blue, below 0 or above 1 where no screen can show them."""
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        _curved(4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short),
        _curved(-1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short),
        _curved(-0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short),
    )


def _is_shown(channels: tuple[float, float, float]) -> bool:
    return all(-0.0005 <= channel <= 1.0005 for channel in channels)
