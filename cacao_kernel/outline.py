"""Outline: what a page or component returned, without the rows of its long lists.

A list of many rows is compared row by row, and a keyed list item by item; what stands around
them is compared as a whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import is_not
from typing import Any

from .rows import For

# A list of so many children is taken for rows, if all of them are dicts.
MIN_ROWS = 8

_CUT = ("\x00", "rows")  # no text of a page has the first: props.clean replaces it

Listed = Sequence[dict[Any, Any]] | For


def cut(value: dict[Any, Any]) -> tuple[dict[Any, Any], list[Listed]]:
    """Return a node with a mark in the place of each list of rows, and these lists in their order.

    The value stays as it is; what holds no such list is not copied.
    """
    lists: list[Listed] = []
    try:
        return _cut_node(value, lists), lists
    except RecursionError:  # it will be refused when it is built
        return value, []


def are_rows(children: Sequence[Any]) -> bool:
    """Tell whether the children of a list are rows, each to be compared alone."""
    return len(children) >= MIN_ROWS and {*map(type, children)} == {dict}


def _cut_node(value: dict[Any, Any], lists: list[Listed]) -> dict[Any, Any]:
    props = value.get("props")
    if value.get("children"):
        rest = _cut_children(value["children"], lists)
        return value if rest is value["children"] else {**value, "children": rest}
    if isinstance(props, dict) and props.get("children"):
        rest = _cut_children(props["children"], lists)
        return value if rest is props["children"] else {**value, "props": {**props, "children": rest}}
    return value


def _cut_children(children: Any, lists: list[Listed]) -> Any:
    if type(children) is dict:
        return _cut_node(children, lists)
    if isinstance(children, For):
        lists.append(children)
        return _CUT
    if not isinstance(children, list | tuple):
        return children
    if are_rows(children):
        lists.append(children)
        return _CUT
    parts = [_cut_children(child, lists) for child in children]
    return parts if any(map(is_not, parts, children)) else children
