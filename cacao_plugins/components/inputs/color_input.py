"""Color input: a colour, picked, typed or chosen from a few."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from cacao_kernel import CacaoError, State, shorten

from ..kinds import Begins, TextState
from ..widget import read_kit
from .compound import Compound
from .field import Field

_COLOR = re.compile(r"#?([0-9a-f]{6}|[0-9a-f]{3})", re.IGNORECASE)


class ColorInput(Compound):
    """A colour: picked with the browser's own picker, typed as its hex code, or chosen from swatches.

    A State that is bound to it holds the code, such as ``"#6b4226"``.

    Args:
        swatches: colours to choose from with one click: codes, or codes with what they are called.
    """

    node_type = "color-input"
    kits = (*Field.kits, read_kit("color"))

    bind: TextState | None = None
    value: Begins[str] = None
    swatches: Sequence[str] | Mapping[str, str] = ()

    def check(self) -> None:
        """Refuse swatches that are no colours."""
        super().check()
        for color in self.swatches:
            if read_color(color) is None:
                raise CacaoError(
                    "ColorInput.swatches cannot be this",
                    expected='hex codes such as "#6b4226"',
                    got=shorten(color),
                )

    def draw(self) -> object:
        """Return the label, the picker, the code and the swatches."""
        return self.frame(self.parts(self._draw))

    def _draw(self, state: State[Any]) -> object:
        def now() -> str:
            return read_color(state.value) or "#000000"

        picker = self.control(
            "input", type="color", class_name="cacao-color-picker", bind=state, value=None, required=None
        )
        code = {
            "type": "input",
            "props": {
                "type": "text",
                "class": "cacao-input cacao-color-code",
                "aria_label": self.say("color_code"),
                "value": now,
                "pattern": "#?([0-9A-Fa-f]{3}){1,2}",
                "maxlength": 7,
                "spellcheck": False,
                "autocomplete": "off",
                "disabled": self.disabled,
                "on_change": self.telling(lambda event: _take(state, event.value)),
            },
        }
        return [
            {"type": "div", "props": {"class": "cacao-box cacao-color"}, "children": [picker, code]},
            self._swatches(state, now),
        ]

    def _swatches(self, state: State[Any], now: Any) -> object:
        if not self.swatches:
            return None
        named = (
            self.swatches if isinstance(self.swatches, Mapping) else {each: each for each in self.swatches}
        )

        swatches: list[object] = []
        for given, name in named.items():
            color = read_color(given) or "#000000"
            props = {
                "class": "cacao-swatch",
                "style": {"--color": color},
                "aria_label": name,
                "title": name,
                "aria_pressed": lambda color=color: now() == color,
                "disabled": self.disabled,
                "on_click": self.telling(lambda event: _take(state, event.params["color"])),
                "params": {"color": color},
            }
            swatches.append({"type": "bare-button", "key": color, "props": props})
        return {"type": "div", "props": {"class": "cacao-swatches"}, "children": swatches}


def _take(state: State[Any], given: object) -> str | None:
    """Set a colour, and return its code; None if it is none, or the one that is there."""
    color = read_color(given)
    if color is None or color == state.value:
        return None
    state.set(color)
    return color


def read_color(given: object) -> str | None:
    """Return a hex code in its long form and small letters; None if it is none."""
    found = _COLOR.fullmatch(given.strip()) if isinstance(given, str) else None
    if found is None:
        return None
    digits = found[1].lower()
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))
