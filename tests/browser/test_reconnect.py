"""Coming back: a browser that has lost its server asks less and less often, never in step with others."""

from __future__ import annotations

from pathlib import Path

import pytest

COUNTER = Path(__file__).parent.parent.parent / "examples" / "counter_example.py"
TRIES = 12

# No connection ever opens, and no time passes: each wait is noted and ends at once.
UNREACHABLE = """
window.waits = [];
const later = window.setTimeout;
window.setTimeout = (work, wait) => {
  if (work.toString().includes("open")) {
    window.waits.push(wait);
    return window.waits.length <= 12 ? later(work, 0) : 0;
  }
  return later(work, wait);
};
window.WebSocket = function () { later(() => this.onclose(), 0); };
window.WebSocket.OPEN = 1;
"""


def waits_of(visit, url: str) -> list[float]:
    page = visit("about:blank", live=False)
    page.add_init_script(UNREACHABLE)
    page.goto(url)
    page.wait_for_function("() => window.waits.length > 12")
    return page.evaluate("window.waits")[:TRIES]


def test_tries_come_less_and_less_often_and_two_browsers_do_not_keep_step(visit, serve):
    # Arrange
    url = serve(COUNTER).url

    # Act
    first, second = waits_of(visit, url), waits_of(visit, url)

    # Assert: between half and the whole of a wait that doubles up to ten seconds.
    for number, wait in enumerate(first):
        longest = min(10_000, 250 * 2**number)
        assert longest / 2 <= wait <= longest
    assert first != second


@pytest.mark.parametrize(("scheme", "width"), [("light", 390), ("dark", 390), ("dark", 1280)])
def test_the_notice_of_a_lost_connection_can_be_read_by_everybody(visit, serve, scheme, width):
    # Arrange
    from axe_playwright_python.sync_playwright import Axe

    server = serve(COUNTER)
    page = visit(server.url, color_scheme=scheme, viewport={"width": width, "height": 844})

    # Act
    server.stop()
    page.get_by_role("status").get_by_text("Connection lost").wait_for()
    results = Axe().run(page)

    # Assert
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.close()  # which would go on trying
    page.faults.clear()  # the browser's own lines on refused connections
