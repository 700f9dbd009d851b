"""Loading: the user's file, and the App that it makes."""

from __future__ import annotations

from pathlib import Path

from .config import FILE, load_config
from .errors import ServeError
from .launch import Launch
from .mix import default_app
from .running import run_file
from .served import Served

CANDIDATES = ("main.py", "app.py")


def find_file(given: str | None, command: str = "") -> Path:
    """Return the file to serve: the given one, cacao.json's entry, main.py or app.py.

    Raises:
        ServeError: if there is none.
        ConfigError: if cacao.json is wrong.
    """
    if given is not None:
        file = Path(given)
        if not file.is_file():
            raise ServeError(
                "there is no such file", where=given, cure="Give the path of your app's Python file."
            )
        return file
    entry = load_config(Path.cwd()).server.entry
    if entry:
        if not Path(entry).is_file():
            raise ServeError("there is no such file", where=f"{FILE}: server.entry", got=entry)
        return Path(entry)
    for name in CANDIDATES:
        if Path(name).is_file():
            return Path(name)
    raise ServeError(
        "there is nothing to serve here",
        where=str(Path.cwd()),
        expected=f'{" or ".join(CANDIDATES)}, or "server": {{"entry": "…"}} in {FILE}',
        cure=f"Or name the file: cacao {command} FILE." if command else "Or name the file.",
    )


def is_something_here() -> bool:
    """Tell whether this folder has something to serve, be it right or wrong.

    Raises:
        ConfigError: if cacao.json is wrong.
    """
    return bool(load_config(Path.cwd()).server.entry) or any(Path(name).is_file() for name in CANDIDATES)


def load_app(file: Path) -> tuple[Served, Launch]:
    """Run the file as ``__main__`` and return its App, and how its ``brew()`` wants it served.

    Raises:
        RouteError: if the file makes no App.
        ServeError: if the file cannot be read.
        Exception: whatever the file raises.
    """
    app, launch = run_file(file)
    return app or default_app(), launch
