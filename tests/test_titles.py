"""Titles and what else is in the head: painted as text, and following the States they read."""

from __future__ import annotations

from typing import Any

import pytest
from sites import button, page
from trees import text as paragraph

from cacao import App, Component, State
from cacao_kernel import own_title


def test_a_title_follows_the_states_it_reads(cacao_app: Any) -> None:
    # Arrange
    app = App(title="Inbox")
    unread = State(1, name="unread")

    @app.event("more")
    def more() -> None:
        unread.update(lambda number: number + 1)

    @app.mix("/{box}", title=lambda box, q="-": f"({unread.value}) {box} {q}")
    def box() -> Any:
        return page(button("More", "more"))

    # Act and assert
    user = cacao_app(app).open("/post?q=x")
    assert user.title == "(1) post x"
    user.click("More")
    assert user.title == "(2) post x"
    assert user.refresh().title == "(2) post x"


def test_a_title_that_changed_while_the_tab_was_away_is_told_at_its_join(cacao_app: Any) -> None:
    # Arrange
    app = App()
    unread = State(1, name="unread")

    @app.event("more")
    def more() -> None:
        unread.update(lambda number: number + 1)

    @app.mix("/", title=lambda: f"({unread.value})")
    def home() -> Any:
        return page(button("More", "more"))

    user = cacao_app(app).open("/")
    user.drop().open("/").click("More")

    # Act
    user.reconnect()

    # Assert
    user.wait_until(lambda: user.title == "(2)", "the title was not told")


def test_a_title_that_fails_stays_as_it_was(cacao_app: Any) -> None:
    # Arrange
    app = App()
    count = State(1, name="count")

    @app.event("down")
    def down() -> None:
        count.update(lambda number: number - 1)

    @app.mix("/", title=lambda: f"A share of {1 / count.value}")
    def home() -> Any:
        return page(paragraph(f"count {count.value}"), button("Down", "down"))

    # Act
    user = cacao_app(app).open("/")
    with pytest.raises(AssertionError, match="division by zero"):
        user.click("Down")

    # Assert
    user.sees("count 0")
    assert user.title == "A share of 1.0"


def test_words_before_a_title_are_told_although_it_failed_when_they_came(cacao_app: Any) -> None:
    # Arrange: a title that fails of something no State knows of.
    app, is_broken = App(), [False]
    word, count = State("One", name="word"), State(0, name="count")

    class Part(Component):
        def render(self) -> Any:
            own_title(word.value)
            return paragraph(word.value)

    @app.event("turn")
    def turn() -> None:
        word.set("Two")

    @app.event("add")
    def add() -> None:
        count.update(lambda now: now + 1)

    def title() -> str:
        if is_broken[0]:
            raise OSError("no title to be had")
        return "Book"

    @app.mix("/", title=title)
    def home() -> Any:
        return page(Part(), button("Turn", "turn"), button("Add", "add"), paragraph(f"count {count.value}"))

    user = cacao_app(app).open("/")
    is_broken[0] = True
    with pytest.raises(AssertionError, match="no title to be had"):
        user.click("Turn")

    # Act
    is_broken[0] = False
    user.click("Add").sees("count 1")

    # Assert
    assert user.title == "Two · Book"


def test_title_meta_and_language_are_painted_as_text(cacao_app: Any) -> None:
    # Arrange
    app = App(lang="pt-BR")

    @app.mix(
        "/",
        title="A </title><script>1</script>\n & B",
        meta={"description": 'so "good" <b>', "og:title": "Card", "viewport": "width=500"},
    )
    def home() -> Any:
        return page()

    # Act
    site = cacao_app(app)
    user = site.open("/")
    html = user.get("/")[1]

    # Assert
    assert '<html lang="pt-BR">' in html
    assert "<title>A &lt;/title&gt;&lt;script&gt;1&lt;/script&gt; &amp; B</title>" in html
    assert '<meta name="description" content="so &quot;good&quot; &lt;b&gt;">' in html
    assert '<meta property="og:title" content="Card">' in html
    assert html.count('name="viewport"') == 1
    assert '<meta name="viewport" content="width=500">' in html
    assert "<script>1" not in html
