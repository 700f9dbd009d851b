"""Pin input: a short code, a box for each character."""

from __future__ import annotations

from typing import Literal

from cacao_kernel import CacaoError

from ..kinds import Begins, Handler, TextState
from ..widget import read_kit
from .field import Field


class PinInput(Field):
    """A short code, such as one that was sent by mail: one field that shows a box for each character.

    What is pasted may have spaces in it; a phone offers the code that has come in a message.

    Args:
        length: how many characters it has.
        kind: whether they are digits, or letters, too.
        secret: whether they are hidden.
        on_complete: answers once all are there; ``event.value`` is the code. Look at its length all the
            same: who sends it need not be a browser.
    """

    node_type = "pin-input"
    kits = (*Field.kits, read_kit("pin", "pin.css", "pin.js"))
    elements = ("cacao-pin",)

    bind: TextState | None = None
    value: Begins[str] = None
    length: int = 6
    kind: Literal["digits", "letters"] = "digits"
    secret: bool = False
    on_complete: Handler | None = None

    def check(self) -> None:
        """Refuse a code of no length, and two handlers for one event."""
        super().check()
        if not 1 <= self.length <= 12:
            raise CacaoError(
                "PinInput.length cannot be this", expected="a number from 1 to 12", got=str(self.length)
            )
        if self.on_complete is not None and self.on_change is not None:
            raise CacaoError("PinInput has on_complete or on_change", got="both")

    def draw(self) -> object:
        """Return the label, the field and its boxes."""
        line = self.control(
            "input",
            type="password" if self.secret else "text",
            class_name="cacao-pin-line",
            inputmode="numeric" if self.kind == "digits" else "text",
            autocomplete="one-time-code",
            autocapitalize="off" if self.kind == "digits" else "characters",
            spellcheck=False,
            pattern="[0-9]*" if self.kind == "digits" else None,
            on_change=self.on_complete or self.on_change,
        )
        boxes = [
            {"type": "span", "props": {"class": "cacao-pin-box", "aria_hidden": "true"}}
            for _ in range(self.length)
        ]
        props = {
            "class": "cacao-pin",
            "data_length": self.length,
            "data_kind": self.kind,
            "style": {"--length": self.length},
        }
        return self.frame({"type": "cacao-pin", "props": props, "children": [*boxes, line]})
