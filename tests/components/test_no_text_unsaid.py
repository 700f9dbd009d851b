"""No text of ours that an app cannot say otherwise: with each replaced, no English of ours is left."""

from __future__ import annotations

import ast
import inspect
import json
import re
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from components.drive import Probe
from components.trying import DEMOS, DRIVES

import cacao_plugins.components as components
from cacao import App
from cacao.ui import FileUpload, Metric
from cacao_plugins.components.texts import ENGLISH

FOLDER = Path(components.__file__).parent
# What is read out or shown of an element beside the text in it.
SAID = ("aria-label", "aria-description", "aria-roledescription", "title", "placeholder", "alt")
MOST = 12  # things that are used on one page

# Ours, and of those that are filled in what stands before that.
WHOLE = {text for text in ENGLISH.values() if "{" not in text and len(text) > 2}
BEGUN = tuple(begun for text in ENGLISH.values() if "{" in text and len(begun := text.partition("{")[0]) > 4)
# And units, with the number that they stand behind.
UNITS = [text for key, text in ENGLISH.items() if key.startswith(("compact_", "size_"))]
COUNTED = re.compile(
    "|".join(re.escape(text).replace(r"\{number\}", r"(?:.* )?\+?[\d.,]+") for text in UNITS)
)


@pytest.fixture
def in_other_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the app say every text as its key between brackets, filled in as it was."""
    said = {
        key: f"⟦{key}⟧" + "".join(f" {{{name}}}" for name in re.findall(r"\{(\w+)\}", text))
        for key, text in ENGLISH.items()
    }
    (tmp_path / "texts.json").write_text(json.dumps(said), "utf-8")
    (tmp_path / "cacao.json").write_text('{"components": {"texts": "texts.json"}}', "utf-8")
    monkeypatch.chdir(tmp_path)


def english_of(user: Any, own: str) -> set[str]:
    """Return what is left of our English on a page, but for what the page says itself."""
    shown: set[str] = set()
    for node in user.page.root.walk():
        shown.add(node.text.strip())
        shown |= {
            text.strip()
            for name, text in node.attributes.items()
            # Scripts say what is in data attributes; a small word there names a tone or a step.
            if name in SAID or (name.startswith("data-") and text != text.lower())
        }
    return {
        text
        for text in shown
        if (text in WHOLE or text.startswith(BEGUN) or COUNTED.fullmatch(text)) and text not in own
    }


def use(user: Any) -> None:
    """Click what can be clicked, and send what can be sent."""
    for number in range(MOST):
        nodes = [node for node in user.page.root.walk() if "data-cacao-mark" in node.attributes]
        if number >= len(nodes):
            return
        if "disabled" in nodes[number].attributes:
            continue
        kinds = nodes[number].attributes["data-cacao-on"].split()
        for kind in {"click", "submit"} & {*kinds}:
            user.trigger(nodes[number], kind)


PROBES = {name: Probe(f"said.{name}", drive.begins) for name, drive in DRIVES.items()}
TREES = {
    **{f"demo of {name}": demo for name, demo in DEMOS.items()},
    **{f"drive of {name}": partial(drive.tree, PROBES[name]) for name, drive in DRIVES.items()},
}


@pytest.mark.usefixtures("in_other_words")
@pytest.mark.parametrize("page", list(TREES))
def test_no_english_of_ours_is_left(cacao_app: Any, page: str) -> None:
    # Arrange
    tree = TREES[page]
    own = inspect.getsource(sys.modules[getattr(tree, "func", tree).__module__])
    app = App()
    app.mix("/")(lambda: {"type": "main", "children": tree()})

    # Act and assert: as it is opened
    user = cacao_app(app).open("/")
    assert english_of(user, own) == set()

    # Act and assert: and used
    use(user)
    assert english_of(user, own) == set()


@pytest.mark.usefixtures("in_other_words")
def test_units_are_said_in_other_words_too(cacao_app: Any) -> None:
    # Arrange
    parts = [
        Metric("Sales", 12_345, delta=2_000_000, compact=True),
        FileUpload("Bill", max_bytes=200_000),
    ]
    app = App()
    app.mix("/")(lambda: {"type": "main", "children": parts})

    # Act
    user = cacao_app(app).open("/")

    # Assert
    assert english_of(user, "") == set()
    shown = user.page.root.reading
    assert "⟦compact_thousands⟧ 12.3" in shown
    assert "+⟦compact_millions⟧ 2" in shown
    assert "⟦size_kilobytes⟧ 200" in shown


def test_english_that_is_left_is_seen(cacao_app: Any) -> None:
    app = App()
    parts = [Metric("Sales", 12_345, compact=True), FileUpload("Bill", max_bytes=200_000)]
    app.mix("/")(lambda: {"type": "main", "children": [DEMOS["dialog"](), DEMOS["table"](), *parts]})

    left = english_of(cacao_app(app).open("/"), "")

    assert {"Close", "Search", "Sort by"} & left
    assert "12.3K" in left
    assert any(text.endswith("up to 200 kB") for text in left)


def written_out() -> Iterator[str]:
    """Yield what a widget gives an element to say without asking for it by a key."""
    for file in FOLDER.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            pairs: list[tuple[object, ast.expr]] = []
            if isinstance(node, ast.Dict):
                pairs = [
                    (key.value, value)
                    for key, value in zip(node.keys, node.values, strict=True)
                    if isinstance(key, ast.Constant)
                ]
            elif isinstance(node, ast.Call):
                pairs = [(keyword.arg, keyword.value) for keyword in node.keywords]
            for name, value in pairs:
                is_said = str(name).replace("_", "-") in (*SAID, "content")
                text = value.value if isinstance(value, ast.Constant) else None
                if is_said and isinstance(text, str) and re.search(r"\w\w", text):
                    yield f"{file.name}: {name}={text!r}"


def test_no_widget_writes_out_what_it_says() -> None:
    assert list(written_out()) == []
