"""What widgets take: their props, their handlers, and the States that they are bound to."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import Any

from cacao import Component, Computed, Event, State
from cacao.ui import (
    Badge,
    Button,
    Checkbox,
    Column,
    DateInput,
    DateRange,
    FileUpload,
    NumberInput,
    Pagination,
    RowAction,
    Slider,
    Switch,
    Table,
    TableColumn,
    TablePage,
    TableQuery,
    Tabs,
    TagsInput,
    TextInput,
    TimeInput,
    UploadedFile,
)

yes = State(False)
whole = State(0)
number = State(0.5)
money = State(Decimal("9.5"))
text = State("")
day: State[date | None] = State(None)
hour = State(time(8))
tags: State[list[str]] = State([])
files: State[list[UploadedFile]] = State([])
either: State[int | None] = State(None)
anything: State[Any] = State(0)

Slider("Price", bind=number)
Slider("Price", number, min=whole, max=lambda: 10, value=3)
Slider("Price", bind=whole)
Slider("Price", bind=either)
Slider("Price", bind=anything)
Slider("Price", bind=State(0))
Slider("Price", bind=text)  # error: arg-type reportArgumentType
Slider("Price", bind=yes)  # error: arg-type reportArgumentType
Slider("Price", bind=0.5)  # error: arg-type reportArgumentType
Slider("Price", bind=number.value)  # error: arg-type reportArgumentType
Slider("Price", steps=2)  # error: call-arg reportCallIssue
NumberInput("Price", bind=money, min=0, max=Decimal(10))
NumberInput("Price", bind=text)  # error: arg-type reportArgumentType
Checkbox("Milk", bind=yes)
Switch("Milk", value=True)
Checkbox("Milk", bind=whole)  # error: arg-type reportArgumentType
Switch("Milk", bind=text)  # error: arg-type reportArgumentType
TextInput("Name", bind=text, placeholder="Ann")
TextInput("Name", bind=whole)  # error: arg-type reportArgumentType
DateInput("Day", bind=day, min=date(2026, 1, 1))
DateInput("Day", bind=whole)  # error: arg-type reportArgumentType
TimeInput("Hour", bind=hour)
TimeInput("Hour", bind=day)  # error: arg-type reportArgumentType
DateRange("Days", bind=State((date(2026, 1, 1), date(2026, 2, 1))))
TagsInput("Tags", bind=tags)
TagsInput("Tags", bind=text)  # error: arg-type reportArgumentType
Pagination(30, bind=State(1, url="page"))
Pagination(30, bind=text)  # error: arg-type reportArgumentType


def save(event: Event) -> None: ...
async def save_later() -> None: ...
def too_much(event: Event, row: int) -> None: ...
def check(event: Event[UploadedFile]) -> None: ...


Button("Save", on_click=save, variant="outline", disabled=Computed(lambda: whole.value > 3))
Button("Save", on_click="save")
Button("Save", on_click=save_later)
Button("Save", on_click=lambda: whole.set(0))
Button("Save", on_click=lambda event: print(event))
Button("Save", on_click=too_much)  # error: arg-type reportArgumentType
Button("Save", on_click=5)  # error: arg-type reportArgumentType
Button("Save", variant="loud")  # error: arg-type reportArgumentType
Button("Save", on_klick=save)  # error: call-arg reportCallIssue
Button("Save", theme="ocean", style={"color": "red"}, class_name=["a", "b"], key="save")
Badge(lambda: whole.value, tone="success")
Badge("New", tone=lambda: "success" if yes.value else "danger")
FileUpload("Receipts", bind=files, multiple=True, on_upload=check, accept=[".pdf"])
FileUpload("Receipts", bind=tags)  # error: arg-type reportArgumentType
FileUpload("Receipts", max_files="5")  # error: arg-type reportArgumentType


class Side(Component):
    def render(self) -> dict[str, Any]:
        return {"type": "aside"}


Column([Side(), Badge("a"), {"type": "p"}, "text", None, [Badge("b")]])
Column(object())  # error: arg-type reportArgumentType
Tabs([{"label": "One", "content": Side()}, "Two"], bind=text)
Tabs(["One"], bind=whole)  # error: arg-type reportArgumentType


def numbers(query: TableQuery) -> TablePage:
    return TablePage([{"id": query.offset}], total=1)


def open_row(row: dict[str, Any]) -> None: ...


beans = [{"id": 1, "bean": "Sidamo", "price": 9.5}]
Table(["id", TableColumn("price", type="currency", sortable=True), {"name": "bean"}], beans)
Table(["id"], source=numbers, on_row_click=open_row, page_size=10)
Table(["id"], rows=State([{"id": 1}]), actions=[RowAction("Open", open_row)])
Table(["id"], rows=lambda: beans, row_key="id", bind_page=State(1), selection="multiple", bind=tags)
Table(columns=5)  # error: arg-type reportArgumentType
Table(["id"], rows=5)  # error: arg-type reportArgumentType
Table(["id"], beans, selection="many")  # error: arg-type reportArgumentType
TableColumn("price", kind="currency")  # error: call-arg reportCallIssue
TableColumn("price", type="money")  # error: arg-type reportArgumentType
