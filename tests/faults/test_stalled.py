"""Browsers that read nothing while everything changes a thousand times a second, beside others that read."""

from __future__ import annotations

import asyncio
import os
import re
import statistics
import time
from collections.abc import Sequence
from contextlib import ExitStack, closing, suppress

import pytest
from conftest import Serve
from crowd import Member
from durable import start
from raw import ask
from servers import memory
from sleeper import Sleeper
from visitor import Visitor

from cacao_kernel.parking import SECONDS as SECONDS_AWAY

SECONDS = float(os.environ.get("CACAO_FAULT_SECONDS", "2"))
COUNT = int(os.environ.get("CACAO_FAULT_STALLED", "5"))
IS_FULL = SECONDS >= 60
MEBIBYTE = 1024 * 1024
ROUNDS, READERS = (12, 50) if IS_FULL else (2, 10)
# Mebibytes: for each of them, and for each when their time to come back is over.
EACH, LEFT = 4.0, 0.0625

# A thousand changes a second, of so many States in turn, each with a page; another page shows what changes
# every time.
TICKING = """
import ctypes
import gc
import threading
import time

from cacao import App, State

app = App()
COUNT = 50
ticks = [State(0, scope="app", name=f"tick {number}") for number in range(COUNT)]
noise = State("", scope="app", name="noise")


def tick():
    number, due = 0, time.monotonic()
    while True:
        number += 1
        noise.set(f"{number} " * 1_000)
        ticks[number % COUNT].set(time.monotonic_ns())
        due += 0.001
        time.sleep(max(0, due - time.monotonic()))


threading.Thread(target=tick, daemon=True).start()


@app.mix("/one/{number:int}")
def one(number: int):
    return {"type": "p", "props": {"content": f"made at {ticks[number].value}."}}


@app.mix("/trim")
def trim():  # what is free, and kept by the C library for the next, is given back
    gc.collect()
    library = ctypes.CDLL(None)
    if hasattr(library, "malloc_trim"):
        library.malloc_trim(0)
    return {"type": "p"}


@app.mix("/")
def everything():
    return {"type": "p", "props": {"content": f"{noise.value}"}}
"""

# A build that is wrong: browsers are sent all there is, whether they take it or not.
UNBOUNDED = """
from cacao_kernel.tab import Tab
Tab.lags = property(lambda self: False)
"""


async def watch(readers: Sequence[Member], seconds: float) -> list[float]:
    """Let readers read for so long; return after how many seconds each saw each change of what it shows."""
    begun = time.monotonic_ns()
    delays: list[float] = []

    async def read(reader: Member) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while True:
                    frame = await reader.receive()
                    now = time.monotonic_ns()
                    found = re.search(r"made at (\d+)", reader.tab.page.text)
                    if frame[0] == "p" and found is not None and int(found[1]) > begun:
                        delays.append((now - int(found[1])) / 1e9)

    await asyncio.gather(*(read(reader) for reader in readers))
    return delays


def held(port: int, process: int) -> int:
    """Return how much memory a server needs, without what it could give back at once."""
    assert ask(port, "/trim").status == 200
    return memory(process)


async def compare(port: int, process: int, count: int, seconds: float) -> str:
    """Watch readers without, and beside, so many who read nothing, in turn; tell how it was."""
    readers = [Member(port, path=f"/one/{number}") for number in range(READERS)]
    idle = [Visitor(port) for _ in range(count)]
    without: list[list[float]] = []
    beside: list[list[float]] = []
    most = 0.0
    try:
        await asyncio.gather(*(reader.join() for reader in readers))
        await watch(readers, 1)  # until all is warm
        first = held(port, process)
        for _ in range(ROUNDS):
            without.append(await watch(readers, seconds / ROUNDS))
            before = memory(process)
            with ExitStack() as stack:
                for visitor in idle:
                    tab = await asyncio.to_thread(visitor.open)
                    stack.enter_context(closing(await asyncio.to_thread(Sleeper, tab)))
                beside.append(await watch(readers, seconds / ROUNDS))
                most = max(most, (memory(process) - before) / count / MEBIBYTE)
            assert most <= EACH, f"{most:.2f} MiB each"
    finally:
        await asyncio.gather(*(reader.leave() for reader in readers))
    if IS_FULL:
        await asyncio.sleep(SECONDS_AWAY + 5)
    left = (held(port, process) - first) / MEBIBYTE
    assert left <= (LEFT if IS_FULL else EACH) * count * ROUNDS, f"{left:.1f} MiB are left of them"
    rates = [sum(map(len, rounds)) / seconds for rounds in (without, beside)]
    assert rates[1] > 0.8 * rates[0], (
        f"{rates[1]:.0f} changes a second were seen, {rates[0]:.0f} without them"
    )
    p99 = [statistics.median(map(_p99, rounds)) for rounds in (without, beside)]
    told = (
        f"{count} who read nothing, {ROUNDS} times {seconds / ROUNDS:g} s: {most:.2f} MiB each, {left:.1f} "
        f"MiB left; {rates[1]:.0f} changes a second seen by {READERS} others, p99 after {p99[1]:.2f} ms, "
        f"without them {rates[0]:.0f} and {p99[0]:.2f} ms"
    )
    assert not IS_FULL or p99[1] <= 1.2 * p99[0], told
    return told


def _p99(delays: Sequence[float]) -> float:
    return statistics.quantiles(delays, n=100)[98] * 1e3


def run(serve: Serve, port: int, source: str, count: int, seconds: float) -> str:
    """Serve what ticks, and return what is to be told of it."""
    settings = {"session_storage": "memory", "max_sockets_per_address": 1_000}
    server = start(serve, port, source, "--production", settings=settings)
    return asyncio.run(compare(port, server.process.pid, count, seconds))


def test_who_reads_nothing_costs_little_and_nobody_else_waits(serve: Serve, port: int) -> None:
    # DOS-01
    print(f"\n{run(serve, port, TICKING, COUNT, SECONDS)}")


def test_a_build_that_keeps_all_for_who_reads_nothing_is_caught(serve: Serve, port: int) -> None:
    with pytest.raises(AssertionError, match="MiB each"):
        run(serve, port, UNBOUNDED + TICKING, 2, 6)
