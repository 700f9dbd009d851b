"""Fields with handlers: what was typed is in the State before one runs, and stays whatever that does."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from fields import Tree, field, open_page

from cacao import App, State


def test_the_state_is_set_before_the_nodes_own_handler_runs_and_stays_if_that_raises(cacao_app: Any) -> None:
    # Arrange
    draft, log = State("", name="main.draft"), State("", name="main.log")
    app = App()

    def typed(event: Any) -> None:
        log.set(f"{log.value}{event.value}={draft.value};")
        if draft.value == "abc":
            raise ValueError("no")

    @app.mix("/")
    def home() -> Tree:
        shown = {"type": "p", "props": {"content": f"{draft.value} {log.value}"}}
        return {"type": "main", "children": [field(bind=draft, on_input=typed), shown]}

    user = cacao_app(app).open("/")

    # Act and assert
    user.type("it", "ab").sees("ab a=a;ab=ab;")
    with pytest.raises(AssertionError, match="ValueError: no"):
        user.type("it", "c")
    user.sees("abc a=a;ab=ab;")  # what the handler wrote is dropped, what the visitor typed is not
    assert user.page.field("it").value == "abc"


def test_what_was_typed_stays_though_the_time_of_its_handler_is_over(cacao_app: Any) -> None:
    # Arrange
    draft = State("", name="main.draft")
    app = App()

    @app.event("typed", limit=0.05)
    async def typed() -> None:
        await asyncio.Event().wait()

    @app.mix("/")
    def home() -> Tree:
        shown = {"type": "p", "props": {"content": f"<{draft.value}>"}}
        return {"type": "main", "children": [field(bind=draft, on_input="typed"), shown]}

    user = cacao_app(app).open("/")

    # Act and assert
    with pytest.raises(AssertionError, match=r"wrote nothing and no await of it returned for 0\.05 s"):
        user.type("it", "a")
    user.sees("<a>")
    assert user.page.field("it").value == "a"


def test_a_field_may_be_bound_and_ask_a_query(cacao_app: Any) -> None:
    # Arrange: a search box, whose query sees what was typed and may not write.
    draft = State("", name="main.draft")
    app = App()
    words = ["milk", "mint", "bread"]

    @app.event("search", query=True)
    async def search(event: Any) -> dict[str, Any]:
        if event.value == "mint":
            draft.set("spoiled")
        return {"draft": draft.value, "found": [word for word in words if word.startswith(event.value)]}

    @app.mix("/")
    def home() -> Tree:
        shown = {"type": "p", "props": {"content": f"<{draft.value}>"}}
        return {"type": "main", "children": [field(bind=draft, on_input="search"), shown]}

    user = cacao_app(app).open("/")

    # Act and assert
    user.type("it", "mi").sees("<mi>")
    assert user.reply == {"draft": "mi", "found": ["milk", "mint"]}
    with pytest.raises(AssertionError, match=r"State main\.draft was written by a query, which only reads"):
        user.type("it", "nt")
    user.settle().sees("<min")


def test_a_handler_that_refuses_what_was_typed_corrects_a_bound_field_only(cacao_app: Any) -> None:
    # Arrange
    bound, given = State("abc", name="main.bound"), State("abc", name="main.given")
    flag = State(False, name="main.flag")
    app = App()

    def refuse() -> None:
        bound.set("abc")
        given.set("abc")

    @app.mix("/")
    def home() -> Tree:
        return {
            "type": "main",
            "children": [
                field(bind=bound, on_input=refuse, aria_label="bound"),
                field(value=given, on_input=refuse, aria_label="following"),
                field(value="abc", on_input=refuse, aria_label="free"),
                field("textarea", bind=bound, on_input=refuse, aria_label="area"),
                field(
                    type="checkbox",
                    bind=flag,
                    on_change=lambda: {"flag": False},
                    aria_label="box",
                ),
            ],
        }

    user = cacao_app(app).open("/")

    # Act
    for label in ("bound", "following", "free", "area"):
        user.type(label, "d")
    user.check("box")

    # Assert
    shown = {label: user.page.field(label).value for label in ("bound", "following", "free", "area")}
    assert shown == {"bound": "abc", "following": "abc", "free": "abcd", "area": "abc"}
    assert not user.page.field("box").is_picked


def test_a_radio_that_is_refused_gives_the_check_back(cacao_app: Any) -> None:
    # Arrange: nothing is painted in between, so no difference of trees tells the browser.
    size = State("s", name="main.size")

    async def refuse() -> dict[str, str]:
        return {"size": "s"}

    boxes = [
        field(type="radio", name="size", value=n, bind=size, aria_label=n, on_change=refuse) for n in "sml"
    ]
    user = open_page(cacao_app, size, *boxes)

    # Act
    user.check("l")

    # Assert
    assert [user.page.field(label).is_picked for label in "sml"] == [True, False, False]


def test_a_todo_box_is_sent_with_enter_and_emptied(cacao_app: Any) -> None:
    # Arrange
    draft, todos = State("", name="main.draft"), State(["eggs"], name="main.todos")
    app = App()

    @app.event("add")
    def add() -> None:
        todos.set([*todos.value, draft.value])
        draft.set("")

    @app.mix("/")
    def home() -> Tree:
        form = {"type": "form", "props": {"action": "add"}, "children": [field(bind=draft)]}
        return {
            "type": "main",
            "children": [form, *[{"type": "p", "props": {"content": t}} for t in todos.value]],
        }

    user = cacao_app(app).open("/")

    # Act
    user.type("it", "milk").press("Enter").type("it", "ham").submit()

    # Assert
    user.sees("milk").sees("ham")
    assert user.page.field("it").value == ""


def test_text_typed_ahead_of_the_answer_is_what_comes_after_it(cacao_app: Any) -> None:
    # Arrange: a browser that has not seen any answer yet.
    draft, todos = State("", name="main.draft"), State([], name="main.todos")
    app = App()

    def add(event: Any) -> None:
        todos.set([*todos.value, draft.value, event.fields["what"]])
        draft.set("")

    @app.mix("/")
    def home() -> Tree:
        box = field(bind=draft, name="what")
        form = {"type": "form", "props": {"action": add}, "children": [box]}
        return {"type": "main", "children": [form, {"type": "p", "props": {"content": f"{todos.value}"}}]}

    user = cacao_app(app).open("/")
    box, form = user.page.field("it"), user.page.root.children[0].children[0]

    # Act
    user.trigger(box, "input", value="milk", edits=4, seen=0)
    user.trigger(form, "submit", fields={"what": "milk"})
    user.trigger(box, "input", value="milke", edits=5, seen=0)
    user.trigger(box, "input", value="milkeggs", edits=8, seen=0)
    user.trigger(form, "submit", fields={"what": "milkeggs"})
    user.trigger(box, "input", value="milkeggsh", edits=9, seen=0)

    # Assert
    user.sees("['milk', 'milk', 'eggs', 'eggs']")
    assert box.attributes["value"] == "h"
