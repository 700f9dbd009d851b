"""Action: what can be done with a row of a table."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import partial
from typing import Any, Literal

from ..kinds import RowHandler
from ..props import HasProps


class RowAction(HasProps):
    """Something that can be done with a row.

    Args:
        label: what it is called.
        on_click: does it: a function of the row, or the name of an event, which is given the row's key as
            ``event.params["key"]``.
        icon: the name of an icon; with one it may stand as a button without words.
        tone: whether it does harm.
        shown: a function of the row that tells whether it can be done; by default always.
        confirm: what is asked before it is done: a text, or a function of the row that returns one.
    """

    label: str
    on_click: RowHandler
    icon: str | None = None
    tone: Literal["neutral", "danger"] = "neutral"
    shown: Callable[[Any], bool] | None = None
    confirm: str | Callable[[Any], str] | None = None


def listen(handler: RowHandler, row: Any, key: Any) -> dict[str, Any]:
    """Return the props of a node that has something done with a row when it is clicked."""
    if isinstance(handler, str):
        return {"on_click": handler, "params": {"key": key}}
    if not _takes_row(handler):
        return {"on_click": handler}
    function: Callable[..., Any] = handler
    # A partial runs with the options that its function is registered with.
    return {"on_click": partial(function, row)}


def _takes_row(handler: Callable[..., Any]) -> bool:
    kinds = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    parameters = inspect.signature(handler).parameters.values()
    return any(each.kind in kinds for each in parameters)
