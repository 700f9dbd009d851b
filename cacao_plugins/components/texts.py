"""Texts: what the widgets say themselves, in English or as an app has it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from cacao_kernel import ConfigError, nearest, shorten

ENGLISH: Mapping[str, str] = MappingProxyType(
    {
        "close": "Close",
        "empty_page": "There is nothing here yet.",
        "menu": "Menu",
        "new_tab": "opens a new tab",
        "loading": "Loading",
        "status_online": "Online",
        "status_away": "Away",
        "status_busy": "Busy",
        "status_offline": "Offline",
        "status_neutral": "Unknown",
        "status_success": "All good",
        "status_warning": "Look out",
        "status_danger": "Failed",
        "status_info": "Noted",
        "no": "No",
        "no_items": "Nothing here yet.",
        "open_menu": "Open the menu",
        "pages": "Pages",
        "required": "required",
        "clear": "Clear",
        "less": "Less",
        "more": "More",
        "search": "Search",
        "show_password": "Show password",
        "skip_to_content": "Skip to the content",
        "yes": "Yes",
        "color_code": "Hex code",
        "rating_of": "{value} of {max}",
        "remove": "Remove {name}",
        "from": "From",
        "to": "To",
        "preset_today": "Today",
        "preset_yesterday": "Yesterday",
        "preset_last_7_days": "Last 7 days",
        "preset_last_30_days": "Last 30 days",
        "preset_this_month": "This month",
        "preset_last_month": "Last month",
        "preset_this_year": "This year",
        "form_save": "Save",
        "form_saving": "Saving …",
        "form_saved": "Saved.",
        "form_reset": "Reset",
        "form_unsaved": "You have changes that are not saved. Leave all the same?",
        "form_refused": "{number} fields need another look.",
        "form_refused_one": "One field needs another look.",
        "form_required": "Please fill this in.",
        "form_choose": "Please choose one.",
        "form_choose_one": "Choose …",
        "form_wrong": "This does not look right.",
        "form_number": "Please enter a number.",
        "form_whole": "Please enter a whole number.",
        "form_email": "Please enter an email address.",
        "form_too_small": "It has to be at least {min}.",
        "form_too_large": "It can be at most {max}.",
        "form_too_early": "It can not be before {min}.",
        "form_too_late": "It can not be after {max}.",
        "form_too_short": "It needs at least {min} characters.",
        "form_too_long": "It can have at most {max} characters.",
    }
)
"""Every text by its key; what stands in braces is filled in."""


class Texts:
    """What the widgets of an App say.

    Args:
        said: texts by key, in place of the English ones.
    """

    def __init__(self, said: Mapping[str, str] = ENGLISH) -> None:
        self._said = {**ENGLISH, **said}

    def say(self, key: str, **values: object) -> str:
        """Return a text, with values put in the place of their names in braces."""
        text = self._said[key]
        for name, value in values.items():
            text = text.replace(f"{{{name}}}", str(value))
        return text


def read_texts(path: Path) -> Texts:
    """Return the texts of a JSON file: an object of texts by key.

    Raises:
        ConfigError: if it cannot be read, or has a key that no widget knows.
    """
    where = "cacao.json: components.texts"
    try:
        said = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise ConfigError(f"{path} cannot be read", where=where, got=str(error.strerror)) from None
    except ValueError as error:
        raise ConfigError(f"{path} is no JSON", where=where, got=str(error)) from None
    if not isinstance(said, dict):
        raise ConfigError(f"{path} holds no texts", where=where, expected="an object", got=shorten(said))
    for key, text in said.items():
        if key not in ENGLISH:
            raise ConfigError(f'{path} names a text "{key}"', where=where, cure=nearest(key, ENGLISH))
        if not isinstance(text, str):
            raise ConfigError(
                f'{path} has no text for "{key}"', where=where, expected="a string", got=shorten(text)
            )
    return Texts(said)
