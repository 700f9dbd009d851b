"""Reports: what a developer wants to know of an error, as plain data."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from screens import Shown

from cacao_kernel import fault_report
from cacao_kernel.config import load_config
from cacao_kernel.errors import TreeError
from cacao_kernel.report import spell_text

Write = Callable[[str, str], Path]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Return a function that writes a module of an app."""
    monkeypatch.syspath_prepend(str(tmp_path))

    def save(name: str, source: str) -> Path:
        (tmp_path / f"{name}.py").write_text(source)
        importlib.invalidate_caches()
        monkeypatch.delitem(sys.modules, name, raising=False)
        return tmp_path

    return save


def raised(function: Callable[[], object]) -> BaseException:
    try:
        function()
    except BaseException as error:
        return error
    raise AssertionError("nothing was raised")


def loaded(name: str) -> ModuleType:
    return importlib.import_module(name)


def test_only_the_apps_own_frames_are_told_innermost_first(write: Write) -> None:
    # Arrange
    home = write(
        "menu",
        "import json\n\n\ndef read(text):\n    kind = 'menu'\n    return json.loads(text)\n\n\n"
        "def load():\n    return read('{')\n",
    )

    # Act
    report = fault_report(raised(loaded("menu").load), home=home)

    # Assert
    assert report["title"] == "JSONDecodeError"
    assert [(frame["file"], frame["line"], frame["function"]) for frame in report["frames"][:2]] == [
        ("menu.py", 6, "read"),
        ("menu.py", 10, "load"),
    ]
    assert report["frames"][0]["code"] == [
        [4, "def read(text):", False],
        [5, "    kind = 'menu'", False],
        [6, "    return json.loads(text)", True],
        [7, "", False],
        [8, "", False],
        [9, "def load():", False],
    ]
    assert report["frames"][0]["locals"] == [["text", "'{'"], ["kind", "'menu'"]]
    assert report["where"] == {"file": "menu.py", "line": 6, "column": 12}
    assert json.loads(json.dumps(report)) == report
    assert spell_text(report).startswith("JSONDecodeError: ")


@pytest.mark.parametrize(
    ("source", "line", "message"),
    [
        ("x = 1\nx = (\n", 2, "'(' was never closed"),
        ("def f(:\n    pass\n", 1, "invalid syntax"),
        ("if True:\nx = 1\n", 2, "expected an indented block after 'if' statement on line 1"),
    ],
)
def test_a_file_that_does_not_compile_is_told_at_its_line(
    write: Write, source: str, line: int, message: str
) -> None:
    # Arrange
    home = write("menu", source)

    # Act
    report = fault_report(raised(lambda: loaded("menu")), home=home)

    # Assert
    assert (report["where"]["file"], report["where"]["line"]) == ("menu.py", line)
    assert report["message"] == message
    assert [text for _, text, is_current in report["frames"][0]["code"] if is_current] == [
        source.splitlines()[line - 1]
    ]


@pytest.mark.parametrize(
    ("source", "hint"),
    [
        ("prices = 1\nprcies", 'Did you mean "prices"?'),
        ("def f(amount):\n    return amuont\nf(1)", 'Did you mean "amount"?'),
        ("json.loads('1')", 'Is "import json" missing?'),
        ("import asynciio", 'Did you mean "asyncio"?'),
        ("import shoop", 'Did you mean "shop"?'),
        ("from json import loasd", 'Did you mean "loads"?'),
        ("'a'.uper()", 'Did you mean "upper"?'),
        ("import zzqxv", ""),
        ("1 / 0", ""),
    ],
)
def test_what_may_have_been_meant_is_said(write: Write, source: str, hint: str) -> None:
    write("shop", "")
    home = write("menu", source)

    report = fault_report(raised(lambda: loaded("menu")), home=home)

    assert report["hint"] == hint


def test_secrets_are_hidden_wherever_they_stand(write: Write) -> None:
    # Arrange
    home = write(
        "menu",
        "def pay():\n"
        "    api_key = 'k-1'\n"
        "    settings = {'password': 'p-2', 'city': 'Basel'}\n"
        "    address = 'postgres://ann:p-3@host/db'\n"
        "    raise ValueError('token=t-4')\n",
    )

    # Act
    report = fault_report(raised(loaded("menu").pay), home=home)

    # Assert
    text = json.dumps(report)
    for secret in ("k-1", "p-2", "p-3", "t-4"):
        assert secret not in text
    assert "Basel" in text
    assert report["message"] == "token=•••"


def test_values_are_cut_short_and_what_cannot_be_told_harms_nothing(write: Write) -> None:
    # Arrange
    home = write(
        "menu",
        "class Odd:\n    def __repr__(self):\n        raise RuntimeError('no')\n\n\n"
        "def cook():\n    odd, long, many = Odd(), 'x' * 100_000, list(range(10_000))\n"
        "    own = []\n    own.append(own)\n    raise ValueError\n",
    )

    # Act
    report = fault_report(raised(loaded("menu").cook), home=home)

    # Assert
    told = dict(report["frames"][0]["locals"])
    assert told["odd"].startswith("<Odd")
    assert len(told["long"]) < 200
    assert told["many"].endswith("...]")
    assert len(json.dumps(report)) < 5_000


def test_an_endless_recursion_is_told_by_some_of_its_frames(write: Write) -> None:
    home = write("menu", "def deep(n):\n    return deep(n + 1)\n")

    report = fault_report(raised(lambda: loaded("menu").deep(0)), home=home)

    assert report["title"] == "RecursionError"
    assert 1 <= len(report["frames"]) <= 20


def test_what_an_error_came_of_is_said(write: Write) -> None:
    home = write(
        "menu",
        "def cook():\n    try:\n        {}['salt']\n    except KeyError as error:\n"
        "        raise RuntimeError('no soup') from error\n",
    )

    report = fault_report(raised(loaded("menu").cook), home=home)

    assert report["message"] == "no soup\nIt came of KeyError: 'salt'"


TREE = """
def home():
    return {
        "type": "main",
        "children": [
            {"type": "p", "props": {"content": "first"}},
            {"type": "div", "children": [
                {"type": "p", "props": {
                    "content": ["no text"],
                }},
                {"type": "WRONG"},
            ]},
        ],
    }
"""


@pytest.mark.parametrize(
    ("source", "line"),
    [
        (TREE.replace('"WRONG"', '"p"'), 9),
        (TREE.replace('["no text"]', '"text"').replace("WRONG", "buton"), 11),
        (TREE.replace('["no text"]', '"text"').replace('"WRONG"', "str(3)"), 11),
        (TREE.replace('["no text"]', '"text"').replace('{"type": "WRONG"}', "{3}"), 7),
        ("def home():\n    return None\n", 1),
    ],
)
def test_a_mistake_in_a_tree_names_the_line_that_its_node_is_written_in(
    write: Write, source: str, line: int
) -> None:
    # Arrange
    home = write("menu", source)
    page: Any = loaded("menu").home

    # Act
    error = raised(lambda: Shown(page))
    report = fault_report(error, home=home)

    # Assert
    assert isinstance(error, TreeError)
    assert report["where"] == {"file": "menu.py", "line": line, "column": 1}


def test_a_mistake_in_cacao_json_is_shown_with_its_line(tmp_path: Path) -> None:
    # Arrange
    (tmp_path / "cacao.json").write_text('{\n  "server": {"port": 1,}\n}\n')

    # Act
    report = fault_report(raised(lambda: load_config(tmp_path)), home=tmp_path)

    # Assert
    assert report["where"] == {"file": "cacao.json", "line": 2, "column": 24}
    assert [2, '  "server": {"port": 1,}', True] in report["frames"][0]["code"]


def test_what_ends_the_program_is_told_in_words_and_at_its_line(write: Write) -> None:
    # Arrange
    home = write("menu", "import sys\n\nsys.exit(3)\n")

    # Act
    report = fault_report(raised(lambda: loaded("menu")), home=home)

    # Assert
    assert report["message"] == "The app's code has ended the program, as sys.exit(3) does."
    assert report["where"]["line"] == 3
