"""Node: one element, text or comment of the UI tree, in the shape the browser has it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from .style import Style

if TYPE_CHECKING:
    from .edits import Edits
    from .state import State

TEXT = "#text"
COMMENT = "#comment"

MANY = 32  # children that are not gone through one by one


class Holder(Protocol):
    """What holds a function of the page that a later run of the page hands over anew.

    Attributes:
        is_binding: whether it shows what the function returns.
    """

    is_binding: ClassVar[bool]

    def holds(self, function: Callable[..., Any]) -> bool:
        """Tell whether this is the function it holds."""
        ...

    def hand(self, function: Callable[..., Any]) -> None:
        """Hold this function from now on."""
        ...


@dataclass(slots=True)
class Action:
    """What an event on a node calls, and sets.

    Attributes:
        handler: the name given to ``@app.event``, or the function itself; None if the event
            only sets what is bound.
        params: what the page gave the node for it.
        bind: the State that the field's value is written to first.
        around: leads to the region the node stands in, whose components the handler runs for.
        found: what the handler was registered as, once that has been looked up; None before.
    """

    handler: str | Callable[..., Any] | None
    params: Mapping[str, Any]
    bind: State[Any] | None = None
    around: Any = None
    found: Any = None

    is_binding: ClassVar[bool] = False

    def holds(self, function: Callable[..., Any]) -> bool:
        """Tell whether this is the function it calls."""
        return self.handler is function

    def hand(self, function: Callable[..., Any]) -> None:
        """Call this function from now on."""
        self.handler = function
        self.found = None

    @property
    def name(self) -> str:
        """What the handler is called: its name, or that of the function; empty for none."""
        if self.handler is None or isinstance(self.handler, str):
            return self.handler or ""
        function = getattr(self.handler, "func", self.handler)  # a partial is called after what it fills
        return str(getattr(function, "__qualname__", type(function).__qualname__))


class Kept:
    """What a region or a row of a long list was built of, so that an unchanged one is not built again.

    Attributes:
        snapshot: of what the page returned; None if it cannot be told whether it has changed.
        node: what it became.
        holders: for each function in it, in their order, what holds it.
        bindings: the bindings in it.
        size: how many nodes it has.
        keyed: whether a key says which row it is, so that its functions may close over others.
        lists: the lists of rows in it that its snapshot leaves out, in their order: what each row
            was built of, or the rows of a keyed list.
        shape: a snapshot and what it holds, as dicts and lists, once that was of use.
        last: where in the snapshot the one text stands that has changed last.
    """

    __slots__ = ("bindings", "holders", "keyed", "last", "lists", "node", "shape", "size", "snapshot")

    def __init__(
        self,
        snapshot: bytes | None,
        node: Node,
        holders: list[list[Holder]],
        bindings: list[Any],
        size: int,
        *,
        keyed: bool,
    ) -> None:
        self.keyed = keyed
        self.snapshot = snapshot
        self.shape: Any = None
        self.last: Any = None
        self.lists: Sequence[Any] = ()
        self.node = node
        self.holders = holders
        self.bindings = bindings
        self.size = size

    def hand(self, functions: Sequence[Callable[..., Any]]) -> list[Any]:
        """Hand over the functions it has from now on; return the bindings that have got another."""
        rebound: list[Any] = []
        for function, holders in zip(functions, self.holders, strict=True):
            for holder in holders:
                if holder.holds(function):
                    continue
                holder.hand(function)
                if holder.is_binding:
                    rebound.append(holder)
        return rebound


class Node:
    """One element, text or comment of the tree.

    Attributes:
        tag: the element's name, or TEXT or COMMENT.
        key: names the node among its siblings; an empty string for none.
        text: the text of a TEXT node.
        attributes: attributes as painted, marks and keys included.
        style: safe CSS properties, and those that selectors such as ":hover" nest.
        children: the nodes below, one for each DOM child.
        actions: handlers by token: the kind of event, with the key it must be ("keydown.enter").
        mark: proves to the server that an event meant this node and these handlers.
        is_bound: whether its value follows a State, so that what a visitor makes of it is put right.
        edits: what the browser has told of the field so far; None before its first event.
        parent: the node above, None at the root.
        index: its place among its siblings.
        binding: what keeps the text of this very node up to date; None for nothing.
        rows: what its children were built of, by key or number, if they are many.
    """

    __slots__ = (
        "_by_key",
        "actions",
        "attributes",
        "binding",
        "children",
        "edits",
        "index",
        "is_bound",
        "key",
        "mark",
        "parent",
        "rows",
        "style",
        "tag",
        "text",
    )

    def __init__(self, tag: str, text: str = "", key: str = "") -> None:
        self.tag = tag
        self.text = text
        self.key = key
        self.attributes: dict[str, str] = {}
        self.style: Style = {}
        self.children: list[Node] = []
        self.actions: dict[str, Action] = {}
        self.mark = ""
        self.is_bound = False
        self.edits: Edits | None = None
        self.parent: Node | None = None
        self.index = 0
        self.binding: Any = None
        self.rows: dict[str | int, Kept] | None = None
        self._by_key: dict[str, Node] | None = None  # where that has been asked for

    def settle(self) -> None:
        """Tell the children where they stand."""
        for index, child in enumerate(self.children):
            child.parent = self
            child.index = index

    def place(self) -> list[int]:
        """Return the node's place: the index of each step from the root."""
        steps: list[int] = []
        node = self
        while node.parent is not None:
            steps.append(node.index)
            node = node.parent
        return steps[::-1]

    def walk(self) -> Iterator[Node]:
        """Yield the node and all below, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def ancestors(self) -> Iterator[Node]:
        """Yield the nodes above, innermost first."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    def find(self, steps: list[int | str]) -> Node | None:
        """Return the node with this id below: a key (str) where a child has one, else a place (int)."""
        node = self
        for step in steps:
            if isinstance(step, str):
                child = node._child(step)
                if child is None:
                    return None
                node = child
            elif 0 <= step < len(node.children):
                node = node.children[step]
            else:
                return None
        return node

    def _child(self, key: str) -> Node | None:
        """Return the child that bears a key; of many they are looked for once."""
        children = self.children
        if len(children) >= MANY:
            found = None if self._by_key is None else self._by_key.get(key)
            is_child = found is not None and found.parent is self and found.index < len(children)
            if found is not None and is_child and children[found.index] is found and found.key == key:
                return found
            self._by_key = {child.key: child for child in children if child.key}
            return self._by_key.get(key)
        return next((child for child in children if child.key == key), None)

    @property
    def is_disabled(self) -> bool:
        """Whether the browser would refuse to use this element, or the fieldset around it."""
        if "disabled" in self.attributes:
            return True
        node = self.parent
        while node is not None:
            if node.tag == "fieldset" and "disabled" in node.attributes:
                return True
            node = node.parent
        return False

    def packed(self) -> Any:
        """Return the node as the browser gets it: text, 0 for a comment, or [tag, attributes, children]."""
        if self.tag == TEXT:
            return self.text
        if self.tag == COMMENT:
            return 0
        attributes: dict[str, Any] = dict(self.attributes)
        if self.style:
            attributes["style"] = self.style
        return [self.tag, attributes, [child.packed() for child in self.children]]
