"""Inputs: which input stands for a blank of a form, and what it is given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any

from cacao_kernel import CacaoError, State, nearest

from .. import inputs
from ..inputs.field import Field
from .blank import Blank, spell_choice


def input_types() -> Mapping[str, type[Field]]:
    """Return the inputs there are, by their types."""
    found = (getattr(inputs, name) for name in inputs.__all__)
    return {each.node_type: each for each in found if isinstance(each, type) and issubclass(each, Field)}


def draw_blank(blank: Blank, state: State[Any], error: State[str], say: Callable[..., str]) -> Field:
    """Return the input that stands for a blank.

    Args:
        blank: what is to be filled in.
        state: what the input is bound to.
        error: what is wrong with it.
        say: what the form says.

    Raises:
        CacaoError: if there is no such input.
    """
    known = input_types()
    if blank.widget not in known:
        cure = nearest(blank.widget, known) or f"There are {', '.join(known)}."
        raise CacaoError(f'there is no input "{blank.widget}" for {blank.name}', cure=cure)
    widget = known[blank.widget]
    props: dict[str, Any] = {
        "label": blank.label,
        "bind": state,
        "error": error,
        "name": blank.name,
        "required": blank.required,
    }
    taken = widget.props()
    props |= {name: value for name, value in blank.options.items() if name in taken and name != "options"}
    if "unit" in blank.options and "unit" not in taken and "suffix" in taken:
        props["suffix"] = blank.options["unit"]
    if "options" in taken and blank.offered:
        props["options"] = _offer(blank)
    if blank.widget == "select" and (not blank.required or blank.begins is None):
        props.setdefault("placeholder", say("form_choose_one") if blank.required else "–")
    return widget(**props)


def _offer(blank: Blank) -> list[tuple[str, str]]:
    """Return what may be chosen, with what it is called."""
    labels = blank.options.get("options")
    called = labels if isinstance(labels, Mapping) else {}
    offered: list[tuple[str, str]] = []
    for text, value in blank.offered.items():
        own = value.name.lower() if isinstance(value, Enum) else text
        label = called.get(value, called.get(text, own.replace("_", " ")))
        offered.append((spell_choice(text), f"{label[:1].upper()}{label[1:]}"))
    return offered
