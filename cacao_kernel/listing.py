"""Listing: what the command line tells of plugins and hooks, as plain text 80 columns wide."""

from __future__ import annotations

import inspect
import re
import textwrap
from collections.abc import Sequence

from .catalog import find_installed
from .config import FILE, Config
from .plugins import HOOKS, Plugins

WIDTH = 80
GAP = "  "
NARROWEST = 30


def list_plugins(plugins: Plugins, config: Config) -> str:
    """Return a table of the plugins: name, on or off, distribution, and hooks or what is wrong.

    Those that are on stand first, in their order. One that is off is not imported, so its hooks
    are not known.

    Args:
        plugins: the enabled plugins, loaded tolerantly.
        config: what cacao.json says.
    """
    installed = find_installed()
    rows: list[tuple[str, ...]] = []
    wanted = [*plugins.unasked, *(name for name, switch in config.plugins.items() if switch is not False)]
    for name in [*wanted, *(name for name in installed if name not in wanted)]:
        state = "off" if name not in wanted else "default" if name in plugins.unasked else "on"
        source = installed[name].source if name in installed else "-"
        if name in plugins.broken:
            rows.append((name, "broken", source, str(plugins.broken[name])))
        else:
            hooks = plugins.hooks_of(name) if name in wanted else []
            rows.append((name, state, source, ", ".join(hooks)))
    is_there = (config.home / FILE).exists()
    note = (
        f"Switched by {FILE} in this folder."
        if is_there
        else f"There is no {FILE} in this folder, so the default plugins are on."
    )
    if not rows:
        return f"No plugin is installed. {note}"
    return f"{_table(('PLUGIN', 'STATE', 'FROM', 'HOOKS'), rows)}\n\n{note}"


def list_hooks(plugins: Plugins) -> str:
    """Return each hook with its signature, what it is for, and the enabled plugins that implement it.

    Args:
        plugins: the enabled plugins, loaded tolerantly.
    """
    parts: list[str] = []
    for name, hook in HOOKS.items():
        signature = inspect.signature(hook)
        answer = re.sub(r"\bNone\b", "nothing", str(signature.return_annotation))
        users = [other for other, _ in plugins.manager.list_name_plugin() if name in plugins.hooks_of(other)]
        sentence = _first_sentence(inspect.getdoc(hook) or "")
        parts.append(
            f"{name}({', '.join(signature.parameters)}) -> {answer}\n"
            f"{textwrap.fill(sentence, WIDTH, initial_indent='    ', subsequent_indent='    ')}\n"
            f"    Implemented by: {', '.join(reversed(users)) or 'no plugin that is on'}"
        )
    return "\n\n".join(parts)


def _first_sentence(text: str) -> str:
    """Return the first sentence of a docstring, without the marks of its markup."""
    first = " ".join(text.split("\n\n")[0].split()).replace("``", "`")
    return re.split(r"(?<=\.) (?=[A-Z])", first)[0]


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """Return rows under a head; the last column is wrapped, so that the table keeps to the width."""
    columns = list(zip(head, *rows, strict=True))[:-1]
    widths = [max(map(len, column)) for column in columns]
    indent = sum(widths) + len(GAP) * len(widths)
    is_narrow = WIDTH - indent < NARROWEST  # then the last column stands below the others
    indent = len(GAP) if is_narrow else indent
    lines: list[str] = []
    for row in [head, *rows]:
        start = "".join(f"{cell:{width}}{GAP}" for cell, width in zip(row[:-1], widths, strict=True))
        last = textwrap.wrap(row[-1], WIDTH - indent, break_on_hyphens=False) or [""]
        first, rest = ("", last) if is_narrow else (last[0], last[1:])
        lines += [f"{start}{first}".rstrip(), *(" " * indent + line for line in rest)]
    return "\n".join(lines)
