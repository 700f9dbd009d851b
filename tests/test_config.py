"""Configuration: settings are read by type, and the environment outranks the file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from cacao_kernel.checks import check_port
from cacao_kernel.config import Config, Server, load_config
from cacao_kernel.errors import ConfigError
from cacao_kernel.secret import load_secret
from cacao_kernel.settings import read_settings


@dataclass(frozen=True)
class Settings:
    name: str = "cocoa"
    count: int = 3
    ratio: float = 0.5
    on: bool = False
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Needy:
    name: str
    limits: dict[str, int] | None = None

    def __post_init__(self) -> None:
        if not self.name:
            raise ValueError("a name is not empty")


def load(folder: Path, text: str | None = None, **environment: str) -> Config:
    if text is not None:
        (folder / "cacao.json").write_text(text)
    return load_config(folder, environment)


def test_without_a_file_everything_has_its_default(tmp_path: Path) -> None:
    assert load(tmp_path) == Config(tmp_path, Server(), {})
    assert Server() == Server(entry="", host="127.0.0.1", port=1634, allowed_hosts=(), production=False)


@pytest.mark.parametrize("host", ["http://x.y/", "x.y:443", "x.y/app", "*", "*.x.y", "", "x y", "//x.y"])
def test_a_host_that_no_request_can_bear_is_told_of_at_start(tmp_path: Path, host: str) -> None:
    with pytest.raises(
        ConfigError, match=r"no name of a host; expected a name without scheme, port and path"
    ):
        load(tmp_path, json.dumps({"server": {"allowed_hosts": [host]}}))


@pytest.mark.parametrize("host", ["x.y", "App.Example.org", "intranet", "10.0.0.7", "[::1]", "my_box-2"])
def test_a_host_that_requests_bear_is_taken(tmp_path: Path, host: str) -> None:
    assert load(tmp_path, CACAO_ALLOWED_HOSTS=host).server.allowed_hosts == (host,)


def test_a_misspelt_limit_of_the_environment_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r'no such setting. Did you mean "CACAO_MAX_SESSIONS"\?'):
        load(tmp_path, CACAO_MAX_SESIONS="5")


def test_the_file_is_read_by_type(tmp_path: Path) -> None:
    text = '{"server": {"entry": "shop.py", "port": 80, "allowed_hosts": ["a.b"], "production": true}}'

    config = load(tmp_path, text)

    assert config.server == Server("shop.py", "127.0.0.1", 80, ("a.b",), production=True)


def test_the_environment_outranks_the_file(tmp_path: Path) -> None:
    text = '{"server": {"host": "::1", "port": 80, "allowed_hosts": ["a.b"], "production": true}}'

    config = load(
        tmp_path,
        text,
        CACAO_HOST="127.0.0.2",
        CACAO_PORT="81",
        CACAO_ALLOWED_HOSTS=" c.d ,, e.f",
        CACAO_ENV="development",
    )

    assert config.server == Server("", "127.0.0.2", 81, ("c.d", "e.f"), production=False)


def test_other_keys_are_plugins_in_their_order(tmp_path: Path) -> None:
    config = load(tmp_path, '{"b": true, "server": {}, "a": {"x": 1}, "c": false}')

    assert list(config.plugins.items()) == [("b", True), ("a", {"x": 1}), ("c", False)]


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "cacao.json").write_text('{"server": {"port": 7}}', "utf-8-sig")

    assert load(tmp_path).server.port == 7


@pytest.mark.parametrize("value", ["a", 1, None, [], 1.5])
def test_the_value_of_a_plugin_is_an_object_or_a_switch(tmp_path: Path, value: Any) -> None:
    with pytest.raises(ConfigError, match='the value of "plugin"; expected an object, true or false'):
        load(tmp_path, json.dumps({"plugin": value}))


def test_settings_are_filled_from_an_object() -> None:
    given = {"name": "x", "count": 1, "ratio": 2, "on": True, "names": ["a", "b"]}

    settings = read_settings(Settings, given, "plugin")

    assert settings == Settings("x", 1, 2.0, True, ("a", "b"))
    assert type(settings.ratio) is float
    assert read_settings(Settings, {}, "plugin") == Settings()


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("name", 1, "a string, got int 1"),
        ("name", None, "a string, got None"),
        ("count", 1.0, "a whole number, got float 1.0"),
        ("count", True, "a whole number, got bool True"),
        ("count", "1", "a whole number, got str '1'"),
        ("ratio", "1", "a number, got str '1'"),
        ("ratio", True, "a number, got bool True"),
        ("on", 1, "true or false, got int 1"),
        ("on", "true", "true or false, got str 'true'"),
        ("names", "a", "a list of strings, got str 'a'"),
        ("names", ["a", 1], "a list of strings, got list ['a', 1]"),
    ],
)
def test_a_value_of_a_wrong_type_is_named(name: str, value: Any, expected: str) -> None:
    with pytest.raises(ConfigError) as raised:
        read_settings(Settings, {name: value}, "plugin")

    assert str(raised.value).startswith(f"cacao.json: plugin.{name}: ")
    assert f"expected {expected}." in str(raised.value)


def test_an_unknown_setting_names_the_nearest() -> None:
    with pytest.raises(
        ConfigError, match=r'plugin\.cuont: there is no such setting\. Did you mean "count"\?'
    ):
        read_settings(Settings, {"cuont": 1}, "plugin")


def test_a_setting_that_must_be_given_is_named() -> None:
    with pytest.raises(ConfigError, match=r"cacao\.json: plugin: the settings do not fit: .*'name'"):
        read_settings(Needy, {}, "plugin")


def test_what_settings_check_themselves_is_told() -> None:
    with pytest.raises(ConfigError, match="the settings do not fit: a name is not empty"):
        read_settings(Needy, {"name": ""}, "plugin")


def test_a_setting_of_a_type_that_no_file_can_hold_is_named() -> None:
    with pytest.raises(ConfigError, match=r"plugin\.limits: a setting of this type cannot be read"):
        read_settings(Needy, {"name": "x", "limits": {}}, "plugin")


@pytest.mark.parametrize("text", ["0", "1", "65535", "01634"])
def test_a_port_is_a_number_up_to_65535(text: str) -> None:
    assert check_port(text, "here") == int(text)


def test_a_number_that_is_no_port_is_told_as_it_stands_in_the_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"cacao\.json: server\.port: no port .* got int 99999"):
        load(tmp_path, '{"server": {"port": 99999}}')


@pytest.mark.parametrize("text", ["", "-1", "65536", "1e3", " 1", "1_000", "0x10", "٣", "True", "9" * 5000])
def test_what_is_no_port_is_refused(text: str) -> None:
    with pytest.raises(ConfigError, match="here: no port of that number"):
        check_port(text, "here")


@pytest.mark.parametrize(
    ("name", "wrong", "told"),
    [
        ("port", 99_999, "no port of that number"),
        ("allowed_hosts", "https://a.b", "no name of a host"),
        ("trusted_proxies", "nearby", "no address of a proxy"),
        ("root_path", "shop", "no path to serve at"),
        ("host", "", "the address to bind is empty"),
        ("max_tabs_per_session", 0, "no limit that can be kept"),
    ],
)
def test_a_wrong_setting_is_told_with_where_it_was_set(
    tmp_path: Path, name: str, wrong: str | int, told: str
) -> None:
    # Arrange
    held = [wrong] if name in ("allowed_hosts", "trusted_proxies") else wrong
    variable = f"CACAO_{name.upper()}"

    # Act and assert
    with pytest.raises(ConfigError, match=rf"^cacao\.json: server\.{name}: {told}"):
        load(tmp_path, json.dumps({"server": {name: held}}))
    with pytest.raises(ConfigError, match=rf"^{variable}: {told}"):
        load(tmp_path, "{}", **{variable: str(wrong)})


def test_the_key_is_made_once_for_a_folder_and_is_private(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Arrange
    monkeypatch.delenv("CACAO_SECRET", raising=False)

    # Act
    key = load_secret(tmp_path, lasts=True)

    # Assert
    file = tmp_path / ".cacao" / "secret"
    assert len(key) == 32
    assert load_secret(tmp_path, lasts=True) == key == file.read_bytes()
    assert file.stat().st_mode & 0o777 == 0o600
    assert (tmp_path / ".cacao" / ".gitignore").read_text() == "*\n"


def test_a_key_that_others_can_read_is_made_private(tmp_path: Path) -> None:
    key = load_secret(tmp_path, lasts=True)
    file = tmp_path / ".cacao" / "secret"
    file.chmod(0o644)

    assert load_secret(tmp_path, lasts=True) == key
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_broken_key_is_made_anew(tmp_path: Path) -> None:
    load_secret(tmp_path, lasts=True)
    (tmp_path / ".cacao" / "secret").write_bytes(b"short")

    key = load_secret(tmp_path, lasts=True)

    assert len(key) == 32
    assert load_secret(tmp_path, lasts=True) == key


def test_a_link_planted_for_the_key_is_not_followed(tmp_path: Path) -> None:
    # Arrange
    (tmp_path / "known").write_bytes(b"a key that somebody else knows!!")
    (tmp_path / ".cacao").mkdir()
    (tmp_path / ".cacao" / "secret").symlink_to(tmp_path / "known")

    # Act
    key = load_secret(tmp_path, lasts=True)

    # Assert
    assert key != (tmp_path / "known").read_bytes()
    assert (tmp_path / "known").read_bytes() == b"a key that somebody else knows!!"


def test_a_folder_that_cannot_hold_a_key_gets_one_for_this_run(tmp_path: Path) -> None:
    (tmp_path / ".cacao").write_text("a file where the folder should be")

    first, second = (load_secret(tmp_path, lasts=True) for _ in range(2))

    assert len(first) == len(second) == 32
    assert first != second


def test_production_writes_no_key(tmp_path: Path) -> None:
    load_secret(tmp_path, lasts=False)

    assert list(tmp_path.iterdir()) == []


def test_the_secret_of_the_environment_is_used_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CACAO_SECRET", "sixteen letters!")

    assert load_secret(tmp_path, lasts=True) == b"sixteen letters!"
    assert list(tmp_path.iterdir()) == []
