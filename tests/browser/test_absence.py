"""Absence in Chromium: links and clicks made while the server is away, what is said of it, and goodbyes."""

from __future__ import annotations

import os
import secrets
import signal
from datetime import datetime, timedelta

import pytest
from outages import Site, forgive, note_frames
from patience import quiet, until
from sockets import FORGING_SOCKET, OPEN_SOCKETS
from visitor import Visitor

PAGES = """
import asyncio
from cacao import App, State
from cacao_kernel.live import Live

app = App()
goodbyes = []
log = State("")
gone = State(0, scope="app")
draft = State("", name="draft", scope="tab")


leave = Live.leave
Live.leave = lambda live, tab, for_good=False: (goodbyes.append(tab.id) if for_good else None,
    leave(live, tab, for_good=for_good))


@app.on_close
def close():
    gone.update(lambda number: number + 1)


def note(letter):
    async def add():
        await asyncio.sleep(0.01)
        log.update(lambda text: text + letter)
    return {"type": "button", "props": {"label": letter, "action": add}}


def page(title):
    return {"type": "main", "children": [
        {"type": "h1", "props": {"content": title}},
        *[note(letter) for letter in "ABC"],
        {"type": "p", "props": {"id": "log", "content": log.value}},
        {"type": "a", "props": {"href": "/", "content": "First"}},
        {"type": "a", "props": {"href": "/second", "content": "Second"}},
        {"type": "a", "props": {"href": "/third", "content": "Third"}},
        {"type": "input", "props": {"aria_label": "draft", "bind": draft}},
        {"type": "p", "props": {"id": "draft", "content": draft.value}},
        {"type": "p", "props": {"id": "tabs", "content":
            f"{app.tabs.value} open, {gone.value} gone, {len(goodbyes)} said goodbye"}},
    ]}


@app.mix("/")
def first():
    return page("First page")


@app.mix("/second")
def second():
    return page("Second page")


@app.mix("/third")
def third():
    return page("Third page")
"""
AWAY = "!('cacaoJoined' in document.getElementById('cacao').dataset)"
LOST = "Connection lost. Trying to reach the server again …"


@pytest.fixture
def site(serve):
    """The pages, with sessions in a file."""
    return Site(serve, PAGES)


def press(page, letters):
    """Click buttons without waiting for anything."""
    for letter in letters:
        page.get_by_role("button", name=letter, exact=True).click()


def notice(page):
    return page.get_by_role("status").inner_text().removesuffix("\n×")


@pytest.mark.parametrize("storage", ["file", "memory"])
def test_clicks_made_while_away_are_handled_in_their_order_and_once(visit, serve, storage):
    # Arrange
    site = Site(serve, PAGES, session_storage=storage)
    page = visit(site.url)
    site.stop(signal.SIGKILL)
    page.get_by_role("status").get_by_text("Connection lost").wait_for()

    # Act: some while it is away, some as it comes back.
    press(page, "ABCCBA")
    site.start()
    press(page, "BAC")

    # Assert
    page.locator("#log", has_text="ABCCBABAC").wait_for()
    quiet(page)
    assert page.locator("#log").inner_text() == "ABCCBABAC"
    assert page.evaluate("window.stays")
    forgive(page)


@pytest.mark.parametrize("storage", ["file", "memory"])
def test_a_link_and_back_are_followed_when_the_server_is_there_again(visit, serve, storage):
    # Arrange
    site = Site(serve, PAGES, session_storage=storage)
    page = visit(site.url)
    page.get_by_role("link", name="Second").click()
    page.get_by_role("heading", name="Second page").wait_for()
    site.stop(signal.SIGKILL)
    page.get_by_role("status").get_by_text("Connection lost").wait_for()

    # Act: a click and a link, which are sent in this order.
    press(page, "A")
    page.get_by_role("link", name="Third").click()
    assert page.get_by_role("heading").inner_text() == "Second page"
    site.start()

    # Assert
    page.get_by_role("heading", name="Third page").wait_for()
    page.locator("#log", has_text="A").wait_for()
    assert page.url == f"{site.url}/third"

    # Act: back, and back again, while it is away.
    site.stop(signal.SIGKILL)
    page.evaluate("history.back()")
    page.wait_for_url("**/second")
    press(page, "B")
    page.evaluate("history.back()")
    page.wait_for_url(f"{site.url}/")
    assert page.get_by_role("heading").inner_text() == "Third page"
    site.start()

    # Assert
    page.get_by_role("heading", name="First page").wait_for()
    page.locator("#log", has_text="AB" if storage == "file" else "B").wait_for()
    quiet(page)
    assert page.url == f"{site.url}/"
    assert page.evaluate("window.stays && !document.querySelector('[aria-busy]')")
    page.go_forward()
    page.get_by_role("heading", name="Second page").wait_for()
    assert page.evaluate("window.stays")
    forgive(page)


def test_a_link_and_then_back_while_away_shows_where_the_visitor_was(visit, site):
    # Arrange
    page = visit(site.url)
    page.get_by_role("link", name="Second").click()
    page.get_by_role("heading", name="Second page").wait_for()
    site.stop(signal.SIGKILL)

    # Act: a link that is not followed yet, and back from what is still shown.
    page.get_by_role("link", name="Third").click()
    page.evaluate("history.back()")
    page.wait_for_url(f"{site.url}/")
    site.start()

    # Assert
    page.get_by_role("heading", name="First page").wait_for()
    assert page.url == f"{site.url}/"
    assert page.evaluate("window.stays")
    forgive(page)


def test_a_killed_server_is_missed_after_a_second_and_its_return_is_told(visit, site):
    # Arrange
    page = visit(site.url)

    # Act and assert
    site.stop(signal.SIGKILL)
    page.wait_for_timeout(500)
    assert notice(page) == ""
    page.get_by_role("status").get_by_text(LOST, exact=True).wait_for()
    page.get_by_label("Close this message").click()
    assert notice(page) == ""
    site.start()
    page.get_by_role("status").get_by_text("Connected again.", exact=True).wait_for()
    page.wait_for_function("() => !document.querySelector('.cacao-notice').textContent")
    forgive(page)


# Every text that the notice has shown.
NOTED = """() => { window.noted = [];
  const line = document.querySelector(".cacao-notice");
  new MutationObserver(() => line.textContent && noted.push(line.textContent))
    .observe(line, {childList: true});
}"""


def test_a_restart_that_is_announced_is_not_spoken_of_unless_it_takes_five_seconds(visit, site):
    # Arrange: the page's clock stands still unless the test moves it on.
    page = visit("about:blank", live=False)
    page.clock.install()
    page.goto(site.url)
    page.wait_for_selector("[data-cacao-joined]")
    page.evaluate(NOTED)
    page.clock.pause_at(datetime.now() + timedelta(seconds=60))

    # Act: it is there again after four seconds.
    site.stop(signal.SIGTERM)
    until(page, AWAY)
    site.start()
    page.clock.run_for(4_000)
    until(page, f"!{AWAY}")

    # Assert
    assert page.evaluate("noted") == []

    # Act: the next time it takes longer.
    site.stop(signal.SIGTERM)
    until(page, AWAY)
    page.clock.run_for(4_800)
    assert page.evaluate("noted") == []
    page.clock.run_for(300)

    # Assert
    assert notice(page) == LOST
    page.clock.resume()
    site.start()
    page.get_by_role("status").get_by_text("Connected again.").wait_for(timeout=30_000)
    forgive(page)


def test_a_server_that_hangs_with_a_click_pending_is_noticed_and_goes_on(visit, site):
    # Arrange: the page's clock is in the test's hands, and nothing was heard for a while.
    page = visit("about:blank", live=False)
    page.clock.install()
    page.goto(site.url)
    page.wait_for_selector("[data-cacao-joined]")
    page.clock.run_for(5_000)
    os.kill(site.server.process.pid, signal.SIGSTOP)

    # Act and assert: asked within four seconds, given up four later, said a second after that.
    try:
        press(page, "A")
        page.clock.run_for(9_000)
        assert notice(page) == LOST
        page.clock.run_for(20_000)
    finally:
        os.kill(site.server.process.pid, signal.SIGCONT)

    # Assert
    page.clock.resume()
    page.get_by_role("status").get_by_text("Connected again.").wait_for(timeout=20_000)
    press(page, "B")
    page.locator("#log", has_text="AB").wait_for()
    quiet(page)
    assert page.locator("#log").inner_text() == "AB"
    forgive(page)


def test_a_connection_that_dies_in_silence_is_noticed_though_nothing_is_waited_for(visit, site):
    # Arrange: the page's clock is in the test's hands.
    page = visit("about:blank", live=False)
    page.clock.install()
    page.goto(site.url)
    page.wait_for_selector("[data-cacao-joined]")
    os.kill(site.server.process.pid, signal.SIGSTOP)

    # Act
    try:
        page.clock.run_for(14_000)
        assert not page.evaluate(AWAY)
        page.clock.run_for(6_500)
        assert page.evaluate(AWAY)
        page.clock.run_for(1_500)
        assert notice(page) == LOST
    finally:
        os.kill(site.server.process.pid, signal.SIGCONT)
    page.clock.run_for(20_000)

    # Assert
    page.wait_for_selector("[data-cacao-joined]")
    press(page, "A")
    page.locator("#log", has_text="A").wait_for()
    forgive(page)


def test_a_page_that_is_looked_at_again_waits_for_the_answer(visit, site):
    # Arrange: its watch is in the test's hands.
    page = visit("about:blank", live=False)
    page.add_init_script("window.setInterval = (look) => { window.look = look; };")
    page.goto(site.url)
    page.wait_for_selector("[data-cacao-joined]")

    # Act: it asks whether the server is there, and looks in the same moment whether it has answered.
    page.evaluate("document.dispatchEvent(new Event('visibilitychange')); window.look()")

    # Assert
    assert not page.evaluate(AWAY)


def test_an_idle_page_whose_server_answers_stays_as_it_is(visit, site):
    # Arrange
    page = visit("about:blank", live=False)
    sent = note_frames(page, "framesent")
    page.clock.install()
    page.goto(site.url)
    page.wait_for_selector("[data-cacao-joined]")
    page.evaluate(NOTED)

    # Act: two minutes pass.
    for _ in range(40):
        page.clock.run_for(3_000)
        page.wait_for_timeout(30)

    # Assert: it has asked now and then, and nothing else has happened.
    assert [frame[0] for frame in sent].count("j") == 1
    assert 5 <= sent.count(["k"]) <= 8  # after 15 seconds or a little more, each
    assert page.evaluate("noted") == []


def test_a_closed_tab_is_gone_at_once_and_a_reload_is_a_new_one(visit, site):
    # Arrange
    watching = visit(site.url)
    page = visit(site.url, same_visitor_as=watching)
    page.get_by_label("draft").fill("of this tab")
    quiet(page)
    watching.locator("#tabs", has_text="2 open, 0 gone, 0 said goodbye").wait_for()

    # Act: a reload.
    page.reload()
    page.wait_for_selector("[data-cacao-joined]")

    # Assert
    watching.locator("#tabs", has_text="2 open, 1 gone, 1 said goodbye").wait_for()
    assert page.get_by_label("draft").input_value() == ""

    # Act: the tab is closed.
    page.close(run_before_unload=True)

    # Assert
    watching.locator("#tabs", has_text="1 open, 2 gone, 2 said goodbye").wait_for()


def test_a_page_that_the_browser_keeps_says_no_goodbye_and_comes_back_by_itself(visit, site):
    # Arrange
    page = visit("about:blank", live=False)
    sent = note_frames(page, "framesent")
    page.add_init_script(OPEN_SOCKETS)
    page.goto(site.url)
    page.wait_for_selector("[data-cacao-joined]")
    other = visit(site.url, same_visitor_as=page)
    page.get_by_label("draft").fill("typed")
    quiet(page)

    # Act: kept by the browser, which closes its socket; then shown again.
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}))")
    page.evaluate("sockets.at(-1).close()")
    other.locator("#tabs", has_text="1 open, 1 gone, 0 said goodbye").wait_for()
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    other.locator("#tabs", has_text="2 open, 1 gone, 0 said goodbye").wait_for()

    # Assert
    press(page, "A")
    page.locator("#log", has_text="A").wait_for()
    assert page.get_by_label("draft").input_value() == "typed"
    assert ["b"] not in sent


def test_an_idle_page_goes_on_at_the_next_click_without_its_whole_tree(visit, serve):
    # Arrange
    site = Site(serve, PAGES, hibernate_seconds=1)
    page = visit("about:blank", live=False)
    frames = note_frames(page)
    page.goto(site.url)
    page.wait_for_selector("[data-cacao-joined]")
    page.wait_for_timeout(3500)
    frames.clear()

    # Act
    press(page, "A")
    page.locator("#log", has_text="A").wait_for()

    # Assert
    assert [frame[0] for frame in frames if frame[0] in "pj"] == ["p"]


def test_an_idle_page_that_has_changed_meanwhile_is_put_into_the_one_that_is_there(visit, serve):
    # Arrange: what is typed is told to nobody else, so that the tree is another when it is made anew.
    site = Site(serve, PAGES, hibernate_seconds=1)
    page = visit("about:blank", live=False)
    frames = note_frames(page)
    page.goto(site.url)
    page.wait_for_selector("[data-cacao-joined]")
    page.get_by_label("draft").press_sequentially("typed")
    page.keyboard.press("ArrowLeft")
    quiet(page)
    page.wait_for_timeout(3500)
    frames.clear()

    # Act
    page.keyboard.type("-")
    page.get_by_role("button", name="A", exact=True).dispatch_event("click")
    page.locator("#log", has_text="A").wait_for()
    quiet(page)

    # Assert
    assert "j" in [frame[0] for frame in frames]
    assert page.get_by_label("draft").input_value() == "type-d"
    assert (
        page.get_by_label("draft").evaluate("node => node === document.activeElement && node.selectionStart")
        == 5
    )
    page.keyboard.type("+")
    quiet(page)
    assert page.get_by_label("draft").input_value() == "type-+d"
    other = page.evaluate("document.getElementById('cacao').querySelector('input').value")
    assert other == "type-+d"


def test_who_claims_the_tab_of_another_is_refused_and_that_one_goes_on(visit, site):
    # Arrange: a stranger to the tab, with the visitor's own cookie.
    page = visit("about:blank", live=False)
    sent = note_frames(page, "framesent")
    page.goto(site.url)
    page.wait_for_selector("[data-cacao-joined]")
    page.get_by_label("draft").fill("mine")
    quiet(page)
    tab_id = next(frame[2] for frame in sent if frame[0] == "j")
    cookie = page.context.cookies()[0]
    visitor = Visitor(site.port)
    visitor.cookie = f"{cookie['name']}={cookie['value']}"
    told = []

    # Act: with a token that is wrong, and with none.
    for more in ((secrets.token_hex(16), 0), (secrets.token_hex(16), -1)):
        stranger = visitor.open()
        stranger.send("j", 1, tab_id, "/", "", *more)
        told.append(stranger.receive()[:3])
        stranger.close()

    # Assert
    assert told == [["x", 0, "foreign"]] * 2
    press(page, "A")
    page.locator("#log", has_text="A").wait_for()
    assert page.get_by_label("draft").input_value() == "mine"
    assert [frame[0] for frame in sent].count("j") == 1


def test_a_document_that_is_taken_for_another_ones_goes_on_as_a_new_tab_with_what_was_typed(visit, site):
    # Arrange
    page = visit("about:blank", live=False)
    for script in (FORGING_SOCKET, OPEN_SOCKETS):
        page.add_init_script(script)
    page.goto(site.url)
    page.wait_for_selector("[data-cacao-joined]")
    page.get_by_label("draft").fill("typed")
    quiet(page)

    # Act: it comes back with a token that is not its own, and a click that nobody knows of.
    page.evaluate("window.isForged = true; sockets.at(-1).close()")
    until(page, AWAY)
    press(page, "A")

    # Assert: what was clicked may be lost, and that is said; what was typed is not.
    page.get_by_role("status").get_by_text("What you did last may not have been saved").wait_for()
    until(page, f"!{AWAY}")
    press(page, "B")
    page.locator("#log", has_text="B").wait_for()
    quiet(page)
    assert page.locator("#log").inner_text() == "B"
    assert page.get_by_label("draft").input_value() == page.locator("#draft").inner_text() == "typed"
    assert page.evaluate("window.stays")
