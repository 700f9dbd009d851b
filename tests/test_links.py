"""Links: a tab goes from page to page over its socket, forward and back, and never half-way."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import pytest

from cacao import App, Component, Event, State, redirect
from cacao_kernel import wire


def link(label: str, href: str) -> dict[str, Any]:
    return {"type": "a", "props": {"href": href, "content": label}}


def button(label: str, action: str, **params: Any) -> dict[str, Any]:
    return {"type": "button", "props": {"label": label, "action": action, "params": params}}


def paragraph(text: str) -> dict[str, Any]:
    return {"type": "p", "props": {"content": text}}


def page(*children: Any) -> dict[str, Any]:
    return {"type": "main", "children": list(children)}


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


def test_a_page_that_is_painted_again_while_a_link_shows_another_leaves_that_one_alone(
    cacao_app: Any,
) -> None:
    # Arrange: a part of an async page is run again, in a thread, and waits.
    app = App()
    count = State(0, name="count")
    waits, goes_on = threading.Event(), threading.Event()

    class Part(Component):
        def render(self) -> Any:
            number = count.value
            if number:
                waits.set()
                goes_on.wait(10)
            return paragraph(f"part {number}")

    @app.event("add")
    def add() -> None:
        count.update(lambda number: number + 1)

    @app.mix("/")
    async def home() -> Any:
        return page(Part(), link("Other", "/other"), button("Add", "add"))

    @app.mix("/other")
    def other() -> Any:
        return page(paragraph("other"))

    user = cacao_app(app).open("/")
    user.click("Add", wait=False)
    assert waits.wait(10)

    # Act
    user.follow("Other").sees("other")
    goes_on.set()
    user.settle()

    # Assert: no patch of the page before comes after the new page.
    assert user.text == "other"
    assert not user.errors


# Async pages.


def test_an_async_page_is_awaited_again_after_an_event(cacao_app: Any) -> None:
    # Arrange
    app = App()
    count = State(0, name="count")
    loops: list[object] = []

    @app.event("add")
    def add() -> None:
        count.update(lambda number: number + 1)

    @app.mix("/")
    async def home() -> Any:
        seen = count.value
        await asyncio.sleep(0)
        loops.append(asyncio.get_running_loop())
        return page(f"saw {seen}, has {count.value}", button("Add", "add"))

    user = cacao_app(app).open("/").sees("saw 0, has 0")

    # Act
    user.click("Add").sees("saw 1, has 1").click("Add", wait=False).click("Add")

    # Assert
    user.sees("saw 3, has 3")
    assert len({*loops}) == 1


def test_async_pages_are_awaited_and_know_the_session(cacao_app: Any) -> None:
    # Arrange
    app = App()
    name = State("nobody", name="name")
    threads: list[str] = []

    class Greeting(Component):
        def render(self) -> Any:
            threads.append(threading.current_thread().name)
            return paragraph(f"Hello {name.value}")

    @app.event("rename")
    def rename() -> None:
        name.set("Ann")

    @app.mix("/")
    async def home() -> Any:
        greeted = name.value
        await asyncio.sleep(0)
        threads.append(threading.current_thread().name)
        assert name.value == greeted
        return page(f"page of {greeted}", Greeting(), button("Rename", "rename"), link("Other", "/other/5"))

    @app.mix("/other/{id:int}")
    async def other(id: int) -> Any:
        before = name.value
        await asyncio.sleep(0)
        return page(paragraph(f"Other {id} of {before}, {name.value}"), link("Home", "/"))

    # Act and assert
    user = cacao_app(app).open("/").sees("Hello nobody")
    assert threads[0] == "cacao-app", "the page runs on the loop"
    assert threads[1].startswith("cacao-render"), "what it returned is built in a thread"
    user.click("Rename").sees("Hello Ann").sees("page of Ann")
    user.follow("Other").sees("Other 5 of Ann, Ann").back().sees("Hello Ann")
    user.refresh().sees("Hello Ann")


@pytest.mark.parametrize("raised", [SystemExit("over"), KeyboardInterrupt(), asyncio.CancelledError()])
def test_an_async_page_or_guard_that_would_end_the_server_fails_alone(
    cacao_app: Any, raised: BaseException
) -> None:
    # Arrange
    app = App()

    async def fail() -> Any:
        await asyncio.sleep(0)
        raise raised

    app.mix("/page")(fail)
    app.mix("/guarded", guard=fail)(lambda: page("never"))
    app.mix("/")(lambda: page(link("Page", "/page"), link("Guarded", "/guarded")))
    site = cacao_app(app)

    # Act and assert
    for label in ("Page", "Guarded"):
        user = site.open("/").follow(label).sees(f"RuntimeError: {type(raised).__name__} was raised")
        assert user.status == 500
    site.open("/").sees("Page")


# Titles and what is in the head.


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


def test_what_a_page_counts_while_a_link_is_under_way_adds_to_what_was_written_meanwhile(
    cacao_app: Any,
) -> None:
    # Arrange
    visits, began, go_on = State(0, name="visits"), threading.Event(), threading.Event()
    app = App()
    app.mix("/")(lambda: page(link("Slow", "/slow"), button("Visit", "visit"), paragraph(f"{visits.value}")))

    @app.mix("/slow")
    def slow() -> Any:
        if not began.is_set():
            visits.update(lambda number: number + 1)
            began.set()
            go_on.wait(10)
        return page(paragraph(f"visits {visits.value}"))

    @app.event("visit")
    async def visit() -> None:
        visits.update(lambda number: number + 1)

    user = cacao_app(app).open("/")
    other = user.open("/")
    following = threading.Thread(target=user.follow, args=("Slow",))

    # Act
    following.start()
    began.wait(10)
    other.click("Visit").click("Visit")
    go_on.set()
    following.join(10)

    # Assert
    user.sees("visits 3")


def test_what_stands_in_an_async_page_that_raises_follows_all_the_same(cacao_app: Any) -> None:
    # Arrange
    outer, inner = State(0, name="outer"), State(0, name="inner")

    class Box(Component):
        def render(self) -> Any:
            return paragraph(f"inner {inner.value}")

    box, app = Box(), App()

    @app.mix("/")
    async def home() -> Any:
        if outer.value:
            raise ValueError("not with that")
        return page(paragraph(f"outer {outer.value}"), box, button("Both", "both"))

    @app.event("both")
    async def both() -> None:
        outer.set(1)
        inner.set(1)

    user = cacao_app(app).open("/")

    # Act
    user.click("Both", wait=False)

    # Assert
    user.sees("inner 1").sees("outer 0")
    assert any("not with that" in text for text in user.errors)
