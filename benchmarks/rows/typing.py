"""How long a letter takes in a form: from the key to the server's answer, however many fields there are."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING

from ..browser import opened, visit
from ..figure import Figure
from ..plan import Plan
from ..row import Row
from ..served import Served
from ..stages import fields

if TYPE_CHECKING:
    from playwright.sync_api import Page

FEW, MANY = 1, 50
SAME = 1.2

# Types letters one after another, and takes the time until the mark that an answer is awaited has gone.
TYPE = """
async (letters) => {
  const field = document.querySelector("input[name]"), waits = [];
  for (let number = 0; number < letters; number++) {
    waits.push(await new Promise((done) => {
      const began = performance.now();
      const watch = new MutationObserver(() => {
        if (field.hasAttribute("data-cacao-busy")) return;
        watch.disconnect();
        done(performance.now() - began);
      });
      watch.observe(field, {attributes: true, attributeFilter: ["data-cacao-busy"]});
      field.value += "x";
      field.dispatchEvent(new InputEvent("input", {bubbles: true}));
    }));
    await new Promise((done) => setTimeout(done, 2));
  }
  field.value = "";
  return waits;
}
"""


def measure_typing(plan: Plan) -> Sequence[Figure]:
    """Measure a letter in a form of many fields against one in a form of one field."""
    letters = plan.of(100, 5)
    with opened() as browser, ExitStack() as stack:
        pages = []
        for number in (FEW, MANY):
            served = stack.enter_context(Served(fields(number)))
            page = stack.enter_context(visit(browser, served.url + served.stage.path))
            page.wait_for_selector("[data-cacao-joined]")
            _type(page, letters)
            pages.append(page)
        few, many = plan.alternate(lambda: _type(pages[0], letters), lambda: _type(pages[1], letters))
    return [
        Figure(
            f"a letter in a form of {MANY} fields in Chromium, to its answer",
            SAME,
            "ms",
            many,
            few,
            "one field",
        )
    ]


def _type(page: Page, letters: int) -> float:
    """Return how many milliseconds a letter takes, by the median."""
    return statistics.median_grouped(page.evaluate(TYPE, letters), 0.1)


ROWS = (Row("typing", "a letter in a form of 50 fields in Chromium", measure_typing),)
