"""Calls: methods of nodes that a handler wants called in the browser, as the ops of a patch."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from . import wire
from .contributions import Kit
from .diff import Op
from .errors import StateError, nearest
from .node import Node
from .session import Call

# What a server may call of an element in the browser. Left out: what sends or clicks by itself.
_METHODS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "": frozenset("focus blur scrollIntoView scrollTo scrollBy showPopover hidePopover".split()),
        "input": frozenset({"select", "setSelectionRange", "showPicker"}),
        "textarea": frozenset({"select", "setSelectionRange"}),
        "select": frozenset({"showPicker"}),
        "form": frozenset({"reset"}),
        "dialog": frozenset({"show", "showModal", "close"}),
        "audio": frozenset({"play", "pause", "load"}),
        "video": frozenset({"play", "pause", "load"}),
    }
)


def spell_calls(
    calls: Iterable[Call],
    root: Node,
    path: str,
    methods: Mapping[str, Kit],
    kits: dict[Kit, None],
    log: Callable[[BaseException, str], object],
) -> list[Op]:
    """Return the ops that call methods; one that finds no node, or no such method, is logged instead.

    Args:
        calls: what is to be called.
        root: the tree as the browser will have it.
        path: of the page, for errors.
        methods: those of pages, which need no node, with what each needs.
        kits: gets what is needed.
        log: logs an error.
    """
    ops: list[Op] = []
    for target, method, arguments in calls:
        if target is None:
            if method in methods:
                kits[methods[method]] = None
                ops.append([wire.OP_CALL, None, method, list(arguments)])
            else:
                what = f'cacao.call_page("{method}")'
                cure = nearest(method, methods) or f"There are {', '.join(sorted(methods)) or 'none'}."
                error = StateError(f"{what} names no method of pages", where=f'page "{path}"', cure=cure)
                log(error, "a call")
            continue
        node = _find_called(root, target)
        problem = "finds no node of that id or key"
        if node is not None:
            problem = refuse_call(node.tag, method)
        if node is None or problem:
            error = StateError(f'cacao.call("{target}", "{method}") {problem}', where=f'page "{path}"')
            log(error, "a call")
        else:
            ops.append([wire.OP_CALL, node.place(), method, list(arguments)])
    return ops


def refuse_call(tag: str, method: str) -> str:
    """Return why the server may not call this method of an element, or an empty string."""
    allowed = _METHODS[""] | _METHODS.get(tag, frozenset())
    return "" if method in allowed else f"names no method of <{tag}>; there are {', '.join(sorted(allowed))}"


def _find_called(root: Node, target: str) -> Node | None:
    """Return the node of this ``id``, or else of this key."""
    waiting: list[Node] = [root]
    keyed: Node | None = None
    while waiting:
        node = waiting.pop()
        if node.attributes.get("id") == target:
            return node
        if node.key == target and keyed is None:
            keyed = node
        waiting += node.children
    return keyed
