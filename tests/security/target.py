"""Target: the fixture app in a server process of its own, and what can be measured of it from outside."""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import time
from collections.abc import Mapping
from pathlib import Path

from raw import Answer, Headers, ask
from servers import ServerProcess, cpu_seconds, memory
from visitor import Visitor

FIXTURES = Path(__file__).parent.parent / "fixtures"
ADAPTER = json.loads((FIXTURES / "adapter.json").read_text("utf-8"))
CANARY: str = ADAPTER["canary"]
SECRET: str = ADAPTER["secret"]
KEY = "the key of the target and of nothing else"
SETTLE_SECONDS = 10.0


class Target:
    """The fixture app, served from a copy of its folder, beside the canary that no answer may hold.

    Args:
        folder: an empty folder; the app goes to ``app`` in it, the canary beside that.
        words: further words for ``cacao serve``, such as ``"--production"``.
        settings: the limits, as the environment sets them: ``{"max_tabs_per_session": 3}``.
        mutant: the name of a module in ``tests/security/mutants`` that breaks the build first.
        app: the folder of the app; by default that of the fixture.
        tools: whether it has what a developer's own server has: overlay, reload and devtools.

    Attributes:
        folder: the app's own folder.
        server: the process.
        is_production: whether it runs as in production.
    """

    def __init__(
        self,
        folder: Path,
        *words: str,
        settings: Mapping[str, object] | None = None,
        mutant: str = "",
        app: Path = FIXTURES / "app",
        tools: bool = False,
    ) -> None:
        self.folder = folder / "app"
        shutil.copytree(app, self.folder, ignore=shutil.ignore_patterns("__pycache__", ".cacao"))
        shutil.copy(FIXTURES / "canary.txt", folder / "canary.txt")
        settings_file = self.folder / "cacao.json"
        if not (tools or settings_file.exists()):
            settings_file.write_text('{"overlay": false}')  # which tells of errors in the place of the page
        environment = {f"CACAO_{name.upper()}": str(value) for name, value in (settings or {}).items()}
        start = ["-m", "security.mutants", mutant] if mutant else ["-m", "cacao"]
        tests = str(FIXTURES.parent)
        path = os.pathsep.join(filter(None, [tests, os.environ.get("PYTHONPATH")]))
        environment |= {"CACAO_TOOLS": "true"} if tools else {}
        self.server = ServerProcess(
            [*start, "serve", "main.py", "--port", "0", *words],
            self.folder,
            {"CACAO_SECRET": KEY, "PYTHONPATH": path, **environment},
        )
        self.is_production = "--production" in words
        self._visitors: list[Visitor] = []

    @property
    def port(self) -> int:
        """Its port on loopback."""
        return self.server.port

    @property
    def url(self) -> str:
        """Its address, which is also its origin, without a slash at the end."""
        return self.server.url

    @property
    def is_alive(self) -> bool:
        """Whether the process runs."""
        return self.server.process.poll() is None

    @property
    def log(self) -> list[str]:
        """The lines it has printed so far, each without its newline."""
        return [line.rstrip("\n") for line in list(self.server.lines)]

    def ask(self, path: str = "/", method: str = "GET", **more: str | Headers | Mapping[str, str]) -> Answer:
        """Send one request and return its answer; see ``raw.ask``."""
        return ask(self.port, path, method, **more)  # type: ignore[arg-type]

    def visitor(self) -> Visitor:
        """Return a new visitor, whose tabs are closed by ``leave`` at the latest."""
        visitor = Visitor(self.port)
        self._visitors.append(visitor)
        return visitor

    def leave(self) -> None:
        """Close the tabs of all visitors."""
        while self._visitors:
            self._visitors.pop().leave()

    def stop(self) -> int:
        """Close all tabs, stop the process and return its exit code."""
        self.leave()
        return self.server.stop()

    def settle(self) -> None:
        """Wait until the log holds all that the server has had to say so far, of its garbage, too."""
        token = secrets.token_hex(8)
        self.ask(f"/settle/{token}")
        end = time.monotonic() + SETTLE_SECONDS
        while f"settled {token}" not in self.log:
            assert time.monotonic() < end, "the server does not say that it has settled"
            time.sleep(0.002)

    def calls(self, handler: str) -> int:
        """Return how often a handler of the app has been called, whatever became of it."""
        found = re.search(rf"(?:^|[ >]){re.escape(handler)}=(\d+)", self.ask("/calls").text)
        return int(found[1]) if found else 0

    def census(self) -> dict[str, int]:
        """Return how many sessions, tabs and tasks are alive."""
        found = re.findall(r"(\w+)=(\d+)", self.ask("/census").text)
        return {name: int(number) for name, number in found}

    def memory(self) -> int:
        """Return how much memory the process holds at present, in bytes."""
        return memory(self.server.process.pid)

    def descriptors(self) -> int:
        """Return how many files and sockets the process has open."""
        return len(list(Path(f"/proc/{self.server.process.pid}/fd").iterdir()))

    def cpu_seconds(self) -> float:
        """Return how much time the process has computed so far."""
        return cpu_seconds(self.server.process.pid)
