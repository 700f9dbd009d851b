"""Refusal: why a visitor does not get the page they asked for, in words for them."""

from __future__ import annotations


class Refusal(Exception):
    """Ends a visit before its page is shown, or a page that there is nothing left to show on.

    Args:
        status: the HTTP status, such as 404.
        heading: what is the matter.
        text: a sentence or two for the visitor.
        hint: a further sentence for the developer, shown in development alone.
    """

    def __init__(self, status: int, heading: str, text: str, hint: str = "") -> None:
        super().__init__(f"{heading}. {text}")
        self.status = status
        self.heading = heading
        self.text = text
        self.hint = hint


def not_found(text: str = "") -> Refusal:
    """Return what answers with status 404, once a page or a guard returns or raises it.

    For a page whose path is right and that has nothing to show: ``raise not_found("There is no
    book 7.")``. If it comes while the page is shown, whose subject was deleted say, the tab
    is told the same.

    Args:
        text: a sentence or two for the visitor.
    """
    return Refusal(404, "There is no page here", text or "What you asked for does not exist.")
