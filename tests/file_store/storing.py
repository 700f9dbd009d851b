"""Programs for tests of the file store, each run in a process of its own."""

from __future__ import annotations

import asyncio
import os
import resource
import sys
import time

from cacao_kernel import Change, StoreError
from cacao_plugins.session.file_store import FileStore

SESSIONS = 5
PADDING = b"0" * 300


async def count(path: str) -> None:
    """Commit as fast as it goes, count by count for each session, and print each acknowledged one."""
    store = FileStore(path)
    await store.open()

    async def work(name: str) -> None:
        """Count in two records at once, which must never be told apart."""
        twin = f"{name} twin"
        record = await store.load(name)
        version = record.version if record else None
        number = int(record.cells["count"]) if record else 0
        while True:
            number += 1
            stored = str(number).encode()
            cells = {"count": stored, "copy": stored + PADDING}
            change = Change(version, cells, tabs={f"tab{number % 7}": stored})
            version = (await store.commit({name: change, twin: change}))[name]
            sys.stdout.write(f"{name} {number}\n")
            sys.stdout.flush()

    await asyncio.gather(*(work(f"session{number}") for number in range(SESSIONS)))


async def fill(path: str, limit: int) -> None:
    """Commit into a file that may not grow past a limit, then past it; print what comes of each step."""
    store = FileStore(path)
    await store.open()
    version = (await store.commit({"early": Change(None, {"a": b"1"})}))["early"]
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    failures = 0
    done: list[str] = []
    for number in range(40):
        try:
            await store.commit({f"late{number}": Change(None, {"a": b"x" * 100_000})})
            done.append(f"late{number}")
        except StoreError:
            failures += 1
    early = await store.load("early")
    print("failed" if failures else "never failed", early is not None and early.cells["a"] == b"1")
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    await store.commit({"early": Change(version, {"a": b"2"}), "last": Change(None, {"a": b"3"})})
    await store.close()
    store = FileStore(path)
    await store.open()
    kept = [name for name in done if await store.load(name)]
    early, last = await store.load("early"), await store.load("last")
    print(kept == done, early and early.cells, last and last.cells)
    await store.close()


async def hold(path: str) -> None:
    """Open a store, say so, and keep it."""
    store = FileStore(path)
    await store.open()
    print("open", flush=True)
    await asyncio.sleep(60)


async def fork(path: str) -> None:
    """Open a store, and leave a child that outlives this process."""
    store = FileStore(path)
    await store.open()
    if not os.fork():
        print(os.getpid(), flush=True)
        time.sleep(60)  # noqa: ASYNC251 - the child has no loop to hold up
        os._exit(0)
    await asyncio.sleep(60)


if __name__ == "__main__":
    name, path, *rest = sys.argv[1:]
    asyncio.run({"count": count, "fill": fill, "hold": hold, "fork": fork}[name](path, *map(int, rest)))
