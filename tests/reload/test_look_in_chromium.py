"""The look of open pages in Chromium: styles, themes, titles and templates are those that were saved last."""

from __future__ import annotations

from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from patience import until
from saving import Source
from servers import ServerProcess

Serve = Callable[..., ServerProcess]
Visit = Callable[..., Any]

APP = """
from pathlib import Path
from cacao import App, State
from cacao_kernel import Assets, Kit, NodeType, hookimpl

HERE = Path(__file__).parent
LAMP = Kit("lamp", (HERE / "lamp.css").read_text(), (HERE / "lamp.txt").read_text())
EVERYWHERE = ()

class Look:
    @hookimpl
    def register_assets(self):
        return Assets(styles=((HERE / "site.css").read_text(),), kits=EVERYWHERE)

    @hookimpl
    def register_node_types(self):
        return {"lamp": NodeType("x-lamp", kits=(LAMP,))}

app = App(title="First title", extensions=[Look()])
is_lit = State(False, scope="tab")

@app.mix("/")
def home():
    return {"type": "main", "children": [
        {"type": "h1", "children": ["EDITION 1"]},
        {"type": "p", "props": {"className": "template"}, "children": [(HERE / "page.html").read_text()]},
        {"type": "input", "props": {"aria_label": "Name"}},
        {"type": "button", "props": {"label": "Light", "on_click": lambda: is_lit.set(not is_lit.value)}},
        *([{"type": "lamp", "children": ["lit"]}] if is_lit.value else []),
        *[{"type": "p", "props": {"style": {"height": "60px"}, "content": f"Row {n}"}} for n in range(40)],
    ]}

@app.mix("/other", title="The other title")
def other():
    return {"type": "main", "children": [{"type": "h1", "children": ["OTHER 1"]}]}
"""
SITE = "h1 {{ color: rgb({}, 2, 3) }}"
LAMP = "x-lamp {{ color: rgb({}, 5, 6); letter-spacing: {}px }}"


class Folder:
    """The files of an app.

    Args:
        folder: where they are.
    """

    def __init__(self, folder: Path) -> None:
        self.site = Source(folder / "site.css", SITE.format(1))
        self.lamp = Source(folder / "lamp.css", LAMP.format(4, 1))
        self.script = Source(folder / "lamp.txt", "document.documentElement.dataset.lamp = 'one';")
        self.template = Source(folder / "page.html", "Template 1")
        self.settings = Source(folder / "cacao.json", '{"themes": {"theme": "cacao"}}')
        self.main = Source(folder / "main.py", APP)


@pytest.fixture
def app(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


@pytest.fixture
def page(visit: Visit, serve: Serve, app: Folder) -> Any:
    """Return an open page on which somebody has begun to do something."""
    page = visit(serve(app.main.file).url)
    page.get_by_label("Name").fill("half a na")
    page.evaluate("document.activeElement.setSelectionRange(2, 4); scrollTo(0, 300); window.stayed = true")
    return page


def is_as_it_was(page: Any) -> bool:
    """Tell whether nothing that was done on the page is lost, and it was not loaded anew."""
    field = page.evaluate(
        "(({ariaLabel, value, selectionStart: at}) => [ariaLabel, value, at])(document.activeElement)"
    )
    return bool(
        field == ["Name", "half a na", 2] and page.evaluate("[window.stayed, scrollY]") == [True, 300]
    )


def value_of(what: str, name: str) -> str:
    """Return what asks for a property that an element has at last."""
    return f"getComputedStyle(document.querySelector('{what}')).getPropertyValue('{name}')"


def test_an_open_page_follows_a_stylesheet(page: Any, app: Folder) -> None:
    # Arrange
    page.evaluate(
        f"""window.seen = new Set();
        const look = () => (window.seen.add({value_of("h1", "color")}), requestAnimationFrame(look));
        look();"""
    )

    # Act and assert: more than once, and back again; and never a page without a stylesheet
    for number in (7, 8, 1):
        app.site.save(SITE.format(number))
        until(page, f"{value_of('h1', 'color')} === 'rgb({number}, 2, 3)'")
    assert is_as_it_was(page)
    assert page.evaluate("[...window.seen]") == [f"rgb({number}, 2, 3)" for number in (1, 7, 8)]

    # What is not said any more counts no more, and no sheet of before stands beside
    app.site.save("h2 { color: red }")
    until(page, f"!{value_of('h1', 'color')}.endsWith('2, 3)')")
    sheets = page.evaluate("[...document.querySelectorAll('style, link[rel=stylesheet]')].length")
    page.reload()
    assert page.evaluate("[...document.querySelectorAll('style, link[rel=stylesheet]')].length") == sheets


def test_an_open_page_follows_a_stylesheet_that_is_too_long_to_stand_in_it(page: Any, app: Folder) -> None:
    # Arrange: a page that comes with it as a file
    app.site.save(f"{SITE.format(7)}{'.much { color: red }' * 1000}")
    until(page, f"{value_of('h1', 'color')} === 'rgb(7, 2, 3)'")
    assert is_as_it_was(page)
    page.reload()
    page.wait_for_selector("[data-cacao-joined]")

    # Act and assert
    for number in (8, 9):
        app.site.save(f"{SITE.format(number)}{'.much { color: red }' * 1000}")
        until(page, f"{value_of('h1', 'color')} === 'rgb({number}, 2, 3)'")


def test_an_open_page_follows_the_theme_of_cacao_json(page: Any, app: Folder) -> None:
    # Arrange
    primary = page.evaluate(value_of("main", "--cacao-primary"))

    # Act
    app.settings.save('{"themes": {"theme": "ocean"}}')

    # Assert
    until(page, f"{value_of('main', '--cacao-primary')} !== '{primary}'")
    assert is_as_it_was(page)
    ocean = page.evaluate(value_of("main", "--cacao-primary"))
    page.reload()
    assert page.evaluate(value_of("main", "--cacao-primary")) == ocean


def test_an_open_page_follows_the_theme_in_the_code(page: Any, app: Folder) -> None:
    # Act and assert: one that comes, one that changes, and none again
    before = page.evaluate(value_of("main", "--cacao-primary"))
    app.main.replace("App(", 'App(theme={"colors": {"primary": "#112234"}}, ')
    until(page, f"{value_of('main', '--cacao-primary')}.trim() === '#112234'")
    app.main.replace("#112234", "#445567")
    until(page, f"{value_of('main', '--cacao-primary')}.trim() === '#445567'")
    app.main.replace('theme={"colors": {"primary": "#445567"}}, ', "")
    until(page, f"{value_of('main', '--cacao-primary')} === '{before}'")
    assert is_as_it_was(page)


def test_a_page_with_a_part_of_a_theme_of_its_own_follows_the_rest(
    visit: Visit, serve: Serve, app: Folder
) -> None:
    # Arrange
    own = '"props": {"theme": {"colors": {"primary": "#112234"}}}, "children": [\n        {"type": "h1"'
    app.main.replace('"children": [\n        {"type": "h1"', own)
    page = visit(serve(app.main.file).url)
    outside = "getComputedStyle(document.body).getPropertyValue('--cacao-secondary')"
    until(page, f"{value_of('main', '--cacao-primary')} === '#112234'")
    page.evaluate("window.stayed = true")
    before = page.evaluate(outside)

    # Act
    app.settings.save('{"themes": {"theme": "ocean"}}')

    # Assert: in the page, and in what stands beside it
    until(page, f"{value_of('main', '--cacao-secondary')} !== '{before}'")
    until(page, f"{outside} === {value_of('main', '--cacao-secondary')}")
    assert page.evaluate("window.stayed") and page.evaluate(value_of("main", "--cacao-primary")) == "#112234"


def test_an_open_page_follows_the_title(page: Any, app: Folder, visit: Visit) -> None:
    # Arrange: a page whose title a script has set, and another one
    other = visit(f"{page.url}other")
    third = visit(page.url)
    third.evaluate("document.title = 'set by hand'")

    # Act
    app.main.replace("EDITION 1", "EDITION 2")
    third.get_by_role("heading", name="EDITION 2").wait_for()
    third.wait_for_selector("[data-cacao-joined]")
    by_hand = third.title()
    app.main.replace("First title", "Second title")

    # Assert
    until(page, "document.title === 'Second title'")
    assert is_as_it_was(page)
    assert by_hand == "set by hand"
    until(third, "document.title === 'Second title'")
    app.main.replace("The other title", "Another title")
    until(other, "document.title === 'Another title'")
    assert page.title() == "Second title"


def test_an_open_page_follows_the_title_of_the_page_that_a_link_has_brought(
    visit: Visit, serve: Serve, tmp_path: Path
) -> None:
    # Arrange
    links = '{"type": "a", "props": {"href": "/other", "content": "Go"}}, {"type": "input"'
    source = Folder(tmp_path).main
    source.replace('{"type": "input"', links)
    page = visit(serve(source.file).url)
    page.get_by_role("link", name="Go").click()
    until(page, "document.title === 'The other title'")

    # Act
    source.replace("The other title", "Another title")

    # Assert
    until(page, "document.title === 'Another title'")
    assert page.evaluate("window.stays")


def test_an_open_page_follows_the_language(page: Any, app: Folder) -> None:
    # Act and assert
    app.main.replace("App(", 'App(lang="ar", ')
    until(page, "document.documentElement.lang === 'ar' && document.documentElement.dir === 'rtl'")
    app.main.replace('lang="ar"', 'lang="de"')
    until(page, "document.documentElement.lang === 'de' && !document.documentElement.hasAttribute('dir')")
    assert is_as_it_was(page)


def test_an_open_page_follows_a_template(page: Any, app: Folder) -> None:
    # Act
    app.template.replace("Template 1", "Template 2")

    # Assert
    page.get_by_text("Template 2").wait_for()
    assert is_as_it_was(page)


def test_an_open_page_follows_the_style_of_what_a_change_has_brought(page: Any, app: Folder) -> None:
    # Arrange
    light = "document.querySelector('main button').click()"
    page.evaluate(light)
    until(page, f"document.querySelector('x-lamp') && {value_of('x-lamp', 'color')} === 'rgb(4, 5, 6)'")

    # Act and assert: what is not said any more counts no more
    app.lamp.save(LAMP.format(14, 1))
    until(page, f"{value_of('x-lamp', 'color')} === 'rgb(14, 5, 6)'")
    app.lamp.save("x-lamp { color: rgb(24, 5, 6) }")
    until(
        page,
        f"{value_of('x-lamp', 'color')} + {value_of('x-lamp', 'letter-spacing')} === 'rgb(24, 5, 6)normal'",
    )
    app.lamp.save(LAMP.format(4, 1))
    until(page, f"{value_of('x-lamp', 'color')} === 'rgb(4, 5, 6)'")

    # Also what is not on the page at the moment
    page.evaluate(light)
    page.wait_for_selector("x-lamp", state="detached")
    app.lamp.save("x-lamp { color: rgb(34, 5, 6) }")
    app.main.replace("EDITION 1", "EDITION 2")
    page.get_by_role("heading", name="EDITION 2").wait_for()
    page.wait_for_selector("[data-cacao-joined]")
    page.evaluate(light)
    until(
        page,
        f"document.querySelector('x-lamp') && "
        f"{value_of('x-lamp', 'color')} + {value_of('x-lamp', 'letter-spacing')} === 'rgb(34, 5, 6)normal'",
    )
    assert is_as_it_was(page)


def test_an_open_page_follows_the_style_of_what_it_came_with(visit: Visit, serve: Serve, app: Folder) -> None:
    # Arrange: a page that is painted with a lamp
    app.main.replace("State(False", "State(True")
    page = visit(serve(app.main.file).url)
    page.evaluate("window.stayed = true")
    assert page.evaluate(value_of("x-lamp", "letter-spacing")) == "1px"

    # Act and assert
    app.lamp.save("x-lamp { color: rgb(24, 5, 6) }")
    until(
        page,
        f"{value_of('x-lamp', 'color')} + {value_of('x-lamp', 'letter-spacing')} === 'rgb(24, 5, 6)normal'",
    )
    app.lamp.save(LAMP.format(5, 2))
    until(
        page, f"{value_of('x-lamp', 'color')} + {value_of('x-lamp', 'letter-spacing')} === 'rgb(5, 5, 6)2px'"
    )
    assert page.evaluate("window.stayed")


def test_an_open_page_follows_styles_that_came_joined(visit: Visit, serve: Serve, app: Folder) -> None:
    # Arrange: so much that all kits of the page are asked for at once
    much = ".much { color: red }" * 1000
    app.main.replace("State(False", "State(True")
    app.lamp.save(LAMP.format(4, 1) + much)
    page = visit(serve(app.main.file).url)
    page.evaluate("window.stayed = true")
    assert page.evaluate("document.querySelector('link[href*=\"/_cacao/styles-\"]') !== null")

    # Act
    app.lamp.save(f"x-lamp {{ color: rgb(24, 5, 6) }}{much}")

    # Assert: the others are there as before
    until(
        page,
        f"{value_of('x-lamp', 'color')} + {value_of('x-lamp', 'letter-spacing')} === 'rgb(24, 5, 6)normal'",
    )
    assert page.evaluate(value_of(".cacao-reload-button", "position")) == "fixed"
    assert page.evaluate("window.stayed")


def test_what_is_used_first_after_a_save_is_dressed(page: Any, app: Folder) -> None:
    # Act
    app.main.replace("State(False", "State(True")

    # Assert
    until(page, f"document.querySelector('x-lamp') && {value_of('x-lamp', 'color')} === 'rgb(4, 5, 6)'")
    until(page, "document.documentElement.dataset.lamp === 'one'")
    assert is_as_it_was(page)


def test_what_every_page_wears_since_a_save_is_worn_by_open_ones(page: Any, app: Folder) -> None:
    # Act
    kit = "Kit('sky', 'h1 { letter-spacing: 9px }', 'document.documentElement.dataset.sky = 1;')"
    app.main.replace("EVERYWHERE = ()", f"EVERYWHERE = ({kit},)")

    # Assert
    until(page, f"{value_of('h1', 'letter-spacing')} === '9px' && document.documentElement.dataset.sky")
    assert is_as_it_was(page)
    app.main.replace("9px", "8px")
    until(page, f"{value_of('h1', 'letter-spacing')} === '8px'")
    assert is_as_it_was(page)

    # Its script cannot be taken back but by a full load
    with page.expect_event("load"):
        app.main.replace(f"EVERYWHERE = ({kit},)".replace("9px", "8px"), "EVERYWHERE = ()")
    until(page, f"{value_of('h1', 'letter-spacing')} === 'normal'")


def test_a_script_that_runs_on_the_page_and_is_another_now_is_loaded_with_the_page(
    page: Any, app: Folder
) -> None:
    # Act: one that the page has not loaded
    app.script.replace("'one'", "'two'")
    app.main.replace("EDITION 1", "EDITION 2")
    page.get_by_role("heading", name="EDITION 2").wait_for()
    page.evaluate("document.querySelector('main button').click()")
    until(page, "document.documentElement.dataset.lamp === 'two'")
    assert is_as_it_was(page)

    # One that it has
    app.script.replace("'two'", "'three'")
    with page.expect_event("load"):
        app.main.replace("EDITION 2", "EDITION 3")

    # Assert
    page.get_by_role("heading", name="EDITION 3").wait_for()
    assert page.evaluate("window.stayed") is None


def test_who_has_no_session_is_not_told_what_there_is_to_wear(serve: Serve, app: Folder) -> None:
    # Arrange
    connection = HTTPConnection("127.0.0.1", serve(app.main.file).port)

    # Act
    connection.request("GET", "/_cacao-reload/look")
    answer = connection.getresponse()

    # Assert
    assert (answer.status, answer.read()) == (404, b"")
    connection.close()
