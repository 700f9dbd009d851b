"""What only a browser can tell of tables, logs and trees."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from patience import quiet, until

APP = Path(__file__).parent / "data_app.py"
SCROLL = "document.querySelector('[role=log]')"


@pytest.fixture
def page(visit: Callable[..., Any], serve: Callable[..., Any]) -> Any:
    """Return the page of ``data_app.py``, on a phone."""
    return visit(serve(APP).url, viewport={"width": 390, "height": 844})


def write(page: Any, times: int = 1) -> None:
    for _ in range(times):
        page.get_by_role("button", name="Write").click()
        quiet(page)


def test_a_log_is_followed_at_its_end_until_a_visitor_scrolls_up(page: Any) -> None:
    # Act and assert: at the end it stays there.
    write(page, 2)
    end = f"Math.abs({SCROLL}.scrollTop) < 2"
    assert page.evaluate(end)
    last = page.locator(".cacao-log-line").last
    assert last.is_visible()
    assert page.evaluate(
        f"{SCROLL}.getBoundingClientRect().bottom + 1 >= "
        "[...document.querySelectorAll('.cacao-log-line')].at(-1).getBoundingClientRect().bottom"
    )

    # Scrolled up, what is read stays where it is.
    page.evaluate(f"{SCROLL}.scrollTop = -300")
    page.wait_for_timeout(100)
    top = "[...document.querySelectorAll('.cacao-log-line')][40].getBoundingClientRect().top"
    before = page.evaluate(top)
    write(page, 3)
    assert abs(page.evaluate(top) - before) < 2

    # Back at the end it is followed again.
    page.evaluate(f"{SCROLL}.scrollTop = 0")
    write(page)
    assert page.evaluate(end)


def test_a_table_is_sorted_chosen_and_its_menus_opened_without_losing_the_focus(page: Any) -> None:
    # Act
    page.get_by_role("button", name="Name").focus()
    page.keyboard.press("Enter")
    until(page, "document.querySelector('th[aria-sort=ascending]') !== null")

    # Assert
    assert page.evaluate("document.activeElement.textContent") == "Name"
    page.get_by_role("button", name="Actions: Item 00").press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Copy"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.ariaLabel") == "Actions: Item 00"
    page.get_by_label("Choose Item 01").check()
    page.get_by_text("1 chosen").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_filter_is_typed_into_while_its_panel_stays_open(page: Any) -> None:
    # Act
    page.get_by_role("button", name="Filters").click()
    page.get_by_label("Name: contains").fill("Item 2")
    page.get_by_text("Item 29").wait_for()

    # Assert
    assert page.get_by_label("Name: contains").is_visible()
    assert page.evaluate("document.activeElement.value") == "Item 2"
    page.get_by_role("button", name="Clear filters").click()
    page.get_by_text("1–10 of 60").wait_for()
    assert page.get_by_label("Name: contains").input_value() == ""


def test_a_tab_leads_to_a_tree_though_the_branch_that_had_the_focus_is_gone(page: Any) -> None:
    # Arrange
    page.get_by_role("treeitem", name="pear").focus()

    # Act
    page.get_by_role("button", name="Close all").click()
    until(page, "document.querySelectorAll('[role=treeitem]').length === 1")
    quiet(page)

    # Assert
    assert page.get_by_role("treeitem").evaluate("(item) => item.tabIndex") == 0


@pytest.mark.parametrize("width", [1280, 390])
def test_a_word_without_end_leaves_the_other_columns_and_the_actions_in_sight(
    visit: Callable[..., Any], serve: Callable[..., Any], width: int
) -> None:
    # Arrange
    page = visit(serve(APP.with_name("wide_table_app.py")).url, viewport={"width": width, "height": 800})
    first_row = "[...document.querySelector('tbody tr').cells]"

    # Act
    right = page.evaluate(f"{first_row}.at(-1).getBoundingClientRect().right")
    lines = page.evaluate(f"{first_row}.map(cell => Math.round(cell.getClientRects()[0].height))")
    widths = page.evaluate(f"{first_row}.map(cell => cell.getBoundingClientRect().width)")

    # Assert
    assert right <= width
    assert max(lines) < 60, "dates and short words stand on one line"
    assert max(widths) < 500 or width == 1280
    has_more = page.evaluate(
        "(box => box.scrollWidth > box.clientWidth)(document.querySelector('.cacao-table-scroll'))"
    )
    assert has_more == (width == 390)


NARROW = """
from cacao import App
from cacao.ui import Table, TableColumn

app = App()


@app.mix("/")
def home():
    rows = [{"name": "Ann", "state": "waiting for an answer to our third letter", "note": "nothing"}]
    table = Table(["name", TableColumn("state", type="badge"), "note"], rows=rows)
    return {"type": "main", "children": [table]}
"""


def test_on_a_phone_a_long_badge_stays_in_its_cell(visit: Any, serve: Any) -> None:
    page = visit(serve(NARROW).url, viewport={"width": 390, "height": 844})

    inside = """() => {
      const cell = document.querySelector("td:has(.cacao-badge)").getBoundingClientRect();
      return document.querySelector("td .cacao-badge").getBoundingClientRect().right <= cell.right;
    }"""
    assert page.evaluate(inside)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_what_is_shown_of_a_table_is_read_from_the_first_to_the_last_on_a_page_from_right_to_left(
    page: Any,
) -> None:
    page.evaluate("document.documentElement.dir = 'rtl'")

    places = page.get_by_text("1–10 of 60").evaluate(
        """(told) => [0, 2, 8].map((at) => {
          const letter = document.createRange();
          letter.setStart(told.firstChild, at);
          letter.setEnd(told.firstChild, at + 1);
          return letter.getBoundingClientRect().left;
        })"""
    )
    assert places == sorted(places)


HIGH = """
from cacao import App
from cacao.ui import Table

app = App(title="High")

@app.mix("/")
def home():
    columns = [f"column {number}" for number in range(12)]
    rows = [{"id": row, **{column: f"{column} of {row}" for column in columns}} for row in range(40)]
    table = Table(columns, rows, caption="High", page_size=50, height=300)
    return {"type": "main", "children": [{"type": "h1", "children": "High"}, table]}
"""


def test_the_header_of_a_high_table_stays_in_sight(
    visit: Callable[..., Any], serve: Callable[..., Any]
) -> None:
    # Arrange
    page = visit(serve(HIGH).url, viewport={"width": 800, "height": 600})
    scroll = page.get_by_role("group", name="High")
    header = page.get_by_role("columnheader").first
    before = header.bounding_box()

    # Act: down, and then to the side
    scroll.evaluate("node => node.scrollTo(0, 600)")
    below = header.bounding_box()
    scroll.evaluate("node => node.scrollTo(200, 600)")
    beside = header.bounding_box()

    # Assert
    assert scroll.evaluate("node => [node.scrollLeft, node.scrollTop]") == [200, 600]
    assert scroll.evaluate("node => node.clientHeight") <= 300
    assert below == before
    assert (beside["x"], beside["y"]) == (before["x"] - 200, before["y"])
    assert (
        page.get_by_role("columnheader").first.evaluate(
            "node => { const {x, y} = document.querySelector('.cacao-table-scroll').getBoundingClientRect();"
            " return document.elementFromPoint(x + 20, y + 10).tagName; }"
        )
        == "TH"
    )


LONG = """
from cacao import App
from cacao.ui import AppBar, Table

app = App(title="Long")

@app.mix("/")
def home():
    rows = [{"id": row, "name": f"Item {row}", "kind": "even odd".split()[row % 2]} for row in range(60)]
    table = Table(["name", "kind"], rows, caption="Long", page_size=100)
    main = {"type": "main", "children": [{"type": "h1", "children": "Long"}, table]}
    return {"type": "div", "children": [AppBar("Long"), main]}
"""


def test_the_header_of_a_long_table_sticks_to_the_page(
    visit: Callable[..., Any], serve: Callable[..., Any]
) -> None:
    # Arrange
    page = visit(serve(LONG).url, viewport={"width": 800, "height": 600})
    header = page.get_by_role("columnheader").first

    # Act
    page.evaluate("scrollTo(0, 900)")

    # Assert: right below the bar
    bar = page.get_by_role("banner").bounding_box()
    assert bar["y"] == 0
    assert header.bounding_box()["y"] == pytest.approx(bar["height"], abs=1)

    # Act: narrower than its columns it scrolls to the side
    page.set_viewport_size({"width": 130, "height": 600})
    scroll = page.get_by_role("group", name="Long")

    # Assert
    until(page, "getComputedStyle(document.querySelector('.cacao-table-scroll')).overflowX === 'auto'")
    assert scroll.evaluate("node => node.scrollWidth > node.clientWidth")


OPENING = """
from cacao import App, State
from cacao.ui import RowAction, Switch, Table, TableColumn

app = App(title="Opening")
opened, around = State(()), State(0)

def note(row):
    opened.set((*opened.value, row["name"]))

@app.mix("/")
def home():
    people = [("Ann", "Oslo"), ("Bob", "Bergen")]
    rows = [{"id": name, "name": name, "city": city, "land": "Norway"} for name, city in people]
    columns = [
        TableColumn("name", type="link", href=lambda row: "#there"),
        "city",
        "land",
        TableColumn("on", render=lambda row: Switch(f"On {row['name']}", value=False)),
    ]
    actions = [RowAction(name, lambda row: None) for name in ("Copy", "Move", "Delete")]
    table = Table(columns, rows, caption="People", selection="multiple", on_row_click=note, actions=actions)
    count = {"type": "div", "children": [table], "props": {"on_click": lambda: around.set(around.value + 1)}}
    told = lambda: f"{' '.join(opened.value)} {around.value}"
    said = {"type": "p", "props": {"id": "said", "content": told}}
    return {"type": "main", "children": [{"type": "h1", "children": "Opening"}, count, said]}
"""


def test_what_is_used_in_a_row_does_not_open_it_and_any_other_place_of_it_does(
    visit: Callable[..., Any], serve: Callable[..., Any]
) -> None:
    # Arrange
    page = visit(serve(OPENING).url)
    row = page.get_by_role("row").nth(2)
    said = page.locator("#said")

    # Act
    page.get_by_label("Choose Bob").check()
    page.get_by_text("1 chosen").wait_for()
    row.get_by_role("link").click()
    page.get_by_label("On Bob").check(force=True)
    page.get_by_role("button", name="Actions: Bob").click()
    page.get_by_role("button", name="Move").click()
    quiet(page)

    # Assert
    opened = said.inner_text().split()[:-1]
    assert opened == []
    assert page.evaluate("location.hash") == "#there"
    assert page.get_by_label("On Bob").is_checked()
    used = int(said.inner_text().split()[-1])

    # Act: beside all that, and by keyboard
    row.get_by_text("Norway").click()
    quiet(page)
    page.get_by_role("button", name="Oslo", exact=True).press("Enter")
    quiet(page)

    # Assert: each once, and nobody around the row takes it for theirs
    assert said.inner_text().split() == ["Bob", "Ann", str(used)]


def test_who_selects_the_text_of_a_row_does_not_open_it(
    visit: Callable[..., Any], serve: Callable[..., Any]
) -> None:
    # Arrange
    page = visit(serve(OPENING).url)
    text = page.get_by_role("row").nth(2).get_by_text("Norway")
    box = text.bounding_box()
    middle = box["y"] + box["height"] / 2

    # Act
    page.mouse.move(box["x"] + 1, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 1, middle, steps=5)
    page.mouse.up()
    quiet(page)

    # Assert
    assert page.evaluate("getSelection().toString()").strip() in "Norway"
    assert page.evaluate("!getSelection().isCollapsed")
    assert page.locator("#said").inner_text().split() == ["0"]

    # Act: with the selection gone, a click is one again
    text.click()
    quiet(page)

    # Assert
    assert page.locator("#said").inner_text().split()[0] == "Bob"
