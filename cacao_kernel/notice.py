"""Notice: a page of Cacao's own that says what is the matter, in the look of the others."""

from __future__ import annotations

from html import escape

from .html import ICON


def notice_page(status: int, heading: str, text: str, *, css: str, home: str) -> str:
    """Return the HTML of a whole page.

    Args:
        status: the HTTP status, such as 404.
        heading: what is the matter.
        text: a sentence or two for the visitor.
        css: URL of the stylesheet.
        home: URL of the start page.
    """
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{escape(heading)}</title><link rel="icon" href="{ICON}">'
        f'<link rel="stylesheet" href="{escape(css)}"></head><body><main class="cacao-page-notice">'
        f'<p class="cacao-page-status">{status}</p><h1>{escape(heading)}</h1><p>{escape(text)}</p>'
        f'<p><a href="{escape(home)}">Go to the start page</a></p></main></body></html>'
    )
