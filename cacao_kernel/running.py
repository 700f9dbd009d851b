"""Running: the user's file is run as ``python FILE`` would, up to its ``brew()``."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

from .errors import ServeError
from .launch import Launch
from .served import HandedOver, Served
from .world import current_world


def run_file(file: Path, like: ModuleType | None = None) -> tuple[Served | None, Launch]:
    """Run the file as ``__main__`` and return the App that its ``brew()`` serves, and how it wants it served.

    Args:
        file: the file.
        like: the module that ran before as ``__main__``, if this is to run in its place.

    Returns:
        None for the App, if the file serves none itself.

    Raises:
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
    if like is None:
        sys.path.insert(0, str(file.parent))
        sys.argv = [str(file)]
    else:
        module.__package__, module.__spec__ = like.__package__, like.__spec__
    sys.modules["__main__"] = module
    world.loading = True
    try:
        exec(code, module.__dict__)  # noqa: S102 - running the user's own file is what serving means
    except HandedOver as handed:
        return handed.app, handed.launch
    finally:
        world.loading = False
    return None, Launch()
