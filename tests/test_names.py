"""A State is called after the module that made it and the first place there that holds it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from cacao import State
from cacao_kernel.names import find_origin

Load = Callable[..., ModuleType]


@pytest.fixture
def load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Load]:
    """Return a function that writes a module and imports it."""
    monkeypatch.syspath_prepend(tmp_path)
    before = set(sys.modules)

    def load(name: str, source: str) -> ModuleType:
        (tmp_path / f"{name}.py").write_text(source, "utf-8")
        return __import__(name)

    yield load
    for name in set(sys.modules) - before:
        del sys.modules[name]


def test_a_state_is_called_after_what_holds_it(load: Load) -> None:
    # Arrange
    shop = load(
        "shop",
        "from cacao import State\n"
        "count = State(0)\n"
        "class Counter:\n"
        "    clicks = State(0)\n"
        "rows = [State(0), State(0)]\n"
        "pair = (State(0),)\n"
        "by_name = {'a': State(0), 3: State(0)}\n"
        "again = count\n"
        "given = State(0, name='the given one')\n",
    )

    # Act
    names = [
        state.name
        for state in (
            shop.count,
            shop.Counter.clicks,
            *shop.rows,
            *shop.pair,
            *shop.by_name.values(),
            shop.again,
            shop.given,
        )
    ]

    # Assert
    assert names == [
        "shop.count",
        "shop.Counter.clicks",
        "shop.rows[0]",
        "shop.rows[1]",
        "shop.pair[0]",
        "shop.by_name['a']",
        "shop.by_name[3]",
        "shop.count",
        "the given one",
    ]
    assert repr(shop.count) == "State(shop.count)"


def test_who_imports_a_state_does_not_name_it(load: Load) -> None:
    # Arrange
    load("stock", "from cacao import State\nleft = State(7)\n")

    # Act
    shop = load("shop", "from stock import left as first\nimport stock\nclass Shop:\n    left = stock.left\n")

    # Assert
    assert shop.first.name == "stock.left"


def test_a_class_that_was_imported_does_not_name_what_it_holds(load: Load) -> None:
    # Arrange
    load("base", "class Base:\n    pass\n")

    # Act
    shop = load(
        "shop", "from base import Base\nfrom cacao import State\nBase.count = State(0)\nmine = Base.count\n"
    )

    # Assert
    assert shop.mine.name == "shop.mine"


def test_a_generic_state_is_named_as_any_other(load: Load) -> None:
    shop = load("shop", "from cacao import State\ncart = State[list[str]]([])\n")

    assert shop.cart.name == "shop.cart"
    assert str(shop.cart.origin) == "shop.py:2"


def test_a_users_module_may_be_called_like_one_that_is_passed_over(load: Load) -> None:
    game = load("typing_game", "from cacao import State\npoints = State(0)\n")

    assert game.points.name == "typing_game.points"
    assert str(game.points.origin) == "typing_game.py:2"


def test_a_state_held_by_nothing_is_called_after_its_line_until_something_holds_it(load: Load) -> None:
    # Arrange
    shop = load("shop", "from cacao import State\n\ndef make():\n    return State(0)\n")
    made = shop.make()

    # Act
    before = made.name
    shop.kept = made

    # Assert
    assert before == f"shop:4#{made.number}"
    assert shop.make().name != before
    assert made.name == "shop.kept"


def test_a_state_held_by_nothing_is_told_once_when_it_is_committed(
    load: Load, caplog: pytest.LogCaptureFixture
) -> None:
    # Arrange
    shop = load(
        "shop",
        "from cacao import State\n\nheld = State(0)\ndef make(**options):\n    return State(0, **options)\n",
    )

    # Act
    for state in (shop.held, shop.make(name="named"), unheld := shop.make()):
        for _ in range(2):
            state.tell_if_unheld()

    # Assert
    assert [record.getMessage() for record in caplog.records] == [
        "shop.py:5: this State is held by no variable of its module, so it has no lasting name. "
        'Keep it in one, or name it: State(…, name="…").'
    ]
    assert unheld.name.startswith("shop:5#")


def test_a_name_once_found_stays() -> None:
    # Arrange
    module = sys.modules[__name__]
    state = State(0)
    vars(module)["held"] = state
    found = state.name

    # Act
    del vars(module)["held"]

    # Assert
    assert found == state.name == f"{__name__}.held"


def test_the_main_file_is_called_as_if_it_were_imported(tmp_path: Path) -> None:
    # Arrange
    file = tmp_path / "main.py"
    file.write_text(
        "from cacao import State\n"
        "count = State(0)\n"
        "if __name__ == '__main__':\n"
        "    import main, other\n"
        "    print(count.name, main.count is count, other.count is count, other.mine.name)\n",
        "utf-8",
    )
    (tmp_path / "other.py").write_text(
        "from main import count\nfrom cacao import State\nmine = State(0)\n", "utf-8"
    )

    # Act
    done = subprocess.run([sys.executable, str(file)], capture_output=True, text=True, check=True)

    # Assert
    assert done.stdout.split() == ["main.count", "True", "True", "other.mine"]


def test_code_without_a_module_gets_a_name_that_says_so() -> None:
    # Arrange
    names: dict[str, Any] = {"State": State}

    # Act
    exec("made = State(0)", names)

    # Assert
    assert names["made"].name == f"?:1#{names['made'].number}"
    assert find_origin().line > 0
