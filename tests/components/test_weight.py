"""Weight: a page brings what its components need and no more, and ten of them are light."""

from __future__ import annotations

import gzip
import re
from typing import Any

import pytest
from components.trying import DEMOS

import cacao
from cacao_plugins.components import WIDGETS

MOST = 40_000  # bytes, gzipped, of a page with ten components

TEN = {
    "most pages": "heading paragraph link badge text-input select checkbox button card table",
    "what moves": "tabs accordion dialog drawer popover tooltip menu-button combobox slider switch",
    "a form": "number-input text-area select combobox checkbox-group radio-group slider rating switch form",
}


def weigh(cacao_app: Any, page: Any) -> tuple[int, list[str]]:
    """Return how many bytes a visitor loads for a page, gzipped, and the files that it names."""
    app = cacao.App()
    app.mix("/")(page)
    user = cacao_app(app).open("/")
    assert user.status == 200
    document = user.get("/")[1]
    files = re.findall(r'(?:src|href)="(/_cacao/[^"]+)"', document)
    texts = [document, *(user.get(file)[1] for file in files)]
    return sum(len(gzip.compress(text.encode())) for text in texts), files


def show(names: list[str]) -> Any:
    return {"type": "main", "children": [DEMOS[name]() for name in names]}


def plain() -> Any:
    return {"type": "main", "children": [{"type": "h1", "props": {"content": "Hello"}}, {"type": "input"}]}


def test_a_page_without_components_loads_what_it_does_without_the_plugin(
    cacao_app: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Arrange
    with_it, files = weigh(cacao_app, plain)

    # Act
    (tmp_path / "cacao.json").write_text('{"components": false}', "utf-8")
    monkeypatch.chdir(tmp_path)
    without, same_files = weigh(cacao_app, plain)

    # Assert
    assert [file.partition(".")[0] for file in files] == ["/_cacao/cacao"]
    assert (files, with_it) == (same_files, pytest.approx(without, abs=80))  # marks and hashes are drawn


@pytest.mark.parametrize("names", TEN.values(), ids=list(TEN))
def test_a_page_of_ten_components_is_light(cacao_app: Any, names: str) -> None:
    chosen = names.split()
    assert len({*chosen} & {*DEMOS}) == 10

    bytes_loaded, _ = weigh(
        cacao_app, lambda: {"type": "main", "children": [DEMOS[each]() for each in chosen]}
    )

    assert bytes_loaded <= MOST, f"{bytes_loaded} bytes"


def test_any_ten_neighbours_are_light(cacao_app: Any) -> None:
    there = [widget.node_type for widget in WIDGETS if widget.node_type in DEMOS]
    for first in range(0, len(there), 10):
        chosen = there[first : first + 10]

        bytes_loaded, _ = weigh(cacao_app, lambda chosen=chosen: show(chosen))

        assert bytes_loaded <= MOST, f"{chosen}: {bytes_loaded} bytes"
