"""Deeds: what a visitor does on a node, in the words that the test kit understands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from . import wire
from .annals import Deed
from .discretion import is_private
from .element import Element, build
from .finder import Finder, Taker, is_submit, take_click, take_field
from .node import Node

MAX_NODES = 5_000  # of a page that is looked through at each event
MAX_TEXT = 80

Lines = set[str]

# A time of day, a date, an id: what a text says that is another one next time.
_PASSING = re.compile(r"\d{1,2}:\d\d|\d{4}-\d\d-\d\d|\b[0-9a-f]{8,}\b", re.IGNORECASE)


def describe(root: Node, node: Node, message: wire.Input, path: str, tab: str) -> tuple[Deed, Lines | None]:
    """Return what a visitor has done, and the lines that can be read on the page before it.

    Args:
        root: the tree of the page.
        node: what the event happened on.
        message: the event.
        path: the page's address.
        tab: the tab's name.

    Returns:
        The deed, and the lines; None for these where the page is too large to be looked through.
    """
    deed = Deed(message.kind, path, tab, node.tag, told=dict(message.payload))
    outer = _copy(root)
    if outer is None:
        return deed, None
    target = outer.children[0]
    for index in node.place():
        target = target.children[index]
    finder = Finder(outer)
    _name(deed, target, outer, finder)
    deed.is_private = is_private(target, deed.label)
    if target.tag == "form" and message.kind == "submit":
        button = next((node for node in target.walk() if is_submit(node)), None)
        if button is not None:
            _name(deed, button, outer, finder)  # which sends it
        deed.fields = [
            _describe_field(field, outer, finder, deed) for field in target.walk() if field.is_field
        ]
    return deed, set(outer.reading.splitlines())


def name_link(deed: Deed, root: Node) -> None:
    """Note what a visitor calls the link to where a deed leads, if the page has one."""
    outer = _copy(root)
    for node in [] if outer is None else outer.walk():
        if outer is not None and node.tag == "a" and deed.path.endswith(node.attributes.get("href") or "\0"):
            _name(deed, node, outer, Finder(outer))
            if deed.label:
                return


def read_new(root: Node, before: Lines | None) -> str:
    """Return a line that can be read on a page by now and could not before; empty for none."""
    outer = None if before is None else _copy(root)
    if outer is None or before is None:
        return ""
    lines = (line.strip() for line in outer.reading.splitlines() if line not in before)
    fit = [line for line in lines if line and len(line) <= MAX_TEXT and not _PASSING.search(line)]
    return max(fit, key=len, default="")


def _copy(root: Node) -> Element | None:
    """Return the tree as the test kit has it, in an element around it; None if it is too large."""
    nodes = root.walk()
    if sum(1 for _, _ in zip(range(MAX_NODES + 1), nodes, strict=False)) > MAX_NODES:
        return None
    outer = Element("div")
    outer.insert(0, build(root.packed()))
    return outer


def _describe_field(field: Element, outer: Element, finder: Finder, form: Deed) -> Deed:
    deed = Deed("input", form.path, form.tab, field.tag)
    _name(deed, field, outer, finder)
    deed.is_private = is_private(field, deed.label)
    return deed


def _name(deed: Deed, target: Element, outer: Element, finder: Finder) -> None:
    """Note what an element is called, and what it is and holds if it is a field."""
    take: Taker = take_field if target.is_field else take_click
    if target.is_field:
        deed.name, deed.type = target.attributes.get("name", ""), target.attributes.get("type", "")
        deed.before = ("on" if target.is_picked else "") if target.is_box else target.value
        deed.options = {option.value: option.label for option in target.options}
        if target.is_box:
            deed.told = {"own": target.value, **deed.told}
    for label in _candidates(target, outer):
        if _means(finder, label, take, target):
            deed.label = label
            return
        for text in _beside(target, label):
            if _means(Finder(outer, (text,)), label, take, target):
                deed.label, deed.within = label, text
                return


def _means(finder: Finder, label: str, take: Taker, target: Element) -> bool:
    try:
        return finder.one(label, take, "") is target
    except AssertionError:
        return False


def _candidates(target: Element, outer: Element) -> Iterator[str]:
    """Yield what a visitor may call an element, the likeliest first."""
    told = target.attributes
    names = [told.get("aria-label", "")]
    if target.is_field:
        labels = [node for node in outer.walk() if node.tag == "label"]
        own = told.get("id")
        names += [
            _say(label)
            for label in labels
            if (own and label.attributes.get("for") == own) or label in target.around()
        ]
        names += [told.get("placeholder", ""), told.get("title", ""), told.get("name", "")]
    else:
        names += [target.reading, told.get("title", ""), told.get("alt", ""), told.get("value", "")]
        names += target.reading.splitlines()
        names += [node.attributes.get("aria-label", "") for node in target.walk()]
    yield from dict.fromkeys(" ".join(name.split()) for name in names if name.strip() and len(name) < 200)


def _say(label: Element) -> str:
    """Return the text of a label, without what the field in it holds."""
    if label.is_field or not label.children:
        return "" if label.is_field else label.reading
    return " ".join(_say(child) for child in label.children)


def _beside(target: Element, label: str) -> Sequence[str]:
    """Return texts that stand beside an element, the nearest first."""
    texts: dict[str, None] = {}
    for around in [*target.around()][1:-1]:
        for line in around.reading.splitlines():
            text = " ".join(line.split())
            if text and text != label and len(text) <= MAX_TEXT and not _PASSING.search(text):
                texts.setdefault(text)
        if len(texts) > 20:
            break
    return list(texts)[:20]
