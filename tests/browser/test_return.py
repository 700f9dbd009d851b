"""Coming back in Chromium: what a person is typing or doing goes on while the server restarts."""

from __future__ import annotations

import signal

import pytest
from outages import Restarts, Site, forgive, note_frames
from patience import quiet, until
from sockets import DEAF_SOCKET, OPEN_SOCKETS

from cacao_kernel.bundle import join_modules
from cacao_kernel.squeeze import squeeze_script

FIELDS = """
import asyncio
import cacao
from cacao import App, Component, For, State

app = App()
line, area, late, told = State(""), State(""), State(""), State("")
names = State(["ada", "bob", "cyd"])


class Row(Component):
    text = State("")

    def render(self):
        return {"type": "p", "children": [
            {"type": "input", "props": {"bind": self.text, "aria_label": "row"}},
            {"type": "b", "props": {"id": "told-row", "content": self.text.value}}]}


async def tell(event):
    await asyncio.sleep(0.01)
    told.set(event.value)


def box(name, **props):
    props = {"aria_label": name, **props}
    return {"type": "textarea" if name == "area" else "input", "props": props}


@app.mix("/")
def home():
    return {"type": "main", "children": [
        box("line", bind=line), box("area", bind=area), box("late", bind=late, debounce=250),
        box("told", value=told.value, on_input=tell),
        *[{"type": "p", "props": {"id": f"told-{name}", "content": state.value}}
          for name, state in (("line", line), ("area", area), ("late", late), ("told", told))],
        {"type": "div", "children": For(names, key=lambda name: name, render=lambda name:
            Row() if name == "bob" else {"type": "p", "props": {"content": name}})},
    ]}
"""


@pytest.mark.parametrize(
    ("label", "before", "after", "times"),
    [("line", "", "", 10), ("line", "in the ", " middle", 5), ("area", "", "\nend", 3), ("late", "", "", 3),
     ("told", "", "", 3), ("row", "", "", 3)],
    ids=["field", "middle", "textarea", "debounced", "handler", "row"],
)  # fmt: skip
def test_not_a_letter_is_lost_or_doubled_while_the_server_restarts(visit, serve, label, before, after, times):
    # Arrange
    site = Site(serve, FIELDS)
    page = visit(site.url)
    field = page.get_by_label(label, exact=True)
    field.focus()
    page.keyboard.insert_text(before + after)
    field.evaluate("(node, at) => node.setSelectionRange(at, at)", len(before))
    restarts = Restarts(site, times)

    # Act: bursts, and letters as a person types them.
    typed, number = before, 0
    restarts.start()
    while restarts.is_alive():
        number += 1
        word = f"{number} "
        page.keyboard.type(word, delay=0 if number % 8 < 3 else 60)
        typed += word
        restarts.look(page)

    # Assert
    assert restarts.done == times
    restarts.look(page)
    until(page, f"document.querySelector('#told-{label}').textContent === {typed + after!r}")
    quiet(page)
    assert field.input_value() == typed + after
    assert field.evaluate("it => [it === document.activeElement, it.selectionStart, it.selectionEnd]") == [
        True, len(typed), len(typed)]  # fmt: skip
    assert page.evaluate("window.stays")
    forgive(page)


MIDDLE = """
import time
import cacao

app = cacao.App()
turn = cacao.State(0)
born = time.time()


def show():
    cacao.call("ask", "showModal")


def go_on():
    turn.update(lambda number: number + 1)


@app.mix("/")
def home():
    return {"type": "main", "children": [
        {"type": "button", "props": {"label": "Show", "action": show}},
        {"type": "button", "props": {"label": "Go on", "action": go_on}},
        {"type": "p", "props": {"id": "turn", "content": f"turn {turn.value}", "title": f"{born}"}},
        {"type": "p", "props": {"id": "words", "content": "words that a visitor selects"}},
        {"type": "div", "props": {"id": "box", "style": {"height": 60, "overflow": "auto"}}, "children": [
            {"type": "div", "props": {"content": f"{born} {turn.value}", "style": {"height": 900}}}]},
        {"type": "details", "props": {"id": "more"}, "children": [
            {"type": "summary", "props": {"content": "More"}}, f"inside {turn.value}"]},
        {"type": "dialog", "key": "ask", "props": {"id": "ask"}, "children": [
            {"type": "p", "props": {"content": f"{born} {turn.value}"}},
            {"type": "input", "props": {"aria_label": "inner"}}]},
        {"type": "div", "props": {"style": {"height": 3000}, "content": f"{born}"}},
    ]}
"""
SEEN = """(() => {
  const field = document.activeElement, ask = document.getElementById("ask");
  return [scrollY, document.getElementById("box").scrollTop, document.getElementById("more").open,
    ask.open && ask.matches(":modal"), field.ariaLabel, field.value, field.selectionStart,
    String(getSelection())];
})()"""


@pytest.mark.parametrize("way", ["restart", "drop"])
@pytest.mark.parametrize("middle", ["a dialog", "a selection"])
def test_what_a_person_is_in_the_middle_of_goes_on(visit, serve, way, middle):
    # Arrange
    site = Site(serve, MIDDLE)
    page = visit("about:blank", live=False, viewport={"width": 500, "height": 600})
    page.add_init_script(OPEN_SOCKETS)
    page.goto(site.url)
    page.wait_for_selector("[data-cacao-joined]")
    page.get_by_text("More").click()
    page.evaluate("document.getElementById('box').scrollTop = 77; scrollTo(0, 1500)")
    if middle == "a dialog":
        page.get_by_role("button", name="Show").dispatch_event("click")
        page.locator("dialog[open]").wait_for()
        page.get_by_label("inner").focus()
        page.keyboard.type("half a word")
        page.keyboard.press("ArrowLeft")
    else:
        page.evaluate(
            "getSelection().setBaseAndExtent(document.getElementById('words').firstChild, 2,"
            " document.getElementById('words').firstChild, 9)"
        )
    before = page.evaluate(SEEN)
    assert before[0] == 1500 and before[1:3] == [77, True]
    in_dialog, selected = [True, "inner", "half a word", 10, ""], [False, None, None, None, "rds tha"]
    assert before[3:] == (in_dialog if middle == "a dialog" else selected)
    other = visit(site.url, same_visitor_as=page)
    frames = note_frames(page)

    # Act: what stands around it changes.
    if way == "restart":
        site.restart()
    else:
        page.evaluate("sockets.at(-1).close()")
    other.wait_for_selector("[data-cacao-joined]")
    other.get_by_role("button", name="Go on").click()
    page.locator("#turn", has_text="turn 1").wait_for(state="attached")

    # Assert: the server that knew it has sent what was missed, the other one the whole tree.
    answers = [frame for frame in frames if frame[0] == "j"]
    assert [frame[2] is None for frame in answers] == [way == "drop"]
    assert page.evaluate(SEEN) == before
    if middle == "a dialog":
        page.keyboard.type("!")
        assert page.get_by_label("inner").input_value() == "half a wor!d"
    assert page.evaluate("window.stays")
    forgive(page)


FORM = """
import asyncio
from datetime import date
from cacao import App, State

app = App()
text, note, count, day = State("", name="text"), State("", name="note"), State(1), State(date(2026, 1, 1))
flag, days, size, fruit, many = State(False), State([]), State("s"), State("apple"), State([])
draft, todos, sent = State("", name="draft"), State([]), State(0)


def add():
    todos.set([*todos.value, draft.value])
    draft.set("")


async def submit():
    sent.update(lambda number: number + 1)
    await asyncio.sleep(0.4)


def field(label, tag="input", children=None, **props):
    return {"type": "label", "children": [f"{label} ", {"type": tag, "props": props, "children": children}]}


@app.mix("/")
def home():
    values = [text, note, count, flag, days, size, fruit, many]
    return {"type": "main", "children": [
        field("text", bind=text), field("note", "textarea", bind=note),
        field("count", type="number", bind=count),
        field("day", type="date", bind=day), field("flag", type="checkbox", bind=flag),
        *[field(f"on {n}", type="checkbox", value=n, bind=days) for n in "12"],
        *[field(f"size {n}", type="radio", name="size", value=n, bind=size) for n in "sml"],
        field("fruit", "select", [{"type": "option", "props": {"content": n}} for n in ("apple", "berry")],
            bind=fruit),
        field("many", "select", [{"type": "option", "props": {"content": n}}
            for n in ("red", "green", "blue")], bind=many, multiple=True),
        {"type": "p", "props": {"id": "told", "content":
            " ".join(repr(state.value) for state in values) + f" {day.value}"}},
        {"type": "form", "props": {"action": add}, "children": [field("todo", bind=draft)]},
        {"type": "p", "props": {"id": "todos", "content": f"{'|'.join(todos.value)} and {draft.value!r}"}},
        {"type": "form", "props": {"action": submit}, "children": [
            {"type": "button", "props": {"label": "Submit", "type": "submit"}}]},
        {"type": "p", "props": {"id": "sent", "content": f"sent {sent.value}"}},
    ]}
"""
FILLED = "'a text' 'two\\nlines' 12 True ['2'] 'l' 'berry' ['red', 'blue'] 2026-02-03"


@pytest.mark.parametrize("words", [(), ("--production",)], ids=["development", "production"])
def test_a_server_that_has_forgotten_all_is_told_what_stands_in_the_fields(visit, serve, words):
    # Arrange
    site = Site(serve, FORM, *words, session_storage="memory")
    page = visit(site.url)
    page.get_by_label("text").fill("a text")
    page.get_by_label("note").fill("two\nlines")
    page.get_by_label("count").fill("12")
    page.get_by_label("day").fill("2026-02-03")
    page.get_by_label("flag").check()
    page.get_by_label("on 2").check()
    page.get_by_label("size l").check()
    page.get_by_label("fruit").select_option("berry")
    page.get_by_label("many").select_option(["red", "blue"])
    page.get_by_label("todo").fill("milk")
    page.get_by_label("todo").press("Enter")
    page.locator("#told").get_by_text(FILLED, exact=True).wait_for()
    page.locator("#todos").get_by_text("milk and ''", exact=True).wait_for()

    # Act
    site.restart(signal.SIGKILL)

    # Assert: the fields are told again, and the box that was emptied is not filled again.
    page.locator("#todos").get_by_text("and ''", exact=True).wait_for()
    page.locator("#told").get_by_text(FILLED, exact=True).wait_for()
    quiet(page)
    assert page.locator("#todos").inner_text() == "and ''"
    assert page.get_by_label("todo").input_value() == ""
    assert page.get_by_label("text").input_value() == "a text"
    assert page.get_by_label("fruit").input_value() == "berry"
    assert [page.get_by_label(f"size {each}").is_checked() for each in "sml"] == [False, False, True]
    assert page.evaluate("window.stays")
    forgive(page)


def test_a_field_that_was_changed_while_the_server_forgot_it_is_told_too(visit, serve):
    # Arrange: what the next server takes for the value is not what stands there.
    site = Site(serve, FORM, session_storage="memory")
    page = visit(site.url)
    page.get_by_label("flag").check()
    page.get_by_label("todo").fill("milk")
    page.get_by_label("todo").press("Enter")
    page.get_by_label("todo").press_sequentially("egg")
    page.locator("#todos").get_by_text("milk and 'egg'", exact=True).wait_for()
    quiet(page)

    # Act: more is typed while it is away.
    site.stop(signal.SIGKILL)
    page.get_by_role("status").get_by_text("Connection lost").wait_for()
    page.get_by_label("flag").uncheck()
    page.get_by_label("todo").press("End")
    page.get_by_label("todo").press_sequentially("s")
    site.start()

    # Assert
    page.locator("#todos").get_by_text("and 'eggs'", exact=True).wait_for()
    quiet(page)
    assert page.get_by_label("todo").input_value() == "eggs"
    assert " False " in page.locator("#told").inner_text() and not page.get_by_label("flag").is_checked()
    forgive(page)


def answered(page, site, todo):
    """Entries behind one that was answered, made while the server is away."""
    todo.press_sequentially("milk")
    todo.press("Enter")
    todo.press_sequentially("eggs")
    page.locator("#todos").get_by_text("milk and 'eggs'", exact=True).wait_for()
    quiet(page)
    site.stop(signal.SIGKILL)
    todo.press("Enter")
    todo.press_sequentially("ham")
    todo.press("Enter")
    todo.press_sequentially("oil")


def unheard(page, site, todo):
    """Letters behind an entry that was handled, of which the answer was lost with the server."""
    other = page.context.new_page()
    other.goto(site.url)
    other.wait_for_selector("[data-cacao-joined]")
    page.evaluate("window.isDeaf = true")
    todo.press_sequentially("milk")
    todo.press("Enter")
    other.locator("#todos").get_by_text("milk and ''", exact=True).wait_for()
    site.stop(signal.SIGKILL)
    page.wait_for_timeout(100)
    todo.press_sequentially("eggs")
    page.evaluate("window.isDeaf = false")


def forgotten(page, site, todo):
    """Enter, in a field that the next server knows nothing of."""
    todo.press_sequentially("milk")
    page.locator("#todos").get_by_text("and 'milk'", exact=True).wait_for()
    quiet(page)
    site.stop(signal.SIGKILL)
    todo.press("Enter")


# What is done, where sessions are kept, and what there is then.
STORIES = {
    "answered": (answered, "file", "milk|eggs|ham and 'oil'"),
    "unheard": (unheard, "file", "milk and 'eggs'"),
    "forgotten": (forgotten, "memory", "milk and ''"),
}
# A client that gets one of them wrong.
BROKEN = [
    ("answered", "this.hasJoined && !this.joined;", "false;"),
    ("answered", "retell(element, payload);", "0;"),
    ("unheard", "rebase(field, edits, count, names.value", "void (field, edits, count, names.value"),
    ("forgotten", "putBehind(() => tellFields(typed))", "setTimeout(() => tellFields(typed))"),
]


def open_form(visit, site, *replaced):
    """Open the form; something in the client's script may be replaced."""
    page = visit("about:blank", live=False)
    page.add_init_script(DEAF_SOCKET)

    if replaced:
        client = join_modules()
        assert client.count(replaced[0]) == 1
        wrong = squeeze_script(client.replace(*replaced))
        page.route("**/_cacao/*.js", lambda route: route.fulfill(content_type="text/javascript", body=wrong))
    page.goto(site.url)
    page.wait_for_selector("[data-cacao-joined]")
    return page


@pytest.mark.parametrize("story", STORIES)
def test_entries_that_fall_into_an_outage_are_what_was_typed_for_them(visit, serve, story):
    # Arrange
    act, storage, told = STORIES[story]
    site = Site(serve, FORM, session_storage=storage)
    page = open_form(visit, site)
    todo = page.get_by_label("todo")

    # Act
    act(page, site, todo)
    site.start()

    # Assert
    page.locator("#todos").get_by_text(told, exact=True).wait_for()
    quiet(page)
    assert page.locator("#todos").inner_text() == told
    assert todo.input_value() == told.split("'")[1]
    forgive(page)


@pytest.mark.parametrize(("story", "right", "wrong"), BROKEN)
def test_a_client_that_is_wrong_on_purpose_is_seen_to_be(visit, serve, story, right, wrong):
    # Arrange
    act, storage, told = STORIES[story]
    site = Site(serve, FORM, session_storage=storage)
    page = open_form(visit, site, right, wrong)

    # Act
    act(page, site, page.get_by_label("todo"))
    site.start()
    page.wait_for_selector("[data-cacao-joined]")
    page.wait_for_timeout(300)
    quiet(page)

    # Assert
    assert page.locator("#todos").inner_text() != told
    forgive(page)


@pytest.mark.parametrize("is_answered", [True, False], ids=["answered", "unanswered"])
def test_a_form_is_submitted_once_however_its_answer_is_lost(visit, serve, is_answered):
    # Arrange
    site = Site(serve, FORM)
    page = visit("about:blank", live=False)
    page.add_init_script(DEAF_SOCKET)
    page.goto(site.url)
    page.wait_for_selector("[data-cacao-joined]")
    other = visit(site.url, same_visitor_as=page)

    # Act: the server dies while the handler runs, or once it has answered, which is not heard.
    page.evaluate("window.isDeaf = true")
    page.get_by_role("button", name="Submit").click()
    if is_answered:
        other.locator("#sent", has_text="sent 1").wait_for()
        other.wait_for_timeout(500)
    else:
        page.wait_for_timeout(100)
    site.stop(signal.SIGKILL)
    page.evaluate("window.isDeaf = false")
    site.start()

    # Assert
    page.locator("#sent", has_text="sent 1").wait_for()
    quiet(page)
    assert page.locator("#sent").inner_text() == "sent 1"
    assert page.evaluate("window.stays")
    forgive(page)
