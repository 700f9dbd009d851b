"""Look: the route by which a page asks what it is to wear by the code that serves now."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route as StarletteRoute

from cacao_kernel import Host, Route, session_of

PATH = "/_cacao-reload/look"


def look_route(app: Host) -> Route:
    """Return the route, for whoever has a session: a GET tells the addresses of styles and scripts."""

    def answer(request: Request) -> Response:  # in a thread: the first time, all styles are shortened for it
        wardrobe = None if session_of(request) is None else app.wardrobe()
        if wardrobe is None:
            return Response(status_code=404)
        return JSONResponse(wardrobe._asdict(), headers={"Cache-Control": "no-store"})

    return StarletteRoute(PATH, answer, methods=["GET"])
