"""Words and numbers too long for a phone: none pushes the page to the side, and no number is cut off."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from components.trying import FAMILIES

APP = """
from cacao import App
from cacao.ui import Container, Grid, Image, Metric

app = App()
DOT = (
    b"\\x89PNG\\r\\n\\x1a\\n\\0\\0\\0\\rIHDR\\0\\0\\0\\x01\\0\\0\\0\\x01\\x08\\0\\0\\0\\0:~\\x9bU"
    b"\\0\\0\\0\\nIDATx\\x9cc`\\0\\0\\0\\x02\\0\\x01H\\xaf\\xa4q\\0\\0\\0\\0IEND\\xaeB`\\x82"
)


@app.mix("/")
def home():
    return Container([
        Grid([
            Metric("Revenue", 1_234_729.29, unit="€", delta=-12.5),
            Metric("Users", 12),
            Metric("Stars", 123_456_789_012_345_678, unit="light years"),
        ], columns=4),
        Grid([Image(DOT, "a", caption="n" * 60, ratio="4/3"), Image(DOT, "b")], columns=3),
    ])
"""

# What is wider than its box, closed dialogs and panels opened one after the other.
TOO_WIDE = """() => {
  const found = [];
  for (const box of document.querySelectorAll("[data-tried]")) {
    const isWide = (part) => part.scrollWidth > part.clientWidth + 1;
    const above = [...box.querySelectorAll("dialog:not([open]), [popover]")].some((part) => {
      const [open, close] = part.popover ? ["showPopover", "hidePopover"] : ["showModal", "close"];
      part[open]();
      const isTooWide = isWide(part) || part.getBoundingClientRect().right > innerWidth + 1
        || [...part.children].some(isWide);
      part[close]();
      return isTooWide;
    });
    if (isWide(box) || above) found.push(box.dataset.tried + (above ? " (above the page)" : ""));
  }
  return found;
}"""


@pytest.mark.parametrize("family", FAMILIES)
def test_a_word_without_end_pushes_no_page_to_the_side(shown: Callable[..., Any], family: str) -> None:
    page = shown("long", family, viewport={"width": 390, "height": 844})

    assert page.evaluate(TOO_WIDE) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 390


@pytest.mark.parametrize("width", [390, 1280])
def test_a_long_number_is_seen_whole_with_its_unit(
    visit: Callable[..., Any], serve: Callable[..., Any], width: int
) -> None:
    page = visit(serve(APP).url, viewport={"width": width, "height": 844})

    cut = page.evaluate(
        """() => [...document.querySelectorAll(".cacao-metric")].filter((card) => {
          const edge = card.getBoundingClientRect();
          return [...card.querySelectorAll(".cacao-metric-value > span")].some((part) => {
            const box = part.getBoundingClientRect();
            return box.right > edge.right - 8 || box.bottom > edge.bottom - 8;
          });
        }).map((card) => card.innerText)"""
    )
    assert cut == []
    sizes = page.locator(".cacao-metric-value").evaluate_all(
        "values => values.map(value => parseFloat(getComputedStyle(value).fontSize))"
    )
    assert sizes[0] < sizes[1]


def test_a_picture_is_no_wider_than_its_column_whatever_its_caption(
    visit: Callable[..., Any], serve: Callable[..., Any]
) -> None:
    page = visit(serve(APP).url, viewport={"width": 390, "height": 844})

    first, second = page.get_by_role("figure").all()
    picture = first.get_by_role("img").bounding_box()
    assert picture["width"] == first.bounding_box()["width"] == second.bounding_box()["width"]
    assert page.evaluate("document.documentElement.scrollWidth") == 390
