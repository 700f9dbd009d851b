"""Mistakes of plugins: each is one line that names the plugin, and the hook if there is one."""

from __future__ import annotations

import logging
import os
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from distributions import HOOKS, Badge, Distributions, compiled, failure

from cacao_kernel import Assets, CacaoError, PluginError, hookimpl
from cacao_kernel.config import load_config
from cacao_kernel.loader import load_plugins


def test_a_node_type_claimed_twice_names_both(plugins: Distributions) -> None:
    plugins.install("weather", HOOKS % ("badge", ""))

    assert failure(Badge(), weather=True) == (
        'plugins weather and Badge: the node type "badge" is claimed by both.'
    )


def test_a_plugins_name_claimed_twice_names_both(plugins: Distributions) -> None:
    plugins.install("weather", "", module="one", distribution="cacao-sun")
    plugins.install("weather", "", module="two", distribution="cacao-rain")

    line = failure(weather=True)

    assert line.startswith("plugin weather: two plugins have this name")
    assert "one (cacao-sun)" in line
    assert "two (cacao-rain)" in line
    assert compiled(weather=False).styles == ()


def test_a_key_that_names_no_plugin_says_what_to_do() -> None:
    assert failure(componets=True).endswith('Did you mean "components"?')
    assert failure(sever={}).endswith('Did you mean "server"?')
    assert failure(auth=True).endswith("Perhaps: pip install 'cacao[auth]'")


@pytest.mark.parametrize("fault", ["1 / 0", "raise SystemExit(3)", "import no_such_module", "x = ("])
def test_a_plugin_that_cannot_be_imported_is_named(plugins: Distributions, fault: str) -> None:
    plugins.install("weather", fault)

    line = failure(weather=True)

    assert line.startswith("plugin weather (weather_plugin): the plugin cannot be imported: ")
    assert '"weather": false in cacao.json' in line


def test_an_entry_point_to_nothing_is_named(plugins: Distributions) -> None:
    plugins.install("weather", "", module="weather_plugin")
    (plugins.folder / "weather_plugin.py").unlink()

    assert "plugin weather (weather_plugin): the plugin cannot be imported: ModuleNotFoundError" in failure(
        weather=True
    )


@pytest.mark.parametrize("fault", ["1 / 0", "raise SystemExit(3)", "raise ValueError('two\\nlines')"])
@pytest.mark.parametrize("hook", ["register_node_types", "register_assets"])
def test_a_hook_that_raises_is_named_with_its_plugin(plugins: Distributions, hook: str, fault: str) -> None:
    plugins.install("weather", f"@hookimpl\ndef {hook}():\n    {fault}")

    assert failure(weather=True).startswith(f"plugin weather: {hook} raised ")


@pytest.mark.parametrize(
    ("hook", "answer", "part"),
    [
        ("register_node_types", "['sun']", "expected Mapping, got list ['sun']"),
        ("register_node_types", "{'sun': 'em'}", "expected NodeType, got str 'em'"),
        ("register_node_types", "{'sun': NodeType}", "expected NodeType, got type"),
        ("register_assets", "'body {}'", "expected Assets, got str 'body {}'"),
        ("register_assets", "Assets", "expected Assets, got type"),
        ("register_assets", "Assets(styles='body {}')", "expected tuple, got str 'body {}'"),
        ("register_assets", "Assets(styles=(1,))", "expected str, got int 1"),
        ("register_assets", "(yield)", "expected Assets, got generator"),
        ("register_node_types", "{1: NodeType('p')}", "expected str, got int 1"),
        ("register_node_types", "{'sun': NodeType()}", "expected a tag or a render, got NodeType"),
        ("register_routes", "iter(())", "expected a list, got tuple_iterator"),
        ("register_routes", "['/']", "expected a route of Starlette's, got str '/'"),
        ("register_routes", "[Route]", "expected a route of Starlette's, got"),
        ("register_lifespans", "[1]", "expected a function that makes an async context manager, got int 1"),
        ("register_lifespans", "print", "expected a list, got builtin_function_or_method"),
    ],
)
def test_a_wrong_answer_is_named_with_hook_and_plugin(
    plugins: Distributions, hook: str, answer: str, part: str
) -> None:
    plugins.install("weather", f"@hookimpl\ndef {hook}():\n    return {answer}")

    line = failure(weather=True)

    assert line.startswith(f"plugin weather: {hook} answered something else; ")
    assert part in line


def test_a_hook_that_is_async_is_named(plugins: Distributions) -> None:
    plugins.install("weather", "@hookimpl\nasync def register_assets():\n    return Assets()")

    assert failure(weather=True).startswith(
        "plugin weather: register_assets answered something else; expected a plain function, not async def"
    )


def test_what_a_hook_raises_names_the_line_of_the_plugin(plugins: Distributions) -> None:
    plugins.install("weather", "@hookimpl\ndef register_assets():\n    return Assets(styles=(1 / 0,))")

    line = failure(weather=True)

    assert line.endswith(
        "register_assets raised ZeroDivisionError: division by zero (site/weather_plugin.py:4)."
    )


def test_a_hook_that_answers_nothing_contributes_nothing(plugins: Distributions) -> None:
    plugins.install("weather", "@hookimpl\ndef register_node_types():\n    return None")

    assert compiled(weather=True).node_types == {}


def test_a_hook_that_does_not_exist_is_named(plugins: Distributions) -> None:
    plugins.install("weather", "@hookimpl\ndef register_nod_types():\n    pass")

    line = failure(weather=True)

    assert line.startswith("plugin weather: the plugin cannot be registered: ")
    assert "register_nod_types" in line


def test_a_hook_with_an_argument_that_does_not_exist_is_named(plugins: Distributions) -> None:
    plugins.install("weather", "@hookimpl\ndef register_assets(application):\n    pass")

    line = failure(weather=True)

    assert line.startswith("plugin weather: the plugin cannot be registered: ")
    assert "application" in line


def test_a_plugin_error_is_an_error_of_cacao() -> None:
    assert issubclass(PluginError, CacaoError)


BROKEN = {
    "import": "raise ImportError('no sun')",
    "import that exits": "raise SystemExit(0)",
    "making": "class Weather:\n    def __init__(self):\n        raise OSError('no sun')",
    "registration": "@hookimpl\ndef register_asets():\n    pass",
    "hook": "@hookimpl\ndef register_assets():\n    raise OSError('no sun')",
    "hook that exits": "@hookimpl\ndef register_assets():\n    raise SystemExit(0)",
    "answer": "@hookimpl\ndef register_assets():\n    return 'no sun'",
    "settings": "Config = dict",
}


def install_broken(plugins: Distributions, fault: str) -> None:
    target = "weather_plugin:Weather" if fault == "making" else ""
    plugins.install("weather", BROKEN[fault], target=target)


@pytest.mark.parametrize("fault", BROKEN)
def test_a_default_plugin_nobody_asked_for_is_warned_about_and_the_others_load(
    plugins: Distributions, caplog: pytest.LogCaptureFixture, fault: str
) -> None:
    # Arrange
    install_broken(plugins, fault)
    plugins.install("tides", HOOKS % ("sea", "tides"))

    # Act
    runtime = compiled(Badge(), defaults=("weather",), tides=True)

    # Assert
    assert runtime.styles == ("/* tides */", "")
    (warning,) = caplog.messages
    assert warning.startswith("plugin weather")
    assert warning.endswith("It is on by default; Cacao goes on without it.")
    assert "\n" not in warning


@pytest.mark.parametrize("fault", BROKEN)
def test_a_plugin_that_was_asked_for_by_name_and_is_broken_ends_the_start(
    plugins: Distributions, fault: str
) -> None:
    install_broken(plugins, fault)

    for switch in (True, {}):
        with pytest.raises(PluginError, match=r"\Aplugin weather"):
            compiled(defaults=("weather",), weather=switch)


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_plugin_ends_the_command_with_one_line_and_exit_code_2(
    plugins: Distributions, fault: str, tmp_path: Path, command: Any
) -> None:
    # Arrange
    install_broken(plugins, fault)
    (tmp_path / "cacao.json").write_text('{"weather": {}}')
    (tmp_path / "main.py").write_text("import cacao\napp = cacao.App()\n")

    # Act
    done = command("serve")

    # Assert
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("cacao: plugin weather")
    assert done.stderr.count("\n") == 1


def test_what_takes_long_at_the_start_is_named_and_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    # Arrange: a hook that is done as soon as it has been warned about.
    monkeypatch.setattr("cacao_kernel.plugins.PATIENCE", 0.01)
    warnings: list[str] = []
    warned = threading.Event()

    class Watch(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            warnings.append(record.getMessage())
            if "register_assets" in warnings[-1]:
                warned.set()

    class Slow:
        __name__ = "snail"

        @hookimpl
        def register_assets(self) -> Assets:
            assert warned.wait(10)
            return Assets(styles=("slow",))

    watch = Watch()
    logging.getLogger("cacao").addHandler(watch)

    # Act
    try:
        runtime = compiled(Slow())
    finally:
        logging.getLogger("cacao").removeHandler(watch)

    # Assert
    assert runtime.styles == ("slow",)
    assert "plugin snail: register_assets has taken 0.01 seconds so far, and Cacao waits for it" in warnings


def test_settings_for_a_plugin_that_has_none_are_named(plugins: Distributions) -> None:
    plugins.install("weather", "")

    assert failure(weather={"city": "Bern"}) == "cacao.json: weather: this plugin has no settings."


SAFE = """
from dataclasses import dataclass

@dataclass(frozen=True)
class Config:
    password: str = ""
    api_key: int = 0
    tokens: tuple[str, ...] = ()
"""


@pytest.mark.parametrize(
    ("name", "value"), [("password", 7301), ("api_key", "7301"), ("tokens", "7301"), ("password", ["7301"])]
)
def test_a_secret_is_shown_by_no_mistake(plugins: Distributions, name: str, value: object) -> None:
    plugins.install("safe", SAFE)

    told = failure(safe={name: value})

    assert told.startswith(f"cacao.json: safe.{name}: this setting ")
    assert told.endswith(f"got {type(value).__name__}, which is not shown.")
    assert "7301" not in told


@pytest.mark.skipif(os.name != "posix", reason="files have no such modes")
@pytest.mark.parametrize(("mode", "is_told"), [(0o644, True), (0o640, True), (0o600, False)])
def test_a_secret_in_a_file_that_others_can_read_is_warned_of(
    plugins: Distributions, tmp_path: Path, caplog: pytest.LogCaptureFixture, mode: int, is_told: bool
) -> None:
    # Arrange
    plugins.install("safe", SAFE)
    file = tmp_path / "cacao.json"
    file.write_text('{"safe": {"password": "7301"}}')
    file.chmod(mode)

    # Act
    load_plugins(load_config(tmp_path, {}), ())

    # Assert
    warning = (
        "cacao.json: safe.password: others on this machine can read the file. "
        "Run chmod 600 cacao.json, or set CACAO_SAFE_PASSWORD instead."
    )
    assert (warning in caplog.text) == is_told
    assert "7301" not in caplog.text


@pytest.mark.parametrize(
    "config", ["dict", "dataclass(type('C', (), {}))", "dataclass(frozen=True)(type('C', (), {}))()"]
)
def test_a_config_that_is_no_frozen_dataclass_is_named(plugins: Distributions, config: str) -> None:
    plugins.install("weather", f"from dataclasses import dataclass\nConfig = {config}")

    assert failure(weather=True).startswith(
        "plugin weather: Config holds the settings; expected a frozen dataclass, got "
    )


def test_an_extension_whose_settings_have_no_defaults_is_named() -> None:
    class Needy:
        @dataclass(frozen=True)
        class Config:
            key: str

    line = failure(Needy())

    assert line.startswith("extension test_an_extension_whose")
    assert "its settings have no defaults: TypeError: " in line


@pytest.mark.parametrize("extension", ["weather", object(), 7, len, object, dict])
def test_an_extension_that_implements_no_hook_is_named(extension: object) -> None:
    assert "nothing in it is a hook" in failure(extension)


def test_a_route_claimed_twice_names_both(plugins: Distributions) -> None:
    source = (
        "from starlette.routing import Route as R\n"
        "@hookimpl\ndef register_routes():\n    return [R('/api', print), R('/api', print, methods=['POST'])]"
    )
    plugins.install("weather", source)
    plugins.install("tides", source)

    assert len(compiled(weather=True).plugin_routes) == 2
    assert failure(tides=True, weather=True) == (
        'plugins tides and weather: the route "/api" is claimed by both.'
    )
