"""Served: an App, as what serves it sees it, and how a file that is being loaded hands it over."""

from __future__ import annotations

from typing import Protocol

from starlette.types import ASGIApp

from .config import Config
from .host import Renewal
from .launch import Launch
from .live import Live
from .names import Origin
from .world import World


class Living(Protocol):
    """What a server needs to stop."""

    @property
    def live(self) -> Live | None:
        """What lives while the app serves."""
        ...


class Served(Living, Protocol):
    """What serving needs of an App."""

    origin: Origin
    world: World
    renewal: Renewal | None

    def read_config(self) -> Config:
        """Return what cacao.json and the environment say."""
        ...

    def prepare(self, config: Config, *, development: bool) -> ASGIApp:
        """Return the ASGI application."""
        ...


class HandedOver(BaseException):
    """Ends the run of a file that the server itself is loading, at its ``brew()``."""

    def __init__(self, app: Served, launch: Launch) -> None:
        super().__init__()
        self.app = app
        self.launch = launch
