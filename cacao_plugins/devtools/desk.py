"""Desk: serves the panel to who sits at this machine, from when it is first asked for."""

from __future__ import annotations

import asyncio
import ipaddress
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING, Any

from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from cacao_kernel import Host

from .panel import Panel

if TYPE_CHECKING:
    from cacao_kernel import App


class Desk:
    """Serves the panel, whose App is made when somebody first opens it: a save does not wait for it.

    Args:
        host: the App that the panel looks at.
        slow: milliseconds from which a render counts as slow.

    Attributes:
        panel: what it shows.
    """

    def __init__(self, host: Host, slow: int) -> None:
        self._host = host
        self.panel = Panel(slow)
        self._app: App | None = None
        self._lock = asyncio.Lock()
        self._held = AsyncExitStack()

    @asynccontextmanager
    async def lifespan(self) -> AsyncGenerator[None]:
        """Let the panel's App serve as long as the one it looks at, if it serves."""
        async with self._held:
            yield

    async def _find_app(self) -> App:
        async with self._lock:
            if self._app is None:
                from cacao_kernel import app_beside

                from .looks import Looks

                app = app_beside(self._host, self.panel.build, title="Devtools", extensions=[Looks()])
                await self._held.enter_async_context(app.lifespan())
                self._app = app
            return self._app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection, or answer as if there were nothing."""
        if _is_near(scope.get("client")):
            app = await self._find_app()
            await app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await PlainTextResponse("Not Found", 404)(scope, receive, send)


def _is_near(client: Any) -> bool:
    """Tell whether a connection comes from this machine."""
    try:
        return client is not None and ipaddress.ip_address(client[0]).is_loopback
    except ValueError:
        return False
