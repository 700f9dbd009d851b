"""A bookshop of several pages: typed addresses, a layout they share, and a page for those who signed in.

Run it with ``python examples/books_example.py``. Links travel over the socket, yet every address can
be loaded, bookmarked and sent to a friend: ``/books?q=the&order=title&page=2``, ``/books/7``. Signing in
asks for no more than a name, so that there is something for a guard to guard.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlencode

from cacao import App, Event, State, Visit, not_found, redirect


@dataclass(frozen=True)
class Book:
    """A book of the shop."""

    id: int
    title: str
    pages: int


KINDS = ("bean", "bar", "drop", "cup", "tree", "leaf", "pod", "nib")
WAYS = ("A short history of the", "Roasting the", "Letters on the", "The perfect")
BOOKS = {
    number: Book(number, f"{way} {kind}", 60 + number * 37 % 240)
    for number, (way, kind) in enumerate(((way, kind) for way in WAYS for kind in KINDS), start=1)
}
PER_PAGE = 12

app = App(title="Cacao Books")

name = State("")
wishes: State[list[int]] = State([])


def needs_name(visit: Visit) -> Any:
    """Send those who have not signed in to do so, and then back to where they wanted to go."""
    return None if name.value else redirect("/sign-in?" + urlencode({"next": visit.url}))


# What all pages share.

BROWN = "#6B4226"
ROW = {"display": "flex", "flexWrap": "wrap", "alignItems": "center", "gap": "8px 16px"}
BAR = {**ROW, "padding": "12px 0", "borderBottom": "1px solid var(--cacao-border-color)"}
BRAND = {"marginRight": "auto", "color": "inherit", "fontWeight": 700, "textDecoration": "none"}
PLAIN = {
    "color": "var(--cacao-link)",
    "padding": 0,
    "minHeight": 0,
    "font": "inherit",
    "background": "transparent",
    "textDecoration": "underline",
}
LINE = {**BAR, "justifyContent": "space-between", "flexWrap": "nowrap"}
QUIET = {"color": "var(--cacao-quiet)", "whiteSpace": "nowrap"}
HERO = {"marginTop": 24, "padding": "32px 24px", "borderRadius": 12, "background": BROWN, "color": "#fff"}
BOX = {"flex": 1, "minWidth": 0}
CHOSEN = {True: {"fontWeight": 700, "textDecoration": "none"}, False: {}}


def link(label: str, href: str, **props: Any) -> dict[str, Any]:
    """Return a link."""
    return {"type": "a", "props": {"href": href, "content": label, **props}}


def site(*children: Any) -> dict[str, Any]:
    """Return a page of the site: its head and, below, what this page is about."""
    sign_out_button = {"type": "button", "props": {"label": "Sign out", "action": sign_out, "style": PLAIN}}
    return {
        "type": "div",
        "props": {"style": {"maxWidth": "44rem", "margin": "0 auto", "padding": "0 16px 48px"}},
        "children": [
            {
                "type": "header",
                "props": {"style": BAR},
                "children": [
                    link("Cacao Books", "/", style=BRAND),
                    {
                        "type": "nav",
                        "props": {"aria_label": "Main", "style": ROW},
                        "children": [link("Books", "/books"), link("Wishes", "/wishes")],
                    },
                    sign_out_button if name.value else link("Sign in", "/sign-in"),
                ],
            },
            {"type": "main", "children": children},
        ],
    }


def shelf(*children: Any, q: str = "") -> dict[str, Any]:
    """Return a page of the site about books: within its head, a search above the rest."""
    return site(
        {
            "type": "form",
            "props": {"role": "search", "action": search, "style": {**ROW, "margin": "16px 0"}},
            "children": [
                {
                    "type": "input",
                    "props": {
                        "type": "search",
                        "name": "q",
                        "value": q,
                        "aria_label": "Find a book",
                        "placeholder": "Find a book",
                        "style": BOX,
                    },
                },
                {"type": "button", "props": {"label": "Find", "type": "submit"}},
            ],
        },
        *children,
    )


def heading(text: str) -> dict[str, Any]:
    """Return a page's own heading."""
    return {"type": "h1", "props": {"content": text, "style": {"margin": "16px 0", "lineHeight": 1.2}}}


def book_list(books: list[Book]) -> dict[str, Any]:
    """Return a list of links to books."""
    if not books:
        return {"type": "p", "props": {"content": "No books here."}}
    return {
        "type": "ul",
        "props": {"style": {"listStyle": "none", "margin": 0, "padding": 0}},
        "children": [
            {
                "type": "li",
                "key": book.id,
                "props": {"style": LINE},
                "children": [
                    link(book.title, f"/books/{book.id}"),
                    {"type": "span", "props": {"content": f"{book.pages} pages", "style": QUIET}},
                ],
            }
            for book in books
        ],
    }


# The pages.


@app.mix("/", title="Welcome to Cacao Books", meta={"description": "A bookshop made of plain Python."})
def start() -> dict[str, Any]:
    """Return the start page."""
    return site(
        {
            "type": "section",
            "props": {"style": HERO},
            "children": [
                heading("Books for those who like it dark"),
                {
                    "type": "p",
                    "props": {"content": f"{len(BOOKS)} of them, and not one about anything else."},
                },
                link("Look around", "/books", style={"color": "inherit"}),
            ],
        },
        {"type": "h2", "props": {"content": "New on our shelves"}},
        book_list(list(BOOKS.values())[-3:]),
    )


@app.mix("/books", title=lambda q="", page=1: f"Books with “{q}”" if q else f"Books, page {page}")
def books(q: str = "", page: int = 1, order: Literal["title", "pages"] = "title") -> dict[str, Any]:
    """Return one page of the books whose title has the words that are looked for."""
    found = [book for book in BOOKS.values() if q.lower() in book.title.lower()]
    found.sort(key=lambda book: (getattr(book, order), book.id))
    last = max(1, -(-len(found) // PER_PAGE))
    if not 1 <= page <= last:
        raise not_found(f"These books fill {last} pages.")

    def to(label: str, page: int, order: str, **props: Any) -> Any:
        return link(label, "/books?" + urlencode({"q": q, "page": page, "order": order}), **props)

    def turn(label: str, number: int) -> Any:
        return to(label, number, order) if 1 <= number <= last else None

    def sort(label: str, by: str) -> Any:
        return to(label, 1, by, aria_current="true" if by == order else None, style=CHOSEN[by == order])

    return shelf(
        heading(f"Books with “{q}”" if q else "All books"),
        {
            "type": "nav",
            "props": {"aria_label": "Order", "style": ROW},
            "children": [sort("By title", "title"), sort("Shortest first", "pages")],
        },
        book_list(found[(page - 1) * PER_PAGE : page * PER_PAGE]),
        {
            "type": "nav",
            "props": {"aria_label": "Pages", "style": {**ROW, "marginTop": 16}},
            "children": [turn("← Previous", page - 1), f"Page {page} of {last}", turn("Next →", page + 1)],
        },
        q=q,
    )


@app.mix("/books/{id:int}", title=lambda id: BOOKS[id].title)
def book(id: int) -> dict[str, Any]:
    """Return the page of one book."""
    if id not in BOOKS:
        raise not_found(f"There is no book {id}.")
    book = BOOKS[id]
    return shelf(
        heading(book.title),
        {"type": "p", "props": {"content": f"{book.pages} pages, each of them about chocolate."}},
        {
            "type": "button",
            "props": {
                "label": "I no longer wish for it" if id in wishes.value else "I wish for it",
                "action": wish,
                "params": {"id": id},
            },
        },
    )


@app.mix("/wishes", title="Wishes", guard=needs_name)
def wished() -> Any:
    """Return the books a visitor wishes for; once they sign out, this page is no longer theirs."""
    if not name.value:
        return redirect("/")
    chosen = [BOOKS[id] for id in wishes.value]
    return site(heading(f"Wishes of {name.value}"), book_list(chosen))


@app.mix("/sign-in", title="Sign in")
def sign_in_page(next: str = "/") -> dict[str, Any]:
    """Return a form that asks for a name."""
    return site(
        heading("Who are you?"),
        {
            "type": "form",
            "props": {"action": sign_in, "params": {"next": next}, "style": ROW},
            "children": [
                {
                    "type": "input",
                    "props": {
                        "name": "name",
                        "aria_label": "Name",
                        "placeholder": "Any name will do",
                        "autocomplete": "name",
                        "required": True,
                        "style": BOX,
                    },
                },
                {"type": "button", "props": {"label": "Sign in", "type": "submit"}},
            ],
        },
    )


# What visitors do.


def search(event: Event) -> Any:
    """Go to the books that have these words in their title."""
    return redirect("/books?" + urlencode({"q": event.fields["q"]}))


def wish(event: Event) -> None:
    """Put a book on the list of wishes, or take it off."""
    id = event.params["id"]
    with wishes.mutate() as ids:
        if id in ids:
            ids.remove(id)
        else:
            ids.append(id)


def sign_in(event: Event) -> Any:
    """Note the name, and go on to where the visitor wanted to go."""
    name.set(event.fields["name"])
    return redirect(event.params["next"])


def sign_out() -> None:
    """Forget the name."""
    name.set("")


if __name__ == "__main__":
    app.brew()
