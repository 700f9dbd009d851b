"""Building: elements that scripts make, as tests see them."""

from __future__ import annotations

from cacao_kernel import Element


def add(parent: Element, tag: str, text: str = "", **names: str) -> Element:
    """Put an element with a text into another, and return it."""
    element = Element(tag)
    element.attributes |= {name.replace("_", "-"): value for name, value in names.items()}
    if text:
        element.insert(0, Element("#text", text))
    parent.insert(len(parent.children), element)
    return element
