"""Open ones for everybody: axe looks at what has opened or come, in light and dark, by WCAG 2.2 A and AA."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from components.test_every_widget_for_everybody import ALL, COLOURS, PHONE, find_faults
from patience import quiet, until

Shown = Callable[..., Any]

# Shadows that follow how far one has scrolled never end.
AT_REST = """document.getAnimations().every(({ timeline, playState }) =>
  timeline !== document.timeline || playState === "finished")"""


def click(name: str, seen: str) -> Callable[[Any], Any]:
    """Return what clicks a button, and finds what that opens."""

    def do(page: Any) -> Any:
        page.get_by_role("button", name=name, exact=True).first.click()
        return page.locator(seen)

    return do


def search(typed: str, seen: str) -> Callable[[Any], Any]:
    """Return what types into the field with a list, and finds the list."""

    def do(page: Any) -> Any:
        page.get_by_role("combobox").press_sequentially(typed)
        return page.get_by_role("listbox").get_by_text(seen, exact=True)

    return do


def hover(page: Any) -> Any:
    """Point at the button that has a tooltip."""
    page.get_by_role("button", name="Pour").hover()
    return page.get_by_role("tooltip")


def right_click(page: Any) -> Any:
    """Ask for the menu of a card."""
    page.get_by_role("group", name="Coffee", exact=True).click(button="right")
    return page.get_by_role("menuitem", name="Brew another")


def call_palette(page: Any) -> Any:
    """Open the palette by its keys."""
    page.keyboard.press("Control+k")
    return page.get_by_role("option", name="Brew a cup")


def call_palette_in_vain(page: Any) -> Any:
    """Look for a command that there is not."""
    call_palette(page).wait_for()
    page.keyboard.type("zzz")
    return page.get_by_text("Nothing fits")


def toast(page: Any) -> Any:
    """Have both kinds of the demo said."""
    page.get_by_role("button", name="Order", exact=True).click()
    page.get_by_text("There are no beans left.").wait_for()
    page.get_by_role("button", name="Save", exact=True).click()
    return page.get_by_text("Saved.")


def send_empty(page: Any) -> Any:
    """Send a form that nothing is filled in of."""
    page.get_by_role("button", name="Book", exact=True).click()
    return page.locator(".cacao-error:visible").first


def hand_in(page: Any) -> Any:
    """Hand in a file that is taken, and one that is not."""
    files = [("bill.pdf", "application/pdf"), ("tune.mp3", "audio/mpeg")]
    chosen = [{"name": name, "mimeType": kind, "buffer": b"some bytes"} for name, kind in files]
    page.locator("input[type=file]").set_input_files(chosen)
    page.get_by_text("tune.mp3").first.wait_for()
    return page.get_by_text("bill.pdf").first


def open_links(page: Any) -> Any:
    """Open the links of a bar, on a phone."""
    page.set_viewport_size(PHONE)
    page.get_by_role("button", name="Open the menu").click()
    return page.get_by_role("link", name="Team")


def choose_stretch(page: Any) -> Any:
    """Choose a stretch of days."""
    page.get_by_role("button", name="Last 30 days").click()
    return page.get_by_role("button", name="Last 30 days")


OPENED: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "dialog": ("dialog", click("Rename", "dialog:modal")),
    "confirm": ("confirm", click("Delete all orders", "[role=alertdialog]:modal")),
    "drawer": ("drawer", click("Filter", "dialog:modal")),
    "drawer at the start": ("drawer", click("Open by a State", "dialog:modal")),
    "popover": ("popover", click("Filter", "[role=dialog]:popover-open")),
    "tooltip": ("tooltip", hover),
    "toasts": ("call-toast", toast),
    "menu button": ("menu-button", click("Order 1042", "[role=menu]:popover-open")),
    "context menu": ("context-menu", right_click),
    "command palette": ("command-palette", call_palette),
    "command palette, in vain": ("command-palette", call_palette_in_vain),
    "bar on a phone": ("navbar", open_links),
    "combobox": ("combobox", search("42", "Roaster 42")),
    "multi-select": ("multi-select", search("an", "Antigua")),
    "table filters": ("table", click("Filters", ".cacao-table-filters:popover-open")),
    "form errors": ("form", send_empty),
    "file upload": ("file-upload", hand_in),
    "lightbox": ("image", click("Hills in the evening light", "dialog:modal")),
    "date range": ("date-range", choose_stretch),
}

# It is white on the dark that ``::backdrop`` lays over the page; axe takes the page itself for its ground.
ON_BACKDROP = ".cacao-lightbox > p"


@pytest.mark.parametrize("name", list(OPENED))
def test_everybody_can_use_what_has_opened_in_light_and_in_dark(shown: Shown, name: str) -> None:
    # Arrange
    node_type, open_it = OPENED[name]
    page = shown("demo", node_type)

    # Act
    open_it(page).wait_for()
    quiet(page)
    until(page, AT_REST)

    # Assert
    assert find_faults(page, ALL, ON_BACKDROP) == []
    page.emulate_media(color_scheme="dark")
    until(page, AT_REST)
    assert find_faults(page, COLOURS, ON_BACKDROP) == []
