"""Avatar: who somebody is, as a picture or by the first letters of their name."""

from __future__ import annotations

import hashlib
import unicodedata
from pathlib import Path
from typing import Any, Literal

from cacao_kernel import read

from ..base import BASE
from ..files.uploaded import UploadedFile
from ..kinds import Reactive, Size
from ..widget import Widget, read_kit
from .image import KINDS

AVATAR = read_kit("avatar")
HUES = 8


class Avatar(Widget):
    """Somebody: a picture, or the first letters of the name on a colour of its own.

    Args:
        name: what they are called; it is told to those who hear the page.
        src: the address of a picture, or the picture itself as a Path, bytes, or what a visitor has sent.
        size: how large it is.
        shape: a circle, or a square with round corners.
        status: whether they are there.
        decorative: whether the name stands beside it anyway, so that it need not be told again.
    """

    node_type = "avatar"
    kits = (BASE, AVATAR)

    name: Reactive[str]
    src: Reactive[str | Path | bytes | UploadedFile | None] = None
    size: Size = "medium"
    shape: Literal["circle", "square"] = "circle"
    status: Reactive[Literal["online", "away", "busy", "offline"] | None] = None
    decorative: bool = False

    def draw(self) -> object:
        """Return the picture or the letters, and a dot that tells whether they are there."""
        name, source, status = str(read(self.name)), read(self.src), read(self.status)
        said = f"{name}, {self.say(f'status_{status}')}" if status else name
        dot = {"type": "span", "props": {"class": "cacao-avatar-status", "data_state": status}}
        return self.root(
            "span",
            [self._face(name, source), dot if status else None],
            class_name="cacao-avatar",
            role=None if self.decorative else "img",
            aria_label=None if self.decorative else said,
            aria_hidden="true" if self.decorative else None,
            title=None if self.decorative else said,
            data_size=self.size,
            data_shape=self.shape,
            data_hue=find_hue(name),
        )

    def _face(self, name: str, source: Any) -> object:
        if source is None:
            props: dict[str, Any] = {"class": "cacao-avatar-face"}
            return {"type": "span", "props": props, "children": [initials_of(name)]}
        url = self.house.shelf.show(source, KINDS)
        return {
            "type": "img",
            "props": {"class": "cacao-avatar-face", "src": url, "alt": "", "loading": "lazy"},
        }


def initials_of(name: str) -> str:
    """Return the first letters of the first and the last word of a name."""
    words = [word for word in unicodedata.normalize("NFC", name).split() if word[0].isalnum()]
    chosen = words if len(words) < 2 else [words[0], words[-1]]
    return "".join(word[0] for word in chosen).upper() or "?"


def find_hue(name: str) -> int:
    """Return which of the colours a name has, the same everywhere."""
    return (
        hashlib.blake2b(name.strip().casefold().encode("utf-8", "replace"), digest_size=1).digest()[0] % HUES
    )
