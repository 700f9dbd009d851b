"""JSON view: a value of dicts, lists and texts, to be opened level by level."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any, cast

from cacao_kernel import read

from ..base import BASE
from ..kinds import Followed
from ..widget import Widget, read_kit

Tree = dict[str, Any]
MOST_NODES = 2_000  # of one view: past these it would be no reading any more
MOST_DEPTH = 30


class JsonView(Widget):
    """A value of dicts, lists, texts and numbers, each coloured by its type, opened level by level.

    Args:
        value: the value, or what gives it and is followed.
        label: what it is called.
        open_depth: how many levels are open at first.
        most_items: how many entries of a dict or list are shown; a note says how many more there are.
        most_letters: how many letters of a text are shown.
    """

    node_type = "json-view"
    kits = (BASE, read_kit("json-view"))
    is_verbatim = True

    value: Any | Followed
    label: str = ""
    open_depth: int = 1
    most_items: int = 100
    most_letters: int = 500

    def draw(self) -> object:
        """Return the value as details in details."""
        self._left = MOST_NODES
        value = read(self.value)
        label = self.label or None
        role = {"role": "group"} if label else {}
        return self.root("div", self._draw(None, value, 0), class_name="cacao-json", aria_label=label, **role)

    def _draw(self, name: str | None, value: Any, depth: int) -> Tree:
        self._left -= 1
        named = [] if name is None else [_span("name", name), _span("mark", ": ")]
        if _is_open(value) and value:
            return self._branch(named, value, depth)
        kind, text = self._spell(value)
        return {"type": "div", "props": {"class": "cacao-json-leaf"}, "children": [*named, _span(kind, text)]}

    def _branch(self, named: list[Tree], value: Any, depth: int) -> Tree:
        count = len(value)
        entries: Iterable[tuple[str, Any]]
        if isinstance(value, Mapping):
            entries, hint = ((str(key), inner) for key, inner in value.items()), "{…}"
        else:
            entries, hint = ((str(place), inner) for place, inner in enumerate(value)), "[…]"
        shown = 0 if depth >= MOST_DEPTH else max(0, min(self.most_items, self._left))
        inside = [self._draw(key, inner, depth + 1) for key, inner in islice(entries, shown)]
        if len(inside) < count:
            inside.append(_span("note", self.say("more_items", count=f"{count - len(inside):,}")))
        summary = [*named, _span("mark", hint), _span("size", f"{count:,}")]
        return {
            "type": "details",
            "props": {"open": depth < self.open_depth},
            "children": [
                {"type": "summary", "children": summary},
                {"type": "div", "props": {"class": "cacao-json-inside"}, "children": inside},
            ],
        }

    def _spell(self, value: Any) -> tuple[str, str]:
        if value is None:
            return "null", "null"
        if isinstance(value, bool):
            return "bool", "true" if value else "false"
        if isinstance(value, int | float):
            return "number", str(value)
        if _is_open(value):
            return "mark", "{}" if isinstance(value, Mapping) else "[]"
        text = value if isinstance(value, str) else str(value)
        cut = len(text) - self.most_letters
        note = f"… {self.say('more_letters', count=f'{cut:,}')}" if cut > 0 else ""
        return "text", f'"{text[: self.most_letters]}"{note}'


def _is_open(value: Any) -> bool:
    return isinstance(value, Mapping | Sequence | set | frozenset) and not isinstance(
        cast(Any, value), str | bytes | bytearray
    )


def _span(kind: str, text: str) -> Tree:
    return {"type": "span", "props": {"class": f"cacao-json-{kind}"}, "children": [text]}
