"""Shape: what pages, components and handlers give and take, as types for editors and checkers.

Nothing here is looked at while an app runs: plain dicts are as good as ever, and what is wrong with a
tree is told where it is built. The long types are for checkers alone; to the rest they are ``Any``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, Required, TypeAlias, TypedDict, TypeVar

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence
    from datetime import date, time, timedelta
    from decimal import Decimal
    from enum import Enum
    from pathlib import Path
    from uuid import UUID

    from .component import Component
    from .event import Event
    from .holds import Holds
    from .piece import Piece
    from .redirect import Redirect
    from .refusal import Refusal
    from .rows import For
    from .visit import Visit


class Renders(Protocol):
    """An object that stands for a part of a page, without being a Component."""

    def render(self) -> object:
        """Return the tree that it stands for."""
        ...


class TakesEvent(Protocol):
    """A function that takes the event by its name alone."""

    def __call__(self, *, event: Event) -> object:
        """Answer the event."""
        ...


class Node(TypedDict, total=False):
    """One element of a page, as a dict: what a page or a component returns, and what stands in one.

    A plain dict will do as well; where a function says ``-> Node``, editors complete the entries
    and checkers find slips in them.

    Entries:
        ``type``: an HTML element such as ``"div"``, or a node type that a plugin brings.
        ``props``: its attributes, handlers, ``content`` and ``style``.
        ``children``: what stands in it.
        ``key``: tells it apart from its like among its siblings.
        ``component_type``: what kind of component it is the root of.
    """

    type: Required[str]
    props: dict[str, Any]
    children: Child
    key: str | int | None
    component_type: str | None


if TYPE_CHECKING:
    Readable: TypeAlias = str | int | float | Decimal | date | time | timedelta | UUID
    Shown: TypeAlias = Readable | Enum | None
    Placed: TypeAlias = Node | dict[str, Any] | Component | Piece | Renders
    Child: TypeAlias = (
        Placed
        | For[Any]
        | Readable
        | Holds[Shown]
        | Callable[[], Shown]
        | list[Any]  # what is in a list that was made elsewhere is seen where it is built
        | Sequence["Child"]
        | None
    )
    Tree: TypeAlias = Placed | Redirect | Refusal
    Json: TypeAlias = str | int | float | Sequence["Json"] | Mapping[str, "Json"] | None
    Theme: TypeAlias = str | Path | Mapping[str, Any] | Holds[Any] | Callable[[], object]
    HandlerFunction: TypeAlias = Callable[[Event], object] | Callable[[], object] | TakesEvent
    Answer: TypeAlias = Redirect | Refusal | bool | None
    Guard: TypeAlias = (
        Callable[[Visit], Answer | Awaitable[Answer]] | Callable[[], Answer | Awaitable[Answer]]
    )
    F = TypeVar("F", bound=Callable[..., object])
    P = TypeVar("P", bound=Callable[..., Tree | Awaitable[Tree]])  # a page
    H = TypeVar("H", bound=HandlerFunction)  # a handler
    G = TypeVar("G", bound=Guard)  # a guard
    N = TypeVar("N", bound=Callable[[], object])  # a function that takes nothing
else:
    Child = Tree = Json = Theme = HandlerFunction = Guard = Any
    F, P, H, G, N = map(TypeVar, "FPHGN")
