"""Settings: what stands under ``"weather"`` in cacao.json."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .station import CITIES

Units = Literal["celsius", "fahrenheit"]


@dataclass(frozen=True)
class Config:
    """The settings of the plugin weather.

    Attributes:
        city: whose weather a card shows that names none.
        units: what temperatures are shown in, where a card does not say.
        refresh: how many seconds lie between two readings.
        prefix: where the JSON endpoints are: /weather.json and /weather/Basel.json.
    """

    city: str = "Basel"
    units: Units = "celsius"
    refresh: float = 30.0
    prefix: str = "/weather"

    def __post_init__(self) -> None:
        """Refuse what no station can measure."""
        if self.city not in CITIES:
            raise ValueError(f"no station is in {self.city!r}; there are {', '.join(CITIES)}")
        if self.refresh < 1:
            raise ValueError("refresh is one second at least")
        if not self.prefix.startswith("/") or self.prefix.endswith("/"):
            raise ValueError('prefix begins with a slash and ends with none, such as "/weather"')
