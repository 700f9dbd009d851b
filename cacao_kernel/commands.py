"""Commands: what plugins add to the command line as sub-commands of ``cacao``."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from .errors import PluginError

if TYPE_CHECKING:  # the front door imports this module, and needs no parser
    import argparse

Command = Callable[["argparse.Namespace"], "int | None"]


class Commands:
    """The sub-commands of ``cacao``.

    Args:
        parsers: what ``argparse.ArgumentParser.add_subparsers`` returned.

    Attributes:
        names: those there are.
    """

    def __init__(self, parsers: Any) -> None:
        self._parsers = parsers
        self.names: set[str] = set()

    def add(self, name: str, run: Command, *, help: str) -> argparse.ArgumentParser:
        """Add a sub-command and return its parser, to which arguments may be added.

        Args:
            name: the word after ``cacao``.
            run: called with the parsed arguments; returns the exit code, None for 0.
            help: one line for ``cacao --help``.

        Raises:
            PluginError: if there is a command of that name.
        """
        if name in self.names:
            raise PluginError(f'there is a command "{name}" already', cure="Give it another name.")
        self.names.add(name)
        parser: argparse.ArgumentParser = self._parsers.add_parser(name, help=help, description=help)
        parser.set_defaults(run=run)
        return parser
