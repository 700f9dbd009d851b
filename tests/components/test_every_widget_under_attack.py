"""Every widget under attack: a text stays text in every prop, in the first paint, in a patch, in Chromium."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from components.hostile import TEXTS, Breakouts, accepted, text_props
from components.test_every_widget_in_use import nudge
from components.trying import PAINTER, sample_of

from cacao_plugins.components import WIDGETS, Widget

Shown = Callable[..., Any]

every_widget = pytest.mark.parametrize("widget", WIDGETS, ids=lambda widget: widget.node_type)

# What has become more than text in the document.
BREAKOUTS = """[...document.querySelectorAll("#tried, #tried *, body > :not(#cacao)")].filter((node) =>
  node.localName === "script" || node.hasAttribute("hostile") ||
  [...node.attributes].some(({name}) => name.startsWith("on")) ||
  ["href", "src", "action", "formAction"].some((name) => String(node[name] ?? "").startsWith("javascript:"))
).map((node) => node.outerHTML.slice(0, 300))"""


@every_widget
def test_a_text_stays_text_in_every_prop_of_a_widget(widget: type[Widget]) -> None:
    sample = sample_of(widget.node_type)
    assert sample is not None, "neither its demo nor its drive shows it"

    painted = accepted(widget, sample, PAINTER)

    assert {name: found for name, (_, html) in painted.items() if (found := Breakouts(html).found)} == {}


@every_widget
def test_a_text_stays_text_where_it_comes_by_a_patch_and_where_it_is_painted(
    shown: Shown, widget: type[Widget]
) -> None:
    # Act
    page = shown("hostile", widget.node_type)
    nudge(page)

    # Assert
    assert page.evaluate(BREAKOUTS) == []

    # Act
    page.reload()
    page.wait_for_selector("[data-cacao-joined]")

    # Assert
    assert page.evaluate(BREAKOUTS) == []
    page.faults[:] = [fault for fault in page.faults if "Failed to load resource" not in fault]


# The checks themselves.


class Plain(Widget):
    """Takes a text.

    Args:
        content: what it says.
        label: what it is called.
        amount: how much.
    """

    node_type = "plain"

    content: Any = ""
    label: str | None = None
    amount: int = 0


def test_every_prop_that_takes_a_text_is_attacked() -> None:
    assert text_props(Plain) == ["content", "label", "id", "class_name"]


@pytest.mark.parametrize("text", TEXTS.values(), ids=list(TEXTS))
def test_a_text_that_is_more_is_seen(text: str) -> None:
    assert Breakouts(f"<p title='{text}'>{text}</p><a href='{text}'>{text}</a>").found


def test_a_text_that_is_more_is_seen_in_chromium(visit: Callable[..., Any]) -> None:
    page = visit("about:blank", live=False)
    for html in ("<b hostile>", "<script></script>", "<a href='javascript:1'>", "<p onclick='1'>"):
        page.set_content(f"<main id=tried>{html}</main>")
        assert page.evaluate(BREAKOUTS)
