"""Launch: what code or the command line asks of a server, and of the window that shows it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple, TypedDict

from .errors import ServeError, nearest, shorten


class Window(TypedDict, total=False):
    """What ``brew()`` says of the window of an app; a browser has its own, and lets it be.

    Attributes:
        width: of the window, in pixels.
        height: of the window, in pixels.
        resizable: whether it can be made larger and smaller.
        fullscreen: whether it takes the whole screen.
    """

    width: int
    height: int
    resizable: bool
    fullscreen: bool


class Launch(NamedTuple):
    """What code or the command line asks of a server; None leaves it to cacao.json.

    Attributes:
        type: what to serve for; ``"web"`` is a server to open in a browser.
        host, port: the address and the port to bind.
        verbose: whether to log a line for each request and event.
        production: whether to run as in production even on a loopback address.
        development: whether to refuse to run in any other way than in development.
        opens: whether to show the app in a browser once it is ready.
        log_format: how the log is written, ``"text"`` or ``"json"``.
        storage: where sessions are kept, ``"memory"`` or ``"file"``.
        window: what is wanted of a window of its own, if it is served for one.
    """

    type: str = "web"
    host: str | None = None
    port: int | None = None
    verbose: bool = False
    production: bool = False
    development: bool = False
    opens: bool = False
    log_format: str | None = None
    storage: str | None = None
    window: Window = Window()


def check_window(given: Mapping[str, Any]) -> None:
    """See that these are words for a window, with their values.

    Raises:
        ServeError: naming what is not.
    """
    for name, value in given.items():
        where = f"brew({name}=…)"
        if name not in Window.__annotations__:
            known = (*Window.__annotations__, "type", "host", "port", "theme", "title")
            cure = nearest(name, known) or f"There are {', '.join(sorted(known))}."
            raise ServeError("brew() knows no such word", where=where, cure=cure)
        is_length = name in ("width", "height")
        if is_length and (type(value) is not int or value < 1):
            raise ServeError("a length of a window", where=where, expected="pixels", got=shorten(value))
        if not is_length and type(value) is not bool:
            raise ServeError(
                "a window is so or not", where=where, expected="True or False", got=shorten(value)
            )
