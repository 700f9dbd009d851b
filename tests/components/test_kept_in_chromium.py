"""What a widget remembers for itself is there again after a restart of the server."""

from __future__ import annotations

from typing import Any

from outages import Site, forgive

APP = """
from cacao import App
from cacao.ui import Pagination, Tabs

app = App()


@app.mix("/")
def home():
    return {"type": "main", "children": [
        Tabs([{"label": "One", "content": "The first"}, {"label": "Two", "content": "The second"}]),
        Pagination(50)]}
"""


def test_an_open_tab_stays_open_over_a_restart(visit: Any, serve: Any) -> None:
    # Arrange
    site = Site(serve, APP)
    page = visit(site.url)
    page.get_by_role("tab", name="Two").click()
    page.get_by_role("button", name="Page 2", exact=True).click()
    page.locator("button[aria-current=page]").get_by_text("2", exact=True).wait_for()

    # Act
    site.restart()
    page.get_by_role("button", name="Page 3", exact=True).click()
    page.locator("button[aria-current=page]").get_by_text("3", exact=True).wait_for()

    # Assert
    assert page.get_by_text("The second").is_visible()
    forgive(page)
