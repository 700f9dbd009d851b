"""What a visitor is in the middle of survives every patch that does not take it away."""

from __future__ import annotations

import io
import wave

import pytest

APP = '''
import cacao
from cacao_kernel import hookimpl
from starlette.responses import Response
from starlette.routing import Route

WAV = {wav!r}


class Media:
    @hookimpl
    def register_routes(self, app):
        return [Route("/silence.wav", lambda request: Response(WAV, media_type="audio/wav"))]


app = cacao.App(extensions=[Media()])
rows = cacao.State(["a", "b", "c", "d"])
tick = cacao.State(0)
around = cacao.State("p")


def button(name, handler):
    return {{"type": "button", "props": {{"label": name, "action": handler}}}}


def things():
    """Return what a visitor may be in the middle of; its own text and style change, too."""
    return {{"type": "div", "props": {{
        "id": "things", "class": f"box-{{tick.value}}", "style": {{"paddingLeft": tick.value}},
    }}, "children": [
        {{"type": "p", "props": {{"id": "told", "content": f"tick {{tick.value}}"}}}},
        {{"type": "p", "props": {{"id": "quiet", "content": "Nobody changes this sentence."}}}},
        {{"type": "input", "props": {{"aria_label": "line", "data_tick": tick.value}}}},
        {{"type": "textarea", "props": {{"aria_label": "text", "title": f"tick {{tick.value}}"}}}},
        {{"type": "div", "props": {{"id": "inner", "style": {{"height": 60, "overflow": "auto"}}}},
            "children": [
                {{"type": "div", "props": {{"content": tick.value, "style": {{"height": 400}}}}}}]}},
        {{"type": "details", "props": {{"class": f"box-{{tick.value}}"}}, "children": [
            {{"type": "summary", "props": {{"content": f"More {{tick.value}}"}}}}, "and more"]}},
        {{"type": "dialog", "props": {{"class": f"box-{{tick.value}}"}}, "children": [
            {{"type": "input", "props": {{"aria_label": "in the dialog"}}}}, f"tick {{tick.value}}"]}},
        {{"type": "audio", "props": {{
            "src": "/silence.wav", "loop": True, "muted": True, "title": f"tick {{tick.value}}",
        }}}},
    ]}}


class Things(cacao.Component):
    def render(self):
        return things()


def row(name):
    return {{"type": "section", "key": name, "children": [
        {{"type": around.value, "props": {{"content": name}}}},
        things_of_a_row() if name == "b" else "",
    ]}}


{kind}


@app.mix("/")
def home():
    return {{"type": "main", "children": [
        button("Tick", lambda: tick.update(lambda number: number + 1)),
        button("Before", lambda: rows.set(["new", *rows.value])),
        button("Turn", lambda: rows.set(rows.value[::-1])),
        button("Last", lambda: rows.set([*[name for name in rows.value if name != "b"], "b"])),
        button("First", lambda: rows.set(["b", *[name for name in rows.value if name != "b"]])),
        button("Drop", lambda: rows.set([name for name in rows.value if name not in ("a", "new")])),
        button("Swap", lambda: around.set("h2" if around.value == "p" else "p")),
        {{"type": "div", "props": {{"style": {{"paddingBottom": 3000}}}}, "children": listed()}},
    ]}}
'''

KINDS = {
    "plain": "things_of_a_row = things\ndef listed(): return [row(name) for name in rows.value]",
    "component": "things_of_a_row = Things\ndef listed(): return [row(name) for name in rows.value]",
    "for": "things_of_a_row = things\ndef listed(): return [cacao.For(rows.value, key=str, render=row)]",
}
PATCHES = ("Tick", "Before", "Turn", "Last", "Tick", "First", "Swap", "Turn", "Drop", "Tick")

# What is to stay as it is: what has been opened, scrolled and played, and that nothing was made anew.
LOOK = """() => {
  const find = (selector) => document.querySelector(selector);
  const audio = find("audio"), line = find("[aria-label=line]");
  const same = ["audio", "details", "dialog", "textarea", "#inner"].every((name) => find(name).mine);
  return {
    same, open: find("details").open, dialog: find("dialog").open, modal: find("dialog").matches(":modal"),
    inner: find("#inner").scrollTop, playing: !audio.paused && !audio.ended, line: line.value,
    text: find("textarea").value,
  };
}"""

# Gives each thing a mark of its own, which an element made anew would not have.
MARK = """() => {
  for (const name of ["audio", "details", "dialog", "textarea", "#inner"]) {
    document.querySelector(name).mine = true;
  }
}"""

# Lets a test break the connection.
SOCKETS = """
window.sockets = [];
window.WebSocket = class extends WebSocket {
  constructor(...words) { super(...words); window.sockets.push(this); }
};
"""


@pytest.fixture(params=KINDS)
def server(request, serve):
    with io.BytesIO() as file:
        with wave.open(file, "wb") as sound:
            sound.setnchannels(1)
            sound.setsampwidth(1)
            sound.setframerate(8_000)
            sound.writeframes(b"\x80" * 16_000)  # two seconds
        wav = file.getvalue()
    return serve(APP.format(wav=wav, kind=KINDS[request.param]))


@pytest.fixture
def page(visit, server):
    page = visit("about:blank", live=False)
    page.add_init_script(SOCKETS)
    page.goto(server.url)
    page.wait_for_selector("[data-cacao-joined]")
    page.evaluate(MARK)
    return page


def press(page, name):
    """Click without taking the focus, as a keyboard shortcut would."""
    page.get_by_role("button", name=name, include_hidden=True).dispatch_event("click")
    page.wait_for_selector("[data-cacao-busy]", state="detached")


def lose_connection(page):
    """Break the connection and wait until the page is back, with a whole tree morphed in."""
    page.evaluate("window.sockets.at(-1).close()")
    page.wait_for_function(
        "() => window.sockets.length > 1 && 'cacaoJoined' in document.querySelector('#cacao').dataset"
    )


def change_everything(page):
    """Yield after each patch, and after a lost connection, by its name."""
    for name in PATCHES:
        press(page, name)
        yield name
    lose_connection(page)
    yield "a lost connection"
    press(page, "Tick")
    yield "Tick"


def test_a_field_keeps_focus_caret_and_selection_and_the_page_its_scroll(page):
    # Arrange
    line = page.get_by_label("line")
    line.fill("typed here")
    page.get_by_label("text").fill("first\nsecond")
    line.focus()
    line.evaluate("node => node.setSelectionRange(2, 5, 'backward')")
    page.evaluate("document.querySelector('#inner').scrollTop = 90")
    look = "node => [node === document.activeElement, node.selectionStart, node.selectionEnd, node.value]"

    for name in change_everything(page):
        # Act and assert
        assert line.evaluate(look) == [True, 2, 5, "typed here"], name
        assert page.get_by_label("text").input_value() == "first\nsecond", name
        assert page.evaluate("document.querySelector('#inner').scrollTop") == 90, name
    assert page.locator("#told").inner_text() == "tick 4"


def test_a_textarea_is_typed_in_through_every_patch(page):
    # Arrange
    text = page.get_by_label("text")
    text.focus()
    typed = ""

    for number, _ in enumerate(change_everything(page)):
        # Act
        page.keyboard.type(f"{number} ")
        typed += f"{number} "

        # Assert
        assert text.input_value() == typed


def test_what_is_open_scrolled_or_playing_stays_so(page):
    # Arrange
    page.locator("summary").click()
    page.evaluate("document.querySelector('dialog').show()")
    page.evaluate("document.querySelector('#inner').scrollTop = 90")
    page.locator("audio").evaluate("node => node.play()")
    wanted = page.evaluate(LOOK)
    assert (wanted["same"], wanted["open"], wanted["dialog"]) == (True, True, True)
    assert (wanted["inner"], wanted["playing"]) == (90, True)

    for name in change_everything(page):
        # Act and assert: it plays on from where it was.
        assert page.evaluate(LOOK) == wanted, name
        at = page.locator("audio").evaluate("node => node.currentTime")
        page.wait_for_function("at => document.querySelector('audio').currentTime !== at", arg=at)


def test_a_modal_dialog_stays_above_the_page_and_is_typed_in(page):
    # Arrange
    page.evaluate("document.querySelector('dialog').showModal()")
    field = page.get_by_label("in the dialog")
    field.focus()
    wanted = page.evaluate(LOOK)
    assert wanted["modal"]
    typed = ""

    for name in change_everything(page):
        # Act
        page.keyboard.type("x")
        typed += "x"

        # Assert
        assert page.evaluate(LOOK) == wanted, name
        assert field.input_value() == typed, name


def test_a_sentence_stays_selected(page):
    # Arrange
    page.evaluate(
        """() => {
          const text = document.querySelector("#quiet").firstChild;
          getSelection().setBaseAndExtent(text, 7, text, 14);
        }"""
    )

    for name in change_everything(page):
        # Act and assert
        assert page.evaluate("getSelection().toString()") == "changes", name


def test_the_page_stays_scrolled_where_it_is(page):
    # Arrange: below the rows, so that what is put in above is not on the screen.
    page.set_viewport_size({"width": 600, "height": 400})
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.evaluate("document.documentElement.style.overflowAnchor = 'none'")
    before = page.evaluate("scrollY")
    assert before > 1_000

    for name in ("Tick", "Turn", "Last", "First", "Turn", "Tick"):
        # Act
        press(page, name)

        # Assert
        assert abs(page.evaluate("scrollY") - before) < 30, name  # the page is a little longer or shorter
