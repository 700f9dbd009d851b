"""Icon markup: icons in the middle of a text, written ``{%icon-home%}``."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from cacao_kernel import CacaoError, NodeType

from .icon_set import Tree, find_icon, has_icon

log = logging.getLogger("cacao.components")

OPEN = "{%"
"""What markup begins with."""
_MARKUP = re.compile(r"\{%\s*icon-([a-zA-Z0-9_-]{1,60})((?:\s(?:[^%}]|%(?!\})){0,300})?)%\}")
_OPTION = re.compile(r"""([a-z]+)=("[^"]*"|'[^']*'|[^\s"']+)(?:\s+|\Z)""")
_OPTIONS = ("color", "label", "size")
_SAID = ("aria_label", "aria-label", "placeholder", "alt")
_VERBATIM = frozenset({"code", "pre"})
_TEXT_ONLY = frozenset({"option", "textarea"})
# Elements whose ``content`` may hold markup; a button and a text have it as widgets.
_ELEMENTS = (
    "h1 h2 h3 h4 h5 h6 p span a li td th label strong em small div summary legend dt dd caption figcaption"
).split()

_SIZE = re.compile(r"([0-9]+\.?[0-9]*|\.[0-9]+)(px|em|rem)?")
# In a text that a visitor may have written an icon covers no more of the page than a line or two.
_LARGEST = {"": 96, "px": 96, "em": 6, "rem": 6}
_MOST_TOLD = 100

Split = Callable[[str], list[Any]]
"""Turns a text with markup into the children of a node."""


def split_markup(text: str) -> list[str | Tree]:
    """Return a text as the children of a node: what is said, and an icon for each markup in it.

    Markup is ``{%icon-NAME%}``, where options may follow the name, as in
    ``{%icon-home size=20 color=red label="Go home"%}``; see :func:`find_icon` for what they may be. All
    other texts in braces stay as they are.

    Raises:
        CacaoError: if there is no such icon or option, or it cannot be that. So it is for texts of a
            developer; those of visitors are shown as they were written.
    """
    if OPEN not in text:
        return [text]
    pieces: list[str | Tree] = []
    end = 0
    for found in _MARKUP.finditer(text):
        if found.start() > end:
            pieces.append(text[end : found.start()])
        pieces.append(find_icon(found[1], **_read_options(found[2].strip(), found[0])))
        end = found.end()
    if end < len(text) or not pieces:
        pieces.append(text[end:])
    return pieces


def split_leniently(text: str) -> list[str | Tree]:
    """Return what :func:`split_markup` does, or the text as it stands if its markup is wrong.

    Visitors may have written it: a page must not fail for it, nor take long to look for what they meant.
    """
    if not all(has_icon(found[1]) for found in _MARKUP.finditer(text)):
        return [text]
    try:
        return split_markup(text)
    except CacaoError:
        return [text]


class TellingSplit:
    """Does what :func:`split_leniently` does, and logs once what is wrong with a markup, for developers."""

    def __init__(self) -> None:
        self._told: set[str] = set()

    def __call__(self, text: str) -> list[str | Tree]:
        """Return a text as the children of a node."""
        pieces = split_leniently(text)
        if pieces == [text] and len(self._told) < _MOST_TOLD and holds_markup(text):
            self._tell(text)
        return pieces

    def _tell(self, text: str) -> None:
        try:
            split_markup(text)
        except CacaoError as error:
            told = str(error)
            if told not in self._told:
                self._told.add(told)
                log.warning("%s It stays in its text as it was written: %.80r", told, text)


def holds_markup(value: object) -> bool:
    """Tell whether a value is a text with an icon in it."""
    return isinstance(value, str) and OPEN in value and _MARKUP.search(value) is not None


def draw_icons(tree: object, split: Split) -> object:
    """Return a tree with icons in the place of all markup in its texts.

    Those that are only said, or stand where no icon may, lose it.
    """
    if isinstance(tree, str):
        return [_place(piece) for piece in split(tree)] if holds_markup(tree) else tree
    if isinstance(tree, list | tuple):
        return [draw_icons(item, split) for item in tree]
    if not isinstance(tree, dict):
        return tree
    if tree.get("type") in _VERBATIM:
        return tree
    drawn = dict(tree)
    props = drawn.get("props")
    if isinstance(props, dict):
        said = {name: _strip(value) for name, value in props.items() if name in _SAID}
        inner = {"children": draw_icons(props["children"], split)} if props.get("children") else {}
        drawn["props"] = {**props, **said, **inner}
    if tree.get("type") in _TEXT_ONLY:
        drawn["children"] = _strip(drawn.get("children"))
    elif drawn.get("children"):
        drawn["children"] = draw_icons(drawn["children"], split)
    return drawn


def icon_elements(split: Split) -> dict[str, NodeType]:
    """Return the plain elements in whose ``content`` icons may stand, as node types.

    Args:
        split: turns a text with markup into children.
    """
    return {
        tag: NodeType(tag, render=partial(draw_element, tag, "", split), when=_has_markup, when_text=OPEN)
        for tag in _ELEMENTS
    }


def draw_element(kind: str, label: str, split: Split, props: Mapping[str, Any]) -> dict[str, Any]:
    """Return a node that says the same with its icons drawn.

    Args:
        kind: its type.
        label: the prop that holds its text beside ``content``; empty for none.
        split: turns a text with markup into children.
        props: its props.
    """
    children: list[Any] = []
    others = dict(props)
    for name in ("content", label, "children"):
        said = others.pop(name, None)
        if said is not None:
            children.append([_place(piece) for piece in split(said)] if holds_markup(said) else said)
    return {"type": kind, "props": others, "children": children}


def _has_markup(props: Mapping[str, Any]) -> bool:
    return holds_markup(props.get("content"))


def _place(piece: str | Tree) -> str | Tree:
    """Return a piece of a text; an icon as the node type that brings what it needs."""
    return piece if isinstance(piece, str) else {**piece, "type": "icon"}


def _strip(value: Any) -> Any:
    """Return a text without its markup; all else as it is."""
    if isinstance(value, list | tuple):
        return [_strip(item) for item in value]
    return " ".join(_MARKUP.sub(" ", value).split()) if holds_markup(value) else value


def _read_options(text: str, markup: str) -> dict[str, Any]:
    options: dict[str, Any] = {}
    place = 0
    while place < len(text):
        found = _OPTION.match(text, place)
        if found is None or found[1] not in _OPTIONS:
            raise CacaoError(
                "an option of an icon",
                where=markup[:80],
                expected=f"{', '.join(_OPTIONS)}, each with its value: size=20",
                got=f"{text[place:]!r:.60}",
            )
        value = found[2]
        options[found[1]] = value[1:-1] if value[0] in "\"'" else value
        place = found.end()
    _refuse_large(options.get("size"), markup)
    return options


def _refuse_large(size: str | None, markup: str) -> None:
    found = _SIZE.fullmatch((size or "").strip())
    is_share = size is not None and size.strip().endswith("%")  # of the page, as likely as not
    if is_share or (found is not None and float(found[1]) > _LARGEST[found[2] or ""]):
        raise CacaoError(
            "size of an icon in a text",
            where=markup[:80],
            expected="at most 96 pixels or 6em",
            got=f"{size:.60}",
        )
