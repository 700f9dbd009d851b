"""The simulated user's hand: what it finds, what it refuses, and what it tells as a browser would."""

from __future__ import annotations

from typing import Any

import pytest

from cacao import App, State

Tree = dict[str, Any]


@pytest.fixture
def user(cacao_app: Any) -> Any:
    """Return a user of a page whose field notes every event, by kind and value."""
    log = State("", name="main.log")
    app = App()

    def note(event: Any) -> None:
        log.set(f"{log.value}{event.kind}={event.value}|")

    @app.mix("/")
    def home() -> Tree:
        noted = {f"on_{kind}": note for kind in ("input", "change", "focus", "blur", "keydown.Enter")}
        return {
            "type": "main",
            "children": [
                {"type": "p", "props": {"content": f"log: {log.value}"}},
                {"type": "label", "children": ["Around", {"type": "input", "props": {"value": "old "}}]},
                {"type": "label", "props": {"htmlFor": "far", "content": "Far"}},
                {"type": "input", "props": {"id": "far", **noted}},
                {"type": "input", "props": {"placeholder": "Off", "disabled": True}},
                {
                    "type": "form",
                    "props": {"action": note, "aria_label": "Order"},
                    "children": [{"type": "input", "props": {"name": "who", "required": True}}],
                },
                {
                    "type": "select",
                    "props": {"name": "fruit"},
                    "children": [{"type": "option", "props": {"content": "a"}}],
                },
                {"type": "button", "props": {"label": "Elsewhere", "action": lambda: None}},
            ],
        }

    return cacao_app(app).open("/")


def test_a_field_is_found_by_its_label_and_typed_into_at_its_end(user: Any) -> None:
    user.type("Around", "text")

    assert user.page.field("Around").value == "old text"
    assert user.clear("Around").page.field("Around").value == ""


def test_leaving_a_field_tells_of_its_change(user: Any) -> None:
    user.type("Far", "ab").click("Elsewhere")

    user.sees("log: focusin=|input=a|input=ab|change=ab|focusout=ab|")


def test_enter_tells_of_the_change_first(user: Any) -> None:
    user.type("Far", "a").press("Enter")

    user.sees("log: focusin=|input=a|change=a|keydown=a|")


@pytest.mark.parametrize(
    ("act", "told"),
    [
        (
            lambda user: user.type("Nothing", "a"),
            "no field is called 'Nothing'\nA field is: 'Around', 'Far', 'Off', 'who', 'fruit'\n"
            "The page / shows:",
        ),
        (lambda user: user.type("Off", "a"), "'Off' is disabled"),
        (lambda user: user.check("who"), "'who' is no checkbox and no radio button"),
        (lambda user: user.choose("fruit", "pear"), "'fruit' offers no 'pear', only ['a']"),
        (lambda user: user.press("Enter"), "Enter is pressed nowhere: name a field"),
        (
            lambda user: user.submit("Order"),
            'the form would not be sent: <input name="who" required> is required',
        ),
        (lambda user: user.submit("Nothing"), "no form or submit button is called 'Nothing'"),
    ],
)
def test_what_a_visitor_could_not_do_fails_with_what_the_page_shows(user: Any, act: Any, told: str) -> None:
    with pytest.raises(AssertionError) as raised:
        act(user)

    assert told in str(raised.value)


def test_a_form_with_novalidate_is_sent_whatever_its_fields_hold(cacao_app: Any) -> None:
    # Arrange
    app = App()
    sent = State("", name="sent")
    field = {"type": "input", "props": {"name": "who", "aria_label": "Who", "required": True}}
    props = {"novalidate": True, "action": lambda event: sent.set(f"sent {dict(event.fields)}")}

    @app.mix("/")
    def home() -> Any:
        form = {"type": "form", "props": props, "children": [field]}
        return {"type": "main", "children": [form, {"type": "p", "props": {"content": sent}}]}

    # Act
    user = cacao_app(app).open("/").submit()

    # Assert
    user.sees("sent {'who': ''}")
