"""State view: the cells that a tab sees, each of which may be given another value."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .marks import Tree, button, mark, quiet

SCOPES = {"tab": "This tab", "session": "This session", "app": "Everybody"}


def view_state(cells: Sequence[Any], tab: str, editing: str, problem: str) -> Tree:
    """Return the cells by scope.

    Args:
        cells: what the tab sees.
        tab: the tab's name.
        editing: the id of the cell that is being edited; empty for none.
        problem: what is wrong with what was typed; empty for nothing.
    """

    def view_each(chosen: Sequence[Any]) -> Tree:
        rows = [_edit(cell, tab, problem) if cell.id == editing else _show(cell) for cell in chosen]
        return mark("ul", *rows, className="cells")

    parts: list[Tree] = []
    for scope, title in SCOPES.items():
        own = [cell for cell in cells if cell.scope == scope and cell.is_own]
        if own:
            parts.append(mark("section", mark("h2", title), view_each(own), aria_label=title))
    theirs = [cell for cell in cells if not cell.is_own]
    if theirs:
        head = mark("summary", f"Of plugins ({len(theirs)})")
        parts.append(mark("details", head, view_each(theirs)))
    return mark("div", *(parts or [quiet("This page has read no State so far.")]))


def _show(cell: Any) -> Tree:
    """Return a cell with its value."""
    content = cell.text or " "
    value = mark("code", content, className="value")
    if cell.is_editable:
        value = button(
            content,
            "edit",
            {"cell": cell.id},
            className="value",
            aria_label=f"Edit {cell.name}",
            title="Edit, as JSON or as a Python literal",
        )
    return {**mark("li", *_head(cell), value), "key": cell.id}


def _edit(cell: Any, tab: str, problem: str) -> Tree:
    """Return a cell with a field for its next value."""
    field = mark(
        "input",
        **{"on_keydown.Escape": "end"},
        name="value",
        value=cell.text,
        aria_label=f"New value of {cell.name}",
        aria_invalid="true" if problem else None,
        autoFocus=True,
        spellCheck="false",
        autoComplete="off",
    )
    form = mark(
        "form",
        field,
        mark("button", "Save", type="submit", className="strong"),
        button("Cancel", "end"),
        on_submit="save",
        params={"tab": tab},
    )
    wrong = [mark("p", problem, className="problem", role="alert")] if problem else []
    return {**mark("li", *_head(cell), form, *wrong), "key": cell.id}


def _head(cell: Any) -> list[Tree]:
    name, _, place = cell.name.partition(" of ")
    whose = [mark("span", place.rpartition("/")[2], className="quiet", title=cell.name)] if place else []
    kind = mark("span", cell.kind, className="kind")
    return [mark("span", name, className="name", title=f"made in {cell.line}"), *whose, kind]
