"""Tools for developers are told what happens, and where nobody looks nothing is noted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cacao import App, Component, State
from cacao.testing import User
from cacao_kernel import CacaoError, hookimpl, own_tab
from cacao_kernel.annals import Annals, Moment
from cacao_kernel.config import Config
from cacao_kernel.inspection import Inspection
from cacao_kernel.views import RegionView


class Desk:
    """An app, what inspects it, and the names of its tabs in the order they came."""

    def __init__(self) -> None:
        self.inspection: Inspection
        self.tabs: list[str] = []
        self.heard = 0
        self.count = State(0, name="count")
        self.stock = State(10, scope="app", name="stock")
        self.draft = State("", scope="tab", name="draft")
        self.seen = State(0, name="seen")
        self.app = App(extensions=[self])
        self.app.event("add")(self.add)
        self.app.mix("/")(self.home)

    @hookimpl
    def register_inspectors(self) -> list[Callable[[Inspection], None]]:
        return [self.look]

    def look(self, inspection: Inspection) -> None:
        self.inspection = inspection

    async def add(self) -> None:
        self.count.value += 1
        self.stock.value -= 1

    def home(self) -> Any:
        if own_tab() not in self.tabs:
            self.tabs.append(own_tab())
        self.seen.set(self.count.value)
        field = {"type": "input", "props": {"aria_label": "Draft", "bind": self.draft}}
        button = {"type": "button", "props": {"label": "Add", "action": "add"}}
        texts = f"count {self.count.value} stock {self.stock.value} seen {self.seen.value}."
        return {"type": "main", "children": [texts, field, button, Box()]}

    def ask(self, user: User, call: Callable[..., Any], *arguments: Any) -> Any:
        async def on_loop() -> Any:
            return call(*arguments)

        return user.window.browser.loop.run(on_loop())

    def moments(self, user: User) -> list[Moment]:
        found: list[Moment] = self.ask(user, self.inspection.moments, self.tabs[0])
        return [moment for moment in found if moment.deed is not None]


class Box(Component):
    def render(self) -> Any:
        return {"type": "p", "props": {"content": "a box"}}


def test_where_nobody_looks_nothing_is_noted(cacao_app: Any) -> None:
    # Arrange
    app, count = App(), State(0, name="count")
    app.event("add")(lambda: count.set(1))
    app.mix("/")(lambda: {"type": "button", "props": {"label": f"Add {count.value}", "action": "add"}})

    # Act
    user = cacao_app(app).open("/").click("Add 0").sees("Add 1")

    # Assert
    live = app.live
    assert live is not None
    assert live.witness is None
    (tab,) = live.shared.tabs
    assert tab.screen.probe is None
    assert not isinstance(user.session.chronicle, Annals)


def test_in_production_nobody_looks(cacao_app: Any) -> None:
    # Arrange
    desk = Desk()

    # Act
    cacao_app(desk.app, production=True).open("/").click("Add").sees("count 1")

    # Assert
    assert not hasattr(desk, "inspection")
    assert desk.app.live is not None
    assert desk.app.live.witness is None


def test_an_event_is_told_with_what_the_visitor_did_and_what_it_has_cost(cacao_app: Any) -> None:
    # Arrange
    desk = Desk()
    user = cacao_app(desk.app).open("/")

    # Act
    user.click("Add").sees("count 1 stock 9")

    # Assert
    (moment,) = desk.moments(user)
    assert moment.deed is not None
    assert (moment.deed.kind, moment.deed.label, moment.deed.path) == ("click", "Add", "/")
    assert moment.happening.cause == "add"
    assert dict(moment.happening.after) == {"count": 1, "stock": 9}
    assert moment.deed.seconds is not None
    assert moment.traffic.patches >= 1
    assert moment.traffic.sent >= len(user.frames[-2])


def test_who_listens_is_told_until_they_stop(cacao_app: Any) -> None:
    # Arrange
    desk = Desk()
    user = cacao_app(desk.app).open("/")
    heard: list[int] = []
    stop = desk.ask(user, desk.inspection.follow, lambda: heard.append(1))

    # Act and assert
    user.click("Add")
    assert heard
    desk.ask(user, stop)
    heard.clear()
    user.click("Add").sees("count 2")
    assert not heard


def test_a_tab_shows_its_past_and_a_page_that_writes_writes_nothing_then(cacao_app: Any) -> None:
    # Arrange
    desk = Desk()
    user = cacao_app(desk.app).open("/").click("Add").click("Add").sees("count 2 stock 8 seen 2")
    first = desk.moments(user)[0]
    history = user.session.history()

    # Act
    desk.ask(user, desk.inspection.travel, desk.tabs[0], first.number)

    # Assert
    user.sees("count 1 stock 9 seen 1")
    assert user.session.history() == history
    desk.ask(user, desk.inspection.travel, desk.tabs[0], None)
    user.sees("count 2 stock 8 seen 2")
    assert user.session.history() == history


def test_a_tab_that_looks_back_and_loses_its_connection_shows_the_present(cacao_app: Any) -> None:
    # Arrange
    desk = Desk()
    user = cacao_app(desk.app).open("/").click("Add").click("Add")
    desk.ask(user, desk.inspection.travel, desk.tabs[0], desk.moments(user)[0].number)
    user.sees("count 1")

    # Act
    user.drop().reconnect()

    # Assert
    user.sees("count 2")
    assert desk.ask(user, desk.inspection.looks_at, desk.tabs[0]) is None


def test_a_write_follows_the_rules_of_any_other(cacao_app: Any) -> None:
    # Arrange
    desk = Desk()
    user = cacao_app(desk.app).open("/")
    cells = {cell.name: cell for cell in desk.ask(user, desk.inspection.cells, desk.tabs[0])}
    write = desk.inspection.write

    # Act
    desk.ask(user, write, desk.tabs[0], cells["count"].id, "7", "a test")
    desk.ask(user, write, desk.tabs[0], cells["draft"].id, "'hello'", "a test")

    # Assert
    user.sees("count 7")
    assert user.value("Draft") == "hello"
    assert [happening.cause for happening in user.session.history()[-3:]].count("a test") == 2
    for text in ("seven", "'7'", "true", "null", "[7]"):
        with pytest.raises(CacaoError, match=r"State count: .*expected a whole number"):
            desk.ask(user, write, desk.tabs[0], cells["count"].id, text, "a test")


def test_a_tab_sees_no_cells_of_another_tab(cacao_app: Any) -> None:
    # Arrange
    desk = Desk()
    user = cacao_app(desk.app).open("/").type("Draft", "mine")
    user.open("/").type("Draft", "its own")

    # Act
    texts = [
        [cell.text for cell in desk.ask(user, desk.inspection.cells, tab) if cell.name == "draft"]
        for tab in desk.tabs
    ]

    # Assert
    assert texts == [["'mine'"], ["'its own'"]]


def test_regions_are_told_with_their_places_and_their_runs(cacao_app: Any) -> None:
    # Arrange
    desk = Desk()
    user = cacao_app(desk.app).open("/").click("Add").sees("count 1")

    # Act
    page: RegionView = desk.ask(user, desk.inspection.regions, desk.tabs[0])

    # Assert
    assert (page.kind, page.name, page.place) == ("page", "/", [])
    assert {"count", "stock"} <= set(page.reads)
    assert page.line.startswith("test_inspection.py:")
    (box,) = page.inner
    assert (box.kind, box.name, box.place) == ("component", "Box", [3])
    assert page.runs == box.runs >= 2


def test_pages_hold_frames_only_where_a_plugin_asks_for_them(cacao_app: Any, tmp_path: Path) -> None:
    from cacao_kernel import Assets

    class Framed:
        @hookimpl
        def register_assets(self) -> Assets:
            return Assets(frames=True)

    policies: list[str] = []
    for extensions in ([], [Framed()]):
        # Arrange
        app = App(extensions=extensions)
        app.mix("/")(lambda: {"type": "p"})
        app.prepare(Config(tmp_path))

        # Act
        headers, _ = cacao_app(app).open("/").get("/")

        # Assert
        policies.append(headers[b"content-security-policy"].decode())
    assert "frame-src" not in policies[0]
    assert policies[1].endswith("; frame-src 'self'")
