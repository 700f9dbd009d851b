"""What visitors write, in the bytes that a server sends: always text, never markup, a rule or a script."""

from __future__ import annotations

import html
import json
import re
from urllib.parse import quote

import pytest
from raw import Answer
from visitor import Tab

from security.oracles import nothing_called, wait_for_lines
from security.target import Target

HOSTILE = [
    "<img src=x onerror=__pwn=1>",
    "<svg onload=__pwn=1>",
    "<script>__pwn=1</script>",
    "</title><script>__pwn=1</script>",
    "</textarea><script>__pwn=1</script>",
    "</style><script>__pwn=1</script>",
    "<!--",
    "--><script>__pwn=1</script>",
    "<!--<script>",
    "\u2028</script>\u2029",
    "\" onclick='__pwn=1' x=\"",
    "' onclick=\"__pwn=1\" x='",
    "&lt;b&gt; &amp; &#60;",
]
# All that a page may have: the head's own, and what the fixture app's page is made of.
SCRIPTS = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL)


def write(target: Target, text: str, path: str = "/xss", name: str = "text") -> tuple[Tab, Answer]:
    """Have a new visitor write a text and load a page; return the tab it was written in, and the page."""
    visitor = target.visitor()
    tab = visitor.visit("/pen")
    assert tab.answer(tab.fire(name, "input", value=text))[0] == "a"
    return tab, visitor.get(path)


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_in_a_text_is_escaped_in_every_place_of_the_html(target: Target, text: str) -> None:
    # Act: XSS-01, XSS-07 and XSS-08
    _, answer = write(target, text)

    # Assert: as often as it was placed, and never as it is
    page = answer.text
    _, plain = write(target, "plain")
    assert page.count(html.escape(text)) + page.count(html.escape(text, quote=False)) >= 15
    assert page.count(text) == plain.text.count(text) or "<" not in text
    assert re.findall(r"<[!/]?[a-zA-Z-]+", page) == re.findall(r"<[!/]?[a-zA-Z-]+", plain.text)


@pytest.mark.parametrize("path", ["/xss", "/data", "/theme", "/crash", "/nowhere", "/pen", "/item/1/x"])
def test_a_page_has_no_script_but_the_clients_own_file(target: Target, path: str) -> None:
    # Act: XSS-08; what a page knows stands in attributes, so that no JSON can end the element around it
    answer = target.ask(path)

    # Assert
    for attributes, inner in SCRIPTS.findall(answer.text):
        assert inner == ""
        assert re.search(r'src="/_cacao/[\w./-]+"', attributes)
    assert "application/json" not in answer.text
    assert not re.search(r"<[^>]+\son\w+=", answer.text)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_stands_in_the_address_is_escaped(target: Target, text: str) -> None:
    # Act: XSS-09
    answer = target.ask(f"/item/5/{quote(text, safe='')}?q={quote(text)}")

    # Assert
    assert answer.status == 200
    assert html.escape(text, quote=False) in answer.text
    assert "<" not in text or text not in answer.text


@pytest.mark.parametrize("path", ["/nowhere/{}", "/item/{}/x", "/{}", "/_cacao/{}"])
def test_an_error_page_shows_no_markup_of_its_address(target: Target, production: Target, path: str) -> None:
    # Act and assert: XSS-07
    for each in (target, production):
        answer = each.ask(path.format(quote(HOSTILE[2], safe="")))
        assert answer.status in (404, 422)
        assert "<script>__pwn" not in answer.text


@pytest.mark.parametrize(
    "kind",
    """script iframe object embed base meta style math frame noscript template x-foo applet html
    body use foreignObject animate set feImage __proto__ constructor SCRIPT <b>""".split(),
)
def test_the_type_of_a_stranger_is_an_error_that_says_where(target: Target, kind: str) -> None:
    # Act: XSS-04
    before = len(target.log)
    tree = json.dumps({"type": kind, "props": {"src": "//evil.example/x.js", "content": "__pwn=1"}})
    tab, answer = write(target, tree, "/data")

    # Assert
    assert answer.status == 500
    assert "evil.example" not in answer.text and "__pwn" not in answer.text
    assert wait_for_lines(target, before, "there is no node type")
    tab.sees("written 1.")


def test_the_style_of_a_stranger_is_one_rule_of_known_properties(target: Target) -> None:
    # Arrange: CSS-02 and CSS-03
    style = {
        "cssText": "color:red",
        "behavior": "url(x)",
        "-moz-binding": "url(x)",
        "color}*{color": "red",
        "background": "red;}*{color:red",
        "--x": "url(//evil.example)",
        "fontFamily": "a</style><script>",
        "color": "rgb(1,2,3)",
        "*": {"color": "red"},
    }

    # Act
    _, answer = write(target, json.dumps({"type": "p", "props": {"style": style}}), "/data")

    # Assert
    assert painted_rules(target, answer.text).strip() == "#cacao .cacao-paint-0{color:rgb(1,2,3)}"
    assert " style=" not in answer.text


def painted_rules(target: Target, page: str) -> str:
    """Return the rules painted for the nodes of a page: its blocks beside those of one that has none."""
    blocks = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    (own,) = re.findall(r"<style>(.*?)</style>", target.ask("/calls").text, re.DOTALL)
    return "".join(blocks).removeprefix(own)


COLOURS = [
    "red;}</style><script>__pwn=1</script>",
    "red;background:url(//evil/?x)",
    "expression(1)",
    "url(javascript:__pwn=1)",
    "var(--x,url(//evil))",
    "\\75rl(//evil)",
    "@import '//evil'",
    "red}",
    "red;",
    "{",
]


@pytest.mark.parametrize("colour", COLOURS)
def test_a_colour_that_is_none_is_left_out_and_told_with_its_key(target: Target, colour: str) -> None:
    # Act: CSS-01
    before = len(target.log)
    answer = target.ask(f"/theme?c={quote(colour, safe='')}")

    # Assert
    assert answer.status == 200
    assert painted_rules(target, answer.text) == ""
    assert "evil" not in answer.text and "__pwn" not in answer.text
    told = wait_for_lines(target, before, r"props\.style\.color: no value a style may have")
    assert told or any("style.color" in line for line in target.log)  # each is told once


@pytest.mark.parametrize("colour", COLOURS)
@pytest.mark.parametrize("section", ["colors.primary", "typography.font_family", "shadow.shadow_low"])
def test_the_theme_of_a_stranger_sets_nothing_but_values(target: Target, section: str, colour: str) -> None:
    # Arrange: CSS-01
    name, token = section.split(".")
    before = len(target.log)
    theme = {"extends": "ocean", name: {token: colour}}

    # Act
    _, answer = write(target, json.dumps({"type": "p", "props": {"theme": theme}}), "/data")

    # Assert
    assert answer.status == 500, f"the theme of a stranger was taken: {colour}"
    assert "--cacao-sidebar" not in answer.text
    told = rf"props\.theme: theme\.{re.escape(section)}: no value it can have; expected"
    assert wait_for_lines(target, before, told)


@pytest.mark.parametrize("path", ["../canary.json", "/etc/cacao.json", "x/../../canary.json"])
def test_the_theme_of_a_stranger_reads_no_file_elsewhere(target: Target, path: str) -> None:
    (target.folder.parent / "canary.json").write_text('{"name": "canary"}')
    for theme in (path, {"extends": path}):
        before = len(target.log)

        _, answer = write(target, json.dumps({"type": "p", "props": {"theme": theme}}), "/data")

        assert answer.status == 500
        assert wait_for_lines(target, before, "a text names a theme file below the folder")


def test_a_key_that_stands_twice_in_a_frame_is_read_as_the_browser_reads_it(target: Target) -> None:
    # Arrange: PRO-02; of two equal keys the last counts, as it does for JSON.parse
    visitor = target.visitor()
    tab = visitor.visit("/")
    steps, mark = tab.page.find("echo")

    # Act
    payload = '{"value": "first", "value": "second"}'
    tab.number += 1
    tab.socket.send(f'["e", {tab.number}, {json.dumps(steps)}, "{mark}", "input", {payload}]')

    # Assert
    assert tab.answer(tab.number)[0] == "a"
    tab.sees("echo: second")


def test_a_frame_that_is_two_frames_for_some_is_none(target: Target) -> None:
    # Arrange: PRO-02, for those who look at another place than we do
    tab = target.visitor().visit("/")
    steps, mark = tab.page.find("Add")
    event = f'["e", 1, {json.dumps(steps)}, "{mark}", "click", {{}}]'

    # Act and assert
    with nothing_called(target, "add"):
        for frame in (f"{event}{event}", f"{event} {event}", f'{{"0": "e", "1": {event}}}', f"[{event}]"):
            tab.socket.send(frame)
            assert tab.receive()[2] in ("bad_json", "bad_message")
