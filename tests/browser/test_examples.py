"""The examples in Chromium: what a newcomer sees in the first minute."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import serving

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
SIZES = [{"width": 1280, "height": 800}, {"width": 390, "height": 844}]


@pytest.fixture
def counter_url(serve):
    return serve(EXAMPLES / "counter_example.py").url


def test_a_click_changes_the_number_and_nothing_else(visit, counter_url):
    # Arrange
    page = visit(counter_url)
    page.evaluate("document.querySelector('main').stays = true")

    # Act
    page.get_by_role("button", name="Increment").click()
    page.get_by_role("button", name="Increment").click()

    # Assert
    page.get_by_text("Counter: 2").wait_for()
    page.wait_for_selector("[data-cacao-busy]", state="detached")
    assert page.evaluate("window.changes") == ["characterData", "characterData"]
    assert page.evaluate("document.querySelector('main').stays")


def test_a_second_browser_has_a_number_of_its_own(visit, counter_url):
    # Arrange
    first = visit(counter_url)

    # Act
    first.get_by_role("button", name="Increment").click()
    first.get_by_text("Counter: 1").wait_for()
    second = visit(counter_url)

    # Assert
    second.get_by_text("Counter: 0").wait_for()
    second.get_by_role("button", name="Decrement").click()
    second.get_by_text("Counter: -1").wait_for()
    assert first.get_by_text("Counter: 1").is_visible()


def test_two_tabs_of_one_browser_live_together_and_a_refresh_keeps_the_number(visit, counter_url):
    # Arrange
    first = visit(counter_url)
    second = visit(counter_url, same_visitor_as=first)

    # Act
    first.get_by_role("button", name="Increment").click()

    # Assert
    second.get_by_text("Counter: 1").wait_for()
    second.reload()
    second.get_by_text("Counter: 1").wait_for()


def test_the_clock_notes_the_time_and_leaves_the_counter_alone(visit, counter_url):
    # Arrange
    page = visit(counter_url)

    # Act
    page.get_by_role("button", name="Refresh").click()

    # Assert
    page.get_by_text("Last refresh: 20").wait_for()
    assert page.get_by_text("Counter: 0").is_visible()


def test_the_counter_works_with_the_keyboard_alone(visit, counter_url):
    # Arrange
    page = visit(counter_url)

    # Act
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("Counter: 1").wait_for()
    page.keyboard.press("Space")

    # Assert
    page.get_by_text("Counter: 2").wait_for()
    assert page.evaluate("document.activeElement.textContent") == "Increment"


def test_the_simple_app_says_welcome_in_its_colours(visit, serve):
    # Arrange
    server = serve(EXAMPLES / "simple_app_example.py")

    # Act
    page = visit(server.url)

    # Assert
    heading = page.get_by_role("heading", name="Welcome to Cacao")
    assert heading.evaluate("node => getComputedStyle(node).color") == "rgb(240, 190, 155)"
    assert page.get_by_text("A deliciously simple web framework!").is_visible()
    assert page.title() == "Welcome to Cacao"


@pytest.fixture(scope="module", params=[file.stem for file in sorted(EXAMPLES.glob("*_example.py"))])
def example_url(request, tmp_path_factory):
    with serving(tmp_path_factory.mktemp("example")) as start:
        yield start(EXAMPLES / f"{request.param}.py").url


@pytest.mark.parametrize("size", SIZES, ids=["1280", "390"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_example_fits_the_screen_and_can_be_read_by_everybody(visit, example_url, scheme, size):
    # Arrange
    from axe_playwright_python.sync_playwright import Axe

    page = visit(example_url, viewport=size, color_scheme=scheme)

    # Act
    results = Axe().run(page)

    # Assert
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_first_load_is_small(chromium, counter_url):
    # Arrange
    page = chromium.new_page()
    sizes: dict[str, int] = {}
    frames: list[str] = []
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.on("Network.responseReceived", lambda event: sizes.setdefault(event["requestId"], 0))
    network.on(
        "Network.loadingFinished", lambda e: sizes.__setitem__(e["requestId"], int(e["encodedDataLength"]))
    )
    sockets: list[str] = []
    network.on("Network.webSocketCreated", lambda event: sockets.append(event["url"]))
    network.on(
        "Network.webSocketFrameReceived", lambda event: frames.append(event["response"]["payloadData"])
    )

    # Act
    page.goto(counter_url)
    page.wait_for_selector("[data-cacao-joined]")
    frames.clear()
    page.get_by_role("button", name="Increment").click()
    page.get_by_text("Counter: 1").wait_for()
    page.wait_for_selector("[data-cacao-busy]", state="detached")
    page.close()

    # Assert: the page, its script, its socket; the update is a patch and an acknowledgement.
    assert len(sizes) + len(sockets) == 3
    assert sum(sizes.values()) <= 25_000
    assert sum(len(frame) for frame in frames) <= 60, frames
