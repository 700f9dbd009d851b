"""The overlay in Chromium: what a developer sees, reads, presses and leaves again."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from patience import until

FAULTY = Path(__file__).parent.parent / "faulty.py"
SHOWN = ".cacao-fault:modal"
WIDE = {"width": 1280, "height": 800}
NARROW = {"width": 390, "height": 844}


@pytest.fixture
def shop(serve):
    return serve(FAULTY)


def fail(page, button):
    page.get_by_role("button", name=button, exact=True).click()
    page.wait_for_selector(SHOWN)


def violations(page):
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}
    found = Axe().run(page, options=options).response["violations"]
    return [(each["id"], each["nodes"][0]["html"]) for each in found]


def test_a_handlers_error_is_shown_in_full_and_left_by_escape(visit, shop):
    # Arrange
    page = visit(shop.url)

    # Act
    fail(page, "Order")

    # Assert
    assert page.evaluate("document.activeElement.id") == "cacao-fault-title"
    dialog = page.get_by_role("dialog", name="KeyError")
    assert dialog.get_attribute("aria-modal") == "true"
    assert dialog.locator(".cacao-fault-message").inner_text() == "'chilli'"
    assert page.locator(".cacao-fault-now").first.inner_text().endswith("return prices[name] * amount\n")
    values = dialog.locator("dl")
    assert "'chilli'" in values.first.inner_text()
    assert "sk-12345" not in dialog.inner_text()
    assert "hunter2" not in dialog.inner_text()
    assert not values.nth(1).is_visible()
    dialog.get_by_text("Values").nth(1).click()
    assert "•••" in values.nth(1).inner_text()
    assert "click on button “Order”" in dialog.inner_text()
    link = dialog.get_by_role("link", name="Open in the editor").get_attribute("href")
    assert link.startswith("vscode://file/")
    assert "faulty.py:" in link

    # Act and assert: the focus goes back to where it was
    page.keyboard.press("Escape")
    page.wait_for_selector(SHOWN, state="detached")
    assert page.evaluate("document.activeElement.textContent") == "Order"

    # Act and assert: the page lives on, and nothing was loaded anew
    page.get_by_role("button", name="Add").click()
    page.get_by_text("1 bars").wait_for()
    assert page.evaluate("window.stays")


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_everybody_can_read_it(visit, shop, viewport, scheme, direction):
    # Arrange
    page = visit(shop.url, viewport=viewport, color_scheme=scheme)
    page.evaluate(f"document.documentElement.dir = '{direction}'")

    # Act
    fail(page, "Order")

    # Assert
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    card = page.locator(".cacao-fault-card")
    assert card.evaluate("card => card.scrollWidth <= card.clientWidth")
    for line in page.locator(".cacao-fault pre").all():
        assert line.evaluate("line => getComputedStyle(line).direction") == "ltr"
    box = page.locator(SHOWN).bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= viewport["width"]
    close = page.get_by_label("Close", exact=True).bounding_box()
    assert min(close["width"], close["height"]) >= 24


def test_all_of_it_can_be_done_by_keys(visit, shop):
    # Arrange
    page = visit(shop.url, viewport=NARROW)
    page.get_by_role("button", name="Typo").focus()

    # Act
    page.keyboard.press("Enter")
    page.wait_for_selector(SHOWN)

    # Assert
    assert "Did you mean" in page.locator(".cacao-fault-hint").inner_text()
    reached = set()
    for _ in range(12):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.textContent"))
    assert {"Copy", "Open in the editor", "Values"} - reached <= {"Values"}
    assert "Add" not in reached  # of the page behind

    # Act and assert
    page.get_by_label("Close", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(SHOWN, state="detached")


def test_several_are_shown_one_after_the_other(visit, shop):
    # Arrange
    page = visit(shop.url)
    page.evaluate(
        """() => { for (const name of ["Order", "Typo"]) {
            [...document.querySelectorAll("button")].find((each) => each.textContent === name).click(); } }"""
    )
    page.get_by_text("1 of 2").wait_for()
    title = page.locator("#cacao-fault-title")
    first = title.inner_text()

    # Act and assert
    page.get_by_label("Next error").click()
    page.get_by_text("2 of 2").wait_for()
    second = title.inner_text()
    assert {first, second} == {"KeyError", "NameError"}
    page.keyboard.press("Enter")  # the focus has stayed on the button
    page.get_by_text("1 of 2").wait_for()
    page.get_by_label("Previous error").click()
    page.get_by_text("2 of 2").wait_for()


def test_a_mistake_in_a_tree_marks_the_node_and_a_later_success_needs_no_reload(visit, shop):
    # Arrange
    page = visit(shop.url)
    place = page.get_by_text("0 bars").bounding_box()

    # Act
    fail(page, "Spoil")

    # Assert
    mark = page.locator(".cacao-fault-mark").bounding_box()
    assert {name: round(value) for name, value in mark.items()} == {n: round(v) for n, v in place.items()}
    assert '"type": shelf.value' in page.locator(".cacao-fault pre").inner_text()

    # Act and assert
    page.get_by_role("button", name="Show the node").click()
    page.wait_for_selector(SHOWN, state="detached")
    assert page.locator(".cacao-fault-mark").is_visible()
    page.get_by_role("button", name="Mend").click()
    page.get_by_role("button", name="Add").click()
    page.get_by_text("1 bars").wait_for()
    assert page.evaluate("window.stays")


def test_what_stands_in_an_error_is_text(visit, shop):
    """HDR-05: markup in the message of an error is shown as it was written."""
    # Arrange
    page = visit(shop.url)

    # Act
    fail(page, "Task")

    # Assert
    told = page.locator(".cacao-fault-message").inner_text()
    assert "<script>window.burnt = 1</script><img src=x onerror=x>" in told
    assert page.locator(".cacao-fault :is(script, img)").count() == 0
    assert page.evaluate("window.burnt") is None


def test_it_is_copied_as_text(visit, shop):
    # Arrange
    page = visit(shop.url, permissions=["clipboard-read", "clipboard-write"])
    fail(page, "Order")

    # Act
    page.get_by_role("button", name="Copy").click()
    page.get_by_role("button", name="Copied").wait_for()

    # Assert
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("KeyError: 'chilli'\n")
    assert "return prices[name] * amount" in copied


def test_the_line_at_the_foot_does_not_say_it_once_more(visit, shop):
    page = visit(shop.url)

    fail(page, "Order")

    assert not page.locator("cacao-notice").is_visible()
    page.keyboard.press("Escape")
    until(page, "!document.querySelector('.cacao-fault:modal')")
    until(page, "!document.querySelector('cacao-notice').textContent")


def test_an_editor_of_ones_own_is_opened(visit, serve):
    server = serve(FAULTY, environment={"CACAO_OVERLAY_EDITOR": "myide://open?f={file}&l={line}"})
    page = visit(server.url)

    fail(page, "Order")

    link = page.get_by_role("link", name="Open in the editor").get_attribute("href")
    assert link.startswith("myide://open?f=/")
    assert "&l=" in link


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("path", ["/prices", "/tree"])
def test_the_page_of_an_error_needs_no_script(visit, shop, path, viewport, scheme):
    # Arrange and act
    page = visit(
        shop.url + path, live=False, java_script_enabled=False, viewport=viewport, color_scheme=scheme
    )

    # Assert
    page.faults.clear()  # Chromium says of an answer with status 500 that it is one
    assert page.locator("h1").inner_text() in ("KeyError", "TreeError")
    assert page.locator(".current").first.is_visible()
    assert page.get_by_role("link", name="Open").first.get_attribute("href").startswith("vscode://file/")
    assert "sk-12345" not in page.content()
    if path == "/tree":
        assert '"type": "buton"' in page.locator(".current").inner_text()
        assert "Did you mean" in page.locator("main").inner_text()
    else:
        assert "'chilli'" in page.locator("dl").first.inner_text()
    assert page.locator("script").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_read_the_page_of_an_error(visit, shop, scheme):
    page = visit(shop.url + "/prices", live=False, viewport=NARROW, color_scheme=scheme)
    page.faults.clear()

    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
