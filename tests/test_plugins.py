"""Plugins: found by entry point, imported only if enabled, asked once; each mistake names its plugin."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from conftest import Serve
from raw import ask

from cacao_kernel import Assets, CacaoError, NodeType, PluginError, hookimpl
from cacao_kernel.app import App
from cacao_kernel.config import Config
from cacao_kernel.plugins import load_plugins
from cacao_kernel.routing import Routes
from cacao_kernel.runtime import Runtime, compile_runtime


class Badge:
    """A plugin handed in as an object."""

    def __init__(self, name: str = "badge", style: str = "") -> None:
        self.name = name
        self.style = style

    @hookimpl
    def register_node_types(self) -> dict[str, NodeType]:
        return {self.name: NodeType("strong", attributes={"class": "badge"})}

    @hookimpl
    def register_assets(self) -> Assets:
        return Assets(styles=(self.style,))


class Plugins:
    """A folder of distributions, each with one plugin, as pip would leave them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def install(self, name: str, source: str, module: str = "", distribution: str = "") -> None:
        module = module or f"{name}_plugin"
        distribution = distribution or f"cacao-{name}"
        (self.folder / f"{module}.py").write_text(f"from cacao_kernel import *\n{source}\n")
        info = self.folder / f"{distribution.replace('-', '_')}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(f"[cacao.plugins]\n{name} = {module}\n")


@pytest.fixture
def plugins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Plugins]:
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.syspath_prepend(str(folder))
    before = set(sys.modules)
    yield Plugins(folder)
    for name in set(sys.modules) - before:
        del sys.modules[name]


def compiled(*extensions: object, defaults: tuple[str, ...] = (), **switches: Any) -> Runtime:
    return compile_runtime("App", Routes(), Config(Path(), plugins=switches), defaults, extensions)


def failure(*extensions: object, **switches: Any) -> str:
    """Return the one line in which a wrong plugin is told."""
    with pytest.raises(CacaoError) as raised:
        compiled(*extensions, **switches)
    assert "\n" not in str(raised.value)
    return str(raised.value)


HOOKS = """
@hookimpl
def register_node_types():
    return {"%s": NodeType("em")}
@hookimpl
def register_assets():
    return Assets(styles=("/* %s */",))
"""


def test_the_builtin_plugin_is_found_through_its_entry_point() -> None:
    runtime = compiled(defaults=("components",))

    assert {"text", "button"} <= set(runtime.node_types)
    assert ".cacao-button" in runtime.styles[0]


def test_a_plugin_of_a_stranger_is_found_like_our_own(plugins: Plugins) -> None:
    plugins.install("weather", HOOKS % ("sun", "sun"))

    assert compiled(weather=True).node_types["sun"] == NodeType("em")
    assert compiled(weather={}).styles == ("/* sun */",)


def test_a_plugin_that_is_not_enabled_is_not_imported(plugins: Plugins) -> None:
    plugins.install("weather", "raise RuntimeError('imported')")

    assert compiled(weather=False).node_types == compiled().node_types == {}

    assert "weather_plugin" not in sys.modules


def test_a_default_plugin_can_be_switched_off_and_is_then_not_imported(tmp_path: Path) -> None:
    # Arrange
    (tmp_path / "cacao.json").write_text('{"components": false}')
    code = (
        "import sys, cacao; app = cacao.App(); app.prepare(); "
        "print([name for name in sys.modules if name.startswith('cacao_plugins')])"
    )

    # Act
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True)

    # Assert
    assert done.stdout == "[]\n", done.stderr


def test_a_page_uses_a_plugins_node_type_and_style(serve: Serve, tmp_path: Path, plugins: Plugins) -> None:
    # Arrange
    plugins.install("weather", HOOKS % ("sun", "sun"))
    (tmp_path / "cacao.json").write_text('{"weather": true}')
    page = 'app.mix("/")(lambda: {"type": "sun", "props": {"content": "hot"}})'

    # Act
    server = serve(
        f"from cacao import App\napp = App()\n{page}", environment={"PYTHONPATH": str(plugins.folder)}
    )

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


def test_styles_stand_in_the_order_of_the_plugins_with_extensions_last(plugins: Plugins) -> None:
    plugins.install("weather", HOOKS % ("sun", "weather"))
    plugins.install("tides", HOOKS % ("sea", "tides"))

    runtime = compiled(
        Badge("x", "/* x */"), Badge("y", "/* y */"), defaults=("components",), tides=True, weather=True
    )

    assert ["components" if ".cacao-text" in style else style for style in runtime.styles] == [
        "components",
        "/* tides */",
        "/* weather */",
        "/* x */",
        "/* y */",
    ]


def test_settings_of_a_plugin_are_read_by_type(plugins: Plugins) -> None:
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


def test_a_plugin_gets_no_settings_but_its_own(plugins: Plugins) -> None:
    plugins.install("weather", "@hookimpl\ndef register_assets(app):\n    return app.config(dict)")

    assert "no enabled plugin has the settings builtins.dict" in failure(weather=True)


def test_a_node_type_claimed_twice_names_both(plugins: Plugins) -> None:
    plugins.install("weather", HOOKS % ("badge", ""))

    assert failure(Badge(), weather=True) == (
        'plugins weather and Badge: the node type "badge" is claimed by both.'
    )


def test_a_plugins_name_claimed_twice_names_both(plugins: Plugins) -> None:
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
def test_a_plugin_that_cannot_be_imported_is_named(plugins: Plugins, fault: str) -> None:
    plugins.install("weather", fault)

    line = failure(weather=True)

    assert line.startswith("plugin weather (weather_plugin): the plugin cannot be imported: ")
    assert '"weather": false in cacao.json' in line


def test_an_entry_point_to_nothing_is_named(plugins: Plugins) -> None:
    plugins.install("weather", "", module="weather_plugin")
    (plugins.folder / "weather_plugin.py").unlink()

    assert "plugin weather (weather_plugin): the plugin cannot be imported: ModuleNotFoundError" in failure(
        weather=True
    )


@pytest.mark.parametrize("fault", ["1 / 0", "raise SystemExit(3)", "raise ValueError('two\\nlines')"])
@pytest.mark.parametrize("hook", ["register_node_types", "register_assets"])
def test_a_hook_that_raises_is_named_with_its_plugin(plugins: Plugins, hook: str, fault: str) -> None:
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
    ],
)
def test_a_wrong_answer_is_named_with_hook_and_plugin(
    plugins: Plugins, hook: str, answer: str, part: str
) -> None:
    plugins.install("weather", f"@hookimpl\ndef {hook}():\n    return {answer}")

    line = failure(weather=True)

    assert line.startswith(f"plugin weather: {hook} answered something else; ")
    assert part in line


def test_a_hook_that_answers_nothing_contributes_nothing(plugins: Plugins) -> None:
    plugins.install("weather", "@hookimpl\ndef register_node_types():\n    return None")

    assert compiled(weather=True).node_types == {}


def test_a_hook_that_does_not_exist_is_named(plugins: Plugins) -> None:
    plugins.install("weather", "@hookimpl\ndef register_nod_types():\n    pass")

    line = failure(weather=True)

    assert line.startswith("plugin weather: the plugin cannot be registered: ")
    assert "register_nod_types" in line


def test_a_hook_with_an_argument_that_does_not_exist_is_named(plugins: Plugins) -> None:
    plugins.install("weather", "@hookimpl\ndef register_assets(application):\n    pass")

    line = failure(weather=True)

    assert line.startswith("plugin weather: the plugin cannot be registered: ")
    assert "application" in line


def test_the_runtime_is_frozen() -> None:
    runtime = compiled(Badge())

    with pytest.raises(TypeError):
        runtime.node_types["x"] = NodeType("p")  # type: ignore[index]
    with pytest.raises(AttributeError):
        runtime.title = "x"  # type: ignore[misc]


def test_a_manager_is_made_for_each_app() -> None:
    first, _ = load_plugins({}, (), [Badge()])
    second, _ = load_plugins({}, (), [])

    assert len(first.get_plugins()) == 1
    assert second.get_plugins() == set()


def test_a_plugin_error_is_an_error_of_cacao() -> None:
    assert issubclass(PluginError, CacaoError)
