"""Every widget: its HTML, its manual, its class and its type, its place in the gallery and the docs."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from components.trying import DEMOS, DRIVES, PAINTER, STILL, sample_of
from components.validator import validate
from manuals import make_page

from cacao_kernel import CacaoError
from cacao_plugins.components import WIDGETS, Widget
from cacao_plugins.components.check import allowed_words, make_check
from cacao_plugins.components.manual import manual_of
from cacao_plugins.components.props import HasProps

DOCS = Path(__file__).parent.parent.parent / "docs" / "components.md"

NODE_TYPES = [widget.node_type for widget in WIDGETS]
every_widget = pytest.mark.parametrize("widget", WIDGETS, ids=NODE_TYPES)


def test_no_two_widgets_have_one_name() -> None:
    assert len({*NODE_TYPES}) == len({widget.__name__ for widget in WIDGETS}) == len(WIDGETS)


@every_widget
def test_a_widget_has_a_drive_or_is_still(widget: type[Widget]) -> None:
    assert widget.node_type in {*DRIVES} ^ STILL, "it has no drive in tests/components/drives, or two"


@every_widget
def test_a_widget_is_in_the_gallery(widget: type[Widget]) -> None:
    assert widget.node_type in {*DEMOS}, f"examples/showcase has no demo of {widget.__name__}"


@every_widget
def test_a_widget_is_in_the_docs(widget: type[Widget]) -> None:
    assert widget.__name__ in re.findall(r"^### (\w+)$", DOCS.read_text("utf-8"), re.MULTILINE)


def test_the_docs_are_those_of_the_classes() -> None:
    page = DOCS.read_text("utf-8")

    assert make_page(page) == page, "docs/components.md is out of date: python tests/manuals.py"


@pytest.fixture(scope="module")
def faults(trying: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Return what the validator says of all demos."""
    pages: dict[str, str] = {}
    for node_type in DEMOS:
        with urlopen(f"{trying}/demo/{node_type}", timeout=20) as answer:
            pages[node_type] = answer.read().decode()
    return validate(pages, tmp_path_factory.mktemp("pages"))


@pytest.mark.parametrize("node_type", list(DEMOS))
def test_a_widget_is_valid_html(faults: dict[str, list[str]], node_type: str) -> None:
    assert faults.get(node_type, []) == []


@every_widget
def test_every_prop_has_a_line_in_the_docstring(widget: type[Widget]) -> None:
    assert untold_props(widget) == []


@every_widget
def test_the_class_and_the_type_are_one(widget: type[Widget]) -> None:
    # Arrange
    props = sample_of(widget.node_type)
    assert props is not None, "neither its demo nor its drive shows it"
    known = {name: value for name, value in props.items() if name in widget.props()}

    # Act and assert
    painted = PAINTER.paint(widget(**known))
    assert painted == PAINTER.paint({"type": widget.node_type, "props": known})
    assert painted == PAINTER.paint(widget.from_props(known))


@every_widget
def test_a_widget_says_what_it_is(widget: type[Widget]) -> None:
    assert manual_of(widget).summary.endswith(".")


# Slips of one prop that are as near to another, and short ones that are near to none.
NEARER = {
    "rap": "gap",
    "tyle": "type",
    "wap": "gap",
    "sie": "size",
    "ind": "kind",
    "page_sizs": "page_size",
    "ide": "side",
}
NEAR_TO_NONE = {"di", "on"}


def slips_of(name: str) -> set[str]:
    """Return what is written for a name with a letter left out, or two that have changed places."""
    shorter = {name[:place] + name[place + 1 :] for place in range(len(name))}
    turned = {
        name[:place] + name[place + 1] + name[place] + name[place + 2 :] for place in range(len(name) - 1)
    }
    return {f"{name}e", *shorter, *turned} - {name, ""}


@pytest.mark.parametrize("part", [part for widget in WIDGETS for part in widget.part_types])
def test_every_prop_of_a_part_has_a_line_in_the_docstring(part: type[HasProps]) -> None:
    manual = manual_of(part)

    assert manual.summary.endswith(".") and manual.entries
    assert [entry.name for entry in manual.entries if not entry.text] == []
    assert f"#### {part.__name__}\n" in DOCS.read_text("utf-8")


@every_widget
def test_a_misspelt_prop_is_told_with_the_one_that_was_meant(widget: type[Widget]) -> None:
    wrong: dict[str, str] = {}
    for name in widget.props():
        for slip in slips_of(name) - {*widget.props()}:
            with pytest.raises(CacaoError) as told:
                widget(**{slip: None})

            assert f'has no prop "{slip}"' in str(told.value)
            found = re.findall(r'Did you mean "(\w+)"', str(told.value))
            if found != [name] and slip not in NEAR_TO_NONE and found != [NEARER.get(slip)]:
                wrong[slip] = f"{name}: {told.value}"
    assert wrong == {}


@every_widget
def test_a_wrong_value_is_told_with_what_was_expected(widget: type[Widget]) -> None:
    for name in widget.props():
        words = allowed_words(widget.type_of(name))
        wrong: Any = f"{words[-1]}x" if words else object()
        if make_check(widget.type_of(name))(wrong):
            continue

        with pytest.raises(CacaoError) as told:
            widget(**{name: wrong})

        assert f"{widget.__name__}.{name}" in str(told.value)
        assert not words or words[-1] in str(told.value)


def untold_props(widget: type[Widget]) -> list[str]:
    """Return the props of which the docstring says nothing."""
    manual = manual_of(widget)
    return [entry.name for entry in [*manual.entries, *manual.common] if not entry.text]


# The checks themselves, on widgets that are wrong on purpose.


class Mute(Widget):
    """Says nothing of its props.

    Args:
        content: what it says.
    """

    node_type = "mute"

    content: str = ""
    tone: str = ""


def test_a_prop_without_a_line_is_seen() -> None:
    assert untold_props(Mute) == ["tone"]


WRONG = {
    "an-id-twice": '<p id="one">a</p><p id="one">b</p>',
    "a-block-in-a-paragraph": "<p><div>a</div></p>",
    "a-button-in-a-button": '<button type="button"><a href="/">a</a></button>',
    "an-unknown-attribute-value": '<input type="texd" aria-label="a">',
    "a-list-of-divs": "<ul><div>a</div></ul>",
}
DOCUMENT = '<!doctype html><html lang="en"><head><title>A</title></head><body>{}</body></html>'


def test_html_that_is_wrong_is_seen(tmp_path: Path) -> None:
    pages = {name: DOCUMENT.format(body) for name, body in WRONG.items()}

    found = validate({**pages, "right": DOCUMENT.format("<p>a</p>")}, tmp_path)

    assert {name for name, faults in found.items() if faults} == {*WRONG}
