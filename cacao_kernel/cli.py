"""The command ``cacao``: the kernel's own sub-commands, and those that plugins add."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from .commands import Command, Commands
from .errors import CacaoError, describe, nearest

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
    parser.add_argument("--version", action="version", version=f"cacao {version('cacao')}")
    commands = Commands(parser.add_subparsers(dest="command", title="commands", metavar=""))
    _add_own(commands)
    try:
        if not (words and words[0] in (*commands.names, "--version")):
            _add_plugins(commands, needed=bool(words) and not words[0].startswith("-"))
        if words and not words[0].startswith("-") and words[0] not in commands.names:
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
    except Exception as error:  # of the user's file, or of a plugin's command
        print(describe(error), file=sys.stderr)
        return 1


class _Parser(argparse.ArgumentParser):
    """Tells a mistake in one line, as everything else does, for the sub-commands of plugins, too."""

    def error(self, message: str) -> NoReturn:
        """Raise what was wrong."""
        raise CacaoError(message, cure=f"{self.prog} --help tells more.")


def _add_own(commands: Commands) -> None:
    serve = commands.add(
        "serve", _serve, help="serve an app: FILE, else cacao.json's entry, main.py or app.py"
    )
    serve.add_argument("file", nargs="?", metavar="FILE", help="the app's Python file")
    serve.add_argument("--host", help="the address to bind (127.0.0.1)")
    serve.add_argument(
        "--port", type=int, help="the port to bind (1634, or in development the next free one)"
    )
    serve.add_argument("--production", action="store_true", help="run as in production: no details in errors")
    serve.add_argument("-v", "--verbose", action="store_true", help="log a line for each request and event")
    commands.add("plugins", _list_plugins, help="list the plugins: on or off, where from, which hooks")
    commands.add("hooks", _list_hooks, help="list the hooks, and the plugins that implement them")
    commands.add("schema", _print_schema, help="print a JSON schema of cacao.json, for editors")


def _add_plugins(commands: Commands, *, needed: bool) -> None:
    """Ask the enabled plugins for their sub-commands.

    Args:
        commands: where they are added.
        needed: whether the command is none of the kernel's; else what fails is only named.
    """
    from .host import Host

    try:
        config, plugins = _load(tolerant=not needed)
        host = Host("Cacao", plugins.settings, config.home)
        plugins.ask("register_commands", lambda answer: answer, commands=commands, app=host)
        wrong = [] if needed else [*plugins.broken.values()]
    except CacaoError as error:
        if needed:
            raise
        wrong = [error]
    for fault in wrong:
        print(f"cacao: {fault}", file=sys.stderr)


def _load(*, tolerant: bool = True) -> tuple[Config, Plugins]:
    """Return what cacao.json of this folder says, and the plugins it enables."""
    from .config import load_config
    from .defaults import DEFAULT_PLUGINS
    from .loader import load_plugins

    config = load_config(Path.cwd())
    return config, load_plugins(config, DEFAULT_PLUGINS, tolerant=tolerant)


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


def _print_schema(_: argparse.Namespace) -> None:
    from .schema import make_schema

    print(json.dumps(make_schema(_load()[1]), indent=2))


def _serve(chosen: argparse.Namespace) -> int:
    from .checks import check_port
    from .loading import find_file, load_app
    from .serve import serve

    if chosen.port is not None:
        check_port(chosen.port, "--port")
    file = find_file(chosen.file)
    app, launch = load_app(file)
    launch = replace(
        launch,
        type="web",
        host=chosen.host or launch.host,
        port=launch.port if chosen.port is None else chosen.port,
        verbose=chosen.verbose or launch.verbose,
        production=chosen.production or launch.production,
    )
    serve(app, launch)
    return 0
