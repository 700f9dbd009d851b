"""What a visitor is in the middle of survives every patch that does not take it away."""

from __future__ import annotations

import io
import wave

import pytest
from sockets import OPEN_SOCKETS

PAGE = """
import cacao
from cacao import Component, For

app = cacao.App()
order = cacao.State(["a", "held", "b", "c"])
turn = cacao.State(0)
kind = cacao.State("p")

def button(name, action):
    return {"type": "button", "props": {"label": name, "action": action}}

def text(): turn.update(lambda n: n + 1)
def ahead(): order.set(["new", *order.value])
def around(): order.set([*[name for name in order.value if name != "held"][::-1], "held"])
def itself(): order.set(["held", *[name for name in order.value if name != "held"]])
def away(): order.set([*[name for name in order.value if name != "held"], "held"])
def swap(): kind.set("h2" if kind.value == "p" else "p")

def held():
    n = turn.value
    return {"type": "section", "key": "held", "props": {"id": "held", "title": f"turn {n}",
            "style": {"padding": n + 1, "color": "red" if n % 2 else "blue"}}, "children": [
        {"type": "input", "props": {"id": "input", "aria_label": "line", "title": f"{n}"}},
        {"type": "textarea", "props": {"id": "area", "aria_label": "lines"}},
        {"type": "p", "props": {"id": "words", "content": "words that a visitor selects"}},
        {"type": "div", "props": {"id": "box", "style": {"height": 40, "overflow": "auto"}}, "children": [
            {"type": "div", "props": {"style": {"height": 400}, "content": "tall"}}]},
        {"type": "details", "props": {"id": "details"}, "children": [
            {"type": "summary", "props": {"content": "more"}}, "inside"]},
        {"type": "dialog", "props": {"id": "dialog"}, "children": [
            {"type": "input", "props": {"id": "inner", "aria_label": "inner"}}]},
        {"type": "audio", "props": {"id": "audio", "loop": True, "muted": True}},
    ]}

class Piece(Component):
    count = cacao.State(0)
    def render(self):
        self.count.value
        return held()

piece = Piece()
def again(): piece.count.update(lambda n: n + 1); text()

def row(name):
    if name == "held":
        return {"type": "article", "key": "held", "children": [piece]}
    return {"type": "article", "key": name, "props": {"content": f"{name} {turn.value}"}}

def page(rows):
    return {"type": "main", "children": [
        *[button(f.__name__, f) for f in (text, ahead, around, itself, away, swap, again)],
        {"type": kind.value, "key": "sibling", "props": {"content": f"turn {turn.value}"}},
        {"type": "div", "key": "list", "children": rows},
        {"type": "div", "key": "tall", "props": {"style": {"height": 3000}}},
        {"type": "a", "props": {"href": "/other", "label": "other", "content": "other"}},
    ]}

@app.mix("/")
def home():
    return page([row(name) for name in order.value])

@app.mix("/for")
def with_for():
    return page(For(order, key=lambda name: name, render=row))

@app.mix("/other")
def other():
    return page([row("new"), *[row(name) for name in order.value]])
"""

# Each puts a visitor into the middle of something, and says what must be the same afterwards.
STATES = {
    "an input's caret": (
        "const it = document.getElementById('input'); it.focus(); it.value = 'typed here';"
        "it.setSelectionRange(2, 5, 'backward')",
        "(() => { const it = document.activeElement;"
        " return [it.id, it.value, it.selectionStart, it.selectionEnd, it.selectionDirection] })()",
    ),
    "a textarea's caret": (
        "const it = document.getElementById('area'); it.focus(); it.value = 'one\\ntwo';"
        "it.setSelectionRange(4, 6)",
        "(() => { const it = document.activeElement;"
        " return [it.id, it.value, it.selectionStart, it.selectionEnd] })()",
    ),
    "selected text": (
        "getSelection().setBaseAndExtent(document.getElementById('words').firstChild, 2,"
        " document.getElementById('words').firstChild, 9)",
        "[String(getSelection()), getSelection().anchorNode?.parentElement?.id ?? '']",
    ),
    "the page's scroll": ("scrollTo(0, 1500)", "scrollY > 1400"),
    "a box's scroll": (
        "document.getElementById('box').scrollTop = 77",
        "document.getElementById('box').scrollTop",
    ),
    "open details": (
        "document.getElementById('details').open = true",
        "document.getElementById('details').open",
    ),
    "a modal dialog": (
        "document.getElementById('dialog').showModal(); document.getElementById('inner').focus();"
        "document.getElementById('inner').value = 'half'",
        "[document.getElementById('dialog').open, document.getElementById('dialog').matches(':modal'),"
        " document.activeElement.id, document.activeElement.value]",
    ),
    "what an input method drafts": (
        "const it = document.getElementById('input'); it.focus();"
        "it.dispatchEvent(new CompositionEvent('compositionstart', {bubbles: true})); it.value = 'にほ';"
        "it.dispatchEvent(new InputEvent('input', {bubbles: true, isComposing: true}));"
        "it.setSelectionRange(1, 2)",
        "(() => { const it = document.activeElement;"
        " return [it.id, it.value, it.selectionStart, it.selectionEnd] })()",
    ),
}
ACTS = ("text", "ahead", "around", "itself", "away", "swap", "again")
NOTE = "window.held = ['held', 'input', 'box', 'dialog', 'audio'].map(id => document.getElementById(id))"
SAME = "window.held.every(node => node === document.getElementById(node.id))"


@pytest.fixture(scope="module")
def url(serve_once):
    return serve_once(PAGE).url


def silence():
    """Return ten seconds of it."""
    held = io.BytesIO()
    with wave.open(held, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(8000)
        sound.writeframes(bytes([128]) * 80_000)
    return held.getvalue()


def open_breakable(visit, url):
    """Open the page with its sockets in reach."""
    page = visit("about:blank", live=False, viewport={"width": 500, "height": 600})
    page.add_init_script(OPEN_SOCKETS)
    page.goto(url)
    page.wait_for_selector("[data-cacao-joined]")
    return page


def act(page, name):
    """Let the server change the page, without taking the focus for it."""
    page.evaluate(
        "name => [...document.querySelectorAll('button')].find(b => b.textContent === name)"
        ".dispatchEvent(new MouseEvent('click', {bubbles: true}))",
        name,
    )
    page.wait_for_selector("[data-cacao-busy]", state="detached")


@pytest.mark.parametrize(
    ("path", "state"),
    [*[("/", state) for state in STATES], ("/for", "an input's caret"), ("/for", "a modal dialog")],
)
def test_what_a_visitor_is_in_the_middle_of_survives_every_patch(visit, url, path, state):
    # Arrange
    page = visit(url + path, viewport={"width": 500, "height": 600})
    begin, told = STATES[state]
    page.evaluate(f"() => {{ {begin} }}")
    page.evaluate(NOTE)
    before = page.evaluate(told)

    for name in ACTS:
        # Act
        page.evaluate("window.changes.length = 0")
        act(page, name)

        # Assert
        assert page.evaluate("window.changes.length"), name
        assert page.evaluate(told) == before, name
        assert page.evaluate(SAME), name


def test_text_is_typed_on_through_every_patch(visit, url):
    # Arrange
    page = visit(url)
    page.get_by_label("lines").focus()
    typed = ""

    for name in ACTS:
        # Act
        act(page, name)
        page.keyboard.type(f"{name} ")
        typed += f"{name} "

        # Assert
        assert page.get_by_label("lines").input_value() == typed


def test_what_plays_plays_on(visit, url):
    # Arrange
    page = open_breakable(visit, url)
    page.route("**/silence.wav", lambda route: route.fulfill(body=silence(), content_type="audio/wav"))
    page.evaluate(
        "() => { const it = document.getElementById('audio'); it.src = '/silence.wav'; return it.play() }"
    )
    page.evaluate(NOTE)

    for name in (*ACTS, "a lost connection", *ACTS):
        # Act
        at = page.evaluate("document.getElementById('audio').currentTime")
        if name in ACTS:
            act(page, name)
        else:
            page.evaluate("sockets.at(-1).close()")
            page.wait_for_function(
                "() => sockets.length > 1 && 'cacaoJoined' in document.getElementById('cacao').dataset"
            )

        # Assert: it has neither stopped nor begun anew.
        assert page.evaluate(SAME), name
        assert not page.evaluate("document.getElementById('audio').paused"), name
        page.evaluate(
            "at => new Promise(done => { const it = document.getElementById('audio');"
            " if (it.currentTime > at) done(); else it.addEventListener('timeupdate', () => "
            "it.currentTime > at && done()) })",
            at,
        )


@pytest.mark.parametrize(
    "states",
    [
        ("an input's caret", "the page's scroll", "a box's scroll", "open details"),
        ("a modal dialog",),
        ("selected text",),
    ],
)
def test_what_a_visitor_is_in_the_middle_of_survives_a_whole_tree(visit, url, states):
    # Arrange: the page was patched once, so that its hash holds no more.
    page = open_breakable(visit, url)
    other = visit(url, same_visitor_as=page)
    act(page, "text")
    for state in states:
        page.evaluate(f"() => {{ {STATES[state][0]} }}")
    page.evaluate(NOTE)
    before = [page.evaluate(STATES[state][1]) for state in states]

    # Act: the connection breaks, and another tab changes all that stands around.
    page.evaluate("sockets.at(-1).close()")
    for name in ("away", "ahead", "swap"):
        act(other, name)
    page.locator("article", has_text="new").wait_for()

    # Assert
    assert [page.evaluate(STATES[state][1]) for state in states] == before
    assert page.evaluate(SAME)
