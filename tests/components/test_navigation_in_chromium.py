"""The command palette and the bar in Chromium."""

from __future__ import annotations

from typing import Any

import pytest
from patience import until

APP = """
from cacao import App, State
from cacao.ui import CommandPalette, ContextMenu, Navbar

app = App()
told = State("nothing")
COMMANDS = [
    {"label": "New order", "group": "Orders", "shortcut": "Ctrl+Shift+O",
     "on_click": lambda: told.set("new")},
    {"label": "Find an order", "group": "Orders", "on_click": lambda: told.set("find")},
    {"label": "Team", "group": "Go to", "href": "/team", "keywords": "people"},
    {"label": "Settings", "on_click": lambda: told.set("settings")},
]
MENU = [{"label": "Print", "on_click": lambda: told.set("print")}, {"label": "Send", "href": "/team"}]
LINKS = [{"label": "Home", "href": "/"}, {"label": "Team", "href": "/team"}]

def page(path):
    return {"type": "div", "children": [
        Navbar(LINKS, "Cocoa", current=path, actions=CommandPalette(COMMANDS, trigger="Search")),
        ContextMenu("Order 1042", MENU, "Order"),
        {"type": "h1", "props": {"content": f"At {path}"}},
        {"type": "p", "props": {"content": lambda: f"told {told.value}"}}]}

def nested():
    inner = ContextMenu("The inner one", [{"label": "Inner"}], "Inside")
    outer = ContextMenu(["The outer one", inner], [{"label": "Outer"}], "Around")
    palettes = [CommandPalette([{"label": name, "href": "/"}], trigger=name) for name in ("First", "Last")]
    return {"type": "div", "children": [outer, *palettes]}

app.mix("/nested")(nested)
app.mix("/")(lambda: page("/"))
app.mix("/team")(lambda: page("/team"))
"""


@pytest.fixture(scope="module")
def url(serve_once: Any) -> str:
    """Return the address of an app with both."""
    return str(serve_once(APP).url)


ACTIVE = "document.querySelector('[role=option][aria-selected=true]:not([hidden])')"


def test_commands_are_found_by_a_few_letters_the_best_first(url: str, visit: Any) -> None:
    page = visit(url)

    page.keyboard.press("Control+k")
    page.keyboard.type("fo")
    until(page, f"{ACTIVE}.textContent === 'Find an order'")
    page.keyboard.press("Enter")

    page.get_by_text("told find").wait_for()
    assert page.locator("dialog[open]").count() == 0
    page.keyboard.press("Control+k")
    page.keyboard.type("people")
    until(page, f"{ACTIVE}.textContent === 'Team'")
    page.keyboard.type("zzz")
    page.get_by_text("Nothing fits").wait_for()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    page.get_by_text("told find").wait_for()


def test_the_arrow_keys_go_through_the_commands_and_the_focus_returns(url: str, visit: Any) -> None:
    page = visit(url)
    opener = page.get_by_role("button", name="Search")
    opener.focus()

    page.keyboard.press("Enter")
    until(page, f"{ACTIVE}?.textContent.startsWith('New order')")
    page.keyboard.press("ArrowUp")
    until(page, f"{ACTIVE}.textContent === 'Settings'")
    named = page.get_by_role("combobox").get_attribute("aria-activedescendant")
    assert page.locator(f"[id='{named}']").inner_text() == "Settings"
    page.keyboard.press("Escape")

    until(page, "document.activeElement.getAttribute('command') === 'show-modal'")


def test_a_command_leads_to_a_page_and_its_keys_work_everywhere(url: str, visit: Any) -> None:
    page = visit(url)

    page.keyboard.press("Control+k")
    page.keyboard.type("team")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="At /team").wait_for()
    until(page, "!document.querySelector('dialog[open]')")
    page.keyboard.press("Control+Shift+o")

    page.get_by_text("told new").wait_for()
    assert page.evaluate("window.stays")


def test_the_links_of_a_bar_lie_in_a_drawer_on_a_phone(url: str, visit: Any) -> None:
    page = visit(url, viewport={"width": 390, "height": 700})
    team = page.get_by_role("link", name="Team")
    assert team.count() == 0

    page.get_by_role("button", name="Open the menu").click()
    team.click()

    page.get_by_role("heading", name="At /team").wait_for()
    until(page, "!document.querySelector('dialog[open]')")
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_a_right_click_opens_the_menu_there_and_a_click_elsewhere_closes_it(url: str, visit: Any) -> None:
    page = visit(url)
    box = page.get_by_text("Order 1042").bounding_box()

    page.mouse.click(box["x"] + 40, box["y"] + 5, button="right")
    until(page, "document.activeElement.textContent === 'Print'")
    shown = page.get_by_role("menu").bounding_box()
    assert abs(shown["x"] - box["x"] - 40) < 2
    page.keyboard.press("Enter")

    page.get_by_text("told print").wait_for()
    assert page.get_by_role("menu").count() == 0
    until(page, "document.activeElement.ariaLabel === 'Order'")
    page.mouse.click(1275, box["y"] + 5, button="right")
    shown = page.get_by_role("menu").bounding_box()
    assert shown["x"] + shown["width"] < 1280
    page.mouse.click(300, 500)
    until(page, "!document.querySelector('[role=menu]:popover-open')")


def test_the_keyboard_opens_the_menu_and_the_focus_returns(url: str, visit: Any) -> None:
    page = visit(url)
    page.get_by_role("group", name="Order", exact=True).focus()

    page.keyboard.press("Shift+F10")
    until(page, "document.activeElement.textContent === 'Print'")
    page.keyboard.press("ArrowDown")
    until(page, "document.activeElement.textContent === 'Send'")
    page.keyboard.press("Escape")

    until(page, "document.activeElement.ariaLabel === 'Order'")


def test_a_long_press_of_a_finger_opens_the_menu_and_a_short_one_does_not(url: str, visit: Any) -> None:
    page = visit(url)
    owner = page.get_by_role("group", name="Order", exact=True)
    finger = {"bubbles": True, "pointerType": "touch", "clientX": 60, "clientY": 90}

    owner.dispatch_event("pointerdown", finger)
    owner.dispatch_event("pointerup", finger)
    owner.dispatch_event("pointerdown", finger)
    assert page.get_by_role("menu").count() == 0
    page.wait_for_timeout(600)
    owner.dispatch_event("pointermove", {**finger, "clientX": 63})
    owner.dispatch_event("pointerup", finger)

    page.get_by_role("menuitem", name="Print").wait_for()


@pytest.mark.parametrize("way", ["keyboard", "click", "finger"])
def test_of_menus_in_each_other_the_innermost_opens_alone(url: str, visit: Any, way: str) -> None:
    # Arrange
    page = visit(f"{url}/nested")
    owner = page.get_by_role("group", name="Inside", exact=True)

    # Act
    if way == "keyboard":
        owner.focus()
        page.keyboard.press("Shift+F10")
    elif way == "click":
        owner.click(button="right")
    else:
        finger = {"bubbles": True, "pointerType": "touch", "clientX": 60, "clientY": 90}
        owner.dispatch_event("pointerdown", finger)
        page.wait_for_timeout(700)
        owner.dispatch_event("pointerup", finger)

    # Assert
    page.get_by_role("menuitem", name="Inner").wait_for()
    page.evaluate("new Promise(requestAnimationFrame)")
    assert page.evaluate("[...document.querySelectorAll('[role=menu]:popover-open')].length") == 1
    page.keyboard.press("Escape")
    page.get_by_role("group", name="Around", exact=True).focus()
    page.keyboard.press("Shift+F10")
    page.get_by_role("menuitem", name="Outer").wait_for()


def test_of_two_palettes_the_last_one_answers_their_keys(url: str, visit: Any) -> None:
    page = visit(f"{url}/nested")

    page.keyboard.press("Control+k")
    until(page, f"{ACTIVE}?.textContent === 'Last'")
    assert page.locator("dialog[open]").count() == 1
    page.keyboard.press("Control+k")

    until(page, "!document.querySelector('dialog[open]')")


@pytest.mark.parametrize(
    ("key", "code", "opens"), [("л", "KeyK", True), ("л", "KeyG", False), ("t", "KeyK", False)]
)
def test_the_palette_opens_by_its_keys_on_a_keyboard_of_another_script(
    url: str, visit: Any, key: str, code: str, opens: bool
) -> None:
    page = visit(url)

    page.evaluate(
        "([key, code]) => document.body.dispatchEvent("
        "new KeyboardEvent('keydown', {key, code, ctrlKey: true, bubbles: true, cancelable: true}))",
        [key, code],
    )

    assert page.locator("dialog[open]").count() == opens
