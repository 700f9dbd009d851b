"""Binding: a State, Computed or function standing directly in a prop, which updates that prop alone."""

from __future__ import annotations

from collections.abc import Callable
from inspect import Parameter, signature
from types import FunctionType
from typing import Any, ClassVar

from . import wire
from .cells import Key
from .contributions import NodeType
from .declaration import Declaration
from .edits import count_of
from .errors import TreeError
from .node import COMMENT, TEXT, Node
from .style import is_same_style
from .trail import Trail, spell

MAX_DEPTH = 6  # of styles and lists of classes

Op = list[Any]
Source = Any  # a Declaration, a function, or for a style or class a collection that holds some


class Binding:
    """One prop of one node that follows what it reads.

    Attributes:
        node: the node whose attribute or style it is, or the text itself.
        source: what stands in the prop.
        path: where it stands, for errors.
        region: the region the node stands in.
        reads: the versions it was made of.
        leaves: the States' keys behind what it read.
        value: what the source gave last.
        is_live: whether its node is still part of the tree.
        is_due: whether it must be asked again whatever it has read, as its function is another.
    """

    __slots__ = ("is_due", "is_live", "leaves", "node", "path", "reads", "region", "source", "value")

    def __init__(self, node: Node, source: Source, path: Trail) -> None:
        self.node = node
        self.source = source
        self.path = path
        self.region: Any = None
        self.value: Any = None
        self.reads: dict[Key, int] = {}
        self.leaves: set[Key] = set()
        self.is_live = False
        self.is_due = False

    is_binding: ClassVar[bool] = True

    def holds(self, function: Callable[..., Any]) -> bool:
        """Tell whether this is the function it follows."""
        return self.source is function

    def hand(self, function: Callable[..., Any]) -> None:
        """Follow this function from now on."""
        self.source = function
        self.is_due = True

    def evaluate(self) -> Any:
        """Return what the prop is now.

        Raises:
            TreeError: if it is a function that needs arguments.
            Exception: whatever the function raises.
        """
        try:
            self.value = resolve(self.source)
        except TypeError:
            needed = _needed(self.source)
            if needed:
                raise TreeError(
                    f"a function here is called without arguments, and this one needs {needed}",
                    where=spell(self.path),
                    cure="A value that it is to have can be its default: `lambda row=row: …`.",
                ) from None
            raise
        return self.value

    @property
    def is_for_everybody(self) -> bool:
        """Whether every tab gets the same from it: what it read is for everybody."""
        return self.likeness is not None and all(key.scope == "app" for key in self.leaves)

    @property
    def likeness(self) -> Any:
        """What the source is in every tab; None if it may be another in each.

        A page makes its lambdas anew for each tab. Those that close over nothing are one.
        """
        source = self.source
        if isinstance(source, FunctionType):
            holds = source.__closure__ or source.__defaults__ or source.__kwdefaults__
            return None if holds else (source.__code__, id(source.__globals__))
        return source if isinstance(source, Declaration) else None

    def apply(self, value: Any) -> list[Op]:
        """Change the node to show the value, and return the ops that do the same in the browser."""
        raise NotImplementedError


class TextBinding(Binding):
    """A text that follows what it reads.

    Args:
        node: an empty comment, which the first value replaces.
        source: what gives the text.
        path: where it stands, for errors.
        make: turns a value into a text node, or a comment if there is nothing to show.
    """

    __slots__ = ("_make",)

    def __init__(self, node: Node, source: Source, path: Trail, make: Callable[[Any], Node]) -> None:
        super().__init__(node, source, path)
        self._make = make

    def apply(self, value: Any) -> list[Op]:
        """Show the value; a text that is empty is a comment."""
        fresh, node = self._make(value), self.node
        if fresh.tag == node.tag:
            if fresh.text == node.text:
                return []
            node.text = fresh.text
            return [[wire.OP_TEXT, node.place(), node.text]]
        # The node stays the same object: its parent and the binding hold it.
        node.tag, node.text = fresh.tag, fresh.text
        if node.parent is None:  # not in the tree yet
            return []
        return [[wire.OP_SWAP, node.place(), node.packed()]]


class AttributeBinding(Binding):
    """An attribute or the style of a node that follows what it reads.

    Args:
        node: the node.
        source: what gives the value.
        path: where it stands, for errors.
        write: gives the node the value.
        node_type: what the attributes are otherwise.
    """

    __slots__ = ("_node_type", "_write")

    def __init__(
        self, node: Node, source: Source, path: Trail, write: Callable[[Any], str | None], node_type: NodeType
    ) -> None:
        super().__init__(node, source, path)
        self._write = write
        self._node_type = node_type

    def apply(self, value: Any) -> list[Op]:
        """Give the node the value."""
        node = self.node
        attributes, style = dict(node.attributes), node.style
        name = self._write(value)
        if name is None:
            return [[wire.OP_STYLE, node.place(), node.style]] if not is_same_style(style, node.style) else []
        after = node.attributes.get(name)
        if attributes.get(name) == after:
            return []
        return [[wire.OP_NAMES, node.place(), {name: after}, *count_of(node, {name: after})]]


def is_reactive(value: object) -> bool:
    """Tell whether a value in a prop is a State, a Computed, or a function to be called."""
    return isinstance(value, Declaration) or (
        callable(value) and not isinstance(value, type) and not hasattr(value, "render")
    )


def holds_reactive(value: object, depth: int = 0) -> bool:
    """Tell whether a style or a list of classes holds something reactive."""
    if depth > MAX_DEPTH:  # it holds itself, say; nothing so deep is read
        return False
    if isinstance(value, dict):
        return any(holds_reactive(inner, depth + 1) for inner in value.values())
    if isinstance(value, list | tuple):
        return any(holds_reactive(inner, depth + 1) for inner in value)
    return is_reactive(value)


def resolve(source: Source) -> Any:
    """Return a value with everything reactive in it read."""
    if isinstance(source, Declaration):
        return source.value  # type: ignore[attr-defined]
    if isinstance(source, dict):
        return {name: resolve(inner) for name, inner in source.items()}
    if isinstance(source, list | tuple):
        return [resolve(inner) for inner in source]
    return source() if is_reactive(source) else source


def _needed(source: Source) -> str:
    """Return what a function's parameters without default are called, or an empty string."""
    try:
        parameters = signature(source).parameters.values()
    except (TypeError, ValueError):  # no function, or one that does not say
        return ""
    optional = (Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD)
    needed = [each.name for each in parameters if each.default is each.empty and each.kind not in optional]
    return ", ".join(needed)


def may_be_text(node: Node) -> bool:
    """Tell whether a node is a text, or one that a binding may turn into a text."""
    return node.tag == TEXT or (node.tag == COMMENT and node.binding is not None)
