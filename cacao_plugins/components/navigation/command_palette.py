"""Command palette: everything an app can do, found by typing."""

from __future__ import annotations

from typing import Any

from cacao_kernel import CacaoError, own_id

from ..base import BASE
from ..commands import COMMANDS
from ..floating import FLOATING
from ..icon_set import find_icon
from ..kinds import Items, Text
from ..layout.items import draw_icon, draw_label, read_items
from ..widget import Widget, read_kit

Node = dict[str, Any]

_NAMES = ("group", "icon", "shortcut", "href", "on_click", "params", "keywords")


class CommandPalette(Widget):
    """Everything an app can do, found by typing a few letters; Ctrl+K or Cmd+K opens it from anywhere.

    Args:
        commands: dicts with ``label``, and ``href`` or ``on_click`` (with ``params``); perhaps ``group``,
            ``icon``, ``keywords`` (other words it is found by), ``id``, and ``shortcut`` (``"Ctrl+S"``),
            which has it done without the palette; Ctrl is Cmd, too.
        trigger: what a button says that opens the palette; none if it is not given.
        placeholder: what stands in its field while that is empty.
        shortcut: the keys that open it.
    """

    node_type = "command-palette"
    kits = (
        BASE,
        COMMANDS,
        FLOATING,
        read_kit("command-palette", "command-palette.css", "command-palette.js", mimic="keys:Palette"),
    )
    elements = ("cacao-command-palette",)

    commands: Items
    trigger: Text = None
    placeholder: str | None = None
    shortcut: str = "Ctrl+K"

    def check(self) -> None:
        """Refuse what is no command."""
        self._commands = read_items("CommandPalette.commands", self.commands, _NAMES)
        for index, command in enumerate(self._commands):
            if ("href" in command) == ("on_click" in command):
                raise CacaoError(
                    f"CommandPalette.commands[{index}]",
                    expected="either an href or an on_click",
                    got="both" if "href" in command else "neither",
                )

    def draw(self) -> object:
        """Return a dialog with a field, and the list of commands that the field filters."""
        palette, options = own_id("palette"), own_id("options")
        says = self.placeholder or self.say("search_commands")
        field: Node = {
            "class": "cacao-palette-field",
            "type": "text",
            "role": "combobox",
            "aria_label": says,
            "aria_expanded": "true",
            "aria_controls": options,
            "aria_autocomplete": "list",
            "autocomplete": "off",
            "spellcheck": "false",
            "placeholder": says,
            "autofocus": True,
        }
        search = {
            "type": "div",
            "props": {"class": "cacao-palette-search"},
            "children": [find_icon("search"), {"type": "input", "props": field}],
        }
        listed = {
            "type": "div",
            "props": {"class": "cacao-palette-list", "id": options, "role": "listbox", "aria_label": says},
            "children": self._groups(),
        }
        nothing = {"class": "cacao-palette-nothing", "role": "status", "content": self.say("nothing_found")}
        dialog = {
            "type": "dialog",
            "props": {
                "class": "cacao-floating cacao-palette",
                "id": palette,
                "aria_label": says,
                "closedby": "any",
            },
            "children": [search, listed, {"type": "p", "props": nothing}],
        }
        return self.root(
            "cacao-command-palette", [self._opener(palette), dialog], data_shortcut=self.shortcut.lower()
        )

    def _opener(self, palette: str) -> Node | None:
        if self.trigger is None:
            return None
        props = {"class": "cacao-palette-opener", "command": "show-modal", "commandfor": palette}
        hint = {"type": "kbd", "props": {"content": self.shortcut, "aria_hidden": "true"}}
        words = {"type": "span", "children": [self.trigger]}
        return {"type": "bare-button", "props": props, "children": [find_icon("search"), words, hint]}

    def _groups(self) -> list[Node]:
        groups: dict[str | None, list[Node]] = {}
        for command in self._commands:
            groups.setdefault(command.get("group"), []).append(command)
        return [self._group(name, commands) for name, commands in groups.items()]

    def _group(self, name: str | None, commands: list[Node]) -> Node:
        props: Node = {"class": "cacao-palette-group", "role": "group"}
        title = None
        if name is not None:
            props["aria_label"] = name
            title = {"class": "cacao-palette-title", "aria_hidden": "true", "content": name}
        return {
            "type": "div",
            "key": name or "-",
            "props": props,
            "children": [
                None if title is None else {"type": "div", "props": title},
                *[self._option(command) for command in commands],
            ],
        }

    def _option(self, command: Node) -> Node:
        shortcut = command.get("shortcut")
        given: Node = {
            "class": "cacao-palette-option",
            "role": "option",
            "id": own_id(f"option-{command['place']}"),
            "tabindex": -1,
            "aria_selected": "false",
            "href": command.get("href"),
            "on_click": command.get("on_click"),
            "params": command.get("params"),
            "data_words": command.get("keywords"),
            "data_shortcut": shortcut.lower() if shortcut else None,
        }
        return {
            "type": "a" if "href" in command else "bare-button",
            "key": command["id"],
            "props": {name: value for name, value in given.items() if value is not None},
            "children": [
                draw_icon(command.get("icon"), "cacao-palette-icon"),
                {
                    "type": "span",
                    "props": {"class": "cacao-palette-label"},
                    "children": draw_label(command["label"]),
                },
                {"type": "kbd", "props": {"content": shortcut}} if shortcut else None,
            ],
        }
