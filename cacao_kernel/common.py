"""Common props: those that every node may have, whatever its type; plugins contribute them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol

from . import wire
from .binding import Binding, Op, holds_reactive
from .contributions import Kit, PropType
from .errors import CacaoError, TreeError
from .node import Node
from .style import Style, is_same_style, read_style
from .trail import Trail, spell_prop


class CommonProps(NamedTuple):
    """The props that every node may have.

    Attributes:
        types: what each gives a node, by its name.
        of_pages: what the root of every page has, unless it sets it itself.
    """

    types: Mapping[str, PropType] = MappingProxyType({})
    of_pages: Mapping[str, Any] = MappingProxyType({})

    def among(self, props: Mapping[Any, Any]) -> dict[str, Any]:
        """Return those props that are common ones."""
        return {name: props[name] for name in self.types if name in props}


class Watcher(Protocol):
    """What follows bindings: the rendering that is under way."""

    @property
    def common(self) -> CommonProps:
        """The props that every node may have."""
        ...

    def watch(self, binding: Binding) -> None:
        """Give the binding its first value, and keep it up to date from now on."""
        ...

    def link(self, url: str) -> str:
        """Return the address that a link of the tree leads to."""
        ...

    def use(self, kits: Sequence[Kit]) -> None:
        """Note what a node needs in the browser."""
        ...

    def warn(self, message: str) -> None:
        """Tell the developer of something that was left out."""
        ...


class Outfit:
    """What the common props of a node give it: attributes, and a style that lies below its own.

    Args:
        node: the node.
        path: where it stands, for errors.
        host: the rendering that is under way.
    """

    __slots__ = ("_attributes", "_host", "_node", "_own", "_path", "_styles")

    def __init__(self, node: Node, path: Trail, host: Watcher) -> None:
        self._node = node
        self._path = path
        self._host = host
        self._attributes: dict[str, list[str]] = {}
        self._styles: dict[str, Style] = {}
        self._own: Style = node.style

    def put_on(self, name: str, prop_type: PropType, given: object) -> None:
        """Give the node what a prop asks for; what is reactive becomes a binding."""
        write = partial(self._write, name, prop_type)
        if prop_type.reactive or holds_reactive(given):
            self._host.watch(CommonBinding(self._node, given, (self._path, f"props.{name}"), write))
        else:
            write(given)

    def under(self, write: Callable[[Any], None]) -> Callable[[Any], None]:
        """Return what writes the node's own style, so that it lies above the others."""

        def write_above(given: Any) -> None:
            write(given)
            self._own = self._node.style
            self._dress()

        return write_above

    def _write(self, name: str, prop_type: PropType, value: object) -> None:
        attributes: Mapping[str, str] = {}
        style: Style = {}
        if value is not None:
            where = spell_prop(self._path, name)
            try:
                attributes, given = prop_type.read(value)
            except CacaoError as error:
                raise TreeError(str(error).removeprefix(f"{name}: ").rstrip("."), where=where) from error
            self._host.use(prop_type.kits)
            style, problems = read_style(given)
            for problem in problems:
                self._host.warn(f"{where}: {problem}")
        for gone in self._attributes.get(name, ()):
            self._node.attributes.pop(gone, None)
        self._attributes[name] = [*attributes]
        self._node.attributes.update(attributes)
        self._styles[name] = style
        self._dress()

    def _dress(self) -> None:
        style: Style = {}
        for each in (*self._styles.values(), self._own):
            style |= each
        self._node.style = style


class CommonBinding(Binding):
    """A common prop that follows what it reads.

    Args:
        node: the node.
        source: what gives the value.
        path: where it stands, for errors.
        write: gives the node what the value asks for.
    """

    __slots__ = ("_write",)

    def __init__(self, node: Node, source: Any, path: Trail, write: Callable[[Any], None]) -> None:
        super().__init__(node, source, path)
        self._write = write

    def apply(self, value: Any) -> list[Op]:
        """Give the node what the value asks for."""
        node = self.node
        before, style = dict(node.attributes), node.style
        self._write(value)
        after = node.attributes
        names = {name: after.get(name) for name in {**before, **after} if before.get(name) != after.get(name)}
        ops: list[Op] = [[wire.OP_NAMES, node.place(), names]] if names else []
        if not is_same_style(style, node.style):
            ops.append([wire.OP_STYLE, node.place(), node.style])
        return ops
