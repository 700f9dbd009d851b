"""Fields: how the value of a State becomes that of a field it is bound to, and the other way round."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, cast

from .bounds import parse_moment, takes_moment, takes_number, takes_text
from .edits import Shown, input_type, is_checkable, option_value, options
from .errors import TreeError, shorten
from .node import TEXT, Node
from .payload import parse_number
from .state import State

TAGS = ("input", "textarea", "select")

NUMBERS = ("number", "range")
_MOMENTS = ("date", "time", "datetime-local", "month", "week")
_NO_VALUES = ("file", "button", "submit", "reset", "image")
_COLOR = re.compile(r"#[0-9a-f]{6}")
_UNFIT: Any = object()


def bound_kind(node: Node) -> str:
    """Return the kind of event at which a bound field's State is set; empty if it cannot be bound."""
    if node.tag not in TAGS or (node.tag == "input" and input_type(node) in _NO_VALUES):
        return ""
    if node.tag == "select" or is_checkable(node) or (node.tag == "input" and input_type(node) in _MOMENTS):
        return "change"
    return "input"


def unlike(node: Node, value: object) -> str:
    """Return what is odd about the value that a field is bound to, or an empty string."""
    is_box = node.tag == "input" and input_type(node) == "checkbox"
    is_text = (
        node.tag != "select" and not is_checkable(node) and input_type(node) not in (*NUMBERS, *_MOMENTS)
    )
    if is_text and isinstance(value, bool | int | float | Decimal):
        return f'this field will set text where now is {shorten(value)}; a number\'s is type="number"'
    if is_box and not isinstance(value, bool | list | tuple | set | frozenset | None):
        return f"this checkbox will set True or False where now is {shorten(value)}"
    if (
        node.tag == "input"
        and input_type(node) in _MOMENTS
        and not isinstance(value, str | date | time | None)
    ):
        return f"this field will set a date, time or text where now is {shorten(value)}"
    return ""


def paint_bound(node: Node, value: Any, where: str) -> None:
    """Let a field show the value of the State it is bound to.

    Raises:
        TreeError: if the field cannot show this value.
    """
    node.is_bound = True
    if is_checkable(node):
        own = node.attributes.get("value")
        if isinstance(value, list | tuple | set | frozenset):
            chosen = own is not None and own in map(str, cast(Any, value))
        else:
            chosen = str(value) == own if input_type(node) == "radio" else bool(value)
        node.attributes.pop("checked", None)
        if chosen:
            node.attributes["checked"] = ""
    elif node.tag == "select":
        several = list(map(str, value)) if isinstance(value, list | tuple | set | frozenset) else [str(value)]
        offered = options(node)
        for option in offered:
            option.attributes.pop("selected", None)
        for option in offered:
            if option_value(option) in several and value is not None:
                option.attributes["selected"] = ""
                if "multiple" not in node.attributes:
                    break
    else:
        text = _spell(node, value)
        if text is None:
            raise TreeError("a field cannot show this", where=where, expected="a text", got=shorten(value))
        if node.tag == "textarea":
            node.children = [Node(TEXT, text)] if text else []
            node.settle()
        else:
            node.attributes["value"] = text


def _spell(node: Node, value: object) -> str | None:
    """Return a value as the field's text; None if it has none."""
    if value is None:
        return ""
    kind = input_type(node)
    if node.tag == "input" and kind == "month" and isinstance(value, date):
        return f"{value:%Y-%m}"
    if node.tag == "input" and kind == "week" and isinstance(value, date):
        year, week, _ = value.isocalendar()
        return f"{year:04}-W{week:02}"
    if isinstance(value, datetime):
        value = value.replace(tzinfo=None)
        if kind == "date":
            return value.date().isoformat()
    if isinstance(value, datetime | time):
        text = value.replace(tzinfo=None).isoformat(timespec="milliseconds" if value.microsecond else "auto")
        return text.removesuffix(":00") if text.count(":") > 1 else text
    if isinstance(value, float) and value.is_integer():
        return str(int(value))  # "1.0" would stand in the way of who goes on to type "15"
    if not isinstance(value, str | int | float | Decimal | date):
        return None
    text = str(value).replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    text = text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    return text if node.tag == "textarea" else text.replace("\n", "")


def write_bound(node: Node, state: State[Any], held: Shown, told: Mapping[str, Any]) -> None:
    """Give a State what its field holds by now; leave it as it is if that does not fit.

    Args:
        node: the field.
        state: the State it is bound to.
        held: what the field shows.
        told: the event's payload, checked.
    """
    value = _UNFIT
    present = state.value
    if not told.get("bad") and "readonly" not in node.attributes:
        if is_checkable(node):
            value = _read_box(node, present, held is True)
        elif node.tag == "select":
            value = _read_choice(node, present, cast("list[str]", held))
        elif isinstance(held, str):
            value = _read_text(node, state, held)
    if value is not _UNFIT:
        state.set(value)


def _read_box(node: Node, present: Any, checked: bool) -> Any:
    own = node.attributes.get("value")
    if input_type(node) == "radio":
        return _like(present, own or "on") if checked else _UNFIT
    if not isinstance(present, list | tuple | set | frozenset):
        return checked
    if own is None:
        return _UNFIT
    kept = [item for item in cast(Any, present) if str(item) != own]
    if checked:
        kept.append(_like(next(iter(present), ""), own))
        kept = kept if len(kept) > len(present) else list(cast(Any, present))
    return type(cast(Any, present))(kept)


def _read_choice(node: Node, present: Any, chosen: list[str]) -> Any:
    offered = {option_value(option) for option in options(node) if "disabled" not in option.attributes}
    if not offered.issuperset(chosen):
        return _UNFIT
    if isinstance(present, list | tuple | set | frozenset):
        example = next(iter(cast(Any, present)), "")
        return type(cast(Any, present))([_like(example, text) for text in chosen])
    return _like(present, chosen[0]) if len(chosen) == 1 else _UNFIT


def _like(example: Any, text: str) -> Any:
    """Return what the value of a box or an option stands for: a number, where the example is one."""
    if isinstance(example, bool) or not isinstance(example, int | float):
        return text
    number = parse_number(text)
    if number is None:
        return text
    return float(number) if isinstance(example, float) else number


def _read_text(node: Node, state: State[Any], text: str) -> Any:
    kind = input_type(node) if node.tag == "input" else ""
    example = state.value
    if example is None and kind in (*NUMBERS, *_MOMENTS):
        example = state.first_cell().value  # a field that was emptied is filled again as it was
    if kind in NUMBERS:
        return _read_number(node, example, text, state)
    if kind in _MOMENTS:
        return _read_moment(None if state.is_draft else node, kind, example, text)
    if kind == "color":
        return text.lower() if _COLOR.fullmatch(text.lower()) else _UNFIT
    if node.tag == "input" and ("\n" in text or "\r" in text):
        return _UNFIT
    return text if state.is_draft or takes_text(node, text, state.value) else _UNFIT


def _read_number(node: Node, example: Any, text: str, state: State[Any]) -> Any:
    is_range = input_type(node) == "range"
    if not text:
        return _UNFIT if is_range else None
    number = parse_number(text)
    is_any = state.is_draft and not is_range  # nobody can pull a slider beyond its ends
    if number is None or not (is_any or takes_number(node, text, state.value)):
        return _UNFIT
    if isinstance(example, Decimal):
        return Decimal(text)
    if isinstance(example, float):
        return float(number)
    if isinstance(number, float) and isinstance(example, int) and "step" not in node.attributes:
        return int(number) if number.is_integer() else _UNFIT
    return number


def _read_moment(within: Node | None, kind: str, example: Any, text: str) -> Any:
    if not text:
        return "" if isinstance(example, str) else None
    try:
        moment = parse_moment(kind, text)
    except ValueError:
        return _UNFIT
    if within is not None and not takes_moment(within, kind, moment):
        return _UNFIT
    if isinstance(example, datetime):
        if isinstance(moment, datetime):
            return moment.replace(tzinfo=example.tzinfo)
        return _UNFIT if isinstance(moment, time) else datetime(moment.year, moment.month, moment.day)
    if isinstance(example, time) and isinstance(moment, time):
        return moment.replace(tzinfo=example.tzinfo)
    return moment if isinstance(example, date) and isinstance(moment, date) else text
