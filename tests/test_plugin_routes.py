"""Routes of plugins: asked before pages, behind the guard, and never in the place of a page or of ours."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import Serve
from raw import UPGRADE, ask
from routed import Routed, answer
from starlette.routing import Mount, Route
from visitor import Visitor

from cacao import App
from cacao_kernel import PluginError

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
