"""Modules: the app's own, which of them a change concerns, and their exchange for new ones."""

from __future__ import annotations

import ast
import importlib
import linecache
import os
import sys
from collections.abc import Callable, Collection, Generator, Iterable, Mapping
from contextlib import contextmanager, suppress
from functools import lru_cache
from importlib.util import cache_from_source
from pathlib import Path
from types import ModuleType

MAIN = "__main__"

_OURS = frozenset({"cacao", "cacao_kernel", "cacao_plugins"})
INSTALLED = frozenset({"site-packages", "dist-packages"})

Stamp = tuple[int, int]


class Exchange:
    """What was taken out of ``sys.modules`` for new modules to come in its place.

    Args:
        names: those of the modules.
        own: returns the names of the app's own modules that are loaded.
    """

    def __init__(self, names: Collection[str], own: Callable[[], Collection[str]]) -> None:
        main = sys.modules[MAIN]
        # The file that runs as `__main__` is imported by its own name.
        aliases = {name for name, module in list(sys.modules.items()) if module is main}
        self._own = own
        self._taken = {name: sys.modules[name] for name in {*names, *aliases} if name in sys.modules}
        self._stayed = frozenset(own()) - self._taken.keys()
        for name in self._taken.keys() - {MAIN}:
            package, _, last = name.rpartition(".")
            if getattr(sys.modules.get(package), last, None) is self._taken[name]:
                delattr(sys.modules[package], last)  # or `from package import last` would find it there
        for name in self._taken.keys() - {MAIN}:
            del sys.modules[name]

    @property
    def taken(self) -> Mapping[str, ModuleType]:
        """What was taken out, by name."""
        return self._taken

    def undo(self) -> None:
        """Let all be as it was before."""
        for name in {*self._own()} - self._stayed:
            sys.modules.pop(name, None)
        sys.modules.update(self._taken)
        for name, module in self._taken.items():
            package, _, last = name.rpartition(".")
            if package in sys.modules:
                setattr(sys.modules[package], last, module)

    @contextmanager
    def undone(self) -> Generator[None, None, None]:
        """Let the names of modules mean those that were taken out, for the length of a ``with`` block."""
        now = {name: sys.modules.get(name) for name in self._taken}
        sys.modules.update(self._taken)
        try:
            yield
        finally:
            for name, module in now.items():
                if module is None:
                    del sys.modules[name]
                else:
                    sys.modules[name] = module


class Modules:
    """The modules of one app: those below the folder of its file that are installed nowhere.

    Args:
        file: the app's file, which runs as ``__main__``.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        self.home = _find_home(file)
        self._inside = f"{str(self.home).rstrip(os.sep)}{os.sep}"
        self._stamps: dict[Path, Stamp | None] = {}

    def own(self) -> dict[str, Path]:
        """Return the files of the app's own modules that are loaded, by the modules' names."""
        found = {MAIN: self.file}
        main = sys.modules.get(MAIN)
        for name, module in list(sys.modules.items()):
            path = getattr(module, "__file__", None)
            # A thousand modules are looked at: paths are made of the few that may be meant.
            if not isinstance(path, str) or not path.startswith(self._inside) or name == MAIN:
                continue
            file = Path(path)
            if module is not main and self.is_own(file) and name.partition(".")[0] not in _OURS:
                found[name] = file
        return found

    def is_own(self, file: Path) -> bool:
        """Tell whether a file would be one of the app's."""
        return file.suffix == ".py" and file.is_relative_to(self.home) and not is_aside(file, self.home)

    def note(self, before: Mapping[Path, Stamp | None] | None = None) -> None:
        """Note what the files are like, as they have been loaded by now.

        Args:
            before: what those were like that were known before they were loaded: what is saved meanwhile
                may not have been loaded.
        """
        found = self.stamps()
        self._stamps = found | {file: stamp for file, stamp in (before or {}).items() if file in found}

    def stamps(self) -> dict[Path, Stamp | None]:
        """Return what the files of loaded modules are like at present."""
        return {file: _stamp(file) for file in self.own().values()}

    def edited(self) -> set[Path]:
        """Return the files of loaded modules that are not any more as they were loaded."""
        return {file for file, stamp in self._stamps.items() if _stamp(file) != stamp}

    def concerned(self, edited: Collection[Path], declaring: Iterable[str]) -> set[str]:
        """Return the names of the modules to be run again: the edited, those that declare, and who uses them.

        Args:
            edited: files.
            declaring: names of modules that have made something that belongs to one run of the code: a State,
                an App, a page, a handler.
        """
        own = self.own()
        found = {MAIN, *(name for name in declaring if name in own)}
        found |= {name for name, file in own.items() if file in edited}
        uses = {name: _imports(name, file, _stamp(file)) for name, file in own.items() if name != MAIN}
        while True:
            # `main` is what others import the file by that runs as `__main__`.
            names = {self.file.stem if name == MAIN else name for name in found} | found
            more = {name for name, used in uses.items() if name not in found and not names.isdisjoint(used)}
            if not more:
                return found
            found |= more

    def take_out(self, concerned: Collection[str], edited: Iterable[Path]) -> Exchange:
        """Take modules out of ``sys.modules``, so that they are loaded anew when they are imported."""
        for file in edited:
            with suppress(OSError, NotImplementedError):  # of the same second and length, it would be taken
                Path(cache_from_source(str(file))).unlink(missing_ok=True)
        importlib.invalidate_caches()
        linecache.checkcache()
        return Exchange(concerned, self.own)


def is_aside(file: Path, home: Path) -> bool:
    """Tell whether a file below a folder is none of the app's own: installed, hidden, or somebody's cache."""
    parts = file.relative_to(home).parts
    if any(part.startswith(".") or part in ("__pycache__", "node_modules") for part in parts):
        return True
    if not INSTALLED.isdisjoint(parts):
        return True
    return any((folder / "pyvenv.cfg").exists() for folder in _between(file, home))


def _between(file: Path, home: Path) -> Iterable[Path]:
    """Return the folders around a file, up to below a folder that it is in."""
    return (folder for folder in file.parents if folder != home and folder.is_relative_to(home))


def _find_home(file: Path) -> Path:
    """Return the folder of a file; of one in a package, that of the package."""
    home = file.parent
    while (home / "__init__.py").exists() and home.parent != home:
        home = home.parent
    return home


def _stamp(file: Path) -> Stamp | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


@lru_cache(maxsize=4096)
def _imports(name: str, file: Path, stamp: Stamp | None) -> frozenset[str]:
    """Return the names of the modules that a file may import.

    Args:
        name: the module's.
        file: the file.
        stamp: what it is like at present; another is read anew.
    """
    try:
        tree = ast.parse(file.read_bytes())
    except (OSError, SyntaxError, ValueError):
        return frozenset()
    is_package = file.name == "__init__.py"
    found = set[str]()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                found |= _with_packages(alias.name)
        elif isinstance(node, ast.ImportFrom):
            base = _absolute(name, node, is_package=is_package)
            found |= _with_packages(base)
            found |= {f"{base}.{alias.name}".strip(".") for alias in node.names}
    return frozenset(found)


def _absolute(name: str, node: ast.ImportFrom, *, is_package: bool) -> str:
    if not node.level:
        return node.module or ""
    parts = name.split(".")
    up = node.level - is_package
    around = parts[: len(parts) - up] if up else parts
    return ".".join([*around, *([node.module] if node.module else [])])


def _with_packages(name: str) -> set[str]:
    parts = name.split(".")
    return {".".join(parts[: place + 1]) for place in range(len(parts))}
