"""Entry: one field of a form on the page, with what was filled in and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cacao_kernel import Component, Facet, State, blaming

from ..inputs.field import Field
from ..texts import Texts
from .blank import Blank, WrongError

SECRET = frozenset({"password-input", "pin-input"})
"""What nobody but the app is to read."""

Validate = Callable[[Any], str | None]


class Entry(Component):
    """One field of a form.

    Args:
        blank: what may stand in it.
        draw: returns the input, given the State it is bound to and the one of its error.
        texts: what the form says.
        validate: looks at the value; returns what is wrong with it, or raises ValueError.
        bound: the State it is bound to, if it is not the form's own.
    """

    typed: State[Any] = State((), scope="tab")
    secret: State[Any] = State((), scope="tab", store=False)
    error: State[str] = State("", scope="tab")
    judged: State[tuple[Any, ...]] = State((), scope="tab", store=False)

    def __init__(
        self,
        blank: Blank,
        draw: Callable[[State[Any], State[str]], Field],
        texts: Texts,
        validate: Validate | None = None,
        bound: State[Any] | None = None,
    ) -> None:
        super().__init__()
        self.blank = blank
        self.key = blank.name
        self._draw = draw
        self._texts = texts
        self._validate = validate
        self._bound = bound

    def render(self) -> Any:
        """Return the input, in what notes that it is left."""
        span = self.blank.options.get("span")
        wide = span == "all" or self.blank.widget in ("text-area", "checkbox-group", "tags-input")
        return {
            "type": "div",
            "props": {"class": "cacao-entry", "data_wide": wide or None, "on_blur": self.leave},
            "children": [self._draw(self.state, self.error)],
        }

    @property
    def held(self) -> State[Any]:
        """What was filled in, if anything was; no store of sessions keeps a password."""
        return self.secret if self.blank.widget in SECRET else self.typed

    @property
    def state(self) -> State[Any]:
        """What the input is bound to: what was filled in, else what the field begins with."""
        if self._bound is not None:
            return self._bound
        blank = self.blank
        begins = blank.show(blank.begins)
        return Facet(
            self.held,
            lambda held: held[0] if held else begins,
            lambda held, new: (new,),
            name=blank.name,
            like=blank.like,
            draft=True,  # it is told what is wrong with it, in words
        )

    def leave(self) -> None:
        """Look at what was filled in; a field that nobody has touched is left alone."""
        held = self.state.value
        if not self.held.value and self._bound is None:
            return
        if isinstance(held, tuple) and None in held:
            return  # of two, one is still to come
        if self.error.value and self.judged.value == (held,):
            return  # it may have been the form that found it wrong, and nothing has changed since
        self.tell(self.problem())

    def tell(self, problem: str) -> None:
        """Show what is wrong with what is filled in now; an empty text for nothing."""
        self.error.set(problem)
        self.judged.set((self.state.value,) if problem else ())

    def problem(self) -> str:
        """Return what is wrong with what is filled in, or an empty text."""
        try:
            self.read()
        except ValueError as error:
            return str(error) or self._texts.say("form_wrong")
        return ""

    def read(self) -> Any:
        """Return the value that is filled in.

        Raises:
            ValueError: saying what is wrong with it.
        """
        try:
            value = self.blank.read(self.state.value)
        except WrongError as wrong:
            raise ValueError(self._texts.say(wrong.key, **wrong.values)) from None
        told = None
        if self._validate is not None:
            with blaming(f'Form.validate["{self.blank.name}"]', self._validate):
                told = self._validate(value)
        if told:
            raise ValueError(str(told))
        return value

    def clear(self) -> None:
        """Be as it was in the beginning."""
        if self.held.value:
            self.held.set(())
        self.tell("")
