"""The panel in Chromium: by key and by button, beside the page and below it, and what it does to the page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Serve
from devtools.shop import SHOP
from patience import until
from servers import ServerProcess

TOOLS = {"CACAO_TOOLS": "true"}


@pytest.fixture
def server(serve: Serve) -> ServerProcess:
    return serve(SHOP, environment=TOOLS)


@pytest.fixture
def page(visit: Callable[..., Any], server: ServerProcess) -> Any:
    page = visit(server.url)
    page.wait_for_selector("cacao-devtools", state="attached")
    return page


def open_panel(page: Any, view: str = "Tree") -> Any:
    """Open the panel by the keyboard and return its frame."""
    page.keyboard.press("Control+Shift+D")
    frame = page.locator("iframe").element_handle().content_frame()
    frame.wait_for_selector("[data-cacao-joined]")
    frame.get_by_role("button", name=view, exact=True).click()
    frame.wait_for_selector(f'section[aria-label="{view}"]')
    return frame


def test_the_keys_open_and_close_it_and_the_focus_goes_along(page: Any) -> None:
    # Act
    open_panel(page)

    # Assert
    assert page.evaluate("document.activeElement.localName") == "cacao-devtools"
    page.keyboard.press("Control+Shift+D")
    page.wait_for_selector("iframe", state="hidden")
    assert page.evaluate("document.activeElement.shadowRoot.activeElement.ariaLabel") == "Devtools"


def test_a_key_that_is_held_opens_it_once_and_is_never_left_to_the_browser(page: Any) -> None:
    # Arrange
    hold = """dispatchEvent(new KeyboardEvent("keydown",
        { key: "D", code: "KeyD", ctrlKey: true, shiftKey: true, repeat: true, cancelable: true }))"""

    # Act and assert: in the page, and in the panel
    assert page.evaluate(hold) is False
    assert page.locator("iframe").count() == 0
    panel = open_panel(page)
    assert panel.evaluate(hold) is False
    assert page.locator("iframe").is_visible()


def test_the_button_opens_it_and_a_reload_keeps_it_with_what_was_chosen(page: Any) -> None:
    # Arrange
    page.get_by_role("button", name="Devtools").click()
    panel = page.frame_locator("iframe")
    panel.locator("[data-cacao-joined]").wait_for()
    panel.get_by_role("button", name="Events").click()
    panel.get_by_role("region", name="Events").wait_for()

    # Act
    page.reload()

    # Assert
    panel.get_by_role("region", name="Events").wait_for()


def test_a_line_of_the_tree_outlines_its_nodes(page: Any) -> None:
    # Arrange
    panel = open_panel(page)

    # Act
    panel.get_by_role("listitem").filter(has_text="Counter").hover()

    # Assert
    outline = page.locator("cacao-devtools .outline")
    outline.wait_for()
    around, inner = outline.bounding_box(), page.locator("section").bounding_box()
    assert abs(around["x"] + 2 - inner["x"]) < 1
    assert abs(around["height"] - 4 - inner["height"]) < 1
    panel.get_by_role("button", name="State", exact=True).hover()
    outline.wait_for(state="detached")


def test_a_value_is_edited_with_the_keyboard_alone(page: Any) -> None:
    # Arrange
    panel = open_panel(page, "State")

    # Act
    panel.get_by_role("button", name="Edit main.count", exact=True).press("Enter")
    field = panel.get_by_label("New value of main.count", exact=True)
    field.fill("41")
    field.press("Enter")

    # Assert
    page.get_by_text("Count: 41").wait_for()


def test_what_is_typed_once_a_value_was_pressed_goes_into_its_field(page: Any) -> None:
    # Arrange
    panel = open_panel(page, "State")

    # Act: nothing is aimed at but what has the focus
    panel.get_by_role("button", name="Edit main.count", exact=True).click()
    panel.locator("input[name=value]:focus").wait_for()
    page.keyboard.type("41")
    page.keyboard.press("Enter")

    # Assert: the value is replaced, and whoever uses the keyboard goes on where they were
    page.get_by_text("Count: 41").wait_for()
    panel.locator('button[aria-label="Edit main.count"]:focus').wait_for()


def test_a_page_that_looks_back_says_so_and_cannot_be_clicked(page: Any) -> None:
    # Arrange
    page.get_by_role("button", name="Add one").click()
    page.get_by_text("Count: 1").wait_for()
    page.get_by_role("button", name="Add one").click()
    page.get_by_text("Count: 2").wait_for()
    panel = open_panel(page, "Events")

    # Act
    panel.get_by_role("button", name="Look at the page after").last.click()

    # Assert
    page.get_by_text("Count: 1").wait_for()
    banner = panel.get_by_role("status").filter(has_text="You look at the page as it was after")
    banner.wait_for()
    until(page, "document.getElementById('cacao').inert")
    banner.get_by_role("button", name="Back to now").click()
    page.get_by_text("Count: 2").wait_for()
    banner.wait_for(state="hidden")
    until(page, "!document.getElementById('cacao').inert")


@pytest.mark.parametrize("width", [1280, 390])
def test_what_says_that_the_page_looks_back_covers_nothing_of_it(
    visit: Callable[..., Any], server: ServerProcess, width: int
) -> None:
    # Arrange
    page = visit(server.url, viewport={"width": width, "height": 800})
    page.wait_for_selector("cacao-devtools", state="attached")
    page.get_by_role("button", name="Add one").click()
    page.get_by_text("Count: 1").wait_for()
    panel = open_panel(page, "Events")
    panel.get_by_role("button", name="Look at the page after").last.wait_for()
    before = page.locator("main").bounding_box()
    heading = page.get_by_role("heading", name="A small shop").screenshot()

    # Act
    panel.get_by_role("button", name="Look at the page after").last.click()

    # Assert
    panel.get_by_role("status").filter(has_text="You look at the page").wait_for()
    until(page, "document.getElementById('cacao').inert")
    assert page.locator("main").bounding_box() == before
    assert page.get_by_role("heading", name="A small shop", include_hidden=True).screenshot() == heading


def test_closing_the_panel_ends_a_look_back(page: Any) -> None:
    # Arrange
    page.get_by_role("button", name="Add one").click()
    page.get_by_text("Count: 1").wait_for()
    panel = open_panel(page, "Events")
    panel.get_by_role("button", name="Look at the page after").last.click()
    panel.get_by_role("button", name="◀ Back").click()
    page.get_by_text("Count: 0").wait_for()

    # Act
    panel.get_by_role("button", name="Close").click()

    # Assert
    page.get_by_text("Count: 1").wait_for()


def test_what_a_patch_changes_flashes(page: Any) -> None:
    # Arrange
    panel = open_panel(page)
    panel.get_by_label("Flash changes").check()
    panel.wait_for_selector('main[data-flash="on"]')

    # Act
    page.get_by_role("button", name="Add one").click()

    # Assert
    page.locator("cacao-devtools .flash").first.wait_for(state="attached")


def test_a_field_that_nobody_changes_does_not_flash(page: Any) -> None:
    # Arrange: the attribute of a field follows what was typed once the field is left
    panel = open_panel(page)
    panel.get_by_label("Flash changes").check()
    panel.wait_for_selector('main[data-flash="on"]')
    page.get_by_label("Your name").fill("Ada")
    page.get_by_text("For Ada").wait_for()
    page.evaluate("""() => {
      window.boxes = [];
      const layer = document.querySelector("cacao-devtools").shadowRoot.querySelector("[aria-hidden]");
      new MutationObserver((changes) => {
        for (const { addedNodes } of changes)
          for (const node of addedNodes)
            if (node.className === "box flash") boxes.push(node.getBoundingClientRect());
      }).observe(layer, { childList: true });
    }""")

    # Act
    page.get_by_role("button", name="Add one").click()
    page.get_by_text("Count: 1").wait_for()
    page.wait_for_function("boxes.length > 0")

    # Assert
    field = page.get_by_label("Your name").bounding_box()
    tops = page.evaluate("boxes.map(box => [box.top, box.left])")
    assert [round(field["y"] - 2), round(field["x"] - 2)] not in [
        [round(each) for each in one] for one in tops
    ]


def test_a_slow_line_keeps_the_order_of_what_is_sent(page: Any) -> None:
    # Arrange
    panel = open_panel(page)
    panel.get_by_label("Latency").select_option("200 ms")
    panel.wait_for_selector('main[data-delay="200"]')

    # Act: the time is taken in the page
    took = page.evaluate(
        """async () => {
          const [add, sell] = [...document.querySelectorAll("#cacao button")];
          const begun = performance.now();
          add.click();
          sell.click();
          while (!document.body.innerText.includes("Stock: 9")) await new Promise(requestAnimationFrame);
          return [performance.now() - begun, document.body.innerText.includes("Count: 1")];
        }"""
    )

    # Assert
    assert took[0] >= 200
    assert took[1]


def test_offline_is_an_outage_from_which_the_tab_comes_back(page: Any) -> None:
    # Arrange
    panel = open_panel(page)

    # Act
    panel.get_by_role("button", name="Offline 5 s").click()

    # Assert
    page.wait_for_selector("#cacao:not([data-cacao-joined])")
    page.get_by_role("button", name="Add one").click()
    page.wait_for_selector("#cacao[data-cacao-joined]")
    page.get_by_text("Count: 1").wait_for()
    page.faults.clear()  # the sockets that were refused


def test_the_test_is_copied(page: Any, server: ServerProcess) -> None:
    # Arrange
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Add one").click()
    page.get_by_text("Count: 1").wait_for()
    panel = open_panel(page, "Test")

    # Act
    panel.get_by_role("button", name="Copy").click()
    panel.get_by_text("Copied").wait_for()

    # Assert
    text = page.evaluate("navigator.clipboard.readText()")
    assert 'user.click("Add one").sees("Count: 1")' in text
    compile(text, "test_by_hand.py", "exec")


def test_there_is_one_of_it_whatever_is_saved(
    visit: Callable[..., Any], serve: Serve, tmp_path: Path
) -> None:
    # Arrange
    (tmp_path / "main.py").write_text(SHOP, "utf-8")
    settings = tmp_path / "cacao.json"
    settings.write_text("{}")
    page = visit(serve(tmp_path / "main.py", environment=TOOLS).url)
    page.wait_for_selector("cacao-devtools", state="attached")
    page.evaluate("window.isSame = true")

    # Act: twice to another theme, the first time with a key that puts the plugin elsewhere
    for theme in ("ocean", "forest"):
        page.evaluate("document.addEventListener('cacao:renewed', () => (window.renewed = true))")
        page.evaluate("window.renewed = false")
        settings.write_text(f'{{"themes": {{"theme": "{theme}"}}}}')
        until(page, "window.renewed !== false")
        page.wait_for_selector("[data-cacao-joined]")

    # Assert
    assert page.evaluate("window.isSame")  # the page was not loaded anew
    count = "['cacao-devtools', '.cacao-reload-button'].map((one) => document.querySelectorAll(one).length)"
    assert page.evaluate(count) == [1, 1]
    open_panel(page)
    assert page.locator("iframe").count() == 1


def test_a_save_leaves_the_panel_as_it_is(page: Any, tmp_path: Path) -> None:
    # Arrange
    page.get_by_role("button", name="Add one").click()
    panel = open_panel(page, "Events")
    panel.get_by_text("click “Add one”").wait_for()
    (file,) = tmp_path.rglob("main.py")

    # Act
    file.write_text(file.read_text("utf-8").replace("A small shop", "A tiny shop"), "utf-8")
    page.get_by_text("A tiny shop").wait_for()

    # Assert
    panel.get_by_text("before a save").wait_for()
    page.get_by_role("button", name="Add one").click()
    page.get_by_text("Count: 2").wait_for()
    panel.get_by_text("click “Add one”").nth(1).wait_for()
    page.faults.clear()


@pytest.mark.parametrize("width", [1280, 390])
def test_it_leaves_room_for_the_page(visit: Callable[..., Any], server: ServerProcess, width: int) -> None:
    # Arrange
    page = visit(server.url, viewport={"width": width, "height": 800})
    page.wait_for_selector("cacao-devtools", state="attached")

    # Act
    panel = open_panel(page)

    # Assert
    frame = page.locator("iframe").bounding_box()
    main = page.locator("main").bounding_box()
    assert (frame["x"] > 0) == (width == 1280)
    assert main["x"] + main["width"] <= (frame["x"] if width == 1280 else 390)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert panel.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_can_be_read_by_everybody(visit: Callable[..., Any], server: ServerProcess, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    # Arrange: a panel with something of each kind in it
    page = visit(server.url, color_scheme=scheme)
    for name in ("Add one", "Sell", "Click me"):
        page.get_by_role("button", name=name).click()
    page.get_by_text("Clicks: 1").wait_for()
    address = page.evaluate("document.querySelector('[data-cacao-devtools]').dataset.cacaoDevtools")
    for view in ("Tree", "State", "Events", "Test"):
        panel = visit(server.url + address + f"&view={view}", same_visitor_as=page)
        if view == "State":
            panel.get_by_role("button", name="Edit main.count", exact=True).click()
            panel.get_by_label("New value of main.count", exact=True).fill("'x'")
            panel.get_by_role("button", name="Save").click()
            panel.get_by_role("alert").wait_for()

        # Act
        found = Axe().run(panel)

        # Assert
        assert found.violations_count == 0, f"{view}\n{found.generate_report()}"


def test_the_button_to_refresh_stands_beside_the_panel(page: Any) -> None:
    # Arrange
    button = page.get_by_role("button", name="Refresh", exact=True)
    open_panel(page)

    # Act and assert: what is covered would not take a click
    for size in ({"width": 1280, "height": 800}, {"width": 390, "height": 844}):
        page.set_viewport_size(size)
        with page.expect_response(lambda answer: answer.request.method == "POST"):
            button.click()
        page.wait_for_selector("cacao-reload-wash:not(:popover-open)", state="attached")
