"""The plugin as an app meets it, through Cacao's own fixture ``cacao_app``."""

from __future__ import annotations

import itertools
import json
import re
import subprocess
import sys
from dataclasses import fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cacao_weather import Config, Weather
from cacao_weather.card import Card, degrees
from cacao_weather.station import CITIES, Reading, Station, measure

from cacao import App, CacaoError

EXAMPLE = Path(__file__).parent.parent / "example"


def app_of(*cards: dict[str, Any], config: Config | None = None) -> App:
    """Return an App whose start page holds a weather card for each of these props."""
    app = App(extensions=[Weather(config)])

    @app.mix("/")
    def home() -> dict[str, Any]:
        return {"type": "main", "children": [{"type": "weather", "props": props} for props in cards]}

    return app


def test_a_card_shows_the_city_it_names(cacao_app: Any) -> None:
    user = cacao_app(app_of({"city": "Cairo"})).open("/")

    user.sees("Cairo").sees("Humidity").sees("°C")


def test_a_card_that_names_nothing_shows_what_the_settings_say(cacao_app: Any) -> None:
    user = cacao_app(app_of({}, config=Config(city="Quito", units="fahrenheit"))).open("/")

    user.sees("Quito").sees("°F").misses("°C")


def test_a_card_is_labelled_for_those_who_cannot_see_it(cacao_app: Any) -> None:
    page = cacao_app(app_of({"city": "Tokyo"})).open("/").page

    card = page.find("Weather in Tokyo")
    icon = next(node for node in card.walk() if node.attributes.get("class") == "weather-icon")
    assert card.tag == "article"
    assert icon.attributes["aria-hidden"] == "true"


def test_children_of_a_card_stand_in_it(cacao_app: Any) -> None:
    note = {"type": "p", "props": {"content": "Take an umbrella."}}

    cacao_app(app_of({"children": [note]})).open("/").sees("Take an umbrella.")


@pytest.mark.parametrize(
    ("props", "part"),
    [
        ({"city": "Atlantis"}, "no station is in 'Atlantis'; expected one of Basel"),
        ({"units": "kelvin"}, "expected celsius or fahrenheit, got 'kelvin'"),
        ({"town": "Basel"}, "a weather card has no prop 'town'"),
    ],
)
def test_a_mistake_in_a_card_says_what_and_where(cacao_app: Any, props: dict[str, Any], part: str) -> None:
    user = cacao_app(app_of(props)).open("/")

    assert user.status == 500
    user.sees(part).sees('page "/" > main > children[0] > weather')


def test_an_open_page_follows_the_readings(cacao_app: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    # Arrange: a station whose every reading is one degree warmer.
    degrees = itertools.count(100)

    def warmer(city: str, at: datetime | None = None) -> Reading:
        return replace(measure(city, at), temperature=float(next(degrees)))

    monkeypatch.setattr("cacao_weather.station.measure", warmer)
    user = cacao_app(app_of({"city": "Cairo"}, config=Config(refresh=1))).open("/")

    # Act
    first = user.page.find("Weather in Cairo").content
    user.misses(re.findall(r"1\d\d\.0 °C", first)[0])

    # Assert
    assert re.search(r"1\d\d\.0 °C", user.page.find("Weather in Cairo").content)


@pytest.mark.parametrize(
    "wrong", [{"city": "Atlantis"}, {"refresh": 0.5}, {"prefix": "weather"}, {"prefix": "/weather/"}]
)
def test_settings_that_do_not_fit_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"Atlantis|refresh|prefix"):
        Config(**wrong)


def test_a_reading_depends_on_city_and_time_alone() -> None:
    winter, summer = datetime(2026, 1, 15, 12, tzinfo=UTC), datetime(2026, 7, 15, 12, tzinfo=UTC)

    assert measure("Yakutsk", winter) == measure("Yakutsk", winter)
    assert measure("Yakutsk", winter).temperature < -20
    assert measure("Yakutsk", summer).temperature > 8


@pytest.mark.parametrize("city", CITIES)
def test_a_year_of_readings_is_a_weather_that_can_be(city: str) -> None:
    hours = [measure(city, datetime.fromtimestamp(hour * 3600, UTC)) for hour in range(0, 8766, 7)]

    assert all(-60 < reading.temperature < 45 for reading in hours)
    assert all(15 <= reading.humidity <= 98 and 0 <= reading.wind < 80 for reading in hours)
    assert len({reading.sky for reading in hours}) > 1


@pytest.mark.parametrize("sky", ["clear", "fair", "cloud", "rain", "snow", "storm"])
def test_every_sky_has_an_icon_and_a_word(sky: Any) -> None:
    # Arrange
    station = Station()
    reading = Reading("Basel", sky, -0.5, 10, 50, datetime.now(UTC))
    station.readings.set({"Basel": reading})

    # Act
    tree = Card(station, Config()).render({})

    # Assert
    assert tree["props"]["className"] == f"weather weather-is-{sky}"
    assert tree["children"][1]["children"]
    assert degrees(reading, "celsius") == "−0.5 °C"


def test_the_card_refuses_by_an_error_of_cacaos() -> None:
    with pytest.raises(CacaoError):
        Card(Station(), Config()).render({"city": "Rome"})


def test_the_readme_has_every_setting_as_it_is() -> None:
    readme = (EXAMPLE.parent / "README.md").read_text("utf-8")

    for field in fields(Config):
        row = f"| `{field.name}` | `CACAO_WEATHER_{field.name.upper()}` | `{json.dumps(field.default)}` |"
        assert row in readme


# Through the entry point, as it is installed: run in the example's folder, with its cacao.json.


def run(*words: str) -> str:
    done = subprocess.run([sys.executable, *words], cwd=EXAMPLE, capture_output=True, text=True, check=True)
    return done.stdout


def test_the_command_prints_the_weather() -> None:
    assert re.fullmatch(r"Cairo +−?\d+\.\d °C  [A-Z].*\n", run("-m", "cacao", "weather", "Cairo"))


def test_the_plugin_is_listed_with_its_hooks() -> None:
    listed = run("-m", "cacao", "plugins")

    assert re.search(r"^weather +on +cacao-weather 1\.0\.0 +register_commands", listed, re.MULTILINE)


def test_the_schema_offers_the_settings() -> None:
    schema = json.loads(run("-m", "cacao", "schema"))

    settings = schema["properties"]["weather"]["anyOf"][1]
    assert settings["properties"]["units"]["enum"] == ["celsius", "fahrenheit"]
