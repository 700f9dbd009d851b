"""Reporting: what the overlay was told to show in a user's tab, and apps that give it something to tell."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from cacao import App
from cacao_plugins.overlay import SHOW

Report = dict[str, Any]


def reports(user: Any) -> list[Report]:
    """Return what the overlay was told to show in a user's tab."""
    user.settle()
    return [call.arguments[0] for call in user.calls if call.method == SHOW]


def told(user: Any, count: int = 1) -> Report:
    """Wait for so many reports and return the last; the faults themselves are looked at by that."""
    user.wait_until(lambda: len(reports(user)) >= count, "the overlay was told nothing")
    assert user.errors is not None
    return reports(user)[-1]


def button(label: str, handler: Callable[..., Any], **props: Any) -> dict[str, Any]:
    return {"type": "button", "props": {"label": label, "on_click": handler, **props}}


def page_of(*children: Any) -> App:
    app = App()
    app.mix("/")(lambda: {"type": "main", "children": list(children)})
    return app


def fire(user: Any, label: str) -> None:
    with pytest.raises(AssertionError):
        user.click(label)
