"""Host: the App, as plugins see it while they contribute."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from .bind import serving
from .errors import PluginError, StateError

C = TypeVar("C")


@dataclass(frozen=True)
class Host:
    """The App, as plugins see it while they contribute.

    Attributes:
        title: the app's title.
        home: the folder of cacao.json, from which paths in settings count.
        theme: what the app's code has given as its theme; None for nothing.
        development: whether this is a developer's own machine.
    """

    title: str
    _settings: Mapping[type, Any]
    home: Path = Path()
    theme: object = None
    development: bool = False

    def config(self, kind: type[C]) -> C:
        """Return a plugin's own settings, by the type of its Config dataclass.

        Raises:
            PluginError: if no enabled plugin has this Config.
        """
        if kind not in self._settings:
            raise PluginError(f"no enabled plugin has the settings {kind.__module__}.{kind.__qualname__}")
        settings: C = self._settings[kind]
        return settings


def current_host() -> Host:
    """Return the App whose handler is running, as plugins see it.

    A function that apps call in their handlers finds by it what its plugin keeps for this App.

    Raises:
        StateError: if no handler is running.
    """
    run = serving("cacao_kernel.current_host")
    if run.turn is None:
        raise StateError("cacao_kernel.current_host needs a handler, and none is running")
    host: Host = run.turn.app.shared.host
    return host
