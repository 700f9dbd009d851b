"""What has happened in a session can be read back: what each event has changed, from what to what."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from test_keeper import Shelf

import cacao
from cacao import App, Component, State
from cacao_kernel.chronicle import MAX_HAPPENINGS, Chronicle, Happening
from cacao_kernel.session import Session

Tree = dict[str, Any]


class Shop:
    """An app with handlers that write in every way."""

    def __init__(self, *extensions: object) -> None:
        self.app = app = App(extensions=extensions)
        self.count = State(0, name="count")
        self.items = State([{"name": "eggs", "done": False}], name="items")
        self.stock = State(10, scope="app", name="stock")
        self.draft = State("", scope="tab", name="draft")
        self.double = State(0, name="double")
        self.shown = State(0, name="shown")
        self.gate = asyncio.Event()
        for handler in (self.add, self.buy, self.fail, self.nothing, self.parts, self.leave, self.say):
            app.event(handler.__name__)(handler)
        app.mix("/")(self.home)

    def home(self) -> Tree:
        if self.count.value > 100 and self.shown.value != self.count.value:
            self.shown.set(self.count.value)
        names = "add buy fail nothing parts leave say".split()
        buttons = [{"type": "button", "props": {"label": name, "action": name}} for name in names]
        field = {"type": "input", "props": {"aria_label": "Draft", "bind": self.draft}}
        texts = f"count {self.count.value} stock {self.stock.value} items {len(self.items.value)}."
        return {"type": "main", "children": [texts, field, *buttons]}

    def add(self) -> None:
        with self.items.mutate() as items:
            items[0]["done"] = not items[0]["done"]
            items.append({"name": f"item {len(items)}"})

    def buy(self) -> None:
        self.stock.value -= 1
        self.count.value += 1

    def fail(self) -> None:
        self.count.set(99)
        raise ValueError("on purpose")

    def nothing(self) -> None:
        self.count.set(self.count.value + 1)
        self.count.set(self.count.value - 1)

    async def parts(self) -> None:
        self.count.set(1)
        await cacao.commit()
        self.count.set(2)

    async def leave(self) -> None:
        async def later() -> None:
            await self.gate.wait()
            self.count.set(7)

        self.task = asyncio.create_task(later())

    async def say(self) -> None:
        self.gate.set()


def told(user: Any) -> list[tuple[int | None, str, dict[str, Any], dict[str, Any], str]]:
    """Return what has happened to a user, an event by its number."""
    return [
        (one.event and one.event[1], one.cause, dict(one.before), dict(one.after), one.error)
        for one in user.session.history()
    ]


def test_each_event_is_told_with_what_it_has_changed(cacao_app: Any) -> None:
    # Arrange
    user = cacao_app(Shop().app).open("/")

    # Act
    user.click("buy").click("nothing").click("buy")

    # Assert
    assert told(user) == [
        (1, "buy", {"stock": 10, "count": 0}, {"stock": 9, "count": 1}, ""),
        (2, "nothing", {}, {}, ""),
        (3, "buy", {"stock": 9, "count": 1}, {"stock": 8, "count": 2}, ""),
    ]
    [first, *_] = user.session.history()
    assert isinstance(first, Happening)
    assert first.event is not None and first.event[0] == user.window.connection.tab


def test_an_event_that_has_failed_is_told_with_its_error_and_no_change(cacao_app: Any) -> None:
    # Arrange
    user = cacao_app(Shop().app).open("/").click("buy")

    # Act
    with pytest.raises(AssertionError, match="on purpose"):
        user.click("fail")

    # Assert
    assert told(user)[1:] == [(2, "fail", {}, {}, "ValueError: on purpose")]


def test_what_was_is_not_changed_by_later_edits_in_place(cacao_app: Any) -> None:
    # Arrange
    user = cacao_app(Shop().app).open("/")

    # Act
    user.click("add").click("add").click("add").sees("items 4.")

    # Assert
    lengths = [(len(one.before["items"]), len(one.after["items"])) for one in user.session.history()]
    done = [(one.before["items"][0]["done"], one.after["items"][0]["done"]) for one in user.session.history()]
    assert lengths == [(1, 2), (2, 3), (3, 4)]
    assert done == [(False, True), (True, False), (False, True)]
    with pytest.raises(TypeError):
        user.session.history()[0].after["items"] = []


def test_what_no_event_asked_for_is_told_with_its_cause(cacao_app: Any) -> None:
    # Arrange
    shop = Shop()
    shop.count.subscribe(lambda value: shop.double.set(2 * value))
    shop.app.on_open(lambda: shop.count.set(5))
    user = cacao_app(shop.app).open("/").sees("count 5")

    # Act
    user.type("Draft", "x").settle()
    with user:
        shop.count.set(101)
    user.sees("count 101")
    user.click("leave").click("say").sees("count 7")

    # Assert
    happened = told(user)
    assert [(one[0], one[1]) for one in happened] == [
        (None, "on_open"),
        (1, "bind"),
        (None, "test"),
        (None, "page"),
        (2, "leave"),
        (3, "say"),
        (2, "task"),
    ]
    assert happened[0][2:] == ({"count": 0, "double": 0}, {"count": 5, "double": 10}, "")
    assert happened[1][3] == {"draft": "x"}
    assert happened[3][3] == {"shown": 101}
    assert happened[6][2:] == ({"count": 101, "double": 202}, {"count": 7, "double": 14}, "")


def test_what_a_page_writes_before_its_tab_is_live_is_told_with_the_join(cacao_app: Any) -> None:
    # Arrange
    visits, app = State(0, name="visits"), App()

    @app.mix("/")
    def home() -> Tree:
        if not visits.value:
            visits.set(1)
        return {"type": "p", "props": {"content": f"visits {visits.value}"}}

    # Act
    user = cacao_app(app).open("/")

    # Assert
    assert told(user) == [(None, "join", {"visits": 0}, {"visits": 1}, "")]


def test_parts_that_were_committed_are_told_one_by_one(cacao_app: Any) -> None:
    user = cacao_app(Shop().app).open("/").click("parts")

    assert told(user) == [
        (1, "parts", {"count": 0}, {"count": 1}, ""),
        (1, "parts", {"count": 1}, {"count": 2}, ""),
    ]


def test_components_of_one_class_are_told_apart(cacao_app: Any) -> None:
    # Arrange
    class Counter(Component):
        count = State(0, name="Counter.count")

        def add(self) -> None:
            self.count.value += 1

        def render(self) -> Tree:
            return {"type": "button", "props": {"label": f"is {self.count.value}", "on_click": self.add}}

    app, left, right = App(), Counter(), Counter()
    app.mix("/")(lambda: {"type": "main", "children": [left, right]})
    user = cacao_app(app).open("/")

    # Act
    user.within("is 0")
    buttons = [each for each in user.page.root.walk() if each.tag == "button"]
    for button in buttons:
        user.trigger(button, "click")

    # Assert
    names = [name for one in user.session.history() for name in one.after]
    assert len(set(names)) == 2
    assert all(name.startswith("Counter.count of ") for name in names)


def test_what_could_not_be_stored_is_told_as_a_failure(cacao_app: Any) -> None:
    # Arrange
    shelf = Shelf()
    user = cacao_app(Shop(shelf).app).open("/").click("buy")

    # Act
    shelf.is_full = True
    with pytest.raises(AssertionError, match="the disk is full"):
        user.click("buy")
    shelf.is_full = False
    user.click("buy")

    # Assert
    assert told(user) == [
        (1, "buy", {"stock": 10, "count": 0}, {"stock": 9, "count": 1}, ""),
        (2, "buy", {}, {}, "StoreError: it could not be saved: the disk is full."),
        (3, "buy", {"stock": 9, "count": 1}, {"stock": 8, "count": 2}, ""),
    ]


def test_each_visitor_has_a_history_of_their_own_and_nothing_in_production(cacao_app: Any) -> None:
    # Arrange
    shop = Shop()
    site = cacao_app(shop.app)

    # Act
    ann, bob = site.open("/").click("buy"), site.open("/")

    # Assert: the kit records always, a server of its own in development alone
    assert len(told(ann)) == 1 and told(bob) == []
    for development in (True, False):
        shop.app.prepare(development=development)
        assert shop.app.live is not None
        assert bool(shop.app.live.sessions.open("a").chronicle) is development
        assert shop.app.live.shared.is_kept is development


def test_the_oldest_are_forgotten() -> None:
    # Arrange
    session = Session("a", 0)
    assert session.history() == ()
    session.chronicle = Chronicle()

    # Act
    for number in range(MAX_HAPPENINGS + 5):
        session.chronicle.note(("tab", number), "add", {}, {})

    # Assert
    numbers = [one.event and one.event[1] for one in session.history()]
    assert numbers == list(range(5, MAX_HAPPENINGS + 5))
