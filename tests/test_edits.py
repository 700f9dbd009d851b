"""Edits: a field and its State agree in the end, whatever is typed while answers are under way."""

from __future__ import annotations

from collections import deque
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from search import examples

from cacao_kernel.edits import Edits, count_of, is_typed, shown_value
from cacao_kernel.node import TEXT, Node


class Browser:
    """A field in a browser, by the rule of the protocol."""

    def __init__(self) -> None:
        self.text = ""
        self.count = self.seen = 0
        self.told: dict[int, str] = {}
        self.texts: dict[int, str] = {}
        self.sent: deque[dict[str, Any]] = deque()

    def edit(self, text: str) -> None:
        self.text = text
        self.count += 1
        self.told[self.count] = self.texts[self.count] = text
        self.sent.append({"kind": "input", "value": text, "edits": self.count, "seen": self.seen})

    def press_enter(self) -> None:
        self.sent.append({"kind": "submit"})

    def take(self, value: str, count: int) -> None:
        self.seen += 1
        if count == self.count:
            self.text = self.texts[count] = value
            return
        if value == self.told[count]:
            return
        typed = self.texts[count]
        later = {known: text for known, text in self.texts.items() if known > count}
        if all(text.startswith(typed) for text in (*later.values(), self.text)):
            self.texts[count] = value
            self.texts.update({known: value + text[len(typed) :] for known, text in later.items()})
            if typed != value:
                self.edit(value + self.text[len(typed) :])


class Server:
    """A todo box bound to a State, and the list it fills; what is typed may be made upper case."""

    def __init__(self, *, shouts: bool) -> None:
        self.node = Node("input")
        self.edits = self.node.edits = Edits(self.node)
        self.shouts = shouts
        self.state = ""
        self.entries: list[str] = []
        self.sent: deque[tuple[str, int]] = deque()

    def take(self, told: dict[str, Any]) -> None:
        if told["kind"] == "input":
            held = self.edits.take(told["edits"], told["seen"], told)
            assert isinstance(held, str)
            self.state = held.upper() if self.shouts else held
        else:
            self.entries.append(self.state)
            self.state = ""
        self.paint()

    def paint(self) -> None:
        if shown_value(self.node) != self.state or self.edits.shown != self.state:
            self.node.attributes["value"] = self.state
            (count,) = count_of(self.node, {"value": self.state})
            self.sent.append((self.state, count))


def play(browser: Browser, server: Server, step: str) -> None:
    """Let one thing happen."""
    if step == "up" and browser.sent:
        server.take(browser.sent.popleft())
    elif step == "down" and server.sent:
        browser.take(*server.sent.popleft())
    elif step == "enter":
        browser.press_enter()
    elif step == "back":
        browser.edit(browser.text[:-1])
    elif step.startswith("front "):
        browser.edit(step[-1] + browser.text)
    elif len(step) == 1:
        browser.edit(browser.text + step)


def come_to_rest(browser: Browser, server: Server) -> None:
    for _ in range(300):
        play(browser, server, "up")
        play(browser, server, "down")
    assert not browser.sent and not server.sent, "they go on answering each other"


LETTERS = st.sampled_from("abc")
WAYS = st.sampled_from(["up", "down"])


@examples(500)
@given(st.lists(LETTERS | WAYS | st.just("enter"), max_size=40))
def test_what_is_only_appended_arrives_once_and_in_order(steps: list[str]) -> None:
    # Arrange
    browser, server = Browser(), Server(shouts=False)

    # Act
    for step in steps:
        play(browser, server, step)
    come_to_rest(browser, server)

    # Assert: each entry is what stood between two times Enter.
    typed = "".join(step for step in steps if len(step) == 1 or step == "enter").split("enter")
    assert [*server.entries, server.state] == typed
    assert browser.text == server.state


@examples(500)
@given(st.lists(LETTERS | WAYS | st.sampled_from(["enter", "back", "front x"]), max_size=40), st.booleans())
def test_field_and_state_agree_in_the_end_however_the_text_is_edited(steps: list[str], shouts: bool) -> None:
    # Arrange
    browser, server = Browser(), Server(shouts=shouts)

    # Act
    for step in steps:
        play(browser, server, step)
    come_to_rest(browser, server)

    # Assert
    assert browser.text == server.state


@pytest.mark.parametrize(
    ("tag", "kind", "typed"),
    [
        ("input", None, True),
        ("input", "password", True),
        ("input", "number", False),
        ("input", "checkbox", False),
        ("textarea", None, True),
        ("select", None, False),
    ],
)
def test_text_is_put_together_only_where_it_is_typed(tag: str, kind: str | None, typed: bool) -> None:
    node = Node(tag)
    if kind is not None:
        node.attributes["type"] = kind

    assert is_typed(node) is typed


def test_an_event_that_tells_nothing_of_the_field_changes_nothing() -> None:
    node = Node("textarea")
    node.children = [Node(TEXT, "as painted")]
    edits = Edits(node)

    assert edits.take(5, 0, {"key": "a"}) is None
    assert (edits.count, edits.shown) == (0, "as painted")
