"""``cacao completion``: a script that lets a shell complete the words behind ``cacao``."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping

from cacao_kernel import Commands

from .shells import Option, Place, for_bash, for_fish, for_zsh

_OWN = (Option(("-h", "--help"), "show help, and stop"), Option(("--version",), "show the version, and stop"))


def print_script(chosen: argparse.Namespace, commands: Commands) -> None:
    """Print the script for a shell; it knows the commands of all plugins that are on."""
    places = [Place((), commands.helps, _OWN, (), takes_file=False)]
    for name, parser in commands.parsers.items():
        places += _places((name,), parser)
    write = {"bash": for_bash, "zsh": for_zsh, "fish": for_fish}[chosen.shell]
    print(write(places))


def _places(words: tuple[str, ...], parser: argparse.ArgumentParser) -> Iterator[Place]:
    """Yield the place behind a command, and those behind its own."""
    below: Mapping[str, argparse.ArgumentParser] = {}
    options: list[Option] = []
    choices: list[str] = []
    takes_file = False
    for action in parser._actions:
        if action.help == argparse.SUPPRESS:
            continue
        if isinstance(action.choices, dict):
            below = action.choices
        elif action.option_strings:
            options.append(_option(action))
        else:
            choices += [str(choice) for choice in action.choices or ()]
            takes_file = takes_file or action.metavar == "FILE"
    helps = {name: (inner.description or "").rstrip(".") for name, inner in below.items()}
    yield Place(words, helps, tuple(options), tuple(choices), takes_file)
    for name, inner in below.items():
        yield from _places((*words, name), inner)


def _option(action: argparse.Action) -> Option:
    choices = tuple(str(choice) for choice in action.choices or ())
    told = " ".join((action.help or "").split())
    return Option(tuple(action.option_strings), told, action.nargs != 0, choices)
