"""Whoever asks for a page and does not come in costs nothing that stays."""

from __future__ import annotations

import http.client
import os
import re
import sqlite3
from pathlib import Path

import pytest
from conftest import Serve
from durable import MAIN, start
from raw import ask
from servers import memory
from visitor import Visitor

GETS = int(os.environ.get("CACAO_FAULT_GETS", "600"))
FIRST = 300  # asked for before, in which what is kept a while comes to its size
MEBIBYTE = 1024 * 1024

CENSUS = """
import gc
from cacao_kernel.session import Session

@app.mix("/census")
def census():
    gc.collect()
    here = sum(isinstance(each, Session) for each in gc.get_objects())
    return {"type": "p", "props": {"content": f"{here} visitors."}}
"""

# A build that is wrong: whoever asks for a page has a session.
HOSPITABLE = """
from cacao_kernel.live import Live
from cacao_kernel.session import Entry
paint = Live.paint

async def paint_for_a_guest(self, session_id, visit, *, is_new=False):
    session = self.sessions.open(session_id)
    if self.journal.keeper is not None:
        await self.journal.keeper.keep(session, {}, Entry("tab", 1))
    return await paint(self, session_id, visit, is_new=is_new)

Live.paint = paint_for_a_guest
"""


def ask_again_and_again(port: int, times: int) -> None:
    """Ask for the page so many times, each time as one who was never here."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    cookies = set[str]()
    for _ in range(times):
        connection.request("GET", "/")
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 200
        cookies.add(answer.headers["Set-Cookie"])
    connection.close()
    assert len(cookies) == times


def run(serve: Serve, port: int, file: Path, source: str, storage: str, gets: int, first: int = 0) -> None:
    """Serve strangers, and hold that nothing is left of them but of the one who has come in."""
    server = start(serve, port, source + CENSUS, "--production", settings={"session_storage": storage})
    there = Visitor(port).visit()
    there.click("Add")
    ask_again_and_again(port, first)
    before = memory(server.process.pid)

    ask_again_and_again(port, gets)

    grown = (memory(server.process.pid) - before) / MEBIBYTE
    print(f"\n{gets} GETs, sessions in {storage}: {grown:.1f} MiB more")
    counted = re.search(r"(\d+) visitors\.", ask(port, "/census").text)
    assert counted is not None and int(counted[1]) == 1, f"sessions in memory: {counted}"
    assert there.click("Add")[0] == "a"
    assert rows_of(file) == (["app", "1 visitor"] if storage == "file" else [])
    assert grown <= 50


def rows_of(file: Path) -> list[str]:
    """Return what is stored: whether there is a record for everybody, and how many visitors there are."""
    if not file.exists():
        return []
    connection = sqlite3.connect(file)
    try:
        found = [record for (record,) in connection.execute("SELECT id FROM records")]
    finally:
        connection.close()
    return [*(["app"] if "app" in found else []), f"{len(found) - 1} visitor"]


@pytest.mark.parametrize("storage", ["memory", "file"])
def test_a_page_that_nobody_comes_in_by_leaves_nothing(
    serve: Serve, port: int, tmp_path: Path, storage: str
) -> None:
    run(serve, port, tmp_path / ".cacao" / "sessions.db", MAIN, storage, GETS, FIRST)


@pytest.mark.parametrize("storage", ["memory", "file"])
def test_a_build_with_a_session_for_each_request_is_caught(
    serve: Serve, port: int, tmp_path: Path, storage: str
) -> None:
    with pytest.raises(AssertionError, match="sessions in memory"):
        run(serve, port, tmp_path / ".cacao" / "sessions.db", MAIN + HOSPITABLE, storage, 50)
