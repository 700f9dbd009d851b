"""In production nothing of the overlay is there, and no byte tells of the code."""

from __future__ import annotations

import re
from typing import Any

from conftest import Serve
from distributions import compiled
from raw import ask
from security.oracles import eventually
from servers import ServerProcess
from visitor import Tab, Visitor

SOURCE = """
import asyncio
from cacao import App, State
app = App()
spoiled = State("")

class CellarError(Exception): pass

def deep_cellar_function(secret_recipe):
    raise CellarError("the recipe is in /srv/cellar")

@app.event("fail")
def fail(): deep_cellar_function("butter")

@app.event("later")
async def later():
    asyncio.get_running_loop().create_task(soon())

async def soon(): deep_cellar_function("milk")

@app.event("spoil")
def spoil(): spoiled.set("yes")

@app.every(0.2, scope="session")
def tick(): deep_cellar_function("time")

@app.on_open
def come(): deep_cellar_function("door")

@app.mix("/")
def home():
    if spoiled.value == "yes": deep_cellar_function("sugar")
    return {"type": "main", "children": [
        {"type": "button", "props": {"label": name, "action": name}}
        for name in ("fail", "later", "spoil", "gone")]}

@app.mix("/broken")
def broken(): deep_cellar_function("cream")

@app.mix("/tree")
def tree(): return {"type": "buton"}
"""


def listened(tab: Tab) -> list[str]:
    """Return a list that every frame of a tab is put into from now on, as it came."""
    frames: list[str] = []
    receive = tab.socket.recv

    def note(*limits: Any) -> Any:
        frames.append(str(receive(*limits)))
        return frames[-1]

    vars(tab.socket)["recv"] = note
    return frames


def script_of_the_overlay(server: ServerProcess) -> str:
    """Return the address of the script that shows errors, as a tab is told it when something fails."""
    visitor = Visitor(server.port)
    tab = visitor.visit()
    frames = listened(tab)
    tab.click("fail")
    visitor.leave()
    found = re.search(r"/_cacao/overlay\.[\w-]+\.js", " ".join(frames))
    assert found is not None
    return found[0]


LEAKS = (
    "cellar",
    "main.py",
    ".py",
    "Traceback",
    "recipe",
    "TreeError",
    "buton",
    "cacao_kernel",
    "/srv",
    "_fault",
)


def test_in_production_no_byte_tells_of_the_code_and_every_id_is_in_the_log(serve: Serve) -> None:
    # Arrange
    development = serve(SOURCE)
    overlay = script_of_the_overlay(development)
    assert ask(development.port, overlay).status == 200
    development.stop()
    server = serve(SOURCE, "--production")
    visitor = Visitor(server.port)
    tab = visitor.visit()

    # Act: whatever can fail, fails
    frames = listened(tab)
    texts = [tab.click(name)[3] for name in ("fail", "gone")]
    tab.click("later")
    tab.click("spoil")
    while not any(error[2] == "render_failed" for error in tab.errors):
        tab.receive()
    texts += [error[3] for error in tab.errors]
    answers = [ask(server.port, path) for path in ("/broken", "/tree", "/nowhere", "/?debug=1")]
    known = ask(server.port, "/").text
    script = re.search(r'src="([^"]+\.js)"', known)
    assert script is not None
    files = [ask(server.port, address) for address in (script[1], overlay)]
    visitor.leave()

    # Assert
    everything = [*texts, *frames, *(f"{answer.headers}{answer.text}" for answer in [*answers, *files])]
    for text in everything:
        for leak in LEAKS:
            assert leak not in text.replace("/_cacao/", ""), (leak, text)
    assert {file.status for file in files[1:]} == {404}
    ids = re.findall(r"(?:error|id) ([0-9a-f]{8})\b", " ".join([*texts, answers[0].text, answers[1].text]))
    assert len(set(ids)) >= 4
    for error_id in ids:
        eventually(lambda error_id=error_id: f"error {error_id} in " in server.output)


def test_in_production_the_plugin_contributes_nothing() -> None:
    kept = compiled(defaults=("overlay",))

    assert not kept.methods
    assert not kept.watchers
