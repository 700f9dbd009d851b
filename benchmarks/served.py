"""Served: one server process, and what it uses of the machine."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryFile
from typing import Self

from .stage import Stage

ROOT = Path(__file__).resolve().parent.parent
APPS = ROOT / "benchmarks" / "apps"
START_SECONDS = 60
STOP_SECONDS = 15

# Limits that keep one visitor from taking a server for themselves; here one address is all visitors.
RAISED = {
    "CACAO_MAX_SOCKETS_PER_ADDRESS": "100000",
    "CACAO_MAX_EVENTS_PER_SECOND": "0",
    "CACAO_MAX_SESSIONS": "100000",
}


class Served:
    """A server process on a free port of this machine, from the ``with`` to its end.

    Args:
        stage: which page, on which side, in which loop.
        settings: more of the environment.
    """

    def __init__(self, stage: Stage, settings: Mapping[str, str] | None = None) -> None:
        self.stage = stage
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self._log = TemporaryFile("w+")  # noqa: SIM115 - closed by __exit__
        words = [sys.executable, "-m", "benchmarks.door", stage.loop, stage.side]
        began = time.perf_counter()
        self.process = subprocess.Popen(
            [*words, str(APPS / stage.file), str(self.port)],
            cwd=ROOT,
            env={**os.environ, **RAISED, **(settings or {}), **stage.settings},
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )
        self._first_page = self._wait()
        self.start_seconds = time.perf_counter() - began

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._log.close()

    def _wait(self) -> bytes:
        """Return the answer to the first GET, asked again until the server is there."""
        end = time.perf_counter() + START_SECONDS
        while time.perf_counter() < end and self.process.poll() is None:
            try:
                return self.get(self.stage.path)
            except ConnectionRefusedError:
                time.sleep(0.002)
        raise RuntimeError(f"{self.stage} did not start:\n{self.log}")

    @property
    def url(self) -> str:
        """The server's address, without a slash at its end."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        """What the server has printed so far."""
        self._log.seek(0)
        return self._log.read()

    def get(self, path: str = "/", headers: str = "") -> bytes:
        """Return the whole answer to a GET, head and body.

        Args:
            path: what is asked for.
            headers: further lines of the head, each with its line end.

        Raises:
            RuntimeError: unless the answer is a page.
        """
        with socket.create_connection(("127.0.0.1", self.port), timeout=START_SECONDS) as line:
            host = f"Host: 127.0.0.1:{self.port}\r\n"
            line.sendall(f"GET {path} HTTP/1.1\r\n{host}{headers}Connection: close\r\n\r\n".encode())
            answer = b"".join(iter(lambda: line.recv(1 << 18), b""))
        if not answer.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(f"{self.stage} answered {answer[:200]!r}\n{self.log}")
        return answer

    def page(self) -> bytes:
        """Return the answer to a GET of the stage's page, as a new visitor gets it."""
        first, self._first_page = self._first_page, b""
        return first or self.get(self.stage.path)

    def cpu(self) -> float:
        """Return the CPU seconds that all threads of the process have used, to the nanosecond."""
        # The clock of another process, as clock_getcpuclockid(3) makes its number on Linux.
        return time.clock_gettime_ns(~self.process.pid << 3 | 2) / 1e9

    def memory(self) -> int:
        """Return the bytes of memory that the process holds (its resident set)."""
        status = Path(f"/proc/{self.process.pid}/statm").read_text("ascii")
        return int(status.split()[1]) * os.sysconf("SC_PAGE_SIZE")
