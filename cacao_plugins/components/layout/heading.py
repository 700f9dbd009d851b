"""Heading: the title of a card or section, with what stands under and beside it."""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

from ..kinds import Child, Text

Level: TypeAlias = Literal[1, 2, 3, 4, 5, 6]
"""How deep a heading stands among those of the page."""


def draw_heading(
    kind: str,
    level: Level,
    title: list[object],
    *,
    heading_id: str,
    subtitle: Text = None,
    actions: Child = None,
) -> dict[str, Any]:
    """Return a header: the title, a quiet line under it, and what can be done at its end.

    Args:
        kind: how its classes begin.
        level: which heading it is.
        title: what it says; with nothing in it there is no heading.
        heading_id: the ``id`` of the heading.
        subtitle: a line under it.
        actions: what stands at its end.
    """
    words: list[object] = []
    if title:
        named = {"class": f"{kind}-title", "id": heading_id}
        words.append({"type": f"h{level}", "props": named, "children": title})
    if subtitle is not None:
        words.append({"type": "p", "props": {"class": f"{kind}-subtitle", "content": subtitle}})
    return {
        "type": "header",
        "props": {"class": f"{kind}-header"},
        "children": [
            {"type": "div", "props": {"class": f"{kind}-words"}, "children": words},
            None
            if actions is None
            else {"type": "div", "props": {"class": f"{kind}-actions"}, "children": actions},
        ],
    }
