"""Kinds: the types of props that many widgets share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, time, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any, Literal, TypeAlias, TypeVar
from uuid import UUID

from cacao_kernel import Computed, State

T = TypeVar("T")

Reactive: TypeAlias = T | State[T] | Computed[T] | Callable[[], T]
"""A value, or what gives one and is followed: a State, a Computed, or a function without arguments."""

Followed: TypeAlias = State[Any] | Computed[Any] | Callable[[], Any]
"""What gives a value and is followed, where it may give one of several types: a State holds just one."""

Text: TypeAlias = str | int | float | Decimal | date | time | timedelta | UUID | Enum | Followed | None
"""What can be read: a text, a number, a date."""

Handler: TypeAlias = str | Callable[..., Any]
"""What answers an event: the name given to ``@app.event("…")``, or a function."""

Child: TypeAlias = Any
"""What may stand in a node: a node, a widget or component, a text, a number, None, or a list of these."""

Style: TypeAlias = Mapping[str, Any]
"""CSS properties, ``fontSize`` or ``font-size``; plain numbers are pixels."""

Tone: TypeAlias = Literal["neutral", "primary", "secondary", "accent", "success", "warning", "danger", "info"]
"""What a colour means."""

Size: TypeAlias = Literal["small", "medium", "large"]
