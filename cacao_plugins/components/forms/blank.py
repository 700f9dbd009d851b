"""Blank: one field of a form to be filled in, and what may stand in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from enum import Enum
from math import isfinite
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from ..inputs.pin_input import PinInput

Kind = Literal[
    "text",
    "whole",
    "number",
    "decimal",
    "yes",
    "date",
    "time",
    "moment",
    "choice",
    "choices",
    "list",
    "pair",
    "any",
]


_EXAMPLES: Mapping[str, Any] = MappingProxyType(
    {
        "text": "",
        "yes": False,
        "number": 0.0,
        "whole": 0.0,  # whether it is whole is told by the form, not by the field
        "decimal": Decimal(0),
        "date": date.min,
        "time": time.min,
        "moment": datetime.min,
        "choice": "",
        "choices": [],
        "list": [],
    }
)
_EMAIL = re.compile(r"[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+")
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[^\s/?#]\S*")


class WrongError(Exception):
    """What is filled in is wrong.

    Args:
        key: of the text that says why.
        values: what stands in that text.
    """

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


class Blank(NamedTuple):
    """One field of a form.

    Attributes:
        name: what it is called among the fields.
        label: what it is called by people.
        kind: what may stand in it.
        widget: the type of the input.
        required: whether it must be filled in.
        is_optional: whether it is None while it is empty.
        begins: what it begins with.
        offered: what may be chosen, by the text that stands for it.
        options: what else is said of it: ``min``, ``help``, ``placeholder`` …
    """

    name: str
    label: str
    kind: Kind
    widget: str
    required: bool = True
    is_optional: bool = False
    begins: Any = None
    offered: Mapping[str, Any] = MappingProxyType({})
    options: Mapping[str, Any] = MappingProxyType({})

    @property
    def like(self) -> Any:
        """What the field holds is like, for a State that follows it."""
        return _EXAMPLES.get(self.kind)

    def show(self, value: Any) -> Any:
        """Return a value as the input takes it; a slider always shows one."""
        if self.widget in ("slider", "range-slider"):
            return self._on_track(value)
        if value is None:
            return [] if self.kind in ("choices", "list") else "" if self.kind in ("text", "choice") else None
        if self.kind == "choice":
            return spell_choice(value)
        if self.kind == "choices":
            return [spell_choice(each) for each in value]
        return list(value) if self.kind == "list" else value

    def read(self, held: Any) -> Any:
        """Return the value that an input holds.

        Raises:
            WrongError: if it holds none that may stand here.
            ValueError: the same, with the developer's own words.
        """
        if self.widget in ("slider", "range-slider"):
            held = self._on_track(held)
        if held in (None, "", [], ()) or (isinstance(held, str) and not held.strip() and self.required):
            return self._read_nothing(held)
        value = self._convert(held)
        if self.required and value is False:
            raise WrongError("form_tick")
        if self.required and _is_partial(value):
            raise WrongError("form_required")
        self._check_size(value)
        if isinstance(value, str):
            self._check_text(value)
        return value

    def _on_track(self, value: Any) -> Any:
        """Return what a slider shows: where nothing is chosen, the end of its track."""
        ends = (self.options.get("min", 0), self.options.get("max", 100))
        if self.widget == "slider":
            return ends[0] if value is None else value
        if value and None not in value:
            return value
        return tuple(
            end if one is None else one for one, end in zip(value or (None, None), ends, strict=True)
        )

    def _read_nothing(self, held: Any) -> Any:
        if self.required:
            raise WrongError(_MISSING.get(self.kind, "form_required"))
        if self.is_optional:
            return None
        if self.kind in ("choices", "list"):
            return []
        if self.kind == "yes":
            return False  # nobody has touched the box
        if self.kind in ("text", "any", "pair"):
            return held
        raise WrongError("form_required")

    def _convert(self, held: Any) -> Any:
        convert = _CONVERSIONS.get(self.kind)
        try:
            if self.kind == "choice":
                return self.offered[str(held)] if self.offered else held
            if self.kind == "choices":
                return [self.offered[str(each)] if self.offered else each for each in held]
            return convert(held) if convert is not None else held
        except (KeyError, ValueError, TypeError, InvalidOperation, OverflowError):
            raise WrongError(_WRONG.get(self.kind, "form_wrong")) from None

    def _check_size(self, value: Any) -> None:
        low, high = self.options.get("min"), self.options.get("max")
        if self.kind in ("date", "time", "moment"):
            if low is not None and value < low:
                raise WrongError("form_too_early", min=low)
            if high is not None and value > high:
                raise WrongError("form_too_late", max=high)
        elif isinstance(value, int | float | Decimal):
            if low is not None and value < low:
                raise WrongError("form_too_small", min=low)
            if high is not None and value > high:
                raise WrongError("form_too_large", max=high)
            self._check_step(value, low)

    def _check_step(self, value: float | Decimal, low: Any) -> None:
        step = self.options.get("step")
        if not step or self.widget != "number-input":  # no other lets anything else be chosen
            return
        begins = self.begins if isinstance(self.begins, int | float | Decimal) else 0
        # Counted as browsers do: from the least value, else from what it was, or from 0.
        bases = [low] if low is not None else [0, begins]
        exact = Decimal(str(step))
        try:
            if all((Decimal(str(value)) - Decimal(str(base))) % exact for base in bases):
                raise WrongError("form_step", step=step)
        except InvalidOperation:  # further away than can be told
            raise WrongError("form_step", step=step) from None

    def _check_text(self, value: str) -> None:
        shortest, longest = self.options.get("min_length"), self.options.get("max_length")
        if self.widget == "pin-input":
            length = self.options.get("length", PinInput.length)
            if len(value) != length:
                raise WrongError("form_pin", length=length)
        if shortest is not None and len(value) < shortest:
            raise WrongError("form_too_short", min=shortest)
        if longest is not None and len(value) > longest:
            raise WrongError("form_too_long", max=longest)
        pattern = self.options.get("pattern")
        if pattern is not None and not re.fullmatch(pattern, value):
            if message := self.options.get("pattern_message"):
                raise ValueError(message)
            raise WrongError("form_wrong")
        if self.widget == "url-input" and not _URL.fullmatch(value):
            raise WrongError("form_url")
        if self.widget == "email-input" and not _EMAIL.fullmatch(value):
            raise WrongError("form_email")


def spell_choice(value: Any) -> str:
    """Return the text that stands for what may be chosen."""
    return str(value.value if isinstance(value, Enum) else value)


def _is_partial(value: Any) -> bool:
    return isinstance(value, tuple | list) and any(part is None for part in value)


def _whole(held: Any) -> int:
    if int(held) != held:
        raise ValueError(held)
    return int(held)


def _number(held: Any) -> float:
    number = float(held)
    if not isfinite(number):
        raise ValueError(held)
    return number


def _yes(held: Any) -> bool:
    if not isinstance(held, bool):
        raise TypeError
    return held


def _moment(kind: type) -> Callable[[Any], Any]:
    def read(held: Any) -> Any:
        if type(held) is not kind:
            raise TypeError
        return held

    return read


_CONVERSIONS: Mapping[str, Callable[[Any], Any]] = MappingProxyType(
    {
        "text": str,
        "whole": _whole,
        "number": _number,
        "decimal": lambda held: held if isinstance(held, Decimal) else Decimal(str(held)),
        "yes": _yes,
        "date": _moment(date),
        "time": _moment(time),
        "moment": _moment(datetime),
        "list": lambda held: [str(each) for each in held],
    }
)
_MISSING: Mapping[str, str] = MappingProxyType(
    {"choice": "form_choose", "choices": "form_choose", "yes": "form_tick"}
)
_WRONG: Mapping[str, str] = MappingProxyType(
    {
        "whole": "form_whole",
        "number": "form_number",
        "decimal": "form_number",
        "choice": "form_choose",
        "choices": "form_choose",
    }
)
