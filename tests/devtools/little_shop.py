"""A small shop, with something of each kind that the devtools look at."""

import time

from cacao import App, Component, State

SIZES = ("Medium", "Large")

NAMELESS = False  # whether there is a button without a word

app = App()
count = State(0)
name = State("")
size = State("m")
gift = State(False)
todos = State([{"title": "milk", "done": False}, {"title": "bread", "done": True}])
stock = State(10, scope="app")
token = State("s3cr3t")


class Counter(Component):
    clicks = State(0)
    seconds = 0.0  # that rendering takes

    def render(self):
        end = time.perf_counter() + self.seconds
        while time.perf_counter() < end:
            pass
        return {
            "type": "section",
            "children": [
                {"type": "p", "props": {"content": f"Clicks: {self.clicks.value}"}},
                {"type": "button", "props": {"label": "Click me", "on_click": self.add}},
            ],
        }

    def add(self):
        self.clicks.value += 1


@app.event("add")
def add():
    count.value += 1


@app.event("sell")
def sell():
    stock.value -= 1


@app.event("fail")
def fail():
    raise ValueError("on purpose")


@app.event("toggle")
def toggle(event):
    with todos.mutate() as items:
        items[event.params["row"]]["done"] = not items[event.params["row"]]["done"]


@app.event("order")
def order(event):
    with todos.mutate() as items:
        items.append({"title": event.fields["what"], "done": event.fields["paid"]})


def button(label, action, **params):
    return {"type": "button", "props": {"label": label, "action": action, "params": params}}


def labelled(label, field):
    return {"type": "label", "children": [f"{label} ", field]}


@app.mix("/")
def home():
    sizes = [{"type": "option", "props": {"value": one[0].lower(), "content": one}} for one in SIZES]
    whose = f"For {name.value or 'nobody'}, {size.value}, {'wrapped' if gift.value else 'bare'}"
    return {
        "type": "main",
        "children": [
            {"type": "h1", "props": {"content": "A small shop"}},
            {"type": "p", "props": {"content": f"Count: {count.value}"}},
            button("Add one", "add"),
            button("Sell", "sell"),
            button("Fail", "fail"),
            Counter(),
            {"type": "p", "props": {"content": lambda: f"Stock: {stock.value}"}},
            labelled("Your name", {"type": "input", "props": {"bind": name}}),
            labelled("Size", {"type": "select", "props": {"bind": size}, "children": sizes}),
            labelled("A gift", {"type": "input", "props": {"type": "checkbox", "bind": gift}}),
            {"type": "p", "props": {"content": whose}},
            {
                "type": "ul",
                "children": [
                    {
                        "type": "li",
                        "key": str(row),
                        "children": [
                            item["title"],
                            " done " if item["done"] else " open ",
                            button("Toggle", "toggle", row=row),
                        ],
                    }
                    for row, item in enumerate(todos.value)
                ],
            },
            {
                "type": "form",
                "props": {"on_submit": "order"},
                "children": [
                    labelled("What else", {"type": "input", "props": {"name": "what"}}),
                    labelled("Paid", {"type": "input", "props": {"type": "checkbox", "name": "paid"}}),
                    {"type": "button", "props": {"type": "submit", "label": "Order"}},
                ],
            },
            {"type": "a", "props": {"href": "/about", "content": "About us"}},
            button("", "add") if NAMELESS else "",
            {"type": "p", "props": {"content": f"Token of {len(token.value)} letters"}},
        ],
    }


@app.mix("/about")
def about():
    return {
        "type": "main",
        "children": [
            {"type": "h1", "props": {"content": "About us"}},
            f"We have counted {count.value}.",
            button("Add here", "add"),
        ],
    }


if __name__ == "__main__":
    app.brew()
