"""The App's ASGI side: pages, static files and the socket, behind the guard."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager, suppress
from functools import partial
from typing import Any
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect

from . import html, wire
from .addresses import Addresses
from .bundle import fits_into_page, join_modules, join_styles, squeezer_edition
from .cookie import cookie_header, cookie_name
from .errors import RouteError, WireError
from .guard import Guard, content_policy, is_own_socket
from .live import Live
from .notice import notice_page
from .redirect import Redirect
from .refusal import Refusal
from .static import PREFIX, SOCKET, File, Manifest
from .visit import Visit, find_address, find_visit
from .visitor import SCOPE
from .websocket import TRY_LATER, pump

Lifespan = Callable[[Any], AbstractAsyncContextManager[None]]


def make_asgi(live: Live, lifespan: Lifespan) -> ASGIApp:
    """Return the ASGI application that serves an App.

    Args:
        live: the App's live part.
        lifespan: entered while the application serves.
    """
    site = _Site(live)
    routes: list[Any] = [
        Route(f"{PREFIX}{{name}}", site.static.respond, methods=["GET"]),
        *(route for _, route in live.runtime.plugin_routes),
        Route("/{path:path}", site.serve_page, methods=["GET"]),
    ]
    inner = Starlette(routes=routes, lifespan=lifespan)
    server = live.runtime.config.server

    async def dispatch(scope: Scope, receive: Receive, send: Send) -> None:
        # Not one of the routes: their layers would cost something for each frame.
        if is_own_socket(scope):
            await site.serve_socket(WebSocket(scope, receive, send), receive, send)
        else:
            # Noted before a Mount moves the root of what stands in it.
            scope[SCOPE] = partial(site.find_session, scope, scope.get("root_path", ""))
            await inner(scope, receive, send)

    return Guard(
        dispatch,
        server.allowed_hosts,
        development=live.development,
        trusted_proxies=server.trusted_proxies,
    )


class _Site:
    def __init__(self, live: Live) -> None:
        self.live = live
        self.addresses = Addresses(live.runtime.config.server.max_sockets_per_address)
        styles = join_styles(live.runtime.styles)
        files = [File("cacao.js", join_modules(), _squeeze, squeezer_edition()), File("cacao.css", styles)]
        self.static = Manifest(files, live.kits.find)
        self.sheet = styles if fits_into_page(styles) else ""
        self.tag = hashlib.blake2b(str(live.runtime.config.home).encode(), digest_size=3).hexdigest()

    async def serve_page(self, request: Request) -> Response:
        """Answer a GET with the page's HTML, and hand out a session if the visitor has none."""
        prefix = request.scope.get("root_path", "")
        routes = self.live.runtime.routes
        try:
            query = request.scope["query_string"].decode("latin-1")
            visit = find_visit(routes, f"/{request.path_params['path']}", query, prefix)
            session_id, cookie, is_new = self._identify(request)
            try:
                painted, title, kits = await self.live.paint(session_id, visit, is_new=is_new)
            except Redirect as asked:
                _refuse_circle(asked, visit)
                raise
        except Redirect as asked:
            url = asked.url if asked.external else find_address(routes, asked.url, prefix)
            return RedirectResponse(url, 308 if asked.permanent else 303, {"Cache-Control": "no-store"})
        except Refusal as refusal:
            hint = f" {refusal.hint}" if refusal.hint and self.live.development else ""
            return self._notice(request, refusal.status, refusal.heading, refusal.text + hint)
        except Exception as error:
            return self._failure(request, error)
        encoded = quote(prefix)
        dress = self.live.kits.dress(dict.fromkeys((*kits, *self.live.runtime.page_kits)))
        sheets, links = ([self.sheet], []) if self.sheet else ([], [self.static.url("cacao.css")])
        text, style_source = html.document(
            painted,
            title=title,
            styles=[encoded + url for url in links],
            scripts=[encoded + url for url in (self.static.url("cacao.js"), *dress.scripts)],
            socket=encoded + SOCKET,
            sheets=[*sheets, *dress.sheets],
            late=[encoded + url for url in dress.links],
            lang=self.live.runtime.lang,
            meta=visit.page.meta,
            frame_bytes=self.live.runtime.config.server.max_frame_bytes,
        )
        headers = {
            "Content-Security-Policy": content_policy(style_source, frames=self.live.runtime.frames),
            "Cache-Control": "no-store",
            **cookie,
        }
        return HTMLResponse(text, headers=headers)

    async def serve_socket(self, socket: WebSocket, receive: Receive, send: Send) -> None:
        """Accept a tab's WebSocket and serve it until it goes."""
        session_id, cookie, _ = self._identify(socket)
        await socket.accept(headers=[(name.encode(), value.encode()) for name, value in cookie.items()])
        try:
            with self.addresses.entered(socket.client.host if socket.client else ""):
                await pump(socket.scope, receive, send, self.live, session_id)
        except WireError as error:
            with suppress(WebSocketDisconnect, RuntimeError, OSError):  # gone already
                await socket.send_text(wire.encode(wire.ERROR, 0, error.code, str(error)))
                await socket.close(TRY_LATER)

    def _failure(self, request: Request, error: Exception) -> Response:
        """Answer a request whose page raised: in development with all there is to know, else with an id."""
        heading, where = "This page could not be shown", f'page "{request.url.path}"'
        known = self.find_session(request.scope, request.scope.get("root_path", ""))
        session = None if known is None else self.live.sessions.find(known)
        error_id, report = self.live.shared.teller.log_page(error, where, session)
        if not self.live.development:
            text = f"We are sorry. The error has the id {error_id}, by which it can be found."
            return self._notice(request, 500, heading, text)
        from .fault_page import fault_page  # loaded when the first page fails
        from .report import fault_report

        home = self.live.runtime.config.home
        private = self.live.shared.teller.discretion.values
        report = report or fault_report(error, home=home, where=where, fault_id=error_id, private=private)
        page, style_source = fault_page(report, heading, self._home(request))
        headers = {"Content-Security-Policy": content_policy(style_source), "Cache-Control": "no-store"}
        return HTMLResponse(page, 500, headers)

    def _home(self, request: Request) -> str:
        return f"{quote(request.scope.get('root_path', ''))}/"

    def _identify(self, connection: HTTPConnection) -> tuple[str, Mapping[str, str], bool]:
        """Return the visitor's session id, the header that hands it out if need be, and whether it is new."""
        scope = connection.scope
        name = self._cookie_name(scope, scope.get("root_path", ""))
        session_id = self._read_cookie(connection, name)
        is_page = connection.scope["type"] == "http"
        if session_id is not None and not (is_page and self.live.signer.renew(session_id)):
            return session_id, {}, False
        is_new = session_id is None
        session_id = session_id or self.live.signer.issue()
        lifetime = self.live.runtime.session_limits.expires
        sealed = self.live.signer.seal(session_id)
        header = cookie_header(name, sealed, secure=_is_secure(scope), lifetime=lifetime)
        return session_id, {"Set-Cookie": header}, is_new

    def find_session(self, scope: Scope, prefix: str) -> str | None:
        """Return the id of the session that a request belongs to.

        Args:
            scope: what ASGI tells of the request.
            prefix: the path that the App is mounted under.
        """
        return self._read_cookie(HTTPConnection(scope), self._cookie_name(scope, prefix))

    def _cookie_name(self, scope: Scope, prefix: str) -> str:
        tag = f"{scope['server'][1]}_{self.tag}" if self.live.development else ""
        if prefix:
            # Two Apps side by side under one host have sessions of their own; the path stays "/", as
            # names that the browser guards must have it.
            tag += f"_{hashlib.blake2b(prefix.encode(), digest_size=3).hexdigest()}"
        return cookie_name(secure=_is_secure(scope), tag=tag.strip("_"))

    def _read_cookie(self, connection: HTTPConnection, name: str) -> str | None:
        """Return the session id in a cookie, if we have issued it and nobody else may have a copy of it."""
        session_id = self.live.signer.read(connection.cookies.get(name))
        return None if session_id is None or self.live.sessions.is_retired(session_id) else session_id

    def _notice(self, request: Request, status: int, heading: str, text: str) -> Response:
        home = self._home(request)
        css = home.rstrip("/") + self.static.url("cacao.css")
        page = notice_page(status, heading, text, css=css, home=home)
        return HTMLResponse(page, status, headers={"Cache-Control": "no-store"})


def _squeeze(script: str) -> str:
    from .squeeze import squeeze_script  # loaded when the first browser asks for it

    return squeeze_script(script)


def _is_secure(scope: Scope) -> bool:
    return scope["scheme"] in ("https", "wss")


def _refuse_circle(asked: Redirect, visit: Visit) -> None:
    """Refuse a page that redirects to itself: a browser would ask for it again and again."""
    if not asked.external and visit.link(asked.url) == visit.url:
        raise RouteError(
            "the page redirects to itself",
            where=f'page "{visit.path}"',
            cure="Let its guard pass the page that it redirects to.",
        )
