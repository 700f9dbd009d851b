"""Visitor: what tells the sessions of visitors apart, without giving away what their cookies hold."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, MutableMapping
from typing import Any, Protocol

from .bind import serving
from .errors import StateError
from .run import current_run

SCOPE = "cacao.session"

# Finds the id of the session that a request belongs to.
Find = Callable[[], str | None]


class Asked(Protocol):
    """What is needed of a request of Starlette's."""

    @property
    def scope(self) -> MutableMapping[str, Any]:
        """What ASGI tells of it."""
        ...


def session_of(request: Asked) -> str | None:
    """Return what tells the session of a request apart, or None if the visitor has none.

    It is the same as :func:`visitor` in the handlers of that visitor, and cannot be used as a cookie.

    Args:
        request: what a plugin's route is given: a request or a WebSocket of Starlette's.

    Raises:
        StateError: if the request has not come through an App.
    """
    find: Find | None = request.scope.get(SCOPE)
    if find is None:
        raise StateError(
            "the request has no session, as it has not come through an App",
            cure="Ask in a route of register_routes.",
        )
    session_id = find()
    return None if session_id is None else tell_apart(session_id)


def visitor() -> str:
    """Return what tells the session of the visitor apart whose handler is running, or whose page is rendered.

    Raises:
        StateError: if neither is; a Computed, whose value may be for others, too, has no visitor.
    """
    run = current_run()
    screen: Any = getattr(run, "screen", None)
    if run is None or screen is None:
        return tell_apart(serving("cacao_kernel.visitor").session.id)
    run.is_personal = True
    found: str = screen.visitor
    return found


def own_tab() -> str:
    """Return what tells the tab apart whose page is being rendered, or whose handler is running.

    Nobody can come by it who does not see that page.

    Raises:
        StateError: if neither is.
    """
    run = current_run()
    if run is None or not run.tab:
        raise StateError("a tab is asked for, and none is current", cure="Ask in a page or a handler.")
    run.is_personal = True
    return tell_apart(run.tab)


def tell_apart(session_id: str) -> str:
    """Return what tells a session apart, of which nobody can make the id again."""
    return hashlib.blake2b(session_id.encode(), digest_size=16, person=b"cacao visitor").hexdigest()
