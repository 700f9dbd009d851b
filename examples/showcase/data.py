"""Demos of what shows data."""

from __future__ import annotations

from functools import partial
from typing import Any

from cacao import Event, State
from cacao.ui import (
    Badge,
    JsonView,
    KeyValue,
    List,
    ListItem,
    Log,
    LogView,
    Metric,
    RowAction,
    Table,
    TableColumn,
    Timeline,
    TimelineItem,
    Tree,
    TreeItem,
    toast,
)

orders = State([12, 14, 13, 17, 16, 19])
opened = State("ann")
PEOPLE = {"ann": "Ann Baker", "bob": "Bob Stone", "cleo": "Cleo Reed"}


def sell() -> None:
    """Count another order."""
    orders.set([*orders.value[-11:], orders.value[-1] + 3])


def open_person(event: Event) -> None:
    """Note whom the visitor has chosen."""
    opened.set(event.params["who"])


def list() -> Any:
    """Choose somebody from a list."""
    return List(
        [
            ListItem(
                name,
                text=f"{who}@example.com",
                icon="user",
                meta=Badge("open", tone="primary") if opened.value == who else None,
                on_click=open_person,
                params={"who": who},
                selected=opened.value == who,
                key=who,
            )
            for who, name in PEOPLE.items()
        ],
        framed=True,
    )


def key_value() -> Any:
    """Tell what is known of a parcel."""
    return KeyValue({"Parcel": "CX-2209", "Weight": "1.2 kg", "Insured": True, "Signed by": None})


def metric() -> Any:
    """Follow the orders of a shop."""
    return [
        Metric(
            "Orders today",
            lambda: orders.value[-1],
            delta=lambda: orders.value[-1] - orders.value[0],
            trend=orders,
            icon="shopping-cart",
            note="since this morning",
        ),
        {"type": "button", "props": {"label": "Sell", "on_click": sell}},
    ]


def timeline() -> Any:
    """Tell how far a parcel has come."""
    return Timeline(
        [
            TimelineItem("Ordered", time="Mon, 10:02", icon="shopping-cart", tone="primary"),
            TimelineItem("Sent", time="Tue, 08:40", text="From the roastery in Bergen", icon="truck"),
            TimelineItem("Held up by snow", time="Wed, 13:15", tone="warning"),
            TimelineItem("At your door", time="Thursday", tone="neutral"),
        ]
    )


chosen = State([2])


def table() -> Any:
    """Look through the beans of a roastery."""
    beans = ["Kilimanjaro", "Sidamo", "Huila", "Cerrado", "Antigua", "Mandheling", "Yirgacheffe"]
    stocks = ["plenty", "low", "none"]
    rows = [
        {"id": n, "bean": beans[n % 7], "lot": 2200 + n, "price": 8.5 + n % 5, "stock": stocks[n % 3]}
        for n in range(60)
    ]
    return Table(
        [
            TableColumn("bean", sortable=True, filterable=True),
            TableColumn("lot", type="number", format="d", sortable=True),
            TableColumn("price", type="currency", format="EUR", sortable=True, filterable=True),
            TableColumn("stock", type="badge", choices=stocks, tones={"low": "warning", "none": "danger"}),
        ],
        rows,
        caption="Beans",
        searchable=True,
        page_size=5,
        page_sizes=(5, 10, 20),
        selection="multiple",
        bind=chosen,
        actions=[RowAction("Order", lambda row: toast(f"{row['bean']} is ordered."), icon="shopping-cart")],
    )


order = {
    "id": 1042,
    "paid": True,
    "coupon": None,
    "customer": {"name": "Ann Baker", "tags": ["regular", "wholesale"]},
    "lines": [{"bean": "Sidamo", "kg": 2.5}, {"bean": "Huila", "kg": 1}],
}


def json_view() -> Any:
    """Look into an order as a web service sends it."""
    return JsonView(order, open_depth=2)


log = Log(most=200)
log.write("The roastery opens.", "debug")
log.write("Batch 7 is in the drum.")


def note_warning() -> None:
    """Write a line, as any code of the app may."""
    log.write("The drum is 4 °C too hot.", "warning")


def log_view() -> Any:
    """Watch what a roastery does."""
    return [
        LogView(log, label="Roastery", height=180),
        {"type": "button", "props": {"label": "Heat up", "on_click": note_warning}},
    ]


origin = State("Sidamo")


def farms_of(country: str) -> Any:
    """Return the farms of a country; it is asked when that is opened."""
    return {"Ethiopia": ["Sidamo", "Yirgacheffe"], "Colombia": ["Huila", "Nariño"]}[country]


def tree() -> Any:
    """Choose where the beans are to come from."""
    countries = [
        TreeItem(country, icon="globe", children=partial(farms_of, country))
        for country in ("Ethiopia", "Colombia")
    ]
    return [
        Tree(countries, "Origins", bind=origin, opened=["Ethiopia"]),
        {"type": "p", "props": {"content": lambda: f"From {origin.value}"}},
    ]
