"""The command ``cacao``: the kernel's own sub-commands, and those that plugins add."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from .collector import collecting_nothing
from .commands import Command, Commands
from .errors import CacaoError, ConfigError, describe, nearest

if TYPE_CHECKING:
    from .config import Config
    from .plugins import Plugins


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code: 2 for a mistake, 1 if the user's own code fails.

    Args:
        arguments: the words after ``cacao``; those of the process by default.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    parser = _Parser(prog="cacao", description="Reactive web apps in plain Python.")
    parser.add_argument("--version", action=_ShowVersion, nargs=0, help="show the version, and stop")
    commands = Commands(parser.add_subparsers(dest="command", title="commands", metavar="COMMAND"))
    _add_own(commands)
    is_named = bool(words) and not words[0].startswith("-")
    wrong = commands.faults
    try:
        if not (words and words[0] in (*commands.names, "--version")):
            _add_plugins(commands)
        if not is_named:
            for fault in wrong:
                print(f"cacao: {fault}", file=sys.stderr)
        elif wrong and not commands.is_tolerant(words[0]):
            raise wrong[0]
        elif words[0] not in commands.names:
            raise CacaoError(f'there is no command "{words[0]}"', cure=_advise(words[0], commands.names))
        chosen = parser.parse_args(words)
        if chosen.command is None:
            parser.print_help()
            return 0
        command: Command = chosen.run
        return command(chosen) or 0
    except CacaoError as error:
        print(f"cacao: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:  # while the user's file was still being run
        return 130
    except BrokenPipeError:  # whoever reads what is printed has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:  # of the user's file, or of a plugin's command
        from .whereabouts import begin_in_app

        print(describe(begin_in_app(error)), file=sys.stderr)
        return 1


class _Parser(argparse.ArgumentParser):
    """Tells a mistake in one line, as everything else does, for the sub-commands of plugins, too."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("formatter_class", _Help)
        super().__init__(**options)

    def error(self, message: str) -> NoReturn:
        """Raise what was wrong."""
        raise CacaoError(message, cure=f"{self.prog} --help tells more.")

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        choices = action.choices
        if choices is not None and value not in choices:
            names = [str(choice) for choice in choices]
            cure = nearest(str(value), names) or f"There are {', '.join(names)}."
            raise CacaoError(f'{self.prog}: there is no "{value}"', cure=cure)

    def parse_args(self, args: Any = None, namespace: Any = None) -> Any:  # pyright: ignore
        """Read the words; one that is not known is told with the nearest that is."""
        chosen, rest = self.parse_known_args(args, namespace)
        if rest:
            parser = self._find(getattr(chosen, "command", None))
            cure = nearest(rest[0].partition("=")[0], parser._option_string_actions)
            raise CacaoError(
                f'{parser.prog} does not know "{rest[0]}"', cure=cure or f"{parser.prog} --help tells more."
            )
        return chosen

    def _find(self, command: str | None) -> argparse.ArgumentParser:
        """Return the parser of a command; this one for none."""
        for action in self._actions:
            if isinstance(action.choices, dict) and command in action.choices:
                found: argparse.ArgumentParser = action.choices[command]
                return found
        return self


class _Help(argparse.HelpFormatter):
    """Lists commands in one column, and what they do in another."""

    def _format_action(self, action: argparse.Action) -> str:
        if not isinstance(action, argparse._SubParsersAction):
            return super()._format_action(action)
        width = max(len(each.dest) for each in action._choices_actions) + 2
        return "".join(f"  {each.dest:{width}}{each.help}\n" for each in action._choices_actions)


class _ShowVersion(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        """Show the version: it is read when it is asked for."""
        from importlib.metadata import version

        print(f"cacao {version('cacao')}")
        parser.exit()


def _add_own(commands: Commands) -> None:
    serve = commands.add("serve", _serve, help="serve an app")
    _add_address(serve)
    serve.add_argument("--production", action="store_true", help="run as in production: no details in errors")
    dev = commands.add("dev", _develop, help="serve an app while you write it")
    _add_address(dev)
    dev.add_argument("--production", action="store_true", help=argparse.SUPPRESS)
    dev.add_argument("--open", action="store_true", help="show the app in a browser once it is ready")
    commands.add("plugins", _list_plugins, help="list the plugins: on or off, where from, which hooks")
    commands.add("hooks", _list_hooks, help="list the hooks, and the plugins that implement them")
    schema = commands.add("schema", _print_schema, help="print a JSON schema of cacao.json, for editors")
    schema.add_argument("--write", action="store_true", help="write it beside cacao.json instead")
    commands.add("version", _show_versions, help="show the versions of Cacao, Python and plugins")


def _add_address(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", nargs="?", metavar="FILE", help="the app: by default cacao.json's entry, main.py or app.py"
    )
    parser.add_argument("--host", help="the address to bind (127.0.0.1)")
    parser.add_argument(
        "--port", type=int, help="the port to bind (1634, or in development the next free one)"
    )
    parser.add_argument("-v", "--verbose", action="store_true", help="log a line for each request and event")
    parser.add_argument("--log-format", choices=("text", "json"), help="text for people, json for programs")


def _add_plugins(commands: Commands) -> None:
    """Ask the enabled plugins for their sub-commands, and note what is wrong with them or cacao.json."""
    from .config import Config
    from .host import Host

    try:
        config, plugins = _load()
    except CacaoError as error:
        commands.faults.append(error)
        config, plugins = _load(Config(Path.cwd()))
    host = Host("Cacao", plugins.settings, config.home)
    plugins.ask("register_commands", lambda answer: answer, commands=commands, app=host)
    for name, fault in plugins.broken.items():
        if name in plugins.unasked and not isinstance(fault, ConfigError):
            print(f"cacao: {fault} It is on by default; Cacao goes on without it.", file=sys.stderr)
        else:
            commands.faults.append(fault)


def _load(config: Config | None = None) -> tuple[Config, Plugins]:
    """Return what cacao.json of this folder says, and the plugins it enables."""
    from .config import load_config
    from .defaults import WITH_TOOLS
    from .loader import load_plugins

    config = load_config(Path.cwd()) if config is None else config
    return config, load_plugins(config, WITH_TOOLS, tolerant=True)


def _advise(word: str, names: Iterable[str]) -> str:
    """Return what to do about a command that is not there."""
    from .catalog import find_installed
    from .config import FILE

    if word in find_installed():
        return f'If the plugin of that name adds it, switch the plugin on: "{word}": true in {FILE}.'
    return nearest(word, names) or f"There are {', '.join(sorted(names))}."


def _list_plugins(_: argparse.Namespace) -> None:
    from .listing import list_plugins

    config, plugins = _load()
    print(list_plugins(plugins, config))


def _list_hooks(_: argparse.Namespace) -> None:
    from .listing import list_hooks

    print(list_hooks(_load()[1]))


def _print_schema(chosen: argparse.Namespace) -> None:
    from .config import FILE, SCHEMA_FILE, SCHEMA_KEY
    from .schema import make_schema

    text = json.dumps(make_schema(_load()[1]), indent=2, ensure_ascii=False)
    if not chosen.write:
        print(text)
        return
    try:
        Path(SCHEMA_FILE).write_text(f"{text}\n", "utf-8")
    except OSError as error:
        raise CacaoError(f"the file cannot be written: {error.strerror}", where=SCHEMA_FILE) from None
    print(f"Wrote {SCHEMA_FILE}. Editors find it by this line of {FILE}:")
    print(f'    "{SCHEMA_KEY}": "./{SCHEMA_FILE}",')


def _show_versions(_: argparse.Namespace) -> None:
    from importlib.metadata import version
    from platform import python_version

    from .catalog import find_installed

    rows = [("Cacao", version("cacao")), ("Python", python_version())]
    rows += [(name, installed.source) for name, installed in find_installed().items()]
    width = max(len(name) for name, _ in rows)
    print("\n".join(f"{name:{width}}  {source}" for name, source in rows))


def _develop(chosen: argparse.Namespace) -> int:
    if chosen.production:
        raise CacaoError(
            "cacao dev is for development alone",
            got="--production",
            cure="cacao serve --production does that.",
        )
    return _serve(chosen, development=True, opens=chosen.open)


def _serve(chosen: argparse.Namespace, *, development: bool = False, opens: bool = False) -> int:
    with collecting_nothing():
        from .checks import check_port
        from .loading import find_file, load_app
        from .serve import serve

    if chosen.port is not None:
        check_port(chosen.port, "--port")
    file = find_file(chosen.file, "dev" if development else "serve")
    app, launch = load_app(file)
    launch = launch._replace(
        type="web",
        host=chosen.host or launch.host,
        port=launch.port if chosen.port is None else chosen.port,
        verbose=chosen.verbose or launch.verbose,
        production=chosen.production or launch.production,
        development=development,
        opens=opens,
        log_format=chosen.log_format or launch.log_format,
    )
    serve(app, launch)
    return 0
