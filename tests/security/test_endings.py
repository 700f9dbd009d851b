"""How handlers and pages end that will not end well: in time, whole or not at all, and by themselves."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from security.oracles import assert_alive
from security.target import Target

# Pages that return what is no page, and handlers that return what nobody asked for.
ODD = """
import asyncio
import math
from cacao import App, State

app = App()
count = State(0)
ring = {"type": "p", "props": {}}
ring["props"]["children"] = [ring]
deep = {"type": "p"}
for _ in range(5_000):
    deep = {"type": "div", "children": [deep]}
ODD = {
    "none": None, "text": "text", "bytes": b"x", "number": 7, "nan": math.nan, "set": {1}, "list": [],
    "generator": (each for each in ()), "class": App, "object": object(), "lambda": lambda: 1, "ring": ring,
    "deep": deep, "exception": ValueError("x"), "half": "\\ud800", "huge": "x" * 20_000_000,
    "endless": float("inf"), "digits": 10 ** 5000, "names": {1: 2}, "app": app, "task": asyncio.sleep,
}

def give(value):
    return lambda: value

def around(child):
    return {"type": "main", "children": ["a", child]}

for name, value in ODD.items():
    app.mix(f"/page/{name}")(give(value))
    app.mix(f"/child/{name}")(give(around({"type": "p", "children": [value]})))
    app.mix(f"/prop/{name}")(give(around({"type": "p", "props": {"title": value}})))
    app.event(f"return {name}")(give(value))

@app.event("add")
def add():
    count.update(lambda now: now + 1)

@app.mix("/calls")
def calls():
    return {"type": "p", "props": {"content": ""}}

@app.mix("/")
def home():
    return {"type": "main", "children": [
        {"type": "p", "props": {"content": f"count {count.value}."}},
        {"type": "button", "props": {"label": "Add", "action": "add"}},
        *[{"type": "button", "props": {"label": name, "action": f"return {name}"}} for name in ODD],
    ]}
"""

NAMES = (
    "none text bytes number nan set list generator class object lambda ring deep exception half huge endless "
    "digits names app task"
).split()
# What may stand in a page, wherever it came from: a text, a number, nothing, a list.
FINE = {
    "child": {"none", "text", "number", "list", "half", "lambda"},
    "page": set[str](),
}


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    """Serve pages that return what is no page."""
    folder = tmp_path_factory.mktemp("odd")
    (folder / "source").mkdir()
    (folder / "source" / "main.py").write_text(ODD)
    served = Target(folder, app=folder / "source")
    yield served
    served.stop()


def test_a_part_that_raises_keeps_what_it_showed_and_the_rest_lives(target: Target) -> None:
    """FLT-02: as its page is shown, told by an id, and it is back as soon as it can be."""
    # Arrange
    tab = target.visitor().visit("/fragile")

    # Act
    tab.answer(tab.fire("break", "input", value="it broke"))

    # Assert
    assert {error[2] for error in tab.errors} == {"render_failed"}
    assert "sound" in tab.page.text
    tab.click("Add")
    tab.sees("count 1.")
    tab.answer(tab.fire("break", "input", value=""))
    assert tab.click("Add")[0] == "a"
    tab.sees("count 2.")
    assert "sound" in tab.page.text


def test_a_page_that_raises_as_it_is_loaded_is_an_answer_of_its_own(target: Target) -> None:
    """FLT-02: the visitor's other pages are served, and the page again once it can be."""
    # Arrange
    visitor = target.visitor()
    tab = visitor.visit("/fragile")
    tab.answer(tab.fire("break", "input", value="it broke"))

    # Act and assert
    assert visitor.get("/fragile").status == 500
    assert visitor.get("/").status == 200
    tab.answer(tab.fire("break", "input", value=""))
    assert visitor.get("/fragile").status == 200


def test_a_handler_that_never_ends_is_cancelled_and_nobody_else_waits(target: Target) -> None:
    """FLT-03: its writes are dropped, the visitor's next click runs, and others are served meanwhile."""
    # Arrange
    tab = target.visitor().visit("/hang")

    # Act
    hang, add = tab.fire("Hang"), tab.fire("Add")
    assert_alive(target)
    answer = tab.answer(hang)

    # Assert
    assert (answer[0], answer[2]) == ("x", "handler_failed")
    assert tab.answer(add)[0] == "a"
    tab.sees("count 1.")


@pytest.mark.parametrize("end", ["closed", "cut"])
def test_a_handler_whose_visitor_has_gone_ends_as_it_would_have(target: Target, end: str) -> None:
    """FLT-05: what it writes is whole, its finally runs once, and the log says nothing of it."""
    # Arrange
    visitor = target.visitor()
    tab = visitor.visit("/hang")
    begun, ended, lines = target.calls("linger"), target.calls("linger ended"), len(target.log)

    # Act
    tab.fire("Linger")
    while target.calls("linger") == begun:
        pass
    if end == "closed":
        tab.close()
    else:
        tab.socket.socket.close()

    # Assert
    deadline = time.monotonic() + 10
    while target.calls("linger ended") == ended:
        assert time.monotonic() < deadline
    visitor.visit("/hang").sees("count 11.")
    assert target.calls("linger ended") == ended + 1
    assert target.log[lines:] == []


@pytest.mark.parametrize("place", ["page", "child", "prop"])
def test_what_is_no_page_is_told_with_its_place(odd: Target, place: str) -> None:
    """FLT-10: an error that names where it stands, for whatever a page returns; and others are served."""
    for name in NAMES:
        # Act
        answer = odd.ask(f"/{place}/{name}")

        # Assert
        assert answer.status in (200, 500), name
        if answer.status == 500:
            assert (
                f"page &quot;/{place}/{name}&quot;" in answer.text or f'page "/{place}/{name}"' in answer.text
            ), name
            assert len(answer.text) < 20_000, name
        if place in FINE:
            assert (answer.status == 200) == (name in FINE[place]), name
    assert_alive(odd)


def test_what_a_handler_returns_harms_nothing(odd: Target) -> None:
    """FLT-10: it is ignored, or the event fails alone."""
    # Arrange
    tab = odd.visitor().visit()

    # Act
    answers = {name: tab.click(name) for name in NAMES}

    # Assert
    assert {answer[0] for answer in answers.values()} <= {"a", "x"}
    assert tab.click("Add")[0] == "a"
    tab.sees("count 1.")
    odd.leave()
    assert_alive(odd)
