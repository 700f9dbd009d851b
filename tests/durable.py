"""The app whose sessions are kept in a file, as the tests of faults serve it."""

from __future__ import annotations

from collections.abc import Mapping

from conftest import Serve
from servers import ServerProcess
from visitor import Tab

MAIN = """
import os
import resource
import signal

import cacao
from cacao import App, State

app = App()
count = State(0)
rows = State([])
everybody = State(0, scope="app")
word = State("", scope="tab")


@app.event("break off")
async def break_off():
    count.set(7)
    await cacao.commit()
    count.set(8)
    os.kill(os.getpid(), signal.SIGKILL)


def say():
    word.set("chocolate")


pieces = State([])


def fill():
    with pieces.mutate() as texts:
        texts.append("x" * 50_000)


def make_room():
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def add():
    count.update(lambda number: number + 1)
    everybody.update(lambda number: number + 1)
    with rows.mutate() as items:
        items.append(count.value)


@app.event("break")
def fail():
    count.set(1_000_000)
    raise ValueError("on purpose")


@app.mix("/")
def home():
    listed = f"last {rows.value[-1:]}, of {len(rows.value)}"
    return {
        "type": "main",
        "children": [
            {"type": "p", "props": {"content": f"count {count.value}, {listed}"}},
            {"type": "b", "props": {"content": f"everybody {everybody.value}"}},
            {"type": "i", "props": {"content": f"word {word.value}"}},
            {"type": "button", "props": {"label": "Add", "on_click": add}},
            {"type": "button", "props": {"label": "Break", "action": "break"}},
            {"type": "button", "props": {"label": "Say", "on_click": say}},
            {"type": "u", "props": {"content": f"{len(pieces.value)} pieces"}},
            {"type": "button", "props": {"label": "Fill", "on_click": fill}},
            {"type": "button", "props": {"label": "Make room", "on_click": make_room}},
            {"type": "button", "props": {"label": "Break off", "action": "break off"}},
        ],
    }
"""


def start(
    serve: Serve, port: int, source: str = MAIN, *words: str, settings: Mapping[str, object] | None = None
) -> ServerProcess:
    """Return a server that keeps sessions in a file."""
    raised = {"session_storage": "file", "max_events_per_second": 0, **(settings or {})}
    environment = {f"CACAO_{name.upper()}": str(value) for name, value in raised.items()}
    return serve(source, *words, port=port, environment=environment)


def rejoin(tab: Tab) -> Tab:
    """Come back as the browser does that had the page open: on a new socket, without a hash."""
    tab.close()
    tab.page.hash = ""
    return tab.join()
