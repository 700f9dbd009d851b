"""Text area: a text of several lines."""

from __future__ import annotations

from typing import Any

from cacao_kernel import CacaoError, read

from ..kinds import Begins, Reactive, Text, TextState
from ..widget import read_kit
from .field import Field


class TextArea(Field):
    """A text of several lines, which grows with what is typed.

    Args:
        placeholder: what stands in it while it is empty; no replacement for a label.
        rows: how many lines it shows at least.
        max_rows: how many it grows to, before it scrolls.
        max_length: how many characters it may have; those typed so far are counted below it.
        readonly: whether its text can be read and copied, but not changed.
        debounce: milliseconds of rest after which what was typed is sent.
    """

    node_type = "text-area"
    kits = (*Field.kits, read_kit("text-area", "text_area.css", "text_area.js"))
    elements = ("cacao-text-area",)

    bind: TextState | None = None
    value: Begins[Text] = None
    placeholder: str | None = None
    rows: int = 3
    max_rows: int = 12
    max_length: int | None = None
    readonly: Reactive[bool] = False
    debounce: int | None = None

    def check(self) -> None:
        """Refuse a number of rows that is none."""
        super().check()
        if not 1 <= self.rows <= self.max_rows:
            raise CacaoError(
                "TextArea.rows cannot be this", expected=f"1 to max_rows, {self.max_rows}", got=str(self.rows)
            )

    def draw(self) -> object:
        """Return the label, the text and how long it is."""
        control = self.control(
            "textarea",
            class_name="cacao-input cacao-text-area",
            placeholder=self.placeholder,
            rows=self.rows,
            maxlength=self.max_length,
            readonly=self.readonly or None,
            debounce=self.debounce,
            style={"--rows": self.rows, "--max-rows": self.max_rows},
        )
        # An unbound text area begins with what stands in it.
        content = control["props"].pop("value", None)
        if content is not None:
            control["props"]["content"] = content
        return self.frame({"type": "cacao-text-area", "children": control}, self._counter(content))

    def _counter(self, content: object) -> object:
        """Return how much has been typed; of a text area that is bound to nothing the browser knows it."""
        bind, most = self.bind, self.max_length
        if most is None:
            return None
        counted = f"{_length(read(content))} / {most}"
        props: dict[str, Any] = {
            "class": "cacao-counter",
            "content": counted if bind is None else lambda: f"{_length(bind.value)} / {most}",
            "data_counts": True if bind is None else None,
            "aria_hidden": "true",  # heard at each key, it would drown what is typed
        }
        return {"type": "span", "props": props}


def _length(text: object) -> int:
    """Return how long a text is as browsers count it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2 if isinstance(text, str) else 0
