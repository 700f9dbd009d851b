"""Handmade: a form that is composed of inputs, in whatever layout they stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple, cast

from cacao_kernel import CacaoError, Piece, State, read

from ..inputs.field import Field
from ..inputs.options import flat, read_options
from ..texts import Texts
from .blank import Blank, Kind
from .inputs import input_types

_KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "number-input": "any",
        "slider": "any",
        "rating": "any",
        "checkbox": "yes",
        "switch": "yes",
        "date-input": "date",
        "time-input": "time",
        "date-time-input": "moment",
        "select": "choice",
        "radio-group": "choice",
        "combobox": "choice",
        "checkbox-group": "choices",
        "multi-select": "choices",
        "tags-input": "list",
        "date-range": "pair",
        "range-slider": "pair",
    }
)
_BOUNDS = ("min", "max", "step", "min_length", "max_length", "pattern")


class _Slot(NamedTuple):
    """Where a field stands."""

    name: str


class Handmade:
    """The inputs among the children of a form.

    Args:
        children: what stands in the form: every input with a name is a field of it.
        initial: what the fields begin with, by their names.
        texts: what the inputs say.

    Attributes:
        blanks: the fields by name.

    Raises:
        CacaoError: if two are of one name, or there is none.
    """

    def __init__(self, children: object, initial: Mapping[str, Any], texts: Texts) -> None:
        self._types = input_types()
        self._fields: dict[str, Field] = {}
        self._texts = texts
        self.blanks: dict[str, Blank] = {}
        self._tree = self._find(children)
        for name, field in self._fields.items():
            self.blanks[name] = _read_field(field, initial)
        if not self.blanks:
            raise CacaoError("a Form has no fields", expected="inputs with a name", got="none")

    def bound(self, name: str) -> State[Any] | None:
        """Return the State that an input is bound to by itself, if it is."""
        return self._fields[name].bind

    def drawer(self, name: str) -> Callable[[State[Any], State[str]], Field]:
        """Return what draws an input, given the States of its value and its error."""
        field = self._fields[name]
        own = field.error

        def draw(state: State[Any], error: State[str]) -> Field:
            props = {**field.render()["props"], "bind": state, "error": error}
            props.pop("value", None)
            if own:
                props["error"] = lambda: error.value or read(own)
            return type(field).from_props(props, self._texts)

        return draw

    def fill(self, nodes: Mapping[str, Any]) -> Any:
        """Return the children, with the nodes of the fields in their places."""
        filled = _fill(self._tree, nodes)
        return filled if isinstance(filled, list) else [filled]

    def _find(self, tree: Any) -> Any:
        """Return a tree with slots where the fields stand, and note the fields."""
        if isinstance(tree, list | tuple):
            return [self._find(child) for child in cast("list[Any]", tree)]
        if isinstance(tree, Field) and tree.name:
            return self._note(tree)
        if isinstance(tree, Piece):
            key = getattr(tree, "key", None)
            tree = tree.render()
            tree = {**tree, "key": key} if key is not None and isinstance(tree, dict) else tree
        if not isinstance(tree, dict):
            return tree
        node = cast("dict[str, Any]", tree)
        props = cast("dict[str, Any]", node.get("props") or {})
        kind = self._types.get(str(node.get("type", "")))
        if kind is not None and props.get("name") and "label" in props:
            return self._note(kind.from_props(props, self._texts))
        found = {**node}
        if "children" in node:
            found["children"] = self._find(node["children"])
        if "children" in props:
            found["props"] = {**props, "children": self._find(props["children"])}
        return found

    def _note(self, field: Field) -> _Slot:
        name = str(field.name)
        if name in self._fields:
            raise CacaoError(f'two fields of a Form are called "{name}"', cure="Give each a name of its own.")
        self._fields[name] = field
        return _Slot(name)


def _fill(tree: Any, nodes: Mapping[str, Any]) -> Any:
    if isinstance(tree, _Slot):
        return nodes[tree.name]
    if isinstance(tree, list):
        return [_fill(child, nodes) for child in cast(Any, tree)]
    if not isinstance(tree, dict):
        return tree
    node = cast("dict[str, Any]", tree)
    filled = {**node}
    if "children" in node:
        filled["children"] = _fill(node["children"], nodes)
    props = node.get("props")
    if isinstance(props, dict) and "children" in props:
        filled["props"] = {**cast("dict[str, Any]", props), "children": _fill(props["children"], nodes)}
    return filled


def _read_field(field: Field, initial: Mapping[str, Any]) -> Blank:
    name = str(field.name)
    bounds = {bound: read(getattr(field, bound, None)) for bound in _BOUNDS}
    return Blank(
        name=name,
        label=str(read(field.label) or name),
        kind=_KINDS.get(field.node_type, "text"),
        widget=field.node_type,
        required=bool(read(field.required)),
        is_optional=_KINDS.get(field.node_type, "text") in ("any", "date", "time", "moment", "pair"),
        begins=initial.get(name, read(field.value)),
        offered=_offered(field),
        options={bound: value for bound, value in bounds.items() if value is not None},
    )


def _offered(field: Field) -> Mapping[str, Any]:
    """Return the values that can be chosen by the texts that stand for them; none where they are searched."""
    given = read(getattr(field, "options", None))
    if not given or getattr(field, "free", False):
        return {}
    return {option.value: option.meant for option in flat(read_options(given, type(field).__name__))}
