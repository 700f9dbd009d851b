"""Styles in Chromium: painted first or patched later they look the same, and no rule outlives its nodes."""

from __future__ import annotations

from textwrap import dedent

import pytest

from cacao_kernel.properties import KNOWN, UNITLESS
from cacao_kernel.selector import PARTS, SCREENS, STATES, read_selector

SOURCE = """
import cacao
app = cacao.App()
look = cacao.State("nested")
rows = cacao.State([])
wrapped = cacao.State(False)

NESTED = {
    "color": "rgb(1, 1, 1)", "background": "rgb(9, 9, 9)", "padding": "4px",
    ":hover": {"color": "rgb(2, 2, 2)"},
    ":focus-visible": {"outline": "3px solid rgb(3, 3, 3)"},
    ":disabled": {"color": "rgb(5, 5, 5)"},
    "::before": {"content": "'*'", "color": "rgb(4, 4, 4) !important"},
    "@media (max-width: 600px)": {"padding": "8px", ":hover": {"padding": "9px"}},
    "@media (prefers-color-scheme: dark)": {"background": "rgb(8, 8, 8)"}}
PLAIN = {"color": "rgb(6, 6, 6)", "background": "rgb(7, 7, 7)"}
LOOKS = {"nested": NESTED, "plain": PLAIN, "bare": {}}

@app.event("look")
def choose(event: cacao.Event):
    look.set(event.params["look"])

@app.event("rows")
def fill(event: cacao.Event):
    rows.set(list(event.params["rows"]))

@app.event("wrap")
def wrap():
    wrapped.set(not wrapped.value)

@app.mix("/")
def home():
    style = {"transition": "none", **LOOKS[look.value]}
    inner = {"type": "button", "props": {"id": "styled", "content": "styled", "style": style}}
    turns = [
        *[{"type": "button", "props": {"label": name, "action": "look", "params": {"look": name}}}
          for name in LOOKS],
        *[{"type": "button", "props": {"label": label, "action": "rows", "params": {"rows": wanted}}}
          for label, wanted in {"fill": range(1000), "few": range(0, 1000, 100), "empty": ()}.items()],
        {"type": "button", "props": {"label": "wrap", "action": "wrap"}}]
    listed = [{"type": "li", "key": row, "children": [{"type": "b", "props": {"content": f"{row}",
        "style": {"color": "red", ":hover": {"margin": row % 500}}}}]} for row in rows.value]
    return {"type": "main", "children": [
        {"type": "section" if wrapped.value else "div", "props": {"content": look.value, "id": "around"},
         "children": [inner]},
        {"type": "nav", "children": turns},
        {"type": "ul", "props": {"id": "rows"}, "children": [
            {"type": "li", "props": {"content": f"{len(rows.value)} rows"}}, *listed]}]}
"""

# Everything a style may change here, of the node and of its part.
COMPUTED = """
const style = getComputedStyle(document.querySelector("#styled"));
const before = getComputedStyle(document.querySelector("#styled"), "::before");
return [style.color, style.backgroundColor, style.padding, style.outline, before.content, before.color];
"""
RULES = """document.adoptedStyleSheets.reduce((sum, sheet) => sum + [...sheet.cssRules].filter(
    (rule) => rule.cssText.includes("data-cacao-style")).length, 0)"""


def look_of(page):
    return page.evaluate(f"() => {{ {COMPUTED} }}")


def turn(page, name):
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_selector("[data-cacao-busy]", state="detached")


def states(page):
    """Return how the styled button looks at rest, hovered and focused by the keyboard."""
    page.mouse.move(0, 0)
    page.evaluate("document.activeElement?.blur()")
    looks = [look_of(page)]
    page.locator("#styled").hover()
    looks.append(look_of(page))
    page.mouse.move(0, 0)
    page.locator("#styled").focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    looks.append(look_of(page))
    return looks


@pytest.fixture(scope="module")
def server(serve_once):
    return serve_once(dedent(SOURCE))


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_nested_style_looks_the_same_painted_first_and_patched_later(visit, server, width, scheme):
    # Arrange
    page = visit(server.url, viewport={"width": width, "height": 800}, color_scheme=scheme)
    painted = states(page)

    # Act
    turn(page, "plain")
    turn(page, "nested")
    patched = states(page)

    # Assert
    assert patched == painted
    rest, hovered, focused = painted
    narrow, dark = width < 600, scheme == "dark"
    ground = "rgb(8, 8, 8)" if dark else "rgb(9, 9, 9)"
    assert rest[:3] == ["rgb(1, 1, 1)", ground, "8px" if narrow else "4px"]
    assert rest[4:] == ['"*"', "rgb(4, 4, 4)"]
    assert (hovered[0], hovered[2]) == ("rgb(2, 2, 2)", "9px" if narrow else "4px")
    assert "3px" in focused[3]
    assert page.locator("#styled").get_attribute("style") in (None, "")
    assert page.evaluate(RULES) == 1


def test_a_node_goes_from_nested_to_plain_and_back(visit, server):
    # Arrange
    page = visit(server.url)
    nested = look_of(page)

    # Act and assert
    turn(page, "plain")
    assert look_of(page)[:2] == ["rgb(6, 6, 6)", "rgb(7, 7, 7)"]
    assert look_of(page)[4] == "none"
    page.locator("#styled").hover()
    assert look_of(page)[0] == "rgb(6, 6, 6)"
    assert page.evaluate(RULES) == 0
    page.mouse.move(0, 0)
    turn(page, "nested")
    page.mouse.move(0, 0)
    assert look_of(page) == nested
    turn(page, "bare")
    assert look_of(page)[4] == "none"
    assert page.locator("#styled").evaluate("node => [...node.style].join()").startswith("transition")
    assert page.evaluate(RULES) == 0


def test_no_rule_is_left_when_a_thousand_nodes_have_come_and_gone(visit, server):
    # Arrange
    page = visit(server.url)
    assert page.evaluate(RULES) == 0

    # Act and assert: equal styles share a rule, the last node takes it along
    turn(page, "fill")
    page.get_by_text("1000 rows").wait_for()
    assert page.evaluate(RULES) == 500
    turn(page, "few")
    page.get_by_text("10 rows").wait_for()
    assert page.evaluate(RULES) == 5
    turn(page, "empty")
    page.get_by_text("0 rows", exact=True).wait_for()
    assert page.evaluate(RULES) == 0
    assert page.locator("[data-cacao-style]").count() == 0


def test_a_node_that_is_swapped_takes_the_rules_below_it_along(visit, server):
    # Arrange
    page = visit(server.url)
    turn(page, "plain")
    turn(page, "nested")

    # Act: the element around it becomes another, so that all below is made anew
    turn(page, "wrap")
    page.locator("section#around").wait_for()

    # Assert
    assert page.evaluate(RULES) == 1
    assert look_of(page)[0] == "rgb(1, 1, 1)"
    turn(page, "plain")
    assert page.evaluate(RULES) == 0


def test_a_tree_that_is_morphed_in_leaves_only_the_rules_it_needs(visit, serve):
    # Arrange: rows that the next server knows nothing of
    server = serve(dedent(SOURCE))
    page = visit(server.url)
    turn(page, "few")
    assert page.evaluate(RULES) == 5

    # Act
    server.stop()
    page.wait_for_selector("[data-cacao-joined]", state="detached")
    serve(dedent(SOURCE), port=server.port)
    page.wait_for_selector("[data-cacao-joined]")
    page.faults.clear()

    # Assert
    page.get_by_text("0 rows", exact=True).wait_for()
    assert page.evaluate(RULES) == 1  # of the styled button, which was painted before
    assert look_of(page)[0] == "rgb(1, 1, 1)"


def test_the_browser_knows_every_selector_that_a_style_may_nest(visit, server):
    # Arrange
    page = visit(server.url)
    keys = [read_selector(key) for key in (*STATES, *PARTS, ":nth-child(-n + 3)", ":is(:hover,:focus)")]

    # Act
    known = page.evaluate(
        "keys => { const sheet = new CSSStyleSheet(); "
        "return keys.map(key => sheet.insertRule(`p${key} {}`)).length }",
        keys,
    )

    # Assert
    assert known == len(keys) > 40


def test_a_stylesheets_states_win_over_no_style_neither_painted_nor_patched(visit, server):
    # Arrange: the sheet has rules for a button that is hovered
    page = visit(server.url)
    turn(page, "plain")
    patched = states(page)

    # Act
    page.reload()
    page.wait_for_selector("[data-cacao-joined]")

    # Assert
    assert page.locator("#styled").get_attribute("style") is None
    assert states(page) == patched
    assert [look[1] for look in patched] == ["rgb(7, 7, 7)"] * 3


def test_the_browser_knows_every_screen_that_a_style_may_name(visit, server):
    # Arrange
    page = visit(server.url)
    told = [f"@media ({name}: {word})" for name, words in SCREENS.items() for word in words.split()]
    told += [
        "@media (min-width: 40.5em) and (max-height: 9rem)",
        "@media screen and (width: 1px)",
        "@media print",
    ]
    keys = [read_selector(key) for key in told]

    # Act: what a browser does not know of a screen becomes one that never is
    read = page.evaluate("keys => keys.map(key => window.matchMedia(key.slice(7)).media)", keys)

    # Assert
    assert [text.replace(": ", ":") for text in read] == [key.removeprefix("@media ") for key in keys]


MANY = """
import cacao
app = cacao.App()
shown = cacao.State(False)
STYLES = [
    ("input", {"type": "checkbox", "checked": 1}, {"margin": 1, ":checked": {"margin": 7, "marginTop": 8}}),
    ("input", {"disabled": True}, {":disabled": {"color": "blue"}, ":enabled": {"color": "red"}}),
    ("input", {"placeholder": "x"}, {"::placeholder": {"color": "blue"}, ":optional": {"width": 70}}),
    ("input", {"required": True}, {":invalid:not(:focus)": {"padding": 9}, ":is(:valid)": {"padding": 2}}),
    ("li", {"content": "x"}, {"::marker": {"content": "'- '"}, ":nth-child(2n + 1)": {"top": 3}}),
    ("p", {"content": "x"}, {"::before": {"content": "'{};'"}, "::after": {"content": "'&'", "top": 1}}),
    ("p", {"content": "x"}, {":first-child, :last-child": {"left": 5}, ":not(:first-child)": {"right": 6}}),
    ("p", {"class": "cacao-button", "content": "x"}, {"top": "1px !important", ":not(:hover)": {"top": 4}}),
    ("p", {"content": "x"}, {"--own": 3, "width": "calc(var(--own) * 7px)", "@media screen": {"--own": 4}}),
    ("p", {"content": "x"}, {"margin": 4, "marginLeft": 5, "@media (min-width: 1px)": {":empty": {"top": 0},
        ":not(:empty)": {"marginRight": 6}}, "@media print": {"margin": 0}}),
]

@app.event("show")
def show():
    shown.set(True)

@app.mix("/")
def home():
    rows = [{"type": tag, "props": {**props, "style": style if shown.value else {}}}
        for tag, props, style in STYLES]
    return {"type": "main", "children": [
        {"type": "button", "props": {"label": "show", "action": "show"}},
        {"type": "p", "props": {"content": f"{shown.value}"}},
        {"type": "section", "props": {"id": "rows"}, "children": rows}]}
"""
ALL_COMPUTED = """() => [...document.querySelectorAll("#rows > *")].map(node => [null, "::before", "::after",
  "::placeholder", "::marker"].map(part => { const style = getComputedStyle(node, part);
  return [...style, "--own"].map(name => `${name}:${style.getPropertyValue(name)}`).join("; "); }))"""


def test_styles_of_every_kind_compute_the_same_however_they_came(visit, serve):
    # Arrange
    page = visit(serve(dedent(MANY)).url)
    bare = page.evaluate(ALL_COMPUTED)

    # Act: by a patch, by a first paint
    turn(page, "show")
    page.get_by_text("True").wait_for()
    page.mouse.move(0, 0)
    patched = page.evaluate(ALL_COMPUTED)
    page.reload()
    page.wait_for_selector("[data-cacao-joined]")
    painted = page.evaluate(ALL_COMPUTED)

    # Assert
    assert painted == patched
    assert all(styled != plain for styled, plain in zip(painted, bare, strict=True))


COVER = """
import cacao
app = cacao.App()
TOP = {"position": "fixed", "inset": 0, "zIndex": 2147483647, "background": "red"}
def fail():
    raise RuntimeError("as told")

app.mix("/")(lambda: {"type": "main", "children": [
    {"type": "div", "props": {"style": {**TOP, "transform": "translateZ(9px)", "isolation": "isolate"}}},
    {"type": "button", "props": {"label": "Fail", "action": fail, "style": TOP}}]})
"""


def test_the_notice_lies_above_whatever_a_style_puts_on_top(visit, serve, tmp_path):
    # Arrange
    (tmp_path / "cacao.json").write_text('{"overlay": false}')  # which tells of errors in its place
    page = visit(serve(COVER).url)

    # Act
    page.get_by_role("button", name="Fail").click()
    page.locator(".cacao-notice span").wait_for()

    # Assert
    on_top = page.locator(".cacao-notice span").evaluate(
        "line => { const box = line.getBoundingClientRect(); return document.elementFromPoint("
        "box.x + box.width / 2, box.y + box.height / 2) === line; }"
    )
    assert on_top


def test_of_the_known_properties_just_those_take_plain_numbers_that_are_listed(visit, server):
    # Arrange: others get pixels
    page = visit(server.url)
    of_svg = {"baseline-shift", "cx", "cy", "r", "rx", "ry", "x", "y"}

    # Act
    take = "names => names.filter(name => ['3', '0.5', '1'].some(value => CSS.supports(name, value)))"
    unitless = {*page.evaluate(take, sorted(KNOWN))}
    known = page.evaluate("names => names.filter(name => CSS.supports(name, 'inherit'))", sorted(KNOWN))

    # Assert
    assert unitless - of_svg <= UNITLESS
    assert len(known) > 400
