"""What plugins contribute, as a visitor meets it: routes, lifespans, and node types that draw themselves."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from conftest import Serve
from distributions import Distributions
from raw import UPGRADE, ask
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route
from unstarted import visit
from visitor import Visitor

from cacao import App, Component, State
from cacao_kernel import CacaoError, NodeType, PluginError, hookimpl
from cacao_kernel.line import Loop
from cacao_kernel.rows import For
from cacao_kernel.stage import AppUnderTest

# Routes.

ROUTES = """
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.routing import Mount, Route, WebSocketRoute
from cacao import App
from cacao_kernel import hookimpl

async def sky(request):
    return JSONResponse({"sky": request.path_params["city"]})

async def post(request):
    return PlainTextResponse("taken")

async def echo(socket):
    await socket.accept()
    await socket.send_text("hello")
    await socket.close()

class Api:
    @hookimpl
    def register_routes(self):
        return [
            Route("/sky/{city}", sky),
            Route("/post", post, methods=["POST"]),
            Mount("/deep", routes=[Route("/{city}", sky)]),
            WebSocketRoute("/echo", echo),
        ]

app = App(extensions=[Api()])
app.mix("/")(lambda: {"type": "p", "props": {"content": "home"}})
app.mix("/sky/")(lambda: {"type": "p", "props": {"content": "all skies"}})
"""


def test_routes_of_plugins_are_asked_before_pages_and_stand_behind_the_guard(serve: Serve) -> None:
    # Act
    port = serve(ROUTES).port

    # Assert
    found = ask(port, "/sky/Basel")
    assert found.text == '{"sky":"Basel"}'
    assert found.header("x-content-type-options") == "nosniff"
    assert "default-src 'none'" in found.header("content-security-policy")
    assert ask(port, "/deep/Bern").text == '{"sky":"Bern"}'
    assert "all skies" in ask(port, "/sky/").text
    assert "home" in ask(port, "/").text
    assert ask(port, "/post").status == 404  # a page's path: the route is for POST alone
    assert ask(port, "/post", "POST").status == 403
    own = {"Origin": f"http://127.0.0.1:{port}", "Content-Length": "0"}
    assert ask(port, "/post", "POST", headers=own).text == "taken"
    assert ask(port, "/sky/Basel", host="elsewhere.example").status == 400
    assert ask(port, "/echo", headers=UPGRADE).status == 403
    assert ask(port, "/echo", headers=[*UPGRADE, ("Origin", f"http://127.0.0.1:{port}")]).status == 101


def test_a_page_is_live_beside_routes_of_plugins(serve: Serve) -> None:
    visitor = Visitor(serve(ROUTES).port)

    assert "home" in visitor.visit().page.text
    visitor.leave()


async def answer(request: Request) -> PlainTextResponse:
    return PlainTextResponse("a route")


class Routed:
    def __init__(self, *routes: Any) -> None:
        self.routes = [*routes]

    @hookimpl
    def register_routes(self) -> list[Any]:
        return self.routes


def test_a_route_at_the_path_of_a_page_is_an_error_naming_both() -> None:
    app = App(extensions=[Routed(Route("/about", answer))])
    app.mix("/about")(lambda: {"type": "p"})

    with pytest.raises(PluginError, match='plugin Routed: the route "/about" is that of a page, too'):
        app.prepare()


def test_the_kernels_own_paths_cannot_be_taken(serve: Serve) -> None:
    # Arrange
    source = ROUTES.replace('Mount("/deep"', 'Mount("/_cacao"')

    # Act
    port = serve(source).port

    # Assert
    assert ask(port, "/_cacao/Basel").status == 404
    assert ask(port, "/sky/Basel").status == 200


def test_mounts_that_share_no_path_live_together(cacao_app: Any) -> None:
    app = App(extensions=[Routed(Mount("/a", routes=[])), Routed(Mount("/b", routes=[]))])
    app.mix("/")(lambda: {"type": "p", "props": {"content": "home"}})

    cacao_app(app).open("/").sees("home")


# Lifespans.


class Held:
    """A plugin that notes when what it holds is entered and left."""

    def __init__(self, notes: list[str], *names: str, enter: Any = None, leave: Any = None) -> None:
        self.notes = notes
        self.names = names
        self.enter = enter
        self.leave = leave

    @hookimpl
    def register_lifespans(self) -> list[Callable[[], AbstractAsyncContextManager[None]]]:
        return [self._lifespan(name) for name in self.names]

    def _lifespan(self, name: str) -> Callable[[], AbstractAsyncContextManager[None]]:
        @asynccontextmanager
        async def held() -> AsyncGenerator[None, None]:
            if self.enter is not None:
                raise self.enter
            self.notes.append(f"+{name}")
            yield
            self.notes.append(f"-{name}")
            if self.leave is not None:
                await self.leave()

        return held


def page_of(*extensions: object) -> App:
    app = App(extensions=extensions)
    app.mix("/")(lambda: {"type": "p", "props": {"content": "home"}})
    return app


@pytest.fixture
def live_through(monkeypatch: pytest.MonkeyPatch) -> Callable[[App], None]:
    """Return a function that serves an App, lets a visitor in, and stops it."""
    monkeypatch.setenv("CACAO_SECRET", "the key of this test")

    def run(app: App) -> None:
        site = AppUnderTest(app, production=False)
        site.open("/").sees("home")
        site.close()

    return run


def test_lifespans_are_entered_in_order_and_left_in_reverse(live_through: Callable[[App], None]) -> None:
    # Arrange
    notes: list[str] = []

    # Act
    live_through(page_of(Held(notes, "a", "b"), Held(notes, "c")))

    # Assert
    assert notes == ["+a", "+b", "+c", "-c", "-b", "-a"]


def test_lifespans_are_held_while_the_app_serves(cacao_app: Any) -> None:
    notes: list[str] = []

    cacao_app(page_of(Held(notes, "a"))).open("/").sees("home")

    assert notes == ["+a"]


def test_an_app_that_is_served_again_enters_its_lifespans_again(live_through: Callable[[App], None]) -> None:
    # Arrange
    notes: list[str] = []
    app = page_of(Held(notes, "a"))

    # Act
    live_through(app)
    live_through(app)

    # Assert
    assert notes == ["+a", "-a"] * 2


def test_a_mounted_app_holds_its_lifespans_with_the_outer_one(monkeypatch: pytest.MonkeyPatch) -> None:
    # Arrange
    monkeypatch.setenv("CACAO_SECRET", "the key of this test")
    notes: list[str] = []
    app = page_of(Held(notes, "a"), Routed(Route("/sky", answer)))
    outer = Starlette(routes=[Mount("/app", app)], lifespan=app.lifespan)
    loop = Loop()
    line = loop.connect(outer, {"type": "lifespan", "asgi": {"version": "3.0"}, "state": {}})

    # Act
    line.send(type="lifespan.startup")
    assert line.read()["type"] == "lifespan.startup.complete"
    visit(outer, loop, "/app/").sees("home")
    visit(outer, loop, "/app/sky").sees("a route")
    line.send(type="lifespan.shutdown")
    assert line.read()["type"] == "lifespan.shutdown.complete"
    loop.close()

    # Assert
    assert notes == ["+a", "-a"]


def test_an_app_that_is_never_started_holds_its_lifespans_from_its_first_request_to_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Arrange
    monkeypatch.setenv("CACAO_SECRET", "the key of this test")
    notes: list[str] = []
    app, loop = page_of(Held(notes, "a", "b")), Loop()

    # Act
    visit(app, loop, "/").sees("home")
    visit(app, loop, "/").sees("home")
    loop.close()

    # Assert
    assert notes == ["+a", "+b", "-b", "-a"]


async def fail() -> None:
    raise OSError("the barometer is stuck")


async def hang() -> None:
    await asyncio.sleep(60)


@pytest.mark.parametrize(
    ("leave", "line"),
    [
        (fail, "plugin Held#2: its lifespan raised at its end.\nTraceback"),
        (hang, "plugin Held#2: its lifespan has not ended within 0.05 seconds."),
    ],
)
def test_a_lifespan_that_cannot_be_left_is_logged_and_the_others_are_left(
    live_through: Callable[[App], None],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    leave: Any,
    line: str,
) -> None:
    # Arrange
    monkeypatch.setattr("cacao_kernel.lifespan.LEAVE_SECONDS", 0.05)
    notes: list[str] = []

    # Act
    live_through(page_of(Held(notes, "a"), Held(notes, "b", leave=leave), Held(notes, "c")))

    # Assert
    assert notes == ["+a", "+b", "+c", "-c", "-b", "-a"]
    assert any(message.startswith(line) for message in caplog.messages)


@pytest.mark.parametrize("error", [OSError("no sun"), SystemExit(3), CacaoError("no sun")])
def test_a_lifespan_that_cannot_be_entered_ends_the_start_and_those_before_it_are_left(
    cacao_app: Any, error: BaseException
) -> None:
    # Arrange
    notes: list[str] = []
    app = page_of(Held(notes, "a"), Held(notes, "b", enter=error), Held(notes, "c"))

    # Act
    with pytest.raises(AssertionError) as raised:
        cacao_app(app)

    # Assert
    name = type(error).__name__
    assert str(raised.value).startswith(
        f"the app did not start: plugin Held#2: its lifespan raised {name}: {str(error).rstrip('.')}"
    )
    assert "\n" not in str(raised.value)
    assert notes == ["+a", "-a"]


def test_a_server_whose_plugin_cannot_hold_its_lifespan_ends_with_exit_code_2(
    command: Any, plugins: Distributions, tmp_path: Path
) -> None:
    # Arrange
    plugins.install(
        "weather",
        "from contextlib import asynccontextmanager\n"
        "@asynccontextmanager\nasync def held():\n    raise OSError('no sun')\n    yield\n"
        "@hookimpl\ndef register_lifespans():\n    return [held]",
    )
    (tmp_path / "cacao.json").write_text('{"weather": true}')
    (tmp_path / "main.py").write_text("import cacao\napp = cacao.App()\n")

    # Act
    done = command("serve", "--port", "0")

    # Assert
    assert done.returncode == 2
    assert "plugin weather: its lifespan raised OSError: no sun" in done.stderr
    assert "Traceback" not in done.stderr


# Node types that draw themselves.


class Drawn:
    """A plugin with one node type, ``card``, that is drawn by a function."""

    def __init__(self, draw: Callable[[Mapping[str, Any]], object]) -> None:
        self.draw = draw

    @hookimpl
    def register_node_types(self) -> dict[str, NodeType]:
        return {"card": NodeType(render=self.draw)}


def app_of(draw: Callable[[Mapping[str, Any]], object], page: Callable[[], object]) -> App:
    app = App(extensions=[Drawn(draw)])
    app.mix("/")(page)
    return app


def test_a_node_type_is_drawn_by_a_function_of_its_props(cacao_app: Any) -> None:
    # Arrange
    seen: list[Mapping[str, Any]] = []

    def draw(props: Mapping[str, Any]) -> object:
        seen.append(props)
        return {"type": "section", "children": [props["format"](props["value"]), props["children"]]}

    given = {"value": 3, "format": lambda value: f"<{value}>"}
    app = app_of(draw, lambda: {"type": "card", "props": given, "children": ["below"]})

    # Act
    user = cacao_app(app).open("/")

    # Assert
    user.sees("<3>").sees("below")
    assert user.page.root.children[0].tag == "section"
    assert seen[0] == given | {"children": ["below"]}


def test_a_drawn_node_may_be_any_tree(cacao_app: Any) -> None:
    # Arrange
    class Inner(Component):
        def render(self) -> dict[str, Any]:
            return {"type": "em", "props": {"content": "inner"}}

    def draw(props: Mapping[str, Any]) -> object:
        return (
            Inner()
            if "deep" in props
            else {"type": "p", "children": [{"type": "card", "props": {"deep": 1}}]}
        )

    # Act and assert
    cacao_app(app_of(draw, lambda: {"type": "card"})).open("/").sees("inner")


def test_what_a_drawn_node_reads_draws_it_alone_again(cacao_app: Any) -> None:
    # Arrange
    count = State(0, name="count")
    drawn: list[str] = []
    pages: list[None] = []

    def draw(props: Mapping[str, Any]) -> object:
        drawn.append(props["name"])
        content = f"{props['name']}: {count.value if props['name'] == 'live' else '-'}"
        return {"type": "button", "props": {"content": content, "action": "add"}}

    def page() -> object:
        pages.append(None)
        return {
            "type": "div",
            "children": [{"type": "card", "props": {"name": n}} for n in ("live", "still")],
        }

    app = app_of(draw, page)

    @app.event("add")
    def add() -> None:
        count.update(count.value + 1)

    # Act
    cacao_app(app).open("/").click("live: 0").sees("live: 1").click("still: -").sees("live: 2")

    # Assert
    assert drawn == ["live", "still", "live", "live"]
    assert len(pages) == 1


@pytest.mark.parametrize("listed", ["keys", "places", "For"])
def test_drawn_nodes_of_a_list_follow_what_they_read_however_the_page_changes(
    cacao_app: Any, listed: str
) -> None:
    # Arrange
    count, order = State(0, name="count"), State(list(range(20)), name="order")

    def draw(props: Mapping[str, Any]) -> object:
        return {"type": "p", "props": {"content": f"{props['number']} of {count.value}"}}

    def row(number: int) -> dict[str, Any]:
        key = {"key": number} if listed == "keys" else {}
        return {"type": "card", "props": {"number": number}, **key}

    def page() -> object:
        rows: Any = [row(number) for number in order.value]
        if listed == "For":
            rows = For(order.value, key=str, render=row)
        buttons = [{"type": "button", "props": {"content": n, "action": n}} for n in ("add", "turn", "drop")]
        return {"type": "div", "children": [*buttons, {"type": "section", "children": rows}]}

    app = app_of(draw, page)
    app.event("add")(lambda: count.update(count.value + 1))
    app.event("turn")(lambda: order.update([*reversed(order.value)]))
    app.event("drop")(lambda: order.update(order.value[1:]))
    user = cacao_app(app).open("/")

    added, numbers = 0, [*range(20)]
    for step in ("turn", "add", "drop", "add", "turn", "drop", "add"):
        added += step == "add"
        numbers = {"turn": numbers[::-1], "drop": numbers[1:], "add": numbers}[step]

        # Act
        user.click(step)

        # Assert
        shown = [node.content for node in user.page.root.walk() if node.tag == "p"]
        assert shown == [f"{number} of {added}" for number in numbers]


def test_the_key_of_a_drawn_node_is_that_of_what_is_drawn(cacao_app: Any) -> None:
    # Arrange
    def draw(props: Mapping[str, Any]) -> object:
        return {"type": "p", "props": {"content": "drawn"}}

    children = [{"type": "card", "key": "a"}, {"type": "card", "props": {"key": "b"}}]
    user = cacao_app(app_of(draw, lambda: {"type": "div", "children": children})).open("/")

    # Assert
    assert [child.attributes["data-cacao-key"] for child in user.page.root.children[0].children] == ["a", "b"]


def failed(cacao_app: Any, draw: Callable[[Mapping[str, Any]], object], node: dict[str, Any]) -> str:
    """Return what the page of an error says in development."""
    user = cacao_app(app_of(draw, lambda: {"type": "main", "children": [node]})).open("/")
    assert user.status == 500
    return str(user.page.text)


def refuse(props: Mapping[str, Any]) -> object:
    raise CacaoError("there is no such city", got=repr(props["city"]))


def test_what_a_drawing_refuses_says_where(cacao_app: Any) -> None:
    text = failed(cacao_app, refuse, {"type": "card", "props": {"city": "Atlantis"}})

    assert "page \"/\" > main > children[0] > card: there is no such city; got 'Atlantis'." in text


def test_what_a_drawing_raises_keeps_its_traceback_and_says_where(cacao_app: Any) -> None:
    text = failed(cacao_app, refuse, {"type": "card"})

    assert "KeyError\n'city'" in text
    assert 'It was raised where page "/" > main > children[0] > card is rendered.' in text


def test_a_drawing_that_is_no_tree_says_where(cacao_app: Any) -> None:
    text = failed(cacao_app, lambda props: {"type": "p", "children": [object()]}, {"type": "card"})

    assert 'page "/" > main > children[0] > card > p > children[0]: this is no part of a page' in text


def test_a_drawing_that_is_endless_says_so(cacao_app: Any) -> None:
    text = failed(cacao_app, lambda props: {"type": "card"}, {"type": "card"})
    deep = failed(cacao_app, lambda props: {"type": "b", "children": [{"type": "card"}]}, {"type": "card"})

    assert 'the node type "card" renders itself without end' in text
    assert 'the node type "card" renders itself without end' in deep
