"""A hundred saves in a row in Chromium: what was done stays, and nothing of what ended is kept."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from raw import ask
from saving import APP, SECONDS, Source
from servers import ServerProcess

SAVES = 100
FIRST = 20  # by then nearly all that is kept for good is there
BLOCKS = 8_000  # that the rest of it takes at most, of about 230,000: caches and logs that have an end
MOST = 2  # of a kind: the edition before the last may not have ended yet

# Each object of these is followed from its making: to ask the collector for all objects spoils the tuple that
# another thread is making.
COUNTS = """
import builtins
import gc
import sys
from weakref import ref

from cacao_kernel.live import Live
from cacao_kernel.session import Session
from cacao_kernel.tab import Tab
from cacao_kernel.world import World

def follow(kind):
    made, begin = [], kind.__init__
    def begin_and_note(self, *arguments, **named):
        begin(self, *arguments, **named)
        made.append(ref(self, made.remove))
    kind.__init__ = begin_and_note
    return made

if not hasattr(builtins, "followed"):
    builtins.followed = [follow(kind) for kind in (World, App, Live, Session, Tab)]

@app.every(0.05)
async def beat():
    pass

@app.mix("/counts")
def counts():
    gc.collect()
    kept = [len(made) for made in builtins.followed]
    return {"type": "p", "children": [f"kept {kept}, {sys.getallocatedblocks()} blocks."]}
"""


def blocks_of(server: ServerProcess) -> int:
    """Wait until the editions before have ended, and return how many blocks of memory Python holds.

    The memory that the system counts would tell of how the machine was busy, too.
    """
    end = time.monotonic() + SECONDS
    while True:
        told = re.search(r"kept \[(.*)\], (\d+) blocks\.", ask(server.port, "/counts").text)
        assert told is not None
        if all(int(count) <= MOST for count in told[1].split(",")):
            return int(told[2])
        assert time.monotonic() < end, f"Worlds, Apps, Lives, Sessions and Tabs are kept: {told[1]}"
        time.sleep(0.1)


def test_a_hundred_saves_lose_nothing_and_keep_nothing(
    visit: Callable[..., Any], serve: Callable[..., ServerProcess], tmp_path: Path
) -> None:
    # Arrange
    source = Source(tmp_path / "main.py", APP + COUNTS)
    server = serve(source.file)
    page = visit(server.url)
    page.get_by_label("Name").fill("half a na")
    page.evaluate("window.stayed = true; scrollTo(0, 240)")
    blocks = 0

    # Act
    for number in range(1, SAVES + 1):
        source.replace(f"EDITION {number}", f"EDITION {number + 1}")
        page.get_by_role("heading", name=f"EDITION {number + 1}", exact=True).wait_for()
        page.evaluate("document.querySelector('main > button').click()")
        page.get_by_text(f"{number} {number}0", exact=True).wait_for()
        if number == FIRST:
            blocks = blocks_of(server)

    # Assert
    assert page.get_by_label("Name").input_value() == "half a na"
    assert page.evaluate("[document.activeElement.ariaLabel, window.stayed, scrollY]") == ["Name", True, 240]
    assert blocks_of(server) - blocks < BLOCKS
