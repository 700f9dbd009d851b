"""Station: a weather station that is simulated, so that this example needs no internet.

It knows the climate of a few cities (``climate.json``) and lets slow waves run over it: the year,
the day, and two that nobody can foresee by eye. A real plugin would ask a service here.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from cacao_kernel import State

Sky = Literal["clear", "fair", "cloud", "rain", "snow", "storm"]

CITIES: Mapping[str, Mapping[str, float]] = MappingProxyType(
    json.loads((Path(__file__).parent / "climate.json").read_text("utf-8"))
)
"""The climate of each city: mean °C in January and July, its swing in a day, wet days, mean wind in km/h."""

DAY = 86_400.0
YEAR = 365.25 * DAY
WORDS: Mapping[Sky, str] = MappingProxyType(
    {
        "clear": "Clear sky",
        "fair": "Fair, some clouds",
        "cloud": "Cloudy",
        "rain": "Rain",
        "snow": "Snow",
        "storm": "Thunderstorm",
    }
)


@dataclass(frozen=True)
class Reading:
    """What the station of one city measured.

    Attributes:
        city: the city.
        sky: what the sky looks like.
        temperature: in °C.
        wind: in km/h.
        humidity: in percent.
        at: when, in UTC.
    """

    city: str
    sky: Sky
    temperature: float
    wind: int
    humidity: int
    at: datetime

    def as_json(self) -> dict[str, Any]:
        """Return the reading as the endpoints answer it."""
        return {
            "city": self.city,
            "sky": self.sky,
            "temperature": self.temperature,
            "wind": self.wind,
            "humidity": self.humidity,
            "at": self.at.isoformat(timespec="seconds"),
        }


def measure(city: str, at: datetime | None = None) -> Reading:
    """Return a city's weather.

    Args:
        city: one of CITIES.
        at: when; by default now.
    """
    at = datetime.now(UTC) if at is None else at
    climate = CITIES[city]
    seconds = at.timestamp()
    phase = sum(map(ord, city))  # no two cities share their waves
    year = math.cos(2 * math.pi * (seconds / YEAR - 0.04))  # 1 in mid-January, -1 in mid-July
    middle = (climate["winter"] + climate["summer"]) / 2
    season = middle + year * (climate["winter"] - climate["summer"]) / 2
    day = math.cos(2 * math.pi * (seconds / DAY - 0.6))
    slow = math.sin(2 * math.pi * (seconds / (5.3 * DAY) + phase / 7))
    quick = math.sin(2 * math.pi * (seconds / (0.37 * DAY) + phase / 11))
    clouds = climate["wet"] + 0.35 * slow + 0.2 * quick
    temperature = season + climate["swing"] * day * (1.1 - clouds) + 1.5 * slow + 0.6 * quick
    return Reading(
        city=city,
        sky=_sky(clouds, temperature),
        temperature=round(temperature, 1),
        wind=round(climate["wind"] * (1.2 + 0.5 * quick + 0.4 * slow)),
        humidity=round(min(98, max(15, 35 + 55 * clouds))),
        at=at,
    )


def _sky(clouds: float, temperature: float) -> Sky:
    if clouds < 0.18:
        return "clear"
    if clouds < 0.38:
        return "fair"
    if clouds < 0.58:
        return "cloud"
    if temperature < 0.5:
        return "snow"
    return "storm" if clouds > 0.95 and temperature > 12 else "rain"


class Station:
    """The readings of all cities, as they were last taken.

    Attributes:
        readings: the last reading of each city, one value for everybody. A card that reads it
            follows it: whoever has the page open sees each new reading.
    """

    def __init__(self) -> None:
        self.readings: State[Mapping[str, Reading]] = State(
            measure_all(), scope="app", store=False, name="cacao_weather.readings"
        )

    def refresh(self) -> None:
        """Take all readings anew."""
        self.readings.set(measure_all())


def measure_all() -> Mapping[str, Reading]:
    """Return the weather of every city, now."""
    now = datetime.now(UTC)
    return {city: measure(city, now) for city in CITIES}
