"""Typed routes: what a path and a query string hand to a page, and what they keep from it."""

from __future__ import annotations

import enum
import functools
import time
from datetime import date
from typing import Any, Literal, Optional
from uuid import UUID

import pytest

from cacao import App
from cacao_kernel.errors import RouteError
from cacao_kernel.refusal import Refusal
from cacao_kernel.routing import Routes
from cacao_kernel.visit import find_visit

ID = "6f9619ff-8b86-d011-b42d-00cf4fc964ff"


class Colour(enum.Enum):
    RED = "red"
    BLUE = "blue"


def given(**values: Any) -> dict[str, Any]:
    return values


def anything(**values: Any) -> dict[str, Any]:
    return values


def routes_of(*paths: str) -> Routes:
    routes = Routes()
    for path in paths:
        routes.add_page(path, anything)
    return routes


@pytest.mark.parametrize(
    ("route", "path", "value"),
    [
        ("/{x}", "/anna", "anna"),
        ("/{x:str}", "/Grüße an köln ☕", "Grüße an köln ☕"),
        ("/{x}", "/7", "7"),
        ("/{x:int}", "/7", 7),
        ("/{x:int}", "/-7", -7),
        ("/{x:int}", "/999999999999999999", 999_999_999_999_999_999),
        ("/{x:float}", "/1.50", 1.5),
        ("/{x:float}", "/-3", -3.0),
        ("/{x:date}", "/2026-02-28", date(2026, 2, 28)),
        ("/{x:uuid}", f"/{ID.upper()}", UUID(ID)),
        ("/{x:path}", "/a/b//c", "a/b//c"),
        ("/{x:path}", "/", ""),
        ("/files/{x}.json", "/files/a.b.json", "a.b"),
        ("/v{x:int}/docs", "/v2/docs", 2),
    ],
)
def test_a_parameter_of_the_route_is_handed_over_typed(route: str, path: str, value: Any) -> None:
    visit = find_visit(routes_of(route), path)

    assert visit.call() == {"x": value}
    assert type(visit.params["x"]) is type(value)
    assert visit.path == path


@pytest.mark.parametrize(
    ("route", "path"),
    [
        ("/{x}", "/"),
        ("/{x}", "/a/b"),
        ("/{x}", "/a\nb"),
        ("/{x}", "/a\0"),
        ("/{x}", f"/{'a' * 1_001}"),
        ("/{x:int}", "/seven"),
        ("/{x:int}", "/1.0"),
        ("/{x:int}", "/+1"),
        ("/{x:int}", "/1_000"),
        ("/{x:int}", "/ 1"),
        ("/{x:int}", "/1\n"),
        ("/{x:int}", "/٣"),
        ("/{x:int}", f"/{'9' * 19}"),
        ("/{x:int}", f"/{'9' * 5_000}"),
        ("/{x:float}", "/nan"),
        ("/{x:float}", "/inf"),
        ("/{x:float}", "/1e400"),
        ("/{x:float}", "/."),
        ("/{x:date}", "/2026-02-30"),
        ("/{x:date}", "/20260228"),
        ("/{x:date}", "/2026-W09-6"),
        ("/{x:uuid}", f"/{{{ID}}}"),
        ("/{x:uuid}", f"/urn:uuid:{ID}"),
        ("/{x:uuid}", f"/{ID.replace('-', '')}"),
        ("/files/{x}.json", "/files/.json"),
        ("/files/{x}.json", "/files/a.jso"),
        ("/aa{x}aa", "/aaa"),
        ("/v{x:int}/docs", "/v/docs"),
    ],
)
def test_a_path_of_another_shape_is_no_page(route: str, path: str) -> None:
    with pytest.raises(Refusal) as raised:
        find_visit(routes_of(route), path)

    assert raised.value.status == 404


def test_a_static_route_wins_and_else_the_first() -> None:
    # Arrange
    routes = routes_of("/{rest:path}", "/users/{id:int}", "/users/{name}", "/users/me", "/")

    # Act and assert
    assert find_visit(routes, "/users/me").page.path == "/users/me"
    assert find_visit(routes, "/").page.path == "/"
    assert find_visit(routes, "/users/7").page.path == "/{rest:path}"

    other = routes_of("/users/{id:int}", "/users/{name}", "/{rest:path}")
    assert find_visit(other, "/users/7").page.path == "/users/{id:int}"
    assert find_visit(other, "/users/ann").page.path == "/users/{name}"
    assert find_visit(other, "/users/ann/x").page.path == "/{rest:path}"


def test_the_name_of_a_route_is_no_address_of_it() -> None:
    with pytest.raises(Refusal):
        find_visit(routes_of("/users/{id:int}"), "/users/{id:int}")


def test_matching_takes_no_longer_than_the_path_is() -> None:
    # Arrange: what makes a greedy pattern try every way to part a text.
    routes = routes_of(*(f"/{{a}}x{number}/{{b}}x" for number in range(50)))
    path = f"/{'x' * 4_000}/{'x' * 4_000}"

    # Act
    start = time.process_time()
    found = [routes.find(path) for _ in range(100)]

    # Assert: a bound that only a wild growth breaks.
    assert found == [None] * 100
    assert time.process_time() - start < 5


@pytest.mark.parametrize("other", ["/users/{name:int}", "/users/{id:int}"])
def test_two_routes_that_match_the_same_are_refused(other: str) -> None:
    routes = routes_of("/users/{id:int}")

    with pytest.raises(RouteError, match="there are two pages at"):
        routes.add_page(other, anything)


# The query.


def search(
    id: int,
    q: str = "",
    page: int = 1,
    tag: list[str] = (),  # type: ignore[assignment]
    *,
    wide: bool = False,
    day: date | None = None,
    key: Optional[UUID] = None,  # noqa: UP045
    sort: Literal["new", "old"] = "new",
    top: Literal[1, 2] = 1,
    colour: Colour = Colour.RED,
    ratio: float = 0.5,
    numbers: tuple[int, ...] = (),
    guessed=3,
    listed=["a"],  # noqa: B006 - never changed
    loose=None,
) -> dict[str, Any]:
    return dict(locals())


DEFAULTS = search(7)


@pytest.fixture
def searching() -> Routes:
    routes = Routes()
    routes.add_page("/search/{id:int}", search)
    return routes


@pytest.mark.parametrize(
    ("query", "values"),
    [
        ("", {}),
        ("q=caf%C3%A9+noir", {"q": "café noir"}),
        ("q=a&q=b", {"q": "b"}),
        ("q=", {"q": ""}),
        ("page=2", {"page": 2}),
        ("page=", {}),
        ("tag=a&tag=b", {"tag": ["a", "b"]}),
        ("tag=a", {"tag": ["a"]}),
        ("wide=1", {"wide": True}),
        ("wide=Off", {"wide": False}),
        ("day=2026-01-31", {"day": date(2026, 1, 31)}),
        (f"key={ID}", {"key": UUID(ID)}),
        ("sort=old", {"sort": "old"}),
        ("top=2", {"top": 2}),
        ("colour=blue", {"colour": Colour.BLUE}),
        ("ratio=2", {"ratio": 2.0}),
        ("numbers=1&numbers=2", {"numbers": (1, 2)}),
        ("guessed=4", {"guessed": 4}),
        ("listed=b&listed=c", {"listed": ["b", "c"]}),
        ("loose=x", {"loose": "x"}),
        ("id=99&self=1&unknown=2", {}),
    ],
)
def test_a_page_is_handed_what_its_query_says(searching: Routes, query: str, values: dict[str, Any]) -> None:
    visit = find_visit(searching, "/search/7", query)

    assert visit.call() == DEFAULTS | values


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("page=two", "“page” should be a whole number, and “two” is not."),
        ("page=1&page=x", "“page” should be a whole number, and “x” is not."),
        ("wide=perhaps", "“wide” should be true or false, and “perhaps” is not."),
        ("day=yesterday", "“day” should be a date such as 2026-01-31, and “yesterday” is not."),
        ("key=1", "“key” should be a UUID, and “1” is not."),
        ("sort=best", "“sort” should be one of new, old, and “best” is not."),
        ("colour=RED", "“colour” should be one of red, blue, and “RED” is not."),
        ("ratio=nan", "“ratio” should be a number, and “nan” is not."),
        ("numbers=1&numbers=b", "“numbers” should be a whole number, and “b” is not."),
        (f"page={'9' * 100}", f"“page” should be a whole number, and “{'9' * 39}…” is not."),
        ("&".join(["tag=a"] * 101), "“tag” should be a text, and “101 values” is not."),
    ],
)
def test_a_wrong_value_of_the_query_is_told_to_the_visitor(searching: Routes, query: str, told: str) -> None:
    with pytest.raises(Refusal) as raised:
        find_visit(searching, "/search/7", query)

    assert raised.value.status == 400
    assert raised.value.text == told


@pytest.mark.parametrize("query", ["q=" + "a" * 9_000, "&".join(f"a{number}=1" for number in range(501))])
def test_a_query_has_a_limit(searching: Routes, query: str) -> None:
    with pytest.raises(Refusal) as raised:
        find_visit(searching, "/search/7", query)

    assert raised.value.status == 400


def test_every_value_of_a_query_can_be_had_from_the_visit() -> None:
    visit = find_visit(routes_of("/"), "/", "a=1&b=2&a=3&empty=")

    assert dict(visit.query) == {"a": "3", "b": "2", "empty": ""}
    assert visit.query.all("a") == ["1", "3"]
    assert visit.query.all("none") == []
    assert visit.url == "/?a=1&b=2&a=3&empty="


def test_functions_of_every_kind_are_read() -> None:
    # Arrange
    class Pages:
        def one(self, id: int, /, q: str = "-", *rest: Any) -> Any:
            return id, q, rest

        def __call__(self, id: int, q: str = "-", **others: Any) -> Any:
            return id, q, others

    def three(prefix: str, id: int, q: str = "-") -> Any:
        return prefix, id, q

    routes = Routes()
    routes.add_page("/1/{id:int}", Pages().one)
    routes.add_page("/2/{id:int}/{other}", Pages())
    routes.add_page("/3/{id:int}", functools.partial(three, "p"))

    # Act and assert
    assert find_visit(routes, "/1/5", "q=a").call() == (5, "a", ())
    assert find_visit(routes, "/2/5/x", "q=a&others=1").call() == (5, "a", {"other": "x"})
    assert find_visit(routes, "/3/5", "q=a").call() == ("p", 5, "a")


# In an app.


def make_app() -> App:
    app = App()

    @app.mix("/")
    def home() -> Any:
        return {"type": "h1", "props": {"content": "Home"}}

    @app.mix("/users/{id:int}")
    def user(id: int, q: str = "all") -> Any:
        return {"type": "h1", "props": {"content": f"User {id + 1}: {q}"}}

    @app.mix("/about")
    def about(page: int = 1) -> Any:
        return {"type": "h1", "props": {"content": f"About {page}"}}

    @app.mix("/shelf/")
    def shelf() -> Any:
        return {"type": "h1", "props": {"content": "Shelf"}}

    @app.mix("/wörter/{word}")
    def word(word: str) -> Any:
        return {"type": "h1", "props": {"content": f"Word {word}"}}

    return app


def test_a_visitor_opens_pages_with_parameters(cacao_app: Any) -> None:
    site = cacao_app(make_app())

    site.open("/users/41?q=caf%C3%A9").sees("User 42: café")
    site.open("/w%C3%B6rter/k%C3%B6ln%2Fa").sees("There is no page here")
    site.open("/w%C3%B6rter/k%C3%B6ln%20%3Cb%3E").sees("Word köln <b>")


def test_a_wrong_address_is_told_in_a_page(cacao_app: Any) -> None:
    site = cacao_app(make_app())

    for path, status, text in (
        ("/users/ann", 404, "There is no page here"),
        ("/about?page=two", 400, "“page” should be a whole number, and “two” is not."),
        ("/abot", 404, "Did you mean /about?"),
    ):
        user = site.open(path)
        user.sees(text).sees("Go to the start page")
        assert user.status == status


def test_hints_for_the_developer_stay_in_development(cacao_app: Any) -> None:
    user = cacao_app(make_app(), production=True).open("/abot")

    user.sees("Nothing is served at /abot.").misses("Did you mean")


@pytest.mark.parametrize(
    ("asked", "shown"),
    [("/about/?page=2", "/about?page=2"), ("/shelf", "/shelf/"), ("/users/7/", "/users/7")],
)
def test_a_slash_too_many_or_too_few_is_mended(cacao_app: Any, asked: str, shown: str) -> None:
    user = cacao_app(make_app()).open(asked)

    assert user.status == 200
    assert user.path == shown


def test_no_slash_leads_to_another_site(cacao_app: Any) -> None:
    app = App()
    app.mix("/{a}/{b}")(anything)
    app.mix("/{a}")(anything)

    user = cacao_app(app).open("//evil.example/")

    assert user.status == 404
