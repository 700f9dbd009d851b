"""Registry: every widget there is, in the order in which the gallery shows them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from inspect import isfunction
from types import ModuleType

from . import buttons, data, feedback, forms, inputs, layout, media, navigation, text
from .widget import Widget

FAMILIES: Mapping[str, ModuleType] = {
    "Text": text,
    "Inputs": inputs,
    "Forms": forms,
    "Buttons": buttons,
    "Feedback": feedback,
    "Layout": layout,
    "Navigation": navigation,
    "Data": data,
    "Media": media,
}


def widgets_of(family: ModuleType) -> list[type[Widget]]:
    """Return the widgets of a family, in the order of its ``__all__``."""
    found = (getattr(family, name) for name in family.__all__)
    return [each for each in found if isinstance(each, type) and issubclass(each, Widget)]


def calls_of(family: ModuleType) -> list[Callable[..., None]]:
    """Return what handlers may call of a family to have it on the page, such as ``toast``."""
    found = (getattr(family, name) for name in family.__all__)
    return [each for each in found if isfunction(each) and each.__annotations__["return"] == "None"]


WIDGETS: tuple[type[Widget], ...] = tuple(
    widget for family in FAMILIES.values() for widget in widgets_of(family)
)
