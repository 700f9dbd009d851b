"""A real server process, started by a test and stopped by it, by pid."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

START_SECONDS = 20
STOP_SECONDS = 15
READY = re.compile(r"(?:Cacao is ready:|Uvicorn running on) (http://\S+)")


class ServerProcess:
    """A process that serves an app on a free loopback port.

    Args:
        command: the words after the Python interpreter, such as ``["-m", "cacao", "serve", "main.py"]``.
        folder: the current folder of the process.
        environment: variables to set beside the present ones; the tools for developers are off else.
        python: the interpreter; by default the present one.
    """

    def __init__(
        self,
        command: Sequence[str],
        folder: Path,
        environment: Mapping[str, str] | None = None,
        python: str | Path = sys.executable,
    ) -> None:
        self.lines: list[str] = []
        self._is_ready = threading.Event()
        self.process = subprocess.Popen(
            [str(python), "-u", *command],
            cwd=folder,
            env={"CACAO_TOOLS": "false", **os.environ, **(environment or {})},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        if not self._is_ready.wait(START_SECONDS) or self.url == "":
            self.stop()
            raise AssertionError(f"the server did not start:\n{self.output}")

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line)
            if READY.search(line):
                self._is_ready.set()
        self._is_ready.set()

    @property
    def output(self) -> str:
        """Everything the process has printed."""
        return "".join(self.lines)

    @property
    def url(self) -> str:
        """The address it printed, without a slash at the end."""
        found = READY.search(self.output)
        return found[1] if found else ""

    @property
    def port(self) -> int:
        """The port of its address."""
        return int(self.url.rpartition(":")[2])

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Send a signal, wait for the end and return the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        try:
            code = self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise AssertionError(f"the server did not stop:\n{self.output}") from None
        self._reader.join(STOP_SECONDS)
        if self.process.stdout is not None:
            self.process.stdout.close()
        return code


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def cpu_seconds(process: int) -> float:
    """Return how much time a process has computed so far, in all its threads; on Linux."""
    fields = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory(process: int, kind: str = "VmRSS") -> int:
    """Return how much memory a process holds, in bytes, or with ``VmHWM`` how much it ever held; on Linux."""
    status = Path(f"/proc/{process}/status").read_text("ascii")
    return int(re.findall(rf"^{kind}:\s+(\d+) kB", status, re.MULTILINE)[0]) * 1024
