"""What a keyed list knows of its items."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_type

from cacao import Computed, For, Node, State


@dataclass
class Todo:
    title: str


todos = State([Todo("milk")])
titles = Computed(lambda: [each.title for each in todos.value])


def row(todo: Todo) -> Node:
    return {"type": "li", "props": {"content": todo.title}}


assert_type(For(todos, key="title", render=row), For[Todo])
For([Todo("eggs")], key=lambda todo: todo.title, render=row)
For(titles, key=lambda title: title, render=lambda title: title.upper())
For(lambda: todos.value, key="title", render=row)
For(titles, key="title", render=row)  # error: misc reportArgumentType
For(todos, key=5, render=row)  # error: arg-type reportArgumentType
For(todos, render=row)  # error: call-arg reportCallIssue


def rows() -> For:
    return For(todos, key="title", render=row)


page: Node = {"type": "ul", "children": rows()}
