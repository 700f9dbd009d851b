"""What plugins hand to the kernel at start-up: plain frozen data, no base classes to inherit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol, runtime_checkable

Lifespan = Callable[[], AbstractAsyncContextManager[object]]
"""Makes an async context manager, held while an App serves: ``@asynccontextmanager async def f(): …``."""

Inspector = Callable[[Any], object]
"""Is given the :class:`cacao_kernel.Inspection` of an App, once, before it serves."""


@dataclass(frozen=True, eq=False)
class Kit:
    """What nodes need in the browser; loaded once, by the pages that show one of them.

    Args:
        name: what its files are called, letters, digits and hyphens.
        style: a CSS text. It comes with the page, or with the change that brings the first such node.
        script: the text of an ES module that imports nothing. It gives elements of its own a life
            (``customElements.define("cacao-clock", …)``), or answers the methods that a plugin has
            registered for pages, as events of the document: ``cacao:`` and the method's name. It is served
            in fewer letters, or as it is written where ``var``, ``eval`` or ``with`` stand in the way.
        mimic: what does the script's work in tests without a browser, as ``"package.module:Class"``: a
            :class:`Mimic`. The test kit alone imports it.
    """

    name: str
    style: str = ""
    script: str = ""
    mimic: str = ""


class NodeType(NamedTuple):
    """How nodes of one ``type`` become HTML elements.

    Args:
        tag: the HTML element to paint, such as ``"button"``.
        label: the prop that holds the node's text beside ``content``; for a button ``"label"``.
        attributes: attributes every such element gets unless the node sets them itself.
            A ``class`` here is kept beside the node's own classes.
        render: instead of all these, a function from the node's props to the tree that stands for it.
            The props are given as they are, with the node's ``children`` among them. It runs as a
            component does: what it reads re-renders this node alone.
        when: of a type that has a ``tag``, too: tells by a node's props whether it is to be rendered.
            If not, it is the plain element.
        when_text: what stands in a text of each node for whose texts alone ``when`` says yes. Of long
            lists in which it does not stand, ``when`` is not asked again as their texts change.
        kits: what its nodes need in the browser.
        render_kits: what those that are rendered need beside.
    """

    tag: str = ""
    label: str = ""
    attributes: Mapping[str, str] = MappingProxyType({})
    render: Callable[[Mapping[str, Any]], object] | None = None
    when: Callable[[Mapping[str, Any]], bool] | None = None
    when_text: str = ""
    kits: tuple[Kit, ...] = ()
    render_kits: tuple[Kit, ...] = ()


class PropType(NamedTuple):
    """A prop that every node may have, whatever its type.

    Args:
        read: a function from the prop's value to the attributes and the style that it gives the node: two
            mappings, the style's from CSS properties to values. The node's own style lies above it.
            A CacaoError that it raises is told with the node's place.
        reactive: whether ``read`` itself reads States that the node is to follow. A value that is a State,
            a Computed or a function is followed in any case.
        kits: what nodes that have it need in the browser.
    """

    read: Callable[[Any], tuple[Mapping[str, str], Mapping[str, str]]]
    reactive: bool = False
    kits: tuple[Kit, ...] = ()


class Assets(NamedTuple):
    """What every page of the app loads beside the kernel's own files.

    Args:
        styles: CSS texts, joined into the one stylesheet in the order of the plugins.
        kits: what every page brings beside, whatever its nodes.
        frames: whether pages may hold frames with other pages of the same address; a page of the app then
            shows what a plugin serves beside it.
    """

    styles: tuple[str, ...] = ()
    kits: tuple[Kit, ...] = ()
    frames: bool = False


class SessionLimits(NamedTuple):
    """How long a visitor's session lasts.

    Args:
        expires: seconds from the first visit on, whatever is done meanwhile; as long the browser keeps
            the cookie.
        idle: seconds after the visitor was seen last, by a request, an event or an open tab; 0 for no
            such bound.
    """

    expires: int = 86_400
    idle: int = 0


@runtime_checkable
class Route(Protocol):
    """A route as Starlette has them: ``Route``, ``Mount``, ``WebSocketRoute``."""

    def matches(self, scope: Any) -> Any:
        """Tell whether a request is for this route."""
        ...

    async def handle(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer the request."""
        ...
