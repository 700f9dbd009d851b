"""Handlers that are concurrent="newest": beside all others, and of one node only the newest counts."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Mapping
from functools import partial
from typing import Any

import pytest
from seats import find, serving, steps_to, story
from test_keeper import Shelf

from cacao import App, Component, State
from cacao_kernel import Change, handler, wire
from cacao_kernel.errors import RouteError

Props = dict[str, Any]


class Search:
    """An app with two fields whose search can be held up, and a button that others have to wait for."""

    def __init__(self, *, is_async: bool = True) -> None:
        self.app = App()
        self.found = State("", name="found")
        self.count = State(0, name="count")
        self.asked: list[str] = []
        self.ended: list[str] = []
        self.make_gate: Any = asyncio.Event if is_async else threading.Event
        self.gates: dict[str, Any] = {}
        self.rows = State(0, name="rows")
        self.app.event("find", concurrent="newest")(self.find if is_async else self.find_in_thread)
        self.app.mix("/")(self.home)

    def home(self) -> Props:
        fields = [{"type": "input", "props": {"name": name, "on_input": "find"}} for name in ("one", "two")]
        deeds = [("more", self.more), ("grow", self.grow)]
        buttons = [{"type": "button", "props": {"label": name, "on_click": deed}} for name, deed in deeds]
        above = [{"type": "p", "props": {"content": "above"}} for _ in range(self.rows.value)]
        said = {"type": "p", "props": {"content": f"found {self.found.value}, {self.count.value}"}}
        return {"type": "main", "children": [*buttons, *above, *fields, said]}

    def gate(self, text: str) -> Any:
        return self.gates.setdefault(text, self.make_gate())

    async def more(self) -> None:
        self.count.update(lambda now: now + 1)

    async def grow(self) -> None:
        self.rows.update(lambda now: now + 1)

    async def find(self, event: Any) -> None:
        self.asked.append(event.value)
        await self.gate(event.value).wait()
        self.found.set(event.value)
        self.ended.append(event.value)

    def find_in_thread(self, event: Any) -> None:
        self.asked.append(event.value)
        self.gate(event.value).wait(20)
        self.ended.append(event.value)
        self.found.set(event.value)


async def type_in(seat: Any, name: str, *texts: str) -> list[int]:
    """Type texts into a field, one right after the other."""
    told = [{"value": text, "edits": count, "seen": 0} for count, text in enumerate(texts, 1)]
    return [await seat.press(name, "input", **payload) for payload in told]


@story
async def test_others_are_handled_meanwhile_and_the_newest_of_a_field_wins() -> None:
    # Arrange
    search = Search()
    async with serving(search.app) as house:
        seat = await house.sit()

        # Act: the answers come the other way round.
        numbers = await type_in(seat, "one", "m", "mi", "mil")
        await seat.click("more")
        for text in ("mil", "mi", "m"):
            search.gate(text).set()
        await seat.answer(numbers[-1])

        # Assert: each is answered once, and nothing of the older ones has come to be.
        assert [seat.answers(number) for number in numbers] == [[["a", number]] for number in numbers]
        assert search.ended == ["mil"]
        assert "found mil, 1" in seat.text
        await seat.tab.inbox.until_idle()
        assert not seat.tab.session.running


@story
async def test_a_field_is_known_although_something_came_to_stand_above_it() -> None:
    # Arrange
    search = Search()
    async with serving(search.app) as house:
        seat = await house.sit()

        # Act: after the click the second field has the place that the first one had.
        first = await type_in(seat, "one", "m")
        await house.until(lambda: search.asked == ["m"])
        await seat.click("grow")
        second = await type_in(seat, "one", "mi")
        other = await seat.press("two", "input", value="bread", edits=1, seen=0)
        await house.until(lambda: {"mi", "bread"} <= {*search.asked})
        for text in ("bread", "mi", "m"):
            search.gate(text).set()
        for number in (*first, *second, other):
            await seat.answer(number)

    # Assert
    assert sorted(search.ended) == ["bread", "mi"]


@story
async def test_a_plain_function_cannot_be_stopped_so_the_newest_waits_for_its_end() -> None:
    # Arrange
    search = Search(is_async=False)
    async with serving(search.app) as house:
        seat = await house.sit()

        # Act: of all that was typed, only the first and the last are looked for.
        numbers = await type_in(seat, "one", "m", "mi", "mil", "milk")
        await house.until(lambda: search.asked == ["m"])
        await seat.click("more")
        assert search.asked == ["m"]
        search.gate("milk").set()
        search.gate("m").set()
        await seat.answer(numbers[-1])

        # Assert
        assert search.asked == ["m", "milk"]
        assert "found milk, 1" in seat.text
        assert [seat.answers(number) for number in numbers] == [[["a", number]] for number in numbers]


@story
async def test_one_that_holds_on_is_not_heard_any_more(caplog: pytest.LogCaptureFixture) -> None:
    # Arrange: a handler that does not let itself be stopped.
    app, found = App(), State("", name="found")
    goes_on, refused = asyncio.Event(), list[str]()

    @app.event("find", concurrent="newest")
    async def look(event: Any) -> str | None:
        if event.value == "old":
            found.set("half of old")
            try:
                await asyncio.sleep(60)
            except asyncio.CancelledError:
                await goes_on.wait()
            try:
                found.set("old")
            except Exception as error:
                refused.append(str(error))
            return None
        found.set(event.value)
        return None

    content = {"type": "p", "props": {"content": found}}
    field = {"type": "input", "props": {"name": "one", "on_input": "find"}}
    app.mix("/")(lambda: {"type": "main", "children": [field, content]})
    async with serving(app) as house:
        seat = await house.sit()

        # Act
        old, new = await seat.press("one", "input", value="old"), 0
        await seat.sees("half of old")
        new = await seat.press("one", "input", value="new")
        goes_on.set()
        await seat.answer(new)

        # Assert
        assert seat.text == "new"
        assert [len(seat.answers(number)) for number in (old, new)] == [1, 1]
    assert "by a handler whose place a newer event has taken, so the value was dropped" in refused[0]
    assert "error" not in caplog.text


@story
async def test_what_raises_fails_alone_and_what_was_typed_into_a_bound_field_is_set_at_once() -> None:
    # Arrange
    app, draft, saved = App(), State("", name="draft"), State("", name="saved")
    gate = asyncio.Event()

    @app.event("find", concurrent="newest")
    async def look() -> None:
        await gate.wait()
        raise ValueError("no such thing")

    field = {"type": "input", "props": {"name": "one", "bind": draft, "on_input": "find"}}
    save = {"type": "button", "props": {"label": "save", "on_click": lambda: saved.set(draft.value)}}
    app.mix("/")(
        lambda: {"type": "main", "children": [field, save, {"type": "p", "props": {"content": saved}}]}
    )
    async with serving(app) as house:
        seat = await house.sit()

        # Act
        number = await seat.press("one", "input", value="milk", edits=1, seen=0)
        await seat.click("save")
        gate.set()

        # Assert
        assert (await seat.answer(number))[2] == "handler_failed"
        assert "milk" in seat.text
        with_it = seat.tab.session.cells
        assert with_it[draft].value == "milk"


@story
async def test_on_another_connection_the_newest_still_wins_and_what_is_sent_again_runs_once() -> None:
    # Arrange
    search = Search()
    async with serving(search.app) as house:
        seat = await house.sit()
        event = seat.event("one", "input", value="m", edits=1, seen=0)
        await seat.send(event)
        newer = seat.event("one", "input", value="mi", edits=2, seen=0)
        await seat.send(newer)
        await house.until(lambda: search.asked == ["mi"] or search.asked == ["m", "mi"])

        # Act: the line breaks, and the browser sends again what has no answer, and one more.
        again = await seat.rejoin()
        await again.send(event)
        await again.send(newer)
        node = find(again.tab.screen.root, "one")
        newest = wire.Input(3, steps_to(node), node.mark, "input", {"value": "milk", "edits": 3, "seen": 0})
        await again.send(newest)
        for text in ("milk", "mi", "m"):
            search.gate(text).set()
        for number in (1, 2, 3):
            await again.answer(number)

        # Assert
        assert search.ended == ["milk"]
        assert search.asked.count("mi") == 1
        assert "found milk" in again.text


@story
async def test_who_has_left_is_missed_by_nobody(caplog: pytest.LogCaptureFixture) -> None:
    # Arrange
    search = Search()
    async with serving(search.app) as house:
        seat = await house.sit()
        await type_in(seat, "one", "m")
        await house.until(lambda: search.asked == ["m"])

        # Act
        house.live.leave(seat.tab, for_good=True)
        search.gate("m").set()
        await house.until(lambda: search.ended == ["m"])
        await seat.tab.inbox.until_idle()

        # Assert
        assert not seat.tab.inbox.is_busy
    assert "error" not in caplog.text


@story
async def test_queries_in_threads_do_not_pile_up_while_somebody_types() -> None:
    # Arrange
    app, asked, gate = App(), list[str](), threading.Event()

    @app.event("ask", query=True)
    def ask(event: Any) -> str:
        asked.append(event.value)
        gate.wait(20)
        return str(event.value)

    app.mix("/")(lambda: {"type": "input", "props": {"name": "one", "on_input": "ask"}})
    async with serving(app) as house:
        seat = await house.sit()

        # Act
        numbers = await type_in(seat, "one", *"abcdefgh")
        await house.until(lambda: bool(asked))
        for _ in range(20):
            await asyncio.sleep(0.001)
        assert asked == ["a"]
        gate.set()

        # Assert
        assert (await seat.answer(numbers[-1]))[2] == "h"
        assert asked == ["a", "h"]


class Exports:
    """An app whose exports wait for a gate: of rows that may go, and of a page beside it.

    Attributes:
        begun: what was exported, as it began.
        done: as it ended.
    """

    def __init__(self) -> None:
        self.app = App()
        self.rows = State([1, 2], name="rows")
        self.begun: list[Any] = []
        self.done: list[Any] = []
        self.drop: Props = {
            "type": "button",
            "props": {"label": "drop", "on_click": lambda: self.rows.set([2])},
        }
        self.gate = asyncio.Event()
        self.app.event("export", concurrent="newest")(self.export)
        self.app.mix("/")(
            lambda: {"type": "main", "children": [*map(self.button, self.rows.value), self.drop]}
        )
        self.app.mix("/left")(lambda: {"type": "main", "children": [self.button("")]})
        self.app.mix("/right")(lambda: {"type": "main", "children": [self.button("")]})

    def button(self, row: Any) -> Props:
        props = {"label": f"export {row}", "on_click": "export", "params": {"row": row}}
        return {"type": "button", "props": props}

    async def export(self, event: Any) -> None:
        self.begun.append(event.params["row"])
        await self.gate.wait()
        self.done.append(event.params["row"])


@story
async def test_another_handler_of_the_same_field_takes_no_place() -> None:
    # Arrange: what is typed is saved, and asks for words meanwhile.
    app, saved, gate, begun = App(), State("", name="saved"), asyncio.Event(), list[str]()

    @app.event("save", concurrent="newest")
    async def save(event: Any) -> None:
        begun.append(event.value)
        await gate.wait()
        saved.set(event.value)

    @app.event("suggest", query=True)
    def suggest() -> str:
        return "milkshake"

    field = {"type": "input", "props": {"name": "one", "on_input": "suggest", "on_change": "save"}}
    said = {"type": "p", "props": {"content": saved}}
    app.mix("/")(lambda: {"type": "main", "children": [field, said]})
    async with serving(app) as house:
        seat = await house.sit()

        # Act
        number = await seat.press("one", "change", value="milk", edits=1, seen=0)
        await house.until(lambda: begun == ["milk"])
        asked = await seat.press("one", "input", value="milks", edits=2, seen=0)
        answer = await seat.answer(asked)
        early = seat.answers(number)
        gate.set()
        await seat.answer(number)

        # Assert
        assert answer[2] == "milkshake"
        assert early == []
        assert seat.text == "milk"


@story
async def test_another_row_at_the_same_place_takes_no_place() -> None:
    # Arrange
    exports = Exports()
    async with serving(exports.app) as house:
        seat = await house.sit()

        # Act: the first row goes, and the second stands where it stood.
        numbers = [await seat.press("export 1")]
        await house.until(lambda: exports.begun == [1])
        await seat.click("drop")
        numbers.append(await seat.press("export 2"))
        await house.until(lambda: exports.begun == [1, 2])
        exports.gate.set()
        for number in numbers:
            await seat.answer(number)

    # Assert
    assert sorted(exports.done) == [1, 2]


@story
async def test_a_button_at_the_same_place_of_another_page_takes_no_place() -> None:
    # Arrange
    exports = Exports()
    async with serving(exports.app) as house:
        seat = await house.sit(path="/left")
        numbers = [await seat.press("export ")]
        await house.until(lambda: len(exports.begun) == 1)

        # Act
        assert seat.tab.links is not None
        seat.tab.links.follow(wire.Link(1, "/right"))
        await house.until(lambda: seat.tab.screen.visit.path == "/right")
        numbers.append(await seat.press("export "))
        await house.until(lambda: len(exports.begun) == 2)
        exports.gate.set()
        for number in numbers:
            await seat.answer(number)

    # Assert
    assert len(exports.done) == 2


class SlowShelf(Shelf):
    """A store that is slow: it commits nothing until its gate is open."""

    def __init__(self) -> None:
        super().__init__()
        self.gate = asyncio.Event()
        self.waits = False

    async def commit(self, changes: Mapping[str, Change]) -> Mapping[str, int]:
        self.waits = True
        await self.gate.wait()
        return await super().commit(changes)


@story
async def test_what_is_done_and_only_waits_for_the_store_is_not_given_up() -> None:
    # Arrange
    shelf, count = SlowShelf(), State(0, name="count")
    app = App(extensions=[shelf])

    @app.event("add", concurrent="newest")
    async def add() -> None:
        count.update(lambda now: now + 1)

    add_button = {"type": "button", "props": {"label": "add", "on_click": "add"}}
    app.mix("/")(
        lambda: {"type": "main", "children": [add_button, {"type": "p", "props": {"content": count}}]}
    )
    async with serving(app) as house:
        seat = await house.sit()

        # Act
        first = await seat.press("add")
        await house.until(lambda: shelf.waits)
        second = await seat.press("add")
        for _ in range(20):
            await asyncio.sleep(0)
        early = seat.answers(first)
        shelf.gate.set()

        # Assert: it is answered once it is stored, and not before.
        assert early == []
        assert await seat.answer(first) == ["a", first]
        assert await seat.answer(second) == ["a", second]
        assert seat.text == "add2"


class Box(Component):
    """A component whose own handlers run beside the others."""

    found = State("", scope="tab")

    def __init__(self, gate: asyncio.Event) -> None:
        super().__init__()
        self.gate = gate

    def render(self) -> Props:
        go = {"type": "button", "props": {"label": "go", "on_click": partial(self.look, "it")}}
        return {"type": "div", "children": [go, {"type": "p", "props": {"content": self.found}}]}

    @handler(concurrent="newest", limit=None)
    async def look(self, what: str) -> None:
        await self.gate.wait()
        self.found.set(what)


@story
async def test_a_method_of_a_component_says_itself_how_it_runs() -> None:
    # Arrange
    app, gate = App(), asyncio.Event()
    wait = {"type": "button", "props": {"label": "quick", "on_click": lambda: None}}
    app.mix("/")(lambda: {"type": "main", "children": [Box(gate), wait]})
    async with serving(app) as house:
        seat = await house.sit()

        # Act
        number = await seat.press("go")
        await seat.click("quick")
        gate.set()
        await seat.answer(number)

        # Assert
        assert "it" in seat.text


@pytest.mark.parametrize("concurrent", [1, "latest", None])
def test_what_concurrent_may_be_is_told(concurrent: Any) -> None:
    told = 'expected True, False or "newest", got'
    with pytest.raises(RouteError, match=told):
        App().event("find", concurrent=concurrent)(lambda: None)
    with pytest.raises(RouteError, match=told):
        handler(concurrent=concurrent)
