"""Every widget that is bound to a State shows what a handler gives that State."""

from __future__ import annotations

import re
from typing import Any

import pytest
from components.drive import UNBOUND, Probe
from components.trying import DRIVES

from cacao import App
from cacao_plugins.components import WIDGETS

BOUND = [
    widget.node_type
    for widget in WIDGETS
    if "bind" in widget.props() and DRIVES[widget.node_type].value is not UNBOUND
]
# What is set in place of what a person comes to: a branch that is closed does not show what is in it.
SET = {"tree": "Tea"}
DRAWN = re.compile(r"\bc[0-9a-f]{12}\b")  # an id, which is another on each page


def look(user: Any) -> list[Any]:
    """Return what stands on the page, as far as it is the same each time that it is opened."""
    return [
        (
            node.tag,
            {
                name: DRAWN.sub("", text)
                for name, text in node.attributes.items()
                if not name.startswith("data-cacao-")
            },
            node.content if not node.children else "",
        )
        for node in user.page.root.walk()
        if node.tag
    ]


def test_every_widget_with_a_value_is_tried() -> None:
    assert len(BOUND) > 25
    unbound = {widget.node_type for widget in WIDGETS if "bind" in widget.props()} - {*BOUND}
    assert unbound == {"file-upload"}  # what it holds is sent, not set


@pytest.mark.parametrize("node_type", BOUND)
def test_a_widget_follows_the_state_that_a_handler_sets(cacao_app: Any, node_type: str) -> None:
    # Arrange
    drive = DRIVES[node_type]
    probe = Probe(node_type, drive.begins)
    app = App()

    @app.event("set")
    def set_value() -> None:
        probe.value.set(SET.get(node_type, drive.value))

    @app.mix("/")
    def home() -> Any:
        button = {"type": "button", "props": {"label": "Set it", "action": "set"}}
        return {"type": "div", "children": [drive.tree(probe), button]}

    user = cacao_app(app).open("/")
    before = look(user)

    # Act
    user.click("Set it")

    # Assert
    after = look(user)
    assert after != before
    assert after == look(user.open("/"))
