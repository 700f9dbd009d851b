"""Routing: which page a path shows, which function answers an event; mistakes are told at once."""

from __future__ import annotations

from typing import Any

import pytest

from cacao import App, mix
from cacao_kernel.errors import CacaoError, RouteError
from cacao_kernel.routing import Routes


def home() -> dict[str, Any]:
    return {"type": "p"}


def by_number(id: int) -> dict[str, Any]:
    return {"type": "p"}


def of_anything(it: dict[str, int] = {}) -> dict[str, Any]:  # noqa: B006 - never called
    return {"type": "p"}


def needy(name: str, /, other: int = 0, *rest: Any, place: str, **others: Any) -> dict[str, Any]:
    return {"type": "p"}


def easy(name: str = "x", *rest: Any, place: str = "y", **others: Any) -> dict[str, Any]:
    return {"type": "p"}


def register(routes: Routes, path: Any, function: Any) -> None:
    routes.add_page(path, function)


LINE = register.__code__.co_firstlineno + 1


def test_pages_and_handlers_are_found_by_path_and_name() -> None:
    # Arrange
    routes = Routes()

    # Act
    routes.add_page("/", home)
    routes.add_page("/über uns", easy)
    routes.add_handler("save", home)

    # Assert
    assert {path: page.function for path, page in routes.pages.items()} == {"/": home, "/über uns": easy}
    assert [page.path for page in routes.pages.values()] == ["/", "/über uns"]
    assert routes.handlers["save"].function is home


@pytest.mark.parametrize(
    ("path", "function", "told"),
    [
        ("about", home, "a route begins with a slash; expected @app.mix(\"/about\"), got 'about'."),
        ("", home, "a route begins with a slash; expected @app.mix(\"/about\"), got ''."),
        (home, home, f'a route begins with a slash; expected @app.mix("/about"), got {home!r}.'),
        ("/_cacao/x", home, "routes below /_cacao are Cacao's own; got '/_cacao/x'."),
        ("/", None, 'the page of "/"; expected a function, got None.'),
        ("/", {"type": "p"}, "the page of \"/\"; expected a function, got {'type': 'p'}."),
        (
            "/",
            needy,
            'the page of "/" asks for "name" and "place", and nothing gives it. Name it in the route, '
            '"/{name}", or give it a default to read it from the query.',
        ),
        (
            "/{id:number}",
            home,
            "there is no convertor \"number\"; got '/{id:number}'. There are str, int, float, path, "
            "uuid, date.",
        ),
        ("/{id:in}", home, 'there is no convertor "in"; got \'/{id:in}\'. Did you mean "int"?'),
        (
            "/{id}/{id}",
            home,
            "the route names \"id\" twice; got '/{id}/{id}'. Give each parameter its own name.",
        ),
        (
            "/{a}-{b}",
            home,
            "between two slashes stands one parameter; got '/{a}-{b}'. \"{a}-{b}\" has more.",
        ),
        ("/{2x}", home, '"2x" is no name of a parameter; got \'/{2x}\'. Write "{name}" or "{name:int}".'),
        (
            "/{id",
            home,
            'a brace is not closed in "{id"; got \'/{id\'. A parameter is written "{name}".',
        ),
        (
            "/{rest:path}/edit",
            home,
            "nothing can follow a path parameter; got '/{rest:path}/edit'. Put {…:path} at the end.",
        ),
        (
            "/x{rest:path}",
            home,
            "a path parameter stands alone; got '/x{rest:path}'. Write \"/{rest:path}\".",
        ),
        (
            "/users/{id}",
            by_number,
            '"id" of the page of "/users/{id}" is not what the route gives; expected int, got str. '
            'Write "{…:int}" in the route.',
        ),
        (
            "/",
            of_anything,
            '"it" of the page of "/" cannot be read from the query; expected str, int, float, bool, '
            "date, UUID, an Enum, a Literal, or a list of these, got dict[str, int].",
        ),
    ],
    ids=lambda given: str(given).partition(" at 0x")[0],  # the same in every process
)
def test_what_can_be_no_page_is_told_with_its_line(path: Any, function: Any, told: str) -> None:
    # Arrange
    routes = Routes()

    # Act
    with pytest.raises(RouteError) as raised:
        register(routes, path, function)

    # Assert
    place, _, rest = str(raised.value).partition(": ")
    assert place == f"test_routing.py:{LINE}"
    assert rest == told
    assert routes.pages == {}


def test_a_path_or_a_name_is_taken_once() -> None:
    # Arrange
    app = App()
    app.mix("/")(home)
    app.event("save")(home)

    # Act
    with pytest.raises(RouteError, match=r'there are two pages at "/"\. Give one of them another path\.'):
        app.mix("/")(easy)
    with pytest.raises(RouteError, match=r'there are two handlers of "save"\. Give'):
        app.event("save")(easy)

    # Assert: the same function may stand at two paths.
    assert app.mix("/other")(home) is home
    assert app.event("other")(home) is home


def test_the_app_hands_a_function_back_as_it_was() -> None:
    # Arrange
    app = App()

    # Act
    @app.mix("/a")
    @app.mix("/b")
    @app.event("c")
    def page() -> Any:
        return {"type": "p"}

    # Assert
    assert page() == {"type": "p"}


def test_what_mix_collects_before_there_is_an_app_moves_to_the_first(cacao_app: Any) -> None:
    # Arrange
    count = [0]

    @mix("/")
    def start() -> Any:
        return {"type": "button", "props": {"label": f"Clicked {count[0]}", "action": "go"}}

    @mix.event("go")
    def go() -> None:
        count[0] += 1

    first, second = App(), App()

    @mix("/later")
    def later() -> Any:
        return {"type": "p", "props": {"content": "later"}}

    # Act
    user = cacao_app(first).open("/")

    # Assert
    user.sees("Clicked 0").click("Clicked 0")
    assert count == [1]
    assert [*first._routes.pages] == ["/", "/later"]
    assert [*second._routes.pages] == []


def test_a_page_that_comes_after_the_start_comes_too_late(cacao_app: Any) -> None:
    # Arrange
    app = App()
    app.mix("/")(home)
    cacao_app(app)

    # Act and assert
    for register in (app.mix("/late"), app.event("late")):
        with pytest.raises(RouteError, match="comes too late: the app already serves"):
            register(home)


def test_a_routing_mistake_is_one_of_ours_and_says_so_in_one_line() -> None:
    with pytest.raises(CacaoError) as raised:
        App().mix("about")(home)

    assert "\n" not in str(raised.value)
