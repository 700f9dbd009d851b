"""Renewal: what is saved serves at once or not at all, however the app was started."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from raw import ask
from saving import Source, wait_for
from servers import ServerProcess

Serve = Callable[..., ServerProcess]

PAGE = """
from pathlib import Path
import cacao
from cacao import App, State, mix, run, CacaoServer

HERE = Path(__file__).parent
with open(HERE / "runs.txt", "a") as runs:
    runs.write("main ")

@mix("/")
def home():
    return {"type": "h1", "children": ["EDITION 1"]}
"""

WAYS = {
    "brew": "app = App()\napp.brew(port=0)",
    "guarded": 'app = App()\nif __name__ == "__main__":\n    app.brew(port=0)',
    "run": "run(port=0)",
    "server": "server = CacaoServer(port=0, verbose=True)\nserver.run()",
    "serve": "",
}


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[[str, str], tuple[ServerProcess, Source]]]:
    """Return a function that saves a file and serves it in one of the ways."""
    started: list[ServerProcess] = []

    def go(text: str, way: str = "serve") -> tuple[ServerProcess, Source]:
        source = Source(tmp_path / "main.py", f"{text}\n{WAYS[way]}\n")
        words = ["-m", "cacao", "serve", "main.py", "--port", "0"] if way == "serve" else ["main.py"]
        started.append(ServerProcess(words, tmp_path))
        return started[-1], source

    yield go
    for server in started:
        server.stop()


def shows(server: ServerProcess, text: str, path: str = "/") -> None:
    wait_for(lambda: text in ask(server.port, path).text, text)


Start = Callable[..., tuple[ServerProcess, Source]]


@pytest.mark.parametrize("way", WAYS)
def test_it_works_however_the_app_is_started(start: Start, way: str) -> None:
    # Arrange
    server, source = start(PAGE, way)
    shows(server, "EDITION 1")

    # Act and assert: more than once, and it is still one server
    for edition in (2, 3):
        source.replace(f"EDITION {edition - 1}", f"EDITION {edition}")
        shows(server, f"EDITION {edition}")
    assert server.output.count("Cacao is ready") == 1
    assert "error" not in server.output


def test_only_what_is_concerned_runs_again(start: Start, tmp_path: Path) -> None:
    # Arrange: data is asked for by words, words by main; slow by nobody of these
    note = 'open("runs.txt", "a").write("{} ")\n'
    (tmp_path / "slow.py").write_text(note.format("slow") + "DATA = [1, 2]\n")
    (tmp_path / "data.py").write_text(note.format("data") + "NUMBER = 1\n")
    (tmp_path / "words.py").write_text(
        note.format("words") + "from data import NUMBER\nWORD = f'number {NUMBER}'\n"
    )
    text = PAGE.replace('["EDITION 1"]', '[f"{WORD} of {len(slow.DATA)}"]').replace(
        "import cacao\n", "import cacao\nimport slow\nfrom words import WORD\n"
    )
    server, _ = start(text, "brew")
    shows(server, "number 1 of 2")
    (tmp_path / "runs.txt").write_text("")

    # Act
    Source(tmp_path / "data.py", note.format("data") + "NUMBER = 2\n")

    # Assert
    shows(server, "number 2 of 2")
    assert (tmp_path / "runs.txt").read_text() == "words data main "


def test_a_page_in_a_module_of_its_own_is_taken_up(start: Start, tmp_path: Path) -> None:
    # Arrange: it imports the app from the file that runs
    package = tmp_path / "pages"
    package.mkdir()
    (package / "__init__.py").write_text("")
    page = "@app.mix('/other')\ndef other():\n    return {'type': 'p', 'children': ['first']}\n"
    other = Source(package / "other.py", f"from main import app\n{page}")
    server, source = start(f"{PAGE}\napp = App()\nfrom pages import other\n")
    shows(server, "first", "/other")

    # Act and assert
    other.replace("first", "second")
    shows(server, "second", "/other")
    source.replace("EDITION 1", "EDITION 2")
    shows(server, "EDITION 2")
    shows(server, "second", "/other")


def test_an_edit_of_the_same_length_in_the_same_second_is_seen(start: Start, tmp_path: Path) -> None:
    # Arrange: Python itself takes such a file for the one that it has compiled
    words = Source(tmp_path / "words.py", "WORD = 'a0'\n")
    text = PAGE.replace('["EDITION 1"]', "[WORD]").replace(
        "import cacao\n", "import cacao\nfrom words import WORD\n"
    )
    server, _ = start(text, "brew")
    shows(server, "a0")

    # Act and assert
    for number in range(1, 6):
        words.save(f"WORD = 'a{number}'\n")
        shows(server, f"a{number}")


def test_tasks_timers_and_subscriptions_of_before_are_gone(start: Start, tmp_path: Path) -> None:
    # Arrange
    text = f"""{PAGE}
import asyncio
app = App()
beats = State(0, scope="app")

def note(what):
    with open(HERE / "beats.txt", "a") as file:
        file.write(f"{{what}} EDITION 1\\n")

@app.every(0.02)
async def beat():
    note("timer")
    beats.value += 1
    if beats.value == 1:
        asyncio.create_task(go_on())

async def go_on():
    while True:
        note("task")
        await asyncio.sleep(0.02)

@beats.subscribe
def heard(value):
    note("subscriber")
"""
    server, source = start(text)
    beats = tmp_path / "beats.txt"
    wait_for(lambda: beats.exists() and {"timer", "task", "subscriber"} <= set(beats.read_text().split()))

    # Act
    source.save(source.file.read_text().replace("EDITION 1", "EDITION 2"))
    shows(server, "EDITION 2")
    wait_for(lambda: "timer EDITION 2" in beats.read_text())

    # Assert: what ended is not heard of again
    def ends_with_the_second() -> bool:
        lines = beats.read_text().splitlines()[-60:]
        return len(lines) == 60 and not any("EDITION 1" in line for line in lines)

    wait_for(ends_with_the_second, "an end of the first")


def test_a_file_that_uses_a_loop_as_it_is_loaded_is_renewed(start: Start) -> None:
    # Arrange
    text = f"""{PAGE}
import asyncio

async def prepare():
    await asyncio.sleep(0)

asyncio.get_event_loop_policy().get_event_loop().run_until_complete(prepare())
asyncio.run(prepare())
"""
    server, source = start(text, "brew")

    # Act
    source.replace("EDITION 1", "EDITION 2")

    # Assert
    shows(server, "EDITION 2")


def test_what_cannot_be_loaded_leaves_all_as_it_was(start: Start, tmp_path: Path) -> None:
    # Arrange
    words = Source(tmp_path / "words.py", "WORD = 'good'\n")
    text = PAGE.replace('["EDITION 1"]', "[WORD]").replace(
        "import cacao\n", "import cacao\nfrom words import WORD\n"
    )
    server, _ = start(text, "brew")
    shows(server, "good")

    # Act
    words.save("WORD = 'bad'\n1 / 0\n")
    wait_for(lambda: "ZeroDivisionError" in server.output, "the error")

    # Assert
    assert "good" in ask(server.port).text
    words.save("WORD = 'mended'\n")
    shows(server, "mended")


def test_what_cannot_be_loaded_is_not_tried_again_before_something_is_saved(
    start: Start, tmp_path: Path
) -> None:
    # Arrange
    server, source = start(PAGE, "brew")
    source.replace("import cacao\n", "import cacao\nopen('tries.txt', 'a').write('try ')\n1 / 0\n")
    wait_for(lambda: "ZeroDivisionError" in server.output, "the error")

    # Act: the loaded files are looked at once a second
    began = time.monotonic()
    wait_for(lambda: ask(server.port).status == 200 and time.monotonic() - began > 3, "three seconds")

    # Assert
    assert (tmp_path / "tries.txt").read_text() == "try "
    assert server.output.count("ZeroDivisionError") == 1


def test_a_module_that_is_missing_may_come_later(start: Start, tmp_path: Path) -> None:
    # Arrange
    server, source = start(PAGE, "brew")
    text = source.file.read_text().replace("EDITION 1", "EDITION 2")
    source.save(text.replace("import cacao\n", "import cacao\nimport later\n"))
    wait_for(lambda: "No module named 'later'" in server.output, "the error")

    # Act
    Source(tmp_path / "later.py", "")

    # Assert
    shows(server, "EDITION 2")


def test_a_lifespan_that_fails_lets_the_one_before_go_on(start: Start) -> None:
    # Arrange
    text = f"""{PAGE}
from contextlib import asynccontextmanager
from cacao_kernel import hookimpl

class Plugin:
    @hookimpl
    def register_lifespans(self):
        @asynccontextmanager
        async def hold():
            if "EDITION 1" != home()["children"][0]:
                raise RuntimeError("no room for a second")
            yield
        return [hold]

app = App(extensions=[Plugin()])
"""
    server, source = start(text)
    shows(server, "EDITION 1")

    # Act
    source.save(source.file.read_text().replace('["EDITION 1"]', '["EDITION 2"]'))
    wait_for(lambda: "no room for a second" in server.output, "the error")

    # Assert
    shows(server, "EDITION 1")


def styles(server: ServerProcess) -> list[str]:
    return re.findall("<style>.*?</style>", ask(server.port).text, re.DOTALL)


def test_settings_are_taken_up_and_a_mistake_in_them_changes_nothing(start: Start, tmp_path: Path) -> None:
    # Arrange
    settings = Source(tmp_path / "cacao.json", '{"themes": {"theme": "cacao"}}')
    server, _ = start(f"{PAGE}\napp = App()\n")
    before = styles(server)

    # Act and assert
    settings.save('{"themes": {"theme": "nothing-like-it"}}')
    wait_for(lambda: "nothing-like-it" in server.output, "the error")
    assert styles(server) == before
    settings.save('{"themes": {"theme": "ocean"}}')
    wait_for(lambda: styles(server) != before, "another theme")


def test_in_production_nothing_of_it_is_there(start: Start, tmp_path: Path) -> None:
    # Arrange
    (tmp_path / "main.py").write_text(f"{PAGE}\napp = App()\n")
    server = ServerProcess(
        ["-m", "cacao", "serve", "main.py", "--port", "0", "--production"],
        tmp_path,
        {"CACAO_SECRET": "only for this test, and long enough"},
    )

    # Act
    try:
        page = ask(server.port).text
        refresh = ask(server.port, "/_cacao-reload", method="POST", headers={"Origin": server.url})
    finally:
        server.stop()

    # Assert
    assert "reload" not in page
    assert refresh.status in (404, 405)


def test_a_stranger_cannot_have_the_code_run_again(start: Start) -> None:
    server, _ = start(PAGE)

    foreign = ask(server.port, "/_cacao-reload", method="POST", headers={"Origin": "http://evil.example"})
    nobody = ask(server.port, "/_cacao-reload", method="POST", headers={"Origin": server.url})

    assert foreign.status == 403
    assert nobody.status == 404
