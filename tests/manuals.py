"""The manuals of all components in docs/components.md: ``python tests/manuals.py`` writes them anew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from cacao_plugins.components import Widget
from cacao_plugins.components.inputs.field import Field
from cacao_plugins.components.manual import Entry, manual_of, manual_of_call
from cacao_plugins.components.props import HasProps
from cacao_plugins.components.registry import FAMILIES, calls_of, widgets_of

FILE = Path(__file__).parents[1] / "docs" / "components.md"

HEAD = """## All components

This part is made from the classes themselves, by `python tests/manuals.py`.
"""


def make_page(page: str) -> str:
    """Return the page with its last part made anew."""
    parts = [page.partition("## All components\n")[0] + HEAD]
    for family, module in FAMILIES.items():
        members = [_manual(widget) for widget in widgets_of(module)]
        if family == "Inputs":
            members.insert(0, f"What every input has:\n\n{_table(manual_of(Field).entries)}")
        members += [_call(function) for function in calls_of(module)]
        parts.append("\n\n".join([f"## {family}", *members]) + "\n")
    return "\n".join(parts)


def _manual(widget: type[Widget]) -> str:
    manual = manual_of(widget)
    shared = {entry.name for entry in manual_of(Field).entries} if issubclass(widget, Field) else set[str]()
    own = [entry for entry in manual.entries if entry.name not in shared]
    text = f"### {widget.__name__}\n\n{manual.summary} `{widget.node_type}` as a type."
    return "\n\n".join([text, *([_table(own)] if own else []), *map(_part, widget.part_types)])


def _call(function: Callable[..., None]) -> str:
    manual = manual_of_call(function)
    return f"### {function.__name__}\n\n{manual.summary}\n\n{_table(manual.entries, 'argument')}"


def _part(part: type[HasProps]) -> str:
    manual = manual_of(part)
    return f"#### {part.__name__}\n\n{manual.summary}\n\n{_table(manual.entries)}"


def _table(entries: list[Entry], what: str = "prop") -> str:
    rows = [f"| `{entry.name}` | {_cell(entry.text)} | {_cell(_kind(entry))} |" for entry in entries]
    return "\n".join([f"| {what} | what it is for | what it may be |", "| --- | --- | --- |", *rows])


def _kind(entry: Entry) -> str:
    if not entry.default:
        return f"{entry.type}; must be given"
    return (
        entry.type
        if entry.default in ("None", "''", "()", "mappingproxy({})")
        else f"{entry.type}; `{entry.default}`"
    )


def _cell(text: str) -> str:
    reactive = "a text, number or date or what gives one (a State, a Computed, a function)"
    short = text.replace(reactive, "a text").replace(" (a State, a Computed, a function)", "")
    return short.replace("|", "\\|")


if __name__ == "__main__":
    FILE.write_text(make_page(FILE.read_text("utf-8")), "utf-8")
