"""Loading: find the user's file and run it as ``python FILE`` would, up to its ``brew()``."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

from .config import FILE, load_config
from .errors import ServeError
from .mix import default_app
from .serve import HandedOver, Launch, Served
from .world import current_world

CANDIDATES = ("main.py", "app.py")


def find_file(given: str | None) -> Path:
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
        cure="Or name the file: cacao serve FILE.",
    )


def load_app(file: Path) -> tuple[Served, Launch]:
    """Run the file as ``__main__`` and return its App, and how its ``brew()`` wants it served.

    Raises:
        RouteError: if the file makes no App.
        ServeError: if the file cannot be read.
        Exception: whatever the file raises.
    """
    file = file.resolve()
    module = ModuleType("__main__")
    module.__file__ = str(file)
    try:
        source = file.read_bytes()
    except OSError as error:
        raise ServeError(f"the file cannot be read: {error.strerror}", where=str(file)) from None
    code = compile(source, str(file), "exec", dont_inherit=True)
    world = current_world()
    sys.path.insert(0, str(file.parent))
    sys.argv = [str(file)]
    sys.modules["__main__"] = module
    world.loading = True
    try:
        exec(code, module.__dict__)  # noqa: S102 - running the user's own file is what serving means
    except HandedOver as handed:
        return handed.app, handed.launch
    finally:
        world.loading = False
    return default_app(), Launch()
