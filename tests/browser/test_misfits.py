"""Frames that do not fit the page: the browser's side throws nothing, runs nothing, and joins anew."""

from __future__ import annotations

import json
import os
from copy import deepcopy
from random import Random

import pytest
from patience import quiet, until
from security.mutation import ODD

SOURCE = """
import cacao
app = cacao.App(title="Fits")
count = cacao.State(0)

@app.event("add")
def add():
    count.set(count.value + 1)

@app.mix("/")
def home():
    return {"type": "main", "children": [
        {"type": "button", "props": {"label": "Add", "action": "add"}},
        {"type": "p", "props": {"id": "count", "content": f"count {count.value}"}},
        None,
        {"type": "input", "props": {"aria_label": "field", "name": "field"}},
        {"type": "ul", "children": [
            {"type": "li", "key": n, "props": {"content": f"row {n}"}} for n in "abc"]},
        *[{"type": "p", "key": n, "props": {"content": "more"}} for n in range(count.value)],
    ]}
"""

RUN = "window.__pwn = 1"
SCRIPT = ["script", {}, [RUN]]
PATCHES = [
    None,
    5,
    "text",
    {},
    [None],
    [5],
    [[]],
    [["t"]],
    [["z", [0], "unknown op"]],
    [["__proto__", [0], "x"]],
    [["t", [99, 9], "no such place"]],
    [["t", [0], "an element is no text"]],
    [["t", [-1], "x"]],
    [["t", ["__proto__"], "x"]],
    [["t", ["constructor", "prototype"], "x"]],
    [["t", "length", "x"]],
    [["t", None, "x"]],
    [["n", [1, 0], {"title": "of a text"}]],
    [["n", [2], {"title": "of a comment"}]],
    [["n", [1], {"no name": "x"}]],
    [["s", [1, 0], {"color": "red"}]],
    [["s", [1], None]],
    [["s", [1]]],
    [["i", [], ["p", {}, []]]],
    [["i", [1, 0, 0], ["p", {}, []]]],
    [["i", [0], None]],
    [["i", [0], ["1x", {}, []]]],
    [["i", [0], ["p"]]],
    [["i", [0], [None, None, None]]],
    [["i", [0], {"tag": "p"}]],
    [["r", [99]]],
    [["r", [1, 5]]],
    [["m", [4], 77, 0]],
    [["m", [1, 0], 0, 0]],
    [["w", [77, 7], ["p", {}, []]]],
    [["w", [0]]],
    [["c", [99], "focus", []]],
    [["t", [1, 0], "first fits"], ["t", [99], "second does not"]],
    # Even a server gone mad makes no handler, script or document: these need a type that is trusted.
    [["n", [1], {"onclick": RUN}], ["c", [1], "click", []]],
    [["i", [0], ["svg", {"onload": RUN}, [SCRIPT]]]],
    [["i", [0], ["img", {"src": "/x.png", "onerror": RUN}, []]]],
    [["i", [0], ["iframe", {"srcdoc": f"<script>parent.{RUN}</script>"}, []]]],
    [["i", [0], ["script", {"src": "/evil.js"}, []]]],
    [["i", [0], ["object", {"data": "/evil"}, []]], ["z"]],
]
FRAMES = [
    "",
    "no json",
    "[",
    "[]",
    "null",
    "5",
    '"p"',
    "{}",
    '{"0": "p", "length": 3}',
    '["p", 1, [["t", [1, 0], "x"]]',
    b"\x00\x01\xff",
    b'["p", 1, []]',
    *[["p", 1, ops] for ops in PATCHES],
    ["j"],
    ["j", 0, None],
    ["j", 0, ["p", {}, ["let in twice"]]],
    ["e", 1, [0], "mark", "click", {}],
    ["x"],
    ["x", 0, "internal", None],
    ["x", 0, "internal", {"a": 1}],
    ["l"],
    ["l", 0, "/", "title"],
    ["l", 0, "/", "title", 5],
    ["l", 0, f"javascript:{RUN}", "title", None],
    ["l", 0, f"data:text/html,<script>{RUN}</script>", "title", None],
    ["l", 0, "http://[", "title", None],
    ["__proto__", 1],
    ["toString"],
    ["pp", 1, []],
    [[]],
    [["a", 1], ["z"]],
    [["a", 1], "x"],
    [["a", 1], None],
    [["p", 1, [["t", [99], "does not fit"]]], ["j", 0, None], ["z"]],
    ["P", 1, []],
]
# What fits, or means nothing: the page goes on as it is.
QUIET_FRAMES = [
    ["a"],
    ["a", 999],
    ["a", "__proto__"],
    ["a", {"a": 1}],
    ["x", 999, "stale", "nothing of this page"],
    ["x", "__proto__", "constructor", "nothing of this page"],
    ["p", 1, []],
    ["p", "x", []],
    [["a", 998], ["p", 2, []]],
    ["p", 1, [["c", [1], "constructor", []]]],
    ["p", 1, [["c", [1], "no such method", []]]],
    ["p", 1, [["n", [1], {"__proto__": {"polluted": 1}, "constructor": "x"}]]],
    ["p", 1, [["s", [1], {"__proto__": "x", "constructor": "x", "no property": "x"}]]],
    ["p", 1, [["i", [0], SCRIPT], ["r", [0]]]],
]
STATE = """() => ({ pwned: window.__pwn ?? null, polluted: {}.polluted ?? null, stays: window.stays,
  shown: document.querySelector("#count")?.textContent,
  rows: [...document.querySelectorAll("#cacao li")].map(row => row.textContent).join(),
  fields: document.querySelectorAll("#cacao input").length,
  notice: document.querySelector(".cacao-notice")?.textContent ?? null })"""


class Between:
    """Stands between a page and its server, and may say what it likes to the page."""

    def __init__(self, page):
        self.page = page
        self.sockets = []
        self.errors = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.route_web_socket("**/_cacao/socket", self.open)

    def open(self, socket):
        self.sockets.append(socket)
        socket.connect_to_server()

    def say(self, frame):
        self.sockets[-1].send(frame if isinstance(frame, str | bytes) else json.dumps(frame))

    def settle(self):
        """Wait until the page has joined, without the pauses that a browser makes."""
        for _ in range(1_000):
            if self.page.evaluate(
                "() => { dispatchEvent(new Event('online'));"
                " return document.querySelector('[data-cacao-joined]') !== null; }"
            ):
                return
            self.page.wait_for_timeout(5)
        raise AssertionError("the page has not joined again")

    def joins_again(self, count):
        for _ in range(1_000):
            self.page.evaluate("dispatchEvent(new Event('online'))")
            if len(self.sockets) > count:
                self.settle()
                return
            self.page.wait_for_timeout(5)
        raise AssertionError("the page has not asked for the whole tree")


@pytest.fixture(scope="module")
def server(serve_once):
    return serve_once(SOURCE)


def forget(page):
    """Put up with what the browser says of such frames."""
    said = ("does not fit", "cacao.call", "Content Security Policy", "'Trusted", "404")
    page.faults[:] = [fault for fault in page.faults if not any(words in fault for words in said)]


def visit_between(visit, url):
    page = visit("about:blank", live=False)
    between = Between(page)
    page.goto(url)
    between.settle()
    return page, between


def test_a_frame_that_does_not_fit_is_mended_by_the_whole_tree(visit, server):
    # Arrange
    page, between = visit_between(visit, server.url)
    count = 0

    for number, frame in enumerate(FRAMES):
        # Act
        before = len(between.sockets)
        between.say(frame)
        between.joins_again(before)

        # Assert: the same document, as the server has it
        state = page.evaluate(STATE)
        assert (state["shown"], state["rows"], state["fields"], state["stays"]) == (
            f"count {count}",
            "row a,row b,row c",
            1,
            True,
        ), frame
        assert state["pwned"] is None and state["polluted"] is None, frame
        assert between.errors == [], frame
        if number % 10 == 0:  # and it is alive
            page.get_by_role("button", name="Add").click()
            count += 1
            until(page, f"document.querySelector('#count').textContent === 'count {count}'")
    forget(page)


def test_what_means_nothing_here_does_nothing(visit, server):
    # Arrange
    page, between = visit_between(visit, server.url)

    for frame in QUIET_FRAMES:
        # Act
        between.say(frame)
        page.get_by_role("button", name="Add").click()
        quiet(page)

        # Assert
        state = page.evaluate(STATE)
        assert (state["pwned"], state["polluted"], state["stays"]) == (None, None, True), frame
        assert state["rows"] == "row a,row b,row c", frame
        assert between.errors == [], frame
    assert len(between.sockets) == 1
    until(page, f"document.querySelector('#count').textContent === 'count {len(QUIET_FRAMES)}'")
    forget(page)


@pytest.mark.parametrize(
    "frame", [["p", 1, [["t", [1, 0], "early"]]], ["a", 1], ["l", 0, "/", "early", ["p", {}, []]], "no json"]
)
def test_what_comes_before_the_join_is_answered_is_not_taken(visit, server, frame):
    # Arrange: whatever the server says is held back until the page has asked twice
    page = visit("about:blank", live=False)
    between = Between(page)

    def open_socket(socket):
        between.sockets.append(socket)
        upward = socket.connect_to_server()
        if len(between.sockets) == 1:
            upward.on_message(lambda _: between.say(frame))

    page.unroute_all()
    page.route_web_socket("**/_cacao/socket", open_socket)

    # Act
    page.goto(server.url)
    between.joins_again(1)

    # Assert
    assert page.evaluate(STATE)["shown"] == "count 0"
    assert page.title() == "Fits"
    assert between.errors == []
    forget(page)


def test_of_two_equal_keys_the_browser_takes_the_last_too(visit, server):
    # Arrange
    page, between = visit_between(visit, server.url)

    # Act
    between.say('["p", 1, [["n", [1], {"title": "first", "title": "second"}]]]')
    until(page, "document.querySelector('#count').title !== ''")

    # Assert
    assert page.evaluate("document.querySelector('#count').title") == "second"


SEED = int(os.environ.get("CACAO_FUZZ_SEED", "1"))
GOOD = [
    ["a", 1],
    ["x", 1, "stale", "That has changed."],
    ["p", 1, [["t", [1, 0], "text"], ["h", "title"], ["u", "?a=1"]]],
    ["p", 2, [["n", [3], {"value": "x", "class": "a", "disabled": ""}, 0], ["n", [0], {"title": None}]]],
    ["p", 3, [["s", [1], {"color": "red", ":hover": {"color": "blue", "margin": "1px"}}]]],
    ["p", 16, [["i", [4, 1], ["li", {"data-cacao-key": "z"}, ["text", 0, ["b", {}, []]]]], ["r", [4, 1]]]],
    ["p", 5, [["m", [4], 0, 2], ["w", [4, 0], ["li", {"class": "a"}, ["x"]]], ["c", [0], "focus", []]]],
    ["l", 0, "/", "title", ["main", {}, [["p", {"id": "count", "style": {"color": "red"}}, ["x"]]]]],
]


def mutate(random, frame):
    """Return a frame with something in it replaced, removed or added, at any depth."""
    frame = deepcopy(frame)
    for _ in range(random.choice((1, 1, 2, 3))):
        around = frame
        while random.random() < 0.75:
            inner = [
                part
                for part in (around.values() if isinstance(around, dict) else around)
                if isinstance(part, list | dict) and part
            ]
            if not inner:
                break
            around = random.choice(inner)
        odd = deepcopy(random.choice((*ODD, "p", "t", "script", {"onclick": RUN}, SCRIPT)))
        place = random.choice(list(around)) if isinstance(around, dict) else random.randrange(len(around))
        match random.randrange(4):
            case 0 if len(around) > 1:
                del around[place]
            case 1 if isinstance(around, list):
                around.insert(place, odd)
            case _:
                around[place] = odd
    return frame


def test_mutated_frames_of_a_server_throw_and_run_nothing(visit, server):
    # Arrange
    page, between = visit_between(visit, server.url)
    random = Random(SEED)
    resyncs = len(between.sockets)

    for number in range(80):
        # Act
        frame = mutate(random, random.choice(GOOD))
        if frame[:1] == ["l"] and frame[4:5] == [None]:
            continue  # the browser would load whatever it names, as it is told to
        between.say(frame)
        page.evaluate("history.replaceState(history.state, '', '/')")  # the next join is for a page there is
        between.settle()

        # Assert
        ran = page.evaluate("[window.__pwn ?? null, {}.polluted ?? null]")
        assert (ran, between.errors) == ([None, None], []), f"seed {SEED}, frame {number}: {frame!r:.500}"
        page.evaluate("[...document.querySelectorAll('#cacao *')].slice(0, 9).forEach(node => node.click())")
    assert len(between.sockets) > resyncs + 10

    # Act: once more, on purpose
    before = len(between.sockets)
    between.say("no json")
    between.joins_again(before)

    # Assert: what the mad server has made of the page is gone
    state = page.evaluate(STATE)
    assert (state["rows"], state["fields"]) == ("row a,row b,row c", 1)
    assert state["shown"].startswith("count ")
    page.faults.clear()
