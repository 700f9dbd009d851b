"""Visit: one request for a page, with all that its address says."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import quote, unquote

from .query import Query
from .redirect import Redirect
from .refusal import Refusal
from .routing import Page, Routes

_KEPT = "/:@!$&'()*+,;=~-._"


class Visit:
    """Somebody asks for a page: by loading it, joining it, or following a link.

    Args:
        page: the page that the path shows.
        path: the path itself, decoded, such as ``"/users/1"``; by default the page's own.
        params: the values of the route's parameters.
        query: the query string.
        prefix: the path that the App is mounted at, empty for none.
        routes: the App's pages, which its links may lead to.

    Raises:
        Refusal: if a value in the query string is not what the page asks for.
    """

    def __init__(
        self,
        page: Page,
        path: str = "",
        params: Mapping[str, Any] = MappingProxyType({}),
        query: Query | None = None,
        prefix: str = "",
        routes: Routes | None = None,
    ) -> None:
        self.page = page
        self.path = path or page.path
        self.params = MappingProxyType(dict(params))
        self.query = Query() if query is None else query
        self.prefix = prefix
        self._routes = Routes() if routes is None else routes
        by_place, named = page.parameters.bind(self.params, self.query)
        self._call = functools.partial(page.function, *by_place, **named)
        self._title: Callable[[], object] | None = None
        if page.title_parameters is not None and callable(page.title):
            by_place, named = page.title_parameters.bind(self.params, self.query)
            self._title = functools.partial(page.title, *by_place, **named)

    @property
    def url(self) -> str:
        """The address as a browser shows it: prefix, path and query string, encoded."""
        query = f"?{self.query.text}" if self.query.text else ""
        return quote(self.prefix + self.path, safe=_KEPT) + query

    def link(self, url: str) -> str:
        """Return the address that a link of the page leads to: see :func:`find_address`."""
        return find_address(self._routes, url, self.prefix)

    def call(self) -> Any:
        """Call the page's function with its arguments; for an ``async def`` page, return what to await."""
        return self._call()

    def title(self, default: str) -> str:
        """Return the page's title, or else the default.

        Raises:
            Exception: whatever the page's own function for it raises.
        """
        title = self.page.title if self._title is None else self._title()
        return default if title is None else str(title)

    def __repr__(self) -> str:
        return f"Visit({self.url!r})"


def find_address(routes: Routes, url: str, prefix: str) -> str:
    """Return an address as a browser must ask for it.

    A path that shows a page of this App gets the prefix that the App is mounted at; any other is
    one of the site around it, or of another site, and stays as it is. So does one that has it already.
    """
    if not prefix or not url.startswith("/") or url.startswith("//"):
        return url
    path = unquote(re.split("[?#]", url, maxsplit=1)[0])
    if path.startswith(f"{prefix}/") and _is_page(routes, path.removeprefix(prefix)):
        return url
    return quote(prefix, safe=_KEPT) + url if _is_page(routes, path) else url


def _is_page(routes: Routes, path: str) -> bool:
    return routes.find(path) is not None or routes.mend(path) is not None


def read_address(routes: Routes, address: str, prefix: str = "") -> Visit:
    """Return the visit that an address means, as a browser shows it: encoded, prefix and query included.

    Raises:
        Redirect: to the page of this path with, or without, a slash at its end.
        Refusal: with status 404 if no page of this App is there, 400 if the query string cannot be read.
    """
    path, _, query = address.partition("#")[0].partition("?")
    path = unquote(path)
    if prefix and not path.startswith(f"{prefix}/"):
        raise Refusal(404, "There is no page here", f"Nothing is served at {path}.")
    return find_visit(routes, path.removeprefix(prefix), query, prefix)


def find_visit(routes: Routes, path: str, query: str = "", prefix: str = "") -> Visit:
    """Return the visit that an address of this App means.

    Args:
        routes: the App's pages.
        path: the path below the prefix, decoded.
        query: the query string as it was sent.
        prefix: the path that the App is mounted at.

    Raises:
        Redirect: to the page of this path with, or without, a slash at its end.
        Refusal: with status 404 if no page is there, 400 if the query string cannot be read.
    """
    found = routes.find(path)
    if found is None:
        mended = routes.mend(path)
        if mended is not None:
            url = quote(mended, safe=_KEPT) + (f"?{query}" if query else "")
            raise Redirect(url, external=False, permanent=True)
        raise Refusal(
            404, "There is no page here", f"Nothing is served at {prefix}{path}.", routes.suggest(path)
        )
    page, params = found
    return Visit(page, path, params, Query(query), prefix, routes)
