"""Guards and redirects: who may see a page, at every load, join and link; and where they go instead."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import pytest

from cacao import App, Event, State, Visit, not_found, redirect
from cacao_kernel import wire
from cacao_kernel.errors import RouteError
from cacao_kernel.finder import take_field
from cacao_kernel.redirect import Redirect
from cacao_kernel.visit import read_address
from cacao_kernel.wire import Join

BACKSLASH = chr(92)


class Silent:
    """A channel to a browser that nobody looks at."""

    waiting = 0

    def post(self, frame: str) -> None: ...

    def hold(self) -> None: ...

    def let_go(self) -> None: ...

    def close(self, code: int) -> None: ...


def page(*children: Any) -> dict[str, Any]:
    return {"type": "main", "children": list(children)}


def link(label: str, href: str) -> dict[str, Any]:
    return {"type": "a", "props": {"href": href, "content": label}}


def button(label: str, action: str) -> dict[str, Any]:
    return {"type": "button", "props": {"label": label, "action": action}}


def make_app(asked: list[str] | None = None) -> App:
    """Return an app with a page for those who are logged in, and one that nobody may see."""
    app = App()
    user = State("", name="user")
    log = State((), name="log")

    @app.guard
    def count(visit: Visit) -> None:
        if asked is not None:
            asked.append(visit.path)

    def needs_login(visit: Visit) -> Any:
        return None if user.value else redirect(f"/login?next={visit.url}")

    async def is_ann() -> bool:
        await asyncio.sleep(0)
        return user.value == "ann"

    @app.event("login")
    def login(event: Event) -> Redirect:
        user.set("ann")
        return redirect("/admin")

    @app.event("logout")
    async def logout() -> None:
        user.set("")
        log.update(lambda lines: (*lines, "out"))
        raise redirect("/")

    @app.mix("/")
    def home() -> Any:
        return page(
            {"type": "h1", "props": {"content": f"Home of {user.value or 'nobody'} {log.value}"}},
            link("Admin", "/admin"),
            link("Vault", "/vault"),
            link("Closed", "/closed"),
        )

    @app.mix("/login", title="Login")
    def login_page(next: str = "/") -> Any:
        return page({"type": "p", "props": {"content": f"Log in for {next}"}}, button("Log in", "login"))

    @app.mix("/admin", guard=needs_login, title="Admin")
    def admin() -> Any:
        return page("The secret of admin", button("Log out", "logout"), link("Vault", "/vault"))

    @app.mix("/vault", guard=[needs_login, is_ann])
    async def vault() -> Any:
        return page("The secret of the vault")

    @app.mix("/closed", guard=lambda: False)
    def closed() -> Any:
        return page("The secret of nobody")

    return app


def test_a_visitor_logs_in_and_out(cacao_app: Any) -> None:
    # Arrange
    user = cacao_app(make_app()).open("/admin")

    # Act and assert: a load is redirected,
    user.sees("Log in for /admin").misses("secret")
    assert user.path == "/login?next=/admin"

    # a handler sends the tab on, once what it wrote is kept,
    user.click("Log in").sees("The secret of admin")
    assert (user.path, user.title) == ("/admin", "Admin")
    user.follow("Vault").sees("The secret of the vault").back().sees("The secret of admin")

    # and a redirect that is raised is no error.
    user.click("Log out").sees("Home of nobody ('out',)")
    assert user.path == "/"
    assert user.errors == []


def test_a_link_to_a_guarded_page_is_redirected_over_the_socket(cacao_app: Any) -> None:
    # Act
    user = cacao_app(make_app()).open("/").follow("Vault")

    # Assert
    user.sees("Log in for /vault").misses("secret")
    assert (user.path, user.title) == ("/login?next=/vault", "Login")
    assert sum(frame.startswith('["j"') for frame in user.frames) == 1
    assert not any("secret" in frame for frame in user.frames)
    user.back().sees("Home of nobody")


def test_who_may_not_pass_is_told_in_a_page(cacao_app: Any) -> None:
    site = cacao_app(make_app())

    for user in (site.open("/closed"), site.open("/").follow("Closed")):
        user.sees("You may not see this page").misses("secret")
        assert user.status == 403


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/admin", '["l",0,"/login?next=/admin","",null]'),
        ("/vault", '["l",0,"/login?next=/vault","",null]'),
        ("/closed", '["x",0,"forbidden"'),
    ],
)
def test_a_join_that_no_load_came_before_is_refused_too(cacao_app: Any, path: str, told: str) -> None:
    # Arrange: a tab that never loaded the page asks for its tree.
    user = cacao_app(make_app()).open("/")
    line = user.window.connect("websocket", "/_cacao/socket", subprotocols=[])
    line.send(type="websocket.connect")
    assert line.read()["type"] == "websocket.accept"

    # Act
    line.send(type="websocket.receive", text=wire.encode(wire.JOIN, 1, "t" * 32, path, ""))
    answer = line.read()["text"]
    line.send(type="websocket.receive", text=wire.encode(wire.EVENT, 1, [1], "mark", "click", {}))

    # Assert
    assert "secret" not in answer
    assert answer.startswith(told)
    assert line.read()["type"] == "websocket.close"


def test_a_page_that_was_painted_while_its_visitor_might_see_it_is_not_joined_later(cacao_app: Any) -> None:
    # Arrange
    app = App()
    is_open = [True]

    @app.mix("/", guard=lambda: is_open[0])
    def home() -> Any:
        return page("The secret")

    async def visit() -> str:
        app.prepare()
        live = app.live
        assert live is not None
        visitor = live.signer.issue()
        painted, *_ = await live.paint(visitor, read_address(live.runtime.routes, "/"))

        # Act
        is_open[0] = False
        try:
            await live.join(visitor, Join("the only tab", "/", painted.hash), Silent())
        except Exception as error:
            return getattr(error, "code", repr(error))
        finally:
            live.threads.close()
        return "joined"

    # Assert
    assert asyncio.run(visit()) == "forbidden"


def test_an_event_of_a_page_that_its_visitor_may_not_see_any_more_is_not_handled(cacao_app: Any) -> None:
    # Arrange: the visitor logs out in one tab while another shows what is guarded.
    done: list[str] = []
    app = App()
    name = State("ann", name="name")
    draft = State("", name="draft")

    def needs_ann() -> Any:
        return None if name.value == "ann" else redirect("/login")

    @app.event("delete")
    def delete() -> None:
        done.append("deleted")

    @app.event("ask", query=True)
    def ask() -> str:
        done.append("asked")
        return "the secret"

    @app.event("stop", concurrent=True)
    def stop() -> None:
        done.append("stopped")

    @app.event("logout")
    def logout() -> None:
        name.set("")

    @app.mix("/login")
    def login() -> Any:
        return page("Who are you?")

    @app.mix("/away", guard=needs_ann)
    def away() -> Any:
        return page(button("Log out", "logout"))

    @app.mix("/", guard=needs_ann)
    def home() -> Any:
        return page(
            *[button(verb, verb) for verb in ("delete", "ask", "stop")],
            {"type": "input", "props": {"aria_label": "Draft", "bind": draft}},
        )

    user = cacao_app(app).open("/")
    tabs = {verb: user.open("/") for verb in ("delete", "ask", "stop", "type")}
    user.click("delete")
    assert done == ["deleted"]
    user.open("/away").click("Log out")

    # Act and assert: no event of any kind is handled, and each tab is sent on.
    for verb, tab in tabs.items():
        if verb == "type":
            tab.window.connection.send_event(tab.find("Draft", take_field, "field"), "input", {"value": "x"})
        else:
            tab.click(verb)
        tab.sees("Who are you?")
        assert tab.path == "/login"
        assert tab.reply is None
    assert done == ["deleted"]
    with user:
        assert draft.value == ""


@pytest.mark.parametrize("answer", [False, ValueError("the database is away"), "yes"])
def test_an_event_that_a_guard_does_not_let_pass_loads_the_page_anew(cacao_app: Any, answer: Any) -> None:
    # Arrange
    done: list[str] = []
    answers: list[Any] = [True]
    app = App()

    @app.guard
    def guard() -> Any:
        if isinstance(answers[0], Exception):
            raise answers[0]
        return answers[0]

    @app.event("delete")
    def delete() -> None:
        done.append("deleted")

    @app.mix("/")
    def home() -> Any:
        return page("The secret", button("Delete", "delete"))

    user = cacao_app(app).open("/")

    # Act
    answers[0] = answer
    user.click("Delete")

    # Assert
    user.wait_until(lambda: user.status == (403 if answer is False else 500))
    assert done == []
    user.misses("The secret")


def test_what_a_guard_writes_at_an_event_is_kept(cacao_app: Any) -> None:
    # Arrange
    asked = State(0, name="asked")
    app = App()
    app.guard(lambda: asked.update(lambda count: count + 1))
    app.event("note")(lambda: None)
    app.mix("/")(lambda: page(f"asked {asked.value} times", button("Note", "note")))
    user = cacao_app(app).open("/")
    with user:
        before = asked.value

    # Act
    user.click("Note").click("Note")

    # Assert
    user.sees(f"asked {before + 2} times")


def test_guards_are_asked_in_their_order_at_load_join_and_link(cacao_app: Any) -> None:
    # Arrange
    asked: list[str] = []

    # Act
    user = cacao_app(make_app(asked)).open("/")
    assert asked == ["/", "/"], "at load and at join"
    user.follow("Admin")

    # Assert
    assert asked == ["/", "/", "/admin", "/login"]


def test_the_guards_of_the_app_come_first_and_the_first_no_counts(cacao_app: Any) -> None:
    # Arrange
    app = App()
    asked: list[str] = []

    def say(name: str, answer: Any) -> Any:
        def guard() -> Any:
            asked.append(name)
            return answer

        return guard

    app.mix("/", guard=[say("page 1", True), say("page 2", False), say("page 3", None)])(page)
    app.guard(say("app", None))

    # Act
    user = cacao_app(app).open("/")

    # Assert
    assert user.status == 403
    assert asked == ["app", "page 1", "page 2"]


@pytest.mark.parametrize("answer", [0, 1, "", "no", [], object()])
def test_an_answer_that_is_neither_yes_nor_no_opens_no_door(cacao_app: Any, answer: Any) -> None:
    # Arrange
    app = App()
    app.mix("/", guard=lambda: answer)(lambda: page("The secret"))

    # Act
    user = cacao_app(app).open("/")

    # Assert
    user.sees("answered something else; expected None, True, False or redirect(…)").misses("secret")
    assert user.status == 500


def test_a_guard_that_raises_opens_no_door(cacao_app: Any) -> None:
    app = App()
    app.mix("/", guard=lambda: 1 / 0)(lambda: page("The secret"))

    user = cacao_app(app, production=True).open("/")

    user.sees("This page could not be shown").misses("secret").misses("division")


def test_what_a_guard_writes_is_dropped_with_a_refusal(cacao_app: Any) -> None:
    # Arrange
    app = App()
    tries = State(0, name="tries")

    def guard() -> bool:
        tries.update(lambda number: number + 1)
        return tries.value > 1

    app.mix("/", guard=guard)(page)
    app.mix("/tries")(lambda: page(f"tries {tries.value}"))
    user = cacao_app(app).open("/tries")

    # Act
    user.go("/")

    # Assert
    assert user.status == 403
    user.go("/tries").sees("tries 0")


@pytest.mark.parametrize(
    ("guard", "told"),
    [(7, "a guard is a function; got int 7"), (lambda one, two: None, "more than the visit")],
)
def test_what_can_be_no_guard_is_told_at_once(guard: Any, told: str) -> None:
    app = App()

    with pytest.raises(RouteError, match=told):
        app.mix("/", guard=guard)(page)
    with pytest.raises(RouteError, match=told):
        app.guard(guard)


# Redirects.


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


def make_shelf() -> App:
    """Return an app with a page for each book, and a way to lose one."""
    app = App()
    books = State([1, 2], scope="app", name="books")

    @app.event("lose")
    def lose() -> None:
        books.set([2])

    @app.mix("/books/{number:int}")
    def book(number: int) -> Any:
        if number not in books.value:
            raise not_found(f"There is no book {number}.")
        return page(f"Book {number}", link("Third", "/books/3"), button("Lose it", "lose"))

    @app.mix("/returned")
    def returned() -> Any:
        return not_found()

    @app.mix("/guarded", guard=lambda: not_found("Nothing for you."))
    def guarded() -> Any:
        return page("secret")

    return app


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/books/7", "There is no book 7."),
        ("/returned", "What you asked for does not exist."),
        ("/guarded", "Nothing for you."),
    ],
)
def test_a_page_that_finds_nothing_says_so_with_status_404(cacao_app: Any, path: str, told: str) -> None:
    user = cacao_app(make_shelf()).open(path)

    user.sees("There is no page here").sees(told).misses("secret")
    assert user.status == 404


def test_a_link_to_what_is_not_there_is_answered_likewise(cacao_app: Any) -> None:
    user = cacao_app(make_shelf()).open("/books/1").follow("Third")

    user.sees("There is no book 3.")
    assert (user.status, user.path, user.errors) == (404, "/books/3", [])


def test_a_page_whose_subject_goes_while_it_is_shown_says_so(cacao_app: Any) -> None:
    # Arrange
    site = cacao_app(make_shelf())
    ann, bob = site.open("/books/1"), site.open("/books/1")

    # Act
    ann.click("Lose it")

    # Assert
    for user in (ann, bob):
        user.sees("There is no book 1.")
        assert (user.status, user.errors) == (404, [])


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


@pytest.mark.parametrize("scope", ["session", "app"])
def test_a_door_that_closes_while_its_page_renders_shows_nothing_of_it(cacao_app: Any, scope: Any) -> None:
    # Arrange
    is_open = State(True, scope=scope, name="is_open")
    began, go_on, app = threading.Event(), threading.Event(), App()
    link = {"type": "a", "props": {"href": "/secret", "content": "Secret"}}
    close = {"type": "button", "props": {"label": "Close", "on_click": lambda: is_open.set(False)}}
    app.mix("/")(lambda: {"type": "main", "children": [link, close]})

    @app.mix("/secret", guard=lambda: is_open.value)
    def secret() -> dict[str, Any]:
        began.set()
        go_on.wait(10)
        return {"type": "p", "props": {"content": "the secret"}}

    user = cacao_app(app).open("/")
    other = user.open("/")
    following = threading.Thread(target=user.follow, args=("Secret",))

    # Act
    following.start()
    began.wait(10)
    other.click("Close")
    go_on.set()
    following.join(10)

    # Assert
    assert not any("the secret" in frame for frame in user.frames)
    user.sees("You may not see this page")
