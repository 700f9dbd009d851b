"""Copy button: puts a text into the clipboard."""

from __future__ import annotations

from ..icon_set import find_icon
from ..kinds import Reactive, Size, Text
from ..widget import Widget, read_kit
from .look import LOOK, Variant, look


class CopyButton(Widget):
    """A button that puts a text into the clipboard, and says that it has.

    Args:
        text: what is copied.
        label: what it says; by default "Copy".
        variant: how much it stands out.
        size: how large it is.
        label_hidden: whether it shows an icon alone; the label is read out.
        disabled: whether it can not be used.
    """

    node_type = "copy-button"
    kits = (*LOOK, read_kit("copy", "copy_button.css", "copy_button.js", mimic="keys:Copying"))

    text: Reactive[str]
    label: Text = None
    variant: Reactive[Variant] = "outline"
    size: Reactive[Size] = "medium"
    label_hidden: bool = False
    disabled: Reactive[bool] = False

    def draw(self) -> object:
        """Return the button, with what it says before and after."""
        label = self.say("copy") if self.label is None else self.label
        done = self.say("copied")
        hidden = "cacao-hidden" if self.label_hidden else None
        return self.root(
            "button",
            [
                {"type": "span", "children": [find_icon("copy"), find_icon("check")]},
                {
                    "type": "span",
                    "props": {"class": hidden},
                    "children": [
                        {"type": "span", "children": [label]},
                        {"type": "span", "props": {"content": done, "aria_hidden": "true"}},
                    ],
                },
            ],
            data_copy=self.text,
            data_done=done,
            title=label if self.label_hidden else None,
            disabled=self.disabled,
            **look(self.variant, self.size, is_square=self.label_hidden),
        )
