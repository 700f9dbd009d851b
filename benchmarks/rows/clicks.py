"""How long a person waits in Chromium: from the click to the page that shows it."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..browser import opened, visit
from ..figure import Figure
from ..plan import Plan
from ..quantile import quantile
from ..row import Row
from ..served import Served
from ..stage import Stage
from ..stages import BARE, COUNTER, bare_table, rows_by_for, rows_plainly

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Waits = Sequence[Sequence[float]]

MEDIAN, P95 = 1.3, 1.5
MIDDLE = 0.5
CLOCK_STEP = 0.1  # milliseconds: Chromium's clock has no finer ones for a page
TABLE_CLICK, SMALL_PAINT, LARGE_PAINT = 1.5, 1.5, 2.0

# Clicks buttons in turn, and takes the time until the text that each is to change has changed.
CLICK = """
async ({buttons, texts, clicks, pause}) => {
  const button = [...document.querySelectorAll(buttons)], text = [...document.querySelectorAll(texts)];
  const waits = [];
  for (let number = 0; number < clicks; number++) {
    const place = number * 7919 % button.length, node = text[place], before = node.textContent;
    waits.push(await new Promise((done) => {
      const began = performance.now();
      const watch = new MutationObserver(() => {
        if (node.textContent === before) return;
        watch.disconnect();
        done(performance.now() - began);
      });
      watch.observe(node, {childList: true, characterData: true, subtree: true});
      button[place].click();
    }));
    await new Promise((done) => setTimeout(done, pause));
  }
  return waits;
}
"""

# The milliseconds until something of the page was to be seen.
PAINTED = """
() => new Promise((done) => {
  const look = () => {
    const paint = performance.getEntriesByName("first-contentful-paint")[0];
    if (paint) done(paint.startTime); else setTimeout(look, 5);
  };
  look();
})
"""


@dataclass(frozen=True)
class Scene:
    """Where a page is clicked.

    Attributes:
        stage: the page.
        buttons: the selector of what is clicked.
        texts: the selector of what each changes.
    """

    stage: Stage
    buttons: str = "button"
    texts: str = "section > span"


def wait_until_live(page: Page, scene: Scene) -> None:
    """Click once, again and again until it shows: from then on the socket is open."""
    text = page.locator(scene.texts).first
    before = text.text_content()
    while text.text_content() == before:
        page.locator(scene.buttons).first.click()
        page.wait_for_timeout(100)
    page.wait_for_timeout(300)


def click(page: Page, scene: Scene, clicks: int, pause: int) -> list[float]:
    """Return how many milliseconds each of these clicks took to be seen."""
    how = {"buttons": scene.buttons, "texts": scene.texts, "clicks": clicks, "pause": pause}
    waits: list[float] = page.evaluate(CLICK, how)
    return waits


def compare(browser: Browser, plan: Plan, scenes: Sequence[Scene], clicks: int) -> tuple[Waits, Waits]:
    """Click two pages that stay open, in turn; return the waits of each, pair by pair."""
    with ExitStack() as stack:
        pages = [
            stack.enter_context(visit(browser, _url(stack.enter_context(Served(scene.stage)))))
            for scene in scenes
        ]
        for page, scene in zip(pages, scenes, strict=True):
            wait_until_live(page, scene)
            click(page, scene, max(clicks // 5, 1), 2)
        first, second = (
            lambda page=page, scene=scene: click(page, scene, clicks, 2)
            for page, scene in zip(pages, scenes, strict=True)
        )
        return plan.alternate(first, second)


def measure_clicks(plan: Plan) -> Sequence[Figure]:
    """Measure the counter, median and 95th percentile."""
    clicks = plan.of(150, 5)
    with opened() as browser:
        bare, ours = compare(browser, plan, [Scene(BARE), Scene(COUNTER)], clicks)
    return [
        Figure(
            f"click to DOM in Chromium, {name}",
            limit,
            "ms",
            [_at(share, waits) for waits in ours],
            [_at(share, waits) for waits in bare],
        )
        for name, share, limit in (("median", MIDDLE, MEDIAN), ("p95", 0.95, P95))
    ]


def _at(share: float, waits: Sequence[float]) -> float:
    """Return the wait that this share of them does not exceed; a median between the steps of the clock."""
    return statistics.median_grouped(waits, CLOCK_STEP) if share == MIDDLE else quantile(waits, share)


def measure_tables(plan: Plan) -> Sequence[Figure]:
    """Measure tables of 1,000 and of 10,000 rows: a click, and the first paint of a new visitor."""
    small, large = plan.of(1_000, 100), plan.of(10_000, 500)
    return [
        *_measure_table(plan, small, rows_plainly(small), "written plainly", SMALL_PAINT),
        *_measure_table(plan, large, rows_by_for(large), "by For", LARGE_PAINT),
    ]


def _measure_table(plan: Plan, rows: int, stage: Stage, how: str, paint: float) -> Sequence[Figure]:
    scenes = [_table(bare_table(rows)), _table(stage)]
    with opened() as browser:
        bare, ours = compare(browser, plan, scenes, plan.of(20, 3))
        bare_paints, our_paints = _paints(browser, plan, scenes)
    name = f"{rows:,} rows {how} in Chromium"
    waits = list(map(statistics.median, ours)), list(map(statistics.median, bare))
    return [
        Figure(f"{name}: click to DOM", TABLE_CLICK, "ms", *waits),
        Figure(f"{name}: first content", paint, "ms", our_paints, bare_paints),
    ]


def _table(stage: Stage) -> Scene:
    return Scene(stage, "tbody button", "tbody td:nth-child(2)")


def _paints(browser: Browser, plan: Plan, scenes: Sequence[Scene]) -> tuple[Sequence[float], Sequence[float]]:
    with ExitStack() as stack:
        urls = [_url(stack.enter_context(Served(scene.stage))) for scene in scenes]

        def paint(url: str) -> float:
            with visit(browser, url) as page:
                return float(page.evaluate(PAINTED))

        for url in urls:
            paint(url)
        return plan.alternate(lambda: paint(urls[0]), lambda: paint(urls[1]))


def _url(served: Served) -> str:
    return served.url + served.stage.path


CLICKS = Row("clicks", "click to DOM in Chromium", measure_clicks)
TABLES = Row("tables", "1,000 and 10,000 rows in Chromium", measure_tables)
