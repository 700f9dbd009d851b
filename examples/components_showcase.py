"""The gallery of components: each live, with its code beside it and its props from the class itself.

Run it with ``python examples/components_showcase.py``. The demos are in ``examples/showcase``, a module for
each family; what stands around them is in ``examples/gallery``. The theme is each visitor's own.
"""

from __future__ import annotations

from typing import Any

from gallery.contents import contents
from gallery.frame import frame
from gallery.look import Look, chosen
from gallery.pages import component_page, overview

from cacao import App, not_found
from cacao_kernel import nearest

app = App(title="Cacao components", theme=chosen, extensions=[Look()])


@app.mix("/")
def home() -> Any:
    """Show all there is."""
    return frame("/", *overview())


def title_of(node_type: str) -> str:
    """Return the title of a component's page."""
    shown = contents().get(node_type)
    return f"{shown.name if shown else 'Nothing'} · Cacao components"


@app.mix("/components/{node_type}", title=title_of)
def component(node_type: str) -> Any:
    """Show one component."""
    shown = contents().get(node_type)
    if shown is None:
        raise not_found(f"There is no component {node_type}. {nearest(node_type, contents())}".strip())
    return frame(shown.path, *component_page(shown))


contents()  # found now, as their States can not be made while a page is rendered

if __name__ == "__main__":
    app.brew()
