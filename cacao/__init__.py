"""Cacao: reactive web apps in plain Python. Names are imported when they are first used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cacao_kernel.app import App as App
    from cacao_kernel.bind import bind as bind
    from cacao_kernel.bind import call as call
    from cacao_kernel.bind import commit as commit
    from cacao_kernel.component import Component as Component
    from cacao_kernel.computed import Computed as Computed
    from cacao_kernel.errors import CacaoError as CacaoError
    from cacao_kernel.event import Event as Event
    from cacao_kernel.mix import mix as mix
    from cacao_kernel.redirect import redirect as redirect
    from cacao_kernel.refusal import not_found as not_found
    from cacao_kernel.rows import For as For
    from cacao_kernel.server import CacaoServer as CacaoServer
    from cacao_kernel.server import run as run
    from cacao_kernel.shape import Child as Child
    from cacao_kernel.shape import Node as Node
    from cacao_kernel.shape import Tree as Tree
    from cacao_kernel.state import State as State
    from cacao_kernel.visit import Visit as Visit

_HOMES = {
    "App": "app",
    "bind": "bind",
    "call": "bind",
    "commit": "bind",
    "mix": "mix",
    "Component": "component",
    "Computed": "computed",
    "For": "rows",
    "not_found": "refusal",
    "CacaoError": "errors",
    "Event": "event",
    "CacaoServer": "server",
    "redirect": "redirect",
    "run": "server",
    "Child": "shape",
    "Node": "shape",
    "Tree": "shape",
    "State": "state",
    "Visit": "visit",
}

__all__ = [
    "App",
    "CacaoError",
    "CacaoServer",
    "Child",
    "Component",
    "Computed",
    "Event",
    "For",
    "Node",
    "State",
    "Tree",
    "Visit",
    "bind",
    "call",
    "commit",
    "mix",
    "not_found",
    "redirect",
    "run",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'cacao' has no attribute {name!r}")
    return getattr(import_module(f"cacao_kernel.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return __all__
