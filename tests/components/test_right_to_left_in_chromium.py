"""From right to left in Chromium: arrow keys lead where they point, and fills begin at the right."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from dots import Colour, alike, read_dots
from patience import until

APP = """
from cacao import App, State
from cacao.ui import RangeSlider, Slider, Splitter, Switch, Tabs, Tree

app = App()
size = State(40)


@app.mix("/")
def home():
    tabs = [{"id": name, "label": name, "content": f"This is {name}."} for name in ("One", "Two", "Three")]
    return {"type": "main", "props": {"style": {"width": 400}}, "children": [
        Tabs(tabs, label="Tabs"),
        Splitter("Here", "There", bind=size, style={"height": 60}),
        Tree([{"key": "fruit", "children": ["apple", "pear"]}], label="Food"),
        Slider("Width", value=30),
        RangeSlider("Price", value=(20, 40)),
        Switch("Light", value=True)]}
"""

BOTH = pytest.mark.parametrize(
    ("direction", "ahead", "back"), [("ltr", "ArrowRight", "ArrowLeft"), ("rtl", "ArrowLeft", "ArrowRight")]
)
FOCUSED = "document.activeElement"


@pytest.fixture(scope="module")
def url(serve_once: Callable[..., Any]) -> str:
    """Return the address of the app."""
    return str(serve_once(APP).url)


@pytest.fixture
def turned(visit: Callable[..., Any], url: str) -> Callable[[str], Any]:
    """Return a function that opens the page in a direction."""

    def open_page(direction: str) -> Any:
        page = visit(url, reduced_motion="reduce")
        page.evaluate("direction => { document.documentElement.dir = direction }", direction)
        return page

    return open_page


@BOTH
def test_the_arrow_keys_go_from_tab_to_tab_as_these_stand(
    turned: Callable[[str], Any], direction: str, ahead: str, back: str
) -> None:
    # Arrange
    page = turned(direction)
    page.get_by_role("tab", name="One").click()

    # Act and assert
    for key, name in ((ahead, "Two"), (ahead, "Three"), (back, "Two")):
        page.keyboard.press(key)
        page.get_by_text(f"This is {name}.").wait_for()
        assert page.evaluate(f"{FOCUSED}.textContent") == name


@BOTH
def test_the_arrow_keys_move_the_line_of_a_splitter_where_they_point(
    turned: Callable[[str], Any], direction: str, ahead: str, back: str
) -> None:
    # Arrange
    page = turned(direction)
    line = page.get_by_role("separator")
    line.focus()

    # Act and assert
    for key in (ahead, back):
        before = line.bounding_box()["x"]
        page.keyboard.press(key)
        moved = line.bounding_box()["x"] - before
        assert moved > 0 if key == "ArrowRight" else moved < 0
    assert line.get_attribute("aria-valuenow") == "40"


@BOTH
def test_a_splitter_follows_the_mouse(
    turned: Callable[[str], Any], direction: str, ahead: str, back: str
) -> None:
    # Arrange
    page = turned(direction)
    line = page.get_by_role("separator")
    box = line.bounding_box()
    start = box["x"] + box["width"] / 2

    # Act
    page.mouse.move(start, box["y"] + 9)
    page.mouse.down()
    page.mouse.move(start + 60, box["y"] + 9, steps=3)
    page.mouse.up()

    # Assert
    assert line.bounding_box()["x"] == pytest.approx(box["x"] + 60, abs=6)


@BOTH
def test_the_arrow_keys_open_and_shut_a_branch(
    turned: Callable[[str], Any], direction: str, ahead: str, back: str
) -> None:
    # Arrange
    page = turned(direction)
    branch = page.get_by_role("treeitem", name="fruit")
    branch.focus()

    # Act and assert: it opens, leads in and out, and shuts
    page.keyboard.press(ahead)
    page.get_by_role("treeitem", name="apple").wait_for()
    page.keyboard.press(ahead)
    assert page.evaluate(f"{FOCUSED}.textContent") == "apple"
    page.keyboard.press(back)
    assert page.evaluate(f"{FOCUSED}.ariaExpanded") == "true"
    page.keyboard.press(back)
    until(page, f"{FOCUSED}.ariaExpanded === 'false'")


def look(page: Any, part: Any, direction: str, *places: tuple[float, float]) -> list[Colour]:
    """Return the colours of a part of the page, at places that are told from where it begins."""
    ahead = places if direction == "ltr" else [(1 - x, y) for x, y in places]
    return read_dots(page, part.screenshot(), *ahead)


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_a_slider_is_filled_from_where_it_begins_to_its_thumb(
    turned: Callable[[str], Any], direction: str
) -> None:
    # Arrange
    page = turned(direction)

    # Act
    places = [(0.1, 0.5), (0.2, 0.5), (0.5, 0.5), (0.9, 0.5), (0.31, 0.25), (0.69, 0.25), (0.5, 0.25)]
    seen = look(page, page.get_by_label("Width"), direction, *places)

    # Assert
    filled, still_filled, rest, still_rest, thumb, mirrored, ground = seen
    assert alike(filled, still_filled, thumb)
    assert alike(rest, still_rest)
    assert alike(mirrored, ground)
    assert not alike(filled, rest)
    assert not alike(filled, ground)


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_a_range_slider_is_filled_between_its_thumbs(turned: Callable[[str], Any], direction: str) -> None:
    # Arrange
    page = turned(direction)

    # Act
    places = [(0.1, 0.5), (0.7, 0.5), (0.9, 0.5), (0.3, 0.5), (0.215, 0.25), (0.405, 0.25)]
    before, behind, end, *filled = look(
        page, page.locator(".cacao-range-slider input").first, direction, *places
    )

    # Assert
    assert alike(before, behind, end)
    assert alike(*filled)
    assert not alike(before, filled[0])


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_the_thumb_of_a_switch_that_is_on_stands_at_its_end(
    turned: Callable[[str], Any], direction: str
) -> None:
    # Arrange
    page = turned(direction)
    switch = page.get_by_role("switch")

    # Act
    begin, middle, end = look(page, switch, direction, (0.25, 0.5), (0.4, 0.5), (0.75, 0.5))

    # Assert
    assert alike(begin, middle)
    assert not alike(middle, end)

    # Act and assert: where it is off, at its beginning
    switch.click()
    page.mouse.move(4, 4)
    begin, middle, end = look(page, switch, direction, (0.25, 0.5), (0.6, 0.5), (0.75, 0.5))
    assert alike(middle, end)
    assert not alike(begin, middle)
