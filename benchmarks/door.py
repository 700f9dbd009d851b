"""The door: serves a page by hand as ``cacao serve`` serves a page of Cacao.

It is run as a program of its own: ``python -m benchmarks.door asyncio bare apps/bare.py 8000``.
"""

from __future__ import annotations

import importlib
import runpy
import sys

LOOPS = ("asyncio", "uvloop")


def main(loop: str, side: str, file: str, port: str) -> None:
    """Serve one page until SIGTERM.

    Args:
        loop: the event loop, ``asyncio`` or ``uvloop``.
        side: ``bare`` for a page by hand, ``cacao`` for one of Cacao.
        file: the page's file.
        port: the port to bind.
    """
    if loop == "asyncio":
        # Uvicorn takes uvloop wherever it is installed; this is how it looks where it is not.
        sys.modules["uvloop"] = None  # type: ignore[assignment]
    else:
        importlib.import_module(loop)  # uvicorn would go on without
    if side == "cacao":
        from cacao_kernel.cli import main as serve

        sys.exit(serve(["serve", file, "--production", "--port", port]))
    import uvicorn

    uvicorn.run(
        runpy.run_path(file)["app"],
        port=int(port),
        http="h11",
        ws="websockets-sansio",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ws_per_message_deflate=False,
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
