"""Code that no event runs: threads, timers, and what is told of tabs."""

from __future__ import annotations

import asyncio
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from seats import serving, story
from trees import app_of, button, text

import cacao
from cacao import App, State
from cacao_kernel.errors import StateError


def test_a_bound_function_carries_the_session_into_threads_and_executors(cacao_app: Any) -> None:
    # Arrange
    note = State("", name="note")

    def in_thread() -> None:
        threading.Thread(target=cacao.bind(note.set), args=("from a thread",)).start()

    def in_executor() -> None:
        with ThreadPoolExecutor(1) as pool:
            pool.submit(cacao.bind(note.set), "from an executor").result()

    app = app_of(button("thread", in_thread), button("executor", in_executor), text(note))
    ada, bob = (server := cacao_app(app)).open("/"), server.open("/")

    # Act and assert
    ada.click("thread").sees("from a thread")
    ada.click("executor").sees("from an executor")
    bob.click("thread").sees("from a thread")
    ada.sees("from an executor")


def test_a_raw_thread_writes_for_everybody_and_is_told_where_it_may_not(cacao_app: Any) -> None:
    # Arrange
    mine, everybodys = State("", name="main.mine"), State("", scope="app", name="everybodys")

    def work() -> None:
        try:
            mine.set("lost")
        except StateError as error:
            everybodys.set(str(error))

    app = app_of(button("start", lambda: threading.Thread(target=work).start()), text(everybodys))
    ada, bob = (server := cacao_app(app)).open("/"), server.open("/")

    # Act
    ada.click("start")

    # Assert
    for user in (ada, bob):
        user.sees(
            f"test_apart.py:{work.__code__.co_firstlineno + 2}: State main.mine was written with no session, "
            "so nobody's value would change. Write it in an event handler; cacao.bind(function) carries a "
            'session into a thread or timer, and scope="app" makes one value for everybody.'
        )


def test_bind_and_commit_where_no_handler_runs_are_errors() -> None:
    line = test_bind_and_commit_where_no_handler_runs_are_errors.__code__.co_firstlineno

    with pytest.raises(StateError) as raised:
        cacao.bind(print)
    assert str(raised.value) == (
        f"test_apart.py:{line + 4}: cacao.bind is for handlers, and no visitor's handler is running. Use "
        "it in an event handler, or in what one calls."
    )
    with pytest.raises(StateError, match=r"cacao\.commit is for handlers"):
        asyncio.run(cacao.commit())


@pytest.mark.parametrize(("scope", "at_two_tabs"), [("app", 1), ("session", 1), ("tab", 2)])
@story
async def test_a_timer_runs_once_for_each_of_its_scope_as_long_as_that_lives(
    scope: str, at_two_tabs: int
) -> None:
    # Arrange
    app = app_of(text("here"))
    runs: list[int] = []

    async def tick() -> None:
        runs.append(1)

    app.every(0.001, scope=scope)(tick)

    def running() -> int:
        return sum("_keep_time" in repr(task) for task in asyncio.all_tasks() if not task.cancelling())

    async with serving(app) as house:
        before = running()

        # Act: two tabs of one visitor come, and go one after the other.
        first = await house.sit()
        second = await house.sit(first.visitor)
        with_two = running()
        await house.until(lambda: len(runs) > 3)
        house.live.leave(first.tab)
        with_one = running()
        house.live.leave(second.tab)
        with_none = running()
    count = len(runs)
    await asyncio.sleep(0.01)

    # Assert
    for_nobody = 1 if scope == "app" else 0
    assert (before, with_two, with_one, with_none) == (for_nobody, at_two_tabs, 1, for_nobody)
    assert len(runs) == count  # nothing runs once the app has stopped


def test_a_timer_writes_for_the_visitor_or_the_tab_it_runs_for(cacao_app: Any) -> None:
    # Arrange
    ours, mine = State(0, name="ours"), State(0, scope="tab", name="mine")
    is_on = State(False, name="is_on")
    app = app_of(text(lambda: f"ours {ours.value}, mine {mine.value}"), button("on", lambda: is_on.set(True)))

    @app.every(0.001, scope="session")
    def count_ours() -> None:
        if is_on.value:
            ours.set(7)

    @app.every(0.001, scope="tab")
    def count_mine() -> None:
        if is_on.value:
            mine.set(8)

    ada, bob = (server := cacao_app(app)).open("/"), server.open("/")

    # Act
    ada.click("on")

    # Assert
    ada.sees("ours 7, mine 8")
    bob.sees("ours 0, mine 0")


def test_tabs_and_visitors_are_counted_live_and_can_only_be_read(cacao_app: Any) -> None:
    # Arrange
    app = App()
    app.mix("/")(lambda: text(lambda: f"{app.tabs.value} tabs of {app.online.value}"))
    server = cacao_app(app)

    # Act and assert
    ada = server.open("/").sees("1 tabs of 1")
    second = ada.open("/")
    bob = server.open("/").sees("3 tabs of 2")
    second.leave()
    ada.sees("2 tabs of 2")
    bob.leave()
    ada.sees("1 tabs of 1")
    with pytest.raises(StateError, match=r"app\.tabs"):
        app.tabs.set(5)


def test_who_comes_and_goes_is_told_with_the_session_current(cacao_app: Any) -> None:
    # Arrange
    name, log = State("nobody", name="name"), State((), scope="app", name="log")
    app = app_of(text(lambda: " ".join(log.value)), button("call me Ada", lambda: name.set("Ada")))

    @app.on_open
    def came() -> None:
        log.update(lambda lines: (*lines, f"+{name.value}"))

    @app.on_close
    async def went() -> None:
        log.update(lambda lines: (*lines, f"-{name.value}"))

    ada, bob = (server := cacao_app(app)).open("/"), server.open("/")
    bob.sees("+nobody +nobody")

    # Act
    ada.click("call me Ada").leave()

    # Assert
    bob.sees("+nobody +nobody -Ada")


def test_what_is_committed_stays_when_the_handler_raises_later(cacao_app: Any, caplog: Any) -> None:
    # Arrange
    note = State("none", name="note")

    async def act() -> None:
        note.set("kept")
        await cacao.commit()
        note.set("dropped")
        raise ValueError("too bad")

    user = cacao_app(app_of(button("act", act), text(note))).open("/")

    # Act
    with pytest.raises(AssertionError, match="too bad"):
        user.click("act")

    # Assert
    user.sees("kept")
    assert "too bad" in caplog.text


def test_no_step_is_lost_between_a_thread_without_a_session_and_a_handler(cacao_app: Any) -> None:
    # Arrange
    hits = State(0, scope="app", name="hits")

    async def both() -> None:
        """Have a thread write at the same turn of the loop as the handler, first and last."""
        hits.update(lambda number: number + 1)
        for _ in range(2):
            thread = threading.Thread(target=hits.update, args=(lambda number: number + 10,))
            thread.start()
            thread.join()

    user = cacao_app(app_of(text(hits), button("both", both), button("look", lambda: None))).open("/")

    # Act
    user.click("both").click("both").click("look")

    # Assert
    user.sees("42")


def test_what_a_function_of_a_thread_reads_and_writes_besides_holds_nothing_up(cacao_app: Any) -> None:
    # Arrange
    steps, other = State(0, scope="app", name="steps"), State(1, scope="app", name="other")

    def step(number: int) -> int:
        other.set(other.value + 1)
        return number + other.value

    user = cacao_app(app_of(text(steps), text(other))).open("/").sees("0")

    # Act
    thread = threading.Thread(target=steps.update, args=(step,), daemon=True)
    thread.start()
    thread.join(10)

    # Assert
    assert not thread.is_alive()
    user.sees("2")


def test_what_is_run_as_a_tab_comes_must_end_like_a_handler(cacao_app: Any, caplog: Any) -> None:
    # Arrange
    count = State(0, name="count")
    app = app_of(button("more", lambda: count.update(lambda number: number + 1)), text(count))

    @app.on_open
    async def wait_for_ever() -> None:
        await asyncio.Event().wait()

    openers = app._routes.openers
    openers[0] = openers[0]._replace(limit=0.1)

    # Act and assert
    cacao_app(app).open("/").click("more").sees("1")
    assert "on_open: the handler wrote nothing" in caplog.text


def test_progress_of_a_timer_that_ends_with_its_tab_is_painted_away(cacao_app: Any) -> None:
    # Arrange
    state, may_begin = State("idle", name="state"), threading.Event()
    app = app_of(text(state))

    @app.every(0.001, scope="tab")
    async def work() -> None:
        if may_begin.is_set():
            may_begin.clear()
            state.set("busy")
            await asyncio.Event().wait()

    first = cacao_app(app).open("/").sees("idle")
    may_begin.set()
    first.sees("busy")
    second = first.open("/").sees("busy")

    # Act
    first.leave()

    # Assert
    second.sees("idle")


@story
async def test_beats_that_a_timer_has_missed_are_not_made_up_for() -> None:
    # Arrange: the first beat blocks the loop for a dozen others.
    app, beats = App(), list[int]()

    def hold_up() -> None:
        time.sleep(0.6)

    @app.every(0.05)
    async def beat() -> None:
        beats.append(len(beats))
        if len(beats) == 1:
            hold_up()

    app.mix("/")(lambda: text("never mind"))
    async with serving(app) as house:
        await house.until(lambda: bool(beats))

        # Act
        for _ in range(50):
            await asyncio.sleep(0)

    # Assert: at most one at once, and one that was due by then.
    assert len(beats) <= 3
