"""The rows of the random programs: whatever a page may make of an item of a list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cacao import Component, State
from cacao_kernel.computed import Computed
from cacao_kernel.rows import For

Item = dict[str, Any]
Tree = Any

ROWS = "text reads binding lambda button late style own field inner many".split()
ROWS += "component rendered copied counter".split()


class Counter(Component):
    """A component with States and a Computed of its own."""

    count = State(0)
    mine = State(0, scope="tab")
    double = Computed(lambda: Counter.count.value * 2 + Counter.mine.value)

    def __init__(self, key: Any = None, title: Any = "") -> None:
        super().__init__()
        self.key = key
        self.title = title

    def bump(self) -> tuple[int, Any]:
        self.count.update(lambda number: (number + 1) % 5)
        self.mine.set(self.count.value % 2)
        return self.double.value, self.title

    def render(self) -> Tree:
        return {
            "type": "section",
            "props": {"title": f"{self.title}"},
            "children": [
                {"type": "p", "props": {"content": f"{self.count.value} of {self.mine.value}"}},
                {"type": "b", "props": {"content": self.double}},
                {"type": "button", "props": {"label": "bump", "on_click": self.bump}},
                {"type": "i", "props": {"content": self.count}} if self.count.value % 2 else None,
            ],
        }


class Board(Component):
    """A keyed list whose rows use the component around them."""

    count = State(0)

    def __init__(self, items: Any, seen: int) -> None:
        super().__init__()
        self.items = items
        self.seen = seen

    def bump(self) -> int:
        self.count.update(lambda number: (number + 1) % 3)
        return self.seen

    def row(self, item: Item) -> Tree:
        return {
            "type": "li",
            "children": [
                {"type": "button", "props": {"label": item["n"], "on_click": self.bump}},
                {"type": "b", "props": {"content": lambda: f"{self.count.value} {self.seen}"}},
                Board([], item["n"]) if self.items and item["n"] == 1 else None,
            ],
        }

    def render(self) -> Tree:
        return {"type": "ul", "children": For(self.items, key="id", render=self.row)}


class Line(Component):
    """Shows an item, and a State."""

    def __init__(self, item: Item, seen: int, source: Any) -> None:
        super().__init__()
        self.item = item
        self.seen = seen
        self.source = source

    def render(self) -> Tree:
        content = f"{self.item['n']} {self.seen} {self.source.value} {self.item['tags']}"
        return {"type": "li", "props": {"content": content}}


def make_row(kind: str, seen: int, source: Any, log: State[int]) -> Callable[[Item], Tree]:
    """Return the function that shows an item.

    Args:
        kind: one of ROWS.
        seen: a value that the page has read, closed over.
        source: something to read in the row.
        log: what handlers of the row write to.
    """

    def button(item: Item) -> Tree:
        number = item["n"]
        return {
            "type": "li",
            "props": {"title": kind},
            "children": [
                {
                    "type": "button",
                    "props": {"label": "go", "on_click": lambda: log.set(number * 10 + seen)},
                }
            ],
        }

    def late(item: Item) -> Tree:
        # Reads the item when it is fired, or painted.
        return {
            "type": "li",
            "children": [
                {"type": "button", "props": {"label": "go", "on_click": lambda: log.set(item["n"])}},
                {"type": "u", "props": {"content": lambda: f"{item['n']}{source.value}{len(item['tags'])}"}},
            ],
        }

    def style(item: Item) -> Tree:
        return {
            "type": "li",
            "props": {
                "class": ["row", lambda: f"c{source.value}", f"n{item['n']}"],
                "style": {"margin": item["n"], "color": lambda: "red" if source.value % 2 else "blue"},
            },
        }

    def nested(item: Item) -> Tree:
        tags = [*item["tags"], *range(8)]
        return {
            "type": "ul",
            "children": [{"type": "li", "props": {"content": f"{tag} {seen}"}} for tag in tags],
        }

    rows: dict[str, Callable[[Item], Tree]] = {
        "text": lambda item: {"type": "li", "props": {"content": f"{item['n']} {seen} {item['tags']}"}},
        "reads": lambda item: {"type": "li", "props": {"content": f"{item['n']} {source.value}"}},
        "binding": lambda item: {"type": "li", "props": {"content": source, "title": item["n"]}},
        "lambda": lambda item: {
            "type": "li",
            "props": {"content": lambda: f"{source.value} {item['n']} {seen}"},
        },
        "button": button,
        "late": late,
        "style": style,
        "component": lambda item: Line(item, seen, source),
        "rendered": lambda item: Line(item, seen, source).render(),
        "copied": lambda item: {**Line(item, seen, source).render()},
        "counter": lambda item: {"type": "div", "children": [Counter(title=item["n"] + seen)]},
        "inner": lambda item: {
            "type": "ul",
            "children": For(
                [{"id": tag, "n": tag + seen, "tags": []} for tag in dict.fromkeys(item["tags"])],
                key="id",
                render=make_row("button", seen, source, log),
            ),
        },
        "many": nested,
        "own": lambda item: {"type": "li", "children": item["tags"]},
        "field": lambda item: {"type": "input", "props": {"name": f"f{item['n']}", "bind": log}},
    }
    return rows[kind]
