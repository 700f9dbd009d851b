"""Registry: every widget there is, in the order in which the gallery shows them."""

from __future__ import annotations

from collections.abc import Mapping
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


WIDGETS: tuple[type[Widget], ...] = tuple(
    widget for family in FAMILIES.values() for widget in widgets_of(family)
)
