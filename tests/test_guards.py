"""Guards: who may see a page, at every load, join and link."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import pytest
from sites import button, link, page

from cacao import App, Event, State, Visit, redirect
from cacao_kernel import wire
from cacao_kernel.errors import RouteError
from cacao_kernel.redirect import Redirect
from cacao_kernel.visit import read_address
from cacao_kernel.wire import Join


class Silent:
    """A channel to a browser that nobody looks at."""

    waiting = 0

    def post(self, frame: str) -> None: ...

    def hold(self) -> None: ...

    def let_go(self) -> None: ...

    def close(self, code: int) -> None: ...


def make_app(asked: list[str] | None = None) -> App:
    """Return an app with a page for those who are logged in, and one that nobody may see."""
    app = App()
    user = State("", name="user")
    log = State((), name="log")

    @app.guard
    def count(visit: Visit) -> None:
        if asked is not None:
            asked.append(visit.path)

    def needs_login(visit: Visit) -> Any:
        return None if user.value else redirect(f"/login?next={visit.url}")

    async def is_ann() -> bool:
        await asyncio.sleep(0)
        return user.value == "ann"

    @app.event("login")
    def login(event: Event) -> Redirect:
        user.set("ann")
        return redirect("/admin")

    @app.event("logout")
    async def logout() -> None:
        user.set("")
        log.update(lambda lines: (*lines, "out"))
        raise redirect("/")

    @app.mix("/")
    def home() -> Any:
        return page(
            {"type": "h1", "props": {"content": f"Home of {user.value or 'nobody'} {log.value}"}},
            link("Admin", "/admin"),
            link("Vault", "/vault"),
            link("Closed", "/closed"),
        )

    @app.mix("/login", title="Login")
    def login_page(next: str = "/") -> Any:
        return page({"type": "p", "props": {"content": f"Log in for {next}"}}, button("Log in", "login"))

    @app.mix("/admin", guard=needs_login, title="Admin")
    def admin() -> Any:
        return page("The secret of admin", button("Log out", "logout"), link("Vault", "/vault"))

    @app.mix("/vault", guard=[needs_login, is_ann])
    async def vault() -> Any:
        return page("The secret of the vault")

    @app.mix("/closed", guard=lambda: False)
    def closed() -> Any:
        return page("The secret of nobody")

    return app


def test_a_visitor_logs_in_and_out(cacao_app: Any) -> None:
    # Arrange
    user = cacao_app(make_app()).open("/admin")

    # Act and assert: a load is redirected,
    user.sees("Log in for /admin").misses("secret")
    assert user.path == "/login?next=/admin"

    # a handler sends the tab on, once what it wrote is kept,
    user.click("Log in").sees("The secret of admin")
    assert (user.path, user.title) == ("/admin", "Admin")
    user.follow("Vault").sees("The secret of the vault").back().sees("The secret of admin")

    # and a redirect that is raised is no error.
    user.click("Log out").sees("Home of nobody ('out',)")
    assert user.path == "/"
    assert user.errors == []


def test_a_link_to_a_guarded_page_is_redirected_over_the_socket(cacao_app: Any) -> None:
    # Act
    user = cacao_app(make_app()).open("/").follow("Vault")

    # Assert
    user.sees("Log in for /vault").misses("secret")
    assert (user.path, user.title) == ("/login?next=/vault", "Login")
    assert sum(frame.startswith('["j"') for frame in user.frames) == 1
    assert not any("secret" in frame for frame in user.frames)
    user.back().sees("Home of nobody")


def test_who_may_not_pass_is_told_in_a_page(cacao_app: Any) -> None:
    site = cacao_app(make_app())

    for user in (site.open("/closed"), site.open("/").follow("Closed")):
        user.sees("You may not see this page").misses("secret")
        assert user.status == 403


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/admin", '["l",0,"/login?next=/admin","",null]'),
        ("/vault", '["l",0,"/login?next=/vault","",null]'),
        ("/closed", '["x",0,"forbidden"'),
    ],
)
def test_a_join_that_no_load_came_before_is_refused_too(cacao_app: Any, path: str, told: str) -> None:
    # Arrange: a tab that never loaded the page asks for its tree.
    user = cacao_app(make_app()).open("/")
    line = user.window.connect("websocket", "/_cacao/socket", subprotocols=[])
    line.send(type="websocket.connect")
    assert line.read()["type"] == "websocket.accept"

    # Act
    line.send(type="websocket.receive", text=wire.encode(wire.JOIN, 1, "t" * 32, path, ""))
    answer = line.read()["text"]
    line.send(type="websocket.receive", text=wire.encode(wire.EVENT, 1, [1], "mark", "click", {}))

    # Assert
    assert "secret" not in answer
    assert answer.startswith(told)
    assert line.read()["type"] == "websocket.close"


def test_a_page_that_was_painted_while_its_visitor_might_see_it_is_not_joined_later(cacao_app: Any) -> None:
    # Arrange
    app = App()
    is_open = [True]

    @app.mix("/", guard=lambda: is_open[0])
    def home() -> Any:
        return page("The secret")

    async def visit() -> str:
        app.prepare()
        live = app.live
        assert live is not None
        visitor = live.signer.issue()
        painted, *_ = await live.paint(visitor, read_address(live.runtime.routes, "/"))

        # Act
        is_open[0] = False
        try:
            await live.join(visitor, Join("the only tab", "/", painted.hash), Silent())
        except Exception as error:
            return getattr(error, "code", repr(error))
        finally:
            live.threads.close()
        return "joined"

    # Assert
    assert asyncio.run(visit()) == "forbidden"


def test_guards_are_asked_in_their_order_at_load_join_and_link(cacao_app: Any) -> None:
    # Arrange
    asked: list[str] = []

    # Act
    user = cacao_app(make_app(asked)).open("/")
    assert asked == ["/", "/"], "at load and at join"
    user.follow("Admin")

    # Assert
    assert asked == ["/", "/", "/admin", "/login"]


def test_the_guards_of_the_app_come_first_and_the_first_no_counts(cacao_app: Any) -> None:
    # Arrange
    app = App()
    asked: list[str] = []

    def say(name: str, answer: Any) -> Any:
        def guard() -> Any:
            asked.append(name)
            return answer

        return guard

    app.mix("/", guard=[say("page 1", True), say("page 2", False), say("page 3", None)])(page)
    app.guard(say("app", None))

    # Act
    user = cacao_app(app).open("/")

    # Assert
    assert user.status == 403
    assert asked == ["app", "page 1", "page 2"]


@pytest.mark.parametrize("answer", [0, 1, "", "no", [], object()])
def test_an_answer_that_is_neither_yes_nor_no_opens_no_door(cacao_app: Any, answer: Any) -> None:
    # Arrange
    app = App()
    app.mix("/", guard=lambda: answer)(lambda: page("The secret"))

    # Act
    user = cacao_app(app).open("/")

    # Assert
    user.sees("answered something else; expected None, True, False or redirect(…)").misses("secret")
    assert user.status == 500


def test_a_guard_that_raises_opens_no_door(cacao_app: Any) -> None:
    app = App()
    app.mix("/", guard=lambda: 1 / 0)(lambda: page("The secret"))

    user = cacao_app(app, production=True).open("/")

    user.sees("This page could not be shown").misses("secret").misses("division")


def test_what_a_guard_writes_is_dropped_with_a_refusal(cacao_app: Any) -> None:
    # Arrange
    app = App()
    tries = State(0, name="tries")

    def guard() -> bool:
        tries.update(lambda number: number + 1)
        return tries.value > 1

    app.mix("/", guard=guard)(page)
    app.mix("/tries")(lambda: page(f"tries {tries.value}"))
    user = cacao_app(app).open("/tries")

    # Act
    user.go("/")

    # Assert
    assert user.status == 403
    user.go("/tries").sees("tries 0")


@pytest.mark.parametrize(
    ("guard", "told"),
    [(7, "a guard is a function; got int 7"), (lambda one, two: None, "more than the visit")],
)
def test_what_can_be_no_guard_is_told_at_once(guard: Any, told: str) -> None:
    app = App()

    with pytest.raises(RouteError, match=told):
        app.mix("/", guard=guard)(page)
    with pytest.raises(RouteError, match=told):
        app.guard(guard)


@pytest.mark.parametrize("scope", ["session", "app"])
def test_a_door_that_closes_while_its_page_renders_shows_nothing_of_it(cacao_app: Any, scope: Any) -> None:
    # Arrange
    is_open = State(True, scope=scope, name="is_open")
    began, go_on, app = threading.Event(), threading.Event(), App()
    link = {"type": "a", "props": {"href": "/secret", "content": "Secret"}}
    close = {"type": "button", "props": {"label": "Close", "on_click": lambda: is_open.set(False)}}
    app.mix("/")(lambda: {"type": "main", "children": [link, close]})

    @app.mix("/secret", guard=lambda: is_open.value)
    def secret() -> dict[str, Any]:
        began.set()
        go_on.wait(10)
        return {"type": "p", "props": {"content": "the secret"}}

    user = cacao_app(app).open("/")
    other = user.open("/")
    following = threading.Thread(target=user.follow, args=("Secret",))

    # Act
    following.start()
    began.wait(10)
    other.click("Close")
    go_on.set()
    following.join(10)

    # Assert
    assert not any("the secret" in frame for frame in user.frames)
    user.sees("You may not see this page")
