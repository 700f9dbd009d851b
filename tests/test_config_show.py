"""``cacao config show``: each setting as it is in force, and what has set it; no secret is shown."""

from __future__ import annotations

from commands import Terminal
from distributions import Distributions

PAGE = 'import cacao\napp = cacao.App()\napp.mix("/")(lambda: {"type": "p"})\n'
SETTINGS = (
    "from dataclasses import dataclass\n@dataclass(frozen=True)\nclass Config:\n"
    "    city: str = 'Bern'\n    api_key: str = ''\n    loud: bool = False\n    names: tuple[str, ...] = ()\n"
)


def shown(lines: list[str]) -> dict[str, tuple[str, str]]:
    """Return the value of each setting, and what has set it."""
    table = [line for line in lines if "." in line.split(" ")[0] or line.startswith("secret")]
    return {line.split()[0]: (" ".join(line.split()[1:-1]), line.split()[-1]) for line in table}


def test_each_setting_is_shown_with_what_has_set_it(terminal: Terminal, plugins: Distributions) -> None:
    # Arrange
    plugins.install("weather", SETTINGS)
    (terminal.folder / "main.py").write_text(PAGE + "app.brew(host='localhost')\n")
    (terminal.folder / "cacao.json").write_text(
        '{"server": {"port": 8000, "host": "::1", "max_headers": 50, "allowed_hosts": ["a.example"]},'
        ' "weather": {"city": "Oslo", "names": ["a", "b"]}}'
    )

    # Act
    lines = terminal.prints(
        "config", "show", "--port", "9000", CACAO_MAX_HEADERS="60", CACAO_WEATHER_LOUD="true"
    )

    # Assert
    assert shown(lines) == {
        "server.host": ("localhost", "main.py"),
        "server.port": ("9000", "--port"),
        "server.allowed_hosts": ('["a.example"]', "cacao.json"),
        "server.production": ("false", "default"),
        "server.max_headers": ("60", "CACAO_MAX_HEADERS"),
        "secret": ("made at the start", "default"),
        "weather.city": ("Oslo", "cacao.json"),
        "weather.loud": ("true", "CACAO_WEATHER_LOUD"),
        "weather.names": ('["a", "b"]', "cacao.json"),
    }
    assert lines[-1].startswith("And ") and lines[-1].endswith("--all shows them, too.")


def test_all_of_them_are_shown_if_somebody_asks(terminal: Terminal) -> None:
    lines = terminal.prints("config", "show", "--all")

    assert shown(lines)["server.max_sessions"] == ("10000", "default")
    assert shown(lines)["session.storage"] == ("memory", "default")
    assert "more as they are" not in "".join(lines)


def test_no_secret_is_shown(terminal: Terminal, plugins: Distributions) -> None:
    # Arrange
    plugins.install("weather", SETTINGS)
    (terminal.folder / "cacao.json").write_text('{"weather": true}')

    # Act
    lines = terminal.prints(
        "config", "show", CACAO_SECRET="hush-hush-hush-hush", CACAO_WEATHER_API_KEY="tok-4711"
    )

    # Assert
    assert shown(lines)["secret"] == ("•••", "CACAO_SECRET")
    assert shown(lines)["weather.api_key"] == ("•••", "CACAO_WEATHER_API_KEY")
    assert not [line for line in lines if "hush" in line or "4711" in line]


def test_what_code_says_of_sessions_and_the_environment_of_the_mode_is_told(terminal: Terminal) -> None:
    (terminal.folder / "main.py").write_text(PAGE + "cacao.run(session_storage='file')\n")

    found = shown(terminal.prints("config", "show", CACAO_ENV="production"))

    assert found["session.storage"] == ("file", "main.py")
    assert found["server.production"] == ("true", "CACAO_ENV")


def test_a_flag_that_is_no_port_is_told_in_one_line(terminal: Terminal) -> None:
    told = terminal.refuses("config", "show", "--port", "70000")

    assert told == "--port: no port of that number; expected 0 to 65535, got 70000."


def test_a_file_that_is_not_there_is_told_in_one_line(terminal: Terminal) -> None:
    assert terminal.refuses("config", "show", "shop.py").startswith("shop.py: there is no such file")


def test_what_is_on_in_development_alone_is_shown_there_alone(terminal: Terminal) -> None:
    # Act
    here = shown(terminal.prints("config", "show", CACAO_DEVTOOLS_SLOW="8"))
    elsewhere = terminal.prints("config", "show", "--all", "--production", CACAO_DEVTOOLS_SLOW="8")
    everybody = terminal.prints("config", "show", "--all", "--host", "0.0.0.0")
    without = terminal.prints("config", "show", "--all", CACAO_TOOLS="false")

    # Assert
    assert here["devtools.slow"] == ("8", "CACAO_DEVTOOLS_SLOW")
    assert {"reload.button", "devtools.slow", "overlay.editor"} <= {
        *shown(terminal.prints("config", "show", "--all"))
    }
    for lines in (elsewhere, everybody):
        assert not {"reload", "devtools", "overlay"} & {key.partition(".")[0] for key in shown(lines)}
    assert {"reload", "devtools"}.isdisjoint(key.partition(".")[0] for key in shown(without))
    assert "overlay.editor" in shown(without)
