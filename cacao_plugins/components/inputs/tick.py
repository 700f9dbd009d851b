"""Tick: what can be ticked, beside the words that say what for."""

from __future__ import annotations

from typing import Any

from ..widget import read_kit

BOXES = read_kit("boxes")


def tick(box: object, label: object, *, help: str = "", is_label_hidden: bool = False) -> dict[str, Any]:
    """Return a box with its label, both to be clicked.

    Args:
        box: the input, or what is around it.
        label: what it is called.
        help: a line that explains it.
        is_label_hidden: whether the label is only for those who hear the page.
    """
    words: list[object] = [label]
    if help:
        words = [
            {"type": "span", "children": [label]},
            {"type": "span", "props": {"class": "cacao-check-help", "content": help}},
        ]
    said = {"class": "cacao-hidden" if is_label_hidden else "cacao-check-text"}
    text = {
        "type": "span",
        "props": said,
        "children": words if help else [{"type": "span", "children": words}],
    }
    return {"type": "label", "props": {"class": "cacao-check"}, "children": [box, text]}
