"""Visitors in a plugin's routes: whose request it is, and what a handler knows of the same visitor."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route

from cacao import App, Event, State
from cacao_kernel import hookimpl, pass_on, session_of, visitor
from cacao_kernel.cookie import Signer
from cacao_kernel.errors import StateError


async def tell(request: Request) -> PlainTextResponse:
    return PlainTextResponse(session_of(request) or "nobody")


class Telling:
    @hookimpl
    def register_routes(self) -> list[Any]:
        return [Route("/who", tell), Mount("/deep", routes=[Route("/who", tell)])]


def make_app() -> tuple[App, State[str]]:
    app, seen = App(extensions=[Telling()]), State("", name="seen")

    @app.event("look")
    def look() -> None:
        seen.set(visitor())

    @app.mix("/")
    def home() -> dict[str, Any]:
        return {"type": "button", "props": {"label": "Look", "action": "look", "aria_description": seen}}

    return app, seen


def seen_by(user: Any) -> str:
    return str(user.click("Look").page.find("Look").attributes["aria-description"])


def test_a_route_and_a_handler_name_one_visitor_alike_and_two_apart(cacao_app: Any) -> None:
    # Arrange
    site = cacao_app(make_app()[0])
    ann, bob = site.open("/"), site.open("/")

    # Act
    told = seen_by(ann)

    # Assert
    assert ann.get("/who")[1] == ann.get("/deep/who")[1] == told
    assert seen_by(ann.open("/")) == told  # another tab
    assert bob.get("/who")[1] == seen_by(bob) != told


def test_it_is_not_what_the_cookie_holds(cacao_app: Any) -> None:
    user = cacao_app(make_app()[0]).open("/")

    told = seen_by(user)

    assert len(told) == 32
    assert all(told not in value for value in user.window.browser.cookies.values())


def test_a_cookie_that_nobody_has_issued_is_nobodys(cacao_app: Any) -> None:
    # Arrange
    user = cacao_app(make_app()[0]).open("/")
    forger = Signer(b"the key of somebody else")

    # Act
    for name in user.window.browser.cookies:
        user.window.browser.cookies[name] = forger.seal(forger.issue())

    # Assert
    assert user.get("/who")[1] == "nobody"
    user.window.browser.cookies.clear()
    assert user.get("/who")[1] == "nobody"


def test_a_mounted_app_knows_its_visitors(cacao_app: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    # Arrange
    monkeypatch.setenv("CACAO_SECRET", "the key of these tests")
    app = make_app()[0]
    site = cacao_app(Starlette(routes=[Mount("/shop", app=app)], lifespan=app.lifespan))

    # Act
    user = site.open("/shop/")

    # Assert
    assert user.get("/shop/who")[1] == user.get("/shop/deep/who")[1] == seen_by(user)


def test_outside_of_requests_and_handlers_it_is_an_error() -> None:
    with pytest.raises(StateError, match="no visitor's handler is running"):
        visitor()
    with pytest.raises(StateError, match="has not come through an App"):
        session_of(Request({"type": "http"}))


def test_a_page_knows_for_whom_it_is_rendered(cacao_app: Any) -> None:
    # Arrange
    app = App(extensions=[Telling()])
    app.mix("/")(lambda: {"type": "p", "props": {"content": visitor()}})
    site = cacao_app(app)

    # Act
    ann, bob = site.open("/"), site.open("/")

    # Assert
    assert ann.page.root.content == ann.get("/who")[1] != bob.page.root.content == bob.get("/who")[1]


def test_what_follows_a_state_for_everybody_is_still_each_visitors_own(cacao_app: Any) -> None:
    # Arrange
    app, number = App(extensions=[Telling()]), State(0, scope="app", name="number")
    content = lambda: f"{number.value} {visitor()}"  # noqa: E731 - it closes over no row: one for all tabs
    app.event("more")(lambda: number.update(lambda now: now + 1))
    app.mix("/")(lambda: {"type": "button", "props": {"title": "More", "action": "more", "content": content}})
    site = cacao_app(app)
    users = [site.open("/"), site.open("/")]

    # Act
    users[0].click("More")

    # Assert
    for user in users:
        user.sees(f"1 {user.get('/who')[1]}")


def test_a_handler_passes_on_what_it_handles(cacao_app: Any) -> None:
    # Arrange
    app, seen = App(), State("", name="seen")

    @app.event("note")
    def note(event: Event) -> None:
        seen.set(f"{seen.value}, {event.kind} {event['number']}")

    async def notes() -> None:
        seen.set(f"{seen.value}, nothing")

    async def handle(event: Event) -> None:
        await pass_on("note", Event(event, kind="sent", number=1))
        await pass_on(note, Event(event, kind="sent", number=2))
        await pass_on(notes, event)

    async def slip() -> None:
        await pass_on("note_", Event())

    app.mix("/")(
        lambda: {
            "type": "main",
            "children": [
                {"type": "button", "props": {"label": "Do", "on_click": handle}},
                {"type": "button", "props": {"label": "Slip", "on_click": slip}},
                {"type": "p", "props": {"content": seen}},
            ],
        }
    )
    user = cacao_app(app).open("/")

    # Act and assert
    user.click("Do").sees(", sent 1, sent 2, nothing")
    with pytest.raises(AssertionError, match='no handler "note_"'):
        user.click("Slip")
