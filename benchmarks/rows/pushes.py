"""What the server pushes by itself, many times a second, seen in Chromium."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from ..browser import opened, visit
from ..figure import Figure
from ..plan import Plan
from ..quantile import quantile
from ..row import Row
from ..served import Served
from ..stage import Stage
from ..stages import pushes

if TYPE_CHECKING:
    from playwright.sync_api import Page

RATES = (50, 100)
GAP, CPU = 1.2, 1.7

# Takes the time and the number of every change, for so long.
WATCH = """
async (milliseconds) => {
  const node = document.querySelector("p"), seen = [];
  const watch = new MutationObserver(() => seen.push([performance.now(), Number(node.textContent)]));
  watch.observe(node, {childList: true, characterData: true, subtree: true});
  await new Promise((done) => setTimeout(done, milliseconds));
  watch.disconnect();
  return seen;
}
"""

CHANGED = "(first) => document.querySelector('p').textContent !== first"


@dataclass(frozen=True)
class Seen:
    """What was seen for a while.

    Attributes:
        lost: how many pushes in a hundred were not seen.
        gap: the milliseconds between two, 95th percentile.
        cpu: the server's CPU seconds for each.
    """

    lost: float
    gap: float
    cpu: float


def look(page: Page, served: Served, milliseconds: int) -> Seen:
    """Watch a page for a while."""
    cpu = served.cpu()
    seen: list[tuple[float, int]] = page.evaluate(WATCH, milliseconds)
    cpu = served.cpu() - cpu
    times = [time for time, _ in seen]
    pushed = seen[-1][1] - seen[0][1] + 1
    gaps = [after - before for before, after in pairwise(times)]
    shown = len({number for _, number in seen})
    return Seen(100 * (1 - shown / pushed), quantile(gaps, 0.95), cpu / pushed)


def measure_pushes(plan: Plan) -> Sequence[Figure]:
    """Measure pages that show what is pushed, 50 and 100 times a second."""
    figures: list[Figure] = []
    for rate in RATES:
        bare, ours = _compare(plan, pushes("bare", rate), pushes("cacao", rate))
        name = f"{rate} pushes a second in Chromium"
        figures += [
            Figure(f"{name}: not seen", 0, "%", [each.lost for each in ours]),
            Figure(f"{name}: gap p95", GAP, "ms", [each.gap for each in ours], [each.gap for each in bare]),
            Figure(
                f"{name}: server CPU for each",
                CPU,
                "µs",
                [each.cpu * 1e6 for each in ours],
                [each.cpu * 1e6 for each in bare],
            ),
        ]
    return figures


def _compare(plan: Plan, *stages: Stage) -> tuple[Sequence[Seen], Sequence[Seen]]:
    milliseconds = plan.of(4_000, 1_000)
    with ExitStack() as stack:
        browser = stack.enter_context(opened())

        def see(stage: Stage) -> Seen:
            with Served(stage) as served, visit(browser, served.url) as page:
                first = page.locator("p").first.text_content()
                page.wait_for_function(CHANGED, arg=first)  # the socket is open
                page.wait_for_timeout(plan.of(1_000, 300))  # and the code is warm
                return look(page, served, milliseconds)

        return plan.alternate(lambda: see(stages[0]), lambda: see(stages[1]))


ROWS = (Row("pushes", "50 and 100 pushes a second", measure_pushes),)
