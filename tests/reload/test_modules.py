"""Modules: which are the app's own, and which of them a change concerns."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from cacao_kernel.modules import MAIN, Modules

FILES = {
    "main.py": "import shop_words\nfrom shop_pack import pages\n",
    "shop_data.py": "NUMBER = 1\n",
    "shop_words.py": "from shop_data import NUMBER\n",
    "shop_other.py": "",
    "shop_pack/__init__.py": "",
    "shop_pack/pages.py": "from . import deep\nfrom .deep import leaf\n",
    "shop_pack/deep/__init__.py": "",
    "shop_pack/deep/leaf.py": "import shop_data\n",
    "shop_pack/later.py": "def find():\n    from shop_words import NUMBER\n    return NUMBER\n",
    "shop_back.py": "import main\n",
}


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Modules]:
    """Load an app of several modules, and forget them afterwards."""
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).write_text(text)
    main = ModuleType(MAIN)
    main.__file__ = str(tmp_path / "main.py")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setitem(sys.modules, MAIN, main)
    monkeypatch.setitem(sys.modules, "main", main)
    before = {*sys.modules}
    for name in ("shop_words", "shop_other", "shop_pack.pages", "shop_pack.later", "shop_back"):
        importlib.import_module(name)
    yield Modules(tmp_path / "main.py")
    for name in {*sys.modules} - before:
        del sys.modules[name]


@pytest.mark.parametrize(
    ("edited", "declaring", "concerned"),
    [
        ([], [], ""),
        (["shop_other.py"], [], "shop_other"),
        (["shop_words.py"], [], "shop_words shop_pack.later"),
        (
            ["shop_data.py"],
            [],
            "shop_data shop_words shop_pack.later shop_pack.deep.leaf shop_pack.pages",
        ),
        ([], ["shop_other"], "shop_other"),
        ([], ["not_the_apps"], ""),
    ],
)
def test_a_change_concerns_who_uses_what_changed(
    app: Modules, edited: list[str], declaring: list[str], concerned: str
) -> None:
    found = app.concerned([app.home / name for name in edited], declaring)

    # Whoever imports the file that runs is always concerned.
    assert found == {MAIN, "shop_back", *concerned.split()}


def test_modules_that_are_taken_out_come_anew_and_can_be_put_back(app: Modules) -> None:
    # Arrange
    before = {name: sys.modules[name] for name in ("shop_data", "shop_pack.deep.leaf", "shop_pack.pages")}
    package = sys.modules["shop_pack"]

    # Act
    exchange = app.take_out(before, [])
    anew = importlib.import_module("shop_pack.pages")

    # Assert
    assert anew is not before["shop_pack.pages"]
    assert package.pages is anew
    with exchange.undone():
        assert sys.modules["shop_pack.pages"] is before["shop_pack.pages"]
    assert sys.modules["shop_pack.pages"] is anew
    exchange.undo()
    assert {name: sys.modules[name] for name in before} == before
    assert package.pages is before["shop_pack.pages"]


def test_what_came_only_with_the_new_is_gone_with_it(app: Modules) -> None:
    # Arrange
    (app.home / "shop_new.py").write_text("")
    exchange = app.take_out(["shop_words"], [])
    importlib.import_module("shop_new")

    # Act
    exchange.undo()

    # Assert
    assert "shop_new" not in sys.modules


@pytest.mark.parametrize(
    ("file", "is_own"),
    [
        ("other.py", True),
        ("pages/deep/other.py", True),
        ("words.txt", False),
        (".hidden/other.py", False),
        ("node_modules/a/other.py", False),
        ("venv/lib/python3.12/site-packages/other.py", False),
        ("my-env/other.py", False),
        ("../elsewhere.py", False),
    ],
)
def test_what_is_installed_or_hidden_is_none_of_the_apps_own(tmp_path: Path, file: str, is_own: bool) -> None:
    (tmp_path / "app" / "my-env").mkdir(parents=True)
    (tmp_path / "app" / "my-env" / "pyvenv.cfg").touch()
    path = (tmp_path / "app" / file).resolve()

    assert Modules(tmp_path / "app" / "main.py").is_own(path) is is_own
