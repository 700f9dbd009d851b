"""Column: what a table shows of each row, and how it is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import Enum
from types import MappingProxyType
from typing import Any, Literal

from cacao_kernel import CacaoError, Component, Piece

from ..captions import caption
from ..icon_set import find_icon
from ..kinds import Child
from ..props import HasProps, read_parts
from ..text.badge import is_long
from .cell import is_missing, value_of
from .figure import as_number, spell_number

Type = Literal[
    "text", "number", "date", "datetime", "bool", "badge", "link", "image", "currency", "percent", "custom"
]
NUMBERS = frozenset({"number", "currency", "percent"})
DATES = frozenset({"date", "datetime"})

_SIGNS = MappingProxyType({"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "INR": "₹"})
_DATE_FORMATS = MappingProxyType({"date": "%Y-%m-%d", "datetime": "%Y-%m-%d %H:%M"})


class TableColumn(HasProps):
    """One column of a table.

    Args:
        name: the entry or attribute of each row that it shows.
        label: what stands above it; by default its name in plain words.
        type: what its values are; it says how they are written, aligned and filtered.
        format: how they are written: a function of the value; or for numbers a format such as ``",.2f"``,
            for dates one such as ``"%d.%m.%Y"``, for currencies a code such as ``"EUR"``.
        align: to which side.
        sortable: whether visitors may sort by it.
        filterable: whether visitors may filter by it.
        choices: the values that its filter offers.
        width: how wide it is: a number of pixels, or a length.
        render: a function of the row that returns what is shown, such as a widget.
        href: where a link leads: the name of another entry, or a function of the row.
        tones: of badges what each value's colour means.
    """

    name: str
    label: str | None = None
    type: Type = "text"
    format: str | Callable[[Any], object] | None = None
    align: Literal["start", "center", "end"] | None = None
    sortable: bool = False
    filterable: bool = False
    choices: Sequence[object] = ()
    width: int | str | None = None
    render: Callable[[Any], Child] | None = None
    href: str | Callable[[Any], str] | None = None
    tones: Mapping[Any, str] = MappingProxyType({})

    @property
    def title(self) -> str:
        """What stands above it."""
        if self.label is not None:
            return self.label
        return caption(self.name)

    @property
    def side(self) -> str:
        """To which side its values stand."""
        return self.align or ("end" if self.type in NUMBERS else "start")

    @property
    def kind(self) -> str | None:
        """How its values may be laid out: ``"figure"`` for what never breaks, ``"text"`` for what may."""
        if self.render is not None:
            return None
        is_figure = self.type in NUMBERS or self.type in DATES
        return "figure" if is_figure else "text" if self.type in ("text", "link") else None

    def spell(self, value: Any) -> str:
        """Return a value as it is read."""
        if is_missing(value):
            return ""
        if isinstance(value, Enum):
            value = value.value
        if callable(self.format):
            return str(self.format(value))
        if self.type in NUMBERS and (number := number_of(value)) is not None:
            return self._spell_number(number)
        if self.type in DATES or isinstance(value, date):
            return self._spell_date(value)
        return str(value)

    @property
    def is_in_hundredths(self) -> bool:
        """Whether 0.25 is read as 25, as percents are."""
        return self.type == "percent" and not (isinstance(self.format, str) and "%" not in self.format)

    def show(self, row: Any, yes: str, no: str) -> Any:
        """Return what stands in the column's cell of a row.

        Args:
            row: the row.
            yes: what is said of what is true.
            no: what is said of what is not.
        """
        if self.render is not None:
            return self.render(row)
        value = value_of(row, self.name)
        if is_missing(value):
            return "–"
        if value == "":
            return None
        if isinstance(value, Piece | Component):
            return value
        text = self.spell(value)
        if self.type in NUMBERS:  # its sign and unit stay on their sides on a page from right to left
            return {"type": "bdi", "props": {"dir": "ltr"}, "children": [text]}
        if self.type == "bool":
            kind = "yes" if value else "no"
            icon = find_icon("check" if value else "minus", label=yes if value else no)
            return {"type": "span", "props": {"class": "cacao-table-bool", "data_is": kind}, "children": icon}
        if self.type == "badge":
            plain = value.value if isinstance(value, Enum) else value
            tone = self.tones.get(value) or self.tones.get(plain) or "neutral"
            props = {"class": "cacao-badge", "data_tone": tone, "data_long": is_long(text)}
            return {"type": "span", "props": props, "children": [text]}
        if self.type == "link":
            return {"type": "a", "props": {"href": self._address(row, value)}, "children": [text]}
        if self.type == "image":
            return {"type": "img", "props": {"class": "cacao-table-image", "src": str(value), "alt": ""}}
        return text

    def _address(self, row: Any, value: Any) -> str:
        if callable(self.href):
            return self.href(row)
        return str(value if self.href is None else value_of(row, self.href) or "")

    def _spell_number(self, value: float | Decimal) -> str:
        form = self.format if isinstance(self.format, str) else ""
        if self.type == "currency":
            code = form or "USD"
            sign = _SIGNS.get(code, f"{code}\u00a0")
            return f"{'−' if value < 0 else ''}{sign}{abs(value):,.2f}"
        if self.type == "percent":
            return f"{spell_number(float(value) * 100)}%" if not form else format(value, form)
        return format(value, form) if form else spell_number(value)

    def _spell_date(self, value: Any) -> str:
        kind = "datetime" if self.type == "datetime" or isinstance(value, datetime) else "date"
        if isinstance(value, str):  # as databases and JSON have it
            try:
                value = datetime.fromisoformat(value)
            except ValueError:
                return str(value)
        if not isinstance(value, date):
            return str(value)
        return value.strftime(self.format if isinstance(self.format, str) else _DATE_FORMATS[kind])


def number_of(value: Any) -> float | Decimal | None:
    """Return a number, which databases and JSON may have as a text; None if it is none."""
    if not isinstance(value, str):
        return as_number(value)
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def read_columns(given: Sequence[Any]) -> list[TableColumn]:
    """Return columns that may be given as objects, as dicts or, in short, as names.

    Raises:
        CacaoError: if one is none, or two have one name.
    """
    columns = read_parts("Table.columns", given, TableColumn, "name")
    names = [column.name for column in columns]
    for name in names:
        if names.count(name) > 1:
            raise CacaoError(f'a table has two columns "{name}"', cure="Give each a name of its own.")
    return columns
