"""Events of guarded pages: no guard lets one pass of somebody who may not see the page any more."""

from __future__ import annotations

from typing import Any

import pytest
from sites import button, page

from cacao import App, State, redirect
from cacao_kernel.finder import take_field


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
