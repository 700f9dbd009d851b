"""Demos: where the gallery finds the demo of a component.

A demo is a function without arguments, called after the component in snake_case (``text_input`` for
``TextInput``; ``show_toast`` for what handlers call as ``toast``), in any module of this package. It returns
the tree that is shown; the component stands there itself, not inside a Component. The demo's code is shown
beside it, with the States and the functions of its module that it uses: keep all of them short, and pleasant
to read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from cacao_plugins.components import WIDGETS, Widget
from cacao_plugins.components.registry import FAMILIES, calls_of

Demo = Callable[[], Any]


def name_of(widget: type[Widget]) -> str:
    """Return what the demo of a component is called."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", widget.__name__).lower()


def type_of_call(call: Callable[..., None]) -> str:
    """Return what stands for the type of what handlers call: a component may be called the same."""
    return f"call-{call.__name__}"


def find_demos() -> dict[str, Demo]:
    """Return the demos there are, by the type of their component."""
    here = import_module("showcase")
    found: dict[str, Demo] = {}
    for module in iter_modules(here.__path__):
        demos = import_module(f"{here.__name__}.{module.name}")
        found |= {
            name: value
            for name, value in vars(demos).items()
            if callable(value) and value.__module__ == demos.__name__
        }
    calls = {
        type_of_call(call): found.get(f"show_{call.__name__}")
        for each in FAMILIES.values()
        for call in calls_of(each)
    }
    by_type = calls | {widget.node_type: found.get(name_of(widget)) for widget in WIDGETS}
    return {node_type: demo for node_type, demo in by_type.items() if demo is not None}
