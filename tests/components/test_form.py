"""Forms: filled in, and looked at field by field and as a whole."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from components.forms import Guest, Site

from cacao.ui import TextInput


def test_what_is_wrong_is_told_at_each_field_and_nothing_is_sent(cacao_app: Any) -> None:
    # Arrange
    site = Site(cacao_app, Guest)

    # Act
    site.user.type("Age", "7").click("Save")

    # Assert
    site.user.sees("Please fill this in.").sees("It has to be at least 18.").sees(
        "2 fields need another look."
    )
    assert site.sent == []
    told = site.attributes_of("Age")
    assert told["aria-invalid"] == "true"
    said = [
        each.content
        for each in site.user.page.root.walk()
        if each.attributes.get("id") == told["aria-describedby"]
    ]
    assert said == ["It has to be at least 18."]


def test_a_field_is_looked_at_once_it_is_left_and_was_touched(cacao_app: Any) -> None:
    # Arrange
    site = Site(cacao_app, Guest)
    site.leave("Name")
    site.user.misses("Please fill this in.")

    # Act
    site.user.type("Age", "7").misses("It has to be")
    site.leave("Age")

    # Assert
    site.user.sees("It has to be at least 18.").misses("Please fill this in.")
    site.user.clear("Age").type("Age", "18")
    site.leave("Age")
    site.user.misses("It has to be at least 18.")


@pytest.mark.parametrize("wrong", ["returned", "raised"])
def test_an_app_looks_at_fields_itself(cacao_app: Any, wrong: str) -> None:
    # Arrange
    def look(name: str) -> str | None:
        if name != "Ann":
            return None
        if wrong == "raised":
            raise ValueError("That name is taken.")
        return "That name is taken."

    site = Site(cacao_app, Guest, validate={"name": look})

    # Act
    site.user.type("Name", "Ann")
    site.leave("Name")

    # Assert
    site.user.sees("That name is taken.")
    site.user.type("Name", "a").click("Save").sees("Saved.").misses("That name is taken.")


@dataclass
class Stay:
    begins: date
    ends: date

    def __post_init__(self) -> None:
        if self.ends < self.begins:
            raise ValueError("ends", "It ends before it begins.")
        if self.begins.year < 2000:
            raise ValueError("That was long ago.")


def test_what_a_model_refuses_is_told(cacao_app: Any) -> None:
    # Arrange
    site = Site(cacao_app, Stay)

    # Act
    site.user.type("Begins", "2026-11-26").type("Ends", "2026-11-25").click("Save")

    # Assert: at the field
    site.user.sees("It ends before it begins.").sees("One field needs another look.")
    # Act, assert: of the whole
    site.user.type("Begins", "1999-01-01").click("Save").sees("That was long ago.")
    site.user.misses("It ends before it begins.").misses("need another look")
    assert site.sent == []


def test_the_whole_is_looked_at_before_and_while_it_is_sent(cacao_app: Any) -> None:
    # Arrange
    def look(guest: Guest) -> dict[str, str]:
        return {"age": "Ann is older."} if guest == Guest("Ann", 20) else {}

    def send(guest: Guest) -> dict[str, str]:
        return {"name": "Somebody was faster."} if guest.name == "Bob" else {}

    site = Site(cacao_app, Guest, validate_form=look, on_submit=send)

    # Act, assert
    site.user.type("Name", "Ann").type("Age", "20").click("Save").sees("Ann is older.")
    site.user.clear("Name").type("Name", "Bob").click("Save").sees("Somebody was faster.")
    site.user.misses("Ann is older.").clear("Name").type("Name", "Eve").click("Save").sees("Saved.")


def test_typing_sends_nothing_of_other_fields(cacao_app: Any) -> None:
    # Arrange
    fields = [TextInput(f"Field {number}", name=f"field{number}", required=True) for number in range(50)]
    site = Site(cacao_app, children=fields)
    site.user.type("Field 1", "a")
    before = len(site.user.frames)

    # Act
    site.user.type("Field 7", "abc")

    # Assert: each letter is acknowledged, by the field's own value alone
    patches = [frame for frame in site.user.frames[before:] if frame.startswith('["p"')]
    place = re.findall(r"\[\[\"n\",(\[[\d,]*\])", patches[-1])
    assert len(place) == 1
    values = ["a", "ab", "abc"]
    assert [json.loads(frame)[2] for frame in patches[-3:]] == [
        [["n", json.loads(place[0]), {"value": value}, count]] for count, value in enumerate(values, 1)
    ]
    assert len(site.user.frames) - before <= 7  # leaving the other field is one more


@pytest.mark.parametrize("way", ["left", "sent"])
def test_a_function_of_the_apps_that_fails_is_told_as_what_it_is(
    cacao_app: Any, caplog: pytest.LogCaptureFixture, way: str
) -> None:
    # Arrange
    def look_at_name(name: str) -> str | None:
        return {}[name]

    site = Site(cacao_app, Guest, validate={"name": look_at_name})
    site.user.type("Name", "Ann")

    # Act
    with pytest.raises(AssertionError) as told:
        if way == "left":
            site.leave("Name")
        else:
            site.user.click("Save")

    # Assert: by its place in the form, its name and its line
    line = look_at_name.__code__.co_firstlineno
    place = f'Form.validate["name"] (look_at_name in test_form.py:{line})'
    assert f"{place}: KeyError: 'Ann'" in str(told.value)
    assert f"in {place}: Traceback" in caplog.text
    assert "return {}[name]" in caplog.text


def test_what_a_form_says_of_its_fields_is_of_what_stands_in_them(cacao_app: Any) -> None:
    # Arrange
    site = Site(cacao_app, Guest, validate_form=lambda guest: {"name": "No Bobs."} if guest.age == 20 else {})
    site.user.click("Save").sees("One field needs another look.")

    # Act, assert: a field that was put right
    site.user.type("Name", "Bob")
    site.leave("Name")
    site.user.misses("needs another look").misses("Please fill this in.")

    # Act, assert: one that the form found wrong, and is left as it is
    site.user.type("Age", "20").click("Save").sees("No Bobs.")
    site.leave("Name")
    site.user.sees("No Bobs.").sees("One field needs another look.")
    site.user.clear("Name").type("Name", "Eve")
    site.leave("Name")
    site.user.misses("No Bobs.").misses("needs another look")
