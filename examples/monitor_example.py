"""A clock, and a roaster's thermometer that is read 50 times a second, the same for everybody.

Run it with ``python examples/monitor_example.py`` and open it in several tabs or browsers: all show
the same. The roaster is simulated. Nothing here draws: the bar is a ``div`` of some width, and the
curve is made of block characters.
"""

from __future__ import annotations

import math
import random
import time
from datetime import datetime
from statistics import fmean
from typing import Any

from cacao import App, Computed, State

LOW, HIGH = 120, 220  # °C, the ends of the scale
KEPT = 200  # measurements: four seconds
STEP = 10  # measurements: one block of the curve
BLOCKS = "▁▂▃▄▅▆▇█"


def now() -> str:
    """Return the time of day."""
    return f"{datetime.now():%H:%M:%S}"


app = App(title="Roasting monitor")

# One value for everybody, and not worth keeping over a restart.
clock = State(now(), scope="app", store=False)
is_running = State(True, scope="app", store=False)
count = State(1, scope="app", store=False)
history = State([150.0], scope="app", store=False)


@app.every(1)
async def tick() -> None:
    """Tell the time."""
    clock.set(now())


@app.every(1 / 50)
async def measure() -> None:
    """Read the thermometer."""
    if is_running.value:
        count.set(count.value + 1)
        history.set([*history.value, simulate()][-KEPT:])


def simulate() -> float:
    """Return what the thermometer of a real roaster might say, in °C."""
    seconds = time.monotonic()
    return 170 + 30 * math.sin(seconds) + 12 * math.sin(3.1 * seconds) + random.uniform(-3, 3)


@app.event("toggle")
async def toggle() -> None:
    """Stop reading, or go on."""
    is_running.update(lambda running: not running)


def scale(degrees: float) -> float:
    """Return where a temperature lies between LOW, 0, and HIGH, 1."""
    return (degrees - LOW) / (HIGH - LOW)


def draw_curve() -> str:
    """Return every tenth measurement as a block, the same ones at each run, so that the curve glides."""
    return "".join(
        BLOCKS[round(7 * scale(degrees))] for degrees in history.value[-count.value % STEP :: STEP]
    )


PAGE = {"maxWidth": "40rem", "margin": "0 auto", "padding": "32px 16px", "display": "grid", "gap": 20}
HEAD = {"display": "flex", "flexWrap": "wrap", "justifyContent": "space-between", "alignItems": "baseline"}
CARD = {"padding": 20, "border": "1px solid var(--cacao-border-color)", "borderRadius": 12, "minWidth": 0}
DIGITS = {"margin": 0, "fontVariantNumeric": "tabular-nums"}
TRACK = {"height": 12, "borderRadius": 6, "background": "var(--cacao-border-color)", "overflow": "hidden"}
BAR = {"height": "100%", "background": "var(--cacao-primary)"}
CURVE = {
    "margin": "20px 0 0",
    "color": "var(--cacao-link)",
    "fontFamily": "monospace",
    "fontSize": "clamp(1rem, 6.6vw, 3rem)",
    "lineHeight": 1,
    "whiteSpace": "nowrap",
    "overflow": "hidden",
}
CAPTION = {"margin": "4px 0 20px", "color": "var(--cacao-quiet)"}
FIGURES = {
    "margin": 0,
    "display": "grid",
    "gridTemplateColumns": "repeat(auto-fit, minmax(7rem, 1fr))",
    "gap": 12,
}

# What is shown of it: each is made once for all who look.
latest = Computed(lambda: f"{history.value[-1]:.1f} °C")
bar = Computed(lambda: {**BAR, "width": f"{scale(history.value[-1]):.1%}"})
curve = Computed(draw_curve)
lowest = Computed(lambda: f"{min(history.value):.1f} °C")
average = Computed(lambda: f"{fmean(history.value):.1f} °C")
highest = Computed(lambda: f"{max(history.value):.1f} °C")


def figure(label: str, value: State[Any] | Computed[Any]) -> dict[str, Any]:
    """Return a number with its name above."""
    return {
        "type": "div",
        "children": [
            {"type": "dt", "props": {"content": label, "style": {"color": "var(--cacao-quiet)"}}},
            {"type": "dd", "props": {"content": value, "style": DIGITS}},
        ],
    }


@app.mix("/")
def home() -> dict[str, Any]:
    """Return the page. It runs once; from then on States and Computeds change what they stand in."""
    return {
        "type": "main",
        "props": {"style": PAGE},
        "children": [
            {
                "type": "header",
                "props": {"style": HEAD},
                "children": [
                    {"type": "h1", "props": {"content": "Roasting monitor", "style": {"margin": 0}}},
                    {"type": "time", "props": {"content": clock, "style": DIGITS}},
                ],
            },
            {
                "type": "section",
                "props": {"aria_label": "Temperature", "style": CARD},
                "children": [
                    {
                        "type": "p",
                        "props": {
                            "content": latest,
                            "style": {**DIGITS, "fontSize": "3rem", "lineHeight": 1.3},
                        },
                    },
                    {
                        "type": "div",
                        "props": {"style": TRACK},
                        "children": [{"type": "div", "props": {"style": bar}}],
                    },
                    {"type": "p", "props": {"content": curve, "aria_hidden": True, "style": CURVE}},
                    {
                        "type": "p",
                        "props": {
                            "content": "The last four seconds, read 50 times a second",
                            "style": CAPTION,
                        },
                    },
                    {
                        "type": "dl",
                        "props": {"style": FIGURES},
                        "children": [
                            figure("Lowest", lowest),
                            figure("Average", average),
                            figure("Highest", highest),
                            figure("Readings", count),
                        ],
                    },
                ],
            },
            {
                "type": "button",
                "props": {
                    "label": lambda: "Stop" if is_running.value else "Start",
                    "action": "toggle",
                    "style": {"justifySelf": "start"},
                },
            },
        ],
    }


if __name__ == "__main__":
    app.brew()
