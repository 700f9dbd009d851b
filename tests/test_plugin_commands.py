"""The command line of plugins: ``cacao plugins``, ``hooks``, ``schema``, and the commands they add."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from distributions import HOOKS, Distributions

from cacao_kernel.defaults import WITH_TOOLS
from cacao_kernel.plugins import HOOKS as ALL_HOOKS

Command = Callable[..., subprocess.CompletedProcess[str]]

TRACE = "from pathlib import Path\nPath('imported').touch()\n"
SETTINGS = '''
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

@dataclass(frozen=True)
class Config:
    """Where it rains.

    Attributes:
        city: the city,
            if there is one.
        depth: in metres.
    """

    key: str
    city: str = "Bern"
    depth: float = 0.5
    days: int = 3
    loud: bool = False
    names: tuple[str, ...] = ("a", "b")
    units: Literal["metric", "old"] = "metric"
    look: str | Mapping[str, Any] = ""
'''
COMMANDS = """
@hookimpl
def register_commands(commands, app):
    def run(chosen):
        print(f"{chosen.city}: {app.config(Config).city if 'Config' in globals() else '-'}")
        if chosen.city == "Atlantis":
            raise CacaoError("there is no such city", got=chosen.city)
        if chosen.city == "Pompeii":
            raise OSError("it was burning")
        return 7 if chosen.city == "Seven" else None

    commands.add("rain", run, help="tell where it rains").add_argument("city")
"""


@pytest.fixture
def config(tmp_path: Path) -> Callable[..., None]:
    """Return a function that writes cacao.json."""

    def write(**keys: Any) -> None:
        (tmp_path / "cacao.json").write_text(json.dumps(keys))
        (tmp_path / "cacao.json").chmod(0o600)  # it may hold a key

    return write


# cacao plugins


def rows(text: str) -> dict[str, list[str]]:
    """Return the table's rows by the plugin's name, each as the cells of its first line."""
    return {line.split()[0]: line.split() for line in text.splitlines() if line and line[0] != " "}


def test_the_list_says_which_plugins_are_on_where_from_and_with_which_hooks(
    command: Command, plugins: Distributions, config: Callable[..., None]
) -> None:
    # Arrange
    plugins.install("weather", HOOKS % ("sun", "sun"))
    plugins.install("tides", HOOKS % ("sea", "sea"))
    config(tides={}, weather=False)

    # Act
    done = command("plugins")

    # Assert
    assert (done.returncode, done.stderr) == (0, "")
    hooks = ["register_node_types,", "register_assets"]
    found = rows(done.stdout)
    assert found["PLUGIN"] == ["PLUGIN", "STATE", "FROM", "HOOKS"]
    of_components = ["register_lifespans,", "register_routes,"]
    assert found["components"] == ["components", "default", "cacao", "0.1.0", *of_components]
    assert found["tides"] == ["tides", "on", "cacao-tides", "1.0", *hooks]
    assert found["weather"] == ["weather", "off", "cacao-weather", "1.0"]
    on = [*WITH_TOOLS, "tides", "weather"]
    assert [*found][1 : len(on) + 1] == on
    assert "Switched by cacao.json" in done.stdout


def test_the_list_works_without_a_cacao_json(command: Command, plugins: Distributions) -> None:
    plugins.install("weather", HOOKS % ("sun", "sun"))

    done = command("plugins")

    assert rows(done.stdout)["weather"][1] == "off"
    assert "There is no cacao.json in this folder" in done.stdout


@pytest.mark.parametrize("words", [["plugins"], ["hooks"], ["schema"], ["--help"], []])
def test_no_command_imports_a_plugin_that_is_off(
    command: Command, plugins: Distributions, config: Callable[..., None], tmp_path: Path, words: list[str]
) -> None:
    # Arrange
    plugins.install("weather", TRACE)
    config(weather=False)

    # Act and assert
    assert command(*words).returncode == 0
    assert not (tmp_path / "imported").exists()
    config(weather=True)
    assert command(*words).returncode == 0
    assert (tmp_path / "imported").exists()


def test_the_kernels_own_commands_load_no_plugin(
    command: Command, plugins: Distributions, config: Callable[..., None], tmp_path: Path
) -> None:
    plugins.install("weather", TRACE)
    config(weather=True)

    for words in (["--version"], ["serve", "--help"], ["serve", "nowhere.py"]):
        command(*words)

    assert not (tmp_path / "imported").exists()


@pytest.mark.parametrize(
    ("source", "keys", "reason"),
    [
        ("1 / 0", {"weather": True}, "the plugin cannot be imported: ZeroDivisionError"),
        ("@hookimpl\ndef register_sun():\n    pass", {"weather": {}}, "cannot be registered"),
        (SETTINGS, {"weather": {"key": "x", "town": "Bern"}}, "there is no such setting"),
        ("", {"wether": True}, 'Did you mean "weather"?'),
    ],
)
def test_the_list_names_what_cannot_be_loaded_and_goes_on(
    command: Command, plugins: Distributions, config: Callable[..., None], source: str, keys: Any, reason: str
) -> None:
    # Arrange
    plugins.install("weather", source)
    plugins.install("tides", HOOKS % ("sea", "sea"))
    config(**keys, tides=True)

    # Act
    done = command("plugins")

    # Assert
    assert (done.returncode, done.stderr) == (0, "")
    assert rows(done.stdout)[next(iter(keys))][1] == "broken"
    assert reason in " ".join(done.stdout.split())
    assert rows(done.stdout)["tides"][1] == "on"


def test_the_lists_keep_to_80_columns(
    command: Command, plugins: Distributions, config: Callable[..., None]
) -> None:
    plugins.install("a-plugin-of-a-long-name", "raise OSError('a reason ' * 50)")
    config(**{"a-plugin-of-a-long-name": True})

    for words in ("plugins", "hooks"):
        lines = command(words).stdout.splitlines()
        assert max(map(len, lines)) <= 80


def test_a_cacao_json_that_is_no_json_is_told_in_one_line(command: Command, tmp_path: Path) -> None:
    (tmp_path / "cacao.json").write_text("{")

    for words in ("plugins", "hooks", "schema", "rain"):
        done = command(words)
        assert done.returncode == 2
        assert done.stderr.startswith("cacao: cacao.json:1:")


# cacao hooks


def test_every_hook_is_listed_with_signature_sentence_and_plugins(
    command: Command, plugins: Distributions, config: Callable[..., None]
) -> None:
    # Arrange
    plugins.install("weather", COMMANDS)
    plugins.install("tides", HOOKS % ("sea", "sea"))
    plugins.install("moon", HOOKS % ("moon", "moon"))
    config(weather=True, tides=True, moon=False, themes=False, devtools=False)

    # Act
    done = command("hooks")

    # Assert
    blocks = [block.splitlines() for block in done.stdout.split("\n\n")]
    assert [block[0].partition("(")[0] for block in blocks] == [*ALL_HOOKS]
    by_head = {block[0]: block[1:] for block in blocks}
    assert by_head["register_node_types(app) -> Mapping[str, NodeType]"] == [
        "    Return the node types that pages may name in `type`, by that name.",
        "    Implemented by: components, tides",
    ]
    assert (
        by_head["register_commands(commands, app) -> nothing"][-1]
        == "    Implemented by: session, workbench, weather"
    )
    assert (
        by_head["register_page_props(app) -> Mapping[str, Any]"][-1]
        == "    Implemented by: no plugin that is on"
    )


# cacao schema


def test_the_schema_knows_the_settings_of_the_kernel_and_of_plugins_that_are_on(
    command: Command, plugins: Distributions, config: Callable[..., None]
) -> None:
    # Arrange
    plugins.install("weather", SETTINGS)
    plugins.install("tides", "")
    plugins.install("moon", SETTINGS)
    config(**{"$schema": "cacao.schema.json", "weather": {"key": "x"}, "tides": True})

    # Act
    schema = json.loads(command("schema").stdout)

    # Assert
    known = schema["properties"]
    assert schema["additionalProperties"] == {"const": False}
    assert known["$schema"] == {"type": "string"}
    assert known["server"]["properties"]["port"] == {
        "type": "integer",
        "description": "the port to bind.",
        "default": 1634,
    }
    switch, settings = known["weather"]["anyOf"]
    assert switch == {"type": "boolean"}
    assert settings == {
        "type": "object",
        "description": "Where it rains.",
        "properties": {
            "key": {"type": "string"},
            "city": {"type": "string", "description": "the city, if there is one.", "default": "Bern"},
            "depth": {"type": "number", "description": "in metres.", "default": 0.5},
            "days": {"type": "integer", "default": 3},
            "loud": {"type": "boolean", "default": False},
            "names": {"type": "array", "items": {"type": "string"}, "default": ["a", "b"]},
            "units": {"enum": ["metric", "old"], "default": "metric"},
            "look": {"type": ["string", "object"], "default": ""},
        },
        "additionalProperties": False,
        "required": ["key"],
    }
    assert known["tides"]["anyOf"][1] == {"type": "object", "maxProperties": 0}
    assert known["moon"]["anyOf"][1] == {"type": "object"}


def test_the_key_of_the_schema_is_a_string(command: Command, config: Callable[..., None]) -> None:
    config(**{"$schema": 1})

    done = command("plugins")

    assert (done.returncode, done.stderr) == (
        2,
        "cacao: cacao.json: $schema; expected a string, got int 1.\n",
    )


# Commands of plugins


def test_a_plugin_adds_a_command(
    command: Command, plugins: Distributions, config: Callable[..., None]
) -> None:
    # Arrange
    plugins.install("weather", SETTINGS + COMMANDS)
    config(weather={"key": "x", "city": "Bergen"})

    # Act
    done = command("rain", "Oslo")

    # Assert
    assert (done.returncode, done.stdout, done.stderr) == (0, "Oslo: Bergen\n", "")
    assert command("rain", "Seven").returncode == 7
    assert "tell where it rains" in command("--help").stdout
    assert "the following arguments are required: city" in command("rain").stderr


def test_a_mistake_in_a_command_is_one_line_and_a_fault_a_traceback_of_the_plugin(
    command: Command, plugins: Distributions, config: Callable[..., None]
) -> None:
    # Arrange
    plugins.install("weather", COMMANDS)
    config(weather=True)

    # Act
    mistake, fault = command("rain", "Atlantis"), command("rain", "Pompeii")

    # Assert
    assert mistake.returncode == 2
    assert mistake.stderr == "cacao: there is no such city; got Atlantis.\n"
    assert fault.returncode == 1
    assert fault.stderr.strip().endswith("OSError: it was burning")
    assert "weather_plugin.py" in fault.stderr
    assert "cacao_kernel" not in fault.stderr


@pytest.mark.parametrize("name", ["serve", "rain"])
def test_a_command_that_is_there_already_is_named_with_its_plugin(
    command: Command, plugins: Distributions, config: Callable[..., None], name: str
) -> None:
    plugins.install("weather", COMMANDS)
    plugins.install("tides", COMMANDS.replace('"rain"', f'"{name}"'))
    config(weather=True, tides=True)

    line = command("rain", "Oslo").stderr

    assert "plugin tides: register_commands raised PluginError" in line
    assert f'there is a command "{name}" already' in line


def test_help_works_where_a_plugin_does_not(
    command: Command, plugins: Distributions, config: Callable[..., None]
) -> None:
    plugins.install("weather", "1 / 0")
    config(weather=True)

    done = command("--help")

    assert done.returncode == 0
    assert "serve an app" in done.stdout
    assert done.stderr.startswith("cacao: plugin weather (weather_plugin): the plugin cannot be imported")


@pytest.mark.parametrize(
    ("word", "cure"),
    [
        ("serv", 'Did you mean "serve"?'),
        ("weather", 'switch the plugin on: "weather": true in cacao.json.'),
        ("xyzzy", "hooks, new, plugins, routes, schema, serve, sessions, version."),
    ],
)
def test_a_command_that_is_not_there_is_told_in_one_line(
    command: Command, plugins: Distributions, word: str, cure: str
) -> None:
    plugins.install("weather", COMMANDS)

    done = command(word)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f'cacao: there is no command "{word}". ')
    assert done.stderr.strip().endswith(cure)
