"""The panel shows what a page is made of, what has happened and what State there is, and changes it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from devtools.conftest import Shop

from cacao import App, State
from cacao_plugins import themes
from cacao_plugins.devtools import MARK, Devtools


def test_the_tree_names_each_region_with_what_it_has_read_and_how_often_it_ran(shop: Shop) -> None:
    # Arrange
    shop.user.click("Click me").click("Click me").sees("Clicks: 2")

    # Act
    rows = [row for row in shop.open_panel("Tree").page.root.walk() if row.tag == "li"]

    # Assert
    page, counter = (" ".join(row.reading.split()) for row in rows)
    assert page.startswith("/ page name size gift count todos token stock")
    assert counter.startswith("Counter component clicks 3×")
    assert counter.endswith("ms")
    assert rows[1].attributes["data-outline"] == "[[5]]"


def test_the_tree_names_each_state_once_and_none_of_a_plugins_own(cacao_app: Any) -> None:
    # Arrange
    app = App(extensions=[Devtools()])
    count = State(0, name="shelf.count")
    own = State(0, name="plugins.edits")
    own.origin = own.origin._replace(file=str(Path(themes.__file__)))
    props = {"content": lambda: f"{count.value} of {own.value}", "title": lambda: str(count.value)}
    app.mix("/")(lambda: {"type": "main", "children": [{"type": "p", "props": props}]})
    user = cacao_app(app).open("/")

    # Act
    panel = user.open(user.page.root.children[0].attributes[MARK]).click("Tree")

    # Assert
    text = next(row.reading for row in panel.page.root.walk() if row.tag == "li")
    assert text.split().count("count") == 1
    assert "edits" not in text


def test_the_tree_follows_the_page(shop: Shop) -> None:
    # Arrange
    panel = shop.open_panel("Tree").sees("1×")

    # Act
    shop.user.click("Click me")

    # Assert
    panel.sees("2×")


def test_the_state_of_a_tab_is_shown_by_scope(shop: Shop) -> None:
    # Act
    text = shop.open_panel("State").text

    # Assert
    session, everybody = text.split("Everybody")
    assert "shop_with_devtools.count" in session
    assert "shop_with_devtools.Counter.clicks" in session
    assert "shop_with_devtools.stock" in everybody


def test_what_looks_like_a_secret_is_hidden(shop: Shop) -> None:
    assert "s3cr3t" not in shop.open_panel("State").text


def test_an_edited_value_is_written_for_all_tabs_and_noted(shop: Shop) -> None:
    # Arrange
    other = shop.user.open("/about")
    panel = shop.open_panel("State").click("Edit shop_with_devtools.count")

    # Act
    field = "New value of shop_with_devtools.count"
    panel.clear(field).type(field, "41").click("Save")

    # Assert
    shop.user.sees("Count: 41").click("Add one").sees("Count: 42")
    other.sees("We have counted 42.")
    assert shop.user.session.history()[-2].cause == "devtools"
    panel.click("Events").sees("devtools")


def test_a_value_may_be_json_or_a_literal(shop: Shop) -> None:
    # Arrange
    panel = shop.open_panel("State")
    field = "New value of shop_with_devtools.todos"

    for text in ('[{"title": "eggs", "done": true}]', "[{'title': 'eggs', 'done': True}]"):
        # Act
        panel.click("Edit shop_with_devtools.todos").clear(field).type(field, text).click("Save")

        # Assert
        shop.user.sees("eggs").sees("done")


def test_a_value_of_another_kind_is_one_clear_error(shop: Shop) -> None:
    # Arrange
    field = "New value of shop_with_devtools.count"
    panel = shop.open_panel("State").click("Edit shop_with_devtools.count").clear(field)

    # Act
    panel.type(field, '"ten"').click("Save")

    # Assert
    told = "a value of another kind; expected a whole number, got str 'ten'."
    panel.sees(f"State shop_with_devtools.count: {told}")
    assert panel.value(field) == '"ten"'
    shop.user.sees("Count: 0")


def test_what_is_no_literal_says_what_is_expected(shop: Shop) -> None:
    # Arrange
    field = "New value of shop_with_devtools.name"
    panel = shop.open_panel("State").click("Edit shop_with_devtools.name").clear(field)

    # Act
    panel.type(field, "Ann").click("Save")

    # Assert
    panel.sees("neither JSON nor a Python literal; expected a text in quotes, got Ann.")


def test_an_edit_that_is_ended_changes_nothing(shop: Shop) -> None:
    # Arrange
    field = "New value of shop_with_devtools.count"
    panel = shop.open_panel("State").click("Edit shop_with_devtools.count").clear(field).type(field, "5")

    # Act
    panel.press("Escape", field)

    # Assert
    panel.misses("Save")
    shop.user.sees("Count: 0")


def test_the_log_tells_cause_change_time_and_bytes(shop: Shop) -> None:
    # Act
    shop.user.click("Add one").sees("Count: 1")

    # Assert
    panel = shop.open_panel("Events")
    (event,) = [row for row in panel.page.root.walk() if row.tag == "li" and row.key]
    words = " ".join(event.reading.split())
    assert "click “Add one” · add" in words
    assert words.endswith("count 0 → 1")
    assert " ms render " in words
    assert " bytes " in words


def test_a_handler_that_failed_says_so_in_the_log(shop: Shop) -> None:
    # Arrange
    panel = shop.open_panel("Events")

    # Act
    shop.user.click("Fail", wait=False).wait_until(lambda: bool(shop.user.errors))

    # Assert
    panel.sees("click “Fail” · fail").sees("ValueError: on purpose")


def test_the_log_is_filtered_by_cause_and_by_state(shop: Shop) -> None:
    # Arrange
    shop.user.click("Add one").click("Sell").click("Click me")
    panel = shop.open_panel("Events").sees("Sell").sees("Add one")

    # Act
    panel.type("Filter", "stock")

    # Assert
    panel.misses("Add one").sees("Sell")


def test_the_log_can_be_cleared(shop: Shop) -> None:
    # Arrange
    shop.user.click("Add one")
    panel = shop.open_panel("Events").sees("Add one")

    # Act
    panel.click("Clear")

    # Assert
    panel.sees("Nothing has happened yet.")


def test_what_happens_for_everybody_is_in_the_log(shop: Shop) -> None:
    # Arrange
    panel = shop.open_panel("Events")

    # Act
    shop.module.stock.set(3)

    # Assert
    shop.user.sees("Stock: 3")
    panel.sees("stock").sees("3")


def test_a_tab_that_is_gone_is_said(shop: Shop) -> None:
    # Arrange
    panel = shop.open_panel("Tree").sees("Counter")

    # Act
    shop.user.leave()

    # Assert
    panel.click("State").sees("not connected at the moment")


def test_a_slow_render_is_named_with_its_line(shop: Shop) -> None:
    # Arrange
    panel = shop.open_panel("Tree").misses("Slow")

    # Act
    shop.module.Counter.seconds = 0.02
    shop.user.click("Click me").sees("Clicks: 1")

    # Assert
    panel.sees("Slow: more than 16 ms").sees("Counter").sees("shop_with_devtools.py:")
