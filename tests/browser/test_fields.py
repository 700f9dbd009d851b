"""Fields in Chromium: nothing typed is lost, and what the server makes of a value arrives."""

from __future__ import annotations

import random

import pytest
from patience import quiet, until, visit_slowly
from sockets import HELD_SOCKET, OPEN_SOCKETS

ALL = """
from datetime import date, datetime, time
import cacao
app = cacao.App()
values = {
    "text": cacao.State("", name="text"), "search": cacao.State("", name="search"),
    "url": cacao.State("", name="url"), "tel": cacao.State("", name="tel"),
    "email": cacao.State("", name="email"), "password": cacao.State("", name="password"),
    "number": cacao.State(0.0, name="number"), "range": cacao.State(50, name="range"),
    "date": cacao.State(date(2026, 1, 1), name="date"), "time": cacao.State(time(1), name="time"),
    "datetime-local": cacao.State(datetime(2026, 1, 1), name="moment"),
    "month": cacao.State(date(2026, 1, 1), name="month"), "week": cacao.State(date(2026, 1, 1), name="week"),
    "color": cacao.State("#000000", name="color"),
}
area = cacao.State("", name="area")
flag = cacao.State(False, name="flag")
days = cacao.State([], name="days")
size = cacao.State("s", name="size")
fruit = cacao.State("apple", name="fruit")
several = cacao.State([], name="several")

def row(label, tag="input", children=None, **props):
    return {"type": "p", "children": [{"type": "label", "children": [
        f"{label} ", {"type": tag, "props": props, "children": children}]}]}

def options(*names):
    return [{"type": "option", "props": {"content": name}} for name in names]

def reset():
    days.set(["1"])
    size.set("m")
    fruit.set("cherry")
    several.set(["apple"])
    flag.set(False)
    area.set("reset")
    values["date"].set(date(2030, 3, 4))
    values["number"].set(9.5)

@app.mix("/")
def home():
    told = {name: state.value for name, state in values.items()}
    return {"type": "main", "props": {"style": {"padding": 16}}, "children": [
        {"type": "h1", "props": {"content": "Fields"}},
        *[row(kind, type=kind, bind=state, step="any" if kind == "number" else None)
          for kind, state in values.items()],
        row("area", "textarea", bind=area),
        row("flag", type="checkbox", bind=flag),
        *[row(f"day {n}", type="checkbox", value=n, bind=days) for n in (1, 2)],
        *[row(f"size {n}", type="radio", name="size", value=n, bind=size) for n in "sml"],
        row("fruit", "select", options("apple", "berry", "cherry"), bind=fruit),
        row("several", "select", options("apple", "berry", "cherry"), bind=several, multiple=True),
        *[{"type": "p", "props": {"id": f"told-{name}", "content": repr(value)}}
          for name, value in told.items()],
        {"type": "p", "props": {"id": "told", "content":
            f"{area.value!r} {flag.value} {days.value} {size.value} {fruit.value} {several.value}"}},
        {"type": "button", "props": {"label": "Reset", "action": reset}},
        {"type": "a", "props": {"href": "/", "content": "A link"}},
    ]}
"""

TODO = """
import asyncio
import cacao
app = cacao.App()
draft = cacao.State("", name="draft")
todos = cacao.State([], name="todos")

async def add():
    await asyncio.sleep(0)
    todos.set([*todos.value, draft.value])
    draft.set("")

def shout(event):
    draft.set(event.value.upper())

@app.mix("/")
def home():
    return {"type": "main", "children": [
        {"type": "form", "props": {"action": add}, "children": [
            {"type": "input", "props": {"bind": draft, "aria_label": "What"}}]},
        {"type": "p", "props": {"id": "todos", "content": "|".join(todos.value)}},
        {"type": "p", "props": {"id": "draft", "content": draft.value}},
        {"type": "button", "props": {"label": "Other", "action": lambda: {"draft": "other"}}},
    ]}

@app.mix("/shout")
def shouting():
    return {"type": "main", "children": [
        {"type": "input", "props": {"bind": draft, "on_input": shout, "aria_label": "What"}},
        {"type": "p", "props": {"id": "draft", "content": draft.value}}]}
"""


@pytest.fixture(scope="module")
def todo(serve_once):
    return serve_once(TODO)


def test_inputs_of_every_kind_set_their_states_and_follow_them(visit, serve):
    # Arrange
    page = visit(serve(ALL).url)
    filled = {
        "text": ("a b", "'a b'"),
        "search": ("milk", "'milk'"),
        "url": ("https://a.example", "'https://a.example'"),
        "tel": ("+1 2", "'+1 2'"),
        "email": ("a@b.example", "'a@b.example'"),
        "password": ("hush", "'hush'"),
        "number": ("-12.50", "-12.5"),
        "date": ("2026-02-03", "datetime.date(2026, 2, 3)"),
        "time": ("04:05", "datetime.time(4, 5)"),
        "datetime-local": ("2026-02-03T04:05", "datetime.datetime(2026, 2, 3, 4, 5)"),
        "month": ("2026-02", "datetime.date(2026, 2, 1)"),
        "week": ("2026-W06", "datetime.date(2026, 2, 2)"),
        "range": ("70", "70"),
        "color": ("#aabbcc", "'#aabbcc'"),
    }

    # Act and assert: texts are typed, the others set.
    for label, (text, told) in filled.items():
        field = page.get_by_label(label, exact=True)
        if label in ("text", "search", "url", "tel", "email", "password", "number"):
            field.press("End")
            if label == "number":
                field.fill("")
            field.press_sequentially(text, delay=5)
        else:
            field.fill(text)
        page.locator(f"#told-{label}").get_by_text(told, exact=True).wait_for()
        quiet(page)
        assert field.input_value() == text

    page.get_by_label("area").fill("two\nlines")
    page.get_by_label("flag").check()
    page.get_by_label("day 2").check()
    page.get_by_label("day 1").check()
    page.get_by_label("size l").check()
    page.get_by_label("fruit").select_option("berry")
    page.get_by_label("several").select_option(["berry", "cherry"])
    page.locator("#told").get_by_text(
        "'two\\nlines' True ['2', '1'] l berry ['berry', 'cherry']", exact=True
    ).wait_for()

    # Act: the server has its turn, after the visitor has touched every field.
    page.get_by_role("button", name="Reset").click()

    # Assert
    page.locator("#told").get_by_text("'reset' False ['1'] m cherry ['apple']", exact=True).wait_for()
    assert page.get_by_label("area").input_value() == "reset"
    boxes = ("flag", "day 1", "day 2", "size s", "size m", "size l")
    assert [page.get_by_label(name).is_checked() for name in boxes] == [
        False,
        True,
        False,
        False,
        True,
        False,
    ]
    assert page.get_by_label("fruit").input_value() == "cherry"
    chosen = "node => [...node.selectedOptions].map(option => option.value)"
    assert page.get_by_label("several").evaluate(chosen) == ["apple"]
    assert page.get_by_label("date", exact=True).input_value() == "2030-03-04"
    assert page.get_by_label("number").input_value() == "9.5"


def test_a_number_that_is_half_typed_is_left_alone(visit, serve):
    # Arrange
    page = visit(serve(ALL).url)
    field = page.get_by_label("number")
    field.fill("")

    # Act: "-", "-1", "-1.", "-1.0", "-1.05" all stand in the field on the way.
    field.press_sequentially("-1.05e1", delay=40)

    # Assert
    page.locator("#told-number").get_by_text("-10.5", exact=True).wait_for()
    assert field.input_value() == "-1.05e1"

    # Act: what is no number by the time the field is left gives way to the number that is known.
    field.select_text()
    page.keyboard.type("-")
    quiet(page)
    assert field.evaluate("node => node.validity.badInput")
    page.get_by_label("text", exact=True).focus()
    until(page, "document.querySelector('input[type=number]').value === '-10.5'")


BOUNDED = """
import cacao
app = cacao.App()
count = cacao.State(12, name="count")
day = cacao.State("2026-06-01", name="day")

@app.mix("/")
def home():
    return {"type": "main", "children": [
        {"type": "input", "props": {
            "type": "number", "min": 10, "max": 99, "bind": count, "aria_label": "count"}},
        {"type": "input", "props": {"type": "date", "min": "2026-01-01", "bind": day, "aria_label": "day"}},
        {"type": "p", "props": {"id": "told", "content": lambda: f"{count.value} {day.value}"}},
    ]}
"""


def test_what_is_out_of_bounds_stays_while_it_is_typed_and_gives_way_when_the_field_is_left(visit, serve):
    # Arrange
    page = visit(serve(BOUNDED).url)
    count, day = page.get_by_label("count"), page.get_by_label("day")

    # Act: the "1" on the way to "15" is no value yet, and nothing comes in its way.
    count.select_text()
    page.keyboard.type("1")
    quiet(page)
    assert count.input_value() == "1"
    page.keyboard.type("5")

    # Assert
    page.locator("#told").get_by_text("15 2026-06-01").wait_for()

    # Act: years are typed digit by digit, and each of them is a date: 0002, 0020, 0202.
    day.focus()
    page.keyboard.type("0704")
    page.keyboard.type("2027", delay=40)
    page.locator("#told").get_by_text("15 2027-07-04").wait_for()

    # Act: what is out of bounds when the field is left gives way to what the State holds.
    count.select_text()
    page.keyboard.type("100")
    quiet(page)
    assert count.input_value() == "100"
    day.focus()
    until(page, "document.querySelector('input[type=number]').value === '10'")
    page.locator("#told").get_by_text("10 2027-07-04").wait_for()


def test_a_todo_box_is_sent_with_enter_while_the_visitor_types_on(visit, todo):
    # Arrange
    page = visit_slowly(visit, todo.url)
    field = page.get_by_label("What")
    field.focus()

    # Act: all of it faster than one answer.
    page.keyboard.type("milk", delay=20)
    page.keyboard.press("Enter")
    page.keyboard.type("eggs", delay=60)
    page.keyboard.press("Enter")
    page.keyboard.type("ham", delay=20)

    # Assert
    page.locator("#todos").get_by_text("milk|eggs", exact=True).wait_for()
    page.locator("#draft").get_by_text("ham", exact=True).wait_for()
    quiet(page)
    assert field.input_value() == "ham"
    assert field.evaluate("node => node === document.activeElement && node.selectionStart") == 3


def test_what_was_changed_elsewhere_than_at_its_end_meanwhile_stands(visit, todo):
    # Arrange
    page = visit_slowly(visit, todo.url)
    field = page.get_by_label("What")
    field.focus()

    # Act
    page.keyboard.type("milk")
    page.keyboard.press("Enter")
    page.keyboard.press("Home")
    page.keyboard.type("soya ")

    # Assert
    page.locator("#todos").get_by_text("milk", exact=True).wait_for()
    page.locator("#draft").get_by_text("soya milk", exact=True).wait_for()
    quiet(page)
    assert field.input_value() == "soya milk"
    assert field.evaluate("node => node.selectionStart") == 5


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_typed_between_whatever_answers_arrives_once(visit, todo, seed):
    # Arrange
    chance = random.Random(seed)
    page = visit_slowly(visit, todo.url, each_way=120)
    page.evaluate("window.jitter = true")
    field = page.get_by_label("What")
    field.focus()
    typed = ""

    # Act
    for _ in range(40):
        if chance.random() < 0.2:
            page.keyboard.press("Enter")
        else:
            letter = chance.choice("abcdef")
            typed += letter
            page.keyboard.type(letter)
        page.wait_for_timeout(chance.choice((0, 0, 5, 30, 90)))

    # Assert
    quiet(page)
    until(page, "document.querySelector('#draft').textContent === document.querySelector('input').value")
    sent = page.locator("#todos").inner_text()
    assert sent.replace("|", "") + field.input_value() == typed


@pytest.mark.parametrize("seed", range(4))
def test_field_and_state_agree_in_the_end_however_the_text_was_edited(visit, todo, seed):
    # Arrange
    chance = random.Random(seed)
    page = visit_slowly(visit, todo.url, each_way=100)
    page.evaluate("window.jitter = true")
    field = page.get_by_label("What")
    keys = ["Enter", "Backspace", "Home", "End", "ArrowLeft", "Delete", *"abcdefgh"]

    # Act
    field.focus()
    for _ in range(50):
        page.keyboard.press(chance.choice(keys))
        if chance.random() < 0.05:
            page.get_by_role("button", name="Other").dispatch_event("click")
        page.wait_for_timeout(chance.choice((0, 0, 5, 30, 90)))

    # Assert
    quiet(page)
    page.wait_for_timeout(300)
    quiet(page)
    assert page.locator("#draft").evaluate("node => node.textContent") == field.input_value()


def test_what_is_typed_and_sent_before_the_socket_is_up_is_not_lost(visit, todo):
    # Arrange: the socket's handshake is held back.
    page = visit("about:blank", live=False)
    page.add_init_script(HELD_SOCKET)
    page.goto(todo.url)
    field = page.get_by_label("What")
    field.focus()
    page.keyboard.type("milk")
    page.keyboard.press("Enter")
    page.keyboard.type("eggs")

    # Act
    page.evaluate("window.release()")

    # Assert
    page.locator("#todos").get_by_text("milk", exact=True).wait_for()
    page.locator("#draft").get_by_text("eggs", exact=True).wait_for()
    quiet(page)
    assert field.input_value() == "eggs"


def test_what_is_typed_and_sent_while_away_goes_in_its_order_when_the_server_is_back(visit, serve):
    # Arrange: the server goes.
    first = serve(TODO)
    page = visit(first.url)
    field = page.get_by_label("What")
    field.focus()
    first.stop()
    page.get_by_role("status").get_by_text("Connection lost").wait_for()

    # Act
    for word in ("milk", "eggs"):
        page.keyboard.type(word)
        page.keyboard.press("Enter")
        field.fill("")
    page.keyboard.type("bread")
    serve(TODO, port=first.port)

    # Assert
    page.locator("#draft").get_by_text("bread", exact=True).wait_for()
    quiet(page)
    assert page.locator("#todos").inner_text() == "milk|eggs"
    assert field.input_value() == "bread"
    assert field.evaluate("node => node === document.activeElement")
    page.faults.clear()  # the browser's own lines on refused connections


def test_a_textarea_follows_its_state_and_keeps_what_is_typed(visit, serve):
    # Arrange
    page = visit_slowly(visit, serve(ALL).url, each_way=80)
    area = page.get_by_label("area")
    area.focus()
    page.keyboard.type("one")

    # Act: the reset is answered after more was typed.
    page.get_by_role("button", name="Reset").dispatch_event("click")
    page.keyboard.type(" two")

    # Assert
    page.locator("#told").get_by_text("'reset two' False").wait_for()
    quiet(page)
    assert area.input_value() == "reset two"
    assert area.evaluate("node => node.selectionStart") == 9


def test_a_value_the_handler_changes_keeps_the_caret(visit, todo):
    # Arrange
    page = visit_slowly(visit, f"{todo.url}/shout".replace("//shout", "/shout"), each_way=60)
    field = page.get_by_label("What")

    # Act
    field.focus()
    page.keyboard.type("hello world", delay=15)
    page.locator("#draft").get_by_text("HELLO WORLD", exact=True).wait_for()
    quiet(page)
    field.evaluate("node => node.setSelectionRange(5, 5)")
    page.keyboard.type("s")
    page.locator("#draft").get_by_text("HELLOS WORLD", exact=True).wait_for()
    quiet(page)

    # Assert
    assert field.input_value() == "HELLOS WORLD"
    assert field.evaluate("node => [node.selectionStart, node.selectionEnd]") == [6, 6]


def test_an_input_method_is_left_alone_until_it_is_done(visit, todo):
    # Arrange
    page = visit(f"{todo.url}/shout".replace("//shout", "/shout"))
    field = page.get_by_label("What")
    field.fill("")
    quiet(page)
    field.focus()
    session = page.context.new_cdp_session(page)

    # Act: a draft stands in the field.
    for draft in ("n", "ni", "nih"):
        session.send(
            "Input.imeSetComposition",
            {"text": draft, "selectionStart": len(draft), "selectionEnd": len(draft)},
        )
    page.wait_for_timeout(200)

    # Assert: nothing was told, and nothing was changed.
    assert field.input_value() == "nih"
    assert page.locator("#draft").evaluate("node => node.textContent") == ""

    # Act
    session.send("Input.insertText", {"text": "nihon"})

    # Assert
    page.locator("#draft").get_by_text("NIHON", exact=True).wait_for()
    quiet(page)
    assert field.input_value() == "NIHON"


def test_what_an_input_method_drafts_outlives_a_lost_connection(visit, todo):
    # Arrange
    page = visit("about:blank", live=False)
    page.add_init_script(OPEN_SOCKETS)
    page.goto(todo.url)
    page.wait_for_selector("[data-cacao-joined]")
    other = visit(todo.url, same_visitor_as=page)
    field = page.get_by_label("What")
    field.focus()
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "nih", "selectionStart": 3, "selectionEnd": 3})

    # Act: while the tab is away and after it is back, the State becomes another one.
    page.evaluate("sockets.at(-1).close()")
    until(page, "sockets.length > 1 && 'cacaoJoined' in document.getElementById('cacao').dataset")
    other.get_by_label("What").fill("from elsewhere")
    page.locator("#draft").get_by_text("from elsewhere", exact=True).wait_for()

    # Assert: the draft stands until the visitor is done with it.
    assert field.input_value() == "nih"
    session.send("Input.insertText", {"text": "nihon"})
    page.locator("#draft").get_by_text("nihon", exact=True).wait_for()
    quiet(page)
    assert field.input_value() == "nihon"


RESET = """
import cacao
app = cacao.App()
name, level, agreed = cacao.State(""), cacao.State("low"), cacao.State(False)

@app.mix("/")
def home():
    return {"type": "main", "children": [
        {"type": "p", "props": {"id": "told", "content": f"{name.value!r} {level.value} {agreed.value}"}},
        {"type": "form", "children": [
            {"type": "input", "props": {"bind": name, "aria_label": "name"}},
            {"type": "select", "props": {"bind": level, "aria_label": "level"}, "children": [
                {"type": "option", "props": {"content": text}} for text in ("low", "high")]},
            {"type": "input", "props": {"type": "checkbox", "bind": agreed, "aria_label": "agreed"}},
            {"type": "button", "props": {"type": "reset", "label": "Reset"}}]}]}
"""


def test_bound_fields_and_states_agree_after_a_form_is_reset(visit, serve):
    # Arrange
    page = visit(serve(RESET).url)
    page.get_by_label("name").fill("Ada")
    page.get_by_label("level").select_option("high")
    page.get_by_label("agreed").check()
    page.locator("#told").get_by_text("'Ada' high True", exact=True).wait_for()

    # Act
    page.get_by_role("button", name="Reset").click()
    quiet(page)

    # Assert: whatever the browser resets them to, State and field agree.
    shown = page.evaluate("[...document.querySelectorAll('input, select')].map((node) => node.value)")
    checked = page.get_by_label("agreed").is_checked()
    until(page, f"document.getElementById('told').textContent === {f'{shown[0]!r} {shown[1]} {checked}'!r}")


FORM = """
import cacao
app = cacao.App()
told = cacao.State("", name="told")
log = cacao.State("", name="log")
shown = cacao.State("first", name="shown")

def sent(event):
    told.set(repr(dict(sorted(event.fields.items()))))

def note(event):
    log.set(f"{log.value}{event.kind}:{event.value};")

def field(**props):
    return {"type": "input", "props": props}

@app.mix("/")
def home():
    return {"type": "main", "children": [
        {"type": "p", "props": {"id": "told", "content": told.value}},
        {"type": "form", "props": {"action": sent}, "children": [
            field(name="who", aria_label="who", required=True),
            field(name="mail", aria_label="mail", type="email"),
            field(name="__proto__", value="polite"),
            field(name="agreed", type="checkbox", aria_label="agreed"),
            *[field(name="day", type="checkbox", value=n, checked=n == 1) for n in (1, 2)],
            field(name="off", value="x", disabled=True),
            field(name="photo", type="file"),
            {"type": "textarea", "props": {"name": "note", "aria_label": "note"}},
            {"type": "select", "props": {"name": "several", "multiple": True}, "children": [
                {"type": "option", "props": {"content": name, "selected": name == "b"}} for name in "abc"]},
            {"type": "button", "props": {"label": "Send", "type": "submit", "name": "by", "value": "hand"}}]},
    ]}

@app.mix("/pace")
def paced():
    return {"type": "main", "children": [
        {"type": "p", "props": {"id": "log", "content": log.value}},
        field(aria_label="late", debounce=2000, on_input=note),
        field(aria_label="seldom", throttle=300, on_input=note),
        field(aria_label="keys", **{"on_keydown.Enter": note, "on_keydown.Escape": lambda: {"log": "left"},
            "on_keydown.ctrl+s": lambda: {"log": "saved"}}),
        {"type": "textarea", "props": {"aria_label": "chat", "on_keydown.Enter": note}},
        {"type": "details", "props": {"on_toggle": lambda event: {"log": f"open {event['open']}"}},
         "children": [{"type": "summary", "props": {"content": "More"}}]},
        {"type": "button", "props": {"label": "Go", "action": lambda: {"log": log.value + "click;"}}}]}

@app.mix("/stale")
def stale():
    props = {"label": "Buy", "action": "buy", "params": {"price": shown.value}}
    return {"type": "main", "children": [
        {"type": "p", "props": {"id": "log", "content": log.value}},
        {"type": "button", "props": {"label": "Change", "action": lambda: {"shown": "second"}}},
        {"type": "button", "props": {"label": "Remove", "action": lambda: {"shown": ""}}},
        shown.value and {"type": "button", "props": props},
        shown.value and field(aria_label="offer", on_change="offer", params={"price": shown.value})]}

@app.event("buy")
def buy(event):
    log.set(f"bought {event.params['price']}")

@app.event("offer")
def offer(event):
    log.set(f"offered {event.value} {event.params['price']}")
"""


@pytest.fixture(scope="module")
def form(serve_once):
    return serve_once(FORM)


def at(server, path):
    return server.url.rstrip("/") + path


def test_a_form_is_sent_whole_with_enter_once_the_browser_finds_it_valid(visit, form):
    # Arrange
    page = visit(form.url)

    # Act: a required field is empty, then an address is none.
    page.get_by_label("mail").press("Enter")
    page.get_by_label("who").fill("Ann")
    page.get_by_label("mail").fill("nonsense")
    page.get_by_label("mail").press("Enter")

    # Assert: the browser asks for them itself.
    assert page.evaluate("document.activeElement.ariaLabel") == "mail"
    assert page.locator("#told").inner_text() == ""

    # Act
    page.get_by_label("mail").fill("a@b.example")
    page.get_by_label("agreed").check()
    page.get_by_label("note").fill("two\nlines")
    page.get_by_label("mail").press("Enter")

    # Assert: Enter presses the form's first button.
    page.locator("#told").get_by_text(
        "{'__proto__': 'polite', 'agreed': True, 'by': 'hand', 'day': ['1'], 'mail': 'a@b.example', "
        "'note': 'two\\nlines', 'several': ['b'], 'who': 'Ann'}",
        exact=True,
    ).wait_for()
    assert page.evaluate("window.stays && ({}).polite === undefined")


def test_a_debounced_text_is_told_once_and_before_the_click_that_follows(visit, form):
    # Arrange
    page = visit(at(form, "/pace"))

    # Act
    page.get_by_label("late").press_sequentially("milk", delay=10)
    assert page.locator("#log").inner_text() == ""
    page.get_by_role("button", name="Go").dispatch_event("click")

    # Assert
    page.locator("#log").get_by_text("input:milk;click;", exact=True).wait_for()
    page.get_by_label("late").press_sequentially("y", delay=10)
    page.locator("#log").get_by_text("input:milk;click;input:milky;", exact=True).wait_for()


def test_a_throttled_field_tells_its_first_and_its_last_text(visit, form):
    # Arrange
    page = visit(at(form, "/pace"))

    # Act
    page.get_by_label("seldom").press_sequentially("milkshake", delay=5)

    # Assert
    page.locator("#log").get_by_text("input:milkshake;").wait_for()
    told = page.locator("#log").inner_text().split(";")[:-1]
    assert told[0] == "input:m" and told[-1] == "input:milkshake"
    assert len(told) < 9


def test_keys_and_details_call_their_handlers(visit, form):
    # Arrange
    page = visit(at(form, "/pace"))
    log = page.locator("#log")

    # Act and assert
    page.get_by_label("keys").fill("milk")
    page.get_by_label("keys").press("a")
    page.get_by_label("keys").press("Enter")
    log.get_by_text("keydown:milka;", exact=True).wait_for()
    page.get_by_label("keys").press("Control+s")
    log.get_by_text("saved", exact=True).wait_for()
    page.get_by_label("keys").press("Escape")
    log.get_by_text("left", exact=True).wait_for()
    page.get_by_text("More").click()
    log.get_by_text("open True", exact=True).wait_for()
    page.get_by_label("chat").fill("hello")
    page.get_by_label("chat").press("Enter")
    log.get_by_text("open Truekeydown:hello;", exact=True).wait_for()
    page.get_by_label("chat").press("Shift+Enter")
    assert page.get_by_label("chat").input_value() == "hello\n"


def held_page(visit, server, act):
    """Return a page of a visitor whose socket is held back, after another tab has done something."""
    other = visit(at(server, "/stale"))
    away = visit("about:blank", live=False, same_visitor_as=other)
    away.add_init_script(HELD_SOCKET)
    away.goto(at(server, "/stale"))
    away.get_by_label("offer").fill("ninety")
    away.get_by_role("button", name="Buy").click()
    other.get_by_role("button", name=act).click()
    quiet(other)
    away.evaluate("window.release()")
    return away


def test_a_stale_event_can_be_sent_again_on_what_the_element_is_by_now(visit, form):
    # Arrange
    page = held_page(visit, form, "Change")

    # Act
    page.get_by_role("status").get_by_text("Please try again").wait_for()
    quiet(page)
    page.get_by_role("button", name="Try again").click()

    # Assert
    page.locator("#log").get_by_text("bought second", exact=True).wait_for()
    assert page.get_by_label("offer").input_value() == "ninety"
    assert page.get_by_role("status").inner_text() == ""


def test_a_stale_event_of_what_is_gone_is_told_and_not_offered_again(visit, form):
    page = held_page(visit, form, "Remove")

    page.get_by_role("status").get_by_text("Please try again").wait_for()
    quiet(page)
    assert page.get_by_role("button", name="Try again").count() == 0
