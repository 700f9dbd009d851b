"""What tests in Chromium share: one app with a form, fields that tell at their own pace, and stale events."""

from __future__ import annotations

import pytest

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
