"""The guard: stands before everything else, checks Host and Origin, and sets the security headers."""

from __future__ import annotations

import ipaddress
import logging
import re
import time
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .lifespan import run_lifespan
from .static import SOCKET

log = logging.getLogger("cacao.request")

LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})

_HOST = re.compile(r"(?P<name>[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?\Z")
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto")
_ORIGIN_SCHEME = {"http": "http", "https": "https", "ws": "http", "wss": "https"}

_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'{styles}; img-src 'self' data: blob:; "
    "font-src 'self'; connect-src 'self'; media-src 'self'; manifest-src 'self'; worker-src 'self'; "
    "base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'self'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def content_policy(style_source: str = "", *, frames: bool = False) -> str:
    """Return the Content-Security-Policy.

    Args:
        style_source: the hash that allows the page's own style block; empty for none.
        frames: whether the page may hold frames with pages of the same address.
    """
    policy = _CSP.format(styles=f" {style_source}" if style_source else "")
    return f"{policy}; frame-src 'self'" if frames else policy


def security_headers() -> dict[str, str]:
    """Return the headers of whatever is answered before an app could."""
    return {**_HEADERS, "Content-Security-Policy": content_policy()}


def is_loopback(host: str) -> bool:
    """Tell whether only this machine can reach a host by this name or address."""
    if host in LOOPBACK:
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def is_own_socket(scope: Scope) -> bool:
    """Tell whether a connection is the socket of a Cacao page."""
    if scope["type"] != "websocket":
        return False
    path: str = scope["path"]
    return path.removeprefix(scope.get("root_path", "")) == SOCKET


class Guard:
    """The outermost layer of an App.

    Args:
        app: what it stands before.
        allowed_hosts: names the app may be reached by, beside those of loopback.
        development: whether to refuse what only a proxy or a stranger would send.
        trusted_proxies: addresses of proxies; one on this machine may stand before a development server.
    """

    def __init__(
        self,
        app: ASGIApp,
        allowed_hosts: Iterable[str],
        *,
        development: bool,
        trusted_proxies: Iterable[str] = (),
    ) -> None:
        self._app = app
        self._development = development
        self._refuses_proxies = development and not any(map(is_loopback, trusted_proxies))
        self._hosts = frozenset() if development else frozenset(name.lower() for name in allowed_hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse the request, or pass it on and add the headers to its answer."""
        if scope["type"] not in ("http", "websocket"):
            await run_lifespan(self._app, scope, receive, send)
            return
        reason, status = self._refuse(scope)
        entry = _Entry(scope) if log.isEnabledFor(logging.INFO) else None

        async def send_guarded(message: Message) -> None:
            if message["type"].endswith("http.response.start"):
                _add_headers(message)
            if entry is not None:
                entry.note(message)
            await send(message)

        if not reason and is_own_socket(scope):
            # Always accepted; what is sent there has no headers, and should cost nothing here.
            if entry is not None:
                entry.log(101)
            await self._app(scope, receive, send)
        elif not reason:
            await self._app(scope, receive, send_guarded)
        elif scope["type"] == "websocket" and "websocket.http.response" not in scope.get("extensions", {}):
            await send({"type": "websocket.close", "code": 1008})  # the server answers 403
        else:
            refusal = PlainTextResponse(reason, status, headers={"Connection": "close"})
            await refusal(scope, receive, send_guarded)

    def _refuse(self, scope: Scope) -> tuple[str, int]:
        """Return why a request is refused, and the status; an empty reason lets it pass."""
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        host = hosts[0].lower() if len(hosts) == 1 else ""
        parts = _HOST.match(host)
        if parts is None:
            return "A request needs one valid Host header.\n", 400
        if "transfer-encoding" in headers and "content-length" in headers:
            return "A request's body has one length.\n", 400  # two ends: a proxy may read another
        if self._refuses_proxies:
            forwarded = next((header for header in _FORWARDED if header in headers), "")
            if forwarded:
                return (
                    f"This is a development server, and the header {forwarded} says the request came "
                    'through a proxy. Start it with --production and name the host in cacao.json: "server": '
                    '{"allowed_hosts": ["…"], "trusted_proxies": ["127.0.0.1"]}.\n'
                ), 400
        if not (is_loopback(parts["name"]) or parts["name"] in self._hosts):
            return (
                "This app is not served under that name. If it should be, add the name to cacao.json: "
                '"server": {"allowed_hosts": ["…"]}, or to CACAO_ALLOWED_HOSTS'
                f"{', and start it with --production' if self._development else ''}.\n"
            ), 400
        if scope["type"] == "websocket" or scope["method"] not in _SAFE_METHODS:
            own = f"{_ORIGIN_SCHEME.get(scope['scheme'], 'http')}://{host}"
            origins = headers.getlist("origin")
            if len(origins) != 1 or origins[0].lower() != own:
                return "The request comes from another site.\n", 403
        return "", 200


def _add_headers(message: Message) -> None:
    message.setdefault("headers", [])
    headers: Any = MutableHeaders(scope=message)
    for name, value in _HEADERS.items():
        headers.setdefault(name, value)
    headers.setdefault("Content-Security-Policy", content_policy())


class _Entry:
    """The line of the log of one request, written as its answer ends."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._begun = time.perf_counter()
        self._status = 0
        self._size = 0

    def note(self, message: Message) -> None:
        """Note what is sent, and log the request with the last of it."""
        kind: str = message["type"]
        if kind.endswith("http.response.start"):
            self._status = message["status"]
        elif kind.endswith("http.response.body"):
            self._size += len(message.get("body", b""))
            if not message.get("more_body", False):
                self.log(self._status)
        elif kind == "websocket.accept":
            self.log(101)

    def log(self, status: int) -> None:
        """Log the request."""
        method, path = self._scope.get("method", "GET"), quote(self._scope["path"])
        told: dict[str, Any] = {"method": method, "path": path, "status": status}
        text = f"{method} {path} {status}"
        if status != 101:
            told["ms"] = round((time.perf_counter() - self._begun) * 1000, 1)
            told["bytes"] = self._size
            text += f" {told['ms']} ms {self._size} B"
        log.info("%s", text, extra={"cacao": told})
