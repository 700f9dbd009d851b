"""docs/components.md: what it shows runs, and what it says comes true."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import cacao
from cacao import CacaoError, ui

PAGE = (Path(__file__).parent.parent.parent / "docs" / "components.md").read_text("utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
MISTAKES = re.findall(r"^\| `(\w+\(.*?\))` \| `(.*)` \|$", PAGE, re.MULTILINE)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a function that runs a block as a module."""

    def run_block(number: int) -> ModuleType:
        module = ModuleType("main")
        monkeypatch.setitem(sys.modules, "main", module)
        exec(compile(BLOCKS[number], "main", "exec"), vars(module))
        return module

    return run_block


def test_classes_and_types_stand_in_one_tree(cacao_app: Any, run: Any) -> None:
    user = cacao_app(run(0).app).open("/")

    user.type("Name", "Ann").click("Save").sees("1").sees("new").sees("passport")


def test_an_error_is_shown_while_something_is_wrong(cacao_app: Any, run: Any) -> None:
    user = cacao_app(run(1).app).open("/")

    user.type("City", "rome").sees("Cities begin with a capital letter.")
    user.clear("City").type("City", "Rome").misses("Cities begin")


def test_a_function_is_a_component_of_ones_own(run: Any) -> None:
    assert run(-2).price(4).render() == ui.Badge("4.00 €", tone="success").render()


def test_a_file_waits_for_whoever_clicked(cacao_app: Any, run: Any) -> None:
    user = cacao_app(run(2).app).open("/")

    for label in ("Report", "The same"):
        token, name = user.click(label).calls[-1][2]
        assert (user.get(f"/_components/download/{token}")[1], name) == ("drink;cups\ncoffee;3\n", "cups.csv")


@pytest.mark.parametrize(("mistake", "told"), MISTAKES)
def test_a_mistake_is_told_as_the_page_says(mistake: str, told: str) -> None:
    with pytest.raises(CacaoError) as error:
        eval(compile(mistake, "main.py", "eval"), vars(ui).copy())

    assert str(error.value) == told


def test_a_type_that_there_is_not_is_told_as_the_page_says(cacao_app: Any) -> None:
    app = cacao.App()
    app.mix("/")(lambda: {"type": "main", "children": [{"type": "bage"}]})

    (told,) = re.findall(r"^\| `\{\"type\": \"bage\"\}` \| `(.*)` \|$", PAGE, re.MULTILINE)
    assert cacao_app(app).open("/").sees(told).status == 500


def test_the_texts_of_components_are_those_of_a_file(
    cacao_app: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Arrange
    settings, texts = map(json.loads, re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL))
    (tmp_path / "texts").mkdir()
    (tmp_path / settings["components"]["texts"]).write_text(json.dumps(texts), "utf-8")
    (tmp_path / "cacao.json").write_text(json.dumps(settings), "utf-8")
    monkeypatch.chdir(tmp_path)
    app = cacao.App()
    app.mix("/")(lambda: ui.Alert("Gone.", dismissible=True))

    # Act
    user = cacao_app(app).open("/")

    # Assert
    assert user.find("Schließen")


def test_an_app_of_several_pages_opens_them_by_links(cacao_app: Any, run: Any) -> None:
    user = cacao_app(run(-1).app).open("/").sees("Order 1043")

    user.follow("Team").sees("There is nothing here yet.").back().sees("Order 1042")
