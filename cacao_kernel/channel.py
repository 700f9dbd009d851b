"""Channel: the way to one browser, and what else a tab is given to work with."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterable, Mapping
from typing import Any, Protocol

from . import wire
from .cells import Overlay
from .contributions import Kit
from .event import Event
from .handler import Function, Handler
from .kits import Worn
from .redirect import Redirect
from .session import Entry, Session
from .shared import Shared
from .threads import Threads
from .turn import Publisher
from .visit import Visit


class Channel(Protocol):
    """The way to one browser: ordered frames, sent as fast as it takes them."""

    @property
    def waiting(self) -> int:
        """How many frames are not sent yet."""
        ...

    def post(self, frame: str) -> None:
        """Send a frame after those before it, without waiting."""
        ...

    def hold(self) -> None:
        """Keep what is posted from now on, so that it travels together, until it is let go."""
        ...

    def let_go(self) -> None:
        """Send what was kept, at once where the server can."""
        ...

    def close(self, code: int) -> None:
        """Close the way once what was posted is sent."""
        ...


class Navigator(Protocol):
    """Shows a tab other pages."""

    def follow(self, link: wire.Link) -> None:
        """Show the page of a link."""
        ...

    def redirect(self, asked: Redirect, then: Callable[[], None] | None = None) -> None:
        """Send the tab where a handler, or a page that renders again, sends it; then call a function."""
        ...

    def reload(self) -> None:
        """Let the browser load the present page in full."""
        ...

    def stop(self) -> None:
        """Drop what is under way."""
        ...


class Host(Publisher, Protocol):
    """What a tab needs of the App that serves it."""

    development: bool
    max_unacknowledged: int
    shared: Shared
    threads: Threads
    methods: Mapping[str, Kit]
    witness: Any

    def new_worn(self, prefix: str) -> Worn:
        """Return what notes which kits the page of a tab has."""
        ...

    async def note(self, session: Session, entry: Entry) -> None:
        """Have stored how an event was answered that has changed nothing."""
        ...

    def is_guarded(self, visit: Visit) -> bool:
        """Tell whether a page has guards."""
        ...

    async def ask_guards(self, session_id: str, visit: Visit, place: str) -> Overlay:
        """Ask the guards of a page whether its visitor may pass, and return what they have written."""
        ...

    def handler(self, wanted: str | Function) -> Handler | None:
        """Return the handler of this name, or the one this function is registered as."""
        ...

    def handler_names(self) -> Iterable[str]:
        """Return the names of all handlers."""
        ...

    def dispatch(self, handler: Handler, event: Event) -> Coroutine[Any, Any, Any]:
        """Run a handler to its end and return what it returned."""
        ...
