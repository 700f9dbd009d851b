"""The command ``cacao``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from importlib.metadata import version

from .errors import CacaoError, describe


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code: 2 for a mistake, 1 if the user's file fails.

    Args:
        arguments: the words after ``cacao``; those of the process by default.
    """
    parser = _make_parser()
    chosen = parser.parse_args(arguments)
    if chosen.command is None:
        parser.print_help()
        return 0
    try:
        return _serve(chosen)
    except CacaoError as error:
        print(f"cacao: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:  # while the user's file was still being run
        return 130


def _make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="cacao", description="Reactive web apps in plain Python.")
    parser.add_argument("--version", action="version", version=f"cacao {version('cacao')}")
    commands = parser.add_subparsers(dest="command", title="commands", metavar="")
    serve = commands.add_parser(
        "serve", help="serve an app: FILE, else cacao.json's entry, main.py or app.py"
    )
    serve.add_argument("file", nargs="?", metavar="FILE", help="the app's Python file")
    serve.add_argument("--host", help="the address to bind (127.0.0.1)")
    serve.add_argument(
        "--port", type=int, help="the port to bind (1634, or in development the next free one)"
    )
    serve.add_argument("--production", action="store_true", help="run as in production: no details in errors")
    serve.add_argument("-v", "--verbose", action="store_true", help="log a line for each request and event")
    return parser


def _serve(chosen: argparse.Namespace) -> int:
    from .loading import find_file, load_app
    from .serve import serve

    file = find_file(chosen.file)
    try:
        app, launch = load_app(file)
    except CacaoError:
        raise
    except Exception as error:
        print(describe(error), file=sys.stderr)
        return 1
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
