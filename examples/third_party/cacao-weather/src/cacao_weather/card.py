"""Card: the tree that stands for a node of type ``weather``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cacao_kernel import CacaoError

from .settings import Config, Units
from .station import CITIES, WORDS, Reading, Sky, Station

# The shapes that weather.css draws an icon of, from back to front.
SHAPES: Mapping[Sky, tuple[str, ...]] = {
    "clear": ("sun",),
    "fair": ("sun", "cloud"),
    "cloud": ("cloud behind", "cloud"),
    "rain": ("cloud", "drops"),
    "snow": ("cloud", "flakes"),
    "storm": ("cloud dark", "bolt"),
}


class Card:
    """Draws the weather of one city.

    Args:
        station: where the readings come from.
        config: what a node shows that does not say.
    """

    def __init__(self, station: Station, config: Config) -> None:
        self.station = station
        self.config = config

    def render(self, props: Mapping[str, Any]) -> dict[str, Any]:
        """Return the card's tree.

        Args:
            props: ``city`` and ``units``, both optional; ``children`` stand below the readings.

        Raises:
            CacaoError: if there is no such city, no such unit or no such prop.
        """
        unknown = sorted({*props} - {"city", "units", "children", "key"})
        if unknown:
            raise CacaoError(f"a weather card has no prop {unknown[0]!r}", expected="city or units")
        city, units = props.get("city", self.config.city), props.get("units", self.config.units)
        if city not in CITIES:
            raise CacaoError(f"no station is in {city!r}", expected=f"one of {', '.join(CITIES)}")
        if units not in ("celsius", "fahrenheit"):
            raise CacaoError("units of a weather card", expected="celsius or fahrenheit", got=repr(units))
        reading = self.station.readings.value[city]
        return {
            "type": "article",
            "props": {"className": f"weather weather-is-{reading.sky}", "aria_label": f"Weather in {city}"},
            "children": [
                {
                    "type": "header",
                    "children": [
                        {"type": "h2", "props": {"content": city}},
                        {"type": "p", "props": {"content": WORDS[reading.sky]}},
                    ],
                },
                icon(reading.sky),
                {
                    "type": "p",
                    "props": {"className": "weather-temperature", "content": degrees(reading, units)},
                },
                {
                    "type": "dl",
                    "children": [
                        fact("Wind", f"{reading.wind} km/h"),
                        fact("Humidity", f"{reading.humidity} %"),
                        fact("Measured (UTC)", f"{reading.at:%H:%M:%S}"),
                    ],
                },
                *([props["children"]] if props.get("children") else []),
            ],
        }


def icon(sky: Sky) -> dict[str, Any]:
    """Return the icon of a sky: shapes, drawn by the stylesheet alone."""
    shapes = [{"type": "span", "props": {"className": f"weather-{shape}"}} for shape in SHAPES[sky]]
    return {"type": "div", "props": {"className": "weather-icon", "aria_hidden": True}, "children": shapes}


def degrees(reading: Reading, units: Units) -> str:
    """Return the temperature in words: ``18.4 °C``."""
    if units == "fahrenheit":
        text = f"{reading.temperature * 9 / 5 + 32:.1f} °F"
    else:
        text = f"{reading.temperature:.1f} °C"
    return text.replace("-", "\N{MINUS SIGN}")


def fact(name: str, value: str) -> dict[str, Any]:
    """Return one named value of the card's list."""
    return {
        "type": "div",
        "children": [
            {"type": "dt", "props": {"content": name}},
            {"type": "dd", "props": {"content": value}},
        ],
    }
