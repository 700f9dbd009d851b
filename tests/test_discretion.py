"""What was typed into passwords' fields is taken out of every text that a developer is shown."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest

from cacao import App
from cacao_kernel import fault_report
from cacao_kernel.baggage import pack, unpack
from cacao_kernel.discretion import MAX_HELD, Discretion, is_private
from cacao_kernel.node import Node

TYPED = "Tränen & \"Rosen'\\2"


def field(tag: str = "input", **attributes: str) -> Node:
    made = Node(tag)
    made.attributes = {name.replace("_", "-"): value for name, value in attributes.items()}
    return made


@pytest.mark.parametrize(
    "text",
    [
        TYPED,
        f"bad {TYPED}!",
        TYPED.upper(),
        repr(TYPED),
        repr({"pin": [TYPED]}),
        ascii(TYPED),
        json.dumps({"pin": TYPED}),
        json.dumps({"pin": TYPED}, ensure_ascii=False),
        repr(TYPED.encode()),
        f"/login?pin={quote(TYPED, safe='')}",
        urlencode({"pin": TYPED}),
    ],
)
def test_what_was_typed_is_hidden_however_a_text_spells_it(text: str) -> None:
    told = Discretion([TYPED]).hide(text)

    assert "•••" in told
    assert not any(part in told.lower() for part in ("tr", "rosen"))


@pytest.mark.parametrize(
    ("typed", "text", "told"),
    [
        ("0815", "815 of 10815", "••• of 1•••"),  # as it was typed, and as the number it makes
        (" hidden ", "'hidden'", "'•••'"),
        ("abc", "abcdef, abc and 'abc'", "abcdef, ••• and '•••'"),
        ("1", "row 1 of 11 is '1'", "row 1 of 11 is '•••'"),
        ("    ", "    x", "    x"),
    ],
)
def test_a_short_text_is_hidden_only_where_it_stands_by_itself(typed: str, text: str, told: str) -> None:
    assert Discretion([typed]).hide(text) == told


def test_the_longer_of_two_is_hidden_whole() -> None:
    assert Discretion(["9876", "9876pin"]).hide("9876pin 9876") == "••• •••"


def test_the_letters_that_a_text_began_with_hide_nothing_once_it_is_longer() -> None:
    discretion = Discretion(["m", "mo", "moon"])

    assert discretion.values == ("moon",)
    assert discretion.hide("size 'm'") == "size 'm'"


def test_there_is_an_end_of_what_is_remembered() -> None:
    discretion = Discretion(f"typed{number}." for number in range(MAX_HELD + 10))

    assert len(discretion.values) == MAX_HELD
    assert discretion.hide(f"typed{MAX_HELD + 9}.") == "•••"


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (field(type="password", name="pin"), True),
        (field(type="text", autocomplete="new-password"), True),  # which a button lets be read
        (field(name="api_key"), True),
        (field(aria_label="Access token"), True),
        (field("textarea", name="secret"), True),
        (field(type="checkbox", name="show_password"), False),
        (field(type="number", name="max_tokens"), False),
        (field(type="email", name="mail"), False),
        (field("button", name="password"), False),
        (field(name="cookie"), False),  # which a shop may sell
    ],
)
def test_a_field_is_private_by_its_type_or_its_name(node: Node, expected: bool) -> None:
    assert is_private(node) is expected


def test_another_edition_of_the_code_hides_it_too(cacao_app: Any) -> None:
    # Arrange
    def make() -> App:
        app = App()
        form = {
            "type": "form",
            "props": {"on_submit": lambda: None},
            "children": [
                {"type": "input", "props": {"type": "password", "name": "pin", "aria_label": "Pin"}},
                {"type": "button", "props": {"type": "submit", "label": "Send"}},
            ],
        }
        app.mix("/")(lambda: form)
        return app

    before, after = make(), make()
    cacao_app(before).open().type("Pin", "0815xyz").click("Send")
    user = cacao_app(after).open()
    assert before.live is not None and after.live is not None

    async def take_up() -> None:
        unpack(pack(old), new, new.world, 1.0)

    # Act
    old, new = before.live, after.live
    user.window.browser.loop.run(take_up())

    # Assert
    assert new.shared.teller.discretion.hide("pin 0815xyz") == "pin •••"


def test_in_production_nothing_is_noted(cacao_app: Any) -> None:
    # Arrange
    app = App()
    app.mix("/")(
        lambda: {"type": "input", "props": {"type": "password", "aria_label": "Pin", "on_change": print}}
    )

    # Act
    cacao_app(app, production=True).open().type("Pin", "0815xyz").leave_field()

    # Assert
    assert app.live is not None
    assert app.live.shared.teller.discretion.values == ()


def test_no_end_of_a_long_one_stays_where_a_value_is_cut(tmp_path: Path) -> None:
    # Arrange
    class Account:
        def __repr__(self) -> str:
            return f"Account({'x' * 60}{typed}{'y' * 60})"

    def fail() -> None:
        account, text, number = Account(), "z" * 50 + typed + "z" * 100, int("7" * 50)
        raise ValueError(f"{account}{text}{number}")

    typed = "".join(f"{letter}-" for letter in "abcdefghijklmnopqrstuvw") + "7" * 50

    # Act
    try:
        fail()
    except ValueError as error:
        report = fault_report(error, home=tmp_path, private=[typed, "7" * 50])

    # Assert
    told = json.dumps([frame["locals"] for frame in report["frames"]]) + report["message"]
    assert "a-b" not in told
    assert "v-w" not in told
    assert "777" not in told
