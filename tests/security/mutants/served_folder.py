"""A build that joins the path of a request with a folder, as file servers do."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from cacao_kernel.static import Manifest

real = Manifest.respond


def respond(self: Manifest, request: Request) -> Response:
    file = Path.cwd() / unquote(request.path_params["name"])
    return FileResponse(file) if file.is_file() else real(self, request)


Manifest.respond = respond  # type: ignore[method-assign]
