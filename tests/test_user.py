"""The simulated user: what it sees, how it waits, what it says when something is not there, and its tabs."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import Any

import pytest

import cacao
from cacao import App, State
from cacao_kernel.connection import Call
from cacao_kernel.stage import AppUnderTest

Tree = dict[str, Any]


def button(label: str, action: Any, **props: Any) -> Tree:
    return {"type": "button", "props": {"label": label, "action": action, **props}}


def make_app(gate: asyncio.Event | None = None) -> App:
    """Return an app with a count, some rows, and handlers that do well and that fail."""
    app = App(title="Shelf")
    count = State(0, name="main.count")

    @app.event("increment")
    async def increment() -> None:
        if gate is not None:
            await gate.wait()
        count.update(lambda number: number + 1)

    @app.event("fail")
    def fail() -> None:
        raise ValueError("the shelf is empty")

    @app.event("focus")
    def focus() -> None:
        cacao.call("note", "focus")

    @app.mix("/")
    def home() -> Tree:
        return {
            "type": "main",
            "children": [
                {"type": "p", "props": {"content": f"Count: {count.value}"}},
                button("Increment", "increment"),
                button("Fail", "fail"),
                button("Focus", "focus"),
                button("Off", "increment", disabled=True),
                button("Gone", "increment", hidden=True),
                {"type": "input", "props": {"id": "note", "aria_label": "Note"}},
                {"type": "p", "props": {"content": "whispered", "hidden": True}},
                *[
                    {"type": "li", "key": name, "children": [name, button("Delete", "increment")]}
                    for name in ("milk", "eggs")
                ],
                {"type": "a", "props": {"href": "/about", "content": "About"}},
            ],
        }

    @app.mix("/about", title="About us")
    def about() -> Tree:
        return {"type": "h1", "props": {"content": "About"}}

    return app


@pytest.fixture
def user(cacao_app: Any) -> Any:
    return cacao_app(make_app(), wait=0.2).open("/")


@pytest.mark.parametrize(
    ("act", "told"),
    [
        (
            lambda user: user.click("Incremnt"),
            "is called 'Incremnt'; did you mean 'Increment'?",
        ),
        (lambda user: user.click("Delete"), "there is more than one button or link called 'Delete':"),
        (lambda user: user.click("Delete"), "'milk Delete'"),
        (lambda user: user.click("Delete"), "Say which: user.within(\"a text beside it\").…('Delete')"),
        (lambda user: user.click("Off"), "the button or link 'Off' is disabled"),
        (lambda user: user.click("Gone"), "'Gone' is hidden: <button"),
        (lambda user: user.click("Count: 0"), "'Count: 0' is no button or link: <p>"),
        (lambda user: user.follow("Increment"), "'Increment' is no link: <button"),
        (lambda user: user.sees("Count: 7"), "'Count: 7' is not on the page (after 0.2 seconds)"),
        (lambda user: user.misses("Count: 0"), "'Count: 0' is still on the page (after 0.2 seconds)"),
        (lambda user: user.within("milk").sees("eggs"), "'eggs' is not on the page within 'milk'"),
        (lambda user: user.within("bread").click("Delete"), "called 'Delete' within 'bread'"),
        (lambda user: user.back(), "nothing lies behind: ['/']"),
        (lambda user: user.forward(), "nothing lies ahead: ['/']"),
        (
            lambda user: user.drop().sees("Count: 1"),
            "on the page, and the tab is not connected",
        ),
        (lambda user: user.wait_until(lambda: False, "no luck"), "no luck (after 0.2 seconds)"),
    ],
)
def test_what_is_not_as_expected_is_told(user: Any, act: Callable[[Any], Any], told: str) -> None:
    with pytest.raises(AssertionError) as raised:
        act(user)

    assert told in str(raised.value)


def test_a_failure_shows_the_page_as_a_tree(user: Any) -> None:
    with pytest.raises(AssertionError) as raised:
        user.sees("Count: 7")

    assert (
        str(raised.value)
        .partition("\n")[2]
        .startswith(
            "The page / shows:\n"
            '<div id="cacao">\n'
            "  <main>\n"
            "    <p>\n"
            "      'Count: 0'\n"
            '    <button type="button">\n'
            "      'Increment'\n"
        )
    )


def test_what_is_hidden_is_not_seen_and_a_part_of_a_line_is(user: Any) -> None:
    user.misses("whispered").sees("Cou").sees("milk")

    assert user.text.splitlines()[0] == "Count: 0"
    assert user.within("milk").text == "milk\nDelete"


def test_what_a_user_sees_is_waited_for(cacao_app: Any) -> None:
    # Arrange
    gate = asyncio.Event()
    app = make_app(gate)
    app.event("open", concurrent=True)(lambda: None)
    site = cacao_app(app)
    user = site.open("/").click("Increment", wait=False)

    # Act
    user.sees("Count: 0")
    threading.Timer(0.05, user.window.browser.loop._loop.call_soon_threadsafe, [gate.set]).start()

    # Assert
    user.misses("Count: 0").sees("Count: 1")


def test_a_handler_that_fails_fails_the_click_with_its_error_and_the_page(user: Any) -> None:
    with pytest.raises(AssertionError) as raised:
        user.click("Fail")

    told = str(raised.value)
    assert 'that failed: handler "fail": ValueError: the shelf is empty' in told
    assert "'Count: 0'" in told


def test_what_the_app_has_reported_stands_in_every_later_failure(user: Any) -> None:
    # Arrange
    user.click("Fail", wait=False)

    # Act
    with pytest.raises(AssertionError) as raised:
        user.sees("Count: 1")

    # Assert
    assert 'The app reported:\n  handler "fail": ValueError: the shelf is empty' in str(raised.value)


def test_a_fault_that_nobody_has_looked_at_fails_the_test_at_its_end() -> None:
    # Arrange
    site = AppUnderTest(make_app())
    user = site.open("/")
    user.click("Fail", wait=False).wait_until(lambda: len(user.window.errors) == 1)

    # Act
    with pytest.raises(AssertionError) as raised:
        site.close()

    # Assert
    assert "the app failed, and the test has not looked (user.errors tells):\n  page /: handler" in str(
        raised.value
    )
    assert "ValueError: the shelf is empty" in str(raised.value)


@pytest.mark.parametrize("look", ["errors", "raised"])
def test_a_fault_that_somebody_has_looked_at_fails_nothing(look: str) -> None:
    # Arrange
    site = AppUnderTest(make_app())
    user = site.open("/")
    if look == "errors":
        user.click("Fail", wait=False).wait_until(lambda: len(user.errors) == 1)
    else:
        with pytest.raises(AssertionError):
            user.click("Fail")

    # Act and assert
    site.close()


def test_an_answer_that_is_no_fault_of_the_app_fails_nothing() -> None:
    # Arrange: what was clicked is not there any more as the click arrives.
    site = AppUnderTest(make_app())
    user = site.open("/")
    stale = user.find("Increment")
    stale.attributes["data-cacao-mark"] = "of another page"

    # Act
    with pytest.raises(AssertionError, match="has just changed"):
        user.trigger(stale, "click")
    user.window.connection.send_event(stale, "click", {})
    user.wait_until(lambda: len(user.window.errors) == 2)

    # Assert
    site.close()


def test_users_are_strangers_and_tabs_of_one_are_not(cacao_app: Any) -> None:
    # Arrange
    site = cacao_app(make_app())
    ann, bob = site.open("/"), site.open("/")

    # Act
    ann.click("Increment")
    tab = ann.open("/")

    # Assert
    tab.sees("Count: 1").click("Increment")
    ann.sees("Count: 2")
    bob.settle().sees("Count: 0")


def test_what_is_clicked_while_the_line_is_cut_is_sent_once_it_is_back(user: Any) -> None:
    # Act
    user.drop()
    assert not user.is_live
    user.click("Increment").sees("Count: 0")
    user.reconnect()

    # Assert
    assert user.is_live
    user.sees("Count: 1")


def test_a_closed_tab_is_not_connected_again(user: Any) -> None:
    user.leave()

    with pytest.raises(AssertionError, match="the tab was never connected, or is closed"):
        user.reconnect()


def test_ten_clicks_that_wait_for_nothing_count_ten(user: Any) -> None:
    for _ in range(10):
        user.click("Increment", wait=False)

    user.settle().sees("Count: 10")


def test_pages_are_gone_to_followed_and_returned_from(user: Any) -> None:
    user.follow("About")
    assert (user.path, user.title, user.status) == ("/about", "About us", 200)
    user.back()
    assert (user.path, user.title) == ("/", "Shelf")
    user.forward().sees("About")
    user.go("/nowhere")
    assert (user.path, user.status) == ("/nowhere", 404)
    user.back().sees("About").refresh().sees("About")


def test_what_the_app_calls_in_the_browser_is_noted(user: Any) -> None:
    user.click("Focus")

    user.wait_until(lambda: user.calls == [Call("note", "focus", ())])


def test_a_download_is_read_and_the_tab_stays(user: Any) -> None:
    headers, body = user.get("/about")

    assert headers[b"content-type"].startswith(b"text/html")
    assert "About us" in body
    assert user.path == "/"


@pytest.fixture
def counted(cacao_app: Any) -> tuple[Any, State[int]]:
    """Return a visitor of a page that shows a State, and the State."""
    count = State(0, name="main.counted")
    app = App()
    app.mix("/")(lambda: {"type": "p", "props": {"content": f"Counted: {count.value}"}})
    return cacao_app(app).open("/"), count


def test_a_state_is_arranged_and_read_as_that_user(counted: tuple[Any, State[int]]) -> None:
    # Arrange
    user, count = counted
    tab = user.open("/")

    # Act
    with user:
        count.set(41)
        count.update(lambda number: number + 1)

    # Assert
    user.sees("Counted: 42")
    tab.sees("Counted: 42")
    with user:
        assert count.value == 42


def test_what_a_block_that_raises_has_arranged_is_dropped(counted: tuple[Any, State[int]]) -> None:
    # Arrange
    user, count = counted

    # Act
    with pytest.raises(ZeroDivisionError), user:
        count.set(7)
        count.set(1 // 0)

    # Assert
    with user:
        assert count.value == 0
    user.sees("Counted: 0")


def test_a_state_of_a_session_is_not_written_without_a_user(counted: tuple[Any, State[int]]) -> None:
    _, count = counted

    with pytest.raises(cacao.CacaoError, match=r"main\.counted"):
        count.set(7)


def test_a_condition_that_comes_to_hold_without_anything_from_the_app_is_seen(cacao_app: Any) -> None:
    # Arrange
    app = App()
    app.mix("/")(lambda: {"type": "p", "props": {"content": "still"}})
    user = cacao_app(app).open("/")
    is_so = threading.Event()
    timer = threading.Timer(0.2, is_so.set)

    # Act and assert
    timer.start()
    user.wait_until(is_so.is_set)
    timer.join()


@pytest.mark.parametrize("is_committed", [True, False])
def test_a_visitor_is_told_whether_something_stays_of_a_handler_that_raised(
    cacao_app: Any, is_committed: bool
) -> None:
    # Arrange
    app = App()
    count = State(0, name="count")

    async def fail() -> None:
        count.set(1)
        if is_committed:
            await cacao.commit()
        raise ValueError("the secret is 42")

    app.mix("/")(
        lambda: {
            "type": "main",
            "children": [f"{count.value}.", {"type": "button", "props": {"label": "go", "action": fail}}],
        }
    )
    user = cacao_app(app, production=True).open("/")

    # Act
    with pytest.raises(AssertionError, match="Something went wrong here"):
        user.click("go")

    # Assert
    told = "What was done before that stays." if is_committed else "Nothing was changed."
    user.sees("1." if is_committed else "0.")
    assert len(user.errors) == 1
    assert user.errors[0].startswith(f"Something went wrong here. {told} (error ")
