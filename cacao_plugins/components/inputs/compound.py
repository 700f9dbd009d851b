"""Compound: what inputs of several parts have in common, and where their value is if it is nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cacao_kernel import Component, Facet, State, read

from .field import Field

Draw = Callable[[State[Any]], object]


class Compound(Field):
    """An input of several parts that are one value."""

    def parts(self, draw: Draw) -> object:
        """Return the parts, drawn for the State that holds the value.

        Args:
            draw: is given the State the input is bound to, or else one of the input's own.
        """
        return draw(self.bind) if self.bind is not None else Unbound(read(self.value), draw)

    def part(self, tag: str, children: object = None, /, **props: Any) -> dict[str, Any]:
        """Return an element that takes a part of the input, with what every field gives it."""
        error, described = read(self.error), self.control_id
        shared: dict[str, Any] = {
            "disabled": self.disabled,
            "on_change": self.on_change,
            "on_input": self.on_input,
            "aria_invalid": True if error else None,
            "aria_describedby": f"{described}-error" if error else f"{described}-help" if self.help else None,
        }
        given = {name: value for name, value in {**shared, **props}.items() if value is not None}
        return {"type": tag, "props": given, "children": children}

    def group(self, *children: object, role: str = "group") -> dict[str, Any]:
        """Return the whole input: a group of parts under one label, and the help or the error below."""
        framed = self.frame(*children)
        label, *rest = framed["children"]
        label_id = f"{self.control_id}-label"
        named = {
            "type": "span",
            "props": {"id": label_id, "class": label["props"]["class"]},
            "children": label["children"],
        }
        return self.root(
            "div",
            [named, *rest],
            class_name=framed["props"]["class"],
            role=role,
            aria_labelledby=label_id,
            data_invalid=True if read(self.error) else None,
        )


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
        return {"type": "div", "props": {"class": "cacao-parts"}, "children": self._draw(self._facet())}

    def _facet(self) -> State[Any]:
        begins = self._begins
        return Facet(
            self.held, lambda held: held[0] if held else begins, lambda held, new: (new,), name="value"
        )
