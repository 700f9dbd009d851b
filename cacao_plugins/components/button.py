"""Button: the node type ``button`` as a component."""

from __future__ import annotations

from typing import Any

from cacao_kernel import Component


class Button(Component):
    """A button that is made of its props.

    Args:
        key: tells it apart from its like among its siblings.
        props: what the node type ``button`` takes: ``label``, ``on_click`` or ``action``, ``disabled`` …

    Example:
        >>> Button(label="Click me").render()
        {'type': 'button', 'props': {'label': 'Click me'}}
    """

    def __init__(self, *, key: str | int | None = None, **props: Any) -> None:
        super().__init__()
        self.key = key
        self.props = props

    def render(self) -> dict[str, Any]:
        """Return the button's node."""
        return {"type": "button", "props": {**self.props}}
