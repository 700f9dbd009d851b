"""Redirect: sends the visitor to another page."""

from __future__ import annotations

import re

from .errors import RouteError, shorten
from .names import find_origin

MAX_URL = 8_192

_HOME = re.compile(r"/(?![/\\])[^\x00-\x20\x7f\\]*\Z")
_AWAY = re.compile(r"https?://[^\x00-\x20\x7f\\/?#@]+(?:[/?#][^\x00-\x20\x7f\\]*)?\Z", re.IGNORECASE)


class Redirect(Exception):
    """Where to send the visitor: returned or raised in a page, a guard or a handler.

    Made by :func:`redirect`, which checks the address.

    Attributes:
        url: a path of this site, or a whole address if it leads elsewhere.
        external: whether it leads elsewhere.
        permanent: whether the address it stands for will never be another.
    """

    def __init__(self, url: str, *, external: bool, permanent: bool = False) -> None:
        super().__init__(f"redirect to {url}")
        self.url = url
        self.external = external
        self.permanent = permanent


def redirect(url: str, *, external: bool = False) -> Redirect:
    """Return what sends the visitor to another page, once it is returned or raised.

    Args:
        url: a path of this site, such as ``"/login"`` or ``"/users/1?tab=posts"``; it may come from
            a visitor, since anything that leads to another site is refused.
        external: whether another site is meant; then a whole address, http or https. Never
            hand it one that comes from a visitor.

    Raises:
        RouteError: if the address is none of these.
    """
    shape = _AWAY if external else _HOME
    if not isinstance(url, str) or len(url) > MAX_URL or not shape.match(url):
        raise RouteError(
            "no address to redirect to",
            where=str(find_origin()),
            expected='"https://…"' if external else 'a path of this site, "/login"',
            got=shorten(url),
            cure="" if external else "For another site there is redirect(url, external=True).",
        )
    return Redirect(url, external=external)
