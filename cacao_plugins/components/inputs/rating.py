"""Rating: how good something is, in stars."""

from __future__ import annotations

from typing import Any

from cacao_kernel import CacaoError, Facet, State, own_id, read

from ..held import NUMBER, bound_to
from ..icon_set import find_icon
from ..kinds import Begins, NumberState
from ..widget import read_kit
from .compound import Compound
from .field import Field
from .track import spell_number


class Rating(Compound):
    """How good something is, in stars: chosen one by one, or only shown.

    A State that is bound to it holds the number of stars, or None for none.

    Args:
        max: how many stars there are.
        half: whether half stars can be chosen.
        clearable: whether what was chosen can be taken back.
        readonly: whether it is only shown; then any fraction can be.
        icon: what stands for a star.
    """

    node_type = "rating"
    kits = (*Field.kits, read_kit("rating"))
    holds = bound_to(NUMBER)

    bind: NumberState | None = None
    value: Begins[float] = None

    max: int = 5
    half: bool = False
    clearable: bool = False
    readonly: bool = False
    icon: str = "star"

    def check(self) -> None:
        """Refuse a rating without stars."""
        super().check()
        if not 1 <= self.max <= 20:
            raise CacaoError("Rating.max cannot be this", expected="a number from 1 to 20", got=str(self.max))
        if isinstance(self.value, int | float) and not 0 <= self.value <= self.max:
            expected = f"0 to {self.max}, as many as there are stars"
            raise CacaoError("Rating.value cannot be this", expected=expected, got=str(self.value))

    def draw(self) -> object:
        """Return the label and the stars."""
        return self.group(self.parts(self._show if self.readonly else self._draw))

    def _show(self, state: State[Any]) -> object:
        """Return stars to look at, filled as far as they are given."""
        stars = [find_icon(self.icon) for _ in range(self.max)]
        filled = {
            "type": "span",
            "props": {
                "class": "cacao-rating-filled",
                "style": {"width": lambda: f"{self._stars(self._value(state)) / self.max * 100:.2f}%"},
            },
            "children": stars,
        }
        props = {
            "class": "cacao-rating",
            "role": "img",
            "aria_label": lambda: self._spell(self._stars(self._value(state))),
        }
        return {"type": "span", "props": props, "children": [stars, filled]}

    def _draw(self, state: State[Any]) -> object:
        chosen = Facet(
            state,
            lambda stars: spell_number(self._stars(self.fitting("bind", state, stars))),
            lambda _, text: _read(text),
            name="stars",
        )
        name = self.name or own_id("stars")
        steps = [step / 2 for step in range(1, self.max * 2 + 1)] if self.half else range(1, self.max + 1)
        stars = [self._star(chosen, float(step), name) for step in steps]
        clear = None
        if self.clearable:
            props = {
                "class": "cacao-rating-clear",
                "aria_label": self.say("clear"),
                "title": self.say("clear"),
                "data_empty": lambda: self._stars(self._value(state)) == 0 or None,
                "disabled": self.disabled,
                "on_click": self.telling(lambda _: _clear(state)),
            }
            clear = {"type": "bare-button", "props": props, "children": find_icon("x")}
        inner = {"type": "span", "props": {"class": "cacao-rating-stars"}, "children": stars}
        return {"type": "span", "props": {"class": "cacao-rating"}, "children": [inner, clear]}

    def _value(self, state: State[Any]) -> Any:
        return self.fitting("bind", state, state.value)

    def _star(self, chosen: Facet[str], step: float, name: str) -> object:
        part = "full" if not self.half else "second" if step.is_integer() else "first"
        radio = self.part(
            "input",
            type="radio",
            name=name,
            value=spell_number(step),
            bind=chosen,
            aria_label=self._spell(step),
            required=True if read(self.required) and step <= 1 else None,
        )
        return {
            "type": "label",
            "key": spell_number(step),
            "props": {"class": "cacao-star", "data_part": part},
            "children": [radio, find_icon(self.icon)],
        }

    def _stars(self, value: Any) -> float:
        """Return how many stars are filled; a State may hold more than there are."""
        return min(max(value or 0, 0), self.max)

    def _spell(self, stars: float) -> str:
        return self.say("rating_of", value=spell_number(stars), max=self.max)


def _clear(state: State[Any]) -> str | None:
    """Take the stars back, and return what is told of them: the text of none; None if there are none."""
    if not state.value:
        return None
    state.set(None)
    return ""


def _read(text: str) -> float:
    number = float(text)
    return int(number) if number.is_integer() else number
