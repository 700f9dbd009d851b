"""Load: browsers that read nothing, many tabs at once, pages too large; the others go on."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import pytest
from sleeper import Sleeper
from visitor import Tab

from security.oracles import MEBIBYTE, assert_alive, eventually, memory_within
from security.target import Target

SLEEPERS = 3
READERS = 100

# A page as long as a visitor asks for, and a text that goes with one click.
LARGE = """
from cacao import App, State
app = App()
count = State(0)
text = State("")
calls = []

@app.event("add")
async def add():
    count.value += 1

@app.event("fill")
async def fill():
    text.set("x" * 10_000_000)

def button(label, action):
    return {"type": "button", "props": {"label": label, "action": action}}

@app.mix("/")
def home():
    return {"type": "main", "children": [
        {"type": "p", "props": {"content": f"count {count.value}."}},
        button("Add", "add"), button("Fill", "fill"), {"type": "p", "props": {"content": text}},
    ]}

@app.mix("/rows/{number:int}")
def rows(number: int):
    return {"type": "ul", "children": [
        {"type": "li", "props": {"content": str(row)}} for row in range(number)]}

@app.mix("/deep/{number:int}")
def deep(number: int):
    tree = {"type": "p", "props": {"content": "the bottom"}}
    for _ in range(number):
        tree = {"type": "div", "children": [tree]}
    return tree
"""


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    """Serve pages of any size, as in production."""
    folder = tmp_path_factory.mktemp("large")
    app = folder / "source"
    app.mkdir()
    (app / "main.py").write_text(LARGE, "utf-8")
    served = Target(folder, "--production", app=app)
    yield served
    served.stop()


def tick_of(text: str) -> int:
    """Return the number that the page of the stream shows."""
    found = re.search(r"tick (\d+)\.", text)
    assert found is not None, text
    return int(found[1])


def read_for(tab: Tab, seconds: float) -> None:
    """Read as a browser does, for so long."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        tab.receive()


def test_browsers_that_read_nothing_cost_little_and_show_the_newest_state_in_the_end(target: Target) -> None:
    # DOS-01. Arrange: each has another tab that reads, and sees a State change a thousand times a second.
    visitors = [target.visitor() for _ in range(SLEEPERS)]
    readers = [visitor.visit("/stream") for visitor in visitors]
    sleepers = [Sleeper(visitor.open("/stream")) for visitor in visitors]

    # Act
    with memory_within(target, 4 * SLEEPERS):
        for reader in readers:
            reader.click("Start")
        for reader in readers:
            read_for(reader, 1)
        assert_alive(target)
        for reader in readers:
            reader.click("Stop")

    # Assert
    last = [tick_of(visitor.get("/stream").text) for visitor in visitors]
    assert min(last) > 100
    for number, sleeper in enumerate(sleepers):
        patches = 0
        while tick_of(sleeper.page.text) < last[number]:
            patches += sleeper.read()[0] == "p"
        assert patches < last[number] / 2  # what came meanwhile has become one
        sleeper.close()


def test_a_change_for_everybody_reaches_those_who_read_however_many_do_not(target: Target) -> None:
    # DOS-02. Arrange
    readers = [target.visitor().visit("/shared") for _ in range(READERS)]
    sleepers = [Sleeper(target.visitor().open("/shared")) for _ in range(5)]
    before = int(re.findall(r"shared (\d+)\.", readers[0].page.text)[0])

    # Act
    for number in range(1, 21):
        assert readers[number].click("Share")[0] == "a"

    # Assert
    for reader in readers:
        reader.sees(f"shared {before + 20}.")
    for sleeper in sleepers:
        while f"shared {before + 20}." not in sleeper.page.text:
            sleeper.read()
        sleeper.close()


def test_a_page_too_large_is_an_error_and_nobody_else_waits(large: Target) -> None:
    # DOS-13. Arrange
    other = large.visitor().visit()

    # Act
    refused = [large.ask(path) for path in ("/rows/200000", "/deep/100", "/deep/200", "/deep/5000")]

    # Assert
    assert [answer.status for answer in refused] == [500, 200, 500, 500]
    assert other.click("Add")[0] == "a"
    eventually(lambda: any("nodes" in line for line in large.log))


def test_a_patch_of_ten_megabytes_that_nobody_takes_holds_up_nobody(large: Target) -> None:
    # Arrange
    before = large.memory()
    visitor, other = large.visitor(), large.visitor().visit()
    sleeper, reader = Sleeper(visitor.open()), visitor.open()
    steps, mark = sleeper.page.find("Fill")

    # Act
    sleeper.send("e", 1, steps, mark, "click", {})
    answers = [other.click("Add")[0] for _ in range(20)]

    # Assert: it is kept for the one who has not taken it, and with them it goes.
    assert answers == ["a"] * 20
    assert "Fill" in reader.page.text
    sleeper.close()
    eventually(lambda: large.memory() - before < 100 * 1024 * 1024)


def test_long_pages_that_nobody_joins_are_made_beside_the_others_and_not_all_kept(large: Target) -> None:
    # Arrange
    other = large.visitor().visit()

    # Act: a page of ten thousand nodes, again and again, by strangers who never join.
    sizes = []
    for _ in range(11):
        assert large.ask("/rows/5000").status == 200
        assert other.click("Add")[0] == "a"
        sizes.append(large.memory())

    # Assert: some of them wait for their join, and those that are too many do not.
    assert sizes[-1] - sizes[5] < 0.5 * (sizes[5] - sizes[0]) + 10 * MEBIBYTE
