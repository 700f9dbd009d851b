"""What pages, components and guards return, and what decorators say of them."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any, assert_type

from cacao import App, Child, Component, Node, Tree, Visit, mix, not_found, redirect

app = App(title="Books", lang="en", theme="ocean")
app2 = App(theme={"colors": {"primary": "#2196F3"}})
App(title=5)  # error: arg-type reportArgumentType
App(theme=5)  # error: arg-type reportArgumentType


@app.mix("/")
def home() -> Node:
    return {
        "type": "div",
        "props": {"style": {"padding": "20px"}},
        "children": [
            {"type": "h1", "props": {"content": "Books"}},
            {"type": "ul", "children": [{"type": "li", "key": 1, "children": ["One", 2, None]}]},
            "text",
        ],
    }


@app.mix("/slip")
def slip() -> Node:
    return {"type": "div", "childern": []}  # error: typeddict-unknown-key reportReturnType


@app.mix("/plain")
def plain() -> dict[str, Any]:
    return {"type": "div", "children": [home()]}


@app.mix("/unsaid")
def unsaid():  # type: ignore[no-untyped-def]
    return {"type": "div", "children": [{"type": "h1", "props": {"content": "Books"}}]}


def name_of(number: int) -> str:
    return f"Book {number}"


@app.mix("/books/{number:int}", title=name_of, meta={"description": "A book"})
async def book(number: int, page: int = 1) -> Tree:
    if number > 9:
        raise not_found("There is no such book.")
    if number < 0:
        return redirect("/")
    return {"type": "p", "props": {"content": f"{number}, {page}"}}


assert_type(home(), Node)
assert_type(plain(), dict[str, Any])
home_as_it_was: Callable[[], Node] = home
book_as_it_was: Callable[[int, int], Coroutine[Any, Any, Tree]] = book
coming = book(number=1, page=2)
wrong = book("1")  # error: arg-type reportArgumentType


@app.mix("/number")  # error: type-var reportArgumentType
def number() -> int:
    return 5


@app.mix("/nothing")  # error: type-var reportArgumentType
def nothing() -> None:
    print("nothing is returned")


@app.mix(5)  # error: arg-type reportArgumentType
def numbered() -> Node:
    return {"type": "p"}


@mix("/early", title="Early")
def early() -> Node:
    return {"type": "p", "key": "early"}


assert_type(early(), Node)


@app.guard  # error: type-var reportArgumentType
def let_in(visit: Visit) -> object:
    return visit.path


@app.guard
async def is_known(visit: Visit) -> bool | None:
    return visit.path != "/secret"


@mix.guard
def is_open() -> bool:
    return True


assert_type(is_open(), bool)
is_known_as_it_was: Callable[[Visit], Coroutine[Any, Any, bool | None]] = is_known


@app.mix("/guarded", guard=[is_known, is_open])
def guarded() -> Component:
    return Card("inside")


class Card(Component):
    def __init__(self, *children: Child) -> None:
        super().__init__()
        self.children = children
        self.component_type = "card"

    def render(self) -> Node:
        return {"type": "section", "component_type": self.component_type, "children": self.children}


Card("text", 5, None, Card(), {"type": "p"}, lambda: "now", ["more", {"type": "p"}])
Card(object())  # error: arg-type reportArgumentType
Card(len)  # error: arg-type reportArgumentType
assert_type(Card().render(), Node)
