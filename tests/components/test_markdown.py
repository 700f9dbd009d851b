"""Markdown: what people write becomes nodes, and what they should not write becomes text."""

from __future__ import annotations

from typing import Any

import pytest
from screens import Shown

from cacao import State
from cacao.ui import Markdown
from cacao_plugins.components.text import markdown_tree as reading
from cacao_plugins.components.text.kept_trees import KeptTrees


def nodes(text: str, **props: Any) -> Any:
    """Return what a text becomes, as the browser gets it."""
    return Shown(Markdown(text, **props)).packed[2]


def tags(packed: Any) -> list[str]:
    """Return every element below some nodes, in their order."""
    found: list[str] = []
    for node in packed:
        if isinstance(node, list):
            found += [node[0], *tags(node[2])]
    return found


def test_headings_begin_where_they_are_told_to() -> None:
    assert tags(nodes("# One\n\n## Two\n\n###### Six")) == ["h2", "h3", "h6"]
    assert tags(nodes("# One", level=1)) == ["h1"]


def test_a_table_is_aligned_and_can_be_scrolled() -> None:
    # Act
    (around,) = nodes("|a|b|c|\n|-|:-:|-:|\n|1|2|3|")

    # Assert
    assert around[1]["tabindex"] == "0"
    assert tags([around]) == [
        "div",
        "table",
        "thead",
        "tr",
        "th",
        "th",
        "th",
        "tbody",
        "tr",
        "td",
        "td",
        "td",
    ]
    cells = around[2][0][2][1][2][0][2]
    assert [cell[1].get("data-align") for cell in cells] == [None, "center", "end"]


@pytest.mark.parametrize(
    "text", ["- [x] *one*\n- [ ] two\n- three [x]", "- [x] *one*\n\n- [ ] two\n\n- three [x]"]
)
def test_tasks_have_boxes_that_nobody_can_tick(text: str) -> None:
    # Act
    (items,) = nodes(text)

    # Assert
    assert tags([items]).count("input") == 2
    assert str(items).count("'checked': ''") == 1
    assert str(items).count("'disabled': ''") == 2
    assert "three [x]" in str(items)


def test_code_is_shown_in_colours_and_unknown_languages_as_text() -> None:
    # Act
    shown = nodes("```python\ndef go(): pass\n```\n\n```klingon\nQapla'\n```\n\n    indented")

    # Assert
    assert [node[1]["class"] for node in shown] == ["cacao-code"] * 3
    assert "cacao-code-k" in str(shown[0])
    assert "Qapla'" in str(shown[1])


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<style>*{display:none}</style>",
        "<iframe src=//e.org></iframe>",
        "<svg/onload=alert(1)>",
        "text <b onclick=alert(1)>x</b>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "`<script>alert(1)</script>`",
        "```html\n<script>alert(1)</script>\n```",
        "<a href='javascript:alert(1)'>x</a>",
        "<div id=cacao class=cacao-notice>",
        "<!-- --><![CDATA[x]]><?php ?>",
    ],
)
def test_html_is_text(text: str) -> None:
    shown = nodes(text)

    assert not {*tags(shown)} & {"script", "img", "style", "iframe", "svg", "b", "a", "input"}
    assert "onclick" not in str([node[1] for node in shown if isinstance(node, list)])


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java&#10;script:alert(1)",
        "&#106;avascript:alert(1)",
        "vbscript:x",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
        "<javascript:alert(1)>",
        "\x01javascript:alert(1)",
    ],
)
def test_an_address_that_runs_code_leads_nowhere(address: str) -> None:
    shown = str(nodes(f"[x]({address}) <{address}> ![x]({address})"))

    assert not any(
        f"'href': '{scheme}:" in shown.lower() for scheme in ("javascript", "vbscript", "data", "file")
    )
    assert "'src'" not in shown


def test_links_lead_where_they_say() -> None:
    shown = str(nodes("[a](/orders) [b](https://example.org) <mailto:a@b.ch>"))

    for address in ("/orders", "https://example.org", "mailto:a@b.ch"):
        assert f"'href': '{address}'" in shown


def test_pictures_of_others_are_named_and_not_fetched() -> None:
    # Act
    shown = nodes("![Beans](https://example.org/a.png) ![Mine](/a.png) ![There](//example.org/b.png)")

    # Assert
    assert tags(shown) == ["p", "span", "img", "span"]
    assert "example.org" not in str(shown)


@pytest.mark.parametrize(
    "text", ["> " * 500 + "x", "- " * 500 + "x", "*" * 5000, "[" * 5000, "`" * 5000, "x" * 300_000, "", "\0"]
)
def test_no_text_keeps_a_page_from_being_shown(text: str) -> None:
    Shown(Markdown(text))


@pytest.mark.parametrize(
    "text",
    [
        "[" * 49_000,
        "![" * 24_000,
        "*a " * 6_000,
        "<a@b.c>" * 6_000,
        "{%icon-a%}\n\n" * 4_500,
        "- a\n" * 9_000,
        "a\r" * 9_000,
        "|a" * 5_000 + "\n" + "|-" * 5_000 + "\n",
        "a|b|c|d|e\n" + "-|-|-|-|-\n" + "a\n" * 3_000,
        "> " + "a|" * 100 + "\n> " + "-|" * 100 + "\n" + "> a\n" * 3_000,
        "- " + "a|" * 100 + "\n  " + "-|" * 100 + "\n" + "  a\n" * 3_000,
        "words " * 9_000,
    ],
    ids=lambda text: text[:12],
)
def test_a_text_that_takes_long_to_read_is_shown_as_it_was_written(
    monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    # Arrange
    handed: list[str] = []
    read = reading._parser().render
    monkeypatch.setattr(reading._parser(), "render", lambda text: handed.append(text) or read(text))

    # Act
    shown = nodes(text)

    # Assert
    assert handed == []
    assert [node[:2] for node in shown] == [["p", {"class": "cacao-markdown-raw"}]]


@pytest.mark.parametrize(
    "text",
    [
        "Some *words* and a [link](/here) with `code`, and so on until the line ends.\n\n" * 600,
        "|a|b|c|d|\n|-|-|-|-|\n" + "|1|2|3|4|\n" * 900,
        "- one thing\n- [ ] another\n" * 1_500,
    ],
    ids=["article", "table", "list"],
)
def test_a_long_text_is_read(text: str) -> None:
    assert "cacao-markdown-raw" not in str(nodes(text))


def test_what_is_kept_of_texts_is_bounded_by_what_it_weighs() -> None:
    # Arrange
    kept, made = KeptTrees(19_000), list[str]()

    def show(text: str) -> None:
        kept.get(text, lambda: made.append(text) or [{"type": "p", "props": {}, "children": [text]}])

    # Act: the third is too heavy for both others to stay beside it, the fourth for anything.
    for text in ("one", "two", "one", "3" * 2_000, "one", "two", "4" * 5_000, "one"):
        show(text)

    # Assert
    assert [text[:3] for text in made] == ["one", "two", "333", "two", "444", "one"]
    assert 0 < kept._bytes <= 19_000


def test_icons_stand_in_texts_but_not_in_code() -> None:
    shown = nodes("{%icon-home%} Home `{%icon-home%}`")

    assert tags(shown).count("svg") == 1
    assert "{%icon-home%}" in str(shown)


def test_a_text_follows_its_state() -> None:
    # Arrange
    text = State("*one*", name="text")
    shown = Shown(lambda: {"type": "main", "children": [Markdown(text)]})

    # Act
    shown.change((text, "**two**"))

    # Assert
    assert tags(shown.packed[2][0][2]) == ["p", "strong"]
