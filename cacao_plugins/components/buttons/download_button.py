"""Download button: gives the visitor a file."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from cacao_kernel import CacaoError, Event

from ..kinds import Reactive, Size, Text
from ..widget import Widget
from .download import Content, download
from .look import LOOK, Variant, face, look


class DownloadButton(Widget):
    """A button that gives the visitor a file, made when it is clicked.

    Args:
        label: what it says.
        content: what is in the file: bytes, a text, a ``Path`` on the server, or a function that returns
            one of these, plain or async.
        name: what the file is called, such as ``"orders.csv"``; a ``Path`` has a name of its own.
        variant: how much it stands out.
        size: how large it is.
        icon: an icon before the label.
        full_width: whether it is as wide as there is room.
        disabled: whether it can not be used.
    """

    node_type = "download-button"
    kits = LOOK

    label: Text
    content: bytes | str | Path | Callable[[], Content | Awaitable[Content]]
    name: str = ""
    variant: Reactive[Variant] = "outline"
    size: Reactive[Size] = "medium"
    icon: str | None = "download"
    full_width: bool = False
    disabled: Reactive[bool] = False

    def check(self) -> None:
        """Refuse a file that has no name."""
        if not self.name and not isinstance(self.content, Path) and not callable(self.content):
            raise CacaoError(
                "DownloadButton.name is missing",
                expected='what the file is called, such as "orders.csv"',
                got="nothing",
            )

    def draw(self) -> object:
        """Return the button."""
        content = self.content
        is_async = inspect.iscoroutinefunction(content)
        return self.root(
            "button",
            face(self.icon, self.label),
            disabled=self.disabled,
            on_click=_send_later if is_async else _send,
            params={"file": _File(content, self.name)},
            **look(self.variant, self.size, is_wide=self.full_width),
        )


class _File:
    """What params hold: of all that is in a file, its name alone tells whose click is meant."""

    __slots__ = ("content", "name")

    def __init__(self, content: Any, name: str) -> None:
        self.content, self.name = content, name


def _send(event: Event) -> None:
    file: _File = event.params["file"]
    content: Any = file.content
    made: Any = content() if callable(content) else content
    download(made, file.name)


async def _send_later(event: Event) -> None:
    file: _File = event.params["file"]
    download(await file.content(), file.name)
