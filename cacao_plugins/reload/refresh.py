"""Refresh: the route by which a page has the app's code run again, and asks what cannot be taken up."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route as StarletteRoute

from cacao_kernel import Route, session_of

from .taking_up import TakingUp

PATH = "/_cacao-reload"


def refresh_route(taking_up: TakingUp) -> Route:
    """Return the route, for whoever has a session.

    A POST has all of the app's code run again; a GET has the pages of that session told what was saved last
    and cannot be taken up, if anything.
    """

    async def answer(request: Request) -> Response:
        session = session_of(request)
        if session is None:
            return Response(status_code=404)
        if request.method == "GET":
            taking_up.tell_again(session)
        else:
            await taking_up.take_up((), is_forced=True)  # why it cannot be is told by the overlay
        return Response(status_code=204, headers={"Cache-Control": "no-store"})

    return StarletteRoute(PATH, answer, methods=["GET", "POST"])
