"""Kinds: the types of props that many widgets share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypeVar
from uuid import UUID

from cacao_kernel import Child as Child
from cacao_kernel import Computed, State
from cacao_kernel import Theme as Theme

if TYPE_CHECKING:
    from cacao_kernel import Event, HandlerFunction, Holds

    from .files.uploaded import UploadedFile

T = TypeVar("T")

if TYPE_CHECKING:
    # Where it is only read, a State of whole numbers will do for one of numbers.
    Reactive: TypeAlias = T | Holds[T] | Callable[[], T]
    """A value, or what gives one and is followed: a State, a Computed, or a function without arguments."""

    Begins: TypeAlias = T | Holds[T | None] | Callable[[], T | None] | None
    """What an input begins with."""

    Handler: TypeAlias = str | HandlerFunction
    """What answers an event: the name given to ``@app.event("…")``, or a function."""

    UploadHandler: TypeAlias = str | Callable[[Event[UploadedFile]], object] | Callable[[], object]
    """What answers a file that is there."""

    RowHandler: TypeAlias = str | Callable[[Any], object] | Callable[[], object]
    """What is done with a row: the name of an event, or a function that is given the row."""

    ClassName: TypeAlias = Reactive[str | Sequence[str | None] | None] | Sequence[Reactive[str | None]]
    """Classes of an element: a text, or several."""
else:
    Reactive = T | State[T] | Computed[T] | Callable[[], T]
    Handler = RowHandler = UploadHandler = str | Callable[..., Any]
    ClassName = Any

    class Begins:
        """What an input begins with; what is wrong with it is told where it is drawn."""

        def __class_getitem__(cls, kind: object) -> object:
            """Let it be anything."""
            return Any


Followed: TypeAlias = State[Any] | Computed[Any] | Callable[[], Any]
"""What gives a value and is followed, where it may give one of several types: a State holds just one."""

Text: TypeAlias = str | int | float | Decimal | date | time | timedelta | UUID | Enum | Followed | None
"""What can be read: a text, a number, a date."""

Style: TypeAlias = Mapping[str, Any]
"""CSS properties, ``fontSize`` or ``font-size``; plain numbers are pixels."""

Tone: TypeAlias = Literal["neutral", "primary", "secondary", "accent", "success", "warning", "danger", "info"]
"""What a colour means."""

Size: TypeAlias = Literal["small", "medium", "large"]

TextState: TypeAlias = State[str] | State[str | None]
"""Holds a text."""

YesState: TypeAlias = State[bool] | State[bool | None]
"""Holds True or False."""

NumberState: TypeAlias = (
    State[int]
    | State[float]
    | State[Decimal]
    | State[int | float]
    | State[int | None]
    | State[float | None]
    | State[Decimal | None]
    | State[int | float | None]
)
"""Holds a number."""

DateState: TypeAlias = State[date] | State[date | None] | State[datetime] | State[datetime | None] | TextState
"""Holds a day, or its text."""

TimeState: TypeAlias = State[time] | State[time | None] | TextState
"""Holds a time of the day, or its text."""

MomentState: TypeAlias = State[datetime] | State[datetime | None] | TextState
"""Holds a day and a time, or their text."""

DaysState: TypeAlias = (
    State[tuple[date, date]]
    | State[tuple[date | None, date | None]]
    | State[tuple[date, date] | None]
    | State[tuple[date | None, date | None] | None]
)
"""Holds two days."""

TextsState: TypeAlias = State[list[str]] | State[tuple[str, ...]] | State[list[str] | None]
"""Holds several texts."""

Parts: TypeAlias = Sequence[T | Mapping[str, Any] | str] | list[Any]
"""Parts of a widget, as objects, as dicts of their props, or in short as texts; a list that was made
elsewhere, of dicts that are not alike, is to a checker one of anything."""

Items: TypeAlias = Sequence[object]
"""What a list of the developer's is made of: dicts with a ``label``, or labels alone."""
