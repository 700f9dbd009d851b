"""An admin for the customers in a SQLite file: searched, sorted, added, changed, deleted and saved as a file.

Run it with ``python examples/crud_example.py``. The file is a temporary one, or the one that
``CUSTOMERS_DB`` names. Whoever looks at the list sees at once what others change in it.
"""

from __future__ import annotations

import os
import random
import sqlite3
import tempfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from cacao import App, State
from cacao.ui import (
    AppBar,
    Button,
    Container,
    Dialog,
    Form,
    RowAction,
    Table,
    TableColumn,
    TablePage,
    TableQuery,
    toast,
)

FILE = Path(os.environ.get("CUSTOMERS_DB") or Path(tempfile.mkdtemp()) / "customers.db")
PLANS = ["free", "team", "business"]
MAKE = """CREATE TABLE IF NOT EXISTS customers (id INTEGER PRIMARY KEY, name TEXT NOT NULL,
    email TEXT NOT NULL UNIQUE COLLATE NOCASE, city TEXT NOT NULL, plan TEXT NOT NULL, since TEXT)"""
COUNT = """SELECT count(*) FROM customers WHERE instr(lower(name || ' ' || email || ' ' || city), :search)
    AND :plan IN ('', plan)"""
FIND = """SELECT * FROM customers WHERE instr(lower(name || ' ' || email || ' ' || city), :search)
    AND :plan IN ('', plan) ORDER BY
    CASE :up WHEN 'name' THEN name WHEN 'city' THEN city WHEN 'since' THEN since END COLLATE NOCASE,
    CASE :down WHEN 'name' THEN name WHEN 'city' THEN city WHEN 'since' THEN since END COLLATE NOCASE DESC,
    id LIMIT :limit OFFSET :offset"""
ADD = "INSERT INTO customers VALUES (:id, :name, :email, :city, :plan, :since)"
CHANGE = """UPDATE customers SET name = :name, email = :email, city = :city, plan = :plan, since = :since
    WHERE id = :id"""
TONES = {"free": "neutral", "team": "info", "business": "success"}

app = App(title="Customers")

changes = State(0, scope="app", store=False)  # the lists that are open follow it
is_open = State(False, scope="tab")
edited: State[dict[str, Any] | None] = State(None, scope="tab")  # None is a new one


@dataclass
class Customer:
    """What is known of a customer."""

    name: Annotated[str, {"max_length": 80}]
    email: Annotated[str, {"widget": "email"}]
    city: str = ""
    plan: Literal["free", "team", "business"] = "free"
    since: date | None = None


@contextmanager
def database() -> Generator[sqlite3.Connection]:
    """Open the file; what is done with it is kept as a whole, or not at all."""
    connection = sqlite3.connect(FILE)
    connection.row_factory = sqlite3.Row
    try:
        with connection:
            yield connection
    finally:
        connection.close()


def set_up() -> None:
    """Make the table, with some customers to begin with."""
    with database() as db:
        db.execute(MAKE)
        if db.execute("SELECT 1 FROM customers").fetchone() is None:
            db.executemany("INSERT INTO customers VALUES (?, ?, ?, ?, ?, ?)", invent())


def invent() -> Iterator[tuple[Any, ...]]:
    """Yield a hundred customers."""
    dice = random.Random(7)
    firsts = "Ann Bob Cleo Dan Eve Finn Gil Hana Ines Juri Kim Lea Mona Nils Olga Per Rosa Sven Tara Ulla"
    lasts = ["Baker", "Stone", "Reed", "Fisher", "Long"]
    for number in range(100):
        first, last = firsts.split()[number % 20], lasts[number // 20]
        since = date(2022, 1, 1).toordinal() + dice.randrange(1_400)
        city = dice.choice(["Bergen", "Lisbon", "Osaka", "Quito"])
        email = f"{first}.{last}@example.com".lower()
        plan = dice.choice(PLANS)
        yield number + 1, f"{first} {last}", email, city, plan, date.fromordinal(since).isoformat()


def find_customers(query: TableQuery) -> TablePage:
    """Return the customers that a table wants to show."""
    asked = {
        "search": query.search.lower(),
        "plan": query.filters.get("plan", ""),
        "up": "" if query.descending else query.sort,
        "down": query.sort if query.descending else "",
        "limit": query.limit,
        "offset": query.offset,
        "changes": changes.value,  # read, so that the table follows it
    }
    with database() as db:
        rows = db.execute(FIND, asked).fetchall()
        (total,) = db.execute(COUNT, asked).fetchone()
    return TablePage([dict(row) for row in rows], total)


def save(customer: Customer) -> dict[str, str] | None:
    """Keep what was filled in; return what is wrong with it."""
    since = customer.since.isoformat() if customer.since else None
    values = {**asdict(customer), "since": since, "id": edited.value and edited.value["id"]}
    try:
        with database() as db:
            db.execute(CHANGE if edited.value else ADD, values)
    except sqlite3.IntegrityError:
        return {"email": "Another customer has this address."}
    changes.update(lambda number: number + 1)
    is_open.set(False)
    toast(f"{customer.name} was saved.", tone="success")
    return None


def delete(row: dict[str, Any]) -> None:
    """Forget a customer."""
    with database() as db:
        db.execute("DELETE FROM customers WHERE id = ?", [row["id"]])
    changes.update(lambda number: number + 1)
    toast(f"{row['name']} was deleted.")


def edit(row: dict[str, Any]) -> None:
    """Open the form with what is known of a customer."""
    edited.set(row)
    is_open.set(True)


def add() -> None:
    """Open an empty form."""
    edited.set(None)
    is_open.set(True)


def check_since(since: date | None) -> str | None:
    """Return what is wrong with a date."""
    return "This day is yet to come." if since and since > date.today() else None


def dialog() -> Dialog:
    """Return the window with the form."""
    row = edited.value
    initial = None
    if row is not None:
        since = date.fromisoformat(row["since"]) if row["since"] else None
        initial = Customer(row["name"], row["email"], row["city"], row["plan"], since)
    form = Form(
        Customer,
        on_submit=save,
        initial=initial,
        validate={"since": check_since},
        columns=2,
        submit_label="Save",
        key=f"form {row['id'] if row else 'new'}",
    )
    return Dialog(
        f"Edit {row['name']}" if row else "New customer", [form] if is_open.value else [], open=is_open
    )


@app.mix("/")
def home() -> dict[str, Any]:
    """Return the list, and the window above it."""
    return {
        "type": "div",
        "children": [
            AppBar("Customers", children=Button("New customer", on_click=add)),
            Container(
                [
                    {"type": "h1", "props": {"content": "Customers", "class": "cacao-hidden"}},
                    Table(
                        [
                            TableColumn("name", sortable=True),
                            TableColumn("email", type="link", href=lambda row: f"mailto:{row['email']}"),
                            TableColumn("city", sortable=True),
                            TableColumn("plan", type="badge", tones=TONES, choices=PLANS, filterable=True),
                            TableColumn("since", type="date", sortable=True),
                        ],
                        source=find_customers,
                        caption="All customers",
                        searchable=True,
                        page_size=10,
                        export="customers",
                        phone="cards",
                        actions=[
                            RowAction("Edit", edit, icon="pencil"),
                            RowAction(
                                "Delete",
                                delete,
                                icon="trash",
                                tone="danger",
                                confirm=lambda row: f"Delete {row['name']}?",
                            ),
                        ],
                    ),
                ],
                width="large",
                tag="main",
            ),
            dialog(),
        ],
    }


set_up()

if __name__ == "__main__":
    app.brew()
