"""Props: how what a node was given becomes attributes, style and handlers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from decimal import Decimal
from enum import Enum
from functools import partial
from typing import Any
from uuid import UUID

from . import elements, keys, wire
from .binding import AttributeBinding, holds_reactive, is_reactive
from .common import Outfit, Watcher
from .contributions import NodeType
from .errors import TreeError, nearest, shorten
from .fields import bound_kind
from .handler import check_callable
from .node import Action, Node
from .state import State
from .style import read_style
from .trail import Trail, spell, spell_prop

MAX_TEXT = 10_000_000  # characters of one text or attribute
MAX_ASKED = 50  # attributes of a node: to look for what each unknown one is like takes a while
TEXTUAL = (str, int, float, Decimal, date, time, timedelta, UUID)  # a datetime is a date

_PACES = ("debounce", "throttle")
_NOT_ATTRIBUTES = frozenset(
    {"children", "content", "style", "key", "action", "params", "component_type", "bind", *_PACES}
)
_CLASS = frozenset({"class", "className", "class_name"})
_KINDS = frozenset(wire.KINDS.split())
_ALIASES = {"focus": "focusin", "blur": "focusout"}  # of the two names, those that bubble
_KEYS = ("keydown", "keyup")
_MODIFIERS = ("ctrl", "alt", "shift", "meta")
_WRONG: Any = object()


def read_attributes(
    node: Node, node_type: NodeType, props: dict[Any, Any], path: Trail, host: Watcher
) -> None:
    """Give a node the attributes and the style its props ask for; say what was left out.

    What is reactive, a State, a Computed or a function, becomes a binding.

    Raises:
        TreeError: if a prop has no name, or style is no dict.
    """
    attributes = node.attributes
    attributes.update(node_type.attributes)
    may_open = False  # another tab, by a target that follows something
    common = host.common.types
    outfit: Outfit | None = None
    for prop, given in props.items():
        if not isinstance(prop, str):
            raise TreeError("the name of a prop", where=spell(path), expected="a string", got=shorten(prop))
        if prop in _NOT_ATTRIBUTES or prop == node_type.label or prop.startswith("on_"):
            continue
        if prop in common:
            outfit = outfit or Outfit(node, path, host)
            outfit.put_on(prop, common[prop], given)
            continue
        if callable(given) and (meant := elements.meant_handler(prop)):
            raise TreeError(
                "a function here is called at every render, for what it returns",
                where=spell_prop(path, prop),
                cure=f'Did you mean "{meant}", which calls it when something happens?',
            )
        write = partial(write_attribute, node, node_type, prop, path, host)
        if is_reactive(given) or (prop in _CLASS and holds_reactive(given)):
            host.watch(AttributeBinding(node, given, (path, f"props.{prop}"), write, node_type))
            may_open = may_open or elements.attribute_name(prop) == "target"
        else:
            write(given)
        node.is_bound = node.is_bound or (prop in ("value", "checked") and is_reactive(given))
    if elements.severs_opener(node.tag, "_blank" if may_open else attributes.get("target", "")):
        attributes.setdefault("rel", "noopener")
    for pace in _PACES:
        if props.get(pace) is not None:
            attributes[f"data-cacao-{pace}"] = _milliseconds(props[pace], f"{spell(path)}.props.{pace}")
    if node.tag == "input" and props.get("type") == "file":
        host.warn(
            f"{spell(path)}: files are not sent from a plain input; they come with a component for uploads"
        )
    style = props.get("style")
    if style is not None:
        write_own: Callable[[Any], None] = partial(write_style, node, path, host.warn)
        if outfit is not None:
            write_own = outfit.under(write_own)
        if holds_reactive(style):
            host.watch(AttributeBinding(node, style, (path, "props.style"), write_own, node_type))
        else:
            write_own(style)


def write_attribute(
    node: Node, node_type: NodeType, prop: str, path: Trail, host: Watcher, given: object
) -> str:
    """Give a node the attribute that a prop asks for, and return the attribute's name."""
    attributes, warn = node.attributes, host.warn
    name = elements.attribute_name(prop, node.tag)
    value = _attribute_value(name or "", given)
    if name is None:
        warn(f"{spell_prop(path, prop)} was left out: {elements.refuse_attribute(prop, node.tag)}")
    elif value is _WRONG:
        # Of an object its type alone: an address would make each message another.
        got = shorten(given) if isinstance(given, str | float | bytes) else type(given).__name__
        warn(f"{spell_prop(path, prop)} was left out: expected text, a number or True, got {got}")
    elif value is None:
        attributes.pop(name, None)
        return name
    elif reason := elements.refuse_value(node.tag, name, value):
        warn(f"{spell_prop(path, prop)} was left out: {reason}")
    else:
        if name == "class" and "class" in node_type.attributes:
            value = f"{node_type.attributes['class']} {value}"
        elif name == "href" and node.tag in ("a", "area"):
            value = host.link(value)
        attributes[name] = value
        if len(attributes) <= MAX_ASKED and (meant := elements.meant_instead(name, node.tag)):
            warn(f'{spell_prop(path, prop)}: HTML knows no such attribute. Did you mean "{meant}"?')
        elif elements.says_no(name, value):
            warn(
                f'{spell_prop(path, prop)}: HTML takes "{value}" for a yes, as it does any text; write False'
            )
        return name
    # Left out: as if the prop were not there.
    name = name or ""
    if name in node_type.attributes:
        attributes[name] = node_type.attributes[name]
    else:
        attributes.pop(name, None)
    return name


def write_style(node: Node, path: Trail, warn: Callable[[str], None], style: object) -> None:
    """Give a node its style.

    Raises:
        TreeError: if it is no dict.
    """
    if style is None:
        node.style = {}
        return
    if not isinstance(style, dict):
        raise TreeError("style of a node", where=spell(path), expected="a dict", got=shorten(style))
    node.style, problems = read_style(style)
    for problem in problems:
        warn(f"{spell(path)}.props.{problem}")


def read_actions(
    node: Node, props: dict[Any, Any], path: Trail, warn: Callable[[str], None]
) -> dict[str, Action]:
    """Return the handlers a node's props name, by token: the kind of event, and the key it must be.

    ``action`` is the click of most elements and the submit of a form. ``bind`` sets a State at
    each input, or change, before the handler of that kind runs.

    Raises:
        TreeError: if params, a kind, a key or a handler is not what it should be.
    """
    actions: dict[str, Action] = {}
    params = props.get("params")
    if params is None:
        params = {}
    if not isinstance(params, dict):
        raise TreeError("params of a node", where=spell(path), expected="a dict", got=shorten(params))
    for prop, given in props.items():
        if prop == "action":
            token = "submit" if node.tag == "form" else "click"
        elif prop.startswith("on_"):
            token = prop[3:] if prop[3:] in _KINDS else _token(prop[3:], f"{spell(path)}.props.{prop}")
            if "." in token and (meant := keys.meant_instead(token.rpartition(".")[2].rpartition("+")[2])):
                warn(f'{spell_prop(path, prop)}: browsers know no such key. Did you mean "{meant}"?')
        else:
            continue
        if given is None:
            continue
        if callable(given) and not isinstance(given, type):
            check_callable(given, partial(spell_prop, path, prop), TreeError)
        elif not isinstance(given, str) or not given:
            raise TreeError(
                "a handler is named here",
                where=spell_prop(path, prop),
                expected='the name given to @app.event("…"), or a function',
                got=shorten(given),
            )
        actions[token] = Action(given, params)
    bind = props.get("bind")
    if bind is not None:
        kind = bound_kind(node)
        if not isinstance(bind, State) or not kind:
            raise TreeError(
                "bind ties a field to a State",
                where=f"{spell(path)}.props.bind",
                expected="a State" if kind else "an input that holds a value, a textarea or a select",
                got=shorten(bind) if kind else f"<{node.tag}>",
            )
        actions.setdefault(kind, Action(None, params)).bind = bind
    return actions


def _token(name: str, where: str) -> str:
    """Return the token of ``on_<name>``: ``"keydown.ctrl+s"`` for ``on_keydown.Ctrl+S``."""
    kind, dot, key = name.partition(".")
    kind = _ALIASES.get(kind, kind)
    if kind not in _KINDS:
        raise TreeError(
            "no event of that name",
            where=where,
            expected=f"one of {wire.KINDS}",
            cure=nearest(kind, {*_KINDS, *_ALIASES}).replace('"', '"on_', 1),  # as it is written in props
        )
    if not dot:
        return kind
    *modifiers, key = (
        key.lower().split("+") if not key.endswith("+") else (*key.lower()[:-1].split("+")[:-1], "+")
    )
    key = "space" if key == " " else key
    if kind not in _KEYS or not key or " " in key or not set(modifiers) <= set(_MODIFIERS):
        raise TreeError(
            "no key of that name",
            where=where,
            expected="a key after on_keydown or on_keyup, such as on_keydown.Enter or on_keydown.ctrl+s",
        )
    ordered = [modifier for modifier in _MODIFIERS if modifier in modifiers]
    return f"{kind}.{'+'.join([*ordered, key])}"


def _milliseconds(given: object, where: str) -> str:
    if isinstance(given, bool) or not isinstance(given, int | float) or not 0 <= given <= 60_000:
        raise TreeError(
            "how long to wait", where=where, expected="milliseconds up to 60000", got=shorten(given)
        )
    return str(round(given))


def _attribute_value(name: str, value: object) -> Any:
    """Return an attribute's text, None to leave it out, or _WRONG if it can be none."""
    if isinstance(value, Enum):
        value = value.value
    if value is None:
        return None
    if isinstance(value, bool):
        if name.startswith(("aria-", "data-")) or name in ("draggable", "spellcheck", "contenteditable"):
            return "true" if value else "false"
        return "" if value else None
    if isinstance(value, TEXTUAL):
        text = text_of(value)
        return _WRONG if text is None else text
    if name == "class" and isinstance(value, list | tuple):
        parts = [part for part in value if part]
        return clean(" ".join(parts)) if all(isinstance(part, str) for part in parts) else _WRONG
    return _WRONG


def text_of(value: object) -> str | None:
    """Return one of the TEXTUAL values as text, or None if it cannot be shown.

    Not a number and infinity cannot, nor can what is longer than MAX_TEXT characters.
    """
    if type(value) is str:
        return clean(value) if len(value) <= MAX_TEXT else None
    if isinstance(value, float | Decimal) and not Decimal(value).is_finite():
        return None
    try:
        text = str(value)
    except ValueError:  # an integer of thousands of digits
        return None
    return clean(text) if len(text) <= MAX_TEXT else None


def clean(text: str) -> str:
    """Return a text as the browser will hold it: no carriage returns, NULs or halves of characters."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        text = text.replace("\0", "\ufffd")
    if not text.isascii():
        text = text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    return text
