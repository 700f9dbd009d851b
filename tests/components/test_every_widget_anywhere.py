"""Every widget anywhere: what any node may be given reaches it, as a class and as a type."""

from __future__ import annotations

from typing import Any

import pytest
from components.trying import sample_of

from cacao import App
from cacao_plugins.components import WIDGETS, Widget

COMMON = {
    "theme": "ocean",
    "hidden": True,
    "id": "here",
    "class_name": "mine",
    "style": {"outline": "1px solid red"},
    "data_row": "7",
}


@pytest.fixture(params=WIDGETS, ids=lambda widget: widget.node_type)
def widget(request: pytest.FixtureRequest) -> type[Widget]:
    """Return each widget."""
    found: type[Widget] = request.param
    return found


@pytest.mark.parametrize("way", ["class", "type"])
def test_what_any_node_may_have_reaches_a_widget(cacao_app: Any, widget: type[Widget], way: str) -> None:
    # Arrange
    props = sample_of(widget.node_type)
    assert props is not None, "neither its demo nor its drive shows it"
    given = {name: value for name, value in {**props, **COMMON}.items() if name not in ("key", "attributes")}
    node: Any = {"type": widget.node_type, "props": given}
    if way == "class":
        attributes = {name: given.pop(name) for name in [*given] if name not in widget.props()}
        node = widget(**given, attributes=attributes)
    app = App()
    app.mix("/")(lambda: {"type": "main", "children": [node]})

    # Act
    page = cacao_app(app).open("/").page

    # Assert
    [outermost] = [child for child in page.root.children[0].children if child.is_element]
    assert "data-cacao-theme" in outermost.attributes
    every = [*outermost.walk()]
    assert [element.attributes.get("id") for element in every].count("here") == 1
    assert len([element for element in every if element.attributes.get("data-row") == "7"]) == 1
    [mine] = [element for element in every if "mine" in element.attributes.get("class", "").split()]
    assert mine.is_hidden
