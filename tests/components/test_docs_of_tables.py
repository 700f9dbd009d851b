"""docs/tables.md: what it shows runs, and what it says comes true."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from cacao_plugins.components.data import TableColumn

PAGE = (Path(__file__).parent.parent.parent / "docs" / "tables.md").read_text("utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a function that runs the block with these words as a module."""

    def run_block(words: str) -> ModuleType:
        (block,) = [block for block in BLOCKS if words in block]
        module = ModuleType("main")
        monkeypatch.setitem(sys.modules, "main", module)
        exec(compile(block, "main", "exec"), vars(module))
        return module

    return run_block


def test_rows_at_hand(cacao_app: Any, run: Any) -> None:
    user = cacao_app(run("beans = [").app).open("/").sees("€11.25")

    user.type("Search", "hui").sees("Huila").misses("Sidamo")


def test_rows_that_a_source_works_out(cacao_app: Any, run: Any) -> None:
    main = run("def numbers")
    user = cacao_app(main.app).open("/").sees("1–10 of 1,000,000")

    user.click("Last page").sees("999,991–1,000,000").click("First page").sees("81").misses("441")
    main.changes.set(21)

    user.sees("441")


def test_rows_that_come_in_pages(cacao_app: Any, run: Any) -> None:
    cacao_app(run("def pages").app).open("/").sees("1–25").misses("of").click("Next page").sees("26–50")


def test_what_is_done_with_rows(cacao_app: Any, run: Any) -> None:
    user = cacao_app(run("def remove").app).open("/").sees("nobody")

    user.check("Choose Ann").sees("1 chosen").click("Bob").misses("nobody")
    user.click("Remove: Ann").click("Remove").misses("Ann")


def test_a_log(cacao_app: Any, run: Any) -> None:
    cacao_app(run("log = Log").app).open("/").click("Roast").sees("The drum is hot.")


def test_every_prop_of_a_column_is_told() -> None:
    told = {
        name
        for line in re.findall(r"^\| (`.*?) \|", PAGE, re.MULTILINE)
        for name in re.findall(r"`(\w+)`", line)
    }

    assert told == {*TableColumn.props()}
