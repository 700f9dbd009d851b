"""``cacao routes``: the pages of an app and the routes of plugins, with the line of each."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from cacao_kernel import Page, Survey, line_of, survey_app

from .table import print_table


def list_routes(chosen: argparse.Namespace) -> None:
    """Print the pages of the app and the routes of plugins, with what answers each."""
    survey = survey_app(chosen.file)
    if survey.pages:
        rows = [_row(page, survey) for page in survey.pages]
        print_table(
            ("PATH", "FUNCTION", "LINE", "TITLE", "GUARDS"), rows, cut=("FUNCTION", "TITLE", "GUARDS")
        )
    else:
        print("There are no pages yet.")
    if survey.routes:
        print("\nRoutes of plugins, which are asked first:")
        print_table(("PATH", "FUNCTION", "LINE", "PLUGIN"), [*_plugin_rows(survey)], cut=("FUNCTION",))


def _plugin_rows(survey: Survey) -> Iterator[tuple[str, ...]]:
    for plugin, route in survey.routes:
        endpoint = getattr(route, "endpoint", None) or getattr(route, "app", None)
        told = f"{plugin}, in development" if plugin in survey.tools else plugin
        yield str(getattr(route, "path", "") or "*"), _name(endpoint), line_of(endpoint), told


def _row(page: Page, survey: Survey) -> tuple[str, ...]:
    title = survey.title if page.title is None else page.title
    told = title if isinstance(title, str) else f"{_name(title)}()"
    guards = ", ".join(_name(guard) for guard in (*survey.guards, *page.guards))
    return page.path, _name(page.function), line_of(page.function), told, guards


def _name(function: Any) -> str:
    """Return what a function is called: a partial after what it fills, a lambda by its sign."""
    function = getattr(function, "func", function)
    name = getattr(function, "__qualname__", None) or type(function).__qualname__
    return str(name).rpartition("<locals>.")[2]
