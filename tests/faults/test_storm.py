"""Everybody comes back at once after a restart, as their browsers do, and the server takes it."""

from __future__ import annotations

import asyncio
import os
import random
import re
import signal
import statistics
import time
from collections.abc import Callable

import pytest
from conftest import ROOT, Serve
from crowd import LOST, Member
from durable import MAIN, start
from servers import ServerProcess, memory

COUNT = int(os.environ.get("CACAO_FAULT_STORM", "100"))
MOST_BACK, MOST_SECONDS = 0.95, 5.0
ALL_SECONDS = 15.0
MORE_MEMORY = 1.5
SOME = 8 * 1024 * 1024  # bytes that are not told from nothing: few visitors weigh less than a start does

# Each click is the visitor's own: what is everybody's would go to all tabs, which read nothing meanwhile.
ALONE = MAIN.replace("    everybody.update(lambda number: number + 1)\n", "")

# Builds that are wrong: each who comes back holds up the others; nobody is known any more.
SLOW = """
import asyncio
from cacao_plugins.session.file_store import FileStore
load, alone = FileStore.load, asyncio.Lock()

async def load_alone(self, record):
    found = await load(self, record)
    if found is not None:
        async with alone:
            await asyncio.sleep(0.15)
    return found

FileStore.load = load_alone
"""
FORGETFUL = """
from cacao_plugins.session.file_store import FileStore

async def load_nothing(self, record):
    return None

FileStore.load = load_nothing
"""


def read_waits() -> tuple[float, float]:
    """Return how long a browser waits before its first try, and at most, in seconds."""
    source = "".join(path.read_text("utf-8") for path in (ROOT / "cacao_kernel" / "client").glob("*.js"))
    found = {name: int(number) / 1e3 for name, number in re.findall(r"const (\w+_WAIT) = (\d+);", source)}
    return found["FIRST_WAIT"], found["LONGEST_WAIT"]


async def come_back(member: Member, waits: tuple[float, float], draw: random.Random) -> float:
    """Notice that the server has gone, and try again as a browser does; return when it was let in."""
    (first, longest), tries = waits, 0
    try:
        while True:
            await member.receive()
    except LOST:
        pass
    while True:
        await asyncio.sleep(min(longest, first * 2**tries) * (0.5 + draw.random() / 2))
        tries += 1
        try:
            await member.join()
        except LOST:
            continue
        return time.perf_counter()


async def storm(port: int, begin: Callable[[], ServerProcess], count: int) -> str:
    """Let everybody come, be thrown out by a crash, and come back; hold the bars, and tell how it was."""
    draw, waits = random.Random(1), read_waits()
    server = begin()
    crowd = [await asyncio.to_thread(Member, port) for _ in range(count)]
    returns: list[asyncio.Task[float]] = []
    try:
        for start in range(0, count, 50):
            await asyncio.gather(*(member.join() for member in crowd[start : start + 50]))
        for member in crowd:
            await member.click()
        before = memory(server.process.pid)

        killed = time.perf_counter()
        returns += [asyncio.create_task(come_back(member, waits, draw)) for member in crowd]
        await asyncio.to_thread(server.stop, signal.SIGKILL)
        server = await asyncio.to_thread(begin)
        ready = time.perf_counter()  # on a busy machine a process takes its time to start
        await asyncio.wait(returns, timeout=MOST_SECONDS)
        most = sum(each.done() for each in returns) / count
        assert most >= MOST_BACK, f"{most:.0%} were back after {MOST_SECONDS:g} s"
        await asyncio.wait(returns, timeout=ready + ALL_SECONDS - time.perf_counter())
        assert all(each.done() for each in returns), f"not all were back after {ALL_SECONDS:g} s"

        peak = memory(server.process.pid, "VmHWM")
        for member in crowd:
            member.check()
    finally:
        for each in returns:
            each.cancel()
        await asyncio.gather(*(member.leave() for member in crowd))
    seconds = sorted(each.result() - ready for each in returns)
    told = (
        f"{count} came back to a server that was ready {ready - killed:.2f} s after the crash: "
        f"{MOST_BACK:.0%} after {seconds[int(count * MOST_BACK) - 1]:.2f} s, all after {seconds[-1]:.2f} s; "
        f"median {statistics.median(seconds):.2f} s; memory {before / 2**20:.0f} MiB, "
        f"then at most {peak / 2**20:.0f} MiB"
    )
    assert peak <= MORE_MEMORY * before + SOME, told
    return told


def run(serve: Serve, port: int, source: str, count: int) -> str:
    """Let so many come back to an app, and return what is to be told of it."""
    # All come from one address, which may have 200 sockets else.
    settings = {"max_sockets_per_address": 10 * count}
    return asyncio.run(
        storm(port, lambda: start(serve, port, source, "--production", settings=settings), count)
    )


def test_everybody_is_back_soon_after_a_crash(serve: Serve, port: int) -> None:
    # DUR-13
    print(f"\n{run(serve, port, ALONE, COUNT)}")


@pytest.mark.parametrize(
    ("broken", "told"),
    [(SLOW, "were back after"), (FORGETFUL, "were acknowledged, and there is")],
    ids=["slow", "forgetful"],
)
def test_a_build_that_is_slow_or_knows_nobody_is_caught(
    serve: Serve, port: int, broken: str, told: str
) -> None:
    with pytest.raises(AssertionError, match=told):
        run(serve, port, broken + ALONE, 60)
