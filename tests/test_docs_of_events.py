"""docs/events.md and docs/fields.md: their examples run, and what they list is what there is."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest
from doc_pages import ROOT, code_blocks, run_block

from cacao_kernel import fault, inbox, tab, tempo, websocket, wire
from cacao_kernel.calls import refuse_call
from cacao_kernel.config import _LEAST, _MOST, Server
from cacao_kernel.elements import TAGS
from cacao_kernel.handler import LIMIT
from cacao_kernel.threads import PLACES

pytestmark = pytest.mark.usefixtures("clean_modules")


def test_the_events_page_adds_up_and_empties(cacao_app):
    # Arrange
    user = cacao_app(run_block(code_blocks("docs/events.md")[0], "main").app).open("/")

    # Act and assert
    user.click("Add ten").click("Add ten").sees("Total: 20")
    user.click("Empty").sees("Total: 0")


def test_the_events_page_works_until_it_is_stopped(cacao_app):
    # Arrange
    site = cacao_app(run_block(code_blocks("docs/events.md")[1], "main").app)
    user, other = site.open("/"), site.open("/")

    # Act
    user.click("Work", wait=False).sees("Done: 3.")
    other.sees("Done: 0. Sold in all: 3.")
    user.click("Stop").settle()

    # Assert: it ended early, and what was committed is everybody's.
    done = int(re.search(r"Done: (\d+)", user.text)[1])
    assert 3 <= done < 100
    other.sees(f"Done: 0. Sold in all: {done}.")


def test_the_events_page_looks_for_what_is_typed(cacao_app):
    # Arrange
    user = cacao_app(run_block(code_blocks("docs/events.md")[2], "main").app).open("/")

    # Act and assert
    user.type("Word", "co").sees("cocoa, coffee")


def test_the_events_page_asks_and_its_test_passes(cacao_app):
    # Arrange
    run_block(code_blocks("docs/events.md")[3], "main")

    # Act and assert: the example's own test
    run_block(code_blocks("docs/events.md")[4], "example_test").test_searching(cacao_app)


def test_the_events_page_puts_the_focus_into_what_it_has_added(cacao_app):
    # Arrange
    user = cacao_app(run_block(code_blocks("docs/events.md")[5], "main").app).open("/")

    # Act
    user.click("Another guest")

    # Assert
    assert user.calls == [("guest 2", "focus", ())]
    assert user.window.focused.key == "guest 2"


def test_the_events_page_lists_every_method_that_may_be_called():
    # Arrange
    page = (ROOT / "docs" / "events.md").read_text("utf-8")
    table = page[page.index("| element | methods |") :].split("\n\n")[0]
    listed = {
        element: re.findall(r"`(\w+)`", methods)
        for elements, methods in re.findall(r"^\| ([`\w, ]+) \| (`.+`) \|$", table, re.MULTILINE)
        for element in re.findall(r"\w+", elements)
    }
    everywhere = listed.pop("any")

    # Act and assert: just these, of these elements and of any other.
    for tag in [*listed, "button"]:
        told = refuse_call(tag, "click").partition("there are ")[2].split(", ")
        assert sorted(told) == sorted([*everywhere, *listed.get(tag, [])])
    assert {*listed} == {
        tag for tag in TAGS if refuse_call(tag, "") != refuse_call("p", "").replace("<p>", f"<{tag}>")
    }


def test_the_events_page_tells_the_limits_and_lines_there_are():
    # Arrange
    page = (ROOT / "docs" / "events.md").read_text("utf-8")

    # Act and assert
    assert wire.FRAME_BYTES == 256 * 1024 and f"256 kB, nested {wire.MAX_JSON_DEPTH} deep" in page
    assert f"events of a tab that wait | {inbox.MAX_WAITING_EVENTS};" in page
    assert f"{Server().max_unacknowledged}, or {tab.MAX_WAITING_FRAMES} that are not sent" in page
    assert f"live tabs of a visitor | {Server().max_tabs_per_session} |" in page
    assert f"open to one address | {Server().max_sockets_per_address} |" in page
    assert f"texts not counted | {Server().max_tree_nodes}, {Server().max_tree_depth} deep |" in page
    rate = Server().max_events_per_second
    assert f"events of a visitor | {rate} a second, {2 * rate} at once;" in page
    assert all(f"`{field.name}`" in page for field in fields(Server) if field.name.startswith("max_"))
    assert f"the {tab.MAX_CALLS} newest" in page
    assert websocket.MAX_BAD_FRAMES == 10 and "the tenth closes the connection" in page
    assert PLACES["handler"] == 64 and "one of 64 threads" in page
    assert LIMIT == 30 and "30 seconds without a sign of life" in page
    assert tempo.SLOW == 0.005 and "over 5 milliseconds" in page
    for line in (fault.APOLOGY, fault.APOLOGY_FOR_A_PART, inbox.STALE):
        assert f"`{line}`" in page


def test_the_events_page_tells_what_each_limit_may_be():
    # Arrange
    page = (ROOT / "docs" / "events.md").read_text("utf-8")
    table = page.partition("### What each may be")[2].partition("\n### ")[0]
    listed = dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", table, re.MULTILINE))

    # Act and assert
    assert {*listed} == {*_LEAST}
    for name, least in _LEAST.items():
        most = f"{_MOST[name]:,}" if name in _MOST else ""
        assert listed[name] == f"{getattr(Server(), name):,} | {least:,} | {most}", name


def test_the_fields_page_keeps_a_list(cacao_app):
    # Arrange
    user = cacao_app(run_block(code_blocks("docs/fields.md")[0], "main").app).open("/")

    # Act
    user.type("What is to do", "milk").press("Enter")

    # Assert
    user.sees("eggs").sees("milk")
    assert user.page.field("What is to do").value == ""


def test_the_fields_page_binds_a_part_of_a_state(cacao_app):
    user = cacao_app(run_block(code_blocks("docs/fields.md")[1], "main").app).open("/")

    user.type("name", "a").clear("town").type("town", "Bern")

    user.sees("Anna of Bern")


def test_the_fields_page_takes_orders_and_its_test_passes(cacao_app):
    # Arrange
    _, _, orders, test = code_blocks("docs/fields.md")
    run_block(orders, "main")

    # Act and assert: the example's own test
    run_block(test, "example_test").test_ordering(cacao_app)
