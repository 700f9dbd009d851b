"""Not found: a page says that nothing is there, at a load, over a link, and while it is shown."""

from __future__ import annotations

from typing import Any

import pytest
from sites import button, link, page

from cacao import App, State, not_found


def make_shelf() -> App:
    """Return an app with a page for each book, and a way to lose one."""
    app = App()
    books = State([1, 2], scope="app", name="books")

    @app.event("lose")
    def lose() -> None:
        books.set([2])

    @app.mix("/books/{number:int}")
    def book(number: int) -> Any:
        if number not in books.value:
            raise not_found(f"There is no book {number}.")
        return page(f"Book {number}", link("Third", "/books/3"), button("Lose it", "lose"))

    @app.mix("/returned")
    def returned() -> Any:
        return not_found()

    @app.mix("/guarded", guard=lambda: not_found("Nothing for you."))
    def guarded() -> Any:
        return page("secret")

    return app


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/books/7", "There is no book 7."),
        ("/returned", "What you asked for does not exist."),
        ("/guarded", "Nothing for you."),
    ],
)
def test_a_page_that_finds_nothing_says_so_with_status_404(cacao_app: Any, path: str, told: str) -> None:
    user = cacao_app(make_shelf()).open(path)

    user.sees("There is no page here").sees(told).misses("secret")
    assert user.status == 404


def test_a_link_to_what_is_not_there_is_answered_likewise(cacao_app: Any) -> None:
    user = cacao_app(make_shelf()).open("/books/1").follow("Third")

    user.sees("There is no book 3.")
    assert (user.status, user.path, user.errors) == (404, "/books/3", [])


def test_a_page_whose_subject_goes_while_it_is_shown_says_so(cacao_app: Any) -> None:
    # Arrange
    site = cacao_app(make_shelf())
    ann, bob = site.open("/books/1"), site.open("/books/1")

    # Act
    ann.click("Lose it")

    # Assert
    for user in (ann, bob):
        user.sees("There is no book 1.")
        assert (user.status, user.errors) == (404, [])
