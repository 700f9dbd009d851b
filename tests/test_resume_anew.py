"""Coming back to a tree that was made anew: nothing done on the one before is lost or done twice."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from away import come_back, leave
from seats import Seat, serving, story

from cacao import App, Component, State
from cacao_kernel import easel, wire
from cacao_kernel.html import Paint
from cacao_kernel.node import Node
from cacao_kernel.slumber import Slumber

Props = dict[str, Any]


class Chat:
    """An app with a box for what is to be said, which is emptied when it is said."""

    def __init__(self) -> None:
        self.app = App()
        self.box = State("", name="box")
        self.said = State[list[str]]([], name="said")
        self.app.event("say")(self.say)
        self.app.mix("/")(self.home)

    def home(self) -> Props:
        box = {"name": "box", "bind": self.box, "on_keydown.Enter": "say"}
        shown = {"type": "p", "children": [f"said {self.said.value}."]}
        return {"type": "main", "children": [shown, {"type": "input", "props": box}]}

    async def say(self) -> None:
        self.said.value = [*self.said.value, self.box.value]
        self.box.value = ""


async def typed(seat: Seat, text: str, edits: int, kind: str = "input") -> list[Any]:
    return await seat.answer(await seat.press("box", kind, value=text, edits=edits, seen=0))


async def say_and_lose(seat: Seat) -> None:
    """Say something, and lose the answer and the tree that gave it."""
    await typed(seat, "milk", 1)
    await typed(seat, "milk", 1, "keydown.enter")
    leave(seat)
    seat.house.live._parking.forget(seat.tab)


@story
async def test_a_box_that_was_emptied_is_empty_although_the_answer_to_that_was_lost() -> None:
    # Arrange
    async with serving(Chat().app) as house:
        seat = await house.sit()
        await say_and_lose(seat)

        # Act: what has no answer goes again.
        back = await come_back(seat, 0)
        back.number = 0
        await typed(back, "milk", 1)
        await typed(back, "milk", 1, "keydown.enter")

        # Assert: once, and before its acknowledgement the box is told.
        assert "said ['milk']." in back.text
        letters = [frame[:2] for frame in back.wire.frames]
        assert letters == [["j", 3], ["a", 1], ["p", 4], ["a", 2]]
        assert back.ops == [["n", [1], {"value": ""}, 1]]


@story
async def test_a_box_is_told_again_although_a_later_event_was_answered_before() -> None:
    # Arrange: as by a handler that runs beside the others, whose event does not go again.
    async with serving(Chat().app) as house:
        seat = await house.sit()
        await say_and_lose(seat)
        seat.tab.handled.add(3)

        # Act
        back = await come_back(seat, 0)
        back.number = 0
        await typed(back, "milk", 1)
        await typed(back, "milk", 1, "keydown.enter")

        # Assert
        await house.until(lambda: back.ops == [["n", [1], {"value": ""}, 1]])


@story
async def test_what_was_typed_behind_a_text_whose_answer_was_lost_stands_alone() -> None:
    # Arrange: the visitor has gone on typing before the box was emptied.
    async with serving(Chat().app) as house:
        seat = await house.sit()
        await say_and_lose(seat)

        # Act
        back = await come_back(seat, 0)
        back.number = 0
        await typed(back, "milk", 1)
        await typed(back, "milk", 1, "keydown.enter")
        await typed(back, "milkeggs", 2)
        await typed(back, "milkeggs", 2, "keydown.enter")

        # Assert
        assert "said ['milk', 'eggs']." in back.text


@story
async def test_a_field_that_has_seen_values_of_the_tree_before_counts_on_from_there() -> None:
    # Arrange: as when the tree was let go while the visitor looked at the page.
    async with serving(Chat().app) as house:
        seat = await house.sit()

        # Act
        for text, edits, kind in (
            ("milk", 7, "input"),
            ("milk", 7, "keydown.enter"),
            ("milkeggs", 8, "input"),
        ):
            await seat.answer(await seat.press("box", kind, value=text, edits=edits, seen=3))
        await seat.answer(await seat.press("box", "keydown.enter", value="milkeggs", edits=8, seen=3))

        # Assert
        assert "said ['milk', 'eggs']." in seat.text


@story
async def test_a_tree_whose_way_to_the_browser_was_lost_is_sent_again() -> None:
    # Arrange: the browser has one patch of the tree before, and nothing of the one it came back to.
    async with serving(Chat().app) as house:
        seat = await house.sit()
        other = await house.sit(seat.visitor)
        await typed(seat, "milk", 1)
        leave(seat)
        house.live._parking.forget(seat.tab)
        unheard = await come_back(seat, 1)
        await typed(other, "eggs", 1)
        await typed(other, "eggs", 1, "keydown.enter")
        leave(unheard)

        # Act
        back = await come_back(seat, 1)

        # Assert
        letter, _, tree, *_ = back.wire.frames[0]
        assert letter == "j" and tree is not None
        assert "said ['eggs']." in back.text


@story
async def test_events_of_a_tab_whose_tree_is_made_anew_keep_their_order(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Arrange: the tree is there again, but not known to be so yet.
    made, seen = threading.Event(), threading.Event()

    def paint(root: Node) -> Paint:
        made.set()
        seen.wait(10)
        return painted(root)

    async with serving(Chat().app) as house:
        seat = await house.sit()
        events = [
            seat.event("box", kind, value=text, edits=len(text), seen=0)
            for text, kind in (("m", "input"), ("mi", "input"), ("mi", "keydown.enter"))
        ]
        await house.live._dormitory._put_to_sleep(seat.tab)
        painted = easel.paint
        monkeypatch.setattr(easel, "paint", paint)

        # Act
        await seat.send(events[0])
        await house.until(made.is_set)
        for event in events[1:]:
            await seat.send(event)
        seen.set()
        await seat.answer(3)

        # Assert
        assert "said ['mi']." in seat.text
        assert [frame[1] for frame in seat.wire.frames if frame[0] == "a"] == [1, 2, 3]


class Tin(Component):
    """Counts what is in it."""

    count = State(0)

    def render(self) -> Props:
        button = {"type": "button", "props": {"label": "fill", "on_click": self.fill}}
        return {"type": "p", "children": [f"{self.count.value} in it.", button]}

    async def fill(self) -> None:
        self.count.value += 1


@pytest.mark.parametrize("is_asleep", [False, True])
@story
async def test_what_a_component_had_is_gone_with_it_also_while_its_tab_sleeps(is_asleep: bool) -> None:
    # Arrange
    app, is_open = App(), State(True, name="is_open", scope="app")
    app.mix("/")(lambda: {"type": "main", "children": [Tin() if is_open.value else "no tin"]})
    async with serving(app) as house:
        seat = await house.sit()
        await seat.click("fill")
        await seat.sees("1 in it.")
        if is_asleep:
            seat.tab.screen.sleep(Slumber(seat.tab.screen))

        # Act
        is_open.set(False)
        await house.until(lambda: seat.tab.screen.slumber is None)
        await seat.sees("no tin")
        is_open.set(True)

        # Assert
        await seat.sees("0 in it.")


@story
async def test_a_page_that_fails_in_part_when_it_wakes_is_sent_once_it_does_not() -> None:
    # Arrange: the part runs again since the page has written what it reads, and raises then.
    app, is_broken = App(), State(False, name="is_broken", scope="app")
    seen, news = State(0, name="seen"), State("old", name="news", scope="app")

    class Part(Component):
        def render(self) -> Props:
            if seen.value and is_broken.value:
                raise ValueError("on purpose")
            return {"type": "p", "children": [f"{news.value} news"]}

    @app.mix("/")
    def home() -> Props:
        part = Part().render()
        seen.set(int(is_broken.value))
        return {"type": "main", "children": [part]}

    async with serving(app) as house:
        seat = await house.sit()
        seat.tab.screen.sleep(Slumber(seat.tab.screen))
        known = len(seat.wire.frames)

        # Act
        is_broken.set(True)
        await house.until(lambda: len(seat.wire.frames) > known)
        is_broken.set(False)
        news.set("new")
        await house.until(lambda: len(seat.wire.frames) > known + 1)

        # Assert: no patch has gone to a tree that the browser has not.
        failed, shown = seat.wire.frames[known:]
        assert failed[2] == "render_failed"
        assert shown[0] == wire.JOIN
        assert "new news" in str(shown[2])


@story
async def test_a_join_that_comes_late_gives_no_number_away_that_another_tree_has_had() -> None:
    # Arrange: a socket that was given up is heard after the one that took its place.
    async with serving(Chat().app) as house:
        seat = await house.sit()
        await typed(seat, "milk", 1)
        leave(seat)
        house.live._parking.forget(seat.tab)
        back = await come_back(seat, 1)
        back.number = seat.number
        await typed(back, "eggs", 2)
        late = await come_back(seat, 1)
        late.number = back.number
        await typed(late, "tea", 3)
        leave(late)

        # Act: the browser has the tree of the one in between, and a patch of that.
        applied = back.wire.frames[-2][1]
        again = await come_back(seat, applied)

        # Assert
        assert back.wire.frames[-2][0] == "p"
        assert again.wire.frames[0][2] is not None
