"""The App's ASGI side: pages, static files and the socket, behind the guard."""

from __future__ import annotations

import hashlib
import html as markup
import logging
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from typing import Any

from starlette.applications import Starlette
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.types import ASGIApp
from starlette.websockets import WebSocket

from . import html
from .bundle import join_scripts, join_styles
from .cookie import cookie_header, cookie_name
from .errors import describe
from .fault import log_fault
from .guard import Guard, content_policy
from .live import Live
from .static import PREFIX, Manifest
from .websocket import pump

log = logging.getLogger("cacao")

SOCKET = f"{PREFIX}socket"

Lifespan = Callable[[Any], AbstractAsyncContextManager[None]]


def make_asgi(live: Live, lifespan: Lifespan) -> ASGIApp:
    """Return the ASGI application that serves an App.

    Args:
        live: the App's live part.
        lifespan: entered while the application serves.
    """
    site = _Site(live)
    routes = [
        WebSocketRoute(SOCKET, site.serve_socket),
        Route(f"{PREFIX}{{name}}", site.static.respond, methods=["GET"]),
        Route("/{path:path}", site.serve_page, methods=["GET"]),
    ]
    inner = Starlette(routes=routes, lifespan=lifespan)
    return Guard(inner, live.runtime.config.server.allowed_hosts, development=live.development)


class _Site:
    def __init__(self, live: Live) -> None:
        self.live = live
        styles = join_styles(live.runtime.styles)
        self.static = Manifest({"cacao.js": join_scripts(), "cacao.css": styles})
        self.tag = hashlib.blake2b(str(live.runtime.config.home).encode(), digest_size=3).hexdigest()

    async def serve_page(self, request: Request) -> Response:
        """Answer a GET with the page's HTML, and hand out a session if the visitor has none."""
        path = f"/{request.path_params['path']}"
        page = self.live.runtime.pages.get(path)
        if page is None:
            text = f"Nothing is served at {path}."
            if self.live.development:
                text += f" There are: {', '.join(self.live.runtime.pages) or 'no pages yet'}."
            return self._notice(request, 404, "There is no page here", text)
        session_id, cookie = self._identify(request)
        try:
            painted = await self.live.paint(session_id, page)
        except Exception as error:
            return self._failure(request, error)
        prefix = request.scope.get("root_path", "")
        text, style_source = html.document(
            painted,
            title=self.live.runtime.title,
            styles=[prefix + self.static.url("cacao.css")],
            scripts=[prefix + self.static.url("cacao.js")],
            socket=prefix + SOCKET,
        )
        headers = {
            "Content-Security-Policy": content_policy(style_source),
            "Cache-Control": "no-store",
            **cookie,
        }
        return HTMLResponse(text, headers=headers)

    async def serve_socket(self, socket: WebSocket) -> None:
        """Accept a tab's WebSocket and serve it until it goes."""
        session_id, cookie = self._identify(socket)
        await socket.accept(headers=[(name.encode(), value.encode()) for name, value in cookie.items()])
        await pump(socket, self.live, session_id)

    def _failure(self, request: Request, error: Exception) -> Response:
        """Answer a request whose page raised: in development with the traceback, else with an id."""
        error_id = log_fault(error, f'page "{request.url.path}"')
        detail = describe(error) if self.live.development else ""
        return self._notice(
            request, 500, "This page could not be shown", f"The error has the id {error_id}.", detail
        )

    def _identify(self, connection: HTTPConnection) -> tuple[str, Mapping[str, str]]:
        """Return the visitor's session id, and the header that hands out a new one if need be."""
        secure = connection.url.scheme in ("https", "wss")
        tag = f"{connection.scope['server'][1]}_{self.tag}" if self.live.development else ""
        name = cookie_name(secure=secure, tag=tag)
        session_id = self.live.signer.read(connection.cookies.get(name))
        if session_id is not None:
            return session_id, {}
        session_id = self.live.signer.issue()
        return session_id, {
            "Set-Cookie": cookie_header(name, self.live.signer.seal(session_id), secure=secure)
        }

    def _notice(self, request: Request, status: int, heading: str, text: str, detail: str = "") -> Response:
        prefix = request.scope.get("root_path", "")
        css, home = markup.escape(prefix + self.static.url("cacao.css")), markup.escape(f"{prefix}/")
        heading, text, detail = (markup.escape(part) for part in (heading, text, detail))
        trace = f"<pre>{detail}</pre>" if detail else ""
        page = (
            '<!doctype html><html lang="en"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f'<title>{heading}</title><link rel="icon" href="{html.ICON}">'
            f'<link rel="stylesheet" href="{css}"></head><body><main class="cacao-page-notice">'
            f'<p class="cacao-page-status">{status}</p><h1>{heading}</h1><p>{text}</p>{trace}'
            f'<p><a href="{home}">Go to the start page</a></p></main></body></html>'
        )
        return HTMLResponse(page, status, headers={"Cache-Control": "no-store"})
