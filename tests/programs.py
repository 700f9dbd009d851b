"""Little random programs of pages, parts and States, and what every one of them must keep to."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st
from screens import Shown
from test_diff import apply

from cacao import Component, State
from cacao_kernel.html import paint

STATES = 4  # the last one is written by the page itself
Writes = Sequence[tuple[int, int]]

# What a page may do with a component. "held" is one made before the page was rendered.
USES = "instance dict copy spread deep edited twice wrapped picked held held_twice held_dict returned".split()


@dataclass(frozen=True)
class Step:
    """One piece of a page's code.

    Attributes:
        kind: text, button, write, fault, part, card, if, order.
        state: the State it reads.
        other: a second one.
        use: what is done with the component that a part or card is.
        inside: the pieces in it.
    """

    kind: str
    state: int
    other: int
    use: str
    inside: tuple[Step, ...] = ()


def steps(depth: int) -> st.SearchStrategy[Step]:
    """Draw a piece of a page with up to so many pieces in each other."""
    numbers, uses = st.integers(0, STATES - 1), st.sampled_from(USES)
    leaf = st.builds(
        Step, st.sampled_from("text text text button write fault".split()), numbers, numbers, uses
    )
    if not depth:
        return leaf
    inside = st.lists(steps(depth - 1), min_size=1, max_size=3).map(tuple)
    kinds = st.sampled_from(["part", "part", "part", "card", "if", "order"])
    return st.builds(Step, kinds, numbers, numbers, uses, inside) | leaf


PROGRAMS = st.lists(steps(3), min_size=1, max_size=4)
WRITES = st.lists(st.tuples(st.integers(0, STATES - 2), st.integers(0, 3)), min_size=1, max_size=6)


class Part(Component):
    """Runs pieces as a part of its own."""

    def __init__(self, program: Program, step: Step) -> None:
        super().__init__()
        self.program = program
        self.step = step

    def __deepcopy__(self, memo: Any) -> Part:
        return Part(self.program, self.step)

    def render(self) -> Any:
        parts = [step for step in self.step.inside if step.kind == "part"]
        if self.step.use == "returned" and parts:
            return Part(self.program, parts[self.program.read(self.step.state) % len(parts)])
        children = [self.program.run(step) for step in self.step.inside]
        return {
            "type": "section",
            "props": {"title": self.program.read(self.step.state)},
            "children": children,
        }


class Card(Component):
    """Shows what it was given, or not."""

    def __init__(self, program: Program, step: Step, inside: list[Any]) -> None:
        super().__init__()
        self.program = program
        self.step = step
        self.inside = inside

    def __deepcopy__(self, memo: Any) -> Card:
        return Card(self.program, self.step, copy.deepcopy(self.inside, memo))

    def render(self) -> Any:
        is_open = self.program.read(self.step.state) != 1
        return {"type": "article", "props": {}, "children": [is_open and self.inside, "card"]}


@dataclass
class Program:
    """A page made of steps, over States of its own."""

    steps: list[Step]
    states: list[State[int]] = field(default_factory=lambda: [State(0) for _ in range(STATES)])
    held: dict[Step, Component] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._hold(self.steps)

    def _hold(self, steps: Sequence[Step]) -> None:
        for step in steps:
            if step.kind == "part":
                self.held[step] = Part(self, step)
            self._hold(step.inside)

    def page(self) -> Any:
        """Return the page's tree; this is what Cacao renders."""
        return {"type": "main", "children": [self.run(step) for step in self.steps]}

    def read(self, number: int) -> int:
        return self.states[number].value

    def run(self, step: Step) -> Any:
        """Return what one piece adds to the tree."""
        if step.kind == "text":
            return {"type": "p", "props": {"content": f"{self.read(step.state)} {self.read(step.other)}"}}
        if step.kind == "button":
            props = {"action": "go", "params": {"n": self.read(step.state)}, "label": self.read(step.other)}
            return {"type": "button", "props": props}
        if step.kind == "write":
            self.states[-1].set((self.read(0) + self.read(1)) % 4)
            return None
        if step.kind == "fault":
            return {"type": "p", "children": [6 // (3 - self.read(step.state))]}
        if step.kind == "if":
            return [self.run(inner) for inner in step.inside] if self.read(step.state) % 2 else None
        if step.kind == "order":
            turn = self.read(step.state) % (len(step.inside) or 1)
            rows = list(enumerate(step.inside))
            is_keyed = step.other % 2
            ordered = [
                {"type": "div", "key": number if is_keyed else None, "children": [self.run(inner)]}
                for number, inner in rows[turn:] + rows[:turn]
            ]
            return {"type": "section", "children": ordered}
        if step.kind == "card":
            return use(step.use, Card(self, step, [self.run(inner) for inner in step.inside]))
        return use(step.use, self.held[step] if step.use.startswith("held") else Part(self, step))


def use(how: str, component: Component) -> Any:
    """Return what a page makes of a component."""
    if how in ("instance", "held", "returned"):
        return component
    if how == "held_twice":
        return [component, component]
    rendered = component.render()
    if not isinstance(rendered, dict):
        return rendered
    if how == "edited":
        rendered["children"].append("edited")
    made: dict[str, Callable[[], Any]] = {
        "copy": lambda: dict(rendered),
        "spread": lambda: {**rendered, "component_type": "spread"},
        "deep": lambda: copy.deepcopy(rendered),
        "twice": lambda: [rendered, rendered],
        "wrapped": lambda: {"type": "div", "children": [rendered]},
        "picked": lambda: rendered["children"][:1],
    }
    return made.get(how, lambda: rendered)()


def check(steps: list[Step], writes: Writes) -> None:
    """Fail unless after each write the page is what a new tab would see, and the ops lead there.

    Where a new tab would see an error, the page keeps what it can, until it is well again.
    """
    program = Program(steps)
    shown = Shown(program.page)
    for number, value in writes:
        before = shown.packed
        ops, errors = shown.try_change((program.states[number], value))
        assert apply(before, ops) == shown.packed
        try:
            fresh = shown.afresh()
        except ZeroDivisionError:
            assert errors
        else:
            assert not errors
            assert shown.packed == fresh.packed()
            assert paint(shown.root) == paint(fresh)
