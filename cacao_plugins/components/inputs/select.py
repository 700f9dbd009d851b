"""Select: one of several, chosen from a list that opens."""

from __future__ import annotations

from typing import Any, ClassVar, Generic

from cacao_kernel import NodeType, State, read

from ..icon_set import find_icon
from ..kinds import Begins
from ..widget import read_kit
from .field import Field
from .line import affix
from .meaning import bind_options
from .offer import ChoiceState, Options, V
from .options import Group, Option, flat, no_options, read_options, spell_option


class Select(Field, Generic[V]):
    """One of several, chosen from a list that opens.

    Args:
        options: what may be chosen: texts, pairs of value and label, or dicts with ``value``, ``label``,
            ``disabled``; a dict with ``label`` and ``options`` is a group. The State it is bound to
            holds the value of the option; one that begins with a text, its text.
        placeholder: what it shows while nothing is chosen; where nothing has to be, it can be chosen again.
        icon: an icon before it.
    """

    node_type = "select"
    kits = (*Field.kits, read_kit("select"))
    plain: ClassVar[NodeType | None] = NodeType(
        "select", when=lambda props: "options" in props or "label" in props
    )

    bind: ChoiceState[V] | None = None
    value: Begins[V] = None
    options: Options[V] = ()
    placeholder: str | None = None
    icon: str | None = None

    def check(self) -> None:
        """Refuse a list that nothing can be chosen from."""
        super().check()
        if "options" not in self._given:
            raise no_options("Select")

    def draw(self) -> object:
        """Return the label and the list."""
        begins = None if self.bind is not None else read(self.value)
        chosen = None if begins is None else spell_option(begins)
        items: list[object] = []
        options = read_options(read(self.options), "Select")
        placeholder = self.placeholder if options else self.say("no_items")
        if placeholder is not None:
            empty: dict[str, Any] = {"value": "", "content": placeholder}
            items.append({"type": "option", "props": {**empty, "hidden": bool(read(self.required))}})
        bound = bind_options(self.bind, flat(options))
        if placeholder is None and _begins_with_none(bound, options):
            items.append({"type": "option", "props": {"value": "", "hidden": True}})
        items += [_draw(each, chosen) for each in options]
        control = self.control("select", items, class_name="cacao-input", bind=bound)
        control["props"].pop("value", None)
        box = [affix(find_icon(self.icon)) if self.icon else None, control, find_icon("chevron-down")]
        return self.frame({"type": "div", "props": {"class": "cacao-box cacao-select"}, "children": box})


def _begins_with_none(bound: State[Any] | None, options: list[Option | Group]) -> bool:
    """Tell whether none is chosen at first: a browser would show the first as if it were."""
    if bound is None:
        return False
    begins = bound.first_cell().value
    return begins is None or all(str(begins) != option.value for option in flat(options))


def _draw(each: Option | Group, chosen: str | None) -> dict[str, Any]:
    if isinstance(each, Group):
        props = {"label": each.label, "disabled": each.is_disabled}
        return {
            "type": "optgroup",
            "props": props,
            "children": [_draw(option, chosen) for option in each.options],
        }
    return {
        "type": "option",
        "props": {
            "value": each.value,
            "content": each.label,
            "disabled": each.is_disabled,
            "selected": each.value == chosen,
        },
    }
