"""File row: one file of a file upload, as it is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ..texts import Say

_UNITS = ("size_kilobytes", "size_megabytes", "size_gigabytes", "size_terabytes")

_GROUPS = MappingProxyType(
    {"image/*": "upload_images", "video/*": "upload_videos", "audio/*": "upload_sounds"}
)


def spell_size(say: Say, size: int) -> str:
    """Return a number of bytes as a person reads it: ``"1.2 MB"``."""
    if size < 1_000:
        return say("size_bytes", number=size)
    number, unit = size / 1_000, 0
    while number >= 999.5 and unit < len(_UNITS) - 1:
        number, unit = number / 1_000, unit + 1
    spelled = f"{number:.1f}".removesuffix(".0") if number < 9.95 else f"{number:.0f}"
    return say(_UNITS[unit], number=spelled)


def spell_kind(say: Say, kind: str) -> str:
    """Return a kind of files as a person reads it: ``"PDF"``, ``"images"``."""
    if kind in _GROUPS:
        return say(_GROUPS[kind])
    return kind.removeprefix(".").upper() if kind.startswith(".") else kind


def draw_row(
    say: Say,
    name: str,
    size: int,
    remove: Callable[..., Any],
    params: Mapping[str, Any],
    coming: Mapping[str, Any] | None = None,
) -> object:
    """Return one file: its name, its size, how far it is or why it does not come, and what takes it off.

    Args:
        say: says what the widget says itself.
        name: what it is called.
        size: how many bytes it has.
        remove: takes it off.
        params: tell that which.
        coming: what is known of it on its way; None if it is there.
    """
    error = coming["error"] if coming else ""
    state = "refused" if error else "coming" if coming else "there"
    icon = {"refused": "circle-alert", "coming": "file", "there": "circle-check"}[state]
    props: dict[str, Any] = {"class": "cacao-upload-row", "data_state": state}
    if coming:
        props |= {"data_id": coming["id"], "data_ticket": coming["ticket"] or None}
    # As children, not as content: what a visitor's file is called holds no icons.
    below: list[Any] = [say(error)] if error else [spell_size(say, size)]
    return {
        "type": "li",
        "key": str(params.get("id") or Path(params["location"]).stem),  # no path leaves the server
        "props": props,
        "children": [
            {"type": "icon", "props": {"name": icon}},
            {
                "type": "span",
                "props": {"class": "cacao-upload-name", "dir": "auto", "title": name},
                "children": [name],
            },
            {
                "type": "span",
                "props": {"class": "cacao-upload-note"},
                "children": [
                    {"type": "span", "children": below},
                    {"type": "span", "props": {"class": "cacao-upload-part"}} if state == "coming" else None,
                ],
            },
            {
                "type": "bare-button",
                "props": {
                    "class": "cacao-upload-remove",
                    "on_click": remove,
                    "params": params,
                    "aria_label": say("upload_cancel" if state == "coming" else "upload_remove", name=name),
                },
                "children": [{"type": "icon", "props": {"name": "x"}}],
            },
            {
                "type": "progress",
                "props": {"class": "cacao-upload-bar", "max": max(size, 1), "aria_label": name},
            }
            if state == "coming"
            else None,
        ],
    }
