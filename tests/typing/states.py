"""What a State and a Computed hold."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import assert_type

from cacao import Component, Computed, State


@dataclass
class Todo:
    title: str
    done: bool = False


count = State(0)
name = State("Ann", scope="tab", url="name")
todos = State([Todo("milk")])
chosen: State[str | None] = State(None)

assert_type(count, State[int])
assert_type(count.value, int)
assert_type(name, State[str])
assert_type(todos.value, list[Todo])
assert_type(chosen.value, str | None)

count.set(5)
count.update(5)
count.update(lambda n: n + 1)
count.value = 7
count.value += 1
chosen.set("milk")
count.set("five")  # error: arg-type reportArgumentType
count.update(lambda n: f"{n}")  # error: arg-type return-value reportArgumentType
count.value = "seven"  # error: assignment reportAttributeAccessIssue
State(0, scope="page")  # error: arg-type reportArgumentType
State(0, store="no")  # error: arg-type reportArgumentType

with todos.mutate() as items:
    assert_type(items, list[Todo])
    items[0].done = True
    items.append("eggs")  # error: arg-type reportArgumentType
whole: AbstractContextManager[list[Todo]] = todos.mutate()


@count.on_change
def counted(value: int) -> None:
    print(value)


@count.subscribe
async def counted_later() -> None:
    print(count.value)


assert_type(counted, Callable[[], None])
counted()


@count.subscribe  # error: arg-type reportArgumentType
def wrong(value: str) -> None:
    print(value)


double = Computed(lambda: count.value * 2)
open_todos = Computed(lambda: [each for each in todos.value if not each.done], name="open")
assert_type(double, Computed[int])
assert_type(double.value, int)
assert_type(open_todos.value, list[Todo])
double.value = 3  # error: misc reportAttributeAccessIssue
Computed(lambda n: n)  # error: arg-type misc reportArgumentType


class Counter(Component):
    count = State(0)
    label: State[str] = State("")

    def render(self) -> object:
        assert_type(self.count, State[int])
        return self.count.value


assert_type(Counter.count, State[int])
assert_type(Counter().label.value, str)
