"""Items: what tabs, steps and menus are made of, as dicts of the developer."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, TypeAlias

from cacao_kernel import CacaoError, nearest, shorten

from ..icon_markup import split_markup
from ..icon_set import find_icon

Item: TypeAlias = Mapping[str, Any]

_NO_WORD = re.compile(r"[\W_]+")
_LETTERS = 2  # no icon has a shorter name


def read_items(where: str, items: Sequence[Any], names: Collection[str]) -> list[dict[str, Any]]:
    """Return the items, each with ``id``, ``label`` and ``place``; a text is an item that has a label alone.

    The place is its number, for ids of elements: an item's own id may have any letters.

    Args:
        where: the prop, for errors.
        items: texts, or dicts with at least a ``label``.
        names: what else a dict may say.

    Raises:
        CacaoError: if one is neither, says something unknown, or two have the same ``id``.
    """
    found: list[dict[str, Any]] = []
    seen: set[str] = set()
    for index, given in enumerate(items):
        item = {"label": given} if isinstance(given, str) else given
        here = f"{where}[{index}]"
        if not isinstance(item, Mapping) or "label" not in item:
            raise CacaoError(here, expected="a text, or a dict with a label", got=shorten(given))
        known = {"id", "label", *names}
        for name in item:
            if name not in known:
                cure = nearest(name, known) or f"There are {', '.join(sorted(known))}."
                raise CacaoError(f'{here} has no "{name}"', cure=cure)
        item_id = str(item.get("id") or _id_of(item["label"]) or index + 1)
        if item_id in seen:
            raise CacaoError(f'{here} is the second with the id "{item_id}"', cure="Give it another id.")
        seen.add(item_id)
        found.append({**item, "id": item_id, "place": index})
    return found


def _id_of(label: object) -> str:
    return _NO_WORD.sub("-", label.lower()).strip("-") if isinstance(label, str) else ""


def draw_label(label: Any) -> Any:
    """Return a label as children; icons in the middle of a text are drawn."""
    return split_markup(label) if isinstance(label, str) else label


def draw_icon(icon: str | None, kind: str) -> Any:
    """Return an icon in a box of its own: a letter or two, the name of one, or a text with ``{%icon-…%}``.

    Args:
        icon: what it is; None for nothing.
        kind: the class of the box.
    """
    if not icon:
        return None
    is_name = len(icon) > _LETTERS and icon.isascii() and "{%" not in icon
    drawn: Any = [find_icon(icon)] if is_name else split_markup(icon)
    return {"type": "span", "props": {"class": kind, "aria_hidden": "true"}, "children": drawn}


def draw_content(content: Any) -> Any:
    """Return what stands in a tree for content that may be a function, too, which returns it."""
    is_made = isinstance(content, type) or not hasattr(content, "render")
    return content() if is_made and isinstance(content, Callable) else content  # type: ignore[arg-type]
