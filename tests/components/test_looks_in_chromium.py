"""How every widget looks: each area of a theme changes it, or a table says why it does not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from components.looks import LOOKS
from components.trying import DEMOS
from patience import quiet, until

# What a browser makes of a widget's own nodes (not of those that a demo puts into it), by area.
# Text counts where there is some, and an edge or a corner where something is seen of it.
READ = """(area) => {
  const sides = ["top", "right", "bottom", "left"];
  const corners = ["top-left", "top-right", "bottom-right", "bottom-left"];
  const names = {
    colors: ["background-color", "background-image", "accent-color", "fill", "stroke"],
    typography: [],
    spacing: ["row-gap", "column-gap", "min-height", "min-width", "--thumb", "--star", "--spinner",
      ...sides.flatMap((side) => [`padding-${side}`, `margin-${side}`])],
    radius: corners.map((corner) => `border-${corner}-radius`),
    shadow: ["box-shadow"],
    motion: ["transition-duration", "animation-duration", "transition-timing-function"],
  }[area];
  const typography = ["font-family", "font-size", "line-height", "font-weight"];
  const hasText = (node) => node.matches("input, select, textarea, svg, progress")
    || [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
  const isForeign = (node) => node.closest("[data-foreign]")
    || node.closest(".cacao-field")?.querySelector("[data-foreign]");
  const look = (node, pseudo) => {
    const style = getComputedStyle(node, pseudo);
    if (pseudo && style.content === "none") return "";
    const wanted = [...names];
    if (area === "spacing" && !pseudo && !node.children.length) wanted.push("width", "height");
    if (pseudo ? style.content !== '""' : hasText(node)) {
      if (area === "colors") wanted.push("color");
      if (area === "typography") wanted.push(...typography);
    }
    if (area === "colors") {
      const edges = sides.filter((side) => style[`border-${side}-style`] !== "none");
      wanted.push(...edges.map((side) => `border-${side}-color`));
      if (style.boxShadow !== "none") wanted.push("box-shadow");
    }
    return wanted.map((name) => style.getPropertyValue(name)).join();
  };
  for (const animation of document.getAnimations())
    if (animation instanceof CSSTransition) animation.finish();
  const found = {};
  for (const demo of document.querySelectorAll("[data-demo]")) {
    const own = [...demo.querySelectorAll("[data-own] *")].filter((node) => !isForeign(node));
    const looks = own.flatMap((node) => [null, "::before", "::after"].map((each) => look(node, each)));
    found[demo.dataset.demo] = looks.join();
  }
  return found;
}"""

AREAS = [area for area in LOOKS if area != "plain"]

# Nothing of them is painted: they arrange others, or ask in a window when it is time.
UNSEEN = {"button-group", "column", "confirm", "container", "grid", "row", "spacer", "stack"}
# The browser paints them.
PLAYERS = {"audio", "video"}
# They stand in a line of text, or are one: as wide and high as their letters, so typography is their proof.
IN_LINE = {"badge", "heading", "icon", "kbd", "link", "paragraph", "status", "text"}
# They are round.
ROUND = {"avatar-group", "progress-ring", "spinner", "status"}
# They reach from side to side, or have no edge.
EDGELESS = {"app-bar", "app-footer", "breadcrumb", "divider", "key-value", "section"}

# What is painted only while it is there.
CALLED = {"call-toast"}

ALIKE = {
    "colors": UNSEEN | PLAYERS,
    "typography": UNSEEN | PLAYERS | {"scroll-area", "skeleton"},  # without a text of their own
    "spacing": {"button-group", "confirm", "progress-ring", "toast"} | PLAYERS | IN_LINE,
    "radius": UNSEEN | {"audio"} | ROUND | EDGELESS | {"heading", "icon", "paragraph", "text", "toast"},
}
"""The widgets that an area does not change."""

CHANGED = {
    "shadow": {
        *("combobox", "command-palette", "context-menu", "dialog", "drawer", "menu-button", "multi-select"),
        *("metric", "navbar", "popover", "sidebar-layout", "table"),
    },
    "motion": {
        *("button", "copy-button", "download-button", "icon-button", "link-button", "menu", "menu-button"),
        *("date-input", "date-range", "date-time-input", "email-input", "number-input", "password-input"),
        *(
            "color-input",
            "combobox",
            "file-upload",
            "form",
            "multi-select",
            "search-input",
            "select",
            "tags-input",
            "text-area",
        ),
        *("checkbox", "checkbox-group", "radio-group", "switch", "text-input", "time-input", "url-input"),
        *("accordion", "card", "dialog", "drawer", "heading", "image", "link", "list", "navbar", "popover"),
        *("progress-ring", "sidebar-layout", "splitter", "table", "tabs", "tooltip", "tree"),
    },
}
"""Those that throw a shadow, and those that move."""

Looks = dict[str, set[str]]


def look_at(page: Any) -> Looks:
    """Return the widgets that each area changes."""
    plain = {area: page.evaluate(READ, area) for area in AREAS}
    found: Looks = {}
    for area in AREAS:
        choose(page, area)
        now = page.evaluate(READ, area)
        found[area] = {name for name in now if now[name] != plain[area][name]}
    choose(page, "plain")
    return found


def choose(page: Any, look: str) -> None:
    """Let the visitor have another look."""
    page.get_by_role("button", name=look, exact=True).evaluate("node => node.click()")
    until(page, f"document.querySelector('[data-look]').dataset.look === '{look}'")
    quiet(page)


@pytest.fixture(scope="module")
def page(chromium: Any, trying: str) -> Iterator[Any]:
    """Open every demo in one page."""
    context = chromium.new_context(color_scheme="light")
    page = context.new_page()
    page.goto(f"{trying}/looks")
    page.wait_for_selector("[data-cacao-joined]")
    yield page
    context.close()


@pytest.fixture(scope="module")
def changed(page: Any) -> Looks:
    """Return the widgets that each area changes."""
    return look_at(page)


@pytest.mark.parametrize("area", AREAS)
def test_an_area_of_a_theme_changes_every_widget_that_has_it(changed: Looks, area: str) -> None:
    expected = CHANGED[area] if area in CHANGED else {*DEMOS} - CALLED - ALIKE[area]

    assert changed[area] == expected


def test_what_no_theme_changes_is_what_nobody_sees(changed: Looks) -> None:
    seen = set[str]().union(*changed.values())

    assert {*DEMOS} - CALLED - seen == {"audio", "button-group", "confirm"}


HARD = """[data-demo="table"] *, [data-demo="badge"] * {
  margin: 1px !important; padding: 1px !important; gap: 1px !important;
  min-width: 1px !important; min-height: 1px !important; width: 9px !important; height: 9px !important;
  border: 1px solid red !important; border-radius: 1px !important; box-shadow: none !important;
  color: red !important; background: white !important; accent-color: red !important; fill: red !important;
  stroke: red !important; font: 12px/1 serif !important; transition: none !important;
  animation: none !important;
}"""


def test_hard_values_are_seen(page: Any, changed: Looks) -> None:
    # Arrange
    spoil = """(text) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      document.adoptedStyleSheets = [sheet];
    }"""
    page.evaluate(spoil, HARD)

    # Act
    found = look_at(page)

    # Assert
    spoilt = {"table", "badge"}
    assert found == {area: names - spoilt for area, names in changed.items()}
    assert spoilt <= changed["colors"] & changed["radius"] & changed["typography"]
