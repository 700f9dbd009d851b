"""A todo list: typing, ticking off, moving, deleting and filtering, and how many people are here.

Run it with ``python examples/todo_example.py``. Enter adds what the box holds and empties it. Open
it in two tabs of one browser: the list is the same in both, the text being typed and the filter
are each tab's own. The filter stands in the address: ``/?show=done`` can be kept and sent.
"""

from __future__ import annotations

from enum import Enum
from typing import Any, TypedDict
from uuid import uuid4

from cacao import App, Computed, For, State


class Todo(TypedDict):
    """One thing to do."""

    id: str
    title: str
    done: bool


class Show(Enum):
    """Which todos are shown."""

    ALL = "all"
    OPEN = "open"
    DONE = "done"


app = App(title="Todo")

todos: State[list[Todo]] = State([])
draft = State("", scope="tab")
chosen = State(Show.ALL, url="show")  # belongs to the tab, too, since an address does


def fits(todo: Todo) -> bool:
    """Tell whether a todo is one of those that are to be shown."""
    return chosen.value is Show.ALL or todo["done"] == (chosen.value is Show.DONE)


shown = Computed(lambda: [todo for todo in todos.value if fits(todo)])
left = Computed(lambda: sum(not todo["done"] for todo in todos.value))


def add() -> None:
    """Put what was typed at the end of the list, and empty the box."""
    title = draft.value.strip()
    if title:
        with todos.mutate() as items:
            items.append({"id": uuid4().hex, "title": title, "done": False})
        if chosen.value is Show.DONE:
            chosen.set(Show.ALL)  # or the new one would not be seen
    draft.set("")


def place(todo_id: str) -> int:
    """Return where a todo stands in the list."""
    return [todo["id"] for todo in todos.value].index(todo_id)


def toggle(todo_id: str) -> None:
    """Tick a todo off, or open it again."""
    with todos.mutate() as items:
        todo = items[place(todo_id)]
        todo["done"] = not todo["done"]


def delete(todo_id: str) -> None:
    """Take a todo off the list."""
    with todos.mutate() as items:
        del items[place(todo_id)]


def move(todo_id: str, by: int) -> None:
    """Let a todo change places with the one before or after it, of those that are shown."""
    visible = [todo["id"] for todo in shown.value]
    there = visible.index(todo_id) + by
    if 0 <= there < len(visible):
        one, other = place(todo_id), place(visible[there])
        with todos.mutate() as items:
            items[one], items[other] = items[other], items[one]


NOTHING = {
    Show.ALL: "Nothing to do yet.",
    Show.OPEN: "Nothing is left to do.",
    Show.DONE: "Nothing is done yet.",
}
PAGE = {
    "maxWidth": "34rem",
    "margin": "0 auto",
    "padding": "32px 16px",
    "display": "grid",
    "gridTemplateColumns": "minmax(0, 1fr)",
    "gap": 16,
}
LINE = {"display": "flex", "alignItems": "center", "gap": 8}
ICON = {
    "width": 36,
    "padding": 0,
    "font": "inherit",
    "color": "var(--cacao-link)",
    "background": "transparent",
    "border": "1px solid transparent",
    "borderRadius": 8,
    "cursor": "pointer",
    ":hover": {"background": "var(--cacao-border-color)"},
}


def icon(sign: str, label: str, action: Any) -> dict[str, Any]:
    """Return a small button whose sign is explained by its label."""
    return {
        "type": "button",
        "props": {"label": sign, "aria_label": label, "title": label, "action": action, "style": ICON},
    }


def row(todo: Todo) -> dict[str, Any]:
    """Return one line of the list."""
    todo_id, title = todo["id"], todo["title"]
    struck = {"textDecoration": "line-through", "color": "var(--cacao-quiet)"} if todo["done"] else {}
    return {
        "type": "li",
        "props": {
            "style": {
                "display": "flex",
                "alignItems": "center",
                "borderBottom": "1px solid var(--cacao-border-color)",
            }
        },
        "children": [
            {
                "type": "label",
                "props": {"style": {**LINE, "flex": 1, "padding": "10px 0", "overflowWrap": "anywhere"}},
                "children": [
                    {
                        "type": "input",
                        "props": {
                            "type": "checkbox",
                            "checked": todo["done"],
                            "on_change": lambda: toggle(todo_id),
                            "style": {"flex": "none", "width": 20, "height": 20},
                        },
                    },
                    {"type": "span", "props": {"content": title, "dir": "auto", "style": struck}},
                ],
            },
            icon("↑", f"Move {title} up", lambda: move(todo_id, -1)),
            icon("↓", f"Move {title} down", lambda: move(todo_id, 1)),
            icon("×", f"Delete {title}", lambda: delete(todo_id)),
        ],
    }


def filter_button(show: Show) -> dict[str, Any]:
    """Return a button that chooses which todos are shown."""

    def is_chosen() -> bool:
        return chosen.value is show

    frame = {"borderColor": lambda: is_chosen() and "currentColor"}
    return {
        "type": "button",
        "props": {
            "label": show.value.capitalize(),
            "action": lambda: chosen.set(show),
            "aria_pressed": is_chosen,
            "style": {**ICON, "width": "auto", "padding": "0 12px", **frame},
        },
    }


@app.mix("/")
def home() -> dict[str, Any]:
    """Return the page. It runs once: what changes are its rows and the few texts that are functions."""
    return {
        "type": "main",
        "props": {"style": PAGE},
        "children": [
            {"type": "h1", "props": {"content": "Todo", "style": {"margin": 0}}},
            {
                "type": "form",
                "props": {"action": add, "style": {"display": "flex", "gap": 8}},
                "children": [
                    {
                        "type": "input",
                        "props": {
                            "bind": draft,
                            "aria_label": "What is to be done?",
                            "placeholder": "What is to be done?",
                            "autocomplete": "off",
                            "dir": "auto",
                            "style": {"flex": 1, "minWidth": 0},
                        },
                    },
                    {"type": "button", "props": {"label": "Add", "type": "submit"}},
                ],
            },
            {
                "type": "div",
                "props": {"role": "group", "aria_label": "Show", "style": LINE},
                "children": [filter_button(show) for show in Show],
            },
            {
                "type": "ul",
                "props": {"style": {"listStyle": "none", "margin": 0, "padding": 0}},
                "children": [For(shown, key="id", render=row)],
            },
            {
                "type": "p",
                "props": {
                    "content": lambda: NOTHING[chosen.value],
                    "hidden": lambda: bool(shown.value),
                    "style": {"margin": 0},
                },
            },
            {
                "type": "footer",
                "props": {
                    "style": {**LINE, "justifyContent": "space-between", "color": "var(--cacao-quiet)"}
                },
                "children": [
                    {
                        "type": "text",
                        "props": {"content": lambda: f"{left.value} left to do", "aria_live": "polite"},
                    },
                    {"type": "text", "props": {"content": lambda: f"{app.online.value} online now"}},
                ],
            },
        ],
    }


if __name__ == "__main__":
    app.brew()
