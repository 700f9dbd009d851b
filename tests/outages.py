"""Outages: an app at one address whose server is stopped, killed, and there again."""

from __future__ import annotations

import random
import signal
import threading
import time
from typing import Any

from conftest import Serve
from durable import start
from patience import WAIT_SECONDS
from servers import ServerProcess, free_port

from cacao_kernel.wire import unbundle

# What a browser itself writes on connections that were refused or broken off.
BROWSERS_OWN = ("ERR_CONNECTION", "WebSocket connection to")


class Site:
    """An app at one address.

    Args:
        serve: starts a server process that ends with the test.
        source: the app's file.
        words: more words for the command line.
        settings: settings of the server; sessions are kept in a file if nothing else is said.
    """

    def __init__(self, serve: Serve, source: str, *words: str, **settings: object) -> None:
        self.port = free_port()
        self._serve, self._source, self._words, self._settings = serve, source, words, settings
        self.server: ServerProcess = self.start()

    @property
    def url(self) -> str:
        """Its address, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> ServerProcess:
        """Let the server be there again."""
        self.server = start(self._serve, self.port, self._source, *self._words, settings=self._settings)
        return self.server

    def stop(self, number: signal.Signals = signal.SIGTERM) -> None:
        """Let the server go, by a signal."""
        self.server.stop(number)

    def restart(self, number: signal.Signals = signal.SIGTERM) -> None:
        """Let the server go and be there again."""
        self.stop(number)
        self.start()


class Restarts(threading.Thread):
    """Restarts a server again and again beside the test, stopped and killed in turn, at random moments.

    Args:
        site: whose server.
        times: how often.
    """

    def __init__(self, site: Site, times: int) -> None:
        super().__init__(daemon=True)
        self._site, self._times, self._chance = site, times, random.Random(times)
        self._is_seen = threading.Event()
        self.done = 0

    def run(self) -> None:
        """Restart, each time after the browser has come back from the time before."""
        for number in range(self._times):
            if not self._is_seen.wait(WAIT_SECONDS):
                return
            time.sleep(self._chance.uniform(0.0, 0.4))
            self._site.stop((signal.SIGTERM, signal.SIGKILL)[number % 2])
            self._is_seen.clear()
            self._site.start()
            self.done += 1

    def look(self, page: Any) -> None:
        """See whether the browser is back; let it try at once, as one does that is online again."""
        joined = "document.querySelector('[data-cacao-joined]') || dispatchEvent(new Event('online'))"
        if page.evaluate(f"({joined}) !== true"):
            self._is_seen.set()


def forgive(page: Any) -> None:
    """Put up with what the browser itself writes on lost connections, and with nothing else."""
    page.faults[:] = [fault for fault in page.faults if not any(words in fault for words in BROWSERS_OWN)]


def note_frames(page: Any, way: str = "framereceived") -> list[list[Any]]:
    """Return the list that the frames of all sockets to come are added to, as they are received, or sent."""
    frames: list[list[Any]] = []
    note = lambda text: frames.extend(unbundle(text))  # noqa: E731
    page.on("websocket", lambda socket: socket.on(way, note))
    return frames
