"""Reload in Chromium: what is saved is on the page at once, and nothing is lost by it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from patience import quiet, until
from saving import APP, Source
from servers import ServerProcess

Serve = Callable[..., ServerProcess]
Visit = Callable[..., Any]


@pytest.fixture
def source(tmp_path: Path) -> Source:
    return Source(tmp_path / "main.py", APP)


def heading(page: Any, text: str) -> None:
    page.get_by_role("heading", name=text, exact=True).wait_for()


def test_what_is_saved_is_on_the_page_and_all_that_was_done_stays(
    visit: Visit, serve: Serve, source: Source
) -> None:
    # Arrange
    page = visit(serve(source.file).url)
    for _ in range(3):
        page.get_by_role("button", name="Add").click()
    quiet(page)
    page.get_by_label("Name").fill("half a na")
    page.evaluate("document.activeElement.setSelectionRange(2, 4); window.stayed = true; scrollTo(0, 300)")

    # Act
    for edition in range(2, 5):
        source.replace(f"EDITION {edition - 1}", f"EDITION {edition}")
        page.get_by_text(f"EDITION {edition}").wait_for()

    # Assert: nor was the page loaded anew
    page.wait_for_selector("[data-cacao-joined]")
    assert page.locator("#count").text_content() == "3 30"
    assert page.locator("#same").text_content() == "True"
    assert page.get_by_label("Name").input_value() == "half a na"
    assert page.evaluate("[document.activeElement.ariaLabel, window.stayed, scrollY]") == ["Name", True, 300]
    assert page.evaluate("[document.activeElement.selectionStart, document.activeElement.selectionEnd]") == [
        2,
        4,
    ]
    page.get_by_role("button", name="Add").click()
    page.get_by_text("4 40").wait_for()


def test_an_open_dialog_stays_open(visit: Visit, serve: Serve, source: Source) -> None:
    # Arrange
    page = visit(serve(source.file).url)
    page.get_by_role("button", name="Open").click()
    page.get_by_role("dialog").wait_for()

    # Act
    source.replace("Something to read", "Something else")

    # Assert
    page.get_by_text("Something else").wait_for()
    assert page.get_by_role("dialog").is_visible()


def test_a_value_to_begin_with_that_is_edited_is_that_of_who_has_not_changed_it(
    visit: Visit, serve: Serve, source: Source
) -> None:
    # Arrange
    server = serve(source.file)
    one, two = visit(server.url), visit(server.url)
    two.get_by_role("button", name="Add").click()
    two.get_by_text("1 10").wait_for()

    # Act
    source.replace("count = State(0)", "count = State(7)")

    # Assert
    one.get_by_text("7 0").wait_for()
    assert two.locator("#count").text_content() == "1 10"


def test_a_state_of_another_kind_begins_anew_and_the_terminal_says_so(
    visit: Visit, serve: Serve, source: Source
) -> None:
    # Arrange
    server = serve(source.file)
    page = visit(server.url)
    page.get_by_role("button", name="Add").click()
    page.get_by_text("1 10").wait_for()

    # Act
    source.replace("count = State(0)", 'count = State("none")')

    # Assert: the other State keeps what it has
    page.get_by_text("none 10").wait_for()
    assert "State main.count held a value of type int, and now is of str" in server.output


def test_the_button_and_the_keys_run_the_code_again(visit: Visit, serve: Serve, tmp_path: Path) -> None:
    # Arrange
    runs = tmp_path / "runs.txt"
    source = Source(tmp_path / "main.py", f"open({str(runs)!r}, 'a').write('run ')\n{APP}")
    page = visit(serve(source.file).url)
    page.get_by_role("button", name="Add").click()
    page.get_by_text("1 10").wait_for()
    page.evaluate("window.stayed = true")

    # Act and assert
    with page.expect_response("**/_cacao-reload") as answer:
        page.get_by_role("button", name="Refresh").click()
    assert answer.value.status == 204
    assert runs.read_text() == "run run "
    page.wait_for_selector("[data-cacao-joined]")
    with page.expect_response("**/_cacao-reload"):
        page.keyboard.press("Control+r")
    assert runs.read_text() == "run run run "
    page.wait_for_selector("[data-cacao-joined]")
    assert page.locator("#count").text_content() == "1 10"
    assert page.evaluate("window.stayed")

    # So does the key on a keyboard of another script
    with page.expect_response("**/_cacao-reload"):
        page.evaluate(
            "dispatchEvent(new KeyboardEvent('keydown', "
            "{key: 'к', code: 'KeyR', ctrlKey: true, cancelable: true}))"
        )
    page.wait_for_selector("[data-cacao-joined]")

    # F5 loads the page anew, and the visitor's State is there
    page.reload()
    page.wait_for_selector("[data-cacao-joined]")
    assert page.evaluate("window.stayed") is None
    assert page.locator("#count").text_content() == "1 10"


def test_the_keys_do_their_work_while_an_error_is_shown(visit: Visit, serve: Serve, source: Source) -> None:
    # Arrange
    page = visit(serve(source.file).url)
    page.evaluate("window.stayed = true")
    source.replace("count = State(0)", "count = Stat(0)")
    page.get_by_role("dialog", name="NameError").wait_for()

    # Act and assert: what is wrong is looked for again, and the page is not loaded anew
    with page.expect_response("**/_cacao-reload") as answer:
        page.keyboard.press("Control+r")
    assert answer.value.status == 204
    assert page.evaluate("window.stayed")
    page.keyboard.press("Control+Shift+D")
    page.locator("iframe").wait_for()
    page.keyboard.press("Control+Shift+D")
    page.locator("iframe").wait_for(state="hidden")
    page.get_by_role("dialog", name="NameError").wait_for()
    page.faults.clear()  # the browser tells of the answer


def test_a_key_that_is_held_refreshes_once_and_never_loads_the_page(
    visit: Visit, serve: Serve, source: Source
) -> None:
    # Arrange
    page = visit(serve(source.file).url)
    page.evaluate(
        """window.held = [];
        const note = (event) => held.push([event.repeat, event.defaultPrevented]);
        addEventListener("keydown", (event) => event.key === "r" && note(event));"""
    )
    asked: list[str] = []
    page.on("request", lambda request: "_cacao-reload" in request.url and asked.append(request.method))

    # Act
    for key in ("Control", "r", "r", "r"):
        page.keyboard.down(key)
    until(page, "held.length === 3")

    # Assert
    assert page.evaluate("held") == [[False, True], [True, True], [True, True]]
    assert asked == ["POST"]


def test_an_overlay_passes_over_the_page_and_goes(visit: Visit, serve: Serve, source: Source) -> None:
    # Arrange
    page = visit(serve(source.file).url)
    page.evaluate(
        "document.addEventListener('animationend', (event) => (window.passed = event.animationName))"
    )

    # Act
    source.replace("EDITION 1", "EDITION 2")

    # Assert
    heading(page, "EDITION 2")
    until(page, "window.passed === 'cacao-reload-pass'")
    until(page, "!document.querySelector('cacao-reload-wash').matches(':popover-open')")


def test_who_wants_little_motion_sees_little(visit: Visit, serve: Serve, source: Source) -> None:
    # Arrange
    page = visit(serve(source.file).url, reduced_motion="reduce")
    page.evaluate(
        "document.addEventListener('animationend', (event) => (window.passed = event.animationName))"
    )

    # Act
    source.replace("EDITION 1", "EDITION 2")

    # Assert
    until(page, "window.passed === 'cacao-reload-fade'")


def test_twenty_broken_saves_never_blank_the_page(visit: Visit, serve: Serve, source: Source) -> None:
    # Arrange
    page = visit(serve(source.file).url)
    page.get_by_role("button", name="Add").click()
    page.get_by_text("1 10").wait_for()
    page.evaluate(
        """window.blank = 0;
        const look = () => (window.blank += document.querySelector("h1") ? 0 : 1);
        new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
        void 0;"""
    )
    broken = [
        "def {}(",
        "import {}",
        "{} / 0",
        "raise SystemExit('{}')",
        "from cacao import {}",
    ]

    # Act and assert: each is tried, the last good version goes on, and its handlers run
    for number in range(20):
        slip = broken[number % len(broken)].format(f"slip_{number}_")
        source.save(f"{APP}\n{slip}\n".replace("EDITION 1", f"EDITION {number + 2}"))
        page.get_by_role("dialog").get_by_text(f"slip_{number}_").first.wait_for()
        assert page.locator("h1").first.text_content() == "EDITION 1"
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Add").click()
        page.get_by_text(f"{number + 2} {number + 2}0", exact=True).wait_for()
    source.save(APP.replace("EDITION 1", "EDITION 99"))
    heading(page, "EDITION 99")
    assert page.evaluate("window.blank") == 0
    assert page.locator("#count").text_content() == "21 210"


def test_a_save_that_cannot_be_loaded_says_why_until_it_is_mended(
    visit: Visit, serve: Serve, source: Source
) -> None:
    # Arrange
    page = visit(serve(source.file).url)

    # Act and assert: the newest is told alone
    source.replace("count = State(0)", "count = Stat(0)")
    page.get_by_role("dialog", name="NameError").wait_for()
    page.get_by_text("main.py:11").wait_for()
    page.get_by_text('Did you mean "State"').wait_for()
    source.replace("count = Stat(0)", "count = (")
    page.get_by_role("dialog", name="SyntaxError").wait_for()

    # The page behind runs on
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Add").click()
    page.get_by_text("1 10").wait_for()

    # What is mended is no fault any more
    source.replace("count = (", "count = Stat(0)")
    page.get_by_role("dialog", name="NameError").wait_for()
    source.replace("count = Stat(0)", "count = State(0)")
    page.get_by_role("dialog").wait_for(state="hidden")
    assert page.locator("#count").text_content() == "1 10"


def test_what_is_stored_is_kept_and_stored_on(
    visit: Visit, serve: Serve, source: Source, tmp_path: Path
) -> None:
    # Arrange
    (tmp_path / "cacao.json").write_text('{"session": {"storage": "file"}}')
    secret = {"CACAO_SECRET": "the key of this test, and no other"}
    server = serve(source.file, environment=secret)
    page = visit(server.url)
    page.get_by_role("button", name="Add").click()
    page.get_by_text("1 10").wait_for()

    # Act: it is renewed, changed, and started anew
    source.replace("EDITION 1", "EDITION 2")
    heading(page, "EDITION 2")
    page.get_by_role("button", name="Add").click()
    page.get_by_text("2 20").wait_for()
    quiet(page)
    server.stop()
    serve(source.file, port=server.port, environment=secret)

    # Assert
    page.wait_for_selector("[data-cacao-joined]")
    page.get_by_role("button", name="Add").click()
    page.get_by_text("3 30").wait_for()
    page.faults.clear()  # the browser tells of a server that was away


def test_a_handler_that_runs_ends_before_the_next_edition_begins(
    visit: Visit, serve: Serve, tmp_path: Path
) -> None:
    # Arrange
    text = APP.replace("def inc():\n", "async def inc():\n    await asyncio.sleep(0.5)\n")
    source = Source(tmp_path / "main.py", f"import asyncio\n{text}")
    page = visit(serve(source.file).url)

    # Act
    page.get_by_role("button", name="Add").click()
    page.wait_for_timeout(100)
    source.replace("EDITION 1", "EDITION 2")

    # Assert: once, and not again
    heading(page, "EDITION 2")
    quiet(page)
    assert page.locator("#count").text_content() == "1 10"
