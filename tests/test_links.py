"""Links: a tab goes from page to page over its socket, forward and back, and never half-way."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from sites import button, link, page
from trees import text as paragraph

from cacao import App, Component, Event, State, redirect
from cacao_kernel import wire


class Shelf:
    """An app of a few pages, and what its slow parts wait for."""

    def __init__(self) -> None:
        self.app = App(title="Shelf")
        self.go_on = threading.Event()
        self.began = threading.Event()
        self.likes = State({}, name="likes")
        self.visits = State(0, name="visits")
        self._pages()
        self._handlers()

    def _pages(self) -> None:
        @self.app.mix("/")
        def home() -> Any:
            return page(
                {"type": "h1", "props": {"content": "Home"}},
                link("Book 1", "/books/1"),
                link("Book 2", "books/2?mark=9"),
                link("Slow", "/slow"),
                link("Broken", "/broken"),
                link("Nowhere", "/nowhere"),
                link("Mended", "/books/1/"),
                link("Wrong", "/books/1?mark=x"),
                link("Round", "/round/0"),
                link("Away", "/away"),
                link("Counted", "/counted"),
                button("Wait", "wait"),
                paragraph(f"likes {sorted(self.likes.value)}"),
            )

        @self.app.mix("/books/{number:int}", title=lambda number: f"Book {number}")
        def book(number: int, mark: int = 0) -> Any:
            return page(
                paragraph(f"This is book {number}, page {mark}, liked {self.likes.value.get(number, 0)}"),
                button("Like", "like", number=number),
                link("Next", f"/books/{number + 1}"),
                link("Home", "/"),
            )

        @self.app.mix("/slow")
        def slow() -> Any:
            self.began.set()
            assert self.go_on.wait(10)
            return page(paragraph("Slow at last"))

        @self.app.mix("/broken")
        def broken() -> Any:
            raise ValueError("the shelf fell down")

        @self.app.mix("/round/{number:int}")
        def circle(number: int) -> Any:
            return redirect(f"/round/{number + 1}")

        @self.app.mix("/away")
        def away() -> Any:
            raise redirect("https://books.example/", external=True)

        @self.app.mix("/counted")
        def counted() -> Any:
            self.visits.update(lambda number: number + 1)
            return page(paragraph("It was counted"), link("Home", "/"))

    def _handlers(self) -> None:
        @self.app.event("like")
        async def like(event: Event) -> None:
            number = event.params["number"]
            self.likes.set({**self.likes.value, number: self.likes.value.get(number, 0) + 1})

        @self.app.event("wait")
        def wait() -> None:
            self.began.set()
            assert self.go_on.wait(10)
            self.likes.set({99: 1})


@pytest.fixture
def shelf() -> Any:
    made = Shelf()
    yield made
    made.go_on.set()


def frames(user: Any, letter: str) -> list[str]:
    return [frame for frame in user.frames if frame.startswith(f'["{letter}"')]


def test_a_visitor_goes_forward_and_back_without_a_load(cacao_app: Any, shelf: Shelf) -> None:
    # Arrange
    user = cacao_app(shelf.app).open("/")
    assert user.title == "Shelf"

    # Act and assert
    user.follow("Book 1").sees("This is book 1, page 0, liked 0")
    assert (user.path, user.title) == ("/books/1", "Book 1")

    user.click("Like").sees("liked 1")
    user.follow("Next").sees("This is book 2, page 0, liked 0")
    user.back().sees("This is book 1, page 0, liked 1")
    user.back().sees("Home")
    assert (user.path, user.title) == ("/", "Shelf")
    user.forward().sees("This is book 1")

    assert len(frames(user, "j")) == 1, "the tab has joined once"
    assert len(frames(user, "l")) == 5


def test_a_link_keeps_its_query(cacao_app: Any, shelf: Shelf) -> None:
    user = cacao_app(shelf.app).open("/").follow("Book 2").sees("This is book 2, page 9")

    assert user.path == "/books/2?mark=9"
    user.refresh().sees("This is book 2, page 9")


def test_a_reconnect_shows_the_page_the_tab_is_at(cacao_app: Any, shelf: Shelf) -> None:
    # Arrange
    user = cacao_app(shelf.app).open("/").follow("Book 1")

    # Act: the connection is lost, and the tab joins with the address it shows.
    user.drop().reconnect()

    # Assert
    user.sees("This is book 1").click("Like").sees("liked 1")


@pytest.mark.parametrize(
    ("label", "path", "status", "text"),
    [
        ("Nowhere", "/nowhere", 404, "There is no page here"),
        ("Broken", "/broken", 500, "the shelf fell down"),
        ("Wrong", "/books/1?mark=x", 400, "“mark” should be a whole number"),
    ],
)
def test_what_cannot_be_shown_is_loaded_in_full_and_says_why(
    cacao_app: Any, shelf: Shelf, label: str, path: str, status: int, text: str
) -> None:
    user = cacao_app(shelf.app).open("/").follow(label).sees(text)

    assert (user.path, user.status) == (path, status)
    user.back().sees("Home")


def test_a_link_with_a_slash_too_many_is_mended(cacao_app: Any, shelf: Shelf) -> None:
    user = cacao_app(shelf.app).open("/").follow("Mended").sees("This is book 1")

    assert user.path == "/books/1"
    assert len(frames(user, "j")) == 1


def test_a_page_that_leads_to_another_site_is_loaded_by_the_browser(cacao_app: Any, shelf: Shelf) -> None:
    user = cacao_app(shelf.app).open("/").follow("Away")

    assert user.path == "https://books.example/"


def test_links_that_lead_in_a_circle_end_with_an_error(cacao_app: Any, shelf: Shelf, caplog: Any) -> None:
    user = cacao_app(shelf.app).open("/").follow("Round")

    assert "the redirects come to no end; got /round/0 → /round/1 → " in user.errors[-1]
    assert "/round/0 → /round/1 → " in caplog.text
    user.sees("Home")


def test_a_newer_link_takes_the_place_of_one_that_is_under_way(cacao_app: Any, shelf: Shelf) -> None:
    # Arrange
    user = cacao_app(shelf.app).open("/")
    user.post(wire.LINK, 1, "/slow")
    assert shelf.began.wait(10)

    # Act
    user.post(wire.LINK, 2, "/books/1")
    user.sees("This is book 1")
    shelf.go_on.set()

    # Assert
    user.click("Like").sees("liked 1").misses("Slow at last")
    assert frames(user, "l") == [frame for frame in frames(user, "l") if frame.startswith('["l",2,')]


def test_a_link_waits_for_no_handler_and_what_was_clicked_before_it_still_runs(
    cacao_app: Any, shelf: Shelf
) -> None:
    # Arrange: one handler runs, and another event waits behind it.
    user = cacao_app(shelf.app).open("/books/1")
    other = user.open("/")
    other.click("Wait", wait=False)
    assert shelf.began.wait(10)
    user.click("Like", wait=False)

    # Act
    user.follow("Next").sees("This is book 2")
    shelf.go_on.set()
    user.settle()

    # Assert
    assert user.errors == []
    user.back().sees("This is book 1, page 0, liked 1")


def test_an_event_of_the_page_before_is_stale(cacao_app: Any, shelf: Shelf) -> None:
    # Arrange: both pages have the same button at the same place.
    user = cacao_app(shelf.app).open("/books/1")
    like = user.find("Like")
    steps, mark = like.id(), like.attributes["data-cacao-mark"]
    user.follow("Next")
    assert user.find("Like").id() == steps

    # Act
    user.post(wire.EVENT, 1, steps, mark, "click", {})
    user.wait_until(lambda: bool(user.errors), "the click was not answered")

    # Assert
    assert "has just changed" in user.errors[0]
    user.sees("liked 0").back().sees("liked 0")


def test_components_of_two_users_of_one_route_are_two(cacao_app: Any) -> None:
    # Arrange
    app = App()
    marks: dict[int, str] = {}

    class Card(Component):
        def render(self) -> Any:
            return button("Save", "save")

    @app.event("save")
    def save() -> None: ...

    @app.mix("/users/{id:int}")
    def user(id: int, tab: str = "") -> Any:
        return page(Card(), link("Tab", "?tab=posts"), link("Other", f"/users/{id + 1}"))

    # Act
    visitor = cacao_app(app).open("/users/1")
    marks[1] = visitor.find("Save").attributes["data-cacao-mark"]
    visitor.follow("Tab")
    marks[2] = visitor.find("Save").attributes["data-cacao-mark"]
    visitor.follow("Other")
    marks[3] = visitor.find("Save").attributes["data-cacao-mark"]

    # Assert: a query is another view of the same page.
    assert marks[1] == marks[2] != marks[3]


def test_what_a_page_writes_counts_once_for_each_link(cacao_app: Any, shelf: Shelf) -> None:
    user = cacao_app(shelf.app).open("/")

    for _ in range(2):
        user.follow("Counted").sees("It was counted")
        user.follow("Home").sees("Home")

    session = next(iter(shelf.app.live.sessions._sessions.values()))
    assert session.cells[shelf.visits].value == 2


def test_a_link_of_a_tab_that_has_gone_shows_nothing(cacao_app: Any, shelf: Shelf) -> None:
    # Arrange
    user = cacao_app(shelf.app).open("/")
    user.post(wire.LINK, 1, "/slow")
    assert shelf.began.wait(10)

    # Act
    user.leave()
    shelf.go_on.set()

    # Assert
    user.refresh().sees("Home").follow("Book 1").sees("This is book 1")
