"""Intake: the route by which the bytes of files come, piece after piece."""

from __future__ import annotations

import asyncio
import logging
import re

from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from cacao_kernel import session_of

from . import UPLOADS
from .depot import Depot
from .slot import Overtaken, Slot

log = logging.getLogger("cacao.files")


OFFSET, LENGTH = "Upload-Offset", "Upload-Length"

_NUMBER = re.compile(r"[0-9]{1,15}\Z")


class Intake:
    """Takes what browsers send.

    A HEAD tells how much of a file is there; a PATCH brings more, from there on. Whoever has no session, or
    a ticket that is another's, used or none, is told that there is nothing.

    Args:
        depot: where it goes.
    """

    def __init__(self, depot: Depot) -> None:
        self._depot = depot
        self.route = Route(f"{UPLOADS}{{ticket}}", self.answer, methods=["HEAD", "PATCH"])

    async def answer(self, request: Request) -> Response:
        """Answer a request."""
        slot = self._depot.find(session_of(request), request.path_params["ticket"])
        if slot is None:
            return _say(404, "There is no such upload.")
        if request.method == "HEAD":
            return _tell(slot, 200)
        offset = request.headers.get(OFFSET, "")
        if not _NUMBER.match(offset):
            return _say(400, f"{OFFSET} is a number.")
        length = request.headers.get("Content-Length", "")
        if _NUMBER.match(length) and int(offset) + int(length) > slot.size:
            return self._refuse(slot)
        turn = slot.begin()
        try:
            if int(offset) != slot.received:
                return _tell(slot, 409)
            return await self._take(slot, turn, request)
        finally:
            slot.end(turn)

    async def _take(self, slot: Slot, turn: int, request: Request) -> Response:
        try:
            async for piece in request.stream():
                if slot.received + len(piece) > slot.size:
                    return self._refuse(slot)
                if piece:
                    await asyncio.to_thread(slot.append, turn, piece)
        except ClientDisconnect:
            return _tell(slot, 400)  # nobody reads it
        except Overtaken:
            return _tell(slot, 409)
        except OSError as error:
            log.warning("An upload stands still: %s", error)
            return _tell(slot, 507)
        return _tell(slot, 204)

    def _refuse(self, slot: Slot) -> Response:
        self._depot.refuse(slot)
        return _say(413, "That is more than was announced.")


def _tell(slot: Slot, status: int) -> Response:
    headers = {OFFSET: str(slot.received), LENGTH: str(slot.size), "Cache-Control": "no-store"}
    return Response(status_code=status, headers=headers)


def _say(status: int, text: str) -> Response:
    return PlainTextResponse(f"{text}\n", status, {"Cache-Control": "no-store"})
