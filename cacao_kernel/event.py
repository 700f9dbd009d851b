"""Event: something the user did on a node."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import TYPE_CHECKING, Any, Generic

from . import wire
from .node import Action, Node
from .payload import parse_number

if TYPE_CHECKING:
    from typing_extensions import TypeVar

    F = TypeVar("F", default=Any)
else:
    from typing import TypeVar

    F = TypeVar("F")


class Event(dict[str, Any], Generic[F]):
    """What a handler is told of the user's deed; a dict whose usual entries are attributes, too.

    ``Event[UploadedFile]`` tells checkers what its ``file`` is.

    Entries:
        ``action``: the name of the handler. ``kind``: the DOM's name, such as ``"click"``.
        ``params``: the params the page gave the node. ``component_type``: of the component
        around the node, or None. ``value``, ``values``, ``checked``, ``name``, ``key``,
        ``open``, ``fields``, ``file``: what the field, the key, the details or the form was, where the
        browser sent it.
    """

    @property
    def action(self) -> str:
        """The name of the handler that the node's prop named."""
        return str(self["action"])

    @property
    def kind(self) -> str:
        """The DOM's name of the event."""
        return str(self["kind"])

    @property
    def params(self) -> Mapping[str, Any]:
        """The params that the page gave the node; the browser never sees them."""
        params: Mapping[str, Any] = self["params"]
        return params

    @property
    def component_type(self) -> str | None:
        """The ``component_type`` around the node."""
        found: str | None = self["component_type"]
        return found

    @property
    def value(self) -> str | None:
        """The text of the field the event came from; of a select, the value that is chosen."""
        found: str | None = self.get("value")
        return found

    @property
    def chosen(self) -> list[str]:
        """The entry ``values``: what is chosen in a select that takes several; else an empty list."""
        found: list[str] = self.get("values", [])
        return found

    @property
    def number(self) -> int | float | None:
        """The value as a number: whole where it is one; None where it is none."""
        return parse_number(str(self.get("value", "")))

    @property
    def checked(self) -> bool:
        """Whether the checkbox or radio button is checked."""
        return bool(self.get("checked", False))

    @property
    def key(self) -> str:
        """The key that was pressed, as the DOM names it: ``"Enter"``, ``"a"``; else empty."""
        return str(self.get("key", ""))

    @property
    def fields(self) -> Mapping[str, Any]:
        """What the fields of the form hold, by name.

        A text for most; for a checkbox without a value whether it is checked, for one with a
        value that or None, for several of one name the list of what is checked; for a select
        that takes several a list. The button that was used is there, too.
        """
        found: Mapping[str, Any] = self.get("fields", {})
        return found

    @property
    def file(self) -> F:
        """The entry ``file``: what was sent, where an upload is answered.

        Raises:
            KeyError: if the event tells of none.
        """
        found: F = self["file"]
        return found


def make_event(message: wire.Input, node: Node, action: Action, told: Mapping[str, Any]) -> Event:
    """Return what the handler of a node's action is told of a message from the browser.

    Args:
        message: the message.
        node: what the event happened on.
        action: what of the node's it calls.
        told: the payload, checked.
    """
    around: Node | None = node
    component_type: str | None = None
    while around is not None and component_type is None:
        component_type = around.attributes.get("data-component-type")
        around = around.parent
    return Event(
        told,
        action=action.name,
        kind=message.kind.partition(".")[0],
        params=_own(action.params) if action.params else {},
        component_type=component_type,
    )


def _own(params: Mapping[str, Any]) -> dict[str, Any]:
    """Return params that a handler may change without changing those of the next event."""
    try:
        return deepcopy(dict(params))
    except Exception:
        return dict(params)  # a lock, a connection: what cannot be copied is meant to be shared
