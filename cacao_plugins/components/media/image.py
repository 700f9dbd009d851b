"""Image: a picture, with what it shows in words."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from cacao_kernel import CacaoError, own_id, read

from ..base import BASE
from ..commands import COMMANDS
from ..files.uploaded import UploadedFile
from ..icon_set import find_icon
from ..kinds import Reactive, Text
from ..widget import Widget, read_kit

KINDS = ("image/",)


class Image(Widget):
    """A picture.

    Args:
        src: its address, below the app; or the file itself as a Path, its bytes, or what a visitor has
            sent, which this visitor alone can then see.
        alt: what it shows, for those who do not see it; empty if it only decorates.
        caption: what stands below it.
        ratio: how wide it is for its height, such as ``"16/9"``; so the page does not jump when it comes.
        fit: whether it fills its room and is cut, or is seen as a whole.
        width: how wide it is at most, in pixels.
        lightbox: whether it can be opened above the page, as large as there is room.
        group: a name that it shares with others: then an open one leads on to the next of them, and back.
        lazy: whether it is loaded only when it comes into sight.
        rounded: whether its corners are.
    """

    node_type = "image"
    kits = (BASE, COMMANDS, read_kit("image", "image.css", "image.js"))

    src: Reactive[str | Path | bytes | UploadedFile]
    alt: Reactive[str]
    caption: Text = None
    ratio: str | float | None = None
    fit: Literal["cover", "contain"] = "cover"
    width: int | None = None
    lightbox: bool = False
    group: str | None = None
    lazy: bool = True
    rounded: bool = True

    def check(self) -> None:
        """Refuse what nobody could open by its name, and a ratio that is none."""
        if self.lightbox and self.alt == "":
            cure = "Say in alt what it shows."
            raise CacaoError("Image.lightbox needs a name", expected="alt", got="an empty text", cure=cure)
        if self.group is not None and not self.lightbox:
            raise CacaoError("Image.group is of images that are opened", cure="Write lightbox=True, too.")
        if self.ratio is not None:
            spell_ratio(self.ratio, "Image")

    def draw(self) -> object:
        """Return a figure with the picture, its caption, and the dialog that it opens."""
        url = self.house.shelf.show(read(self.src), KINDS)
        style: dict[str, Any] = {}
        if self.ratio is not None:
            style["aspectRatio"] = spell_ratio(self.ratio, "Image")
        picture = {
            "type": "img",
            "props": {
                "src": url,
                "alt": self.alt,
                "loading": "lazy" if self.lazy else None,
                "decoding": "async",
                "class": "cacao-image-picture",
                "style": style,
            },
        }
        shown, above = (picture, None) if not self.lightbox else self._lightbox(picture, url)
        caption = {"type": "figcaption", "props": {"class": "cacao-image-caption"}, "children": self.caption}
        return self.root(
            "figure",
            [shown, above, caption if self.caption is not None else None],
            class_name="cacao-image",
            data_fit=self.fit,
            data_rounded=self.rounded or None,
            style={"maxWidth": f"{self.width}px"} if self.width else {},
        )

    def _lightbox(self, picture: object, url: str) -> tuple[object, object]:
        """Return the button around the picture, and the dialog that it opens."""
        dialog = own_id("lightbox")
        button = {
            "type": "bare-button",
            "props": {
                "class": "cacao-image-open",
                "command": "show-modal",
                "commandfor": dialog,
                "aria_haspopup": "dialog",
            },
            "children": [picture],
        }
        close = {
            "type": "bare-button",
            "props": {
                "class": "cacao-lightbox-close",
                "command": "close",
                "commandfor": dialog,
                "aria_label": self.say("close"),
            },
            "children": [find_icon("x")],
        }
        large = {"type": "img", "props": {"src": url, "alt": self.alt, "loading": "lazy"}}
        caption = {"type": "p", "children": self.caption} if self.caption is not None else None
        steps = () if self.group is None else (self._step(-1, "previous_image"), self._step(1, "next_image"))
        return button, {
            "type": "dialog",
            "props": {
                "id": dialog,
                "class": "cacao-lightbox",
                "closedby": "any",
                "aria_label": self.alt,
                "data_group": self.group,
            },
            "children": [large, caption, *steps, close],
        }

    def _step(self, way: int, text: str) -> object:
        """Return the button that leads to another image of the group."""
        props = {"class": "cacao-lightbox-step", "data_step": str(way), "aria_label": self.say(text)}
        icon = find_icon("chevron-left" if way < 0 else "chevron-right")
        return {"type": "bare-button", "props": props, "children": [icon]}


def spell_ratio(ratio: str | float, widget: str) -> str:
    """Return a ratio as CSS has it.

    Raises:
        CacaoError: if it is none.
    """
    parts = str(ratio).replace(":", "/").split("/")
    try:
        numbers = [float(part) for part in parts]
    except ValueError:
        numbers = []
    if len(numbers) not in (1, 2) or not all(0 < number < 1_000 for number in numbers):
        raise CacaoError(
            f"{widget}.ratio cannot be this", expected='"16/9" or a number above 0', got=repr(ratio)
        )
    return " / ".join(f"{number:g}" for number in numbers)
