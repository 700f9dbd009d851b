"""The first visit: how long until something is seen and answers, how much travels for it."""

from __future__ import annotations

import gzip
import re
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from ..browser import WAIT_MILLISECONDS, opened
from ..figure import Figure
from ..plan import Plan
from ..row import Row
from ..served import Served
from ..stages import BARE, COUNTER
from .clicks import PAINTED

if TYPE_CHECKING:
    from playwright.sync_api import Browser

QUICK, SLOWLY = 1.5, 2.0
MAX_REQUESTS, MAX_KILOBYTES, MAX_SCRIPT = 4, 25, 12

# Where visitors come from. A blank tab would lend its warm process to the page by hand, and not to a page
# whose headers keep other sites out; from another site, as people come, each page gets a new one.
ELSEWHERE = "data:text/html,<p>Another site"

# A line of 10 Mbit/s whose answers take 40 ms longer.
SLOW = {"offline": False, "latency": 40, "downloadThroughput": 1_250_000, "uploadThroughput": 1_250_000}

# Clicks from the first moment there is a button, until the text changes, and notes when that was.
IMPATIENT = """
(() => {
  const clicking = setInterval(() => {
    const text = document.querySelector("section > span"), button = document.querySelector("button");
    if (!text || !button) return;
    if (/[1-9]/.test(text.textContent)) {
      clearInterval(clicking);
      window.interactive = performance.now();
    } else button.click();
  }, 4);
})();
"""

ANSWERED = """
() => new Promise((done) => {
  const look = () => window.interactive ? done(window.interactive) : setTimeout(look, 5);
  look();
})
"""


@dataclass(frozen=True)
class Visit:
    """What a first visit took.

    Attributes:
        content: milliseconds until the first paint with content.
        interactive: milliseconds until a click was answered.
        requests: how many requests there were, the socket included.
        size: how many bytes came for them, heads included.
    """

    content: float
    interactive: float
    requests: int
    size: float


def load(browser: Browser, url: str, *, slow: bool) -> Visit:
    """Load a page with nothing in any cache, and click at once."""
    context = browser.new_context()
    context.set_default_timeout(WAIT_MILLISECONDS)
    try:
        page = context.new_page()
        page.goto(ELSEWHERE)
        line = context.new_cdp_session(page)
        line.send("Network.enable")
        if slow:
            line.send("Network.emulateNetworkConditions", SLOW)
        asked: set[str] = set()
        sizes: list[float] = []

        def note(event: Any) -> None:
            if not event["request"]["url"].startswith("data:"):
                asked.add(event["requestId"])

        def weigh(event: Any) -> None:
            if event["requestId"] in asked:
                sizes.append(event["encodedDataLength"])

        line.on("Network.requestWillBeSent", note)
        line.on("Network.webSocketCreated", lambda event: asked.add(event["requestId"]))
        line.on("Network.loadingFinished", weigh)
        page.add_init_script(IMPATIENT)
        page.goto(url)
        content, interactive = page.evaluate(PAINTED), page.evaluate(ANSWERED)
        return Visit(content, interactive, len(asked), sum(sizes))
    finally:
        context.close()


def measure_loads(plan: Plan) -> Sequence[Figure]:
    """Measure first visits, over loopback and over a slower line."""
    figures: list[Figure] = []
    with ExitStack() as stack:
        browser = stack.enter_context(opened())
        urls = [stack.enter_context(Served(stage)).url for stage in (BARE, COUNTER)]
        for url in urls:
            load(browser, url, slow=False)
        for slow, limit, where in ((False, QUICK, ""), (True, SLOWLY, ", 10 Mbit/s and 40 ms")):
            first, second = (partial(load, browser, url, slow=slow) for url in urls)
            bare, ours = plan.alternate(first, second)
            contents = [each.content for each in ours], [each.content for each in bare]
            answers = [each.interactive for each in ours], [each.interactive for each in bare]
            figures += [
                Figure(f"cold load{where}: content", limit, "ms", *contents),
                Figure(f"cold load{where}: interactive", limit, "ms", *answers),
            ]
        figures += [
            Figure("requests of the first load", MAX_REQUESTS, "", [each.requests for each in ours]),
            Figure("bytes of the first load", MAX_KILOBYTES, "kB", [each.size / 1e3 for each in ours]),
        ]
    return figures


def measure_script(plan: Plan) -> Sequence[Figure]:
    """Weigh all JavaScript of a page as it is served, gzipped."""
    with Served(COUNTER) as served:
        scripts = re.findall(rb'<script[^>]* src="([^"]+)"', served.page())
        bodies = [_body(served.get(path.decode(), "Accept-Encoding: gzip\r\n")) for path in scripts]
    assert all(gzip.decompress(body) for body in bodies)
    weight = sum(map(len, bodies)) / 1e3
    return [Figure("all JavaScript as served, gzipped", MAX_SCRIPT, "kB", [weight])]


def _body(answer: bytes) -> bytes:
    return answer.partition(b"\r\n\r\n")[2]


ROWS = (
    Row("loads", "the first visit", measure_loads),
    Row("script", "all JavaScript", measure_script),
)
