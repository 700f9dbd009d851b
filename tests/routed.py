"""Routed: a plugin with routes, for tests of what it contributes."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse

from cacao_kernel import hookimpl


async def answer(request: Request) -> PlainTextResponse:
    """Answer a request."""
    return PlainTextResponse("a route")


class Routed:
    """A plugin with routes."""

    def __init__(self, *routes: Any) -> None:
        self.routes = [*routes]

    @hookimpl
    def register_routes(self) -> list[Any]:
        return self.routes
