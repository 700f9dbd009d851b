"""Weight: a page brings what its components need and no more, and ten of them are light."""

from __future__ import annotations

import gzip
import re
from typing import Any

import pytest
from components.trying import BY_TYPE, DEMOS, sample_of

import cacao
from cacao_kernel import Piece

MOST = 40_000  # bytes, gzipped, of a page with ten components

TEN = {
    "most pages": "heading paragraph link badge text-input select checkbox button card table",
    "what moves": "tabs accordion dialog drawer popover tooltip menu-button combobox slider switch",
    "a form": "number-input text-area select combobox checkbox-group radio-group slider rating switch form",
}


def weigh(cacao_app: Any, page: Any) -> tuple[int, list[str]]:
    """Return how many bytes a visitor loads for a page, gzipped, and the files that it names."""
    texts, files = load(cacao_app, page)
    return sum(len(gzip.compress(text.encode())) for text in texts), files


def load(cacao_app: Any, page: Any) -> tuple[list[str], list[str]]:
    """Return the texts that a visitor loads for a page, the document first, and the files that it names."""
    app = cacao.App()
    app.mix("/")(page)
    user = cacao_app(app).open("/")
    assert user.status == 200
    document = user.get("/")[1]
    files = re.findall(r'(?:src|href)="(/_cacao/[^"]+)"', document)
    return [document, *(user.get(file)[1] for file in files)], files


def show_all(nodes: list[Any]) -> Any:
    return {"type": "main", "children": nodes}


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

    bytes_loaded, _ = weigh(cacao_app, lambda: show_all([DEMOS[name]() for name in chosen]))

    assert bytes_loaded <= MOST, f"{bytes_loaded} bytes"


def test_the_ten_heaviest_are_light(cacao_app: Any) -> None:
    # Arrange: ten with those that stand in them, each of which adds the most to those before it
    uses = {name: widgets_in(sample(name)) for name in BY_TYPE}
    brings = {name: pieces(cacao_app, show_all([sample(name)])) for name in BY_TYPE}
    chosen: list[str] = []
    used: set[str] = set()
    loaded: set[str] = set()
    while len(used) < 10:
        fitting = [name for name in BY_TYPE if uses[name] - used and len(used | uses[name]) <= 10]
        heaviest = max(fitting, key=lambda name: weight_of(brings[name] - loaded) / len(uses[name] - used))
        chosen.append(heaviest)
        used |= uses[heaviest]
        loaded |= brings[heaviest]

    # Act
    bytes_loaded, _ = weigh(cacao_app, lambda: show_all([sample(name) for name in chosen]))

    # Assert
    assert bytes_loaded <= MOST, f"{chosen}: {bytes_loaded} bytes"


def sample(name: str) -> Any:
    """Return a widget as its demo or its drive has it, without what stands around it there."""
    return {"type": name, "props": sample_of(name)}


def widgets_in(tree: Any) -> set[str]:
    """Return the types of all widgets in a tree."""
    if isinstance(tree, Piece):
        tree = tree.render()
    if isinstance(tree, list | tuple):
        return set[str]().union(*map(widgets_in, tree))
    if not isinstance(tree, dict):
        return set()
    own = {tree.get("type")} & {*BY_TYPE}
    return own.union(widgets_in([*tree.get("props", {}).values(), tree.get("children")]))


def weight_of(parts: set[str]) -> int:
    return len(gzip.compress("".join(sorted(parts)).encode()))


def pieces(cacao_app: Any, tree: Any) -> set[str]:
    """Return what a page loads, cut where other pages may have the same: scripts, rules and elements."""
    (document, *texts), names = load(cacao_app, lambda: tree)
    scripts = {text for name, text in zip(names, texts, strict=True) if name.endswith(".js")}
    sheets = [text for text in texts if text not in scripts]
    return {*scripts, *re.split(r"(?<=})|(?=<)", "".join([document, *sheets]))}
