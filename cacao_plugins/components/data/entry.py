"""Entries: what lists and timelines are made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from ..kinds import Child, Handler, Text, Tone
from ..props import HasProps


class ListItem(HasProps):
    """One item of a list.

    Args:
        title: what it is called.
        text: what else is to be said of it.
        icon: the name of an icon before it.
        image: the address of a picture before it, in place of an icon.
        meta: what stands at its end, such as a time or a badge.
        href: where it leads.
        on_click: answers a click on it.
        params: what the handler is given as ``event.params``.
        actions: buttons at its end.
        key: tells it apart from the other items where they change places.
        selected: whether it is the one that is open.
    """

    title: Text
    text: Text = None
    icon: str | None = None
    image: str | None = None
    meta: Child = None
    href: str | None = None
    on_click: Handler | None = None
    params: Mapping[str, Any] | None = None
    actions: Child = None
    key: str | int | None = None
    selected: bool = False


class TimelineItem(HasProps):
    """One thing that has happened, or will.

    Args:
        title: what has happened.
        time: when, as it is read.
        text: what else is to be said of it.
        icon: the name of an icon in place of the dot.
        tone: what its colour means.
        children: what stands below, such as a card.
        key: tells it apart from the other items where they change places.
    """

    title: Text
    time: Text = None
    text: Text = None
    icon: str | None = None
    tone: Tone | Literal["neutral"] = "neutral"
    children: Child = None
    key: str | int | None = None
