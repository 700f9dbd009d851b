"""Themes in Chromium: a page, a part of it and the browser's own parts follow, without a reload."""

from __future__ import annotations

import json

import pytest
from dots import read_dots
from patience import quiet, until

SOURCE = """
import cacao
from cacao import App, State
from cacao.ui import toast

look = State("cacao")
app = App(theme=look)

def choice(name):
    return {"type": "button", "props": {"label": name, "on_click": lambda: look.set(name)}}

@app.mix("/")
def home():
    return {"type": "main", "props": {"style": {"padding": 20}}, "children": [
        {"type": "h1", "props": {"content": "Hello"}},
        *[choice(name) for name in ("ocean", "cacao-dark", "cacao-light", "contrast")],
        {"type": "p", "props": {"id": "plain", "content": "plain"}},
        {"type": "section", "props": {"id": "part", "theme": "cacao-dark"}, "children": [
            {"type": "p", "props": {"id": "inner", "content": "inner"}},
            {"type": "button", "props": {"id": "pressed", "label": "Press"}}]},
        {"type": "button", "props": {"label": "Tell", "on_click": lambda: toast("Told", seconds=0)}},
        {"type": "a", "props": {"id": "away", "href": "/bare", "content": "Away"}},
        {"type": "input", "props": {"id": "field", "aria_label": "Note"}}]}

@app.mix("/bare")
def bare():
    heading = {"type": "h1", "props": {"content": "Bare"}}
    return {"type": "main", "props": {"theme": None}, "children": [heading]}
"""

LIGHT, DARK = "rgb(255, 253, 251)", "rgb(27, 21, 18)"  # the grounds of Cacao's own theme


def style(page, selector, name):
    """Return what the browser makes of a property."""
    return page.evaluate(f"getComputedStyle(document.querySelector({json.dumps(selector)})).{name}")


def becomes(page, selector, name, value):
    """Wait until the browser makes this of a property."""
    until(page, f"getComputedStyle(document.querySelector({json.dumps(selector)})).{name} === '{value}'")


def ground_at(page, x, y):
    """Return the colour of one dot of the screen."""
    png = page.screenshot(clip={"x": x, "y": y, "width": 1, "height": 1})
    red, green, blue = read_dots(page, png, (0, 0))[0]
    return f"rgb({red}, {green}, {blue})"


def test_a_theme_is_switched_without_a_reload(visit, serve):
    # Arrange
    page = visit(serve(SOURCE).url, color_scheme="light", viewport={"width": 800, "height": 900})
    page.fill("#field", "half a wor")
    assert style(page, "#pressed", "borderRadius") == "8px"

    # Act
    page.get_by_role("button", name="contrast").click()

    # Assert
    becomes(page, "main", "color", "rgb(0, 0, 0)")
    assert page.evaluate("window.stays")
    assert page.input_value("#field") == "half a wor"
    assert style(page, "h1", "color") == "rgb(0, 0, 0)"
    assert page.evaluate("getComputedStyle(document.querySelector('#field')).borderColor") == "rgb(0, 0, 0)"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_theme_of_both_modes_follows_what_the_visitor_likes(visit, serve, scheme):
    page = visit(serve(SOURCE).url, color_scheme=scheme, viewport={"width": 800, "height": 900})

    ground = LIGHT if scheme == "light" else DARK
    assert ground_at(page, 790, 890) == ground_at(page, 2, 2) == ground
    page.emulate_media(color_scheme="dark" if scheme == "light" else "light")
    assert ground_at(page, 790, 890) == (DARK if scheme == "light" else LIGHT)


def test_a_theme_of_one_mode_covers_the_whole_page_whatever_the_visitor_likes(visit, serve):
    # Arrange
    page = visit(serve(SOURCE).url, color_scheme="light", viewport={"width": 800, "height": 900})

    # Act
    page.get_by_role("button", name="cacao-dark").click()
    becomes(page, ":root", "colorScheme", "dark")

    # Assert: to the edges, and the browser's own parts
    assert ground_at(page, 790, 890) == ground_at(page, 2, 2) == DARK
    assert style(page, "#field", "colorScheme") == "dark"

    # Act
    page.emulate_media(color_scheme="dark")
    page.get_by_role("button", name="cacao-light").click()
    becomes(page, ":root", "colorScheme", "light")

    # Assert
    assert ground_at(page, 790, 890) == LIGHT
    assert style(page, "#part", "backgroundColor") == DARK


def test_what_stands_beside_the_page_has_its_theme_too(visit, serve):
    # Arrange
    page = visit(serve(SOURCE).url, color_scheme="light")

    # Act
    page.get_by_role("button", name="contrast").click()
    becomes(page, "main", "color", "rgb(0, 0, 0)")
    page.get_by_role("button", name="Tell").click()
    page.get_by_text("Told").wait_for()

    # Assert
    becomes(page, ".cacao-notice", "color", "rgb(0, 0, 0)")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.querySelector('.cacao-toast')).borderRadius") == "4px"

    # Act: a page without a theme
    page.click("#away")
    page.get_by_text("Bare").wait_for()

    # Assert
    becomes(page, ".cacao-notice", "color", "rgb(43, 29, 20)")
    assert page.evaluate("document.documentElement.style.length") == 0


NESTED = """
from cacao import App, State
mode = State("light")
app = App(theme={"extends": "cacao", "mode": mode})

def part(name, theme, *inner):
    note = {"type": "button", "props": {"label": name}}
    style = {"padding": 20, "margin": 10, "border": "1px solid gray"}
    props = {"id": name, "theme": theme, "style": style}
    return {"type": "section", "props": props, "children": [note, *inner]}

@app.mix("/")
def home():
    modes = [{"type": "button", "props": {"label": each, "on_click": lambda each=each: mode.set(each)}}
             for each in ("light", "dark", "system")]
    return {"type": "main", "props": {"style": {"padding": 20}}, "children": [
        {"type": "h1", "props": {"content": "Parts"}}, *modes,
        part("around", "ocean", part("deeper", "forest")),
        part("night", "cacao-dark",
             part("in-the-night", "ocean", part("day", "cacao-light", part("last", "plum")))),
        part("own", {"extends": "ocean", "mode": "system"})]}

@app.mix("/rooted")
def rooted():
    other = {"type": "button", "props": {"label": "dark", "on_click": lambda: mode.set("dark")}}
    look = lambda: "ocean" if mode.value == "light" else "cacao-dark" if mode.value == "dark" else "plum"
    back = {"type": "button", "props": {"label": "system", "on_click": lambda: mode.set("system")}}
    return {"type": "main", "props": {"theme": look}, "children": [
        {"type": "h1", "props": {"content": "Rooted"}}, other, back]}
"""

IS_DARK = """id => {
  const [r, g, b] = getComputedStyle(document.getElementById(id)).backgroundColor.match(/[0-9]+/g);
  return +r + +g + +b < 300;
}"""


def test_a_theme_that_names_no_mode_has_that_of_the_page_around_it(visit, serve):
    # Arrange
    page = visit(serve(NESTED).url, color_scheme="light")
    parts = ("around", "deeper", "night", "in-the-night", "day", "last", "own")

    def dark():
        quiet(page)
        return {part for part in parts if page.evaluate(IS_DARK, part)}

    assert dark() == {"night", "in-the-night"}

    # Act and assert: it is switched while the page is open
    page.get_by_role("button", name="dark", exact=True).click()
    becomes(page, "main", "colorScheme", "dark")
    assert dark() == {"around", "deeper", "night", "in-the-night"}

    # Act and assert: what the visitor likes counts for what says so, and for all once the page does
    page.emulate_media(color_scheme="dark")
    page.get_by_role("button", name="light", exact=True).click()
    becomes(page, "main", "colorScheme", "light")
    assert dark() == {"night", "in-the-night", "own"}
    page.get_by_role("button", name="system").click()
    becomes(page, "main", "colorScheme", "light dark")
    assert dark() == {"around", "deeper", "night", "in-the-night", "own"}
    page.emulate_media(color_scheme="light")
    assert dark() == {"night", "in-the-night"}


def test_the_root_of_a_page_goes_back_to_what_the_visitor_likes(visit, serve):
    # Arrange
    page = visit(f"{serve(NESTED).url}/rooted", color_scheme="light")
    page.get_by_role("button", name="dark").click()
    becomes(page, ":root", "colorScheme", "dark")

    # Act
    page.get_by_role("button", name="system").click()

    # Assert
    becomes(page, ":root", "colorScheme", "light dark")
    becomes(page, "main", "colorScheme", "light dark")


def test_motion_stops_for_those_who_like_none(visit, serve):
    page = visit(serve(SOURCE).url, reduced_motion="reduce")

    motion = "getComputedStyle(document.querySelector('main')).getPropertyValue('--cacao-motion')"
    assert page.evaluate(motion) == "0ms"
    page.get_by_role("button", name="contrast").click()
    quiet(page)
    assert page.evaluate(motion) == "0ms"


def test_a_part_of_a_page_has_a_theme_of_its_own(visit, serve):
    page = visit(serve(SOURCE).url, color_scheme="light")

    assert style(page, "#part", "backgroundColor") == DARK
    assert style(page, "#inner", "color") == "rgb(243, 233, 225)"
    assert style(page, "#plain", "color") == "rgb(43, 29, 20)"


FILED = """
from pathlib import Path
import cacao
app = cacao.App(theme=Path(__file__).parent / "mine.json")

@app.mix("/")
def home():
    return {"type": "main", "children": [{"type": "h1", "props": {"content": "Hello"}},
        {"type": "input", "props": {"id": "field", "aria_label": "Note"}}]}
"""


def test_a_theme_file_that_is_edited_changes_the_page_at_once(visit, serve, tmp_path):
    # Arrange
    file = tmp_path / "mine.json"
    file.write_text('{"colors": {"background": "#ffffff", "text": "#111111"}}')
    server = serve(FILED)
    page = visit(server.url)
    page.fill("#field", "half a wor")

    # Act
    file.write_text('{"colors": {"background": "#002244"}}')

    # Assert
    becomes(page, "main", "colorScheme", "dark")
    assert ground_at(page, 2, 700) == "rgb(0, 34, 68)"
    assert page.evaluate("window.stays")
    assert page.input_value("#field") == "half a wor"

    # Act: it breaks while somebody types
    file.write_text('{"colors": {"background": "#00224')
    for _ in range(500):
        if "The theme stays as it was." in server.output:
            break
        page.wait_for_timeout(20)

    # Assert
    assert ground_at(page, 2, 700) == "rgb(0, 34, 68)"
    assert server.output.count("The theme stays as it was.") == 1


FIXED = """
import cacao
app = cacao.App(theme="contrast")
app.mix("/")(lambda: {"type": "h1", "props": {"content": "Hello"}})
"""


def test_pages_that_say_something_is_missing_have_the_apps_theme(visit, serve):
    page = visit(f"{serve(FIXED).url}/nowhere", live=False, color_scheme="light")
    page.faults.clear()

    assert style(page, "body", "backgroundColor") == "rgb(255, 255, 255)"
    assert style(page, "h1", "color") == "rgb(0, 0, 0)"


TYPED = """
import cacao
from cacao import App, State
primary = State("#123456")
app = App()

@app.mix("/")
def home():
    theme = {"name": primary, "colors": {"primary": "#123456"}}
    return {"type": "main", "props": {"theme": theme}, "children": [
        {"type": "input", "props": {"id": "field", "aria_label": "Name", "bind": primary}}]}
"""


def test_no_text_of_a_visitor_comes_into_a_stylesheet_by_a_theme(visit, serve):
    # Arrange: CSS-03
    page = visit(serve(TYPED).url)

    # Act
    page.fill("#field", "zebra{} @import url(//127.0.0.1/zebra)")
    quiet(page)
    page.reload()
    page.wait_for_selector("[data-cacao-joined]")

    # Assert
    sheets = """[...document.styleSheets].concat(document.adoptedStyleSheets)
      .flatMap(sheet => [...sheet.cssRules].map(rule => rule.cssText)).join(" ")
      + [...document.querySelectorAll("[style]")].map(node => node.getAttribute("style")).join(" ")"""
    assert page.input_value("#field").startswith("zebra")
    assert "zebra" not in page.evaluate(sheets)
