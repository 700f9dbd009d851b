"""Commands: buttons that open and close dialogs, also in browsers that do not know how by themselves."""

from __future__ import annotations

from .widget import read_kit

COMMANDS = read_kit("commands", "commands.js")
