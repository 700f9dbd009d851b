"""Fields for tests: inputs and selects to bind to a State, and a page that shows what it holds."""

from __future__ import annotations

from typing import Any

from cacao import App, State

Tree = dict[str, Any]


def field(tag: str = "input", **props: Any) -> Tree:
    return {"type": tag, "props": {"aria_label": "it", **props}}


def select(*options: Any, **props: Any) -> Tree:
    children = [{"type": "option", "props": {"content": str(o), "value": o}} for o in options]
    return {"type": "select", "props": {"aria_label": "it", **props}, "children": children}


def open_page(cacao_app: Any, state: State[Any], *children: Tree) -> Any:
    """Return a user of a page with these fields, which also shows the State's value as Python spells it."""
    app = App()

    @app.mix("/")
    def home() -> Tree:
        shown = {"type": "p", "props": {"content": f"<{state.value!r}>"}}
        return {"type": "main", "children": [*children, shown]}

    return cacao_app(app).open("/")
