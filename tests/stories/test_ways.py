"""Ways: links, back and forward, pages that are not there or not for everybody, and the address."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount

from cacao import App, State, redirect
from cacao.ui import Button, SidebarLayout, download


def line(content: Any) -> dict[str, Any]:
    return {"type": "p", "props": {"content": content}}


def link(text: str, href: str) -> dict[str, Any]:
    return {"type": "a", "props": {"href": href, "content": text}}


def test_somebody_goes_there_and_back_again(cacao_app: Any) -> None:
    # Arrange
    app = App(title="Shop")
    app.mix("/")(lambda: {"type": "main", "children": [line("Welcome"), link("Beans", "/beans")]})

    @app.mix("/beans", title="All beans")
    def beans() -> Any:
        return {"type": "main", "children": [line("Sidamo"), link("About Sidamo", "/beans/sidamo")]}

    @app.mix("/beans/{name}", title=lambda name: name.title())
    def bean(name: str) -> Any:
        return line(f"{name} is fine")

    user = cacao_app(app).open("/")

    # Act
    user.click("Beans").click("About Sidamo").sees("sidamo is fine")

    # Assert
    assert (user.path, user.title) == ("/beans/sidamo", "Sidamo")
    user.back().sees("About Sidamo")
    assert (user.path, user.title) == ("/beans", "All beans")
    user.back().sees("Welcome")
    user.forward().sees("About Sidamo").reload().sees("About Sidamo")


def test_a_page_that_is_not_there_says_so(cacao_app: Any) -> None:
    # Arrange
    app = App()
    app.mix("/")(lambda: line("Welcome"))

    # Act
    user = cacao_app(app).open("/nowhere")

    # Assert
    assert user.status == 404
    user.go("/").sees("Welcome")
    assert user.status == 200


def test_who_may_not_come_in_is_asked_who_they_are(cacao_app: Any) -> None:
    # Arrange
    app = App()
    name = State("", name="name")

    def guard() -> Any:
        return None if name.value else redirect("/login")

    @app.event("enter")
    def enter() -> Any:
        name.set("Ada")
        return redirect("/secret")

    app.mix("/secret", guard=guard)(lambda: line(f"Nobody else sees this, {name.value}"))
    app.mix("/login")(lambda: {"type": "button", "props": {"label": "I am Ada", "action": "enter"}})
    user = cacao_app(app).open("/secret")

    # Act
    assert user.path == "/login"
    user.click("I am Ada")

    # Assert
    user.sees("Nobody else sees this, Ada")
    assert user.path == "/secret"


def test_a_sidebar_leads_through_an_app(cacao_app: Any) -> None:
    # Arrange
    app = App()
    layout = SidebarLayout(
        nav_items=[{"id": "home", "label": "Home"}, {"id": "reports", "label": "Reports"}],
        content_components={"home": line("What is new"), "reports": line("Sales go up")},
        app_title="Office",
    )
    app.mix("/")(lambda: layout.render())
    user = cacao_app(app).open("/").sees("What is new")

    # Act
    user.click("Reports")

    # Assert
    user.sees("Sales go up").misses("What is new")


def test_what_is_looked_for_stands_in_the_address(cacao_app: Any) -> None:
    # Arrange
    app = App()
    wanted = State("", name="wanted", url="q")
    names = ["Sidamo", "Huila", "Antigua"]

    @app.mix("/")
    def home() -> Any:
        field = {"type": "input", "props": {"type": "search", "aria_label": "Search", "bind": wanted}}
        found = [line(name) for name in names if wanted.value.lower() in name.lower()]
        return {"type": "main", "children": [field, *found]}

    user = cacao_app(app).open("/?q=si").sees("Sidamo").misses("Huila")

    # Act
    user.clear("Search").type("Search", "hu")

    # Assert
    user.sees("Huila").misses("Sidamo").wait_until(lambda: user.path == "/?q=hu")
    user.reload().sees("Huila").misses("Sidamo")


def test_an_app_in_another_one_works_at_its_own_place(cacao_app: Any) -> None:
    # Arrange
    app = App()
    app.mix("/")(lambda: {"type": "main", "children": [Button("Save", on_click=save), link("On", "/on")]})
    app.mix("/on")(lambda: line("Further on"))

    def save() -> None:
        download("all of it", "notes.txt")

    user = cacao_app(Starlette(routes=[Mount("/shop", app)], lifespan=app.lifespan)).open("/shop/")

    # Act
    file = user.download("Save")

    # Assert
    assert (file.name, file.text) == ("notes.txt", "all of it")
    user.click("On").sees("Further on")
    assert user.path == "/shop/on"


def test_in_production_a_visitor_is_told_no_more_than_that_something_failed(cacao_app: Any) -> None:
    # Arrange
    app = App()

    def fail() -> None:
        raise ValueError("the secret recipe is gone")

    app.mix("/")(lambda: {"type": "main", "children": [Button("Brew", on_click=fail), line("Still here")]})
    user = cacao_app(app, production=True).open("/")

    # Act
    with pytest.raises(AssertionError, match="that failed") as raised:
        user.click("Brew")

    # Assert
    assert "recipe" not in str(raised.value)
    user.sees("Still here")
