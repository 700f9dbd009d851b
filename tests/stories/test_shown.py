"""What is shown: tables, themes, progress, mistakes, texts to copy and Markdown."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from cacao import App, State
from cacao.ui import Button, CopyButton, Markdown, Progress, Table, TableColumn


def line(content: Any) -> dict[str, Any]:
    return {"type": "p", "props": {"content": content}}


def test_a_table_is_sorted_filtered_and_turned_over(cacao_app: Any) -> None:
    # Arrange
    app = App()
    rows = [{"id": n, "bean": f"Bean {n:02}", "sort": "dark" if n % 2 else "light"} for n in range(1, 31)]
    columns = [
        TableColumn("bean", sortable=True),
        TableColumn("sort", filterable=True, choices=["dark", "light"]),
    ]
    app.mix("/")(lambda: Table(columns, rows, caption="Beans", searchable=True, page_size=10))
    user = cacao_app(app).open("/").sees("Bean 01").misses("Bean 11")

    # Act and assert
    user.click("Next page").sees("Bean 11").misses("Bean 01")
    user.click("Bean").click("Bean").sees("Bean 30").misses("Bean 11")
    user.click("Filters").choose("Sort", "dark").sees("Bean 29").misses("Bean 30")
    user.press("Escape").type("Search", "Bean 07").sees("Bean 07").misses("Bean 29")


def test_a_theme_is_changed_while_the_page_is_open(cacao_app: Any) -> None:
    # Arrange
    look = State("cacao", name="look")
    app = App(theme=look)

    @app.mix("/")
    def home() -> Any:
        other = "ocean" if look.value == "cacao" else "cacao"
        return {
            "type": "main",
            "children": [line(f"In {look.value}"), Button(f"To {other}", on_click=lambda: look.set(other))],
        }

    user = cacao_app(app).open("/").sees("In cacao")
    before = user.page.root.children[0].attributes.get("style", user.page.root.children[0].style)

    # Act
    user.click("To ocean").sees("In ocean")

    # Assert
    after = user.page.root.children[0].attributes.get("style", user.page.root.children[0].style)
    assert after != before


def test_progress_shows_while_a_handler_works(cacao_app: Any) -> None:
    # Arrange
    app = App()
    done = State(0, name="done")

    @app.event("roast")
    async def roast() -> None:
        for step in range(1, 5):
            await asyncio.sleep(60)
            done.set(step * 25)

    @app.mix("/")
    def home() -> Any:
        return {
            "type": "main",
            "children": [
                Button("Roast", on_click="roast"),
                Progress(value=done, max=100, label="Roasting"),
                line(lambda: f"{done.value} %"),
            ],
        }

    site = cacao_app(app)
    user = site.open("/").click("Roast", wait=False).sees("0 %")

    # Act and assert
    site.clock.advance(61)
    user.sees("25 %")
    site.clock.advance(180)
    user.sees("100 %").settle()


def test_a_handler_that_fails_is_told_and_changes_nothing(cacao_app: Any) -> None:
    # Arrange
    app = App()
    count = State(0, name="count")

    @app.event("break")
    def break_it() -> None:
        count.set(7)
        raise ValueError("the mill is empty")

    @app.mix("/")
    def home() -> Any:
        return {
            "type": "main",
            "children": [
                line(f"Count: {count.value}"),
                Button("Break", on_click="break"),
                Button("Add", on_click=lambda: count.update(count.value + 1)),
            ],
        }

    user = cacao_app(app).open("/")

    # Act
    with pytest.raises(AssertionError, match="the mill is empty"):
        user.click("Break")

    # Assert
    user.sees("Count: 0").click("Add").sees("Count: 1")


def test_a_text_can_be_copied(cacao_app: Any) -> None:
    # Arrange
    app = App()
    copy = CopyButton("KEY-1234", label="Copy it")
    app.mix("/")(lambda: {"type": "main", "children": [line("KEY-1234"), copy]})
    user = cacao_app(app).open("/")

    # Act
    user.click("Copy it")

    # Assert
    user.sees("KEY-1234")
    assert user.clipboard == "KEY-1234"


def test_markdown_is_shown_as_it_is_meant(cacao_app: Any) -> None:
    # Arrange
    app = App()
    text = State("# Beans\n\nOne is **Sidamo**, see [the list](/list).\n\n- light\n- dark\n", name="text")
    app.mix("/")(lambda: Markdown(text))
    app.mix("/list")(lambda: line("All of them"))
    user = cacao_app(app).open("/")

    # Act and assert
    user.should_look_like(
        """
        - heading "Beans" [level=2]
        - paragraph:
          - text: One is Sidamo, see
          - link "the list"
          - text: .
        - list:
          - listitem: light
          - listitem: dark
        """
    )
    user.click("the list").sees("All of them")
