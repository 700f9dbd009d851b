"""Standby: a tab whose page cannot be shown any more, while it is developed, keeps what it shows."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from . import wire
from .channel import Channel
from .errors import RouteError, WireError
from .live import Live
from .redirect import Redirect
from .routing import Page
from .tab import Tab
from .visit import Visit


async def join(live: Live, session_id: str, message: wire.Join, channel: Channel, prefix: str = "") -> Tab:
    """Let a tab in; see :meth:`Live.join`.

    Where the app's code is renewed, a page that was shown may be one that raises, or is not there. Its tab
    is let in all the same, with what it shows, so that the developer can be told there, and the next edition
    of the code finds it.

    Raises:
        WireError: as :meth:`Live.join` does.
        Redirect: if a guard or the page sends the visitor elsewhere.
        Exception: whatever the page raises, where nobody is told of it.
    """
    try:
        return await live.join(session_id, message, channel, prefix)
    except Redirect:
        raise
    except Exception as error:
        host = live.runtime.host
        is_developed = host is not None and host.renewal is not None and live.shared.teller.is_watched
        is_told = not isinstance(error, WireError) or error.code == "no_page"
        if not (is_developed and is_told and message.token):
            raise
        fault = _gone(message.path) if isinstance(error, WireError) else error
    path = unquote(message.path.partition("?")[0]).removeprefix(prefix)
    tab = await live.join(session_id, message, channel, prefix, Visit(Page(path, _nothing), prefix=prefix))
    live.shared.teller.log(fault, f'page "{path}"', session=tab.session, tab=tab.id)
    return tab


def _gone(path: str) -> RouteError:
    return RouteError(f"there is no page at {path} any more", cure="What was open stays until there is one")


def _nothing() -> dict[str, Any]:
    return {"type": "div"}
