"""What takes input."""

from .text_input import TextInput

__all__ = ["TextInput"]
