"""Windows: dialogs, questions, toasts, menus, palettes and tabs."""

from __future__ import annotations

from typing import Any

import pytest

from cacao import App, State
from cacao.ui import (
    Accordion,
    Button,
    CommandPalette,
    Confirm,
    Dialog,
    Drawer,
    MenuButton,
    Popover,
    Tabs,
    TextInput,
    toast,
)


def line(content: Any) -> dict[str, Any]:
    return {"type": "p", "props": {"content": content}}


def test_a_dialog_has_to_be_dealt_with_first(cacao_app: Any) -> None:
    # Arrange
    app = App()
    is_open, name = State(False, name="is_open"), State("", name="name")
    count = State(0, name="count")

    @app.mix("/")
    def home() -> Any:
        inside = [TextInput("Name", bind=name), Button("Done", on_click=lambda: is_open.set(False))]
        return {
            "type": "main",
            "children": [
                Button("Rename", on_click=lambda: is_open.set(True)),
                Button("Count", on_click=lambda: count.update(count.value + 1)),
                Dialog("A new name", inside, open=is_open),
                line(lambda: f"Called {name.value or 'nothing'}, {'open' if is_open.value else 'closed'}"),
            ],
        }

    user = cacao_app(app, wait=5).open("/")

    # Act and assert
    user.click("Rename").wait_until(lambda: "A new name" in user.dialog)
    with pytest.raises(AssertionError, match="lies behind the dialog"):
        user.click("Count")
    user.type("Name", "Ada").press("Escape")
    user.wait_until(lambda: user.dialog == "").sees("Called Ada, closed")
    user.click("Rename").wait_until(lambda: "A new name" in user.dialog).click("Done")
    user.wait_until(lambda: user.dialog == "").click("Count")


def test_a_question_comes_before_what_cannot_be_undone(cacao_app: Any) -> None:
    # Arrange
    app = App()
    rows = State(3, name="rows")

    @app.mix("/")
    def home() -> Any:
        delete = Button("Delete all", on_click=lambda: rows.set(0))
        return {
            "type": "main",
            "children": [
                Confirm(delete, f"Delete {rows.value} rows?", yes="Delete them", tone="danger"),
                line(f"{rows.value} rows"),
            ],
        }

    user = cacao_app(app).open("/")

    # Act and assert
    user.click("Delete all").wait_until(lambda: "Delete 3 rows?" in user.dialog)
    user.click("Cancel").wait_until(lambda: user.dialog == "").sees("3 rows")
    user.click("Delete all").click("Delete them").sees("0 rows")


def test_a_toast_comes_and_goes(cacao_app: Any) -> None:
    # Arrange
    app = App()

    @app.mix("/")
    def home() -> Any:
        return {
            "type": "main",
            "children": [
                Button("Save", on_click=lambda: toast("Saved", seconds=3)),
                Button("Fail", on_click=lambda: toast("The disk is full", tone="danger", seconds=0)),
            ],
        }

    site = cacao_app(app)
    user = site.open("/")

    # Act
    user.click("Save").click("Fail")

    # Assert
    user.wait_until(lambda: user.toasts == ["Saved", "The disk is full"])
    site.clock.advance(4)
    user.wait_until(lambda: user.toasts == ["The disk is full"])
    user.press("Escape").wait_until(lambda: user.toasts == [])


def test_a_menu_opens_and_what_is_chosen_is_done(cacao_app: Any) -> None:
    # Arrange
    app = App()
    done = State("nothing", name="done")
    items = [
        {"label": "Copy", "on_click": lambda: done.set("copied")},
        {"label": "Move", "on_click": lambda: done.set("moved")},
    ]

    @app.mix("/")
    def home() -> Any:
        return {
            "type": "main",
            "children": [MenuButton("Actions", items), line(lambda: f"Done: {done.value}")],
        }

    user = cacao_app(app).open("/").misses("Copy")

    # Act
    user.click("Actions").sees("Copy").click("Move")

    # Assert
    user.sees("Done: moved").misses("Copy")


def test_a_command_is_found_by_a_few_letters(cacao_app: Any) -> None:
    # Arrange
    app = App()
    done = State("nothing", name="done")
    commands = [
        {"label": "New customer", "on_click": lambda: done.set("customer")},
        {"label": "New order", "on_click": lambda: done.set("order")},
        {"label": "Sign out", "on_click": lambda: done.set("out")},
    ]

    @app.mix("/")
    def home() -> Any:
        palette = CommandPalette(commands, trigger="Find", placeholder="What to do")
        return {"type": "main", "children": [palette, line(lambda: f"Done: {done.value}")]}

    user = cacao_app(app).open("/")

    # Act
    user.click("Find").sees("New customer").type("What to do", "order").misses("Sign out")
    user.press("Enter")

    # Assert
    user.sees("Done: order").wait_until(lambda: user.dialog == "")


def test_tabs_show_one_part_at_a_time(cacao_app: Any) -> None:
    # Arrange
    app = App()
    items = [
        {"label": "Beans", "content": line("Sidamo, Huila")},
        {"label": "Roasts", "content": line("light, dark")},
    ]
    app.mix("/")(lambda: Tabs(items, label="Coffee"))
    user = cacao_app(app).open("/").sees("Sidamo").misses("dark")

    # Act
    user.click("Roasts")

    # Assert
    user.sees("dark").misses("Sidamo")
    user.press("ArrowLeft").sees("Sidamo").misses("dark")


def test_what_is_closed_is_opened_and_closed_again(cacao_app: Any) -> None:
    # Arrange
    app = App()
    done = State("nothing", name="done")
    parts = [{"label": "One", "content": line("the first")}, {"label": "Two", "content": line("the second")}]

    @app.mix("/")
    def home() -> Any:
        return {
            "type": "main",
            "children": [
                Accordion(parts),
                Popover("Why", line("for good reasons"), title="Reasons"),
                Drawer("Filters", "by bean", trigger="Filter"),
                CommandPalette([{"label": "Run", "on_click": lambda: done.set("run")}]),
                line(lambda: f"Done: {done.value}"),
            ],
        }

    user = cacao_app(app).open("/")

    # Act and assert
    user.click("Two").sees("the second")
    user.misses("good reasons").click("Why").sees("good reasons").press("Escape").misses("good reasons")
    user.misses("by bean").click("Filter").sees("by bean").press("Escape").misses("by bean")
    user.press("Control+k").wait_until(lambda: "Run" in user.dialog).press("Enter").sees("Done: run")
