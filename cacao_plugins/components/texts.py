"""Texts: what the widgets say themselves, in English or as an app has it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from cacao_kernel import ConfigError, nearest, shorten

Say = Callable[..., str]
"""Says a text by its key, filled in: the ``say`` of a widget."""

ENGLISH: Mapping[str, str] = MappingProxyType(
    {
        "actions": "Actions",
        "actions_of": "Actions: {row}",
        "any": "Any",
        "breadcrumb": "The way here",
        "cancel": "Cancel",
        "choose": "Choose",
        "choose_all": "Choose all rows of this page",
        "choose_row": "Choose {row}",
        "chosen": "{count} chosen",
        "clear": "Clear",
        "clear_filters": "Clear filters",
        "close": "Close",
        "code": "Code",
        "color_code": "Hex code",
        "compact_billions": "{number}B",
        "compact_millions": "{number}M",
        "compact_thousands": "{number}K",
        "compact_trillions": "{number}T",
        "contains": "contains",
        "copied": "Copied",
        "copy": "Copy",
        "empty_page": "There is nothing here yet.",
        "export": "Export",
        "filters": "Filters",
        "first_page": "First page",
        "form_choose": "Please choose one.",
        "form_choose_one": "Choose …",
        "form_email": "Please enter an email address.",
        "form_failed": "It was not saved.",
        "form_number": "Please enter a number.",
        "form_pin": "It needs all {length} characters.",
        "form_refused": "{number} fields need another look.",
        "form_refused_one": "One field needs another look.",
        "form_required": "Please fill this in.",
        "form_reset": "Reset",
        "form_save": "Save",
        "form_saved": "Saved.",
        "form_saving": "Saving …",
        "form_step": "It can be set in steps of {step}.",
        "form_tick": "Please tick this box.",
        "form_too_early": "It can not be before {min}.",
        "form_too_large": "It can be at most {max}.",
        "form_too_late": "It can not be after {max}.",
        "form_too_long": "It can have at most {max} characters.",
        "form_too_short": "It needs at least {min} characters.",
        "form_too_small": "It has to be at least {min}.",
        "form_unsaved": "You have changes that are not saved. Leave all the same?",
        "form_url": "Please enter a web address, such as https://example.com.",
        "form_whole": "Please enter a whole number.",
        "form_wrong": "This does not look right.",
        "from": "From",
        "last_page": "Last page",
        "less": "Less",
        "level_debug": "debug",
        "level_error": "error",
        "level_info": "info",
        "level_warning": "warning",
        "loading": "Loading",
        "log": "Log",
        "log_debug": "All lines",
        "log_error": "Errors",
        "log_info": "Info and above",
        "log_level": "Level",
        "log_warning": "Warnings and errors",
        "looked_at": "Only the first {rows} rows were looked at.",
        "menu": "Menu",
        "more": "More",
        "more_about_this": "More about this",
        "more_items": "and {count} more",
        "more_letters": "({count} more letters)",
        "new_tab": "opens a new tab",
        "next_image": "Next image",
        "next_page": "Next page",
        "no": "No",
        "no_items": "Nothing here yet.",
        "no_match": "Nothing found",
        "no_page": "There is no such page here.",
        "nothing_found": "Nothing fits what you look for.",
        "ok": "OK",
        "open_menu": "Open the menu",
        "page": "Page {number}",
        "page_of": "Page {page} of {pages}",
        "pages": "Pages",
        "pagination": "Pages of the list",
        "preset_last_30_days": "Last 30 days",
        "preset_last_7_days": "Last 7 days",
        "preset_last_month": "Last month",
        "preset_this_month": "This month",
        "preset_this_year": "This year",
        "preset_today": "Today",
        "preset_yesterday": "Yesterday",
        "previous_image": "Previous image",
        "previous_page": "Previous page",
        "rating_of": "{value} of {max}",
        "remove": "Remove {item}",
        "required": "required",
        "resize": "Size of the first part",
        "rows_per_page": "Rows per page",
        "search": "Search",
        "search_commands": "What would you like to do?",
        "search_failed": "The search did not work. Please try again.",
        "show_all": "Show all rows",
        "show_password": "Show password",
        "shown": "{rows}",
        "shown_of": "{rows} of {total}",
        "size_bytes": "{number} B",
        "size_gigabytes": "{number} GB",
        "size_kilobytes": "{number} kB",
        "size_megabytes": "{number} MB",
        "size_terabytes": "{number} TB",
        "skip_to_content": "Skip to the content",
        "sort_by": "Sort by",
        "status_away": "Away",
        "status_busy": "Busy",
        "status_danger": "Failed",
        "status_info": "Noted",
        "status_neutral": "Unknown",
        "status_offline": "Offline",
        "status_online": "Online",
        "status_success": "All good",
        "status_warning": "Look out",
        "step_done": "done",
        "table": "Table",
        "task": "Done",
        "to": "To",
        "unsorted": "Unsorted",
        "upload_cancel": "Cancel {name}",
        "upload_choose": "Choose files",
        "upload_choose_one": "Choose a file",
        "upload_done": "{name} is uploaded.",
        "upload_drop": "or drop them here",
        "upload_drop_one": "or drop it here",
        "upload_empty": "This file is empty.",
        "upload_failed": "It did not arrive. Choose it again.",
        "upload_images": "images",
        "upload_no_room": "There is no room for it now. Try again later.",
        "upload_other_kind": "What is in it is not what its name says.",
        "upload_remove": "Remove {name}",
        "upload_size": "up to {size}",
        "upload_sounds": "sounds",
        "upload_too_large": "This file is too large.",
        "upload_too_many": "There are enough files already.",
        "upload_unreadable": "This file cannot be read.",
        "upload_videos": "videos",
        "upload_waits": "Waiting for the connection",
        "upload_wrong_kind": "Files of this kind are not taken here.",
        "yes": "Yes",
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
