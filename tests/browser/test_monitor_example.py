"""The monitor example in Chromium: fifty updates a second, the same for everybody who looks."""

from __future__ import annotations

from pathlib import Path

import pytest
from patience import quiet, until

MONITOR = Path(__file__).parent.parent.parent / "examples" / "monitor_example.py"
READINGS = "document.querySelector('dl > div:last-child dd').textContent"
SHOWN = "document.querySelector('section').innerText"

# Notes every number of readings that the page ever shows.
RECORD = """
window.seen = [];
new MutationObserver((list) => { for (const change of list) window.seen.push(Number(change.target.data)); })
  .observe(document.querySelector('dl > div:last-child dd'), {characterData: true, subtree: true});
"""


@pytest.fixture
def url(serve):
    return serve(MONITOR).url


def stop(page):
    page.get_by_role("button", name="Stop").click()
    page.get_by_role("button", name="Start").wait_for()
    quiet(page)


def test_nearly_every_reading_is_seen_in_order_and_in_small_patches(visit, url):
    # Arrange
    page = visit(url)
    frames: list[str] = []
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.on(
        "Network.webSocketFrameReceived", lambda event: frames.append(event["response"]["payloadData"])
    )

    until(page, "document.querySelector('p[aria-hidden=true]').textContent !== ''")  # ten readings

    # Act
    page.evaluate("window.changes.length = 0")
    page.evaluate(RECORD)
    until(page, "window.seen.at(-1) - window.seen[0] >= 150")
    seen = page.evaluate("window.seen")

    # Assert: what a machine under load leaves out are old readings, never the newest.
    assert seen == sorted(set(seen))
    assert len(seen) > 0.9 * (seen[-1] - seen[0])
    assert len(frames) < 1.2 * len(seen)
    assert max(map(len, frames)) < 500, max(frames, key=len)
    assert page.evaluate("window.changes.filter((kind) => kind === 'childList')") == []


def test_two_browsers_show_the_same(visit, url):
    # Arrange
    first, second = visit(url), visit(url)
    start = int(second.evaluate(READINGS))
    until(second, f"{READINGS} > {start} + 20")

    # Act
    stop(first)

    # Assert
    second.get_by_role("button", name="Start").wait_for()
    assert first.evaluate(SHOWN) == second.evaluate(SHOWN)
    width = "document.querySelector('section div > div').getBoundingClientRect().width"
    assert first.evaluate(width) == second.evaluate(width) > 0


def test_a_monitor_that_was_stopped_stands_until_it_is_started_again(visit, url):
    # Arrange
    page = visit(url)
    stop(page)
    page.evaluate(RECORD)
    clock = page.locator("time").inner_text()
    stood = page.evaluate(SHOWN)

    # Act: the clock goes on by two ticks, the readings do not.
    for _ in range(2):
        until(page, f"document.querySelector('time').textContent !== '{clock}'")
        clock = page.locator("time").inner_text()

    # Assert
    assert page.evaluate("window.seen") == []
    assert page.evaluate(SHOWN) == stood
    page.get_by_role("button", name="Start").click()
    until(page, "window.seen.length > 20")


def test_who_comes_later_sees_what_is_now(visit, url):
    # Arrange
    first = visit(url)
    until(first, f"{READINGS} > 60")

    # Act
    stop(first)
    later = visit(url)

    # Assert
    assert later.evaluate(SHOWN) == first.evaluate(SHOWN)
    assert later.get_by_role("button", name="Start").is_visible()
