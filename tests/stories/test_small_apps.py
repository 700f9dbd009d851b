"""Small apps: a counter, a list of things to do, a clock, sums, two of one component, and a list in order."""

from __future__ import annotations

from typing import Any

from cacao import App, Component, Computed, Event, For, State


def button(label: str, action: Any, **props: Any) -> dict[str, Any]:
    return {"type": "button", "props": {"label": label, "on_click": action, **props}}


def line(content: Any) -> dict[str, Any]:
    return {"type": "p", "props": {"content": content}}


def test_somebody_counts(cacao_app: Any) -> None:
    # Arrange
    app = App()
    count = State(0, name="count")

    @app.mix("/")
    def home() -> Any:
        up = button("More", lambda: count.update(count.value + 1))
        down = button("Less", lambda: count.update(count.value - 1), disabled=count.value == 0)
        return {"type": "main", "children": [line(f"Count: {count.value}"), up, down]}

    user = cacao_app(app).open("/")

    # Act
    user.click("More").click("More").click("Less")

    # Assert
    user.sees("Count: 1").should_look_like(
        """
        - main:
          - paragraph: Count: 1
          - button "More"
          - button "Less"
        """
    )


def test_things_to_do_are_noted_ticked_off_and_cleared_away(cacao_app: Any) -> None:
    # Arrange
    app = App()
    todos = State([], name="todos")
    draft = State("", name="draft")

    @app.event("add")
    def add() -> None:
        todos.update([*todos.value, {"text": draft.value, "done": False}])
        draft.set("")

    @app.event("tick")
    def tick(event: Event) -> None:
        with todos.mutate() as items:
            for item in items:
                if item["text"] == event.params["text"]:
                    item["done"] = not item["done"]

    def row(item: Any) -> dict[str, Any]:
        box = {
            "type": "input",
            "props": {
                "type": "checkbox",
                "checked": item["done"],
                "aria_label": f"Done: {item['text']}",
                "on_change": "tick",
                "params": {"text": item["text"]},
            },
        }
        return {"type": "li", "key": item["text"], "children": [box, item["text"]]}

    @app.mix("/")
    def home() -> Any:
        field = {"type": "input", "props": {"aria_label": "What to do", "bind": draft}}
        left = sum(not item["done"] for item in todos.value)
        return {
            "type": "main",
            "children": [
                {"type": "form", "props": {"action": "add"}, "children": [field]},
                {"type": "ul", "children": [row(item) for item in todos.value]},
                line(f"{left} left"),
                button("Clear", lambda: todos.set([item for item in todos.value if not item["done"]])),
            ],
        }

    user = cacao_app(app).open("/")

    # Act
    user.type("What to do", "Buy milk").press("Enter").sees("1 left")
    user.type("What to do", "Bake bread").press("Enter").sees("2 left")
    user.check("Done: Buy milk").sees("1 left")

    # Assert
    assert user.value("What to do") == ""
    assert user.is_checked("Done: Buy milk")
    user.should_look_like()
    user.click("Clear").misses("Buy milk").sees("Bake bread")


def test_a_clock_ticks_without_anybody_waiting(cacao_app: Any) -> None:
    # Arrange
    app = App()
    seconds = State(0, name="seconds", scope="tab")

    @app.every(1, scope="tab")
    def tick() -> None:
        seconds.update(seconds.value + 1)

    @app.mix("/")
    def home() -> Any:
        return line(f"{seconds.value} seconds")

    site = cacao_app(app)
    user = site.open("/").sees("0 seconds")

    # Act
    site.clock.advance(5)

    # Assert
    user.sees("5 seconds")


def test_a_bill_adds_up(cacao_app: Any) -> None:
    # Arrange
    app = App()
    pieces = State(1, name="pieces")
    price = State(2.5, name="price")
    total = Computed(lambda: pieces.value * price.value)

    @app.mix("/")
    def home() -> Any:
        return {
            "type": "main",
            "children": [
                {"type": "input", "props": {"type": "number", "aria_label": "Pieces", "bind": pieces}},
                line(lambda: f"Total: {total.value:.2f}"),
            ],
        }

    user = cacao_app(app).open("/").sees("Total: 2.50")

    # Act
    user.fill("Pieces", 4)

    # Assert
    user.sees("Total: 10.00")


def test_two_of_one_component_keep_to_themselves(cacao_app: Any) -> None:
    # Arrange
    class Cup(Component):
        sugar = State(0)

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

        def render(self) -> Any:
            more = button(f"Sugar for {self.name}", self.sweeten)
            return {"type": "section", "children": [line(f"{self.name}: {self.sugar.value}"), more]}

        def sweeten(self) -> None:
            self.sugar.update(self.sugar.value + 1)

    app = App()
    ann, bob = Cup("Ann"), Cup("Bob")
    app.mix("/")(lambda: {"type": "main", "children": [ann, bob]})
    user = cacao_app(app).open("/")

    # Act
    user.click("Sugar for Bob").click("Sugar for Bob").click("Sugar for Ann")

    # Assert
    user.sees("Bob: 2").sees("Ann: 1")


def test_a_list_is_put_in_another_order_and_what_is_typed_stays(cacao_app: Any) -> None:
    # Arrange
    app = App()
    names = State(["ann", "bob", "cem"], name="names")

    def row(name: Any) -> Any:
        return {
            "type": "li",
            "children": [name, {"type": "input", "props": {"aria_label": f"Note on {name}"}}],
        }

    @app.mix("/")
    def home() -> Any:
        return {
            "type": "main",
            "children": [
                button("Turn around", lambda: names.set(names.value[::-1])),
                {"type": "ul", "children": [For(names, key=lambda name: name, render=row)]},
            ],
        }

    user = cacao_app(app).open("/")

    # Act
    user.type("Note on ann", "first of all").click("Turn around")

    # Assert
    user.wait_until(lambda: user.text.split()[-3:] == ["cem", "bob", "ann"])
    assert user.value("Note on ann") == "first of all"
