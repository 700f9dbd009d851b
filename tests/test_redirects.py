"""Redirects: where a page, a guard or a handler sends its visitor, and never elsewhere by accident."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from sites import button, page

from cacao import App, State, redirect
from cacao_kernel.errors import RouteError
from cacao_kernel.redirect import Redirect

BACKSLASH = chr(92)


@pytest.mark.parametrize("path", ["/", "/login", "/a?b=//c", "/users/1#top", "/köln", "/a/%2F%2Fevil"])
def test_a_path_of_this_site_can_be_redirected_to(path: str) -> None:
    assert redirect(path).url == path


@pytest.mark.parametrize(
    "path",
    [
        "",
        "login",
        "//evil.example",
        "///evil.example",
        f"/{BACKSLASH}evil.example",
        f"{BACKSLASH}/evil.example",
        f"/a{BACKSLASH}..",
        "https:evil.example",
        "https://evil.example",
        "javascript:alert(1)",
        "\t//evil.example",
        "/\t/evil.example",
        "/\n/evil",
        "/a\r\nSet-Cookie: a=b",
        "/\0",
        " /a",
        "@evil",
        "?a=b",
        "/" + "a" * 9_000,
        None,
        7,
    ],
)
def test_a_redirect_never_leaves_the_site_by_accident(path: Any) -> None:
    with pytest.raises(RouteError, match="no address to redirect to"):
        redirect(path)


@pytest.mark.parametrize(
    "url",
    [
        "/login",
        "//evil.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "https:",
        "https:///a",
        "ftp://a.example",
        "https://user@evil.example/",
        f"https://evil.example{BACKSLASH}@good.example/",
        "https://a.example/\r\nX: y",
        "https://a b/",
    ],
)
def test_a_redirect_to_elsewhere_is_a_whole_web_address(url: str) -> None:
    with pytest.raises(RouteError, match="no address to redirect to"):
        redirect(url, external=True)


def test_a_load_is_redirected_with_303(cacao_app: Any) -> None:
    # Arrange
    app = App()
    app.mix("/")(lambda: redirect("/köln?a=b c".replace(" ", "+")))
    app.mix("/away")(lambda: redirect("https://books.example/a?b=c#d", external=True))

    @app.mix("/component")
    def with_component() -> Any:
        class Part:
            def render(self) -> Any:
                raise redirect("/")

        return page(Part())

    user = cacao_app(app).open("/nowhere")

    # Act and assert
    for path, location in (
        ("/", b"/k%C3%B6ln?a=b+c"),
        ("/away", b"https://books.example/a?b=c#d"),
        ("/component", b"/"),
    ):
        headers, body = user.get(path)
        assert (user.status, headers[b"location"], body) == (303, location, "")


def test_a_page_that_redirects_to_itself_is_an_error(cacao_app: Any) -> None:
    app = App()

    @app.guard
    def guard() -> Any:
        return redirect("/login")

    app.mix("/login")(page)

    user = cacao_app(app).open("/login")

    user.sees("the page redirects to itself")
    assert user.status == 500


def test_a_page_that_renders_again_may_send_its_visitor_away(cacao_app: Any) -> None:
    # Arrange
    app = App()
    steps = State(0, name="steps")

    @app.event("next")
    async def following() -> None:
        steps.update(lambda number: number + 1)

    @app.mix("/")
    def home() -> Any:
        if steps.value == 2:
            return redirect("/done")
        return page(f"step {steps.value}", button("Next", "next"))

    app.mix("/done")(lambda: page("All done"))

    # Act
    user = cacao_app(app).open("/").click("Next").sees("step 1").click("Next")

    # Assert
    user.sees("All done")
    assert user.path == "/done"
    assert user.errors == []


def test_a_handler_may_send_the_tab_to_another_site(cacao_app: Any) -> None:
    # Arrange
    app = App()
    clicks = State(0, name="clicks")

    @app.event("leave")
    async def leave() -> Redirect:
        clicks.set(1)
        return redirect("https://books.example/", external=True)

    app.mix("/")(lambda: page(f"clicks {clicks.value}", button("Leave", "leave")))

    # Act
    user = cacao_app(app).open("/").click("Leave")
    user.wait_until(lambda: user.path == "https://books.example/", "the tab stayed")

    # Assert: what was written is kept.
    user.go("/").sees("clicks 1")


class Door:
    """An app with a page that is slow to come, and two ways there: a handler and a guard."""

    def __init__(self) -> None:
        self.is_open = threading.Event()
        self.app = App()
        self.entered = State("", name="entered")
        self.app.event("enter")(self.enter)
        self.app.mix("/", guard=lambda: redirect("/hall") if self.entered.value == "thrice" else None)(
            self.porch
        )
        self.app.mix("/hall")(self.hall)

    def enter(self) -> Redirect:
        self.entered.set("once")
        return redirect("/hall")

    def porch(self) -> dict[str, Any]:
        return page(f"Entered {self.entered.value}", button("Enter", "enter"))

    def hall(self) -> dict[str, Any]:
        self.is_open.wait(10)
        return page("The hall")


@pytest.mark.parametrize("entered", ["", "thrice"])
def test_who_is_sent_on_is_there_when_the_click_is_answered(cacao_app: Any, entered: str) -> None:
    # Arrange: for the second visitor it is the guard that sends them on.
    door = Door()
    user = cacao_app(door.app).open("/")
    with user:
        door.entered.set(entered)
    timer = threading.Timer(0.05, door.is_open.set)
    timer.start()

    # Act
    user.click("Enter")

    # Assert
    assert user.path == "/hall"
    assert "The hall" in user.text
    timer.join()


def test_a_redirect_is_not_lost_with_the_connection(cacao_app: Any) -> None:
    # Arrange: the handler has run, and the page it leads to is not there yet.
    door = Door()
    user = cacao_app(door.app).open("/")
    user.click("Enter", wait=False)
    user.sees("Entered once")
    user.post("e", 99, [7, 7], "made up", "click", {})  # answered in its turn, so behind the handler
    user.wait_until(lambda: len(user.errors) == 1)

    # Act
    user.drop()
    door.is_open.set()
    user.reconnect()

    # Assert
    user.sees("The hall")
    assert user.path == "/hall"
