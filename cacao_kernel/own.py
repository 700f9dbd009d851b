"""Own: what a component, or a node that a plugin renders, has for itself alone."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from .binding import is_reactive, resolve
from .errors import StateError
from .names import find_origin
from .run import current_run


def own_id(part: str = "") -> str:
    """Return an ``id`` for an element of what is being rendered: the same at every run and in every process.

    Args:
        part: tells several elements of one component apart.

    Raises:
        StateError: if nothing is being rendered.
    """
    run = current_run()
    region = None if run is None or run.reads is None else run.region
    if region is None:
        raise StateError(
            "an element's own id is asked for while nothing is rendered",
            where=str(find_origin()),
            cure="Ask for it in a render.",
        )
    digest = hashlib.blake2b(region.identity.encode(), digest_size=6).hexdigest()
    return f"c{digest}-{part}" if part else f"c{digest}"


def own_url(path: str) -> str:
    """Return the address of a path of the App's as a browser asks for it: below where the App is mounted.

    Args:
        path: the path of a plugin's route, from its first slash on.

    Raises:
        StateError: if nothing is being rendered.
    """
    return quote(_rendering("the address of a route").screen.visit.prefix) + path


def own_query() -> Mapping[str, str]:
    """Return what the query string said by which the visitor came to the page: its values by name.

    A link renders the page again, so what is rendered always has that of its own address.

    Raises:
        StateError: if nothing is being rendered.
    """
    run = _rendering("the query string of a page")
    run.is_personal = True  # others may see the same part at another address
    query: Mapping[str, str] = run.screen.visit.query
    return query


def own_title(text: str) -> None:
    """Put a few words before the page's title, in the browser's tab: what of the page is being rendered.

    They stay until other words are said; an empty text takes them away.

    Args:
        text: such as what a page within the page is called.

    Raises:
        StateError: if nothing is being rendered.
    """
    run = _rendering("a part of the title of a page")
    run.is_personal = True  # a part that is shared is not rendered for each who sees it
    run.screen.headline.begin(text)


def _rendering(what: str) -> Any:
    """Return the Run of what is being rendered."""
    run = current_run()
    if getattr(run, "screen", None) is None:
        raise StateError(
            f"{what} is asked for while nothing is rendered",
            where=str(find_origin()),
            cure="Ask for it in a render.",
        )
    return run


def read(value: object) -> Any:
    """Return what a prop is now: the value of a State or Computed, what a function returns, or itself.

    What is being rendered follows it from then on.
    """
    return resolve(value) if is_reactive(value) else value
