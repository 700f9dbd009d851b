"""What was typed into a password's field is in nothing that the overlay is told."""

from __future__ import annotations

import json
from typing import Any

import pytest
from reporting import button, fire, page_of, told

from cacao import App, State


def make_log_in(*, kind: str) -> App:
    """Return an app whose handler fails with what was typed: in variables, a message, an object, a number."""

    class Account:
        def __init__(self, pin: str) -> None:
            self.pin = pin

        def __repr__(self) -> str:
            return f"Account(pin={self.pin!r})"

    def log_in(event: Any) -> None:
        pin = event.fields["pin"]
        account, number, parts = Account(pin), int(pin), {"typed": [pin]}
        if kind == "chained":
            raise RuntimeError("no such visitor") from ValueError(f"{account} {parts}")
        raise (KeyError(pin) if kind == "bare" else ValueError(f"bad {pin} {number}"))

    fields = [
        {"type": "input", "props": {"name": "mail", "aria_label": "Mail"}},
        {"type": "input", "props": {"name": "pin", "type": "password", "aria_label": "Pin"}},
        {"type": "button", "props": {"label": "Send", "type": "submit"}},
    ]
    return page_of({"type": "form", "props": {"on_submit": log_in}, "children": fields})


@pytest.mark.parametrize("kind", ["bare", "spelled", "chained"])
@pytest.mark.parametrize("typed", ["081508", "381"])
def test_what_was_typed_into_a_passwords_field_is_not_told(
    cacao_app: Any, caplog: pytest.LogCaptureFixture, kind: str, typed: str
) -> None:
    # Arrange
    user = cacao_app(make_log_in(kind=kind)).open().type("Mail", "ann@example.org").type("Pin", typed)

    # Act
    fire(user, "Send")
    report = told(user)

    # Assert: neither in the values, nor in the message, nor in the event, nor anywhere else
    shown = {**report, "where": None, "place": None, "id": "", "source": ""}
    shown["frames"] = [{**frame, "line": 0, "code": [], "editor": ""} for frame in report["frames"]]
    shown["editor"] = ""
    text = json.dumps(shown)
    assert typed not in text
    assert typed.lstrip("0") not in text
    assert "ann@example.org" in text
    assert dict(shown["frames"][0]["locals"])["pin"] == "•••"
    assert f"bad {typed}" not in caplog.text + user.errors[-1]
    assert repr(typed) not in caplog.text + user.errors[-1]


def test_what_was_typed_into_a_passwords_field_is_not_told_later_either(cacao_app: Any) -> None:
    # Arrange: it stands in a State that the field is bound to, and the page fails over it
    pin = State("")
    is_broken = State(False)

    def page() -> Any:
        typed = pin.value
        if is_broken.value:
            raise ValueError(f"cannot greet {typed}")
        field = {"type": "input", "props": {"type": "password", "aria_label": "Pin", "bind": pin}}
        return {"type": "main", "children": [field, button("Break", lambda: is_broken.set(True))]}

    app = App()
    app.mix("/")(page)
    user = cacao_app(app).open().type("Pin", "ro" + "se" + "bud")

    # Act
    fire(user, "Break")

    # Assert: on the page that lives on, and on the one that stands where it cannot be shown
    assert "rosebud" not in json.dumps(told(user))
    assert user.errors and "rosebud" not in user.errors[-1]
    _, answer = user.get("/")
    assert "cannot greet •••" in answer
    assert "rosebud" not in answer


def test_a_key_that_was_pressed_in_a_passwords_field_is_not_told(cacao_app: Any) -> None:
    # Arrange
    def press(event: Any) -> None:
        raise ValueError("no keys")

    app = page_of({"type": "input", "props": {"type": "password", "aria_label": "Pin", "on_keydown": press}})
    user = cacao_app(app).open()

    # Act
    with pytest.raises(AssertionError):
        user.press("q", "Pin")

    # Assert
    assert ["key", "•••"] in told(user)["event"]["payload"]
