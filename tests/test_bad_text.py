"""Bad text, of the page itself or of its visitors, stays text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from conftest import Serve
from page import Page
from raw import ask
from servers import ServerProcess
from visitor import Visitor

APP = """
from cacao import App, State
app = App()
text = State("")
STRINGS = [
    "<img src=x onerror=__pwn=1>", "<svg onload=__pwn=1>", "<script>__pwn=1</script>",
    "</title><script>__pwn=1</script>", "</textarea><script>__pwn=1</script>", "<!--<script>",
    '" onmouseover="__pwn=1', "' onmouseover='__pwn=1", "&lt;script&gt;", "javascript:__pwn=1",
]

@app.event("note")
def note(event):
    text.set(event.value)

def sinks(value):
    return [
        {"type": "p", "props": {"content": value}},
        {"type": "p", "props": {"title": value, "aria_label": value, "class": value, "data-note": value}},
        {"type": "a", "props": {"href": value, "content": "link"}},
        {"type": "img", "props": {"src": value, "alt": value}},
        {"type": "input", "props": {"value": value, "placeholder": value}},
        {"type": "textarea", "props": {"content": value}},
        {"type": "p", "key": value, "component_type": value, "props": {"style": {"color": value}}},
        {"type": "p", "props": {"onclick": value, "srcdoc": value, "innerHTML": value}},
        {"type": "p", "props": {"style": {value: "red"}}},
    ]

@app.mix("/")
def home():
    return {"type": "div", "children": [
        {"type": "input", "props": {"name": "field", "on_input": "note"}},
        *[{"type": "section", "children": sinks(value)} for value in [*STRINGS, text.value or "-"]],
    ]}
"""


@pytest.fixture(scope="module")
def server(serve_once: Serve) -> ServerProcess:
    return serve_once(APP)


def elements(node: Any) -> Iterator[Any]:
    """Yield every element of a tree."""
    if isinstance(node, list):
        yield node
        for child in node[2]:
            yield from elements(child)


def test_bad_text_stays_text_in_the_page(server: ServerProcess) -> None:
    # Act
    html = ask(server.port).text

    # Assert
    found = list(elements(Page(html).tree))
    names = {name for _, attributes, _ in found for name in attributes}
    links = {node[1].get("href", "") + node[1].get("src", "") for node in found}
    assert {tag for tag, _, _ in found} == set("div input section p a img textarea".split())
    assert names <= set("title aria-label class href src alt value placeholder name type".split()) | {
        name for name in names if name.startswith("data-")
    }
    assert not any("javascript" in link for link in links)
    assert "__pwn" not in html.partition("<body>")[0]


def test_bad_text_sent_by_a_visitor_stays_text(server: ServerProcess) -> None:
    # Arrange
    visitor = Visitor(server.port)
    tab = visitor.visit()

    # Act
    for text in ("</p><script>alert(7)</script>", "\x00\ufffe\r\n\u2028\u202e", "&lt;b&gt;"):
        assert tab.answer(tab.fire("field", "input", value=text))[0] == "a"

        # Assert
        assert "<script>alert(7)" not in visitor.get().text
        assert visitor.get().status == 200
    assert "&amp;lt;b&amp;gt;" in visitor.get().text
    visitor.leave()
