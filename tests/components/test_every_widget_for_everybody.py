"""Every widget for everybody: axe looks at its demo, in light and in dark, by WCAG 2.2 A and AA."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from components.trying import DEMOS

Shown = Callable[..., Any]

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ALL = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
# Only colours are others in the dark.
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}

PHONE = {"width": 390, "height": 844}

LOOK = """([without, options]) => axe.run({exclude: without}, options).then(({violations}) =>
  violations.flatMap(({id, nodes}) =>
    nodes.map(({html, failureSummary}) => [id, html, failureSummary])))"""


@pytest.mark.parametrize("node_type", list(DEMOS))
def test_everybody_can_use_a_widget_in_light_and_in_dark_and_on_a_phone(shown: Shown, node_type: str) -> None:
    page = shown("demo", node_type)

    assert find_faults(page, ALL) == []
    page.emulate_media(color_scheme="dark")
    assert find_faults(page, COLOURS) == []
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390, "from right to left"


def find_faults(page: Any, options: dict[str, Any], *without: str) -> list[str]:
    """Return what axe finds, but for what these selectors find."""
    from axe_playwright_python.sync_playwright import Axe

    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    found = page.evaluate(LOOK, [list(without), options])
    return [f"{rule}: {html} {summary}" for rule, html, summary in found]


UNFAIR = {
    "a-field-without-a-name": "<input>",
    "a-button-without-a-name": "<button></button>",
    "grey-on-grey": "<p style='color:#999;background:#aaa'>Some words</p>",
    "a-role-without-its-state": "<div role='checkbox' tabindex='0'>a</div>",
    "targets-too-small": "<button style='width:9px;height:9px;padding:0;border:0'>a</button>" * 3,
}


@pytest.mark.parametrize("name", list(UNFAIR))
def test_what_shuts_somebody_out_is_seen(visit: Callable[..., Any], name: str) -> None:
    page = visit("about:blank", live=False)
    page.set_content(f"<html lang=en><title>a</title><main>{UNFAIR[name]}</main>")

    assert find_faults(page, ALL)
