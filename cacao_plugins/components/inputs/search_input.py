"""Search input: what a visitor looks for."""

from __future__ import annotations

from ..icon_set import find_icon
from ..kinds import Text
from ..widget import read_kit
from .line import tool
from .text_input import TextInput


class SearchInput(TextInput):
    """What a visitor looks for, with a button that empties it.

    Args:
        label: what it is called; by default "Search", for those who hear the page.
    """

    node_type = "search-input"
    kits = (*TextInput.kits, read_kit("search", "search_input.css", "search_input.js"))

    label: Text = ""
    icon: str | None = "search"

    def check(self) -> None:
        """Take any label: without one it is called what it is."""

    def draw(self) -> object:
        """Return the label, the icon, the line and the button."""
        if self.label in ("", None):
            self.label, self.label_hidden = self.say("search"), True
        # The button is there where something stands in the field: where no placeholder is to be seen.
        self.placeholder = self.placeholder or " "
        clearer = tool(find_icon("x"), self.say("clear"), data_clear="")
        return self.line(clearer, type="search", maxlength=self.max_length)
