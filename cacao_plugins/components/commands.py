"""Commands: buttons that open dialogs and close what they stand in, in every browser."""

from __future__ import annotations

from .widget import read_kit

COMMANDS = read_kit("commands", "commands.js")
