"""The plugin ``workbench``: the commands of ``cacao`` for those who write apps.

What a command does is imported when it is asked for; a server imports nothing but this.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from cacao_kernel import Commands, Host, hookimpl

if TYPE_CHECKING:
    import argparse

__all__ = ["SHELLS", "TEMPLATES", "Config", "register_commands"]

TEMPLATES = ("minimal", "counter", "dashboard", "crud", "multipage")
SHELLS = ("bash", "zsh", "fish")


@dataclass(frozen=True)
class Config:
    """What cacao.json says under ``workbench``.

    Attributes:
        unnamed: names of handlers that no page need name, of which ``cacao check`` says nothing.
    """

    unnamed: tuple[str, ...] = ()


@hookimpl
def register_commands(commands: Commands, app: Host) -> None:
    """Add the commands for developers."""
    config = app.config(Config)
    new = commands.add(
        "new", _later("new", "make_app"), help="make an app in a folder of its own", tolerant=True
    )
    new.add_argument("name", metavar="NAME", help="the folder to make; its last part is the app's name")
    new.add_argument("--template", choices=TEMPLATES, default="counter", help="what to begin with (counter)")
    check = commands.add(
        "check", _later("check", "check_app"), help="look for mistakes in an app", tolerant=True
    )
    _add_file(check)
    check.set_defaults(unnamed=config.unnamed)
    routes = commands.add(
        "routes", _later("routes", "list_routes"), help="list the pages of an app, and the routes of plugins"
    )
    _add_file(routes)
    doctor = commands.add(
        "doctor",
        _later("doctor", "examine", commands),
        help="look at what Cacao needs here, and say what mends it",
        tolerant=True,
    )
    doctor.add_argument("--port", type=int, help="the port that is wanted (that of cacao.json, or 1634)")
    _add_config(commands)
    completion = commands.add(
        "completion",
        _later("completion", "print_script", commands),
        help="print what lets a shell complete commands",
    )
    completion.add_argument("shell", choices=SHELLS, help="the shell")


def _add_config(commands: Commands) -> None:
    parser = commands.add(
        "config", _later("settings", "show_settings"), help="show what is set, and what has set it"
    )
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    told = "show each setting with its value, and what has set it"
    show = actions.add_parser("show", help=told, description=f"{told.capitalize()}.")
    _add_file(show)
    show.add_argument("--all", action="store_true", help="also those that are as they are by default")
    for flag in ("--host", "--port"):
        show.add_argument(flag, help="as if cacao serve were given it")
    show.add_argument("--production", action="store_true", help="likewise")


def _add_file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", nargs="?", metavar="FILE", help="the app: by default cacao.json's entry, main.py or app.py"
    )


def _later(module: str, name: str, *given: object) -> Callable[..., int | None]:
    """Return a command that imports what it does when it is run, and hands it these, too."""

    def run(chosen: object) -> int | None:
        command: Callable[..., int | None] = getattr(import_module(f".{module}", __name__), name)
        return command(chosen, *given)

    return run
