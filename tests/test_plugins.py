"""Plugins: found by entry point, imported only if enabled, asked once, in their order."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from conftest import Serve
from distributions import HOOKS, Badge, Distributions, compiled, failure, runtime_of
from raw import ask

from cacao_kernel import NodeType, hookimpl
from cacao_kernel.app import App
from cacao_kernel.config import Config
from cacao_kernel.defaults import DEFAULT_PLUGINS
from cacao_kernel.loader import load_plugins


def test_the_builtin_plugin_is_found_through_its_entry_point() -> None:
    runtime = compiled(defaults=("components",))

    assert {"text", "button"} <= set(runtime.node_types)
    assert ".cacao-button" in runtime.node_types["button"].kits[0].style


def test_a_plugin_of_a_stranger_is_found_like_our_own(plugins: Distributions) -> None:
    plugins.install("weather", HOOKS % ("sun", "sun"))

    assert compiled(weather=True).node_types["sun"] == NodeType("em")
    assert compiled(weather={}).styles == ("/* sun */",)


def test_a_plugin_that_is_not_enabled_is_not_imported(plugins: Distributions) -> None:
    plugins.install("weather", "raise RuntimeError('imported')")

    assert compiled(weather=False).node_types == compiled().node_types == {}

    assert "weather_plugin" not in sys.modules


@pytest.mark.parametrize("text", ['{"weather": false}', "{}", None])
def test_a_plugin_that_is_off_leaves_no_trace_in_a_served_app(
    serve: Serve, tmp_path: Path, plugins: Distributions, text: str | None
) -> None:
    # Arrange
    trace = tmp_path / "imported"
    plugins.install("weather", f"from pathlib import Path\nPath({str(trace)!r}).touch()")
    if text is not None:
        (tmp_path / "cacao.json").write_text(text)
    page = 'from cacao import App\napp = App()\napp.mix("/")(lambda: {"type": "p"})'

    # Act
    server = serve(page, environment={"PYTHONPATH": plugins.path})

    # Assert
    assert ask(server.port).status == 200
    assert not trace.exists()
    (tmp_path / "cacao.json").write_text('{"weather": true}')
    serve(page, environment={"PYTHONPATH": plugins.path})
    assert trace.exists()


def test_a_default_plugin_can_be_switched_off_and_is_then_not_imported(tmp_path: Path) -> None:
    # Arrange
    (tmp_path / "cacao.json").write_text(json.dumps(dict.fromkeys(DEFAULT_PLUGINS, False)))
    code = (
        "import sys, cacao; app = cacao.App(); app.prepare(); "
        "print([name for name in sys.modules if name.startswith('cacao_plugins')])"
    )

    # Act
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True)

    # Assert
    assert done.stdout == "[]\n", done.stderr


def test_a_page_uses_a_plugins_node_type_and_style(
    serve: Serve, tmp_path: Path, plugins: Distributions
) -> None:
    # Arrange
    plugins.install("weather", HOOKS % ("sun", "sun"))
    (tmp_path / "cacao.json").write_text('{"weather": true}')
    page = 'app.mix("/")(lambda: {"type": "sun", "props": {"content": "hot"}})'

    # Act
    server = serve(f"from cacao import App\napp = App()\n{page}", environment={"PYTHONPATH": plugins.path})

    # Assert
    assert "<em>hot</em>" in ask(server.port).text


def test_an_app_takes_any_object_with_hooks() -> None:
    app = App(extensions=[Badge()])

    app.prepare(Config(Path()))

    assert app.live is not None
    assert app.live.runtime.node_types["badge"].tag == "strong"


def test_modules_and_several_objects_of_a_class_are_extensions_too() -> None:
    first, second = ModuleType("first"), ModuleType("second")
    for module in (first, second):
        exec(f"from cacao_kernel import *\n{HOOKS % (module.__name__, module.__name__)}", vars(module))

    runtime = compiled(first, second, Badge("one"), Badge("two"))

    assert set(runtime.node_types) == {"first", "second", "one", "two"}


def test_styles_stand_in_the_order_of_the_plugins_with_extensions_last(plugins: Distributions) -> None:
    plugins.install("weather", HOOKS % ("sun", "weather"))
    plugins.install("tides", HOOKS % ("sea", "tides"))

    runtime = compiled(
        Badge("x", "/* x */"), Badge("y", "/* y */"), defaults=("components",), tides=True, weather=True
    )

    assert [*runtime.styles] == [
        "/* tides */",
        "/* weather */",
        "/* x */",
        "/* y */",
    ]


def test_the_order_of_the_keys_is_that_of_the_plugins_defaults_included(plugins: Distributions) -> None:
    for name in ("tides", "weather", "moon"):
        plugins.install(name, HOOKS % (name, name))

    runtime = compiled(defaults=("moon", "tides"), weather={}, tides=True)

    assert runtime.styles == ("/* moon */", "/* weather */", "/* tides */")


def test_a_class_is_made_into_one_plugin_for_each_app(plugins: Distributions) -> None:
    # Arrange
    plugins.install(
        "weather",
        "class Weather:\n"
        "    def __init__(self):\n        self.asked = 0\n"
        "    @hookimpl\n    def register_assets(self):\n"
        "        self.asked += 1\n        return Assets(styles=(str(self.asked),))",
        target="weather_plugin:Weather",
    )

    # Act
    runtimes = [compiled(weather=True), compiled(weather=True), compiled(Badge)]

    # Assert
    assert [runtime.styles for runtime in runtimes] == [("1",), ("1",), ("",)]


def test_settings_of_a_plugin_are_read_by_type(plugins: Distributions) -> None:
    # Arrange
    plugins.install(
        "weather",
        "from dataclasses import dataclass\n"
        "@dataclass(frozen=True)\nclass Config:\n    city: str = 'Basel'\n"
        "@hookimpl\ndef register_node_types(app):\n    return {app.config(Config).city: NodeType('em')}",
    )

    # Act and assert
    assert set(compiled(weather=True).node_types) == {"Basel"}
    assert set(compiled(weather={"city": "Bern"}).node_types) == {"Bern"}
    assert failure(weather={"town": "Bern"}).startswith("cacao.json: weather.town: there is no such setting")


def test_an_extension_has_the_settings_it_brings() -> None:
    class Settled:
        @dataclass(frozen=True)
        class Config:
            name: str = "mine"

        @hookimpl
        def register_node_types(self, app: Any) -> dict[str, NodeType]:
            return {app.config(self.Config).name: NodeType("em")}

    assert set(compiled(Settled()).node_types) == {"mine"}


class Named:
    """A plugin whose settings an app may hand in."""

    @dataclass(frozen=True)
    class Config:
        name: str = "unnamed"

    def __init__(self, config: Config | None = None) -> None:
        self.config = config

    @hookimpl
    def register_node_types(self, app: Any) -> dict[str, NodeType]:
        return {app.config(self.Config).name: NodeType("em")}


def test_code_outranks_the_environment_which_outranks_the_file(plugins: Distributions) -> None:
    # Arrange
    plugins.install(
        "weather",
        "from dataclasses import dataclass\n"
        "@dataclass(frozen=True)\nclass Config:\n    city: str = 'Basel'\n    wind_limit: int = 1\n"
        "@hookimpl\ndef register_assets(app):\n"
        "    config = app.config(Config)\n    return Assets(styles=(config.city, str(config.wind_limit)))",
    )
    switches = {"weather": {"city": "Bern", "wind_limit": 2}}
    variables = {"CACAO_WEATHER_WIND_LIMIT": "3", "CACAO_UNNAMED_NAME": "no", "CACAO_PORT": "1"}

    # Act
    plain = runtime_of(Config(Path(), plugins=switches))
    varied = runtime_of(Config(Path(), plugins=switches, variables=variables), Named(Named.Config("mine")))

    # Assert
    assert plain.styles == ("Bern", "2")
    assert varied.styles == ("Bern", "3")
    assert set(varied.node_types) == {"mine"}


def test_a_module_that_is_switched_on_and_handed_in_is_one_plugin(plugins: Distributions) -> None:
    # Arrange
    plugins.install("weather", HOOKS % ("sun", "sun"))
    import weather_plugin  # type: ignore[import-not-found]

    # Act and assert
    assert compiled(weather_plugin, weather=True).styles == ("/* sun */",)


def test_a_plugin_gets_no_settings_but_its_own(plugins: Distributions) -> None:
    plugins.install("weather", "@hookimpl\ndef register_assets(app):\n    return app.config(dict)")

    assert "no enabled plugin has the settings builtins.dict" in failure(weather=True)


def test_the_runtime_is_frozen() -> None:
    runtime = compiled(Badge())

    with pytest.raises(TypeError):
        runtime.node_types["x"] = NodeType("p")  # type: ignore[index]
    with pytest.raises(AttributeError):
        runtime.title = "x"  # type: ignore[misc]


def test_a_manager_is_made_for_each_app() -> None:
    first = load_plugins(Config(Path()), (), [Badge()])
    second = load_plugins(Config(Path()), (), [])

    assert len(first.manager.get_plugins()) == 1
    assert second.manager.get_plugins() == set()
