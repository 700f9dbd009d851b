"""Compound: what inputs of several parts have in common, and where their value is if it is nowhere else."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from cacao_kernel import Component, Event, Facet, State, pass_on, passing, read

from .field import Field

Draw = Callable[[State[Any]], object]


class Compound(Field):
    """An input of several parts that are one value."""

    _control: str | None = None

    @property
    def control_id(self) -> str:
        """The ``id`` of its control: the same for parts that are drawn later, in a region of their own."""
        if self._control is None:
            self._control = super().control_id
        return self._control

    def parts(self, draw: Draw) -> object:
        """Return the parts, drawn for the State that holds the value.

        Args:
            draw: is given the State the input is bound to, or else one of the input's own.
        """
        self._control = self.control_id  # of this region
        return draw(self.bind) if self.bind is not None else Unbound(read(self.value), draw)

    def part(self, tag: str, children: object = None, /, **props: Any) -> dict[str, Any]:
        """Return an element that takes a part of the input, with what every field gives it."""
        shared: dict[str, Any] = {
            "disabled": self.disabled,
            "on_change": self.on_change,
            "on_input": self.on_input,
            **self.told(),
        }
        given = {name: value for name, value in {**shared, **props}.items() if value is not None}
        return {"type": tag, "props": given, "children": children}

    def telling(self, take: Callable[[Event], object]) -> Callable[[Event], Awaitable[object]]:
        """Return the handler of a part whose change no browser tells the app of, such as a button.

        Args:
            take: takes the change over, and returns what the app is told as ``event.value``; None if nothing
                has changed.
        """

        async def answer(event: Event) -> object:
            value = take(event)
            return None if value is None else await self.tell(event, value)

        return passing(answer, self.on_change or self.on_input)

    async def tell(self, event: Event, value: object) -> object:
        """Tell the app of a change, as a browser would, and return where it sends the visitor, if it does.

        Args:
            event: what has changed it.
            value: what it holds now, or what was chosen.
        """
        answer: object = None
        for kind, handler in (("input", self.on_input), ("change", self.on_change)):
            if handler is not None:
                told = Event({**event, "kind": kind, "value": value, "params": {}})
                answer = await pass_on(handler, told) or answer
        return None if isinstance(answer, Mapping) else answer  # a mapping has set States already

    def end(self, key: str, **props: Any) -> dict[str, Any]:
        """Return the element that takes one end of a stretch.

        Args:
            key: which one, ``"from"`` or ``"to"``; what it is called in a form, and in what is heard.
            props: its own props.
        """
        name = f"{self.name}-{key}" if self.name else None
        return self.part("input", name=name, aria_label=self.say(key), **props)


class Unbound(Component):
    """The parts of an input that is bound to nothing: the value is kept here.

    Args:
        begins: what it begins with.
        draw: draws the parts for a State.
    """

    held: State[Any] = State((), scope="tab")

    def __init__(self, begins: Any, draw: Draw) -> None:
        super().__init__()
        self._begins = begins
        self._draw = draw

    def render(self) -> Any:
        """Return the parts."""
        return {"type": "div", "children": self._draw(self._facet())}

    def _facet(self) -> State[Any]:
        begins = self._begins
        return Facet(
            self.held, lambda held: held[0] if held else begins, lambda held, new: (new,), name="value"
        )
