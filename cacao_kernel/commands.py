"""Commands: what plugins add to the command line as sub-commands of ``cacao``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from .errors import CacaoError, PluginError

if TYPE_CHECKING:  # the front door imports this module, and needs no parser
    import argparse

Command = Callable[["argparse.Namespace"], "int | None"]


class Commands:
    """The sub-commands of ``cacao``.

    Args:
        parsers: what ``argparse.ArgumentParser.add_subparsers`` returned.

    Attributes:
        names: those there are.
        faults: what is wrong with cacao.json or plugins, known once all plugins have been asked.
    """

    def __init__(self, parsers: Any) -> None:
        self._parsers = parsers
        self._tolerant: set[str] = set()
        self._helps: dict[str, str] = {}
        self.names: set[str] = set()
        self.faults: list[CacaoError] = []

    def add(self, name: str, run: Command, *, help: str, tolerant: bool = False) -> argparse.ArgumentParser:
        """Add a sub-command and return its parser, to which arguments may be added.

        Args:
            name: the word after ``cacao``.
            run: called with the parsed arguments; returns the exit code, None for 0.
            help: one line for ``cacao --help``.
            tolerant: whether it also runs where cacao.json is wrong or a plugin cannot be loaded. Its
                plugin's settings are the defaults then.

        Raises:
            PluginError: if there is a command of that name.
        """
        if name in self.names:
            raise PluginError(f'there is a command "{name}" already', cure="Give it another name.")
        self.names.add(name)
        self._helps[name] = help
        if tolerant:
            self._tolerant.add(name)
        parser: argparse.ArgumentParser = self._parsers.add_parser(
            name, help=help, description=f"{help[:1].upper()}{help[1:]}."
        )
        parser.set_defaults(run=run)
        return parser

    def is_tolerant(self, name: str) -> bool:
        """Tell whether a command also runs where cacao.json is wrong or a plugin cannot be loaded."""
        return name in self._tolerant

    @property
    def parsers(self) -> Mapping[str, argparse.ArgumentParser]:
        """The parser of each command by its name, in the order they were added."""
        parsers: Mapping[str, argparse.ArgumentParser] = self._parsers.choices
        return parsers

    @property
    def helps(self) -> Mapping[str, str]:
        """What ``cacao --help`` says of each command, by its name."""
        return self._helps
