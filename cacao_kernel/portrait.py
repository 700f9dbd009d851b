"""Portrait: a page as indented text, with roles, names and values, as those who hear it know it."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from .element import Element
from .finder import Finder
from .node import TEXT

_ROLES = MappingProxyType(
    {
        "article": "article",
        "aside": "complementary",
        "button": "button",
        "dialog": "dialog",
        "fieldset": "group",
        "figure": "figure",
        "footer": "contentinfo",
        "form": "form",
        "header": "banner",
        "hr": "separator",
        "img": "img",
        "li": "listitem",
        "main": "main",
        "meter": "meter",
        "nav": "navigation",
        "ol": "list",
        "option": "option",
        "output": "status",
        "p": "paragraph",
        "progress": "progressbar",
        "select": "combobox",
        "summary": "button",
        "svg": "img",
        "table": "table",
        "td": "cell",
        "textarea": "textbox",
        "th": "columnheader",
        "tr": "row",
        "ul": "list",
        **{f"h{level}": "heading" for level in range(1, 7)},
    }
)
_INPUTS = MappingProxyType(
    {
        "button": "button",
        "checkbox": "checkbox",
        "file": "button",
        "image": "button",
        "number": "spinbutton",
        "radio": "radio",
        "range": "slider",
        "reset": "button",
        "search": "searchbox",
        "submit": "button",
    }
)
# What is called by what stands in it, so that this need not be said once more below.
_NAMED_BY_TEXT = frozenset(
    "button link heading option tab menuitem checkbox radio switch cell columnheader rowheader listitem "
    "paragraph status alert treeitem gridcell term definition".split()
)
_FIELD_ROLES = frozenset({"textbox", "searchbox", "spinbutton", "slider", "combobox", "listbox"})
_TEXT_TAGS = frozenset({"listitem", "paragraph", "cell", "status", "alert", "gridcell", "definition"})


class Portrait:
    """A page, or a part of it, as text.

    Args:
        view: all that may be seen, in which labels are looked for.
    """

    def __init__(self, view: Element) -> None:
        self._finder = Finder(view)

    def draw(self, part: Element) -> str:
        """Return a part of the page as indented lines: ``- button "Save"``."""
        return "\n".join(self._below(part, 0))

    def _below(self, element: Element, depth: int) -> Iterator[str]:
        words: list[str] = []
        for child in element.children:
            if child.tag == TEXT or self._is_phrase(child):
                words.append(_read(child))
                continue
            yield from _text_line(words, depth)
            words = []
            if not child.is_element or child.is_hidden:
                continue
            role = role_of(child)
            yield from self._one(child, role, depth) if role else self._below(child, depth)
        yield from _text_line(words, depth)

    def _one(self, element: Element, role: str, depth: int) -> Iterator[str]:
        head = "  " * depth + f"- {role}"
        is_text = all(child.tag == TEXT or self._is_phrase(child) for child in _shown(element))
        name = (
            self._finder.name(element)
            if role not in _TEXT_TAGS or element.attributes.get("aria-label")
            else ""
        )
        if not name and role in _NAMED_BY_TEXT - _TEXT_TAGS:
            name = " ".join(element.reading.split())
        head += f' "{name}"' if name else ""
        head += "".join(f" [{mark}]" for mark in _marks(element, role))
        if role in _FIELD_ROLES and element.is_field:
            yield head + (f": {_value(element)}" if _value(element) else "")
        elif role in _TEXT_TAGS and is_text:
            text = " ".join(element.reading.split())
            yield head + (f": {text}" if text else "")
        elif role in _NAMED_BY_TEXT - _TEXT_TAGS or role in ("img", "separator", "progressbar", "meter"):
            yield head
        else:
            below = [*self._below(element, depth + 1)]
            yield head + (":" if below else "")
            yield from below

    def _is_phrase(self, element: Element) -> bool:
        """Tell whether an element is a part of a sentence alone: no role, and nothing below that has one."""
        if element.tag == TEXT:
            return True
        if not element.is_element or element.is_hidden or role_of(element) or element.tag in _BLOCKS:
            return False
        return all(self._is_phrase(child) or not child.is_element for child in element.children)


_BLOCKS = frozenset("address blockquote br dd details div dl dt figcaption pre section label legend".split())


def role_of(element: Element) -> str:
    """Return what an element is to those who hear the page; empty if it only holds others."""
    names = element.attributes
    if names.get("aria-hidden") == "true":
        return ""
    given = names.get("role", "")
    if given:
        return "" if given in ("presentation", "none") else given
    if element.tag == "a":
        return "link" if "href" in names else ""
    if element.tag == "input":
        return "" if names.get("type") == "hidden" else _INPUTS.get(names.get("type", ""), "textbox")
    if element.tag == "section":
        return "region" if {"aria-label", "aria-labelledby"} & names.keys() else ""
    if element.tag == "select" and "multiple" in names:
        return "listbox"
    if element.tag in ("svg", "img") and not {"alt", "aria-label", "aria-labelledby"} & names.keys():
        return ""
    return _ROLES.get(element.tag, "")


def _shown(element: Element) -> list[Element]:
    return [
        child for child in element.children if child.tag == TEXT or (child.is_element and not child.is_hidden)
    ]


def _read(element: Element) -> str:
    return element.text if element.tag == TEXT else element.reading.replace("\n", "")


def _text_line(words: list[str], depth: int) -> Iterator[str]:
    text = " ".join("".join(words).split())
    if text:
        yield "  " * depth + f"- text: {text}"


def _value(element: Element) -> str:
    if element.tag != "select":
        return "•" * len(element.value) if element.attributes.get("type") == "password" else element.value
    picked = [option.label for option in element.options if option.is_picked]
    return ", ".join(picked or [option.label for option in element.options][:1])


def _marks(element: Element, role: str) -> Iterator[str]:
    names = element.attributes
    if element.is_box and element.is_picked:
        yield "checked"
    if element.is_disabled or names.get("aria-disabled") == "true":
        yield "disabled"
    for attribute in ("expanded", "pressed", "selected", "invalid"):
        if names.get(f"aria-{attribute}") == "true":
            yield attribute
    if names.get("aria-checked") == "true":
        yield "checked"
    if "aria-current" in names and names["aria-current"] != "false":
        yield "current"
    if "required" in names:
        yield "required"
    if role == "heading":
        yield f"level={names.get('aria-level') or element.tag[1:]}"
    if role in ("progressbar", "meter") and "value" in names:
        yield f"value={names['value']}"
