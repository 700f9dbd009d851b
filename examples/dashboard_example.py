"""A live dashboard: the services of a shop, their figures, and what they have to say.

Run it with ``python examples/dashboard_example.py``, and open it in several browsers: all show the same, but
each has its own theme, and looks at the table as it likes. The services are simulated.
"""

from __future__ import annotations

import math
import random
import time
from typing import Any, Literal

from cacao import App, Computed, State
from cacao.ui import (
    AppBar,
    Container,
    Grid,
    Log,
    LogView,
    Metric,
    Row,
    RowAction,
    Select,
    Status,
    Table,
    TableColumn,
    toast,
)

KEPT = 60  # measurements: a minute
NAMES = ["checkout", "search", "catalogue", "payments", "mail", "images", "accounts", "stock"]
REGIONS = ["Bergen", "Lisbon", "Osaka"]
LEVELS = {"healthy": "info", "slow": "warning", "down": "error"}
CHOICE = {"width": "9rem"}
HEADING = {"margin": 0, "fontSize": "1.75rem"}
THEMES = ["cacao", "ocean", "forest", "plum", "slate", "ember", "contrast"]

theme = State("cacao")  # each visitor's own
app = App(title="Shop dashboard", theme=theme)

# One value for everybody, and not worth keeping over a restart.
requests = State([420.0], scope="app", store=False)
latency = State([84.0], scope="app", store=False)
errors = State([0.4], scope="app", store=False)
load = State([52.0], scope="app", store=False)
services: State[list[dict[str, Any]]] = State(
    [
        {"id": f"{name}-{region}".lower(), "name": name, "region": region, "rate": 50, "state": "healthy"}
        for name in NAMES
        for region in REGIONS
    ],
    scope="app",
    store=False,
)
log = Log(most=300)

troubled = Computed(lambda: [each for each in services.value if each["state"] != "healthy"])


@app.every(1)
async def measure() -> None:
    """Read all that is measured."""
    wave = math.sin(time.monotonic() / 9)
    note(requests, 420 + 90 * wave + random.uniform(-25, 25))
    note(latency, 84 + 18 * wave + random.uniform(-6, 6))
    note(errors, max(0, 0.4 + 0.3 * len(troubled.value) + random.uniform(-0.2, 0.2)))
    note(load, 52 + 14 * wave + random.uniform(-3, 3))


@app.every(2)
async def live() -> None:
    """Let the services have their ups and downs."""
    with services.mutate() as rows:
        for row in rows:
            row["rate"] = max(1, row["rate"] + random.randint(-4, 4))
        chosen = random.choice(rows)
        before, now = chosen["state"], random.choice(["healthy"] * 7 + ["slow", "down"])
        chosen["state"] = now
        text = f"{chosen['name']} in {chosen['region']} is {now}"
    log.write(text, "debug" if now == before else LEVELS[now])


def note(figures: State[list[float]], value: float) -> None:
    """Put a value at the end of what was measured."""
    figures.set([*figures.value, value][-KEPT:])


def figure(label: str, figures: State[list[float]], **props: Any) -> Metric:
    """Return a number with its line; each of its parts follows the measurements by itself."""
    return Metric(
        label,
        lambda: figures.value[-1],
        delta=lambda: round(figures.value[-1] - figures.value[0], 1),
        trend=figures,
        note="in the last minute",
        **props,
    )


async def restart(row: dict[str, Any]) -> None:
    """Bring a service back."""
    with services.mutate() as rows:
        for each in rows:
            if each["id"] == row["id"]:
                each["state"] = "healthy"
    log.write(f"{row['name']} in {row['region']} was restarted")
    toast(f"{row['name']} in {row['region']} is back.", tone="success")


def say_state() -> str:
    """Return in words how the shop is doing."""
    return f"{len(troubled.value)} in trouble" if troubled.value else "All services are up"


def find_tone() -> Literal["success", "warning", "danger"]:
    """Return what the colour of that is to mean."""
    return "success" if not troubled.value else "warning" if len(troubled.value) < 3 else "danger"


def table() -> Table:
    """Return the services."""
    return Table(
        [
            TableColumn("name", label="Service", sortable=True),
            TableColumn("region", choices=REGIONS, filterable=True, sortable=True),
            TableColumn("rate", label="Requests", type="number", sortable=True),
            TableColumn(
                "state",
                type="badge",
                choices=["healthy", "slow", "down"],
                tones={"healthy": "success", "slow": "warning", "down": "danger"},
                filterable=True,
                sortable=True,
            ),
        ],
        services,
        caption="Services",
        searchable=True,
        page_size=8,
        page_sizes=(8, 24),
        phone="cards",
        actions=[
            RowAction("Restart", restart, icon="rotate-cw", shown=lambda row: row["state"] != "healthy")
        ],
    )


@app.mix("/")
def home() -> dict[str, Any]:
    """Return the page. What ticks in it does so by itself."""
    return {
        "type": "div",
        "children": [
            AppBar(
                "Shop dashboard",
                children=Select("Theme", bind=theme, options=THEMES, label_hidden=True, style=CHOICE),
            ),
            Container(
                [
                    Row(
                        [
                            {"type": "h1", "props": {"content": "How the shop is doing", "style": HEADING}},
                            Status(find_tone, say_state, pulse=True),
                        ],
                        justify="between",
                    ),
                    Grid(
                        [
                            figure("Requests", requests, unit="/s", digits=0, icon="activity"),
                            figure("Latency", latency, unit="ms", digits=0, good="down", icon="timer"),
                            figure("Errors", errors, unit="%", digits=1, good="down", icon="bug"),
                            figure("Load", load, unit="%", digits=0, good="none", icon="cpu"),
                        ],
                        min_width="13rem",
                    ),
                    table(),
                    LogView(log, label="What has happened", height=260),
                ],
                width="large",
                tag="main",
            ),
        ],
    }


if __name__ == "__main__":
    app.brew()
