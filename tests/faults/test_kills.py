"""A server that is killed again and again loses and doubles nothing, and is there again at once."""

from __future__ import annotations

import asyncio
import os
import random
import re
import signal
import statistics
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
import stored
from conftest import Serve
from crowd import Member
from durable import MAIN, start
from servers import ServerProcess, cpu_seconds
from visitor import Visitor

KILLS = int(os.environ.get("CACAO_FAULT_KILLS", "4"))
EVENTS = int(os.environ.get("CACAO_FAULT_EVENTS", "400"))
STORED = int(os.environ.get("CACAO_FAULT_STORED", "10000"))
SEED = int(os.environ.get("CACAO_FAULT_SEED", "1"))
MEMBERS = 20
# From the start of the process to an answer and a join: on the clock where all is done in full, for which the
# machine should be idle, else of the process's own time.
READY_SECONDS = 1.0
IS_FULL = KILLS >= 100

# A disk that takes its time, in front of the app.
SLOW_DISK = """
import asyncio
from cacao_plugins.session.file_store import FileStore
commit = FileStore.commit

async def commit_slowly(self, changes):
    await asyncio.sleep(0.03)
    return await commit(self, changes)

FileStore.commit = commit_slowly
"""

# Builds that are wrong, and what is said of them: an event is acknowledged before it is safe; it is safe
# without what it has changed, or what it has changed without it; the two are safe one after the other; what
# is for everybody is safe later than what is the visitor's.
BROKEN = {
    "hasty": (
        """
from cacao_kernel.journal import Journal
publish = Journal.publish
Journal.publish = lambda *given, **more: (publish(*given, **more), None)[1]
""",
        "were acknowledged, and there is",
    ),
    "forgetful": (
        """
from cacao_kernel.keeper import Keeper
keep = Keeper.keep
Keeper.keep = lambda self, session, changed, entry=None, begun=None: keep(self, session, changed)
""",
        "were acknowledged, and there is",
    ),
    "empty": (
        """
from cacao_kernel.keeper import Keeper
keep = Keeper.keep
Keeper.keep = lambda self, session, changed, entry=None, begun=None: keep(self, session, {}, entry, begun)
""",
        "were acknowledged, and there is",
    ),
    "split": (
        """
from cacao_plugins.session.file_store import FileStore
in_one = FileStore.commit

async def in_two(self, changes):
    first = {name: change._replace(tabs={}) for name, change in changes.items()}
    versions = await in_one(self, first)
    await asyncio.sleep(0.1)
    second = {name: changes[name]._replace(expected=version, cells={}) for name, version in versions.items()}
    return await in_one(self, second)

FileStore.commit = in_two
""",
        "were acknowledged, and there is",
    ),
    "apart": (
        """
import asyncio
from cacao_kernel.keeper import Keeper
keep = Keeper.keep

def keep_apart(self, session, changed, entry=None, begun=None):
    everybodys = {key: cell for key, cell in changed.items() if key.scope == "app"}
    if everybodys:
        asyncio.get_running_loop().call_later(0.2, keep, self, None, everybodys)
    mine = {key: cell for key, cell in changed.items() if key.scope != "app"}
    return keep(self, session, mine, entry, begun)

Keeper.keep = keep_apart
""",
        "everybody",
    ),
}


class Killer:
    """Kills the server of a port now and then, and starts the next.

    Args:
        serve: starts one.
        port: where.
        source: the app.

    Attributes:
        ready: how many seconds each took from its start to an answer and a join.
        worked: how many of them it has computed.
    """

    def __init__(self, serve: Serve, port: int, source: str) -> None:
        self._serve, self._port, self._source = serve, port, source
        self._server: ServerProcess | None = None
        self.ready: list[float] = []
        self.worked: list[float] = []

    def start(self) -> None:
        """Start a server, and wait until it shows a page and lets it join."""
        began = time.perf_counter()
        self._server = start(self._serve, self._port, self._source)
        visitor = Visitor(self._port)
        visitor.visit()
        self.ready.append(time.perf_counter() - began)
        self.worked.append(cpu_seconds(self._server.process.pid))
        visitor.leave()

    def kill(self) -> None:
        """Kill it, and start the next."""
        assert self._server is not None
        self._server.stop(signal.SIGKILL)
        self.start()

    def stop(self) -> None:
        """Stop it as one does."""
        assert self._server is not None
        assert self._server.stop() == 0


class Battle:
    """A crowd that clicks all the time while the server is killed.

    Args:
        killer: kills it.
        crowd: who clicks.
        events: how many clicks there are to be.
    """

    def __init__(self, killer: Killer, crowd: Sequence[Member], events: int) -> None:
        self._killer = killer
        self._crowd = crowd
        self._events = self._left = events
        self._draw = random.Random(SEED)

    async def fight(self, kills: int) -> None:
        """Click and kill, and hold that everybody has in the end what they were told they have."""
        await asyncio.gather(*(member.join() for member in self._crowd))
        places = sorted(self._draw.sample(range(self._events), kills), reverse=True)
        reached = [asyncio.Event() for _ in places]
        due = dict(zip(places, reached, strict=True))
        try:
            async with asyncio.TaskGroup() as group:
                for member in self._crowd:
                    group.create_task(self._click(member, due))
                group.create_task(self._kill(reached))
            await self._check()
        finally:
            await asyncio.gather(*(member.leave() for member in self._crowd))

    async def _click(self, member: Member, due: dict[int, asyncio.Event]) -> None:
        while self._left > 0:
            self._left -= 1
            if self._left in due:
                due[self._left].set()
            await member.click()

    async def _kill(self, reached: Sequence[asyncio.Event]) -> None:
        """Kill at random, half of the crowd without the answers that were on their way."""
        draw = self._draw
        for number, event in enumerate(reached):
            await event.wait()
            deaf, deafness = draw.sample(self._crowd, len(self._crowd) // 2), asyncio.Event()
            for member in deaf:
                member.deafness = deafness
            await asyncio.sleep(0.1 if number % 2 else draw.random() * 0.01)
            await asyncio.to_thread(self._killer.kill)
            for member in deaf:
                member.deafness = None
            deafness.set()

    async def _check(self) -> None:
        for member in self._crowd:
            await member.come_back()
            member.check()
        found = re.search(r"everybody (\d+)", self._crowd[0].tab.page.text)
        told = sum(member.acknowledged for member in self._crowd)
        assert found is not None and int(found[1]) == told == self._events, f"{found} of {told}"


def run(serve: Serve, port: int, source: str, kills: int, events: int, members: int = MEMBERS) -> Killer:
    """Start the first server, kill it and the next ones, and stop the last."""
    killer = Killer(serve, port, source)
    killer.start()
    try:
        asyncio.run(Battle(killer, [Member(port) for _ in range(members)], events).fight(kills))
    except BaseExceptionGroup as group:
        raise group.exceptions[0] from None
    killer.stop()
    return killer


def test_killed_again_and_again_it_loses_and_doubles_nothing(serve: Serve, port: int, tmp_path: Path) -> None:
    # DUR-03. Arrange: many others are stored, who do not come.
    file = tmp_path / ".cacao" / "sessions.db"
    names = stored.fill(file, STORED)

    # Act: what each visitor finds after each kill is held against what was acknowledged.
    killer = run(serve, port, MAIN, KILLS, EVENTS)

    # Assert: the file is whole, with all who were there, who came, and what is everybody's.
    assert stored.check(file, names) == STORED + MEMBERS + 1
    told = []
    for name, seconds in (("ready after", killer.ready[1:]), ("of which it worked", killer.worked[1:])):
        told.append(f"{name} {statistics.median(seconds):.3f} s (median), {max(seconds):.3f} s (worst)")
    print(f"\n{KILLS} kills, {EVENTS} events, {STORED} stored: {'; '.join(told)}")
    assert max(killer.ready if IS_FULL else killer.worked) <= READY_SECONDS, told


def test_a_slow_disk_makes_events_slow_and_loses_nothing(serve: Serve, port: int) -> None:
    run(serve, port, SLOW_DISK + MAIN, kills=2, events=100, members=5)


@pytest.mark.parametrize("broken", [*BROKEN])
def test_a_build_that_loses_or_doubles_is_caught(serve: Serve, port: int, broken: str) -> None:
    source, told = BROKEN[broken]
    kills = 1 if broken == "apart" else 5  # that is told in the end, the others as soon as it is seen
    with pytest.raises(AssertionError, match=told):
        run(serve, port, SLOW_DISK + source + MAIN, kills, events=300, members=10)
