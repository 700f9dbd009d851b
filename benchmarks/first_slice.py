"""What the first slice costs, as ratios to the bare page: ``python benchmarks/first_slice.py``.

Bare and Cacao alternate, seven pairs of each; a row shows the median of the pairs' ratios and
their spread. Both are served by uvicorn with the same settings, Cacao in production.
"""

from __future__ import annotations

import re
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import orjson
from websockets.sync.client import ClientConnection, connect

HERE = Path(__file__).parent
PAIRS = 7
EVENTS = 2_000
TICKS = 100  # of CPU time a second, see proc(5)


class Served:
    """One uvicorn process that serves an app of this folder."""

    def __init__(self, module: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        words = ["--port", str(self.port), "--http", "h11", "--ws", "websockets-sansio", "--loop", "asyncio"]
        words += ["--log-level", "warning", "--no-access-log"]
        self.started = time.perf_counter()
        self.process = subprocess.Popen([sys.executable, "-m", "uvicorn", f"{module}:app", *words], cwd=HERE)
        self.page = self._first_page()

    def _first_page(self) -> str:
        while True:
            try:
                with socket.create_connection(("127.0.0.1", self.port)) as line:
                    request = f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nConnection: close\r\n\r\n"
                    line.sendall(request.encode())
                    answer = b"".join(iter(lambda: line.recv(65_536), b"")).decode()
                    self.ready = time.perf_counter() - self.started
                    return answer
            except ConnectionRefusedError:
                time.sleep(0.005)

    def open(self) -> ClientConnection:
        """Open the socket as the page's own script would."""
        cookie = re.search(r"set-cookie: ([^;]+)", self.page, re.IGNORECASE)
        headers = {"Cookie": cookie[1]} if cookie else {}
        return connect(
            f"ws://127.0.0.1:{self.port}/_cacao/socket",
            additional_headers=headers,
            origin=f"http://127.0.0.1:{self.port}",  # type: ignore[arg-type]
            compression=None,
        )

    def cpu(self) -> float:
        """Return the seconds of CPU the process has used."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text("ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def stop(self) -> None:
        """End the process."""
        self.process.terminate()
        self.process.wait()


def measure_bare() -> tuple[float, float, float]:
    """Return start-up seconds, round trips in seconds each, and CPU seconds each, of the bare page."""
    return _measure("bare", lambda number: b'["click"]', lambda page: None, answers=1)


def measure_cacao() -> tuple[float, float, float]:
    """Return the same of Cacao's counter; an event is answered by a patch and an acknowledgement."""
    marks: list[str] = []

    def join(page: str) -> bytes:
        found = re.search(r'data-cacao-hash="([^"]+)".*data-cacao-mark="([^"]+)"', page)
        assert found is not None
        marks.append(found[2])
        return orjson.dumps(["j", 1, "benchmark-tab", "/", found[1]])

    return _measure("counter", lambda n: orjson.dumps(["e", n, [1], marks[-1], "click", {}]), join, answers=2)


def _measure(
    module: str, event: Callable[[int], bytes], join: Callable[[str], bytes | None], *, answers: int
) -> tuple[float, float, float]:
    served = Served(module)
    try:
        with served.open() as line:
            joining = join(served.page)
            if joining:
                line.send(joining.decode())
                line.recv()
            cpu, began = served.cpu(), time.perf_counter()
            for number in range(1, EVENTS + 1):
                line.send(event(number).decode())
                for _ in range(answers):
                    answer = line.recv()
                    if str(answer).startswith('["p"') and number % 16 == 0:
                        line.send(f'["a",{number}]')
            return served.ready, (time.perf_counter() - began) / EVENTS, (served.cpu() - cpu) / EVENTS
    finally:
        served.stop()


def import_seconds(statement: str) -> float:
    """Return how long a statement takes in a fresh interpreter."""
    code = f"import time; began = time.perf_counter(); {statement}; print(time.perf_counter() - began)"
    return float(
        subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=HERE).stdout
    )


def row(name: str, pairs: list[tuple[float, float]], unit: float, suffix: str) -> str:
    """Return a line of the table."""
    ratios = sorted(cacao / bare for bare, cacao in pairs)
    bare, cacao = (statistics.median(values) * unit for values in zip(*pairs, strict=True))
    spread = f"{ratios[0]:.2f} to {ratios[-1]:.2f}"
    median = statistics.median(ratios)
    return f"| {name} | {bare:.3g} {suffix} | {cacao:.3g} {suffix} | {median:.2f} | {spread} |"


def main() -> None:
    """Measure and print the table."""
    starlette = "import starlette.applications, starlette.websockets"
    imports = [(import_seconds(starlette), import_seconds("import cacao")) for _ in range(PAIRS)]
    apps = [(import_seconds(starlette), import_seconds("from cacao import App, State")) for _ in range(PAIRS)]
    served = [(measure_bare(), measure_cacao()) for _ in range(PAIRS)]
    print("| | bare | Cacao | median of ratios | spread |\n| --- | --- | --- | --- | --- |")
    print(row("`import`: Starlette, `cacao`", imports, 1000, "ms"))
    print(row("`import`: Starlette, `from cacao import App, State`", apps, 1000, "ms"))
    for index, (name, unit, suffix) in enumerate(
        [
            ("start to first 200", 1000, "ms"),
            ("event to answer", 1e6, "µs"),
            ("server CPU per event", 1e6, "µs"),
        ]
    ):
        print(row(name, [(bare[index], cacao[index]) for bare, cacao in served], unit, suffix))


if __name__ == "__main__":
    main()
