"""A shop in which things go wrong, for the pictures and the tests of the overlay."""

from __future__ import annotations

import asyncio

import cacao
from cacao import Component, State

app = cacao.App(title="Cocoa shop")
bars = State(0)
shelf = State("p")
prices = {"cacao": 4.5, "vanilla": 12.0}


def find_price(name: str, amount: int) -> float:
    """Return what some bars cost."""
    api_token = "sk-12345"  # noqa: F841
    return prices[name] * amount


@app.event("order")
def order(event):
    basket = {"sort": event.params["sort"], "password": "hunter2"}
    bars.set(find_price(basket["sort"], 3))


@app.event("add")
def add():
    bars.value += 1


@app.event("typo")
def typo():
    basr.set(0)  # noqa: F821


@app.event("task")
async def start_task():
    asyncio.get_running_loop().create_task(bake())


async def bake():
    raise RuntimeError("the oven is cold: <script>window.burnt = 1</script><img src=x onerror=x>")


@app.event("spoil")
def spoil():
    shelf.set("shelff")


@app.event("mend")
def mend():
    shelf.set("p")


class Basket(Component):
    """What has been ordered."""

    def render(self):
        return {
            "type": "section",
            "children": [
                {"type": "h2", "props": {"content": "Basket"}},
                {"type": shelf.value, "props": {"content": f"{bars.value} bars"}},
            ],
        }


basket = Basket()


@app.mix("/")
def home():
    names = ("Order", "Add", "Typo", "Task", "Spoil", "Mend")
    return {
        "type": "main",
        "props": {"style": {"maxWidth": 640, "margin": "0 auto", "padding": 24}},
        "children": [
            {"type": "h1", "props": {"content": "Cocoa shop"}},
            basket,
            *(
                {
                    "type": "button",
                    "props": {"label": name, "action": name.lower(), "params": {"sort": "chilli"}},
                }
                for name in names
            ),
        ],
    }


@app.mix("/prices")
def show_prices():
    wanted = ["cacao", "vanilla", "chilli"]
    return {
        "type": "ul",
        "children": [{"type": "li", "props": {"content": find_price(name, 1)}} for name in wanted],
    }


@app.mix("/tree")
def show_tree():
    return {
        "type": "main",
        "children": [
            {"type": "p", "props": {"content": "Dark, milk and white."}},
            {"type": "buton", "props": {"label": "Order"}},
        ],
    }


if __name__ == "__main__":
    app.brew(port=0)
