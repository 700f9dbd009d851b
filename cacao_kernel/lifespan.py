"""Lifespan: what plugins hold while an App serves, and how a failed start is told."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import AsyncGenerator, Iterable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .contributions import Lifespan
from .errors import CacaoError, describe
from .plugins import told

log = logging.getLogger("cacao.plugin")

LEAVE_SECONDS = 5.0


@asynccontextmanager
async def hold(lifespans: Iterable[tuple[str, Lifespan]]) -> AsyncGenerator[None, None]:
    """Enter the plugins' lifespans in order, and leave those that were entered in reverse order.

    Args:
        lifespans: each with the name of its plugin.

    Raises:
        PluginError: naming the plugin, if one raises when it is entered.
    """
    async with AsyncExitStack() as stack:
        for plugin, lifespan in lifespans:
            with told(f"plugin {plugin}", "its lifespan", "its lifespan raised"):
                manager = lifespan()
                await manager.__aenter__()
            stack.push_async_callback(_leave, plugin, manager)
        yield


async def _leave(plugin: str, manager: AbstractAsyncContextManager[object]) -> None:
    """Leave one lifespan; whatever becomes of it, the others are left, too."""
    try:
        async with asyncio.timeout(LEAVE_SECONDS):
            await manager.__aexit__(None, None, None)
    except TimeoutError:
        log.error("plugin %s: its lifespan has not ended within %g seconds.", plugin, LEAVE_SECONDS)
    except (Exception, SystemExit) as error:
        log.error("plugin %s: its lifespan raised at its end.\n%s", plugin, describe(error))


async def run_lifespan(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    """Pass ASGI's lifespan on to an application; if Cacao refuses to start, say so in one line.

    Starlette would send the whole traceback.
    """

    async def send_line(message: Message) -> None:
        error = sys.exc_info()[1]
        if message["type"] == "lifespan.startup.failed" and isinstance(error, CacaoError):
            message["message"] = str(error)
        await send(message)

    await app(scope, receive, send_line)
