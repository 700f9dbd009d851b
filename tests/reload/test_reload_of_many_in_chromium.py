"""Reload in Chromium of more than one page: of several visitors, of who comes late, and of broken pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from patience import quiet
from saving import APP, Source
from servers import ServerProcess

Serve = Callable[..., ServerProcess]
Visit = Callable[..., Any]


@pytest.fixture
def source(tmp_path: Path) -> Source:
    return Source(tmp_path / "main.py", APP)


def test_every_page_of_every_visitor_is_renewed(visit: Visit, serve: Serve, source: Source) -> None:
    # Arrange: two visitors, each with two pages in which something has been done
    url = serve(source.file).url
    pages = [visit(url)]
    pages.append(visit(url, same_visitor_as=pages[0]))
    pages.append(visit(url))
    pages.append(visit(url, same_visitor_as=pages[2]))
    for number, page in enumerate(pages):
        page.get_by_role("button", name="Add").click()
        page.get_by_text(f"{number % 2 + 1} {number % 2 + 1}0").wait_for()

    # Act and assert: more than once, and what they have stays
    for edition in range(2, 5):
        source.replace(f"EDITION {edition - 1}", f"EDITION {edition}")
        for page in pages:
            page.get_by_role("heading", name=f"EDITION {edition}", exact=True).wait_for()
            assert page.locator("#count").text_content() == "2 20"

    # They live together as before
    pages[1].get_by_role("button", name="Add").click()
    pages[0].get_by_text("3 30").wait_for()
    assert pages[2].locator("#count").text_content() == "2 20"


def test_a_page_that_is_opened_while_a_save_cannot_be_loaded_says_so(
    visit: Visit, serve: Serve, source: Source
) -> None:
    # Arrange
    page = visit(serve(source.file).url)
    source.replace("count = State(0)", "count = Stat(0)")
    page.get_by_role("dialog", name="NameError").wait_for()

    # Act: F5, another page of the same visitor, and another visitor
    page.reload()
    beside = visit(page.url, same_visitor_as=page)
    stranger = visit(page.url)

    # Assert
    for each in (page, beside, stranger):
        each.get_by_role("dialog", name="NameError").wait_for()
        each.get_by_text("main.py:11").wait_for()
    assert "times" not in page.get_by_role("dialog").text_content()

    # Nobody is told of it any more once it is mended
    source.replace("count = Stat(0)", "count = State(0)")
    for each in (page, beside, stranger):
        each.get_by_role("dialog").wait_for(state="hidden")
    with page.expect_response(lambda answer: answer.url.endswith("/_cacao-reload")):
        page.reload()
    quiet(page)
    assert page.get_by_role("dialog").count() == 0


BROKEN = [
    ("a page that raises", "    rows = [", '    {}["nix"]\n    rows = [', "KeyError"),
    ("a name that is none", 'f"{count.value} {point.value.x}"', "counted", "NameError"),
    ("a wrong tree", '"type": "h1"', '"type": "h11"', "TreeError"),
    ("a wrong prop", 'trigger="Open"', 'triger="Open"', "triger"),
    ("nothing", 'return {"type": "main"', 'return\n    return {"type": "main"', "TreeError"),
    ("another route", '@app.mix("/")', '@app.mix("/elsewhere")', "RouteError"),
]


@pytest.mark.parametrize(("what", "right", "wrong", "error"), BROKEN, ids=[each[0] for each in BROKEN])
def test_a_page_that_cannot_be_shown_any_more_stays_and_says_why(
    visit: Visit, serve: Serve, source: Source, what: str, right: str, wrong: str, error: str
) -> None:
    # Arrange
    server = serve(source.file)
    page, other = visit(server.url), visit(server.url)
    page.get_by_role("button", name="Add").click()
    page.get_by_text("1 10").wait_for()
    page.get_by_role("textbox", name="Name").fill("half a na")
    page.evaluate("window.stayed = true")

    # Act
    source.replace(right, wrong)

    # Assert: the page behind is there, and it is told once
    for each in (page, other):
        each.get_by_role("dialog").get_by_text(error).first.wait_for()
        assert each.locator("#count").is_visible()
    page.wait_for_timeout(700)  # longer than a tab waits before it tries again
    assert server.output.count("ERROR") == 2
    page.keyboard.press("Escape")
    assert page.get_by_role("textbox", name="Name").input_value() == "half a na"
    assert page.get_by_text("Connection lost").count() == 0

    # It goes on as soon as that is mended, with all that was done
    source.save(APP.replace("EDITION 1", "EDITION 2"))
    for each in (page, other):
        each.get_by_role("heading", name="EDITION 2", exact=True).wait_for()
        each.get_by_role("dialog").wait_for(state="hidden")
    assert page.evaluate("window.stayed") is True
    assert page.get_by_role("textbox", name="Name").input_value() == "half a na"
    page.get_by_role("button", name="Add").click()
    page.get_by_text("2 20").wait_for()


def test_a_file_without_an_app_is_not_taken_up(visit: Visit, serve: Serve, source: Source) -> None:
    # Arrange
    page = visit(serve(source.file).url)
    page.get_by_role("button", name="Add").click()
    page.get_by_text("1 10").wait_for()

    # Act: as where an editor empties a file before it writes it
    source.save("")

    # Assert
    page.get_by_role("dialog").get_by_text("there is no App to serve").wait_for()
    source.save(APP.replace("EDITION 1", "EDITION 2"))
    page.get_by_role("heading", name="EDITION 2", exact=True).wait_for()
    assert page.locator("#count").text_content() == "1 10"


def test_what_was_closed_is_shown_again_to_who_refreshes(visit: Visit, serve: Serve, source: Source) -> None:
    # Arrange
    page = visit(serve(source.file).url)
    source.replace("count = State(0)", "count = Stat(0)")
    told = page.get_by_role("dialog", name="NameError")

    # Act and assert: the button, and the keys
    for act in (
        lambda: page.get_by_role("button", name="Refresh", exact=True).click(),
        lambda: page.keyboard.press("Control+r"),
    ):
        told.wait_for()
        page.keyboard.press("Escape")
        told.wait_for(state="hidden")
        act()
    told.wait_for()
