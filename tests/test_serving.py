"""Every way to start a server, and where it listens."""

from __future__ import annotations

import asyncio
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
from conftest import ROOT, Serve
from raw import ask
from servers import ServerProcess, free_port
from visitor import Visitor

from cacao_kernel.config import load_config
from cacao_kernel.listener import listen

PAGE = """
import cacao
app = cacao.App()
clicks = cacao.State(0)

@app.event("click")
def click():
    clicks.value += 1

@app.mix("/")
def home():
    return {"type": "button", "props": {"label": f"clicked {clicks.value}", "action": "click"}}
"""

ENDINGS = {
    "brew": 'if __name__ == "__main__":\n    app.brew(port=0)\n',
    "run": 'if __name__ == "__main__":\n    cacao.run(port=0)\n',
    "CacaoServer": 'if __name__ == "__main__":\n    cacao.CacaoServer(port=0, verbose=True).run()\n',
    "core.server": "from cacao.core.server import run\nrun(port=0)\n",
    "unguarded": "app.brew(port=0)\n",
}

Start = Callable[..., ServerProcess]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Return a function that starts ``python`` with these words in the temporary folder."""
    started: list[ServerProcess] = []

    def run(*words: str, **environment: str) -> ServerProcess:
        started.append(ServerProcess(words, tmp_path, environment))
        return started[-1]

    yield run
    for server in started:
        server.stop()


def works(server: ServerProcess) -> bool:
    """Tell whether a visitor can load the page and click."""
    visitor = Visitor(server.port)
    tab = visitor.visit()
    tab.click(tab.page.text)
    tab.sees("clicked ")
    visitor.leave()
    return "clicked 1" in tab.page.text


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_file_that_serves_itself(start: Start, tmp_path: Path, ending: str) -> None:
    (tmp_path / "main.py").write_text(PAGE + ENDINGS[ending])

    assert works(start("main.py"))


@pytest.mark.parametrize("ending", [*ENDINGS.values(), ""], ids=[*ENDINGS, "nothing"])
def test_the_command_serves_any_of_these_files(serve: Serve, ending: str) -> None:
    assert works(serve(PAGE + ending))


def test_what_brew_says_counts_unless_the_command_says_otherwise(serve: Serve, start: Start) -> None:
    port, other = free_port(), free_port()

    quiet = serve(PAGE + f'app.brew(host="127.0.0.2", port={port})\n', port=None)
    loud = start("-m", "cacao", "serve", "main.py", "--host", "127.0.0.1", "--port", str(other))

    assert quiet.url == f"http://127.0.0.2:{port}"
    assert loud.url == f"http://127.0.0.1:{other}"


@pytest.mark.parametrize("name", ["main.py", "app.py", "cacao.json"])
def test_the_command_finds_the_file(start: Start, tmp_path: Path, name: str) -> None:
    # Arrange
    if name == "cacao.json":
        (tmp_path / name).write_text('{"server": {"entry": "shop.py"}}')
        (tmp_path / "main.py").write_text("raise SystemExit('the wrong file')")
        name = "shop.py"
    (tmp_path / name).write_text(PAGE)

    # Act
    server = start("-m", "cacao", "serve", "--port", "0")

    # Assert
    assert works(server)


def test_the_script_and_the_module_are_the_same_command(tmp_path: Path) -> None:
    script = Path(sys.executable).with_name("cacao")

    for command in ([str(script)], [sys.executable, "-m", "cacao"]):
        done = subprocess.run([*command, "--version"], cwd=tmp_path, capture_output=True, text=True)

        assert done.stdout.startswith("cacao 0.")
        assert done.returncode == 0


def test_any_asgi_server_serves_the_app_as_in_production(start: Start, tmp_path: Path) -> None:
    # Arrange
    (tmp_path / "main.py").write_text(PAGE)

    # Act
    server = start("-m", "uvicorn", "main:app", "--port", str(free_port()))

    # Assert
    assert works(server)
    assert ask(server.port).header("set-cookie").startswith("cacao_session=")
    assert not (tmp_path / ".cacao").exists()


def test_a_foreign_server_is_told_in_one_line_why_an_app_cannot_start(tmp_path: Path) -> None:
    (tmp_path / "main.py").write_text(PAGE)
    (tmp_path / "cacao.json").write_text('{"server": {"prot": 1}}')

    done = subprocess.run(
        [sys.executable, "-m", "uvicorn", "main:app", "--port", "0"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )

    assert done.returncode != 0
    assert "cacao.json: server.prot: there is no such setting" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_friendly_line_tells_the_address(serve: Serve) -> None:
    server = serve(PAGE)
    ask(server.port)
    server.stop()

    assert server.output == f"Cacao is ready: {server.url}  (Ctrl+C stops it)\n"


def test_a_verbose_server_logs_a_line_for_each_request_and_event(serve: Serve) -> None:
    # Arrange
    server = serve(PAGE, "-v")

    # Act
    works(server)
    ask(server.port, "/nowhere")
    ask(server.port, host="evil.example")

    # Assert
    server.stop()
    logged = [line.split(" ", 2)[2].strip() for line in server.lines[1:]]
    expected = [
        r"GET / 200 [\d.]+ ms \d{3,} B",
        r"GET /_cacao/socket 101",
        r'event click "click" handled [\d.]+ ms \d+ B session [0-9a-f]{8}',
        r"GET /nowhere 404 [\d.]+ ms \d+ B",
        r"GET / 400 [\d.]+ ms \d+ B",
    ]
    assert len(logged) == len(expected)
    for line, pattern in zip(logged, expected, strict=True):
        assert re.fullmatch(pattern, line), line


def test_answers_tell_the_date_of_now(serve: Serve) -> None:
    # Arrange
    server = serve(PAGE)
    first = date = ask(server.port, "/").header("date")

    # Act
    end = time.monotonic() + 10
    while date == first and time.monotonic() < end:
        time.sleep(0.2)
        date = ask(server.port, "/").header("date")

    # Assert
    assert parsedate_to_datetime(date) > parsedate_to_datetime(first)


def test_the_default_port_gives_way_to_the_next_free_one(serve: Serve) -> None:
    with socket.socket() as occupier:
        # Arrange: somebody else may have the port for a while
        occupier.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        for _ in range(100):
            try:
                occupier.bind(("127.0.0.1", 1634))
                occupier.listen()
                break
            except OSError:
                time.sleep(0.2)

        # Act
        server = serve(PAGE, port=None)

    # Assert
    assert 1634 < server.port < 1734
    assert f"Port 1634 is taken, so Cacao uses {server.port}.\n" in server.output
    assert works(server)


def test_the_port_is_1634_unless_it_is_taken(serve: Serve) -> None:
    server = serve(PAGE, port=None)

    assert server.port == 1634 or "Port 1634 is taken" in server.output


def test_the_environment_chooses_host_and_port(serve: Serve) -> None:
    port = free_port()

    server = serve(PAGE, port=None, environment={"CACAO_HOST": "127.0.0.3", "CACAO_PORT": str(port)})

    assert server.url == f"http://127.0.0.3:{port}"


def test_the_loopback_of_ipv6_is_development_too(serve: Serve) -> None:
    if not socket.has_ipv6:
        pytest.skip("this machine has no IPv6")

    server = serve(PAGE, "--host", "::1")

    assert server.url == f"http://[::1]:{server.port}"
    assert len(server.lines) == 1


def test_an_address_for_others_is_production_and_asks_for_names(serve: Serve) -> None:
    # Act
    server = serve(
        PAGE + '@app.mix("/broken")\ndef broken():\n    raise ValueError("no secret")\n', "--host", "0.0.0.0"
    )

    # Assert
    broken = ask(server.port, "/broken")
    assert broken.status == 500
    assert "no secret" not in broken.text
    assert ask(server.port, host="shop.example").status == 400
    assert "allowed_hosts" in server.output


def test_the_environment_makes_production(serve: Serve, tmp_path: Path) -> None:
    server = serve(PAGE, environment={"CACAO_ENV": "production"})

    assert ask(server.port).header("set-cookie").startswith("cacao_session=")
    assert not (tmp_path / ".cacao").exists()


def test_a_server_started_anew_knows_its_visitors(serve: Serve, tmp_path: Path) -> None:
    # Arrange
    port = free_port()
    first = serve(PAGE, port=port)
    visitor = Visitor(port)
    visitor.get()
    first.stop()

    # Act
    serve(PAGE, port=port)

    # Assert
    assert visitor.get().all("set-cookie") == []
    folder = tmp_path / ".cacao"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / "secret").stat().st_mode & 0o777 == 0o600
    assert sorted(file.name for file in folder.iterdir()) == [".gitignore", "secret"]


def test_main_is_one_module_whoever_imports_it(serve: Serve, tmp_path: Path) -> None:
    # Arrange
    (tmp_path / "pages.py").write_text(
        "import main\n\n"
        '@main.app.mix("/other")\n'
        "def other():\n"
        '    return {"type": "p", "props": {"content": f"other {main.clicks.value} {main.clicks.name}"}}\n'
    )
    server = serve(PAGE + "import pages\nif __name__ == '__main__':\n    app.brew()\n")

    # Act
    visitor = Visitor(server.port)
    tab = visitor.visit()
    tab.click("clicked 0")

    # Assert
    assert "other 1 main.clicks" in visitor.get("/other").text
    visitor.leave()


def test_importing_cacao_loads_neither_servers_nor_plugins() -> None:
    code = "import sys, cacao; print(*sorted({name.partition('.')[0] for name in sys.modules}))"

    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    loaded = set(done.stdout.split())
    assert "cacao" in loaded
    assert not loaded & {"starlette", "uvicorn", "pluggy", "websockets", "asyncio", "cacao_plugins", "orjson"}


def test_an_app_loads_no_server_before_it_serves() -> None:
    code = "import sys, cacao; cacao.App(); print(*sys.modules)"
    environment = {**os.environ, "PYTHONWARNINGS": "error"}

    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
    )

    assert not {"uvicorn", "cacao_plugins.components"} & set(done.stdout.split())


def test_a_small_frame_does_not_wait_for_the_one_before_it_to_be_acknowledged(tmp_path: Path) -> None:
    listener = listen(None, 0, load_config(tmp_path, {}), development=False)
    waits: list[bool] = []

    async def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        line = writer.get_extra_info("socket")
        waits.append(not line.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
        writer.close()

    async def serve_one() -> None:
        async with await asyncio.start_server(take, sock=listener):
            reader, writer = await asyncio.open_connection(*listener.getsockname())
            await reader.read()
            writer.close()
            await writer.wait_closed()

    asyncio.run(serve_one())

    assert waits == [False]


def test_the_server_tunes_threads_and_collector_for_itself_and_leaves_them_as_they_were(
    tmp_path: Path,
) -> None:
    # Arrange
    script = tmp_path / "tuned.py"
    script.write_text(
        """
import gc, os, signal, sys, threading
import cacao

app = cacao.App()
seen = []


def tell():
    return sys.getswitchinterval(), gc.get_threshold()


@app.mix("/")
def home():
    return {"type": "p"}


@app.every(0.05)
def look():
    seen.append(tell())
    os.kill(os.getpid(), signal.SIGINT)


before = tell()
app.brew(port=0)
print(before == tell(), seen[0][0] < before[0], seen[0][1][0] > before[1][0])
"""
    )

    # Act
    done = subprocess.run([sys.executable, script], cwd=tmp_path, capture_output=True, text=True, timeout=60)

    # Assert
    assert done.stdout.split()[-3:] == ["True", "True", "True"], done.stderr
