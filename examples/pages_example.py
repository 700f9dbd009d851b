"""An app of several pages: typed routes, a query, titles, a guard, and links without a reload.

Run it with ``python examples/pages_example.py``.
"""

from __future__ import annotations

from typing import Any, Literal

from cacao import App, Component, Event, State, Visit, redirect

app = App(title="The chocolate shelf")

BARS = {
    1: ("Dark as night", 85, "Ghana", "Bitter, deep, with a little smoke."),
    2: ("Morning", 55, "Peru", "Round and nutty, made for coffee."),
    3: ("Red fruit", 70, "Madagascar", "Bright, with cherries and a hint of lime."),
    4: ("Cloud", 38, "Ecuador", "Milk, malt and vanilla."),
}

name = State("")
liked = State[frozenset[int]](frozenset())

CARD = {
    "border": "1px solid light-dark(#e6dad0, #43352c)",
    "borderRadius": 12,
    "padding": 20,
    "display": "grid",
    "gap": 8,
    "alignContent": "start",
}
LINK = {"color": "light-dark(#6b4226, #d9a877)"}


def link(label: str, href: str) -> dict[str, Any]:
    """Return a link in the app's colour."""
    return {"type": "a", "props": {"href": href, "content": label, "style": LINK}}


def button(label: str, action: str, **params: Any) -> dict[str, Any]:
    """Return a button that is as wide as its label."""
    style = {"justifySelf": "start"}
    return {"type": "button", "props": {"label": label, "action": action, "params": params, "style": style}}


class Menu(Component):
    """What stands on top of every page; a link keeps it as it is."""

    def render(self) -> dict[str, Any]:
        """Return the links."""
        return {
            "type": "nav",
            "props": {
                "aria_label": "Pages",
                "style": {"display": "flex", "flexWrap": "wrap", "gap": 20, "padding": "20px 0"},
            },
            "children": [link("Shelf", "/"), link("Strong ones", "/?least=70"), link("My list", "/mine")],
        }


menu = Menu()


def around(heading: str, *children: Any) -> dict[str, Any]:
    """Return a page with the menu and a heading."""
    return {
        "type": "div",
        "props": {"style": {"maxWidth": 720, "margin": "0 auto", "padding": "0 20px 40px"}},
        "children": [
            menu,
            {
                "type": "main",
                "props": {"style": {"display": "grid", "gap": 16}},
                "children": [
                    {"type": "h1", "props": {"content": heading, "style": {"margin": 0, "lineHeight": 1.2}}},
                    *children,
                ],
            },
        ],
    }


def card(number: int) -> dict[str, Any]:
    """Return a bar's card, which links to its page."""
    title, cocoa, country, _ = BARS[number]
    heart = "♥ " if number in liked.value else ""
    return {
        "type": "div",
        "key": number,
        "props": {"style": CARD},
        "children": [link(f"{heart}{title}", f"/bars/{number}"), f"{cocoa}% cocoa, from {country}"],
    }


def grid(numbers: list[int]) -> dict[str, Any]:
    """Return the cards of some bars."""
    columns = "repeat(auto-fill, minmax(min(100%, 220px), 1fr))"
    return {
        "type": "div",
        "props": {"style": {"display": "grid", "gap": 16, "gridTemplateColumns": columns}},
        "children": [card(number) for number in numbers],
    }


@app.mix("/", meta={"description": "Four bars of chocolate, and what they taste of."})
def shelf(least: int = 0, order: Literal["name", "cocoa"] = "name") -> dict[str, Any]:
    """Show the bars with at least so much cocoa."""
    found = [number for number, bar in BARS.items() if bar[1] >= least]
    found.sort(key=lambda number: BARS[number][0] if order == "name" else BARS[number][1])
    other = "cocoa" if order == "name" else "name"
    again = link(f"Sort by {other}", f"/?least={least}&order={other}")
    return around("The shelf" if not least else f"At least {least}%", grid(found), again)


def name_of(number: int) -> str:
    """Return the title of a bar's page."""
    return BARS[number][0] if number in BARS else "No such bar"


@app.mix("/bars/{number:int}", title=name_of)
def bar(number: int) -> Any:
    """Show one bar; one that is not there leads back to the shelf."""
    if number not in BARS:
        return redirect("/")
    title, cocoa, country, taste = BARS[number]
    label = "I do not like it any more" if number in liked.value else "I like it"
    return around(
        title,
        {
            "type": "p",
            "props": {"content": f"{taste} {cocoa}% cocoa, from {country}.", "style": {"margin": 0}},
        },
        button(label, "like", number=number),
        link("The next one", f"/bars/{number % len(BARS) + 1}"),
    )


@app.event("like")
async def like(event: Event) -> None:
    """Put a bar on the visitor's list, or take it off."""
    liked.update(lambda numbers: numbers ^ {event.params["number"]})


def needs_name(visit: Visit) -> Any:
    """Let only those pass who have said who they are."""
    return None if name.value else redirect(f"/hello?back={visit.path}")


@app.mix("/hello", title="Who are you?")
def hello(back: str = "/") -> dict[str, Any]:
    """Ask who the visitor is."""
    return around("Who are you?", *[button(who, "enter", name=who, back=back) for who in ("Ann", "Bob")])


@app.event("enter")
async def enter(event: Event) -> Any:
    """Remember the name and go on to where the visitor wanted to go."""
    name.set(event.params["name"])
    return redirect(event.params["back"])


@app.mix("/mine", title="My list", guard=needs_name)
def mine() -> dict[str, Any]:
    """Show what the visitor likes."""
    chosen = sorted(liked.value)
    return around(f"What {name.value} likes", grid(chosen) if chosen else "Nothing yet.")


if __name__ == "__main__":
    app.brew()
