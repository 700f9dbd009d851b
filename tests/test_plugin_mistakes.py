"""Mistakes of plugins: each is one line that names the plugin, and the hook if there is one."""

from __future__ import annotations

import pytest
from distributions import HOOKS, Badge, Distributions, compiled, failure

from cacao_kernel import CacaoError, PluginError


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
    ],
)
def test_a_wrong_answer_is_named_with_hook_and_plugin(
    plugins: Distributions, hook: str, answer: str, part: str
) -> None:
    plugins.install("weather", f"@hookimpl\ndef {hook}():\n    return {answer}")

    line = failure(weather=True)

    assert line.startswith(f"plugin weather: {hook} answered something else; ")
    assert part in line


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
