"""SidebarLayout in Chromium: the drawer of a phone, and the way of the focus."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from patience import until

PHONE = {"width": 390, "height": 700}
SNIPPET = Path(__file__).parent.parent / "seed" / "sidebar_layout.py"


def write_app(folder: Path) -> Path:
    """Write the user's snippet as an app of its own; ``cacao serve`` shows it in a browser all the same."""
    file = folder / "app.py"
    file.write_text(SNIPPET.read_text("utf-8"), "utf-8")
    return file


def test_on_a_phone_the_pages_lie_in_a_drawer(serve: Any, visit: Any, tmp_path: Path) -> None:
    page = visit(serve(write_app(tmp_path)).url, viewport=PHONE)
    links = page.get_by_role("link", name="Dashboard")
    assert links.count() == 0

    page.get_by_role("button", name="Open the menu").click()
    page.keyboard.press("Escape")
    until(page, "document.activeElement.ariaLabel === 'Open the menu'")
    page.keyboard.press("Enter")
    links.click()

    page.get_by_text("1,234").wait_for()
    assert page.locator("dialog[open]").count() == 0
    assert page.url.endswith("/?page=dashboard")
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    page.go_back()
    page.get_by_text("There is nothing here yet.").wait_for()
    assert page.evaluate("window.stays")


def test_on_a_wide_screen_the_keyboard_goes_from_the_list_to_the_content(
    serve: Any, visit: Any, tmp_path: Path
) -> None:
    page = visit(serve(write_app(tmp_path)).url)

    page.keyboard.press("Tab")
    until(page, "document.activeElement.textContent === 'Skip to the content'")
    page.keyboard.press("Enter")
    until(page, "document.activeElement.localName === 'main'")
    page.get_by_role("link", name="Settings").focus()
    page.keyboard.press("Enter")

    page.get_by_role("heading", name="Settings").wait_for()
    until(page, "document.activeElement.getAttribute('aria-current') === 'page'")


MADE_IN_A_PAGE = """
from cacao import App
from cacao.ui import SidebarLayout

app = App()
ITEMS = [{"id": "home", "label": "Home"}, {"id": "team", "label": "Team"}]


@app.mix("/")
def home():
    return SidebarLayout(ITEMS, {"team": {"type": "p", "props": {"content": "Ann and Bob"}}})
"""


def test_a_layout_made_in_a_page_is_linked_to_loaded_anew_and_left_by_going_back(
    serve: Any, visit: Any, tmp_path: Path
) -> None:
    file = tmp_path / "app.py"
    file.write_text(MADE_IN_A_PAGE, "utf-8")
    url = serve(file).url
    page = visit(url)

    page.get_by_role("link", name="Team").click()
    page.get_by_text("Ann and Bob").wait_for()
    assert page.url.endswith("/?page=team")
    page.go_back()
    page.get_by_text("There is nothing here yet.").wait_for()
    assert page.evaluate("window.stays")
    page.go_forward()
    page.get_by_text("Ann and Bob").wait_for()
    page.reload()
    page.get_by_text("Ann and Bob").wait_for()


# Such a browser has no property for commands, and does nothing on a click.
OLDER = """
delete HTMLButtonElement.prototype.command;
document.addEventListener("command", (event) => event.preventDefault(), true);
"""


def test_the_drawer_opens_and_closes_in_a_browser_that_knows_no_commands(
    serve: Any, visit: Any, tmp_path: Path
) -> None:
    url = serve(write_app(tmp_path)).url
    page = visit(url, viewport=PHONE)
    page.add_init_script(OLDER)
    page.goto(url)
    page.wait_for_selector("[data-cacao-joined]")

    page.get_by_role("button", name="Open the menu").click()
    page.get_by_role("dialog").wait_for()
    page.get_by_role("button", name="Close").click()

    until(page, "!document.querySelector('dialog[open]')")
