"""HTML: the first paint, which a browser reads back as the tree it was made of."""

from __future__ import annotations

import base64
import hashlib
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from screens import Shown, build
from search import examples

from cacao_kernel.html import document, paint

ATTACKS = [
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "<!--",
    "-->",
    "]]>",
    "&lt;script&gt;",
    "'\"><svg onload=alert(1)>",
]


def body(tree: Any) -> str:
    """Return a tree's markup."""
    return paint(build(tree)).body


class Reader(HTMLParser):
    """Counts the nodes of a markup and keeps its texts and attributes."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.nodes = 0
        self.tags: list[str] = []
        self.texts: list[str] = []
        self.values: list[str | None] = []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.nodes += 1
        self.tags.append(tag)
        self.values += [value for _, value in attrs]

    def handle_data(self, data: str) -> None:
        self.nodes += 1
        self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        self.nodes += 1


@pytest.mark.parametrize("kind", ["p", "textarea", "option", "button", "pre"])
@pytest.mark.parametrize("text", ATTACKS)
def test_text_is_text_wherever_it_stands(kind: str, text: str) -> None:
    # Arrange
    tree: Any = {"type": kind, "props": {"content": text}}
    if kind == "option":
        tree = {"type": "datalist", "children": [tree]}

    # Act
    read = Reader(body(tree))

    # Assert
    assert read.texts == [text]
    assert read.tags == (["datalist", "option"] if kind == "option" else [kind])


@pytest.mark.parametrize(
    "prop", ["title", "aria_label", "data_x", "class", "value", "id", "href", "component_type"]
)
@pytest.mark.parametrize("text", ATTACKS)
def test_text_is_text_in_every_attribute(prop: str, text: str) -> None:
    tree = (
        {"type": "a", "component_type": text}
        if prop == "component_type"
        else {"type": "a", "props": {prop: text}}
    )

    read = Reader(body(tree))

    assert (read.tags, read.values, read.texts) == (["a"], [text], [])


def test_what_is_painted() -> None:
    tree = {
        "type": "div",
        "props": {"class": "a&b", "hidden": True, "style": {"color": "red", "margin": 1}},
        "children": [
            "x < y",
            "y",
            None,
            {"type": "br"},
            {"type": "p", "props": {"style": {"color": "red", "margin": 1}}},
            {"type": "p", "props": {"style": {"fontFamily": "'A & B'"}}},
        ],
    }

    painted = paint(build(tree))

    assert painted.body == (
        '<div class="a&amp;b cacao-paint-0" hidden>x &lt; y<!---->y<!----><br><p class="cacao-paint-0"></p>'
        '<p class="cacao-paint-1"></p></div>'
    )
    assert painted.style == (
        "#cacao .cacao-paint-0{color:red;margin:1px}#cacao .cacao-paint-1{font-family:'A & B'}"
    )
    assert painted.nodes == 8


def test_nested_selectors_are_rules_of_the_same_class() -> None:
    style = {
        "color": "red",
        ":hover:not(:disabled)": {"color": "blue"},
        "@media (max-width: 600px)": {"margin": 0, "::before": {"content": "'}'"}},
    }

    painted = paint(build({"type": "main", "children": [{"type": "p", "props": {"style": style}}] * 2}))

    assert painted.body == '<main><p class="cacao-paint-0"></p><p class="cacao-paint-0"></p></main>'
    assert painted.style == (
        "#cacao .cacao-paint-0{color:red}"
        "#cacao .cacao-paint-0:hover:not(:disabled){color:blue}"
        "@media (max-width:600px){#cacao .cacao-paint-0{margin:0}}"
        "@media (max-width:600px){#cacao .cacao-paint-0::before{content:'}'}}"
    )


def test_the_line_end_that_a_parser_would_drop_is_painted_twice() -> None:
    assert body({"type": "pre", "props": {"content": "\na"}}) == "<pre>\n\na</pre>"
    assert body({"type": "textarea", "props": {"content": "\n"}}) == "<textarea>\n\n</textarea>"
    assert body({"type": "pre", "children": [None, "\na"]}) == "<pre><!---->\na</pre>"
    assert body({"type": "p", "props": {"content": "\na"}}) == "<p>\na</p>"


TREES = st.recursive(
    st.one_of(
        st.none(), st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0")), st.integers()
    ),
    lambda inner: st.builds(
        lambda kind, children, title: {"type": kind, "props": {"title": title, "children": children}},
        st.sampled_from(["div", "section", "b", "pre", "span", "text"]),
        st.lists(inner, max_size=4),
        st.one_of(st.none(), st.text(max_size=3)),
    ),
    max_leaves=12,
)


@examples(200)
@given(st.lists(TREES, max_size=4))
def test_as_many_nodes_are_announced_as_a_parser_sees(children: list[Any]) -> None:
    # Act
    painted = paint(build({"type": "main", "children": children}))

    # Assert
    assert Reader(painted.body).nodes == painted.nodes


def listening(**changes: Any) -> dict[str, Any]:
    props = {"label": "Go", "action": "go", "params": {"id": 1}, "style": {"color": "red"}, **changes}
    return {"type": "div", "children": [{"type": "button", "props": props}]}


def hash_of(tree: Any, key: bytes = b"one visitor") -> str:
    return paint(Shown(tree, key=key).root).hash


@pytest.mark.parametrize(
    "other",
    [
        listening(label="Stop"),
        listening(action="stop"),
        listening(params={"id": 2}),
        listening(style={"color": "blue"}),
        listening(style={}),
        listening(title="Go"),
        listening(key="a"),
        listening(children=[None]),
    ],
)
def test_the_hash_covers_all_that_a_browser_sees_or_proves(other: Any) -> None:
    assert hash_of(other) != hash_of(listening())


def test_the_hash_is_the_same_each_time_and_another_for_each_visitor() -> None:
    assert hash_of(listening()) == hash_of(listening())
    assert hash_of(listening(), b"another visitor") != hash_of(listening())
    assert hash_of({"type": "p"}, b"another visitor") == hash_of({"type": "p"})


def test_every_process_makes_the_same_hash() -> None:
    # Arrange
    source = (
        "from test_html import hash_of, listening\n"
        "print(hash_of(listening(params={'a': {'x', 'y', 'z'}, 'b': {1: 2}, 'c': 1e400, 'd': 2**70})))\n"
    )

    # Act
    printed = {
        subprocess.run(
            [sys.executable, "-c", source],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parent)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }

    # Assert
    assert len(printed) == 1


def test_a_document_names_its_files_and_allows_its_style_blocks_apart() -> None:
    # Arrange
    painted = paint(build(listening()))

    # Act
    page, source = document(
        painted,
        title="A & B",
        styles=['/a".css'],
        scripts=["/a.js?x=1&y=2"],
        socket="/socket",
        sheets=["p{margin:0}\n"],
    )

    # Assert
    assert page.startswith('<!doctype html><html lang="en"><head><meta charset="utf-8">')
    assert "<title>A &amp; B</title>" in page
    assert '<link rel="stylesheet" href="/a&quot;.css">' in page
    assert '<script type="module" async src="/a.js?x=1&amp;y=2"></script>' in page
    assert f'<div id="cacao" data-cacao-hash="{painted.hash}" data-cacao-nodes="3" ' in page
    rules = [b"p{margin:0}\n", b"#cacao .cacao-paint-0{color:red}"]
    digests = [base64.b64encode(hashlib.sha256(block).digest()).decode() for block in rules]
    assert "<style>p{margin:0}\n</style><style>#cacao .cacao-paint-0{color:red}</style>" in page
    assert source == " ".join(f"'sha256-{digest}'" for digest in digests)


def test_a_document_without_styles_allows_none() -> None:
    page, source = document(paint(build({"type": "p"})), title="", styles=[], scripts=[], socket="/")

    assert "<style" not in page
    assert source == ""


@pytest.mark.parametrize("lang", ["ar", "he-IL", "fa", "ur-Latn", "uz", "en"])
def test_a_page_runs_as_its_language_is_written(lang: str) -> None:
    page, _ = document(paint(build({"type": "p"})), title="", styles=[], scripts=[], socket="/", lang=lang)

    direction = ' dir="rtl"' if lang in ("ar", "he-IL", "fa") else ""
    assert page.startswith(f'<!doctype html><html lang="{lang}"{direction}><head>')
