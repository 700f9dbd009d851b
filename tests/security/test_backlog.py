"""A browser that is sent more than it takes: it costs a bounded queue, and is shown the newest in the end."""

from __future__ import annotations

import json
import re
import time
from contextlib import suppress

from visitor import Tab

from security.line import Line
from security.target import Target

UNACKNOWLEDGED = 64


def ticks(tab: Tab) -> int:
    return int(re.findall(r"tick (\d+)\.", tab.page.text)[0])


def test_who_takes_nothing_is_sent_no_more_than_they_could_lose(production: Target) -> None:
    # Arrange: two tabs of one visitor, of which one is asleep
    visitor = production.visitor()
    awake, page = visitor.visit("/stream"), visitor.open("/stream")
    with Line(production.port, receive_buffer=4_096) as sleeper:
        assert sleeper.upgrade(visitor.cookie) == 101
        sleeper.send_frame(json.dumps(["j", 1, page.id, "/stream", page.page.hash]).encode())
        assert sleeper.read_frame() is not None

        # Act: a thousand changes a second, more of them than may be under way
        awake.click("Start")
        end = time.monotonic() + 20
        while ticks(awake) < 4 * UNACKNOWLEDGED and time.monotonic() < end:
            awake.receive()
        awake.click("Stop")
        last = ticks(awake)

        # Assert: what was sent meanwhile is what nobody has acknowledged
        sleeper.socket.settimeout(1)
        patches = 0
        with suppress(TimeoutError):
            while (frame := sleeper.read_frame()) is not None:
                patches += frame.payload.startswith(b'["p",')
    assert last > 2 * UNACKNOWLEDGED
    assert 0 < patches <= UNACKNOWLEDGED + 1, f"{patches} patches were sent to a browser that slept"
