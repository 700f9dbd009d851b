"""Cacao: reactive web apps in plain Python. Names are imported when they are first used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cacao_kernel.app import App as App
    from cacao_kernel.app import mix as mix
    from cacao_kernel.component import Component as Component
    from cacao_kernel.errors import CacaoError as CacaoError
    from cacao_kernel.event import Event as Event
    from cacao_kernel.server import CacaoServer as CacaoServer
    from cacao_kernel.server import run as run
    from cacao_kernel.state import State as State

_HOMES = {
    "App": "app",
    "mix": "app",
    "Component": "component",
    "CacaoError": "errors",
    "Event": "event",
    "CacaoServer": "server",
    "run": "server",
    "State": "state",
}

__all__ = ["App", "CacaoError", "CacaoServer", "Component", "Event", "State", "mix", "run"]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'cacao' has no attribute {name!r}")
    return getattr(import_module(f"cacao_kernel.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return __all__
