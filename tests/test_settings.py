"""Settings from the environment: read by type, outranking cacao.json, each mistake one line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pytest
from distributions import Distributions, failure, runtime_of

from cacao_kernel.config import Config, load_config
from cacao_kernel.errors import CacaoError, ConfigError
from cacao_kernel.settings import read_settings, variable_prefix


@dataclass(frozen=True)
class Settings:
    name: str = "cocoa"
    count: int = 3
    ratio: float = 0.5
    on: bool = False
    names: tuple[str, ...] = ()
    units: Literal["metric", "old"] = "metric"


def test_variables_are_read_by_type() -> None:
    # Arrange
    variables = {
        "CACAO_MY_PLUGIN_NAME": "",
        "CACAO_MY_PLUGIN_COUNT": "-7",
        "CACAO_MY_PLUGIN_RATIO": "2",
        "CACAO_MY_PLUGIN_ON": "TRUE",
        "CACAO_MY_PLUGIN_NAMES": " a, b ,,",
        "CACAO_MY_PLUGIN_UNITS": "old",
    }

    # Act
    settings = read_settings(Settings, {"count": 1}, "my-plugin", variables)

    # Assert
    assert variable_prefix("my-plugin") == "CACAO_MY_PLUGIN_"
    assert settings == Settings("", -7, 2.0, True, ("a", "b"), "old")


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("COUNT", "x", "expected a whole number, got str 'x'"),
        ("COUNT", "1.5", "expected a whole number, got str '1.5'"),
        ("COUNT", "", "expected a whole number, got str ''"),
        ("RATIO", "nan", "expected a number, got str 'nan'"),
        ("RATIO", "1e999", "expected a number, got str '1e999'"),
        ("ON", "yes", "expected true or false, got str 'yes'"),
        ("UNITS", "OLD", "expected metric or old, got str 'OLD'. Did you mean \"old\"?"),
        ("UNITS", "odl", "expected metric or old, got str 'odl'. Did you mean \"old\"?"),
    ],
)
def test_a_variable_of_a_wrong_type_is_named(name: str, text: str, expected: str) -> None:
    with pytest.raises(ConfigError) as raised:
        read_settings(Settings, {}, "plugin", {f"CACAO_PLUGIN_{name}": text})

    assert str(raised.value).startswith(f"CACAO_PLUGIN_{name}: ")
    assert expected in str(raised.value)


@dataclass(frozen=True)
class Look:
    look: str | Mapping[str, Any] = ""
    words: int | None = None


@pytest.mark.parametrize("given", [{"look": "plain"}, {"look": {"ink": ["brown"]}}, {"look": {}}])
def test_a_setting_may_be_one_type_or_another(given: dict[str, Any]) -> None:
    assert read_settings(Look, given, "plugin").look == given["look"]


@pytest.mark.parametrize(
    ("text", "look"),
    [('{"ink": "brown"}', {"ink": "brown"}), ("plain", "plain"), ("{broken", "{broken")],
)
def test_a_variable_holds_an_object_as_json(text: str, look: object) -> None:
    assert read_settings(Look, {}, "plugin", {"CACAO_PLUGIN_LOOK": text}).look == look


@pytest.mark.parametrize("value", [1, True, None, ["plain"]])
def test_a_value_of_neither_type_is_named(value: object) -> None:
    with pytest.raises(ConfigError, match="expected a string or an object, got"):
        read_settings(Look, {"look": value}, "plugin")


def test_a_type_that_no_setting_has_is_named() -> None:
    with pytest.raises(ConfigError, match=r"cannot be read; .*got int \| None"):
        read_settings(Look, {"words": 1}, "plugin")


@dataclass(frozen=True)
class Narrow:
    count: int = 3
    on: bool = False

    def __post_init__(self) -> None:
        if self.count < 1:
            raise ValueError("count is 1 or more")


@pytest.mark.parametrize(
    ("given", "where"),
    [({}, "CACAO_PLUGIN_COUNT: "), ({"on": True}, "cacao.json: plugin, CACAO_PLUGIN_COUNT: ")],
)
def test_settings_that_do_not_fit_name_what_has_set_them(given: dict[str, Any], where: str) -> None:
    with pytest.raises(ConfigError) as raised:
        read_settings(Narrow, given, "plugin", {"CACAO_PLUGIN_COUNT": "0"})

    assert str(raised.value).startswith(f"{where}the settings do not fit: count is 1 or more")


@pytest.mark.parametrize("value", ["new", 1, None, ["metric"]])
def test_a_value_that_is_none_of_a_few_is_named(value: Any) -> None:
    with pytest.raises(ConfigError, match="expected metric or old, got"):
        read_settings(Settings, {"units": value}, "plugin")


def test_the_config_keeps_the_variables_out_of_sight(tmp_path: Path) -> None:
    config = load_config(tmp_path, {"CACAO_AUTH_KEY": "hush-hush", "HOME": "x"})

    assert config.variables == {"CACAO_AUTH_KEY": "hush-hush"}
    assert "hush-hush" not in repr(config)


def set_up(plugins: Distributions, name: str, field: str) -> None:
    plugins.install(
        name,
        "from dataclasses import dataclass\n"
        f"@dataclass(frozen=True)\nclass Config:\n    {field}: str = 'file'\n"
        f"@hookimpl\ndef register_assets(app):\n    return Assets(styles=(app.config(Config).{field},))",
    )


def test_a_variable_that_no_setting_has_is_named(plugins: Distributions) -> None:
    set_up(plugins, "weather", "city")
    config = Config(Path(), plugins={"weather": True}, variables={"CACAO_WEATHER_CTIY": "Bern"})

    with pytest.raises(CacaoError) as raised:
        runtime_of(config)

    assert str(raised.value) == (
        'CACAO_WEATHER_CTIY: there is no such setting. Did you mean "CACAO_WEATHER_CITY"?'
    )


def test_variables_of_plugins_that_are_off_and_of_longer_names_are_left_alone(plugins: Distributions) -> None:
    # Arrange
    set_up(plugins, "weather", "city")
    set_up(plugins, "weather-map", "zoom")
    variables = {"CACAO_WEATHER_MAP_ZOOM": "near", "CACAO_WEATHER_CITY": "Bern", "CACAO_REQUIRE": "all"}

    # Act
    one = runtime_of(Config(Path(), plugins={"weather": True}, variables=variables))
    both = runtime_of(Config(Path(), plugins={"weather": True, "weather-map": {}}, variables=variables))

    # Assert
    assert one.styles == ("Bern",)
    assert both.styles == ("Bern", "near")


def test_settings_whose_types_cannot_be_found_are_named(plugins: Distributions) -> None:
    plugins.install(
        "weather",
        "from dataclasses import dataclass\n"
        "@dataclass(frozen=True)\nclass Config:\n    city: 'Missing' = 1\n",
    )

    assert failure(weather=True).startswith("plugin weather: its Config cannot be read: name 'Missing'")


def test_a_plugin_that_is_not_installed_says_what_to_do() -> None:
    assert failure(atuh=True).endswith("Did you mean \"auth\"? Perhaps: pip install 'cacao[auth]'")
    assert failure(xyzzy=True).endswith("`cacao plugins` lists what is there.")
