"""Settling: the one walk that turns an edited value back into plain containers.

It runs at the speed of C where nothing was changed: a container is asked with one scan by
identity whether it holds something that was, and numbers and texts are never looked at.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Mapping
from gc import is_tracked
from itertools import chain, compress, count
from operator import is_not
from types import MappingProxyType
from typing import Any

from .cells import is_same
from .view import View

FIXED = frozenset({tuple, frozenset})
CONTAINERS = frozenset({list, dict, set, *FIXED})
FEW = 4  # containers that are asked one by one at once

# Containers, and all that they hold.
_Level = tuple[list[Any], list[Any]]


class Settling:
    """Finds what was changed and what stands around it, and makes that anew.

    Two places may hold one object, so every container below the root is looked into.

    Args:
        written: the views that have a copy of their container.
        copies: the objects that were copied, by their id: each and its copy.
        stands_for: the old object for the id of each view, and of each tuple of views.
    """

    def __init__(
        self, written: Iterable[View], copies: dict[int, tuple[Any, Any]], stands_for: dict[int, Any]
    ) -> None:
        self._stands_for = stands_for
        self._changed = {id(view.old): view for view in written if differ(view.last, view.old, stands_for)}
        self._hits = self._changed.keys() | copies.keys()
        self._nodes: dict[int, Any] = {}  # the containers that were looked into, by id
        self._is_shared = False  # whether one of them was found in two places
        self._affected: set[int] = set()
        # A dict or tuple that the garbage collector does not track holds numbers and texts alone,
        # or what it tracks as little, such as a bytearray.
        tracks_all = all(is_tracked(old) for old, _ in copies.values())
        self._may_hold = is_tracked if tracks_all else _anything
        # What stands in the new value, by the id of what stands in the draft.
        self._new: dict[int, Any] = {key: copy for key, (_, copy) in copies.items()}

    def run(self, root: Any) -> Any:
        """Return the plain value of a container."""
        if not self._hits:
            return root
        self._find_affected(self._walk(root))
        shells = [key for key in self._affected if type(self._nodes[key]) not in FIXED]
        for key in shells:
            self._new[key] = type(self._nodes[key])()
        for key in self._affected:
            self._place(self._nodes[key])
        for key, old in self._stands_for.items():
            self._new[key] = self._new.get(id(old), old)
        for key in shells:
            self._fill(self._new[key], self._content(self._nodes[key]))
        return self._new.get(id(root), root)

    def _content(self, node: Any) -> Any:
        view = self._changed.get(id(node))
        return node if view is None else view.last

    def _walk(self, root: Any) -> list[_Level]:
        """Return all containers that may hold something new, level by level below those that changed."""
        changed, nodes, stands_for = self._changed, self._nodes, self._stands_for
        nodes[id(root)] = root
        nodes.update((key, view.old) for key, view in changed.items())
        levels: list[_Level] = []
        level = [*nodes.values()]
        while level:
            contents: list[Any] = level if levels else [self._content(node) for node in level]
            dicts = [content for content in contents if type(content) is dict]
            others = [content for content in contents if type(content) is not dict]
            items = [*chain.from_iterable(map(dict.values, dicts)), *chain.from_iterable(others)]
            levels.append((level, items))
            if levels[1:] or self._is_deep(root):
                below = [*filter(self._may_hold, items)]
                below = [*map(stands_for.get, map(id, below), below)]
            else:
                # Only what the user has put here can hold views; of the old value nothing is new.
                old = {*map(id, _items(root)), *stands_for}
                below = [item for item in items if id(item) not in old]
            found = [item for item in below if type(item) in CONTAINERS]
            if len(found) < len(below):
                self._settle_others(below)
            new = {id(item): item for item in found if id(item) not in nodes}
            self._is_shared |= len(new) < len([item for item in found if id(item) not in changed])
            nodes.update(new)
            level = [*new.values()]
        return levels

    def _is_deep(self, root: Any) -> bool:
        """Tell whether something below the root was changed, which may stand anywhere in the old value."""
        return bool(self._hits - {id(root)})

    def _settle_others(self, items: Iterable[Any]) -> None:
        """Note what views of other drafts stand for by now."""
        for item in items:
            if isinstance(item, View):
                self._new[id(item)] = item.draft.settle(item)

    def _find_affected(self, levels: list[_Level]) -> None:
        """Find the containers that must be made anew: they hold something new, directly or further down."""
        affected = self._affected = {*self._changed}
        new = {*self._hits, *self._stands_for, *self._new}
        before = -1
        while len(affected) > before:
            # Once from the bottom to the top will do, unless something stands in two places.
            before = len(affected) if self._is_shared else sys.maxsize
            for level, items in reversed(levels):
                if len(level) > FEW and new.isdisjoint(map(id, items)):
                    continue
                for node in level:
                    if id(node) not in affected and not new.isdisjoint(map(id, _items(node))):
                        affected.add(id(node))
                        new.add(id(node))

    def _place(self, item: Any) -> Any:
        """Return what stands in the new value for an item; tuples are made with what they hold."""
        item = self._stands_for.get(id(item), item)
        key = id(item)
        if key in self._affected and key not in self._new:
            self._new[key] = type(item)(map(self._place, item))
        return self._new.get(key, item)

    def _fill(self, shell: Any, content: Any) -> None:
        """Put into a new container what stands in the new value for the content of the edited one."""
        new = self._new.get
        if isinstance(shell, dict):
            values = content.values()
            shell.update(zip(content, map(new, map(id, values), values), strict=True))
        elif isinstance(shell, list):
            shell.extend(content)
            for place in compress(count(), map(self._new.__contains__, map(id, content))):
                shell[place] = self._new[id(content[place])]
        else:
            shell.update(map(new, map(id, content), content))


def _items(content: Any) -> Collection[Any]:
    return content.values() if isinstance(content, dict) else content


def _anything(_: object) -> bool:
    return True


def differ(new: Any, old: Any, stands_for: Mapping[int, Any] = MappingProxyType({})) -> bool:
    """Tell whether two containers of one kind hold other things, equal unchangeable ones aside.

    Args:
        new: a list, dict or set.
        old: what it was made of.
        stands_for: the old object for the id of each view in the new container.
    """
    if len(new) != len(old):
        return True
    if isinstance(new, set):
        return {*map(id, new)} != {*map(id, old)}
    if isinstance(new, dict):
        if any(map(is_not, new, old)) and differ([*new], [*old]):
            return True
        new, old = new.values(), old.values()
    for item, before in compress(zip(new, old, strict=True), map(is_not, new, old)):
        if stands_for.get(id(item), item) is not before and not is_same(before, item):
            return True
    return False
