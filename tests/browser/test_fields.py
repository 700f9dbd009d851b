"""Fields in Chromium: each kind sets its State and follows it, and what is no value yet is left alone."""

from __future__ import annotations

from patience import quiet, until, visit_slowly

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

# What changes of the field that has the focus, in its attributes or below it.
WATCH_FOCUSED = """
window.touched = [];
new MutationObserver((changes) => {
  for (const {target, attributeName} of changes) {
    const field = document.activeElement;
    if (attributeName === "data-cacao-busy") continue; // the client's own, while an answer is awaited
    if (field.matches("input, textarea, select") && field.contains(target)) {
      window.touched.push(`${target.outerHTML} ${attributeName}`);
    }
  }
}).observe(document, {subtree: true, childList: true, characterData: true, attributes: true});
"""


def test_inputs_of_every_kind_set_their_states_and_follow_them(visit, serve):
    # Arrange
    page = visit(serve(ALL).url)
    page.evaluate(WATCH_FOCUSED)
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
    quiet(page)

    # Assert: nobody but the visitor has touched the field they type in.
    assert page.evaluate("window.touched") == []

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


RADIOS = """
import cacao
app = cacao.App()
size = cacao.State("", name="size")
clicks = cacao.State(0, name="clicks")

def choose():
    size.set("s")
    clicks.set(clicks.value + 1)

@app.mix("/")
def home():
    return {"type": "main", "children": [
        *[{"type": "label", "children": [
            {"type": "input", "props": {"type": "radio", "name": "size", "value": n,
                "checked": size.value == n, "on_change": lambda: None}}, n]} for n in "sml"],
        {"type": "button", "props": {"label": "Choose s", "action": choose}},
        {"type": "p", "props": {"content": f"{clicks.value} clicks"}}]}
"""


def test_the_server_chooses_a_radio_button_that_somebody_has_chosen_before_another(visit, serve):
    # Arrange
    page = visit(serve(RADIOS).url)
    for size in "slm":
        page.get_by_label(size, exact=True).check()
    quiet(page)

    # Act
    page.get_by_role("button", name="Choose s").click()
    page.get_by_text("1 clicks").wait_for()

    # Assert
    assert page.get_by_label("s", exact=True).is_checked()
