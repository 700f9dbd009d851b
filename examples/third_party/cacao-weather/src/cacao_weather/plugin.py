"""Weather: the plugin, one object for each App."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import AsyncGenerator, Iterable, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route as HttpRoute

from cacao_kernel import Assets, CacaoError, Commands, Host, Lifespan, NodeType, Route, hookimpl

from . import settings
from .card import Card, degrees
from .station import CITIES, WORDS, Station, measure


class Weather:
    """Contributes the node type ``weather``, what feeds it, and other ways to read it.

    Args:
        config: its settings, where an app hands it in itself: ``App(extensions=[Weather(…)])``.
    """

    Config = settings.Config

    def __init__(self, config: settings.Config | None = None) -> None:
        self.config = config
        self.station = Station()

    @hookimpl
    def register_node_types(self, app: Host) -> Mapping[str, NodeType]:
        """Contribute ``weather``."""
        return {"weather": NodeType(render=Card(self.station, app.config(settings.Config)).render)}

    @hookimpl
    def register_assets(self) -> Assets:
        """Contribute the look of the card."""
        return Assets(styles=((Path(__file__).parent / "weather.css").read_text("utf-8"),))

    @hookimpl
    def register_lifespans(self, app: Host) -> Iterable[Lifespan]:
        """Take the readings anew, again and again, while the app serves."""
        seconds = app.config(settings.Config).refresh

        @asynccontextmanager
        async def refreshing() -> AsyncGenerator[None, None]:
            task = asyncio.create_task(self._refresh_every(seconds))
            try:
                yield
            finally:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task

        return [refreshing]

    async def _refresh_every(self, seconds: float) -> None:
        while True:
            self.station.refresh()
            await asyncio.sleep(seconds)

    @hookimpl
    def register_routes(self, app: Host) -> Iterable[Route]:
        """Answer with the readings as JSON, of all cities or of one."""
        prefix = app.config(settings.Config).prefix

        async def every(request: Request) -> JSONResponse:
            return JSONResponse([reading.as_json() for reading in self.station.readings.value.values()])

        async def one(request: Request) -> JSONResponse:
            reading = self.station.readings.value.get(request.path_params["city"])
            if reading is None:
                return JSONResponse({"error": "no station is there", "cities": [*CITIES]}, 404)
            return JSONResponse(reading.as_json())

        return [HttpRoute(f"{prefix}.json", every), HttpRoute(f"{prefix}/{{city}}.json", one)]

    @hookimpl
    def register_commands(self, commands: Commands, app: Host) -> None:
        """Add ``cacao weather``, which prints the readings of the cities that are named, or of all."""
        config = app.config(settings.Config)

        def show(chosen: argparse.Namespace) -> None:
            for city in chosen.cities or CITIES:
                if city not in CITIES:
                    raise CacaoError(f"no station is in {city!r}", expected=f"one of {', '.join(CITIES)}")
                reading = measure(city)
                print(f"{city:10} {degrees(reading, config.units):>8}  {WORDS[reading.sky]}")

        parser = commands.add("weather", show, help="print the weather (simulated)")
        parser.add_argument("cities", nargs="*", metavar="CITY", help="a city; all of them by default")
