"""Props: how what a node was given becomes attributes, style and handlers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from . import elements, wire
from .contributions import NodeType
from .errors import TreeError, nearest, shorten
from .node import Action, Node
from .state import State
from .style import read_style

TEXTUAL = (str, int, float, Decimal, date, time, timedelta, UUID)  # a datetime is a date

_NOT_ATTRIBUTES = frozenset({"children", "content", "style", "key", "action", "params", "component_type"})
_KINDS = frozenset(wire.KINDS.split())
_WRONG: Any = object()

# A place in the tree as linked pairs: cheap to make for every node, spelled out only in an error.
Trail = tuple["Trail | None", str]


def read_attributes(
    node: Node, node_type: NodeType, props: dict[Any, Any], path: Trail, warn: Callable[[str], None]
) -> None:
    """Give a node the attributes and the style its props ask for; say what was left out.

    Raises:
        TreeError: if a prop has no name, or style is no dict.
    """
    attributes = node.attributes
    attributes.update(node_type.attributes)
    for prop, given in props.items():
        if not isinstance(prop, str):
            raise TreeError("the name of a prop", where=spell(path), expected="a string", got=shorten(prop))
        if prop in _NOT_ATTRIBUTES or prop == node_type.label or prop.startswith("on_"):
            continue
        name = elements.attribute_name(prop)
        value = _attribute_value(name or "", given.value if isinstance(given, State) else given)
        if name is None or value is _WRONG:
            warn(f"{spell(path)}.props.{prop} was left out: no attribute a node may have")
        elif value is None:
            attributes.pop(name, None)
        elif name == "value" and node.tag in ("select", "textarea"):
            cure = "select an option by its own prop selected" if node.tag == "select" else "give it content"
            warn(f"{spell(path)}.props.{prop} was left out: HTML has no such attribute here; {cure}")
        elif name in elements.URL_ATTRIBUTES and not elements.is_safe_url(value, node.tag, name):
            warn(f"{spell(path)}.props.{prop} was left out: no address a page may link to")
        elif name == "class" and "class" in node_type.attributes:
            attributes["class"] = f"{node_type.attributes['class']} {value}"
        else:
            attributes[name] = value
    style = props.get("style")
    if isinstance(style, dict):
        node.style, problems = read_style(style)
        for problem in problems:
            warn(f"{spell(path)}.props.{problem}")
    elif style is not None:
        raise TreeError("style of a node", where=spell(path), expected="a dict", got=shorten(style))


def read_actions(props: dict[Any, Any], tag: str, path: Trail) -> dict[str, Action]:
    """Return the handlers a node's props name, by kind of event.

    ``action`` is the click of most elements and the submit of a form.

    Raises:
        TreeError: if params, a kind or a handler is not what it should be.
    """
    actions: dict[str, Action] = {}
    params = props.get("params")
    if params is None:
        params = {}
    if not isinstance(params, dict):
        raise TreeError("params of a node", where=spell(path), expected="a dict", got=shorten(params))
    for prop, given in props.items():
        if prop == "action":
            kind = "submit" if tag == "form" else "click"
        elif prop.startswith("on_"):
            kind = prop[3:]
        else:
            continue
        if given is None:
            continue
        if kind not in _KINDS:
            raise TreeError(
                "no event of that name",
                where=f"{spell(path)}.props.{prop}",
                expected=f"one of {wire.KINDS}",
                cure=nearest(kind, _KINDS),
            )
        if not isinstance(given, str) or not given:
            raise TreeError(
                "a handler is named here",
                where=f"{spell(path)}.props.{prop}",
                expected='the name given to @app.event("…")',
                got=shorten(given),
            )
        actions[kind] = Action(given, params)
    return actions


def _attribute_value(name: str, value: object) -> Any:
    """Return an attribute's text, None to leave it out, or _WRONG if it can be none."""
    if value is None:
        return None
    if isinstance(value, bool):
        if name.startswith(("aria-", "data-")) or name in ("draggable", "spellcheck", "contenteditable"):
            return "true" if value else "false"
        return "" if value else None
    if isinstance(value, TEXTUAL):
        return clean(str(value))
    if name == "class" and isinstance(value, list | tuple):
        return clean(" ".join(str(part) for part in value if part))
    return _WRONG


def clean(text: str) -> str:
    """Return a text as the browser will hold it: no carriage returns, NULs or halves of characters."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        text = text.replace("\0", "\ufffd")
    if not text.isascii():
        text = text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    return text


def spell(path: Trail) -> str:
    """Return a path as text: ``page "/" > div > children[2] > button``."""
    steps: list[str] = []
    step: Trail | None = path
    while step is not None:
        steps.append(step[1])
        step = step[0]
    return " > ".join(reversed(steps))
