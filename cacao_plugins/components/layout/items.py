"""Items: what tabs, steps and menus are made of, as dicts of the developer."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, TypeAlias

from cacao_kernel import CacaoError, nearest, shorten

from ..icon_markup import holds_markup
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
        CacaoError: if one is neither, says something unknown, or two are given the same ``id``.
    """
    found: list[dict[str, Any]] = []
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
        if is_icon_name(item.get("icon")):
            try:
                find_icon(item["icon"])
            except CacaoError as error:
                raise CacaoError(f"{here}: {str(error).rstrip('.')}") from None
        found.append({**item, "place": index})
    _give_ids(where, found)
    return found


def _give_ids(where: str, items: list[dict[str, Any]]) -> None:
    """Give each item that has no id one that follows from its label, or else from its place, too."""
    taken: set[str] = set()
    for item in items:
        if item.get("id"):
            item["id"] = str(item["id"])
            if item["id"] in taken:
                here = f"{where}[{item['place']}]"
                raise CacaoError(f'{here} is the second with the id "{item["id"]}"', cure="Give it another.")
            taken.add(item["id"])
    for item in items:
        if item.get("id"):
            continue
        number = str(item["place"] + 1)
        item_id = _id_of(item["label"]) or number
        while item_id in taken:  # two people may have one name
            item_id = f"{item_id}-{number}"
        item["id"] = item_id
        taken.add(item_id)


def read_links(where: str, links: Sequence[Any]) -> list[dict[str, Any]]:
    """Return links, which are items with a ``href`` and perhaps an ``icon``.

    Args:
        where: the prop, for errors.
        links: dicts.

    Raises:
        CacaoError: if one is none.
    """
    found = read_items(where, links, ("href", "icon"))
    for index, link in enumerate(found):
        if "href" not in link:
            raise CacaoError(f"{where}[{index}]", expected="a label and an href", got="no href")
    return found


def _id_of(label: object) -> str:
    return _NO_WORD.sub("-", label.lower()).strip("-") if isinstance(label, str) else ""


def draw_label(label: Any) -> list[Any]:
    """Return a label as children; icons in the middle of a text are drawn.

    It may come from data: markup that is wrong stays as it was written, as in all texts.
    """
    return [{"type": "span", "props": {"content": label}}] if holds_markup(label) else [label]


def is_icon_name(icon: Any) -> bool:
    """Tell whether this is the name of an icon, rather than a letter or two, or a text."""
    return isinstance(icon, str) and len(icon) > _LETTERS and icon.isascii() and "{%" not in icon


def draw_icon(icon: str | None, kind: str | None = None) -> Any:
    """Return an icon in a box of its own: a letter or two, the name of one, or a text with ``{%icon-…%}``.

    Args:
        icon: what it is; None for nothing.
        kind: the class of the box, if it has one.
    """
    if not icon:
        return None
    drawn: Any = {"children": [find_icon(icon)]} if is_icon_name(icon) else {"content": icon}
    return {"type": "span", "props": {"class": kind, "aria_hidden": "true", **drawn}}


def draw_content(content: Any) -> Any:
    """Return what stands in a tree for content that may be a function, too, which returns it."""
    is_made = isinstance(content, type) or not hasattr(content, "render")
    return content() if is_made and isinstance(content, Callable) else content  # type: ignore[arg-type]
