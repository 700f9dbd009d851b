"""The devtools are there for the developer alone, and in development alone."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from conftest import Serve
from doc_pages import code_blocks, run_block
from raw import ask

from cacao import App, State
from cacao_kernel import ConfigError
from cacao_kernel.config import Config
from cacao_plugins.devtools import MARK, Devtools

SOURCE = """
from cacao import App
app = App()

@app.mix("/")
def home():
    return {"type": "p", "props": {"content": "hello"}}
"""


def make_app(*extensions: object) -> App:
    app = App(extensions=extensions)
    app.mix("/")(lambda: {"type": "p", "props": {"content": "hello"}})
    return app


def test_a_development_server_has_them_without_a_word(serve: Serve) -> None:
    # Act
    server = serve(SOURCE, environment={"CACAO_TOOLS": "true"})

    # Assert
    page = ask(server.port).text
    assert MARK in page
    assert "devtools" in page.partition("</head>")[0]
    address = page.partition(f'{MARK}="')[2].partition('"')[0]
    assert ask(server.port, address).status == 200


@pytest.mark.parametrize(
    "how", [{"CACAO_TOOLS": "true", "CACAO_ENV": "production"}, {"CACAO_TOOLS": "false"}], ids=str
)
def test_in_production_and_where_tools_are_off_there_is_nothing_of_them(
    serve: Serve, how: dict[str, str]
) -> None:
    # Act
    server = serve(SOURCE, environment={**how, "CACAO_SECRET": "the key of this test"})

    # Assert
    answer = ask(server.port)
    assert "devtools" not in answer.text
    assert "frame-src" not in answer.header("content-security-policy")
    assert ask(server.port, "/_devtools/").status == 404


def test_asked_for_in_production_they_contribute_nothing(cacao_app: Any) -> None:
    # Arrange
    app = make_app(Devtools())

    # Act
    user = cacao_app(app, production=True).open("/")

    # Assert
    assert MARK not in user.page.root.children[0].attributes
    runtime = app.live.runtime if app.live is not None else None
    assert runtime is not None
    assert "/_devtools" not in [getattr(route, "path", "") for _, route in runtime.plugin_routes]
    assert not runtime.inspectors
    assert not runtime.frames
    assert "devtools" not in runtime.common.types


def test_a_test_has_them_only_if_it_asks_for_them(cacao_app: Any) -> None:
    assert MARK not in cacao_app(make_app()).open("/").page.root.children[0].attributes
    assert MARK in cacao_app(make_app(Devtools())).open("/").page.root.children[0].attributes


def test_who_sits_at_another_machine_finds_nothing(cacao_app: Any) -> None:
    # Arrange
    site = cacao_app(make_app(Devtools()))
    address = site.open("/").page.root.children[0].attributes[MARK]
    path, _, query = address.partition("?")
    statuses: list[int] = []

    # Act
    for client in (("127.0.0.1", 5), ("::1", 5), ("192.0.2.7", 5), None):
        scope = {
            "type": "http",
            "method": "GET",
            "path": path,
            "query_string": query.encode(),
            "headers": [(b"host", b"127.0.0.1")],
            "client": client,
            "server": ("127.0.0.1", 80),
            "scheme": "http",
            "root_path": "",
            "http_version": "1.1",
            "asgi": {"version": "3.0"},
        }
        connection = site._loop.connect(site._asgi, scope)
        connection.send(type="http.request", body=b"", more_body=False)
        statuses.append(connection.read()["status"])

    # Assert
    assert statuses == [200, 200, 404, 404]


def test_the_panel_of_one_tab_tells_nothing_of_another_visitor(cacao_app: Any) -> None:
    # Arrange
    word = State("nothing", name="word")
    app = App(extensions=[Devtools()])

    @app.event("say")
    def say() -> None:
        word.set("plums")

    app.mix("/")(lambda: {"type": "button", "props": {"label": f"Say {len(word.value)}", "action": "say"}})
    site = cacao_app(app)
    ann, bob = site.open("/"), site.open("/")
    ann.click("Say 7").sees("Say 5")

    # Act
    own, other = (who.open(who.page.root.children[0].attributes[MARK]) for who in (ann, bob))

    # Assert
    assert "plums" in own.click("State").text
    assert "plums" in own.click("Events").text
    for view in ("State", "Events", "Test"):
        assert "plums" not in other.click(view).text


def test_a_made_up_name_of_a_tab_shows_nothing(cacao_app: Any) -> None:
    site = cacao_app(make_app(Devtools()))
    site.open("/")

    site.open("/_devtools/?tab=made-up").sees("not connected at the moment")


def test_a_bound_that_is_none_is_a_mistake(tmp_path: Path) -> None:
    config = Config(tmp_path, plugins={"devtools": {"slow": 0}})

    with pytest.raises(ConfigError, match="slow"):
        make_app().prepare(config, development=True)


def test_the_test_in_the_docs_passes(cacao_app: Any, clean_modules: None) -> None:
    # Arrange
    guide = next(block for block in code_blocks("docs/guide.md") if "Total: {total.value}" in block)
    run_block(guide, "main")
    test, _ = code_blocks("docs/devtools.md")

    # Act and assert: the example's own test
    run_block(test, "test_by_hand").test_what_was_done_by_hand(cacao_app)


def test_the_loop_is_watched_once_however_many_apps_run_on_it(cacao_app: Any) -> None:
    # Arrange
    user = cacao_app(make_app(Devtools())).open("/")

    # Act
    user.open(user.page.root.children[0].attributes[MARK]).sees("Devtools")

    # Assert
    assert [thread.name for thread in threading.enumerate()].count("cacao-watchdog") == 1


def test_the_panels_app_is_made_when_somebody_first_opens_it(cacao_app: Any) -> None:
    # Arrange
    devtools = Devtools()
    user = cacao_app(make_app(devtools)).open("/")
    assert devtools._desk is not None
    assert devtools._desk._app is None

    # Act
    user.open(user.page.root.children[0].attributes[MARK]).sees("Devtools")

    # Assert
    assert devtools._desk._app is not None
