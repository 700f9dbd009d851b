"""Handmade: a form that is composed of inputs, in whatever layout they stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple, cast

from cacao_kernel import CacaoError, State, read

from ..inputs.field import Field
from ..inputs.options import flat, read_options
from ..texts import Texts
from .blank import Blank, Kind
from .inputs import input_types
from .within import replace_nodes

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
_BOUNDS = ("min", "max", "step", "min_length", "max_length", "pattern", "length")


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
        self._tree = replace_nodes(children, self._find)
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
        filled = replace_nodes(self._tree, lambda node: nodes[node.name] if isinstance(node, _Slot) else None)
        return filled if isinstance(filled, list) else [filled]

    def _find(self, node: object) -> _Slot | None:
        """Return a slot for a field, which is noted; None for what is none."""
        if isinstance(node, Field):
            return self._note(node) if node.name else None
        if not isinstance(node, dict):
            return None
        given = cast("dict[str, Any]", node)
        props = cast("dict[str, Any]", given.get("props") or {})
        kind = self._types.get(str(given.get("type", "")))
        if kind is None or not props.get("name") or "label" not in props:
            return None
        return self._note(kind.from_props(props, self._texts))

    def _note(self, field: Field) -> _Slot:
        name = str(field.name)
        if name in self._fields:
            raise CacaoError(f'two fields of a Form are called "{name}"', cure="Give each a name of its own.")
        self._fields[name] = field
        return _Slot(name)


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
