"""Password input: a text that nobody should read over a shoulder."""

from __future__ import annotations

from ..icon_set import find_icon
from ..widget import read_kit
from .line import tool
from .text_input import TextInput


class PasswordInput(TextInput):
    """A password, with a button that shows it."""

    node_type = "password-input"
    kits = (*TextInput.kits, read_kit("password", "password_input.css", "password_input.js"))

    autocomplete: str | None = "current-password"

    def draw(self) -> object:
        """Return the label, the line and the button."""
        icons = [find_icon("eye"), find_icon("eye-off")]
        shower = tool(icons, self.say("show_password"), data_reveal="", aria_pressed="false")
        return self.line(
            shower, type="password", maxlength=self.max_length, spellcheck="false", autocapitalize="none"
        )
