"""Within: what stands in the nodes of a tree, in whichever of their props."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import is_
from typing import Any, cast, get_args

from cacao_kernel import Piece

from ..kinds import Child, Items
from ..props import HasProps
from ..widget import Widget

_HOLDING = (Child, Items, Mapping[str, Any])  # as props are declared that hold nodes; others hold data

Put = Callable[[object], object]


def replace_nodes(tree: object, put: Put) -> Any:
    """Return a tree with other nodes in the places of some; what holds none of them stays the very same.

    Nothing is looked for in a component, which is a region of its own, or in a function.

    Args:
        tree: nodes, widgets and lists of them.
        put: returns what is to stand in the place of a node, or None to look at what stands in it.
    """
    return _Walk(put).through(tree)


class _Walk:
    def __init__(self, put: Put) -> None:
        self._put = put
        self._kinds: dict[str, type[Widget]] = {}
        _note_kinds(Widget, self._kinds)

    def through(self, tree: object) -> Any:
        """Return a tree, with what is to stand in it."""
        placed = self._put(tree)
        if placed is not None:
            return placed
        if isinstance(tree, list | tuple):
            return self._through_list(cast("Sequence[object]", tree))
        if isinstance(tree, Piece):
            key = getattr(tree, "key", None)
            node = tree.render() if key is None else {**tree.render(), "key": key}
            replaced = self.through(node)
            return tree if replaced is node else replaced
        if not isinstance(tree, Mapping):
            return tree
        held = cast("Mapping[str, Any]", tree)
        if not isinstance(held.get("type"), str):  # an item, such as a tab
            return _changed(held, {name: self.through(value) for name, value in held.items()})
        found: dict[str, Any] = {}
        if "children" in held:
            found["children"] = self.through(held["children"])
        props = held.get("props")
        if isinstance(props, dict):
            kind = self._kinds.get(held["type"], Widget)
            found["props"] = self._through_props(kind, cast("dict[str, Any]", props))
        return _changed(held, found)

    def _through_list(self, nodes: Sequence[object]) -> Sequence[object]:
        found = [self.through(node) for node in nodes]
        return nodes if all(map(is_, found, nodes)) else found

    def _through_props(self, kind: type[HasProps], props: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return props, with what is to stand in those that hold nodes."""
        found: dict[str, Any] = {}
        for name, value in props.items():
            prop = kind.props().get(name)
            hint = None if prop is None or prop.is_common else kind.type_of(name)
            if hint in _HOLDING or name == "children":
                found[name] = self.through(value)
            elif isinstance(value, list | tuple):
                parts = [part for part in getattr(kind, "part_types", ()) if _mentions(hint, part)]
                if parts:
                    found[name] = self._through_parts(parts[0], cast("Sequence[object]", value))
        return _changed(props, found)

    def _through_parts(self, kind: type[HasProps], parts: Sequence[object]) -> Sequence[object]:
        """Return the parts of a widget, such as the entries of a list, with what is to stand in them."""
        found: list[object] = []
        for part in parts:
            given = part.given if isinstance(part, HasProps) else part
            within = self._through_props(kind, given) if isinstance(given, Mapping) else given
            found.append(part if within is given else within)
        return parts if all(map(is_, found, parts)) else found


def _note_kinds(kind: type[Widget], kinds: dict[str, type[Widget]]) -> None:
    """Note a widget and those below it by their types in a tree."""
    kinds.setdefault(kind.node_type, kind)
    for each in kind.__subclasses__():
        _note_kinds(each, kinds)


def _mentions(hint: Any, kind: type) -> bool:
    """Tell whether a type that a prop is declared with has another one in it."""
    return hint is kind or any(_mentions(each, kind) for each in get_args(hint))


def _changed(before: Mapping[str, Any], found: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a dict with what was found in it; the same one if that is what it had."""
    return before if all(before[name] is value for name, value in found.items()) else {**before, **found}
