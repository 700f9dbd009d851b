"""Opener: the button in a row of a table that a keyboard opens the row by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cacao_kernel import Piece

Tree = dict[str, Any]
# What may stand in a button, as long as what stands in it may, too.
_STILL = frozenset(
    """abbr avatar b badge bdi code column div em i icon img kbd mark row small spacer span stack strong sub
    sup svg text time u""".split()
)


def add_opener(contents: Sequence[Any], opens: Tree, title: str) -> list[Any]:
    """Return what stands in the cells of a row, the first that holds nothing to be used as a button.

    Args:
        contents: what stands in them.
        opens: the props of what opens the row.
        title: what the row is called, for a cell without content. If each holds something to be used, a
            button of that name stands before the first of them; it is heard and reached, and not seen.
    """
    cells = [*contents]
    place = next((place for place, content in enumerate(cells) if _is_still(content)), None)
    if place is None:
        hidden = {"class": "cacao-table-open cacao-hidden", "content": title, **opens}
        cells[0] = [{"type": "bare-button", "props": hidden}, cells[0]]
    else:
        named_by = title if cells[place] is None else cells[place]
        seen = {"class": "cacao-table-open", **opens}
        cells[place] = {"type": "bare-button", "props": seen, "children": named_by}
    return cells


def _is_still(content: Any) -> bool:
    """Tell whether nothing in it can be used; of what is yet to be drawn nobody knows."""
    if content is None or isinstance(content, str | int | float):
        return True
    if isinstance(content, list | tuple):
        return all(map(_is_still, content))
    node = content.render() if isinstance(content, Piece) else content
    if not isinstance(node, dict) or node.get("type") not in _STILL:
        return False
    props = node.get("props") or {}
    if any(name.startswith("on_") or name in ("href", "attributes", "tabindex") for name in props):
        return False
    return all(_is_still(part) for part in (node.get("children"), props.get("children")))
