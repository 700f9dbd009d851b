"""Mounted: an App inside another, two Apps side by side, lifespans that compose, proxies and prefixes."""

from __future__ import annotations

import asyncio
import importlib.util
import json
from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from raw import ask
from require import require_tool
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route
from unstarted import visit

from cacao import App, State, redirect
from cacao_kernel.errors import ConfigError
from cacao_kernel.line import Loop
from cacao_kernel.user import User
from cacao_kernel.world import World


@pytest.fixture(autouse=True)
def secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CACAO_SECRET", "the key of these tests")


@pytest.fixture
def loop() -> Iterator[Loop]:
    made = Loop()
    yield made
    made.close()


def link(label: str, href: str) -> dict[str, Any]:
    return {"type": "a", "props": {"href": href, "content": label}}


def make_app(name: str = "App") -> App:
    app = App(title=name)
    count = State(0, name=f"count of {name}")

    @app.event("add")
    async def add() -> None:
        count.update(lambda number: number + 1)

    @app.event("leave")
    async def leave() -> Any:
        return redirect("/about")

    @app.mix("/")
    def home() -> Any:
        return {
            "type": "main",
            "children": [
                f"{name} counts {count.value}",
                {"type": "button", "props": {"label": "Add", "action": "add"}},
                {"type": "button", "props": {"label": "Leave", "action": "leave"}},
                link("About", "/about?q=a b#team"),
                link("Outside", "/health"),
                link("Elsewhere", "https://books.example/about"),
                link("Relative", "about"),
            ],
        }

    @app.mix("/about", title="About")
    def about(q: str = "") -> Any:
        return {"type": "main", "children": [f"About {name}", link("Home", "/")]}

    @app.mix("/secret", guard=lambda: redirect("/about"))
    def secret() -> Any:
        return {"type": "main"}

    @app.mix("/users/{id:int}")
    def user(id: int) -> Any:
        return {"type": "main", "children": [f"User {id}"]}

    return app


async def health(_: Any) -> PlainTextResponse:
    return PlainTextResponse("well")


def hrefs(user: User) -> dict[str, str]:
    return {node.label: node.attributes["href"] for node in user.page.root.walk() if node.tag == "a"}


@pytest.mark.parametrize("prefix", ["/app", "/inner/köln"])
def test_an_app_lives_below_a_prefix(loop: Loop, prefix: str) -> None:
    # Arrange
    outer = Starlette(routes=[Route("/health", health), Mount(prefix, make_app())])
    shown = prefix.replace("ö", "%C3%B6")

    # Act
    user = visit(outer, loop, f"{shown}/")

    # Assert: links to pages of the app are painted with the prefix, others stay as they are.
    assert hrefs(user) == {
        "About": f"{shown}/about?q=a b#team",
        "Outside": "/health",
        "Elsewhere": "https://books.example/about",
        "Relative": "about",
    }
    user.sees("App counts 0").click("Add").sees("App counts 1")
    user.follow("Relative").sees("About App")
    assert (user.path, user.title) == (f"{shown}/about", "About")
    user.follow("Home").sees("App counts 1").click("Leave").sees("About App")
    assert user.path == f"{shown}/about"
    user.back().sees("App counts 1").refresh().sees("App counts 1")
    assert len([frame for frame in user.frames if frame.startswith('["j"')]) == 2, "one for each load"
    user.open(f"{shown}/users/7").sees("User 7")


def test_redirects_and_what_is_missing_know_the_prefix(loop: Loop) -> None:
    # Arrange
    outer = Starlette(routes=[Route("/health", health), Mount("/app", make_app())])
    user = visit(outer, loop, "/app/secret")

    # Act and assert
    assert user.path == "/app/about"
    assert visit(outer, loop, "/app/about/?q=x").path == "/app/about?q=x"
    missing = visit(outer, loop, "/app/nowhere").sees("Nothing is served at /app/nowhere")
    assert hrefs(missing) == {"Go to the start page": "/app/"}
    headers, _ = user.get("/app/")
    cookie = headers[b"set-cookie"].decode() if b"set-cookie" in headers else ""
    assert "Path=/;" in cookie or not cookie


def test_an_address_that_has_the_prefix_already_gets_no_second_one(loop: Loop) -> None:
    # Arrange: a route that takes any path, and a guard that sends visitors there and back.
    app = App()
    is_known = State(False, name="is_known")

    @app.event("enter")
    def enter() -> Any:
        is_known.set(True)
        return redirect("/app/vault/1")

    app.mix(
        "/vault/{id}", guard=lambda visit: None if is_known.value else redirect(f"/door?back={visit.url}")
    )(lambda id: {"type": "p", "props": {"content": f"Vault {id}"}})
    app.mix("/{rest:path}")(
        lambda rest, back="": {
            "type": "main",
            "children": [f"{rest} {back}", {"type": "button", "props": {"label": "In", "action": "enter"}}],
        }
    )
    outer = Starlette(routes=[Mount("/app", app)])

    # Act
    user = visit(outer, loop, "/app/vault/1").sees("door /app/vault/1").click("In")

    # Assert
    user.sees("Vault 1")
    assert user.path == "/app/vault/1"


def test_a_link_out_of_the_app_is_loaded_in_full(loop: Loop) -> None:
    # Arrange
    outer = Starlette(routes=[Route("/health", health), Mount("/app", make_app())])
    user = visit(outer, loop, "/app/")

    # Act: the client asks for what is below the prefix alone; the server answers so anyway.
    user.follow("Outside")

    # Assert
    assert user.path == "/health"
    assert user.status == 200


def test_a_join_of_a_path_outside_the_prefix_is_no_page(loop: Loop) -> None:
    # Arrange
    outer = Starlette(routes=[Mount("/app", make_app())])
    user = visit(outer, loop, "/app/")

    for path in ("/", "/about", "/application/about", "/app"):
        line = user.window.connect("websocket", "/app/_cacao/socket", subprotocols=[])
        line.send(type="websocket.connect")
        line.read()

        # Act
        line.send(type="websocket.receive", text=json.dumps(["j", 1, "t" * 32, path, ""]))

        # Assert
        assert json.loads(line.read()["text"])[2] == "no_page"


def test_a_mounted_app_checks_host_and_origin_itself(loop: Loop) -> None:
    outer = Starlette(routes=[Mount("/app", make_app())])
    user = visit(outer, loop, "/app/")

    for name, value in ((b"host", b"evil.example"), (b"origin", b"https://evil.example")):
        scope = user.window.scope("websocket", "/app/_cacao/socket", subprotocols=[])
        scope["headers"] = [(key, value if key == name else old) for key, old in scope["headers"]]
        line = loop.connect(outer, scope)
        line.send(type="websocket.connect")
        assert line.read()["type"] == "websocket.close"


def test_two_apps_side_by_side_share_nothing(loop: Loop) -> None:
    # Arrange
    outer = Starlette(routes=[Mount("/one", make_app("One")), Mount("/two", make_app("Two"))])

    # Act
    one = visit(outer, loop, "/one/").click("Add").sees("One counts 1")
    two = one.open("/two/").sees("Two counts 0").click("Add").click("Add")

    # Assert: each has its own cookie, and neither takes the other's away.
    two.sees("Two counts 2").refresh().sees("Two counts 2")
    one.refresh().sees("One counts 1")
    names = [name for name in one.window.browser.cookies if name.startswith("cacao_session")]
    assert len(names) == len(set(one.window.browser.cookies.values())) == 2
    one.open("/one/about").sees("About One")
    assert one.open("/one/two/").status == 404


# Lifespans.


def make_outer(app: App, said: list[str]) -> Starlette:
    @asynccontextmanager
    async def lifespan(outer: Starlette) -> AsyncGenerator[None, None]:
        said.append("outer begins")
        async with app.lifespan(outer):
            yield
        said.append("outer ends")

    return Starlette(routes=[Mount("/app", app)], lifespan=lifespan)


def test_the_lifespan_of_an_app_composes_with_the_one_around_it(loop: Loop, world: World) -> None:
    # Arrange
    app = make_app()
    said: list[str] = []
    line = loop.connect(make_outer(app, said), {"type": "lifespan", "asgi": {"version": "3.0"}, "state": {}})

    # Act and assert
    line.send(type="lifespan.startup")
    assert line.read()["type"] == "lifespan.startup.complete"
    assert (said, world.serving) == (["outer begins"], 1)

    line.send(type="lifespan.shutdown")
    assert line.read()["type"] == "lifespan.shutdown.complete"
    assert (said, world.serving) == (["outer begins", "outer ends"], 0)


def test_the_lifespan_can_be_handed_over_as_it_is(loop: Loop, world: World) -> None:
    app = make_app()
    outer = Starlette(routes=[Mount("/app", app)], lifespan=app.lifespan)
    line = loop.connect(outer, {"type": "lifespan", "asgi": {"version": "3.0"}, "state": {}})

    line.send(type="lifespan.startup")
    assert line.read()["type"] == "lifespan.startup.complete"

    visit(outer, loop, "/app/").click("Add").sees("App counts 1")
    assert world.serving == 1, "the first request does not begin once more"


def test_without_a_lifespan_an_app_serves_from_its_first_request_until_the_loop_ends(world: World) -> None:
    # Arrange
    app = make_app()
    loop = Loop()
    assert world.serving == 0

    # Act
    users = [visit(app, loop, "/") for _ in range(3)]

    # Assert
    users[0].click("Add").sees("App counts 1")
    assert world.serving == 1
    loop.close()
    assert world.serving == 0


def test_an_app_that_cannot_begin_says_so_at_each_request() -> None:
    # Arrange
    app = make_app()
    tries: list[int] = []

    @asynccontextmanager
    async def fail(live: Any = None) -> AsyncGenerator[None, None]:
        tries.append(1)
        raise RuntimeError("no room to serve in")
        yield

    app._serve = fail  # type: ignore[method-assign]

    async def ask_twice() -> list[str]:
        told: list[str] = []
        for _ in range(2):
            try:
                await app({"type": "http"}, None, None)  # type: ignore[arg-type]
            except RuntimeError as error:
                told.append(str(error))
        return told

    # Act and assert
    assert asyncio.run(ask_twice()) == ["no room to serve in"] * 2
    assert len(tries) == 2


def test_an_app_lives_in_fastapi(loop: Loop) -> None:
    # Arrange
    require_tool("fastapi", importlib.util.find_spec("fastapi") is not None, "pip install -e '.[dev]'")
    from fastapi import FastAPI

    app = make_app()
    outer = FastAPI(lifespan=app.lifespan)
    outer.mount("/app", app)

    @outer.get("/health")
    def answer() -> dict[str, str]:
        return {"is": "well"}

    # Act
    user = visit(outer, loop, "/app/").click("Add").sees("App counts 1").follow("About").sees("About App")

    # Assert
    assert user.path == "/app/about?q=a b"
    user.back().follow("Outside")
    assert user.status == 200


# Proxies.

SERVED = """
import cacao
app = cacao.App()

@app.mix("/")
def home():
    return {"type": "a", "props": {"href": "/about", "content": "About"}}

@app.mix("/about")
def about():
    return {"type": "p"}

@app.mix("/away")
def away():
    return cacao.redirect("/about")
"""
FORWARDED = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.7"}


def test_a_proxy_that_is_trusted_says_how_the_visitor_came(serve: Any) -> None:
    # Arrange
    server = serve(
        SERVED,
        "--production",
        environment={"CACAO_TRUSTED_PROXIES": "127.0.0.1", "CACAO_ALLOWED_HOSTS": "shop.example"},
    )

    # Act
    answer = ask(server.port, host="shop.example", headers=FORWARDED)
    plain = ask(server.port, host="shop.example")

    # Assert
    assert answer.header("set-cookie").startswith("__Host-cacao_session=")
    assert "; Secure" in answer.header("set-cookie")
    assert "Secure" not in plain.header("set-cookie")


@pytest.mark.parametrize("trusted", ["", "203.0.113.0/24"])
def test_what_anybody_else_forwards_is_ignored(serve: Any, trusted: str) -> None:
    server = serve(SERVED, "--production", environment={"CACAO_TRUSTED_PROXIES": trusted})

    answer = ask(server.port, headers=FORWARDED)

    assert answer.status == 200
    assert "Secure" not in answer.header("set-cookie")


def test_a_development_server_stands_behind_a_proxy_of_this_machine_only_if_it_is_named(serve: Any) -> None:
    named = serve(SERVED, environment={"CACAO_TRUSTED_PROXIES": "127.0.0.1"})

    assert ask(named.port, headers=FORWARDED).status == 200
    named.stop()

    other = serve(SERVED, environment={"CACAO_TRUSTED_PROXIES": "203.0.113.7"})
    refused = ask(other.port, headers=FORWARDED)
    assert refused.status == 400
    assert '"trusted_proxies": ["127.0.0.1"]' in refused.text


def test_a_proxy_may_serve_the_app_at_a_path_that_it_takes_off(serve: Any) -> None:
    # Arrange
    server = serve(SERVED, environment={"CACAO_ROOT_PATH": "/shop"})

    # Act
    answer = ask(server.port, "/")

    # Assert
    assert 'href="/shop/about"' in answer.text
    assert 'data-cacao-socket="/shop/_cacao/socket"' in answer.text
    assert "/shop/_cacao/cacao." in answer.text
    assert ask(server.port, "/away").header("location") == "/shop/about"


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("CACAO_TRUSTED_PROXIES", "the proxy", "no address of a proxy; expected an address or a network"),
        ("CACAO_TRUSTED_PROXIES", "*", "no address of a proxy"),
        ("CACAO_ROOT_PATH", "shop", "no path to serve at; expected a path without a slash at its end"),
        ("CACAO_ROOT_PATH", "/shop/", "no path to serve at"),
        ("CACAO_ROOT_PATH", "//evil.example", "no path to serve at"),
    ],
)
def test_a_wrong_setting_is_told_in_one_line(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, told: str
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(ConfigError, match=told):
        make_app().read_config()
