"""docs/forms.md: what it shows runs, and what it says comes true."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from cacao_plugins.components.forms.model import OPTIONS

PAGE = (Path(__file__).parent.parent.parent / "docs" / "forms.md").read_text("utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture
def open_block(monkeypatch: pytest.MonkeyPatch, cacao_app: Any) -> Any:
    """Return a function that opens the app of a block."""

    def open_page(number: int) -> Any:
        module = ModuleType("main")
        monkeypatch.setitem(sys.modules, "main", module)
        exec(compile(BLOCKS[number], "main", "exec"), vars(module))
        return cacao_app(module.app).open("/")

    return open_page


def test_a_table_is_booked(open_block: Any) -> None:
    user = open_block(0)

    user.type("Name", "Ann").type("Email", "ann").check("Garden").click("Book")
    user.sees("Please enter an email address.").type("Email", "@example.org").click("Book").sees("Ann, 2")


def test_what_is_wrong_is_told_where_the_page_says(open_block: Any) -> None:
    user = open_block(1)

    user.type("Name", "admin").type("Begins", "2026-11-26").type("Ends", "2026-11-25").click("Save")
    user.sees("That name is taken.").clear("Name").type("Name", "Bob").click("Save")
    user.sees("It ends before it begins.").type("Ends", "2027-11-26").click("Save")
    user.sees("Nobody may stay for more than 30 days.").sees("That is too late.")
    user.type("Ends", "2026-11-28").click("Save").sees("Bob has just come in by another door.")
    user.clear("Name").type("Name", "Eve").click("Save").sees("Eve stays 2 nights")


def test_a_profile_is_edited(open_block: Any) -> None:
    user = open_block(2)

    user.clear("Name").click("Save").sees("Please fill this in.").click("Reset")
    assert user.value("Name") == "Ann"
    user.type("Name", "a").click("Save").sees("Saved.")
    assert user.open("/").value("Name") == "Anna"


def test_a_form_is_written_by_hand(open_block: Any) -> None:
    user = open_block(3)

    user.type("Name", "Ann").type("Note", "hot").click("Save")

    user.sees("{'name': 'Ann', 'cups': 2, 'note': 'hot'}")


def test_all_that_may_be_said_of_a_field_is_told() -> None:
    table = PAGE[PAGE.index("| key | what it says |") : PAGE.index("## What is wrong")]
    keys = [
        key
        for row in re.findall(r"^\| (`.*?) \|", table, re.MULTILINE)
        for key in re.findall(r"`(\w+)`", row)
    ]

    assert sorted(keys) == sorted(OPTIONS)
